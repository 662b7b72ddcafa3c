"""Deadlines over HTTP: the same answers as the program's, day by day; why a clock of a case ends when it does; what is
due in a shop, and what today holds."""
import unittest

from program import answer
from stage import OnAStore, Stage, claim, is_at, moment
from test_api_description import Schemas


class Deadlines(OnAStore):
    def fits(self, got, name):
        self.assertEqual(got.status, 200, got)
        schemas = Schemas(self.desk.client().get("/api/openapi.json").json)
        self.assertEqual(schemas.faults(got.json, {"$ref": "#/components/schemas/" + name}), [])
        return got.json

    def test_an_explanation_is_the_one_of_the_program(self):
        """proves X11: each day, whether it counted, and why."""
        on = Stage(self.desk, "2026-05-12T10:00")
        for body, options in (
                ({"from": "2026-02-11T10:00", "period": "3 working days"}, ()),
                ({"from": "2026-02-11", "period": "30 days", "ends": "end-of-day", "zone": "Asia/Shanghai"},
                 ("--ends", "end-of-day", "--zone", "Asia/Shanghai")),
                ({"from": "2026-09-28T09:00+08:00", "period": "5 working days", "calendar": "cn",
                  "pauses": ["2026-09-30/2026-10-09"]}, ("--calendar", "cn", "--pause", "2026-09-30/2026-10-09"))):
            got = self.fits(on.agent.post("/api/v1/deadlines/explain", body), "counted_deadline")
            wanted = answer("deadline", "--from", body["from"], "--period", body["period"], *options)
            self.assertEqual(got, wanted)
        for wrong, field in (({"from": "soon"}, "from"), ({"period": "3 months"}, "period"), ({"zone": "Mars"}, "zone"),
                             ({"calendar": "../cn"}, "calendar"), ({"ends": "never"}, "ends"),
                             ({"pauses": ["x"]}, "pauses"), ({"period": "36500 days"}, "period"),
                             ({"pauses": ["2000-01-01/2020-01-01"]}, "period"),
                             ({"pauses": ["2026-01-01/2026-01-02"] * 51}, "pauses")):
            got = on.agent.post("/api/v1/deadlines/explain", {"from": "2026-02-11", "period": "3 days"} | wrong)
            self.assertEqual((got.status, got.json["field"]), (422, field), got)

    def test_a_clock_says_why(self):
        """proves X3, X11: start, clause, pauses, and each day that counted."""
        on = Stage(self.desk, "2026-05-12T10:00")
        case = on.buyer.open("claims", **claim())
        path = on.officer.url("cases", case, "clocks")
        clock = self.fits(on.officer.get(path + "/take_up_due"), "case_clock")
        self.assertEqual((clock["state"], clock["acts"], clock["count"]), ("running", "platform", 1))
        self.assertEqual((clock["from_fact"], clock["clause"]["id"]), ("claim_filed_at", "K2"))
        self.assertTrue(is_at(clock["due"], "2026-05-15T23:59:59"), clock)
        self.assertEqual(clock["counted"]["due"], "2026-05-15T23:59:59+08:00")
        self.assertEqual([day["date"] for day in clock["counted"]["counted"]], ["2026-05-13", "2026-05-14", "2026-05-15"])
        answer_due = self.fits(on.buyer.get(path + "/answer_due"), "case_clock")
        self.assertEqual(answer_due["acts"], "shop")
        on.officer.command(case, "pause_clock", clock="take_up_due", reason="等待物流公司的记录")
        on.at("2026-05-14T10:00")
        on.officer.command(case, "resume_clock", clock="take_up_due")
        clock = self.fits(on.officer.get(path + "/take_up_due"), "case_clock")
        self.assertEqual([pause["reason"] for pause in clock["pauses"]], ["等待物流公司的记录"])
        self.assertEqual(clock["counted"]["due"], "2026-05-18T23:59:59+08:00")
        self.assertTrue(is_at(clock["due"], "2026-05-18T23:59:59"), clock)
        self.assertEqual(on.officer.get(path + "/no_such_clock").status, 404)
        stranger = Stage(self.desk, "2026-05-14T10:00")
        self.assertEqual(stranger.officer.get(path + "/take_up_due").status, 404)

    def test_what_is_due_and_what_was_missed(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        first = on.buyer.open("claims", **claim(title="先到"))
        on.at("2026-05-13T10:00")
        second = on.buyer.open("claims", **claim(title="后到"))
        got = self.fits(on.agent.get(on.agent.url("deadlines")), "due_page")
        self.assertEqual(got["deadlines"][0]["case_id"], first)
        self.assertEqual({one["case_id"] for one in got["deadlines"]}, {first, second})
        item = next(one for one in got["deadlines"] if one["clock"] == "answer_due" and one["case_id"] == first)
        self.assertEqual((item["title"], item["acts"], item["is_missed"], item["clause"]), ("先到", "shop", False, "K1"))
        self.assertTrue(is_at(item["due"], "2026-05-15T10:00:00"), item)
        self.assertTrue(is_at(item["warns_at"], "2026-05-14T10:00:00"), item)
        self.assertTrue(item["rule"]["zh"] and item["words"]["en"])
        soon = on.agent.get(on.agent.url("deadlines") + "?to=" + moment("2026-05-15T12:00").replace("+", "%2B")).json
        self.assertEqual({(one["case_id"], one["clock"]) for one in soon["deadlines"]},
                         {(first, "answer_due")})
        pages, cursor = [], ""
        while cursor is not None:
            page = on.agent.get(on.agent.url("deadlines") + f"?limit=1&cursor={cursor}").json
            pages += [(one["case_id"], one["clock"]) for one in page["deadlines"]]
            cursor = page["next"]
        self.assertEqual(pages, [(one["case_id"], one["clock"]) for one in got["deadlines"]])
        on.at("2026-05-15T10:00:01")

        def missed():
            page = on.agent.get(on.agent.url("deadlines") + "?state=missed").json
            return {(one["case_id"], one["clock"]) for one in page["deadlines"]}
        self.until(lambda: (first, "answer_due") in missed(), 60)
        for wrong, field in (("state=odd", "state"), ("from=soon", "from"), ("limit=0", "limit")):
            got = on.agent.get(on.agent.url("deadlines") + "?" + wrong)
            self.assertEqual((got.status, got.json["field"]), (422, field), got)
        self.assertEqual(on.buyer.get(on.buyer.url("deadlines")).status, 403)

    def test_today_counts_what_waits(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        for _ in range(3):
            on.buyer.open("claims", **claim())
        today = self.fits(on.agent.get(on.agent.url("today")), "today")
        self.assertEqual([one["count"] for one in today["phases"]], [3])
        self.assertEqual((today["overdue"]["count"], today["due_in_24_hours"]["count"]), (0, 0))
        self.assertEqual((today["changed_in_7_days"]["count"], today["ruled_in_7_days"]["count"]), (3, 0))
        on.at("2026-05-14T12:00")
        today = on.agent.get(on.agent.url("today")).json
        self.assertEqual((today["zone"], today["due_in_24_hours"]["count"]), ("Asia/Shanghai", 3))
        counted = [*today["phases"], *(today[name] for name in (
            "overdue", "due_in_24_hours", "changed_in_7_days", "ruled_in_7_days", "claims_in_7_days"))]
        for one in counted:  # the link shows exactly the rows that were counted
            rows = on.agent.get(on.agent.url(one["query"])).json["cases"]
            self.assertEqual(len(rows), one["count"], one)
        self.assertEqual(today["claims_in_7_days"]["count"], 3)
        on.at("2026-06-14T12:00")
        self.assertEqual(on.agent.get(on.agent.url("today")).json["claims_in_7_days"]["count"], 0)
        for wrong in ("due_to", "updated_from", "opened_from"):
            got = on.agent.get(on.agent.url("cases") + f"?{wrong}=soon")
            self.assertEqual((got.status, got.json["field"]), (422, wrong))
        self.assertEqual(on.buyer.get(on.buyer.url("today")).status, 403)


class DeadlinesOnPostgres(Deadlines):
    database = "postgres"


if __name__ == "__main__":
    unittest.main()
