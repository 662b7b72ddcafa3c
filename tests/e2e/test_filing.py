"""Filed means filed: a report is a draft until it was handed in at the platform; one order has one report; what was done
by mistake is undone.
proves B12 B23"""
import unittest

import imports
from shop_folder import ORDER
from stage import OnAStore, Stage, is_at, moment, opening
from test_api_description import Schemas
from test_bad_reviews import trousers

TRACKED = {"perspective": "tracked"}


class Filing(OnAStore):
    def setUp(self):
        self.on = Stage(self.desk, imports.AS_OF)
        self.agent = self.on.agent
        self.schemas = Schemas(self.desk.client().get("/api/openapi.json").json)
        with trousers() as shop:
            done = imports.bring(self.on.owner, shop.finish())
        self.assertEqual(done["state"], "done", done)

    def rows(self):
        return {row["kind"]: row for row in imports.reviews(self.agent)["reviews"]}

    def move(self, row, name, body=None):
        return self.agent.post(self.agent.url("reviews", row["kind"], row["id"], name), body)

    def opened(self):
        row = self.rows()["review"]
        answer = self.move(row, "report", TRACKED)
        self.assertEqual(answer.status, 201, answer)
        return row, answer.json["case_id"]

    def case(self, case):
        return self.agent.case(case)["case"]

    def page(self, row):
        return self.agent.get(self.agent.url("reviews", row["kind"], row["id"])).json

    def may_undo(self, row):
        return next(one for one in self.page(row)["may"] if one["move"] == "undo")["is_allowed"]

    def test_a_report_is_a_draft_until_it_was_handed_in(self):
        """desk A2: "File the report" set Filed, though nothing had left the desk"""
        row, case = self.opened()
        self.assertEqual((self.case(case)["phase"], self.rows()["review"]["filed_at"]), ("draft", None))
        self.assertEqual(self.agent.command(case, "file_report", status=409).json["type"],
                         "urn:pingli:refusal:not_for_this_perspective")
        form = self.agent.get(self.agent.url("cases", case, "form"))
        self.assertEqual(self.schemas.faults(form.json, {"$ref": "#/components/schemas/filing_form"}), [])
        fields = {one["name"]: one["value"]["zh"] for one in form.json["fields"]}
        self.assertEqual((fields["order"], fields["reference"]), (ORDER, "JZ0001"))
        self.assertIn(ORDER, fields["statement"])
        self.assertNotIn("{", "".join(fields.values()))
        self.assertIn("→", form.json["path_words"]["zh"])
        self.assertTrue(form.json["confirm"])
        self.assertEqual([one["kind"] for one in form.json["attach"]], ["chat_both_sides"])
        self.on.at("2026-05-10T15:00")
        self.agent.command(case, "hand_in_report", reference="JB20260510", filed_at=moment("2026-05-10T14:00"))
        filed = self.case(case)
        self.assertEqual((filed["phase"], filed["filings"][0]["reference"]), ("filed", "JB20260510"))
        self.assertTrue(is_at(self.rows()["review"]["filed_at"], "2026-05-10T14:00"))
        self.assertFalse(self.may_undo(row))
        self.assertEqual(self.move(row, "undo").status, 409)

    def test_each_step_is_undone(self):
        """desk A3: what one key opened could not be undone, and the review stayed Reported"""
        row, case = self.opened()
        self.agent.command(case, "hand_in_report", reference="JB1")
        self.agent.command(case, "undo_handing_in")
        self.assertEqual((self.case(case)["phase"], self.case(case)["filings"]), ("draft", []))
        self.assertTrue(self.may_undo(row))
        undone = self.move(row, "undo")
        self.assertEqual((undone.status, undone.json["state"]), (200, "new"), undone)
        self.assertEqual(self.case(case)["phase"], "closed")
        self.assertEqual([one["move"] for one in self.page(row)["deeds"]], ["report", "undo"])
        _, again = self.opened()
        self.assertEqual((again, self.case(case)["phase"]), (case, "draft"))
        # The same from the case: the shelf follows.
        self.agent.command(case, "undo_draft")
        self.assertEqual(self.rows()["review"]["state"], "new")
        self.agent.command(case, "resume_draft")
        self.assertEqual(self.rows()["review"]["state"], "reported")
        due = [one for one in self.case(case)["clocks"] if one["state"] == "running"]
        self.assertEqual([one["name"] for one in due], ["report_due"])

    def test_one_order_has_one_report(self):
        """desk A4: a review and its chat became two reports"""
        row, case = self.opened()
        for other in self.rows().values():
            if other["kind"] == row["kind"]:
                continue
            self.assertEqual(self.move(other, "report", TRACKED).json["case_id"], case)
        second = self.agent.post(self.agent.url("reports"), opening(
            "又一次", person_user=None, orders=[ORDER], review_id="rv-2", text="x", made_at=moment("2026-05-01T10:00"),
            facts={}))
        self.assertEqual((second.status, second.json["type"], second.json["refusal"]["what"]),
                         (409, "urn:pingli:refusal:already_open", [case]), second)


if __name__ == "__main__":
    unittest.main(verbosity=1)
