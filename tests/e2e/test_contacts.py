"""The register of a shop's numbers, and what register, carrier's list and contact log say of contacts that a claimant
alleges, through the real server.

proves H12 H20"""
import unittest

from stage import START, OnAStore, Stage, claim, exhibit, moment

CLAIMANT = "13400001111"
# As a carrier exports it: GB18030, a letterhead above the header.
CARRIER_LIST = """语音详单,,,
主叫号码,被叫号码,通话开始时间,通话时长
057188886666,13400001111,2026-05-11 21:05:00,0
057188886666,13711112222,2026-05-11 21:30:00,65
057188886666,134****1111,2026-05-12 09:00:00,12
057188886666,13711112222,2026-05-13 10:00:00,31
""".encode("gb18030")
CONTACT_LOG = """时间,客服,买家,渠道,号码
2026-05-10 08:00,小王,b1,call,13711112222
2026-05-11 21:04,小王,b2,call,13400001111
2026-05-12 20:00,小王,b2,call,13400001111
2026-05-13 10:00,小王,b1,call,13711112222
""".encode()
NUMBERS = [{"number": "0571-8888 6666", "channel": "call", "from": "2024-01-01"},
           {"number": "13900002222", "channel": "call", "from": "2024-01-01", "until": "2026-05-10", "note": "已退还"}]


class Contacts(OnAStore):
    def stage(self):
        self.on = Stage(self.desk, "2026-05-14T10:00")
        return self.on

    def uploaded(self, case, name, kind, table):
        on = self.on
        kept = on.agent.request("POST", on.agent.url("files"), raw=table, fields={"Content-Type": "text/csv"})
        self.assertEqual(kept.status, 201, kept)
        on.agent.command(case, "submit_evidence", **exhibit(name, kind), file=kept.json)

    def ask(self, case, by=None, status=200, **question):
        by = by or self.on.agent
        answer = by.post(by.url("cases", case, "reconciliation"), question)
        self.assertEqual(answer.status, status, answer)
        return answer.json

    def test_a_register_is_kept_with_its_dates(self):
        on = self.stage()
        url = on.supervisor.url("register")
        self.assertEqual(on.agent.get(url).json, {"numbers": []})
        kept = on.supervisor.request("PUT", url, {"numbers": NUMBERS})
        self.assertEqual((kept.status, kept.json["numbers"]), (200, NUMBERS), kept)
        self.assertEqual(on.agent.get(url).json, kept.json)
        self.assertEqual(on.agent.request("PUT", url, {"numbers": []}).status, 403)
        self.assertEqual(on.buyer.get(url).status, 403)
        for wrong in ({"from": "2026-02-30"}, {"until": "2023-01-01"}, {"number": ""}, {"channel": 7}, {"color": "red"}):
            with self.subTest(wrong):
                answer = on.supervisor.request("PUT", url, {"numbers": [{**NUMBERS[0], **wrong}]})
                self.assertEqual(answer.status, 422, answer)
                self.assertIn("numbers[0]", answer.bytes.decode())
        self.assertEqual(on.agent.get(url).json, kept.json)

    def test_three_papers_speak_of_each_alleged_contact(self):
        on = self.stage()
        on.supervisor.request("PUT", on.supervisor.url("register"), {"numbers": NUMBERS})
        case = on.buyer.open("claims", **claim())
        self.uploaded(case, "e-list", "carrier_list", CARRIER_LIST)
        self.uploaded(case, "e-log", "contact_log", CONTACT_LOG)

        def call(name, local, number=NUMBERS[0]["number"]):
            return {"id": name, "channel": "call", "number": number, "from": moment(local)}

        found = self.ask(case, person_number="+86 " + CLAIMANT, carrier_list={"exhibit": "e-list"},
                         contact_log={"exhibit": "e-log"},
                         alleged=[call("made", "2026-05-11T21:00"), call("forged", "2026-05-12T15:00"),
                                  call("foreign", "2026-05-11T21:00", "13511112222"),
                                  call("given back", "2026-05-12T09:00", "13900002222"),
                                  call("later", "2026-06-01T09:00")])
        said = {one["id"]: tuple(one[paper]["standing"] for paper in ("number", "carrier_list", "contact_log"))
                for one in found["alleged"]}
        self.assertEqual(said, {"made": ("agrees", "agrees", "agrees"),
                                "forged": ("agrees", "contradicts", "contradicts"),
                                "foreign": ("contradicts", "silent", "agrees"),
                                "given back": ("contradicts", "silent", "contradicts"),
                                "later": ("agrees", "silent", "silent")})
        self.assertEqual(found["alleged"][0]["carrier_list"]["lines"], [3])
        self.assertEqual((found["listed_not_logged"], found["logged_not_listed"]), ([5], [4]))
        for one in found["alleged"]:
            for paper in ("number", "carrier_list", "contact_log"):
                self.assertTrue(one[paper]["why"]["zh"] and one[paper]["why"]["en"])

    def test_without_papers_nothing_is_said_and_what_is_no_table_is_refused(self):
        on = self.stage()
        case = on.buyer.open("claims", **claim())
        alleged = [{"channel": "call", "number": "13511112222", "from": moment(START)}]
        found = self.ask(case, alleged=alleged)
        self.assertEqual({found["alleged"][0][p]["standing"] for p in ("number", "carrier_list", "contact_log")},
                         {"silent"})
        self.uploaded(case, "e-shot", "carrier_list", b"\x89PNG\r\n\x1a\n not a table")
        for name in ("e-shot", "e-none"):
            said = self.ask(case, status=422, alleged=alleged, carrier_list={"exhibit": name})
            self.assertEqual(said["field"], "carrier_list.exhibit")
        self.ask(case, status=422, alleged=[{"channel": "call"}])
        self.ask(case, by=on.buyer, status=403, alleged=alleged)


if __name__ == "__main__":
    unittest.main()
