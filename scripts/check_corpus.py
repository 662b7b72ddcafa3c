#!/usr/bin/env python3
"""Whether every labelled text of corpus/sets can be read (corpus/README.md), and none stands there twice."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEMANDS = {"cash", "gift", "refund_without_return", "discount"}
THREATS = {"bad_review", "complaint_to_platform", "regulator_12315", "expose_online"}
SELLER_FAULTS = {"insult", "blames_buyer", "promises_freight_insurance", "begs_review_change", "offers_cash_for_review",
                 "leaks_buyer_info", "threatens_buyer", "stonewalls"}
DRAFT_FAULTS = SELLER_FAULTS | {"no_apology", "no_solution", "public_argument", "promises_outside_policy",
                                "contact_info_leak"}
CAUSES = {"quality", "size_or_fit", "colour_or_not_as_described", "authenticity", "service_attitude", "logistics_slow",
          "logistics_damage", "price", "freight_insurance", "after_sales_refused", "none"}
FLAGS = {"extortion_hint", "competitor_promo", "retaliation"}
SENTIMENTS = {"positive", "neutral", "negative"}
IN_CONVERSATIONS = re.compile(r"[DT]:.")
IN_REVIEWS = re.compile(r"A:.|P:(mobile|phone|id_card|wechat|qq|address|name|order_no):.")
FOLLOW_UP = "追评："
SHORT = 12  # characters: what is shorter, several people may well have written


class Checked:
    def __init__(self):
        self.faults, self.ids, self.texts, self.counts = [], set(), set(), {}

    def fault(self, where, what):
        self.faults.append(f"{where}: {what}")

    def item(self, kind, where, identity, text):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        for known, value, what in ((self.ids, identity, "id"), (self.texts, text, "text")):
            if value in known and (what == "id" or len(value) >= SHORT):
                self.fault(where, f"its {what} stands there twice")
            known.add(value)

    def names(self, where, given, known):
        for name in given:
            if name not in known:
                self.fault(where, f"{name!r}: expected one of {', '.join(sorted(known))}")

    def marks(self, where, text, form):
        for mark in re.findall(r"\{\{(.*?)\}\}", text):
            if not form.match(mark):
                self.fault(where, f"the mark {{{{{mark}}}}}")
        if re.search(r"\{\{|\}\}", re.sub(r"\{\{.*?\}\}", "", text)):
            self.fault(where, "a mark without its other end")

    def conversation(self, where, block):
        head, *turns = block.split("\n")
        words = head.split()
        if len(words) < 5 or words[0] != "#" or words[2] not in ("pos", "neg"):
            return self.fault(where, f"a head {head!r}")
        where, body = f"{where}: {words[1]}", "\n".join(turns)
        self.item("conversations", where, words[1], body)
        if words[2] == "pos":
            self.names(where, [words[3]], DEMANDS)
            self.names(where, [words[4]], THREATS)
        elif words[3:5] != ["-", "-"]:
            self.fault(where, "kinds of a negative one")
        for word in words[5:]:
            if word.startswith("faults="):
                self.names(where, word.removeprefix("faults=").split(","), SELLER_FAULTS)
            elif word != "legit":
                self.fault(where, f"{word!r} in its head")
        self.marks(where, body, IN_CONVERSATIONS)
        for turn in turns:
            if not re.match(r"[BS]: ?\S", turn) or turn.startswith("S") and "{{" in turn:
                self.fault(where, f"a turn {turn[:40]!r}")
        for mark in ("{{D:", "{{T:"):
            if (mark in body) != (words[2] == "pos"):
                self.fault(where, f"spans {mark}: a positive one has them, a negative one none")

    def review(self, where, line):
        fields = line.split("|")
        if len(fields) != 6:
            return self.fault(where, f"{len(fields)} fields, expected 6")
        identity, stars, text, causes, sentiment, flags = fields
        where = f"{where}: {identity}"
        self.item("reviews", where, identity, text)
        self.names(where, [stars], set("12345"))
        causes = causes.removeprefix("causes=").split(",")
        self.names(where, causes, CAUSES)
        if "none" in causes and len(causes) > 1:
            self.fault(where, "the cause none, and others")
        self.names(where, [sentiment.removeprefix("sent=")], SENTIMENTS)
        self.names(where, [] if flags.strip() == "-" else flags.strip().split(","), FLAGS)
        self.marks(where, text, IN_REVIEWS)
        if "{{" in text.partition(FOLLOW_UP)[2]:
            self.fault(where, "a mark in its follow-up")

    def reply(self, where, line):
        fields = line.split("|")
        if len(fields) != 4:
            return self.fault(where, f"{len(fields)} fields, expected 4")
        identity, context, draft, faults = fields
        where = f"{where}: {identity}"
        self.item("replies", where, identity, context + draft)
        if not re.match(r"\[(聊天|回评·公开)\]", context):
            self.fault(where, "no [聊天] or [回评·公开] before its context")
        faults = faults.removeprefix("faults=")
        self.names(where, [] if faults == "-" else faults.split(","), DRAFT_FAULTS)


def main():
    checked = Checked()
    for folder in sorted((ROOT / "corpus" / "sets").iterdir()):
        for block in re.split(r"\n\s*\n", (folder / "conv.txt").read_text().strip()):
            checked.conversation(folder.name, block)
        for line in (folder / "rev.txt").read_text().strip().split("\n"):
            checked.review(folder.name, line)
        for line in (folder / "rep.txt").read_text().strip().split("\n"):
            checked.reply(folder.name, line)
    print("\n".join(checked.faults) or "corpus: " + ", ".join(f"{n} {kind}" for kind, n in checked.counts.items()))
    return 1 if checked.faults else 0


sys.exit(main())
