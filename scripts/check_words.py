#!/usr/bin/env python3
"""One concept has one Chinese word: the second words of docs/glossary.md stand nowhere in what we write ourselves."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GLOSSARY = "docs/glossary.md"
OURS = ["*.md", "docs/**/*", "src/**/*", "web/src/**/*", "web/walks/**/*", "web/index.html", "rulebooks/**/*", "templates/**/*",
        "tests/**/*"]
# As are lexicons, samples and corpora: customers' words.
THEIRS = ("src/text/", "src/simulate/", "tests/texts/", "tests/fuzz/")
QUOTED = re.compile("“[^”]*”")


def second_words():
    text = (ROOT / GLOSSARY).read_text("utf-8").partition("不用的词")[2]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [a-z-]+(?: [a-z]+)* \|$", text, re.M)
    return {second: first for first, seconds in rows for second in seconds.split("，") if first != "用 use"}


def files():
    for path in sorted({path for one in OURS for path in ROOT.glob(one) if path.is_file()}):
        name = path.relative_to(ROOT).as_posix()
        if name != GLOSSARY and not name.startswith(THEIRS):
            yield name


def faults():
    words = second_words()
    if not words:
        yield f"{GLOSSARY}: the table of words that are not used is not found"
    either = re.compile("|".join(sorted(words, key=len, reverse=True)))
    for name in files():
        try:
            lines = (ROOT / name).read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # not text, or a table in another encoding
        for number, line in enumerate(lines, 1):
            for second in either.findall(QUOTED.sub("", line) if name.startswith("rulebooks/") else line):
                yield f"{name}:{number}: 用“{words[second]}”，不用“{second}”"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "One word for each concept.")
    sys.exit(1 if found else 0)
