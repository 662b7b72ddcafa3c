"""A simulated shop through triage, compared with what was planted: recall and precision, printed and floored."""
import collections
import json
import pathlib
import shutil
import tempfile
import unittest

from program import answers, run

ORDERS, SEED = 20_000, 20260605
AS_OF = "2026-06-05T12:00:00+08:00"
# Of the planted troubles of a kind, the least share that must come out as expected. The lexicons were mended after
# the first run of this test, so these are regression floors, no figures about unseen texts.
FLOORS = {
    "demand_under_threat": 0.95, "demand_not_rated": 0.95, "demand_no_review_yet": 0.95, "demand_gap": 0.90,
    "professional": 0.90, "insult": 0.90, "pii": 0.90, "competitor": 0.90, "retaliation": 0.95, "fraud": 0.90,
    "owed": 0.95, "cash_offer": 0.90, "joke": 0.98, "smalltalk": 0.98, "platform_default": 1.0,
}
HONEST_FLOOR = 0.98  # honest criticism that is called genuine and not reportable
MALICIOUS_PRECISION = 0.98
CAUSES = {"honest_quality": "quality", "honest_size": "size_or_fit", "honest_colour": "colour_or_not_as_described",
          "honest_slow": "logistics_slow", "honest_damage": "logistics_damage", "honest_service": "service_attitude",
          "honest_price": "price", "honest_refused": "after_sales_refused", "honest_fake": "authenticity"}
CAUSE_FLOOR = 0.90  # a regression floor too: the lexicon of causes has seen these phrases


class SimulatedShop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pingli-sim-"))
        run("simulate", "--orders", ORDERS, "--seed", SEED, "--out", cls.folder)
        cls.findings = {(f["subject"]["kind"], f["subject"]["id"]): f
                        for f in answers("triage", cls.folder, "--as-of", AS_OF, "--json", timeout=280)}
        with open(cls.folder / "truth.ndjson", encoding="utf-8") as file:
            cls.truth = [json.loads(line) for line in file]

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def is_as_expected(self, planted):
        finding = self.findings.get((planted["subject"]["kind"], planted["subject"]["id"]))
        expected = planted["expected"]
        if expected is None or finding is None:
            return finding is None and expected is None
        if (finding["verdict"], finding["reportable"]) != (expected["verdict"], expected["reportable"]):
            return False
        if not expected["reportable"]:
            return True
        return (finding["ground"], finding["refusal"]) == (expected["ground"], expected["refusal"])

    def test_recall_per_trouble(self):
        """proves B5, B6, B14, X7 over a whole shop"""
        right, all_of = collections.Counter(), collections.Counter()
        wrong = {}
        for planted in self.truth:
            all_of[planted["trouble"]] += 1
            if self.is_as_expected(planted):
                right[planted["trouble"]] += 1
            else:
                wrong.setdefault(planted["trouble"], planted)
        for trouble in sorted(all_of):
            share = right[trouble] / all_of[trouble]
            floor = FLOORS.get(trouble, HONEST_FLOOR)
            print(f"{trouble:22} {right[trouble]:5}/{all_of[trouble]:5}  {share:6.3f}  floor {floor}")
            with self.subTest(trouble=trouble):
                example = wrong.get(trouble)
                found = example and self.findings.get((example["subject"]["kind"], example["subject"]["id"]))
                self.assertGreaterEqual(share, floor, (example, found and {
                    key: found[key] for key in ("verdict", "reportable", "ground", "refusal", "why")}))

    def test_causes_of_honest_criticism(self):
        """proves B3: the cause that was planted is among those found, and others are hardly added"""
        found, named, others = collections.Counter(), collections.Counter(), collections.Counter()
        for planted in self.truth:
            cause = CAUSES.get(planted["trouble"])
            finding = self.findings.get((planted["subject"]["kind"], planted["subject"]["id"]))
            if cause and finding:
                named[cause] += 1
                found[cause] += cause in finding["causes"]
                others[cause] += bool(set(finding["causes"]) - {cause})
        for cause in sorted(named):
            share = found[cause] / named[cause]
            print(f"{cause:28} {found[cause]:4}/{named[cause]:4}  {share:6.3f}  with others {others[cause] / named[cause]:6.3f}")
            with self.subTest(cause=cause):
                self.assertGreaterEqual(share, CAUSE_FLOOR)

    def test_precision_of_malicious_and_reportable(self):
        """proves X7, B14: an honest buyer is hardly ever called malicious or reported"""
        expected = {(p["subject"]["kind"], p["subject"]["id"]): p["expected"] or {} for p in self.truth}
        by_order = {p["order"]: p["expected"] or {} for p in self.truth}
        for what, is_so in (("malicious", lambda f: f.get("verdict") == "malicious"),
                            ("reportable", lambda f: bool(f.get("reportable")))):
            called = [f for f in self.findings.values() if is_so(f)]
            good = [f for f in called
                    if is_so(expected.get((f["subject"]["kind"], f["subject"]["id"]), by_order.get(f["order"], {})))]
            print(f"precision of {what}: {len(good)}/{len(called)}")
            with self.subTest(what=what):
                self.assertGreaterEqual(len(good), MALICIOUS_PRECISION * len(called))

    def test_praise_is_silent(self):
        """proves the contract: one finding per neutral or bad review, all else is only counted"""
        planted = {p["order"] for p in self.truth}
        extra = [f for f in self.findings.values() if f["order"] not in planted]
        self.assertLessEqual(len(extra), ORDERS // 1000, [(f["order"], f["why"]["zh"]) for f in extra[:3]])


if __name__ == "__main__":
    unittest.main(verbosity=1)
