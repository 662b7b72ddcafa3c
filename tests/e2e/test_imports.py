"""Imports over HTTP: names and sizes from outside, encodings, columns that a person matches, what was refused, stopping
and restarting in the middle, another shop, the sample shop."""
import gzip
import http.client
import json
import os
import signal
import tempfile
import threading
import time
import unittest

import imports
from desk import Desk
from program import REPOSITORY, run
from shop_folder import ShopFolder
from stage import OnAStore, Stage
from test_api_description import Schemas
from test_bad_reviews import trousers

HOSTILE = ["../orders.csv", "/etc/passwd.csv", "chats/../../x.txt", "chats/a/b.txt", "a\\b.csv", "x\x00.csv", ".hidden.csv",
           "chats/.txt", "orders.exe", "shop.toml.bak", "none/x.csv", "chats", "", "a\u202e.csv", "a:b.csv", "x" * 300 + ".csv",
           "chats//x.txt", "orders.csv/", "sub/shop.toml"]


class Imports:
    def setUp(self):
        self.stage = Stage(self.desk, imports.AS_OF)
        self.owner = self.stage.owner
        self.schemas = Schemas(self.desk.client().get("/api/openapi.json").json)

    def fits(self, value, schema):
        self.assertEqual(self.schemas.faults(value, {"$ref": "#/components/schemas/" + schema}), [])

    def put(self, import_id, name, raw, person=None):
        person = person or self.owner
        return person.request("POST", imports.file_url(person, import_id, name), raw=raw)

    def test_made_shown_listed_and_removed(self):
        made = self.owner.post(self.owner.url("imports"), fields={"Idempotency-Key": "k1"})
        self.assertEqual(made.status, 201, made)
        self.fits(made.json, "import")
        self.assertEqual(self.owner.post(self.owner.url("imports"), fields={"Idempotency-Key": "k1"}).json, made.json)
        one = made.json["id"]
        self.assertEqual(made.json["state"], "open")
        listed = self.owner.get(self.owner.url("imports"))
        self.fits(listed.json, "imports")
        self.assertEqual([i["id"] for i in listed.json["imports"]], [one])
        name = self.owner.get("/api/v1/session").json["name"]
        self.assertTrue(name)
        self.assertEqual((made.json["made_by_name"], listed.json["imports"][0]["made_by_name"]), (name, name))
        self.assertEqual(self.owner.post(self.owner.url("imports", one, "run"), {}).status, 409)
        self.assertEqual(self.owner.request("DELETE", self.owner.url("imports", one)).status, 204)
        self.assertEqual(self.owner.get(self.owner.url("imports", one)).status, 404)
        self.assertFalse(os.path.exists(os.path.join(self.desk.data, "imports", self.owner.shop, one)))

    def test_names_from_outside(self):
        one = imports.make(self.owner)
        for name in HOSTILE:
            answer = self.put(one, name, b"x")
            self.assertIn(answer.status, (400, 422), (name, answer))
            self.assertEqual(answer.json.get("field", "name"), "name")
        self.assertEqual(imports.show(self.owner, one)["files"], [])
        for name in ("orders.csv", "chats/买家甲.txt", "order-lines/2026.csv.gz", "shop.toml"):
            self.assertEqual(self.put(one, name, b"x").status, 201, name)
        self.assertEqual([f["name"] for f in imports.show(self.owner, one)["files"]],
                         ["chats/买家甲.txt", "order-lines/2026.csv.gz", "orders.csv", "shop.toml"])
        gone = self.owner.request("DELETE", imports.file_url(self.owner, one, "orders.csv"))
        self.assertEqual(gone.status, 204, gone)
        self.assertEqual(self.owner.request("DELETE", imports.file_url(self.owner, one, "orders.csv")).status, 404)

    def test_who_may(self):
        one = imports.make(self.owner)
        other = Stage(self.desk, imports.AS_OF)
        for person, status in ((other.supervisor, 404), (self.stage.agent, 403), (self.stage.buyer, 403)):
            self.assertEqual(person.get(self.owner.url("imports", one)).status, status)
            self.assertEqual(person.post(self.owner.url("imports", one, "run"), {}).status, status)
            self.assertEqual(person.request("POST", imports.file_url(self.owner, one, "orders.csv"), raw=b"x").status, status)
            self.assertEqual(person.request("DELETE", self.owner.url("imports", one)).status, status)
        self.assertEqual(other.supervisor.get(other.supervisor.url("imports", one)).status, 404)
        for name in ("..", "x%2F..%2Fy", one + "%2Ffiles"):
            self.assertIn(self.owner.get(self.owner.url("imports", name)).status, (400, 404), name)

    def test_a_file_that_is_too_large_is_refused(self):
        one = imports.make(self.owner)
        connection = http.client.HTTPConnection("127.0.0.1", self.owner.port, timeout=30)
        connection.putrequest("POST", imports.file_url(self.owner, one, "orders.csv"))
        connection.putheader("Authorization", "Bearer " + self.owner.secret)
        connection.putheader("Content-Length", str(51 << 20))
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()
        self.assertEqual(imports.show(self.owner, one)["files"], [])

    def test_a_shop_keeps_the_files_of_twenty_imports(self):
        made = [imports.make(self.owner) for _ in range(20)]
        refused = self.owner.post(self.owner.url("imports"))
        self.assertEqual((refused.status, refused.json["type"]), (413, "urn:pingli:problem:too-large"), refused)
        self.assertIn("先移除一次", refused.json["why"]["zh"])
        self.assertEqual(refused.json["why"]["en"], "20 imports have files: remove one first.")
        self.fits(refused.json, "problem")
        self.assertEqual(self.owner.request("DELETE", self.owner.url("imports", made[0])).status, 204)
        imports.make(self.owner)

    def test_previews_tell_kind_encoding_and_columns(self):
        one = imports.make(self.owner)
        table = "订单编号,买家会员名,金额,备忘\n1,甲,5,x\n2,乙,6,y\n"
        told = self.put(one, "orders.csv", table.encode("gb18030"))
        self.fits(told.json, "import_file")
        self.assertEqual((told.json["kind"], told.json["form"], told.json["encoding"], told.json["problem"]),
                         ("orders", "csv", "GB18030", None))
        self.assertEqual([(c["header"], c["column"]) for c in told.json["columns"]][:3],
                         [("订单编号", "id"), ("买家会员名", "buyer"), ("金额", None)])
        self.assertEqual(told.json["rows"], [["1", "甲", "5", "x"], ["2", "乙", "6", "y"]])
        known = {k["column"]: k for k in told.json["known"]}
        self.assertTrue(known["id"]["must"] and known["id"]["is_found"] and not known["paid"]["is_found"])
        chat = self.put(one, "chats/a.jsonl.gz", gzip.compress(b'{"id":"1","turns":[]}\n'))
        self.assertEqual((chat.json["kind"], chat.json["form"], chat.json["rows"]),
                         ("chats", "json", [['{"id":"1","turns":[]}']]))
        self.assertEqual(self.put(one, "orders.csv", table.encode("utf-16")).json["encoding"], "UTF-16")
        binary = self.put(one, "calls.csv", b"PK\x03\x04" + bytes(200)).json
        self.assertIn("文字", binary["problem"]["zh"], binary)
        self.assertTrue(self.put(one, "claims.csv", b"\xff\x00\x81\n" * 50).json is not None)
        self.fits(imports.show(self.owner, one), "import")

    def test_columns_that_a_person_matches(self):
        one = imports.make(self.owner)
        with trousers() as shop:
            shop.rows["reviews.csv"] = [{"单": r["订单编号"], "几分": r["评价结果"], "说了什么": r["评价内容"],
                                         "何时": r["评价时间"]} for r in shop.rows["reviews.csv"]]
            imports.upload(self.owner, one, shop.finish())
        file = next(f for f in imports.show(self.owner, one)["files"] if f["name"] == "reviews.csv")
        self.assertIn("column", file["problem"]["en"])
        self.assertIn("表头里", file["problem"]["zh"])
        columns = {"单": "order", "几分": "rating", "说了什么": "text", "何时": "created_at"}
        wrong = self.owner.request("PUT", self.owner.url("imports", one, "columns"),
                                   {"file": "reviews.csv", "columns": {"单": "no_such"}})
        self.assertEqual((wrong.status, wrong.json["field"]), (422, "columns"), wrong)
        told = self.owner.request("PUT", self.owner.url("imports", one, "columns"),
                                  {"file": "reviews.csv", "columns": columns})
        self.assertEqual(told.status, 200, told)
        self.fits(told.json, "import_file")
        self.assertIsNone(told.json["problem"])
        self.assertTrue(all(c["is_chosen"] for c in told.json["columns"]))
        done = imports.run(self.owner, one)
        self.assertEqual(done["state"], "done", done)
        self.assertEqual({r["rows"] for r in done["counts"]["rows"] if r["kind"] == "reviews"}, {1})
        self.assertEqual(len(imports.reviews(self.owner, "?kind=review")["reviews"]), 1)
        missing = self.owner.request("PUT", self.owner.url("imports", one, "columns"),
                                     {"file": "none.csv", "columns": {}})
        self.assertEqual(missing.status, 404, missing)

    def test_refused_lines_are_told_with_place_and_reason(self):
        one = imports.make(self.owner)
        rows = "".join(f"{n},不是数字,2026-13-45 10:00:00\n" for n in range(1, 8))
        self.put(one, "orders.csv", ("订单编号,买家实际支付金额,订单创建时间\n" + rows + ",5,\n").encode())
        done = imports.run(self.owner, one)
        self.assertEqual(done["state"], "done", done)
        self.assertGreater(done["problems"], 7)
        first = self.owner.get(self.owner.url("imports", one, "problems") + "?limit=5")
        self.fits(first.json, "import_problems")
        self.assertEqual((len(first.json["problems"]), first.json["total"]), (5, done["problems"]))
        seen, cursor = [], ""
        while cursor is not None:
            page = self.owner.get(self.owner.url("imports", one, "problems") + "?limit=4&cursor=" + cursor).json
            seen += page["problems"]
            cursor = page["next"]
        self.assertEqual(len(seen), done["problems"])
        self.assertEqual((seen[0]["file"], seen[0]["line"]), ("orders.csv", 2))
        self.assertEqual({(p["field"], p["expected"]["zh"], p["expected"]["en"]) for p in seen}, {
            ("created_at", "日期和时间，例如 2026-05-01 10:00:00", "a date and time such as 2026-05-01 10:00:00"),
            ("paid", "金额，例如 79、79.00、¥79、79元 或 1,234.50",
             "an amount such as 79, 79.00, ¥79, 79元 or 1,234.50"), ("id", "有内容", "a value")})
        self.assertEqual(self.owner.get(self.owner.url("imports", one, "problems") + "?cursor=3").status, 422)

    def test_nothing_that_can_be_read_fails_with_its_reason(self):
        one = imports.make(self.owner)
        self.put(one, "orders.csv", b"\x00\x01\x02")
        failed = imports.run(self.owner, one)
        self.assertEqual(failed["state"], "failed")
        self.assertIn("没有读到内容", failed["fault"]["zh"])
        self.assertIn("could be read", failed["fault"]["en"])
        self.assertNotIn(self.desk.data, json.dumps(failed))

    def test_progress_is_told_on_the_stream(self):
        seen = []
        connection = http.client.HTTPConnection("127.0.0.1", self.owner.port, timeout=30)
        connection.request("GET", self.owner.url("stream"), headers={"Authorization": "Bearer " + self.owner.secret})
        stream = connection.getresponse()

        def listen():
            name = None
            for line in stream:
                text = line.decode().strip()
                if text.startswith("event:"):
                    name = text[6:].strip()
                if text.startswith("data:") and name == "import_progress":
                    seen.append(json.loads(text[5:]))
                    if seen[-1]["state"] == "done":
                        return
        thread = threading.Thread(target=listen)
        thread.start()
        with trousers() as shop:
            imports.bring(self.owner, shop.finish())
        thread.join(20)
        connection.close()
        self.assertEqual([s["state"] for s in seen][0], "waiting")
        self.assertEqual(seen[-1]["state"], "done")
        self.assertLess(len(seen), 250)


