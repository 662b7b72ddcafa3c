"""What an auditor sees of a shop: figures, kinds of events, hashes, phases, what was verified; no words, no names of
customers, no numbers, no files. Every GET of the API's description is asked. security finding 18"""
import re
import unittest
from urllib.parse import quote

import imports
from shop_folder import ORDER
from stage import PNG, OnAStore, Stage, claim
from test_bad_reviews import trousers

# Each stands in one place, so that what leaks says where it was.
PLANTED = {
    "title": "饕餮标题欧阳娜", "words": "貔貅申诉的话", "person": "p-13912345678", "order of a case": "987654321098765432",
    "message": "穷奇聊天的话", "origin": "梼杌来源", "purpose": "混沌用途", "file": "朱厌名字.png",
    "pause": "毕方等待的缘由", "contact": "蛊雕记录", "channel": "13411112222",
    "buyer": "买家司马懿", "receiver": "收货人诸葛亮", "phone": "13787654321", "address": "幽都路九号",
    "memo": "烛龙备注", "review": "狴犴评价的话", "chat": "睚眦聊天", "order of a review": ORDER,
    "number": "16622223333",
}
BYTES = PNG + "嘲风图片".encode()


class Auditor(OnAStore):
    def plant(self, on):
        case = on.buyer.open("claims", **claim(words=PLANTED["words"], title=PLANTED["title"],
                                               orders=[PLANTED["order of a case"]]))
        # Staff say whom a claim is of that they file for somebody.
        filed = on.supervisor.open("claims", **claim() | {"person": PLANTED["person"]})
        on.buyer.command(case, "post_message", text=PLANTED["message"])
        form = (f'--x\r\nContent-Disposition: form-data; name="file"; filename="{PLANTED["file"]}"\r\n'
                "Content-Type: image/png\r\n\r\n").encode() + BYTES + b"\r\n--x--\r\n"
        sent = on.buyer.request("POST", on.buyer.url("files"), raw=form,
                                fields={"Content-Type": "multipart/form-data; boundary=x"})
        self.assertEqual(sent.status, 201, sent)
        on.buyer.command(case, "submit_evidence", exhibit_id="e-1", kind="call_screenshots", origin=PLANTED["origin"],
                         purpose=PLANTED["purpose"], file=sent.json)
        on.officer.command(case, "take_up")
        on.officer.command(case, "pause_clock", clock="finish_due", reason=PLANTED["pause"])
        on.agent.command(case, "record_contact", exhibit_id="e-2", channel=PLANTED["channel"], reached="unreachable",
                         note=PLANTED["contact"])
        put = on.supervisor.request("PUT", on.supervisor.url("register"), {"numbers": [
            {"number": PLANTED["number"], "channel": "call", "from": "2025-01-01"}]})
        self.assertEqual(put.status, 200, put)
        folder = trousers(chat=f"05-01 20:00 B {PLANTED['chat']}\n05-01 20:05 S 您好", **{
            "buyer": PLANTED["buyer"], "收货人姓名": PLANTED["receiver"], "联系手机": PLANTED["phone"],
            "收货地址": PLANTED["address"], "订单备注": PLANTED["memo"]})
        folder.rows["reviews.csv"][0]["评价内容"] = PLANTED["review"]
        with folder:
            done = imports.bring(on.owner, folder.finish())
        self.assertEqual((done["state"], done["fault"]), ("done", None), done)
        return case, filed

    def paths(self, on, case):
        """Every GET of the description under the shop, with the ids of what is there."""
        row = imports.reviews(on.agent)["reviews"][0]
        number = on.row(case)["number"]
        values = {"shop": on.shop, "case": case, "exhibit": "e-1", "clock": "finish_due", "kind": row["kind"],
                  "review": row["id"], "number": number}
        queries = {"search": ["?q=" + quote(PLANTED["words"])], "statement": ["?party=shop"], "ledger": ["?year=2026"],
                   "causes": ["?by=" + by for by in ("cause", "sku", "courier", "agent", "week")]}
        document = on.agent.get("/api/openapi.json").json
        for path, operations in document["paths"].items():
            if "get" not in operations or path.endswith("/stream") or "{shop}" not in path and "{" in path:
                continue
            filled = re.sub(r"{(\w+)}", lambda found: quote(values.get(found[1], "x"), safe=""), path)
            for query in queries.get(path.split("/")[-1], [""]):
                yield path, filled + query

    def told(self, who, on, cases):
        """What is planted and was told, by the path that told it; and what the first of the cases answered."""
        found, answers = {}, {}
        first, second = (list(self.paths(on, case)) for case in cases)
        for path, filled in [one for one in second if "{case}" in one[0]] + first:
            answer = who.get(filled)
            self.assertLess(answer.status, 500, (filled, answer))
            answers[path] = answer.status
            text = answer.bytes.decode(errors="replace")
            for name, words in PLANTED.items():
                if words in text:
                    found.setdefault(name, []).append(path)
            if BYTES in answer.bytes:
                found.setdefault("bytes", []).append(path)
        return found, answers

    def test_no_word_of_anybody(self):
        on = Stage(self.desk, imports.AS_OF)
        cases = self.plant(on)
        auditor = on.person("auditor")
        owner, _ = self.told(on.owner, on, cases)
        self.assertEqual(set(PLANTED) - set(owner), set(), "what is looked for was never there")
        self.assertIn("bytes", owner)
        found, answers = self.told(auditor, on, cases)
        self.assertEqual(found, {})
        shop = "/api/v1/shops/{shop}"
        for seen in ("", "/cases", "/cases/{case}", "/cases/{case}/events", "/cases/{case}/clocks/{clock}", "/audit",
                     "/numbers/{number}", "/today", "/deadlines", "/ledger", "/statistics", "/head", "/verification"):
            self.assertEqual(answers[shop + seen], 200, seen)
        for hidden in ("/people", "/register", "/search", "/reviews", "/reviews/{kind}/{review}",
                       "/cases/{case}/exhibits/{exhibit}/file", "/cases/{case}/rehearsal", "/cases/{case}/statement"):
            self.assertEqual(answers[shop + hidden], 403, hidden)

    def test_what_is_left_is_what_an_audit_needs(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        case = on.buyer.open("claims", **claim())
        auditor = on.person("auditor")
        seen = auditor.case(case)["case"]
        whole = on.officer.case(case)["case"]
        self.assertEqual(seen["title"], "")
        for same in ("case_id", "kind", "phase", "opened_at", "book", "clocks", "platform"):
            self.assertEqual(seen[same], whole[same], same)
        self.assertEqual(seen["allegations"][0]["alleged"], "frequent_contact")
        events = auditor.get(auditor.url("cases", case, "events")).json["events"]
        told = on.officer.get(on.officer.url("cases", case, "events")).json["events"]
        self.assertEqual([(one["hash"], one["event"]["type"], one["event"]["at"], one["event"]["by"]) for one in events],
                         [(one["hash"], one["event"]["type"], one["event"]["at"], one["event"]["by"]) for one in told])
        row = auditor.get(auditor.url("cases")).json["cases"][0]
        self.assertEqual((row["summary"]["title"], row["phase"]), ("", whole["phase"]))


class AuditorOnPostgres(Auditor):
    database = "postgres"


if __name__ == "__main__":
    unittest.main()
