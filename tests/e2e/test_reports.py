"""Reports of reviews through the real server: words are masked, originals sealed, nothing is ever deleted.
proves B7 X9 X10 H15"""
import unittest

from stage import OnAStore, Stage, moment, opening, ruling

TEXT = "裤子太长，客服是笨蛋，别买"
MASKED = "裤子太长，■■■■■，别买"
TROUSERS = {"review_result": "bad", "stars": 1, "negative_tag": False, "negative_text": True, "text_kind": "follow_up",
            "has_follow_up": True, "rated_by_buyer": True, "rated_by_seller": True, "order_has_ended": True,
            "buyer_level": 5, "detailed_questions": 1, "fault_finding_text": False, "asked_for_money": True,
            "lost_claim_before": False, "promotes_other_shop": False, "review_names_price": False,
            "professional_signs": 0, "chat_shows": "demand_under_rating_threat", "chat_gap": "none",
            "chat_has_reference": True, "recording_shows": "no_recording", "recording_source_stated": False,
            "call_on_carrier_list": False, "demand_told": False, "competitor_tie": "none", "fraud": "none",
            "offending_words": "none", "seller_offered_reward": False, "real_fault": False}


class Reports:
    def report(self, on, orders=None, **facts):
        """By the shop, of the buyer's review."""
        more = {"orders": orders} if orders else {}
        return on.agent.open("reports", **opening("差评举报", **more), person_user=on.buyer.user, review_id="rv-1", text=TEXT,
                             follow_up="十块钱都不肯出", made_at=moment("2026-05-01T10:00"),
                             follow_up_at=moment("2026-05-01T20:00"), facts={**TROUSERS, **facts})

    def upheld(self):
        on = Stage(self.desk, "2026-05-10T09:00")
        case = self.report(on)
        on.agent.command(case, "file_report")
        on.at("2026-05-11T09:00")
        on.officer.command(case, "take_up")
        on.officer.command(case, "rule_case", **ruling("upheld"))
        on.officer.command(case, "mask_words", mask_id="m-1", place="text", spans=[{"start": 5, "end": 10}],
                           reason="辱骂")
        return on, case

    def test_a_report_is_refused_with_its_reason_and_can_be_mended(self):
        on = Stage(self.desk, "2026-05-10T09:00")
        case = self.report(on, rated_by_seller=False)
        on.agent.command(case, "file_report")
        self.assertEqual(on.case(case)["refusal"], "not_rated_by_both")
        on.agent.command(case, "record_facts", facts={"rated_by_seller": True}, source="今天已评价")
        on.agent.command(case, "file_report")
        self.assertEqual(on.last(case, "ReportAdmitted")["ground"], "unreasonable_demand")
        on.at("2026-06-01T09:00")
        late = self.report(on, orders=["123456789012345679"])
        on.agent.command(late, "file_report")
        self.assertEqual((on.case(late)["refusal"], on.case(late)["phase"]), ("too_late", "draft"))

    def test_only_words_are_masked_and_the_original_is_sealed(self):
        on, case = self.upheld()
        outside = on.officer.command(case, "mask_words", status=422, place="text", spans=[{"start": 5, "end": 99}],
                                     reason="辱骂")
        self.assertEqual(outside.json["type"], "urn:pingli:refusal:spans_outside_text")
        for person in (on.agent, on.officer, on.buyer, on.owner):
            seen = person.get(person.url("cases", case))
            self.assertEqual(seen.json["case"]["review"]["text"]["text"], MASKED)
            self.assertNotIn("笨蛋", seen.bytes.decode())
        self.assertFalse(on.last(case, "WordsMasked")["original"].get("text"))
        history = on.agent.get(on.agent.url("cases", case, "events"))
        self.assertNotIn("笨蛋", history.bytes.decode())
        self.assertIn(MASKED, history.bytes.decode())

    def test_two_people_unseal(self):
        on, case = self.upheld()
        on.supervisor.command(case, "ask_unseal", mask_id="m-1", reason="警方调取")
        alone = on.supervisor.command(case, "confirm_unseal", status=403, mask_id="m-1")
        self.assertEqual(alone.json["type"], "urn:pingli:refusal:second_person_needed")
        self.assertNotIn("confirm_unseal", {move["command"] for move in alone.json["allowed_moves"]})
        on.agent.command(case, "confirm_unseal", status=403, mask_id="m-1")
        on.senior.command(case, "confirm_unseal", mask_id="m-1")
        for person, words in ((on.senior, "客服是笨蛋"), (on.supervisor, "客服是笨蛋"), (on.agent, ""), (on.officer, ""),
                              (on.buyer, "")):
            mask = person.case(case)["case"]["masks"][0]
            self.assertEqual((mask["unsealed"], mask["original"]["text"]), (True, words))

    def test_a_successful_appeal_unmasks(self):
        on, case = self.upheld()
        on.at("2026-05-12T10:00")
        on.buyer.command(case, "file_appeal", grounds="说的是实话")
        on.officer.command(case, "rule_appeal", status=403, **ruling("not_upheld"))
        refusal = on.senior.command(case, "rule_appeal", status=409, **ruling("not_upheld"))
        self.assertEqual(refusal.json["type"], "urn:pingli:refusal:rulebook_says_otherwise")
        on.senior.command(case, "record_facts", facts={"chat_shows": "no_demand", "asked_for_money": False},
                          source="平台存的聊天记录")
        on.senior.command(case, "rule_appeal", **ruling("not_upheld"))
        seen = on.case(case)
        self.assertEqual(seen["review"]["text"]["text"], TEXT)
        self.assertTrue(seen["masks"][0]["lifted"])

    def test_no_route_deletes_a_review(self):
        on, case = self.upheld()
        before = on.case(case)
        for parts in ((), ("cases",), ("cases", case), ("cases", case, "review"), ("reviews", "rv-1"), ("reports",),
                      ("cases", case, "events"), ("cases", case, "statement"), ("reports", case)):
            for person in (on.owner, on.senior):
                answer = person.request("DELETE", person.url(*parts))
                self.assertIn(answer.status, (404, 405), (parts, answer))
        for name in ("delete_review", "delete_case", "remove_review", "erase", "close_case"):
            self.assertIn(on.owner.command(case, name, status=None).status, (404, 422), name)
        for person in (on.owner, on.senior, on.officer, on.agent, on.supervisor, on.buyer):
            for move in person.case(case)["allowed_moves"]:
                self.assertNotRegex(move["command"], "delete|remove|erase")
        self.assertEqual(on.case(case), before)

    def test_both_sides_are_given_reasons_and_the_dsa_its_export(self):
        on, case = self.upheld()
        for person, party in ((on.agent, "shop"), (on.buyer, "customer")):
            told = person.get(person.url("cases", case, "statement") + "?party=" + party).json
            self.assertEqual(told["party"], party)
            self.assertTrue({"decision", "clauses", "appeal"} <= {section["name"] for section in told["sections"]})
            self.assertNotIn("笨蛋", str(told))
        dsa = on.officer.get(on.officer.url("cases", case, "dsa")).json
        self.assertEqual(dsa["automated_decision"], "AUTOMATED_DECISION_NOT_AUTOMATED")
        self.assertEqual(dsa["application_date"], "2026-05-11")


class OnSqlite(Reports, OnAStore):
    pass


class OnPostgres(Reports, OnAStore):
    database = "postgres"


if __name__ == "__main__":
    unittest.main(verbosity=1)