class ImportsOnSqlite(Imports, OnAStore):
    def big(self, orders=20_000):
        folder = tempfile.mkdtemp(prefix="pingli-e2e-")
        run("simulate", "--orders", orders, "--seed", 7, "--out", folder)
        os.remove(os.path.join(folder, "truth.ndjson"))
        return folder

    def test_stopped_in_the_middle_and_run_again(self):
        one = imports.make(self.owner)
        imports.upload(self.owner, one, self.big())
        started = self.owner.post(self.owner.url("imports", one, "run"), {})
        self.assertEqual(started.status, 202, started)
        self.assertEqual(self.put(one, "orders.csv", b"x").status, 409)
        waiting = imports.make(self.owner)
        self.put(waiting, "orders.csv", "订单编号\n1\n".encode())
        self.assertEqual(self.owner.post(self.owner.url("imports", waiting, "run"), {}).json["state"], "waiting")
        self.assertEqual(self.owner.post(self.owner.url("imports", waiting, "stop")).json["state"], "stopped")
        self.owner.post(self.owner.url("imports", one, "stop"))
        stopped = imports.wait(self.owner, one)
        self.assertEqual(stopped["state"], "stopped", stopped)
        again = imports.run(self.owner, one, None)
        self.assertEqual((again["state"], again["fault"]), ("done", None), again)
        self.assertEqual(again["progress"]["bytes_done"], again["progress"]["bytes_total"])
        self.assertEqual(again["progress"]["dossiers_done"], again["progress"]["dossiers_total"])
        total = sum(c["count"] for c in imports.reviews(self.owner)["counts"])
        self.assertEqual(total, again["counts"]["findings"])

    def test_a_restart_in_the_middle_stops_it(self):
        one = imports.make(self.owner)
        imports.upload(self.owner, one, self.big())
        self.assertEqual(self.owner.post(self.owner.url("imports", one, "run"), {}).status, 202)
        self.desk.stop(signal.SIGKILL)
        self.desk.start()
        self.owner.close()
        found = imports.show(self.owner, one)
        self.assertEqual(found["state"], "stopped", found)
        self.assertEqual(imports.run(self.owner, one, None)["state"], "done")


