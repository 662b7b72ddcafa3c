"""Claims of harassment from filing to the last appeal, through the real server: scenarios S20 to S37.
proves H1 H2 H3 H4 H5 H6 H7 H9 H10 H11 H14 H15 H16 H18 H19 X1 X3"""
import unittest

from stage import (DISTURBED, OnAStore, Stage, answer, claim, contacts_on, exhibit, is_at, moment, ruling, weighing)

FOURTEEN_CALLS = exhibit("e-list", "carrier_list", contacts=contacts_on("2026-05-11", "call", 14, 2),
                         number_is_shops=True)


def moves_of(answer_json):
    return {move["command"] for move in answer_json["allowed_moves"]}


class Claims:
    def stage(self, time="2026-05-12T10:00"):
        self.on = Stage(self.desk, time)
        return self.on

    def heard(self, the_claim, words, facts=None, exhibits=(), by="agent"):
        """A claim that was taken up and answered, its exhibits weighed as they say; now to be ruled."""
        on = self.stage()
        case = on.buyer.open("claims", **the_claim)
        on.at("2026-05-12T11:00")
        on.officer.command(case, "take_up")
        on.at("2026-05-12T12:00")
        for shown in exhibits:
            getattr(on, by).command(case, "submit_evidence", **shown)
        on.at("2026-05-13T10:00")
        on.agent.command(case, "submit_answer", **answer(words, **(facts or {})))
        on.at("2026-05-14T10:00")
        for shown in exhibits:
            on.officer.command(case, "weigh_exhibit", **weighing(shown))
        on.at("2026-05-15T10:00")
        return case

    def rule(self, case, outcome, **more):
        return self.on.officer.command(case, "rule_case", **ruling(outcome, **more))

    def refused(self, answered, code):
        """A refusal with its code, words in both languages, and what is legal instead."""
        self.assertEqual(answered.json["type"], f"urn:pingli:refusal:{code}", answered)
        self.assertTrue(answered.json["refusal"]["words"]["zh"] and answered.json["refusal"]["words"]["en"])
        self.assertEqual(answered.json["allowed_moves"], answered.json["refusal"]["allowed_moves"])
        return answered.json

    def assert_ruled(self, case, outcome, points_class, points, reason, clauses, number=1):
        rulings = self.on.case(case)["rulings"]
        self.assertEqual(len(rulings), number)
        made = rulings[-1]
        self.assertEqual((made["outcome"], made["points_class"], made["points"], made["reason"]),
                         (outcome, points_class, points, reason))
        self.assertEqual(made["book"], {"id": "harassment", "version": "2026.1"})
        finding = made["findings"][0]
        self.assertEqual(finding["clauses"], clauses)
        self.assertTrue(finding["why"]["zh"] and finding["why"]["en"])
        fired = {table["table"]: table["rows"] for table in finding["tables"]}
        self.assertTrue(fired["ruling"])
        ledger = self.on.ledger()
        self.assertEqual(ledger["totals"], {points_class: points} if points else {})
        self.assertEqual([entry["case_id"] for entry in ledger["entries"]], [case] if points else [])
        row = self.on.row(case)
        self.assertEqual((row["outcome"], row["summary"]["points"]), (outcome, points))
        return made

    def test_s20_fourteen_calls_in_a_day_are_upheld_as_ordinary(self):
        case = self.heard(claim(facts=DISTURBED), "为送货打的电话", exhibits=[FOURTEEN_CALLS], by="buyer")
        self.rule(case, "upheld")
        made = self.assert_ruled(case, "upheld", "ordinary", 12, "proven", ["H4", "H5"])
        self.assertEqual(made["findings"][0]["gravity"], "ordinary")
        self.assertEqual([e["kind"] for e in made["exhibits"]], ["carrier_list"])
        self.assertEqual(made["findings"][0]["facts"]["attempts_in_24_hours"], 14)
        self.assertEqual([m["measure"] for m in self.on.case(case)["proposed_measures"]], ["warning"])

    def test_s21_funeral_money_from_the_shops_address_is_grave(self):
        waybill = exhibit("e-waybill", "waybill")
        case = self.heard(claim("repulsive_object", "包裹里是冥币"), "不是我们寄的", exhibits=[waybill],
                          by="buyer")
        self.rule(case, "upheld")
        made = self.assert_ruled(case, "upheld", "serious", 48, "proven", ["H3", "H5"])
        self.assertEqual(made["findings"][0]["gravity"], "grave")

    def test_s22_an_insult_and_nothing_else_is_a_matter_of_civility(self):
        case = self.heard(claim("insults", "客服骂我笨蛋"), "客服一时失态，已致歉")
        self.refused(self.on.officer.command(case, "rule_case", status=409, **ruling("upheld")),
                     "rulebook_says_otherwise")
        self.rule(case, "not_upheld")
        self.assert_ruled(case, "not_upheld", "none", 0, "civility", ["H6"])
        path = self.on.case(case)["right_paths"][0]
        self.assertEqual((path["path"], path["clauses"]), ("civility_or_review", ["H6"]))
        self.assertTrue(path["words"]["zh"])

    def test_s23_fake_goods_filed_as_harassment_go_to_their_own_path_without_a_trace(self):
        case = self.heard(claim("goods_or_service", "卖假货，还不理人"), "货是正品")
        self.rule(case, "not_upheld")
        self.assert_ruled(case, "not_upheld", "none", 0, "goods_dispute", ["H7"])
        self.assertEqual(self.on.case(case)["right_paths"][0]["path"], "goods_dispute")
        complaint = self.on.buyer.open("complaints", **{k: v for k, v in claim().items() if k != "allegations"},
                                       channel="online", words="假货")
        self.on.officer.command(case, "link_case", other=complaint, relation="right_path")
        self.assertEqual(self.on.case(case)["links"], [{"other": complaint, "relation": "right_path"}])
        self.assertFalse([e for e in self.on.history(case) if e["type"].startswith("Points")])

    def test_s24_a_foreign_number_is_not_upheld(self):
        case = self.heard(claim(facts=DISTURBED), "号码不是我们的", {"number_is_shops": False})
        self.rule(case, "not_upheld")
        self.assert_ruled(case, "not_upheld", "none", 0, "not_our_number", ["H8"])
        told = self.on.agent.get(self.on.agent.url("cases", case, "statement") + "?party=shop")
        self.assertIn("号码不是商家的", told.bytes.decode())

    def test_s25_forged_calls_fall_with_the_carriers_list_which_the_rehearsal_names(self):
        on = self.stage()
        shot = exhibit("e-shot", "call_screenshots", contacts=contacts_on("2026-05-11", "call", 6))
        case = on.buyer.open("claims", **claim(facts={**DISTURBED, "attempts_in_24_hours": 6,
                                                      "number_is_shops": True}))
        on.buyer.command(case, "submit_evidence", **shot)
        on.at("2026-05-12T11:00")
        on.officer.command(case, "take_up")
        before = on.agent.get(on.agent.url("cases", case, "rehearsal")).json
        self.assertFalse(before["now"]["decided"])
        self.assertEqual(before["now"]["missing"], ["proof"])
        tables = {table["table"]: table for table in before["findings"][0]["tables"]}
        self.assertEqual((tables["frequency"]["rows"], tables["frequency"]["results"]), (["1", "2"], {"frequent": True}))
        smallest = before["turns"][0]
        self.assertEqual([(e["exhibit"], e["showing"]) for e in smallest["evidence"]],
                         [("carrier_list", "contradicts")])
        self.assertEqual(smallest["then"]["outcome"], "not_upheld")
        self.assertIn("carrier_list", [one["name"] for one in before["missing_exhibits"]])
        self.assertTrue(is_at(before["evidence_due"], "2026-05-15T10:00"))
        on.at("2026-05-13T10:00")
        records = exhibit("e-list", "carrier_list", "contradicts")
        on.agent.command(case, "submit_evidence", **records)
        on.agent.command(case, "submit_answer", **answer("没有打过", number_is_shops=True))
        on.at("2026-05-14T10:00")
        refusal = self.refused(on.officer.command(case, "rule_case", status=409, **ruling("not_upheld")),
                               "exhibits_not_weighed")
        self.assertEqual(set(refusal["refusal"]["what"]), {"e-shot", "e-list"})
        self.assertIn("weigh_exhibit", moves_of(refusal))
        on.officer.command(case, "weigh_exhibit", **weighing(shot, "nothing", "运营商详单上没有这些通话"))
        on.officer.command(case, "weigh_exhibit", **weighing(records))
        self.rule(case, "not_upheld")
        self.assert_ruled(case, "not_upheld", "none", 0, "nothing_was_done", ["H9"])

    def test_s26_the_office_landline_is_protected_like_the_buyer(self):
        case = self.heard(claim(person="workplace", facts=DISTURBED), "打的是办公室", exhibits=[FOURTEEN_CALLS])
        self.rule(case, "upheld")
        made = self.assert_ruled(case, "upheld", "ordinary", 12, "proven", ["H4", "H5"])
        asked = {table["table"]: table["clauses"] for table in made["findings"][0]["tables"]}
        self.assertEqual(asked["protected_person"], ["H1"])

    def test_s27_late_proof_is_taken_marked_and_decided_on_with_a_reason(self):
        on = self.stage()
        case = on.buyer.open("claims", **claim(facts=DISTURBED))
        on.at("2026-05-12T11:00")
        on.officer.command(case, "take_up")
        on.at("2026-05-16T01:00")
        records = exhibit("e-list", "carrier_list", "contradicts")
        on.agent.command(case, "submit_evidence", **records)
        on.agent.command(case, "submit_answer", **answer("没有打过"))
        seen = on.case(case)
        self.assertEqual([e["late"] for e in seen["exhibits"] if e["kind"] == "carrier_list"], [True])
        self.assertTrue(seen["answer"]["late"])
        due = [clock for clock in seen["clocks"] if clock["name"] == "answer_due"][0]
        self.assertEqual((due["state"], due["clause"]), ("missed", "K1"))
        self.assertTrue(is_at(due["due"], "2026-05-15T10:00"))
        on.at("2026-05-18T10:00")
        self.refused(on.officer.command(case, "weigh_exhibit", status=422, **weighing(records, reason=" ")),
                     "field_missing")
        on.officer.command(case, "weigh_exhibit", **weighing(records, reason="迟交，但由运营商作证"))
        self.rule(case, "not_upheld")
        made = self.assert_ruled(case, "not_upheld", "none", 0, "nothing_was_done", ["H9"])
        self.assertEqual([(e["late"], e["reason"]) for e in made["exhibits"]], [(True, "迟交，但由运营商作证")])

    def test_s28_taking_up_on_the_fourth_working_day_breaks_the_platforms_own_duty(self):
        on = self.stage("2026-02-11T10:00")
        case = on.buyer.open("claims", **claim(facts=DISTURBED))
        clocks = {clock["name"]: clock for clock in on.case(case)["clocks"]}
        self.assertTrue(is_at(clocks["take_up_due"]["due"], "2026-02-14T23:59:59"))
        self.assertTrue(is_at(clocks["finish_due"]["due"], "2026-02-25T23:59:59"))
        on.at("2026-02-15T00:00")
        self.desk.stop()  # at its start the server looks at what has run out
        self.desk.start()
        self.until(lambda: on.last(case, "ClockMissed"))
        missed = [e for e in on.history(case) if e["type"] == "ClockMissed" and e["clock"] == "take_up_due"][0]
        self.assertEqual((missed["escalated_to"], missed["by"]["role"]), ("senior_officer", "system"))
        on.at("2026-02-24T10:00")
        on.officer.command(case, "take_up")
        breached = on.last(case, "DutyBreached")
        self.assertEqual((breached["breach"], breached["clauses"], breached["escalated_to"]),
                         ("taken_up_late", ["K2"], "senior_officer"))
        row = on.row(case)["summary"]
        self.assertEqual(row["breaches"], ["taken_up_late"])
        self.assertGreaterEqual(row["clocks_missed"], 1)

    def test_s29_another_officer_rules_the_appeal_and_points_are_undone_by_a_contrary_entry(self):
        case = self.heard(claim(facts=DISTURBED), "为送货打的电话", exhibits=[FOURTEEN_CALLS])
        on = self.on
        self.rule(case, "upheld")
        first = self.assert_ruled(case, "upheld", "ordinary", 12, "proven", ["H4", "H5"])
        on.at("2026-05-16T10:00")
        records = exhibit("e-list-2", "carrier_list", "contradicts")
        on.agent.command(case, "file_appeal", grounds="我们自己的详单")
        on.agent.command(case, "submit_evidence", **records)
        on.at("2026-05-17T10:00")
        asked = ruling("not_upheld")
        refusal = self.refused(on.officer.command(case, "rule_appeal", status=403, **asked),
                               "another_officer_must_rule")
        self.assertNotIn("rule_appeal", moves_of(refusal))
        on.boss.log_in("owner")
        promoted = on.boss.request("PATCH", f"/api/v1/shops/{on.shop}/people/{on.officer.user}",
                                   {"roles": ["senior_officer"]})
        self.assertEqual(promoted.status, 200, promoted)
        self.refused(on.officer.command(case, "rule_appeal", status=403, **asked), "another_officer_must_rule")
        self.assertIn("rule_appeal", moves_of(on.senior.case(case)))
        on.senior.command(case, "weigh_exhibit", **weighing(FOURTEEN_CALLS, "nothing", "不是商家的号码"))
        on.senior.command(case, "weigh_exhibit", **weighing(records))
        on.senior.command(case, "rule_appeal", **asked)
        seen = on.case(case)
        self.assertEqual(seen["rulings"][0], first)
        self.assertEqual((seen["phase"], seen["rulings"][1]["instance"]), ("final", "appeal"))
        self.assertTrue(on.last(case, "AppealRuled")["overturned"])
        ledger = on.ledger()
        self.assertEqual([(e["class"], e["points"]) for e in ledger["entries"]], [("ordinary", 12), ("ordinary", -12)])
        self.assertEqual(ledger["entries"][1]["detail"]["reverses"], ledger["entries"][0]["detail"]["entry_id"])
        self.assertEqual(ledger["totals"], {"ordinary": 0})
        self.assertEqual(seen["proposed_measures"], [])

    def test_s30_classes_are_never_added_together(self):
        on = self.stage()
        cases = []
        for body, proof in ((claim(facts=DISTURBED), FOURTEEN_CALLS), (claim(facts=DISTURBED), FOURTEEN_CALLS),
                            (claim("repulsive_object", "寿衣"), exhibit("e-waybill", "waybill"))):
            case = on.buyer.open("claims", **body)
            on.officer.command(case, "take_up")
            on.buyer.command(case, "submit_evidence", **proof)
            on.agent.command(case, "submit_answer", **answer("我们不这样看"))
            on.officer.command(case, "weigh_exhibit", **weighing(proof))
            on.officer.command(case, "rule_case", **ruling("upheld"))
            cases.append(case)
        self.assertEqual(on.ledger()["totals"], {"ordinary": 24, "serious": 48})
        self.assertEqual(on.ledger(2025)["totals"], {})
        proposed = [[(m["measure"], m["points"]) for m in on.case(case)["proposed_measures"]] for case in cases]
        self.assertEqual(proposed, [[("warning", 12)], [("restriction", 24)], [("closing", 48)]])
        self.assertEqual(on.case(cases[2])["ordered_measures"], [], "no penalty without a human decision")
        on.senior.command(cases[2], "order_measure", measure="closing", reason="情节严重")
        self.assertEqual([m["measure"] for m in on.case(cases[2])["ordered_measures"]], ["closing"])

    def test_s31_refund_and_settlement_close_nothing_and_only_the_claimant_withdraws(self):
        on = self.stage()
        case = on.buyer.open("claims", **claim(facts=DISTURBED))
        on.supervisor.command(case, "record_settlement", what="refunded", terms="全额退款",
                              amount={"amount": "199.00", "currency": "CNY"})
        on.supervisor.command(case, "record_settlement", what="settled", terms="已和好")
        self.assertEqual(on.case(case)["phase"], "filed")
        for person in (on.supervisor, on.officer, on.agent):
            self.assertNotIn("withdraw_case", moves_of(person.case(case)))
        refusal = self.refused(on.supervisor.command(case, "withdraw_case", status=403), "only_claimant_withdraws")
        self.assertEqual(refusal["refusal"]["what"], ["H13"])
        self.assertIn("withdraw_case", moves_of(on.buyer.case(case)))
        on.buyer.command(case, "withdraw_case", reason="说清了")
        self.assertEqual(on.case(case)["phase"], "withdrawn")

    def test_s32_two_calls_about_a_delivery_are_ordinary_contact(self):
        shown = exhibit("e-list", "carrier_list",
                        contacts=[{"channel": "call", "at": moment("2026-05-11T11:00"), "answered": True},
                                  {"channel": "call", "at": moment("2026-05-11T15:00"), "answered": True}])
        case = self.heard(claim(words="老是打电话"), "都是为了送货", {"number_is_shops": True}, [shown])
        self.rule(case, "not_upheld")
        made = self.assert_ruled(case, "not_upheld", "none", 0, "below_harassment", ["H4", "H11"])
        results = {table["table"]: table["results"] for table in made["findings"][0]["tables"]}
        self.assertEqual((results["frequency"]["frequent"], results["gravity"]["gravity"]), (False, "none"))

    def test_s33_a_nightly_claim_is_answered_by_chat_in_the_morning_and_its_dates_are_explained(self):
        on = self.stage("2026-09-30T23:10")
        case = on.buyer.open("claims", **claim(facts=DISTURBED))
        clocks = {clock["name"]: clock["due"] for clock in on.case(case)["clocks"]}
        for name, due in (("answer_due", "2026-10-03T23:10"), ("take_up_due", "2026-10-10T23:59:59"),
                          ("finish_due", "2026-10-13T23:59:59")):
            self.assertTrue(is_at(clocks[name], due), (name, clocks[name]))
        started = {e["clock"]: e["words"] for e in on.history(case) if e["type"] == "ClockStarted"}
        self.assertEqual(set(started), set(clocks))
        for words in started.values():
            self.assertIn("10-", words["zh"])
            self.assertTrue(words["en"])
        self.assertIn("10-10（调休上班）", started["take_up_due"]["zh"])
        message = on.last(case, "ClearingMessagePrepared")
        self.assertEqual(message["channel"], "chat")
        self.assertTrue(is_at(message["send_from"], "2026-10-01T09:00"))
        self.assertIn(message["exhibit_id"], [e["exhibit_id"] for e in on.case(case)["exhibits"]])
        self.assertEqual(on.agent.case(case)["next_steps"][0]["name"], "message_on_chat")

    def test_s34_no_ruling_before_the_shop_is_heard_and_silence_proves_nothing(self):
        on = self.stage()
        case = on.buyer.open("claims", **claim(facts={**DISTURBED, "attempts_in_24_hours": 9}))
        on.at("2026-05-12T11:00")
        on.officer.command(case, "take_up")
        on.at("2026-05-14T10:00")
        refusal = self.refused(on.officer.command(case, "rule_case", status=409, **ruling("upheld")), "not_heard_yet")
        self.assertTrue(is_at(refusal["refusal"]["due"], "2026-05-15T10:00"))
        self.assertIn("weigh_exhibit", moves_of(refusal))
        on.at("2026-05-15T10:00:01")
        self.refused(on.officer.command(case, "rule_case", status=409, **ruling("upheld")),
                     "rulebook_says_otherwise")
        self.rule(case, "not_upheld")
        self.assert_ruled(case, "not_upheld", "none", 0, "not_proven", ["H10"])

    def test_s35_the_channels_count_together(self):
        shown = [exhibit("e-calls", "carrier_list", contacts=contacts_on("2026-05-11", "call", 5)),
                 exhibit("e-sms", "sms_list", contacts=contacts_on("2026-05-11", "sms", 9)),
                 exhibit("e-mail", "email_copies", contacts=contacts_on("2026-05-11", "email", 6))]
        case = self.heard(claim(words="一整天什么也没做成", facts=DISTURBED), "我们想联系她",
                          {"number_is_shops": True}, shown, by="buyer")
        self.rule(case, "upheld")
        made = self.assert_ruled(case, "upheld", "ordinary", 12, "proven", ["H4", "H5"])
        self.assertEqual(made["findings"][0]["facts"]["attempts_in_24_hours"], 20)
        self.assertEqual(len(made["exhibits"]), 3)

    def test_s36_a_special_circumstance_needs_its_recorded_reason(self):
        shown = exhibit("e-chat", "chat_reference")
        case = self.heard(claim("insults", "客服骂我笨蛋"), "只说过一次", exhibits=[shown])
        self.refused(self.on.officer.command(case, "rule_case", status=409, **ruling("upheld")),
                     "rulebook_says_otherwise")
        blank = self.on.officer.command(case, "rule_case", status=422, **ruling("upheld", special_circumstance=" "))
        self.assertEqual(self.refused(blank, "field_missing")["refusal"]["what"], ["special_circumstance"])
        self.rule(case, "upheld", special_circumstance="她要求停止之后，又连骂一个月")
        made = self.assert_ruled(case, "upheld", "ordinary", 12, "proven", ["H5", "H6"])
        self.assertEqual(made["special_circumstance"], "她要求停止之后，又连骂一个月")

    def test_s37_the_couriers_record_of_another_sender_decides(self):
        shown = [exhibit("e-courier", "courier_record", "contradicts"), exhibit("e-log", "parcel_log", "contradicts")]
        case = self.heard(claim("repulsive_object", "包裹里是冥币"), "寄件人不是我们", exhibits=shown)
        self.rule(case, "not_upheld")
        made = self.assert_ruled(case, "not_upheld", "none", 0, "other_sender", ["H9"])
        self.assertEqual([e["kind"] for e in made["exhibits"]], ["courier_record", "parcel_log"])
        for party in ("shop", "customer"):
            told = self.on.agent.get(self.on.agent.url("cases", case, "statement") + "?party=" + party).bytes.decode()
            self.assertIn("快递公司的寄件人记录", told)
            self.assertIn("寄件记录", told)


class OnSqlite(Claims, OnAStore):
    pass


class OnPostgres(Claims, OnAStore):
    database = "postgres"


if __name__ == "__main__":
    unittest.main(verbosity=1)
