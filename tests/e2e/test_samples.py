"""The sample shops through the real program, and their findings as a golden file.

UPDATE_GOLDEN=1 rewrites tests/golden/*.ndjson; the review is `git diff`.
"""
import json
import os
import subprocess
import sys
import tomllib
import unittest

from program import REPOSITORY, answers

AS_OF = "2026-06-05T12:00:00+08:00"
GOLDEN = REPOSITORY / "tests" / "golden"
# What triage must say of each story. Only what a reader of the scenarios would insist on.
EXPECTED = {
    "S1": {"verdict": "malicious", "reportable": True, "ground": "unreasonable_demand", "admissible": True},
    "S2": {"verdict": "malicious", "ground": "unreasonable_demand", "admissible": False, "refusal": "not_rated_by_both"},
    "S3": {"verdict": "malicious", "ground": "unreasonable_demand", "admissible": False, "refusal": "too_late"},
    "S4": {"verdict": "unclear", "reportable": False},
    "S5": {"verdict": "genuine", "reportable": False},
    "S6": {"verdict": "genuine", "reportable": True, "ground": "private_data_or_insults"},
    "S7": {"verdict": "malicious", "reportable": True, "ground": "professional_coercion"},
    "S8": {"verdict": "unclear", "reportable": False},
    "S9": {"verdict": "genuine", "reportable": False},
    "S10": {"verdict": "genuine", "reportable": False},
    "S11": {"verdict": "malicious", "reportable": True, "ground": "unreasonable_demand"},
    "S12": None,
    "S13": {"verdict": "genuine", "reportable": False},
    "S14": {"verdict": "genuine", "reportable": True, "ground": "third_party_fraud"},
    "S15": {"verdict": "genuine"},
    "S17": {"verdict": "malicious", "reportable": True, "ground": "unreasonable_demand", "admissible": True},
    "S18": {"verdict": "genuine", "reportable": False},
    "S19": {"verdict": "genuine", "reportable": False},
    "S60": {"verdict": "malicious", "reportable": True, "ground": "unreasonable_demand", "admissible": True},
}
EXPECTED_TMALL = {
    "S16": {"verdict": "malicious", "reportable": True, "ground": "unreasonable_demand", "admissible": True},
}


def stories(shop):
    """scenario -> buyer, as samples/source tells it."""
    text = (REPOSITORY / "samples" / "source" / f"{shop}.toml").read_text(encoding="utf-8")
    return {order["scenario"]: order["buyer"] for order in tomllib.loads(text)["order"] if "scenario" in order}


def orders_of(shop):
    """buyer -> order number, from the export itself."""
    for name in ("orders.csv", "ExportOrderList202606051200.csv"):
        path = REPOSITORY / "samples" / shop / name
        if path.exists():
            rows = path.read_text(encoding="gbk").splitlines()[1:]
            return {row.split(",")[1]: row.split(",")[0].lstrip("'") for row in rows}
    raise AssertionError(f"no orders in {shop}")


def brief(finding):
    """What a golden line keeps: everything that decides, nothing that is only worded."""
    kept = {key: finding[key] for key in ("subject", "order", "verdict", "reportable", "ground", "clause", "admissible",
                                          "refusal", "due", "spans", "causes", "made_at", "filing_path")}
    kept["have"] = [item["kind"] for item in finding["evidence"]["have"]]
    kept["missing"] = [item["kind"] for item in finding["evidence"]["missing"]]
    miss = finding["near_miss"]
    kept["near_miss"] = miss and [miss["ground"], *(lack["fact"] for lack in miss["lacks"])]
    kept["advice"] = [item["code"] for item in finding["advice"]]
    kept["dates"] = {item["code"]: item["at"] for item in finding["dates"]}
    return kept


class Samples(unittest.TestCase):
    def test_the_files_are_what_the_stories_say(self):
        """samples/make_samples.py was run after the last edit"""
        done = subprocess.run([sys.executable, REPOSITORY / "samples" / "make_samples.py", "--check"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def check_shop(self, shop, expected):
        findings = answers("triage", REPOSITORY / "samples" / shop, "--as-of", AS_OF, "--json", "--strict")
        orders = orders_of(shop)
        for scenario, buyer in stories(shop).items():
            with self.subTest(scenario=scenario):
                of_order = [f for f in findings if f["order"] == orders[buyer]]
                reviews = [f for f in of_order if f["subject"]["kind"] == "review"] or of_order
                if expected[scenario] is None:
                    self.assertEqual(of_order, [])
                    continue
                self.assertEqual(len(reviews), 1)
                got = {key: reviews[0][key] for key in expected[scenario]}
                self.assertEqual(got, expected[scenario], reviews[0]["why"])
        named = {orders[buyer] for buyer in stories(shop).values()}
        for finding in findings:
            if finding["order"] not in named:
                with self.subTest(ordinary=finding["order"]):
                    self.assertEqual((finding["verdict"], finding["reportable"]), ("genuine", False),
                                     finding["why"])
        return findings

    def check_golden(self, name, findings):
        path = GOLDEN / f"{name}.ndjson"
        text = "".join(json.dumps(brief(f), ensure_ascii=False) + "\n" for f in findings)
        if os.environ.get("UPDATE_GOLDEN") == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.assertTrue(path.exists(), "run once with UPDATE_GOLDEN=1 and look at the file")
        before = path.read_text(encoding="utf-8").splitlines()
        self.assertEqual(len(text.splitlines()), len(before))
        for got, golden in zip(text.splitlines(), before):
            self.assertEqual(json.loads(got), json.loads(golden))

    def test_tea_and_coats(self):
        """proves S1-S15, S17-S19, S60; B14: ordinary criticism stays genuine"""
        self.check_golden("tea-and-coats", self.check_shop("tea-and-coats", EXPECTED))

    def test_tea_and_coats_on_tmall(self):
        """proves S16, B18"""
        self.check_golden("tea-and-coats-tmall", self.check_shop("tea-and-coats-tmall", EXPECTED_TMALL))


if __name__ == "__main__":
    unittest.main()
