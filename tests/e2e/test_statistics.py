"""The figures of a shop: right at every moment, the same after a rebuild, and nobody else's."""
import subprocess
import unittest

from postgres import binaries
from program import PROGRAM
from stage import DISTURBED, OnAStore, Stage, answer, claim, contacts_on, exhibit, ruling, weighing

CALLS = exhibit("e-list", "carrier_list", contacts=contacts_on("2026-05-11", "call", 14, 2), number_is_shops=True)


class Statistics(OnAStore):
    def figures(self, person):
        answer = person.get(person.url("statistics"))
        self.assertEqual((answer.status, answer.json["behind"]), (200, 0), answer)
        return answer.json

    def test_b12_success_by_kind_ground_and_evidence(self):
        """proves B12, S28: what became of cases, per ground and per kind of evidence; rebuilt, the same"""
        stage = Stage(self.desk, "2026-05-12T10:00")
        empty = self.figures(stage.owner)
        self.assertEqual((empty["by_kind"], empty["by_evidence"], empty["position"]), ([], [], 0))
        cases = [stage.buyer.open("claims", **claim(facts=DISTURBED)) for _ in range(3)]
        kind = self.figures(stage.owner)["by_kind"][0]
        self.assertEqual((kind["kind"], kind["open"], kind["upheld_share"]), ("harassment_claim", 3, None))

        stage.buyer.command(cases[0], "withdraw_case", reason="解决了")
        stage.at("2026-05-12T11:00")
        for case in cases[1:]:
            stage.officer.command(case, "take_up")
        stage.at("2026-05-12T12:00")
        stage.agent.command(cases[1], "submit_evidence", **CALLS)
        stage.agent.command(cases[2], "submit_evidence", **CALLS)
        stage.at("2026-05-13T10:00")
        stage.agent.command(cases[1], "submit_answer", **answer("催好评"))
        stage.at("2026-05-14T10:00")
        stage.officer.command(cases[1], "weigh_exhibit", **weighing(CALLS))
        stage.at("2026-05-15T10:00")
        stage.officer.command(cases[1], "rule_case", **ruling("upheld"))
        figures = self.figures(stage.agent)
        kind = figures["by_kind"][0]
        self.assertEqual((kind["open"], kind["withdrawn"], kind["upheld"], kind["not_upheld"], kind["upheld_share"]),
                         (1, 1, 1, 0, 1))
        ground = {g["ground"]: g for g in figures["by_ground"]}["frequent_contact"]
        self.assertEqual((ground["kind"], ground["upheld"]), ("harassment_claim", 1))
        evidence = {e["evidence"]: e for e in figures["by_evidence"]}["carrier_list"]
        self.assertEqual((evidence["upheld"], evidence["open"], evidence["upheld_share"]), (1, 1, 1))
        clocks = {c["clock"]: c for c in figures["clocks"]}
        self.assertEqual(clocks["take_up_due"], {"clock": "take_up_due", "kept": 2, "missed": 0})
        self.assertEqual(clocks["answer_due"]["kept"], 1)
        self.assertEqual(stage.buyer.get(stage.buyer.url("statistics")).status, 403)
        other = Stage(self.desk, "2026-05-15T10:00")
        self.assertEqual(self.figures(other.owner)["by_kind"], [])

        # proves issue 3: rebuilt by one command, with the same figures
        before = self.figures(stage.owner)
        self.desk.stop()
        arguments = [PROGRAM, "rebuild", "--data", self.desk.data]
        if self.cluster:
            arguments += ["--database", self.cluster.url]
        subprocess.run(arguments, check=True, capture_output=True, timeout=120)
        self.desk.start()
        stage.owner.close()
        self.assertEqual(self.figures(stage.owner), before)
        stage.agent.close()
        stage.buyer.close()
        stage.buyer.command(cases[2], "withdraw_case", reason="解决了")
        kind = self.figures(stage.owner)["by_kind"][0]
        self.assertEqual((kind["open"], kind["withdrawn"], kind["upheld"]), (0, 2, 1))


@unittest.skipUnless(binaries(), "no PostgreSQL here")
class StatisticsOnPostgres(Statistics):
    database = "postgres"


if __name__ == "__main__":
    unittest.main(verbosity=1)
