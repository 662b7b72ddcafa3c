"""Administration over HTTP: one's own account, the shop's name, tokens of others, the chain and its verification,
backups; and a session that expires."""
import contextlib
import io
import os
import socket
import sqlite3
import tarfile
import tempfile
import time
import unittest

from desk import PASSWORD, Desk
from program import run
from stage import PNG, OnAStore, Person, Stage, claim
from test_api_description import Schemas

NEW_PASSWORD = "another horse 充电器"


class Office(OnAStore):
    def fits(self, got, name, status=200):
        self.assertEqual(got.status, status, got)
        schemas = Schemas(self.desk.client().get("/api/openapi.json").json)
        self.assertEqual(schemas.faults(got.json, {"$ref": "#/components/schemas/" + name}), [])
        return got.json

    # --- accounts ---

    def test_who_am_i_tells_what_a_desk_opens_with(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        me = self.fits(on.boss.get("/api/v1/session"), "account")
        mine = next(one for one in me["memberships"] if one["shop"] == on.shop)
        self.assertIn("manage_people", mine.pop("may"))
        self.assertEqual(mine, {"shop": on.shop, "name": "试衣间", "platform": "taobao", "zone": "Asia/Shanghai",
                                "roles": ["owner"],
                                "acts": [{"role": "owner", "sides": ["shop", "platform"]}]})
        self.assertTrue(me["now"].startswith("2026-05-12T02:00:00"))

    def test_a_session_that_is_over_says_so_and_nothing_is_lost(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        login = "sleeper-" + self.id().split(".")[-2].lower()
        made = on.boss.post(f"/api/v1/shops/{on.shop}/people", {"login": login, "name": "S", "roles": ["agent"]})
        client = self.desk.client().use_link(made.json["link"].split("#link=")[1])
        client.shop = on.shop
        case = on.buyer.open("claims", **claim())
        on.at("2026-05-13T10:00")
        for got in (client.get("/api/v1/session"), client.get(client.url("cases")),
                    client.command(case, "post_message", status=401, text="写了很久的话")):
            self.assertEqual((got.status, got.json["type"]), (401, "urn:pingli:problem:log-in-needed"))
        client.cookie = client.csrf = None
        client.log_in(login)
        client.shop = on.shop
        client.command(case, "post_message", text="写了很久的话")

    def test_ones_own_name_and_password(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        login = "changer-" + self.id().split(".")[-2].lower()
        made = on.boss.post(f"/api/v1/shops/{on.shop}/people", {"login": login, "name": "Old", "roles": ["agent"]})
        client = self.desk.client().use_link(made.json["link"].split("#link=")[1])
        other = self.desk.client().log_in(login)
        renamed = self.fits(client.request("PATCH", "/api/v1/session", {"name": "小李"}), "account")
        self.assertEqual((renamed["name"], renamed["csrf_token"]), ("小李", client.csrf))
        for body, field in (({"name": ""}, "name"), ({"name": "a\nb"}, "name"), ({"password": "x"}, "old_password"),
                            ({"old_password": PASSWORD}, "password"), ({"login": "y"}, "login"),
                            ({"old_password": "wrong", "password": NEW_PASSWORD}, "old_password"),
                            ({"name": "other", "old_password": "wrong", "password": NEW_PASSWORD}, "old_password"),
                            ({"name": "other", "old_password": PASSWORD, "password": "short"}, "password"),
                            ({"name": "a\nb", "old_password": PASSWORD, "password": NEW_PASSWORD}, "name")):
            got = client.request("PATCH", "/api/v1/session", body)
            self.assertEqual((got.status, got.json["field"]), (422, field), got)
        self.assertEqual(client.get("/api/v1/session").json["name"], "小李")  # of what is refused nothing is done
        self.assertEqual(client.request("PATCH", "/api/v1/session",
                                        {"old_password": PASSWORD, "password": "short"}).status, 422)
        changed = client.request("PATCH", "/api/v1/session", {"name": "李雷", "old_password": PASSWORD, "password": NEW_PASSWORD})
        client.take_session(changed)
        self.assertEqual(other.get("/api/v1/session").status, 401)
        self.assertEqual(client.get("/api/v1/session").json["name"], "李雷")
        self.assertEqual(self.desk.client().log_in(login).status, 401)
        self.desk.client().log_in(login, NEW_PASSWORD)
        token = Person(client, on.shop)
        self.assertEqual(token.request("PATCH", "/api/v1/session", {"name": "x"}).status, 403)

    def test_old_passwords_cannot_be_guessed_for_ever(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        login = "guessed-" + self.id().split(".")[-2].lower()
        made = on.boss.post(f"/api/v1/shops/{on.shop}/people", {"login": login, "name": "G", "roles": ["agent"]})
        client = self.desk.client().use_link(made.json["link"].split("#link=")[1])
        statuses = [client.request("PATCH", "/api/v1/session", {"old_password": f"wrong {i}", "password": NEW_PASSWORD}).status
                    for i in range(7)]
        self.assertEqual((statuses[0], statuses[-1]), (422, 429), statuses)

    def test_a_shop_gets_another_name_and_zone(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        path = f"/api/v1/shops/{on.shop}"
        got = self.fits(on.boss.request("PATCH", path, {"name": "茶与外套", "zone": "Asia/Urumqi"}), "shop")
        self.assertEqual((got["name"], got["zone"], got["platform"]), ("茶与外套", "Asia/Urumqi", "taobao"))
        self.assertEqual(on.agent.get(path).json, got)
        for body, field in (({"name": ""}, "name"), ({"zone": "Mars/Olympus"}, "zone"), ({"platform": "jd"}, "platform")):
            wrong = on.boss.request("PATCH", path, body)
            self.assertEqual((wrong.status, wrong.json["field"]), (422, field), wrong)
        self.assertEqual(on.supervisor.request("PATCH", path, {"name": "x"}).status, 403)
        elsewhere = Stage(self.desk, "2026-05-12T10:00")
        self.assertEqual(elsewhere.boss.request("PATCH", path, {"name": "mine"}).status, 200)  # the owner of both
        self.assertEqual(elsewhere.agent.request("PATCH", path, {"name": "x"}).status, 404)

    def test_tokens_of_others(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        path = f"/api/v1/shops/{on.shop}/people/{on.agent.user}/tokens"
        tokens = self.fits(on.boss.get(path), "tokens")["tokens"]
        self.assertEqual([one["name"] for one in tokens], ["desk"])
        self.assertNotIn("secret", tokens[0])
        self.assertEqual(on.supervisor.get(path).status, 403)
        self.assertEqual(on.boss.request("DELETE", path + "/nothing").status, 404)
        self.assertEqual(on.boss.request("DELETE", path + "/" + tokens[0]["id"]).status, 204)
        self.assertEqual(on.agent.get(on.agent.url("cases")).status, 401)
        self.assertEqual(on.boss.get(path).json["tokens"], [])

    # --- the chain ---

    def test_the_chain_tells_who_did_what_and_no_words(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        auditor = on.person("auditor")
        case = on.buyer.open("claims", **claim(words="我的电话是13400001111"))
        for i in range(5):
            on.agent.command(case, "post_message", text=f"您好{i}")
        got = auditor.get(auditor.url("audit") + "?limit=3")
        page = self.fits(got, "audit_page")
        newest = page["entries"][0]
        self.assertEqual((newest["type"], newest["name"], newest["role"], newest["user"]),
                         ("MessagePosted", "agent", "agent", on.agent.user))
        self.assertEqual((newest["position"], newest["hash"]), (page["head"]["position"], page["head"]["hash"]))
        self.assertEqual(newest["number"], on.officer.get(on.officer.url("cases")).json["cases"][0]["number"])
        positions = [one["position"] for one in page["entries"]]
        whole = got.bytes
        while page["next"]:
            got = auditor.get(auditor.url("audit") + "?limit=3&cursor=" + page["next"])
            page, whole = self.fits(got, "audit_page"), whole + got.bytes
            positions += [one["position"] for one in page["entries"]]
        self.assertEqual(positions, list(range(positions[0], 0, -1)))
        self.assertNotIn("您好".encode(), whole)
        self.assertNotIn(b"13400001111", whole)
        self.assertEqual(auditor.get(auditor.url("audit") + "?cursor=x").status, 422)
        self.assertEqual(on.agent.get(on.agent.url("audit")).status, 403)
        empty = Stage(self.desk, "2026-05-12T10:00")
        self.assertEqual(empty.boss.get(f"/api/v1/shops/{empty.shop}/audit").json,
                         {"entries": [], "head": {"position": 0, "hash": "0" * 64}, "next": None})

    def walked(self, who, expect=None):
        begun = who.post(who.url("verification"), {"expect": expect} if expect else None)
        self.fits(begun, "verification", 202)
        return self.until(lambda: (lambda w: w if w["state"] != "running" else None)(
            self.fits(who.get(who.url("verification")), "latest_verification")["walk"]))

    def test_the_chain_is_verified_against_a_head_that_was_written_down(self):
        """proves X4"""
        on = Stage(self.desk, "2026-05-12T10:00")
        auditor = on.person("auditor")
        self.assertEqual(auditor.get(auditor.url("verification")).json, {"walk": None})
        case = on.buyer.open("claims", **claim())
        walk = self.walked(auditor)
        self.assertEqual((walk["state"], walk["is_good"], walk["cases"], walk["faults"]), ("done", True, 1, []))
        self.assertEqual(walk["events"], walk["head"]["position"])
        self.assertEqual((walk["files"], walk["rows"] > 0, "expected" in walk), (0, True, False))
        on.agent.command(case, "post_message", text="您好")
        later = self.walked(auditor, walk["line"])
        self.assertTrue(later["is_good"])
        self.assertEqual(later["expected"], walk["head"]["position"])
        self.assertGreater(later["head"]["position"], walk["head"]["position"])
        shop, position, digest = walk["line"].split()
        lost = self.walked(auditor, f"{shop} {int(position) + 1000} {digest}")
        self.assertEqual((lost["is_good"], lost["faults"][0]["kind"]), (False, "lost_tail"))
        other = self.walked(auditor, f"{shop} {position} {'0' * 64}")
        self.assertEqual(other["faults"][0]["kind"], "not_as_expected")
        self.assertIn("与应有的链头不符", other["faults"][0]["said"]["zh"])
        for wrong in ("nonsense", f"elsewhere {position} {digest}"):
            got = auditor.post(auditor.url("verification"), {"expect": wrong})
            self.assertEqual((got.status, got.json["field"]), (422, "expect"))
        self.assertEqual(auditor.request("DELETE", auditor.url("verification")).status, 204)
        self.assertEqual(on.agent.post(on.agent.url("verification")).status, 403)

    def test_what_is_listed_and_searched_for_has_a_bound(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        for query, field in (("limit=0", "limit"), ("limit=201", "limit"), ("cursor=x", "cursor")):
            got = on.boss.get(f"/api/v1/shops/{on.shop}/erasures?{query}")
            self.assertEqual((got.status, got.json["field"]), (422, field), query)
        self.fits(on.boss.get(f"/api/v1/shops/{on.shop}/erasures?limit=1&cursor=1"), "erasures")
        for length, status in ((200, 200), (201, 422)):
            self.assertEqual(on.agent.get(on.agent.url("search") + "?q=" + "x" * length).status, status)

    # --- backups ---

    def test_a_backup_is_made_listed_downloaded_restored_and_removed(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        boss = on.boss
        if self.database == "postgres":
            self.assertEqual(boss.post("/api/v1/backups").status, 409)
            return
        case = on.buyer.open("claims", **claim())
        sent = on.buyer.request("POST", on.buyer.url("files"), raw=PNG, fields={"Content-Type": "image/png"})
        on.buyer.command(case, "submit_evidence", kind="call_screenshot", origin="手机截图", purpose="14 次来电",
                         file={"sha256": sent.json["sha256"], "bytes": 1, "mime": "image/png"})
        begun = self.fits(boss.post("/api/v1/backups"), "backup", 202)

        def done():
            listed = self.fits(boss.get("/api/v1/backups"), "backups")["backups"]
            self.assertEqual(listed[0]["id"], begun["id"])
            return listed[0] if listed[0]["state"] != "running" else None
        made = self.until(done, 60)
        self.assertEqual((made["state"], made["files"] >= 1), ("done", True), made)
        path = f"/api/v1/backups/{made['id']}"
        got = boss.get(path + "/file")
        self.assertEqual((got.status, len(got.bytes)), (200, made["bytes"]))
        self.assertIn(f"pingli-{made['id']}.tar", got.fields["content-disposition"])
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(fileobj=io.BytesIO(got.bytes)) as tar:
                tar.extractall(folder)
            saved = os.path.join(folder, f"pingli-{made['id']}")
            restored = os.path.join(folder, "data")
            run("restore", saved, "--data", restored)
            with contextlib.closing(sqlite3.connect(os.path.join(restored, "pingli.db"))) as database:
                count, = database.execute("SELECT count(*) FROM events WHERE shop = ?", (on.shop,)).fetchone()
            self.assertEqual(count, boss.get(f"/api/v1/shops/{on.shop}/head").json["position"])
        for stranger in (on.supervisor, on.owner, on.agent):  # no owner, or a token
            self.assertEqual(stranger.get("/api/v1/backups").status, 403)
            self.assertEqual(stranger.get(path + "/file").status, 403)
        self.assertEqual(boss.get("/api/v1/backups/..%2f..%2fpingli/file").status, 404)
        self.assertEqual(boss.request("DELETE", path).status, 204)
        self.assertEqual(boss.get(path + "/file").status, 404)
        self.assertEqual(os.listdir(os.path.join(self.desk.data, "backups")), [])

    def test_only_an_owner_of_all_shops_takes_them_all_away(self):
        on = Stage(self.desk, "2026-05-12T10:00")
        login = "second-" + self.id().split(".")[-2].lower()
        made = on.boss.post(f"/api/v1/shops/{on.shop}/people", {"login": login, "name": "2", "roles": ["owner"]})
        second = self.desk.client().use_link(made.json["link"].split("#link=")[1])
        self.assertEqual(second.post("/api/v1/backups").status, 403)


class OfficeOnPostgres(Office):
    database = "postgres"


class Kept(unittest.TestCase):
    def test_a_backup_outlives_a_restart_and_the_oldest_goes(self):
        with Desk(time="2026-05-12T10:00") as desk:
            owner = desk.client().use_link(desk.link)
            for i in range(6):
                desk.set_time(f"2026-05-12T1{i}:30")
                self.assertEqual(owner.post("/api/v1/backups").status, 202)
                while owner.get("/api/v1/backups").json["backups"][0]["state"] == "running":
                    pass
            listed = owner.get("/api/v1/backups").json
            self.assertEqual((len(listed["backups"]), listed["kept_max"]), (5, 5))
            with open(os.path.join(desk.data, "backups", "x.part"), "w") as file:
                file.write("what a kill left")
            desk.stop()
            desk.start()
            self.assertEqual(owner.get("/api/v1/backups").json, listed)
            self.assertEqual(len(os.listdir(os.path.join(desk.data, "backups"))), 10)

    def test_a_download_ends_with_the_right_to_it(self):
        """rights were asked for once, so that whoever's session had ended went on reading all shops"""
        with Desk(time="2026-05-12T10:00") as desk:
            people = desk.people(agent="agent")
            owner, agent = people["owner"], people["agent"]
            for _ in range(3):  # more than sockets hold
                sent = agent.request("POST", agent.url("files"), raw=PNG + os.urandom(8 << 20),
                                     fields={"Content-Type": "image/png"})
                self.assertEqual(sent.status, 201, sent)
            self.assertEqual(owner.post("/api/v1/backups").status, 202)
            while (made := owner.get("/api/v1/backups").json["backups"][0])["state"] == "running":
                time.sleep(0.05)
            self.assertGreater(made["bytes"], 24 << 20)
            with socket.socket() as reader:
                reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
                reader.connect(("127.0.0.1", desk.port))
                reader.sendall(f"GET /api/v1/backups/{made['id']}/file HTTP/1.1\r\nHost: localhost\r\n"
                               f"Cookie: {owner.cookie}\r\n\r\n".encode())
                self.assertIn(b" 200 ", reader.recv(1000).splitlines()[0])
                self.assertEqual(owner.request("DELETE", "/api/v1/session").status, 204)
                got = 0
                with contextlib.suppress(ConnectionError):
                    while piece := reader.recv(1 << 16):
                        got += len(piece)
            self.assertLess(got, made["bytes"] // 2)


if __name__ == "__main__":
    unittest.main()
