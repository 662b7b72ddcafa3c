#!/usr/bin/env python3
"""Checks pages that the report writes: check_page.py PAGE... ; prints what is wrong, exit 1 if any.

Well-formed (every element closed where it must be), ids used once, both languages side by side,
nothing loaded from anywhere, no script but the page's own, whose hash the content policy names.
"""
import base64
import hashlib
import json
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "br", "hr", "input"}
LOADS = {"src", "srcset", "action", "formaction", "poster", "data", "background", "ping"}


class Page(HTMLParser):
    def __init__(self, errors, is_chunk=False):
        super().__init__(convert_charrefs=True)
        self.errors, self.is_chunk = errors, is_chunk
        self.stack, self.ids, self.policy = [], set(), ""
        self.blocks = {"style": [], "script": []}
        self.chunks, self.index, self.text = [], None, ""
        self.after_zh = False
        self.articles = 0
        self.words = {"z": 0, "e": 0}

    def fault(self, what):
        self.errors.append(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if len(given) != len(attributes):
            self.fault(f"<{tag}> has an attribute twice")
        for name, value in attributes:
            if name.startswith("on"):
                self.fault(f"<{tag}> has a handler {name}")
            if name == "style":
                self.fault(f"<{tag}> has a style attribute, which the policy refuses")
            if name in LOADS:
                self.fault(f"<{tag} {name}> loads {value!r}")
            if name == "href" and re.match(r"\s*[a-z]+:", value or "", re.I):
                self.fault(f"<{tag}> leads outside: {value!r}")
        if tag in ("iframe", "object", "embed", "link", "base", "img"):
            self.fault(f"<{tag}> has no business here")
        if "id" in given:
            if given["id"] in self.ids:
                self.fault(f"id {given['id']!r} twice")
            self.ids.add(given["id"])
        kind = given.get("class")
        if self.after_zh and kind != "e":
            self.fault("Chinese without its English")
        self.after_zh = False
        if kind in self.words and tag == "span":
            self.words[kind] += 1
        if tag == "article":
            self.articles += 1
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        if tag in ("script", "style"):
            self.block = (tag, given)
            self.text = ""
        if tag not in VOID:
            self.stack.append((tag, kind))

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1][0] != tag:
            self.fault(f"</{tag}> closes {self.stack[-1:]}")
            return
        _, kind = self.stack.pop()
        self.after_zh = tag == "span" and kind == "z"
        if tag == "script" and self.block[1].get("class") == "chunk":
            self.chunks.append(self.text)
        elif tag == "script" and self.block[1].get("type") == "application/json":
            self.index = json.loads(self.text)
        elif tag in ("script", "style"):
            self.blocks[tag].append(self.text)

    def handle_data(self, data):
        if self.stack and self.stack[-1][0] in ("script", "style"):
            self.text += data
        elif data.strip() and self.after_zh:
            self.fault("words between Chinese and its English")

    def handle_comment(self, data):
        self.fault(f"a comment: {data[:40]!r}")

    def finish(self):
        self.close()
        if self.stack:
            self.fault(f"never closed: {self.stack}")
        if self.words["z"] != self.words["e"]:
            self.fault(f"{self.words['z']} Chinese phrases, {self.words['e']} English")


def check(path):
    errors = []
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    page = Page(errors)
    page.feed(text)
    page.finish()
    for tag in ("style", "script"):
        for block in page.blocks[tag]:
            digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
            if f"{tag}-src 'sha256-{digest}'" not in page.policy:
                errors.append(f"the policy does not name the page's <{tag}>")
            if re.search(r"https?://|@import|url\(", block):
                errors.append(f"the <{tag}> loads something")
    if "default-src 'none'" not in page.policy:
        errors.append("no content policy")
    articles = page.articles
    for chunk in page.chunks:
        part = Page(errors, is_chunk=True)
        part.feed(chunk)
        part.finish()
        articles += part.articles
        if twice := page.ids & part.ids:
            errors.append(f"ids twice: {sorted(twice)[:3]}")
        page.ids |= part.ids
    if page.index is not None and len(page.index) != articles:
        errors.append(f"{articles} cards, {len(page.index)} in the index")
    return errors


def main():
    bad = 0
    for path in sys.argv[1:]:
        for error in check(path):
            print(f"{path}: {error}")
            bad = 1
    return bad


sys.exit(main())
