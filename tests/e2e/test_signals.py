"""pingli signals: labels as the labelled texts have them, bad lines reported, figures that must not fall.

The floors are what was measured on tests/golden/texts, minus a little: they guard against a loss, they
are no claim about texts that were not seen.
"""
import json
import unittest

from program import REPOSITORY, answers, run

TEXTS = REPOSITORY / "tests" / "golden" / "texts"
FLOORS = json.loads((TEXTS / "floors.json").read_text(encoding="utf-8"))
BOOLEANS = {"conversations": ["demand_under_threat", "legitimate_claim"],
            "reviews": ["abusive", "pii", "extortion_hint", "competitor_promo",
                        "retaliation_after_failed_claim"],
            "replies": ["good"]}
SETS = {"conversations": "seller_faults", "reviews": "causes", "replies": "faults"}
SPANS = {"conversations": ["demand_spans", "threat_spans"], "reviews": ["abusive_spans", "pii_spans"],
         "replies": []}


def f1(found, wrong, missed):
    return 2 * found / (2 * found + wrong + missed) if found else 0.0


def overlaps(a, b):
    """A span is found when half of the shorter one is, in the same turn and of the same kind."""
    if a.get("turn") != b.get("turn") or a.get("kind") != b.get("kind"):
        return False
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return shared > 0 and 2 * shared >= min(a["end"] - a["start"], b["end"] - b["start"])


def figures(kind):
    lines = (TEXTS / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {item["id"]: item.get("labels") or {"faults": item["faults"], "good": item["good"]}
            for item in map(json.loads, lines)}
    said = {item["id"]: item["labels"] for item in answers("signals", "--kind", kind,
                                                           TEXTS / f"{kind}.jsonl")}
    pairs = [(labels, said[name]) for name, labels in gold.items()]
    out = {}
    for name in BOOLEANS[kind]:
        out[name] = f1(sum(g[name] and p[name] for g, p in pairs),
                       sum(not g[name] and p[name] for g, p in pairs),
                       sum(g[name] and not p[name] for g, p in pairs))
    name = SETS[kind]
    sets = [(set(g[name]) - {"none"}, set(p[name]) - {"none"}) for g, p in pairs]
    out[name] = f1(sum(len(g & p) for g, p in sets), sum(len(p - g) for g, p in sets),
                   sum(len(g - p) for g, p in sets))
    for name in SPANS[kind]:
        hit = sum(any(overlaps(s, q) for q in p[name]) for g, p in pairs for s in g[name])
        good = sum(any(overlaps(s, q) for s in g[name]) for g, p in pairs for q in p[name])
        out[name] = f1(hit, sum(len(p[name]) for _, p in pairs) - good,
                       sum(len(g[name]) for g, _ in pairs) - hit)
    if kind == "reviews":
        out["sentiment"] = sum(g["sentiment"] == p["sentiment"] for g, p in pairs) / len(pairs)
    return out


class Signals(unittest.TestCase):
    def test_the_figures_on_the_labelled_texts_do_not_fall(self):
        for kind, floors in FLOORS.items():
            measured = figures(kind)
            for name, floor in floors.items():
                with self.subTest(kind=kind, label=name):
                    self.assertGreaterEqual(measured[name], floor)

    def test_bad_lines_are_reported_with_line_and_reason_and_the_others_go_on(self):
        lines = ['{"id":"a","text":"客服是傻逼","stars":1}', "no json", '{"id":"b"}', "",
                 '{"id":"c","text":"好","stars":9}', '{"id":"d","text":"很好","stars":5}', "[1]"]
        done = run("signals", "--kind", "reviews", stdin="\n".join(lines).encode())
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], ["a", "d"])
        said = done.stderr.decode()
        for expected in ("-:2:", "-:3: text:", "-:5: stars:", "-:7:", "4 lines left out"):
            self.assertIn(expected, said)
        self.assertNotIn("傻逼", said)
        strict = run("signals", "--kind", "reviews", "--strict", stdin="\n".join(lines).encode(),
                     status=1)
        self.assertEqual(strict.stdout, done.stdout)
        run("signals", "--kind", "reviews", stdin=b"no json\n", status=1)
        run("signals", "--kind", "poems", status=2)

    def test_broken_bytes_are_an_error_of_their_line_only(self):
        good = '{"id":"c","text":"料子软和，颜色跟图片差不多，穿着舒服，过阵子给家里人也买一件"}\n'.encode()
        done = run("signals", "--kind", "reviews",
                   stdin=b'{"id":"a","text":"\xff\xfe"}\n{"id":"b","text":"\x00"}\n' + good)
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], ["c"])

    def test_bytes_in_no_known_encoding_are_refused_as_a_whole(self):
        done = run("signals", "--kind", "reviews", stdin=b'{"id":"a","text":"\xff\xfe"}\n', status=1)
        self.assertIn("UTF-8", done.stderr.decode())

    def test_spans_are_code_points_of_the_original_whatever_was_folded(self):  # proves B15, S60
        clean, scraped = "你们老板脑残，电话13400008876", "你😀們老闆脑*残，電話１３４-0000-8876"
        for text in (clean, scraped):
            item = json.dumps({"id": "x", "stars": 1, "text": text}).encode()
            labels = json.loads(run("signals", "--kind", "reviews", stdin=item).stdout)["labels"]
            insult, number = labels["abusive_spans"][0], labels["pii_spans"][0]
            self.assertIn(text[insult["start"]:insult["end"]], ("脑残", "脑*残"))
            self.assertIn(text[number["start"]:number["end"]], ("13400008876", "１３４-0000-8876"))
            self.assertEqual(number["kind"], "mobile")


if __name__ == "__main__":
    unittest.main()