class ImportsOnPostgres(Imports, OnAStore):
    database = "postgres"


class SampleShop(unittest.TestCase):
    def test_a_fresh_folder_begins_with_the_sample_at_its_time(self):
        with Desk(options=["--sample", str(REPOSITORY / "samples/tea-and-coats")]) as desk:
            owner = desk.client().use_link(desk.link)
            self.assertTrue(owner.get("/api/v1/session").json["now"].startswith("2026-06-05"))
            self.assertEqual(owner.get(f"/api/v1/shops/{owner.shop}").json["name"], "清和茶衣铺")
            while not (listed := owner.get(owner.url("imports")).json["imports"]):
                time.sleep(0.05)
            one = listed[0]["id"]
            done = imports.wait(owner, one)
            self.assertEqual((done["state"], done["problems"]), ("done", done["problems"]), done)
            told = [json.loads(line) for line in
                    (REPOSITORY / "tests/golden/tea-and-coats.ndjson").read_text().splitlines()]
            self.assertEqual(done["counts"]["findings"], len(told))
            self.assertEqual(sum(c["count"] for c in imports.reviews(owner)["counts"]), len(told))
            shop = owner.shop
            desk.stop()
            desk.start()
            owner = desk.client().log_in("owner")
            self.assertEqual((owner.shop, len(owner.get(owner.url("imports")).json["imports"])), (shop, 1))


if __name__ == "__main__":
    unittest.main(verbosity=1)
