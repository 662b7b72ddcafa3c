"""The security log: who did what to rights and personal data, whence, allowed or refused; read by owner, auditor and
operator, verified with the rest. security finding 27"""
import contextlib
import json
import os
import sqlite3
import subprocess
import unittest
import uuid

from desk import PASSWORD, Desk
from program import PROGRAM, run
from stage import PNG, OnAStore, Stage, claim
from test_api_description import Schemas
from test_rights import invite, secret_in


class SecurityLog(OnAStore):
    def setUp(self):
        self.on = Stage(self.desk, "2026-05-12T10:00")
        self.minutes = 0

    def later(self):
        """What is gathered is written when its minute is over."""
        self.minutes += 2
        self.on.at(f"2026-05-12T10:{self.minutes:02}")

    def read(self, who, query=""):
        answer = who.get(who.url("security") + "?limit=200" + query)
        self.assertEqual(answer.status, 200, answer)
        return answer.json["entries"]

    def entry(self, what, **like):
        """The latest entry of that kind which is so, as the shop's owner reads it."""
        boss = self.on.owner
        for one in self.read(boss):
            if one["what"] == what and all(one[name] == value for name, value in like.items()):
                self.assertEqual(one["whence"], "127.0.0.0/24", one)
                self.assertTrue(one["at"].startswith("2026-05-12T02:"), one)
                return one
        self.fail(f"no {what} {like} in " + json.dumps(self.read(boss), indent=1)[:4000])

    def person_url(self, user):
        return f"/api/v1/shops/{self.on.shop}/people/{user}"

    def test_who_comes_in_and_who_does_not(self):
        login, made = invite(self.on.boss, self.on.shop, "agent")
        agent = self.desk.client().use_link(secret_in(made))
        added = self.entry("person_added", account=self.on.boss.user)
        self.assertEqual(added["about"], f"{agent.user} roles=agent")
        self.assertEqual(self.entry("link_used", account=agent.user)["shops"], [self.on.shop])
        again = self.desk.client().log_in(login)
        self.entry("log_in", account=agent.user, is_allowed=True)
        self.assertEqual(again.request("DELETE", "/api/v1/session").status, 204)
        self.entry("log_out", account=agent.user)
        for _ in range(3):
            self.assertEqual(self.desk.client().log_in(login, "wrong " + PASSWORD).status, 401)
        self.later()
        wrong = self.entry("log_in", is_allowed=False)
        self.assertEqual((wrong["account"], wrong["about"], wrong["count"]), (agent.user, "401", 3))
        self.assertEqual(self.desk.client().post("/api/v1/links", {"secret": "x" * 43, "password": PASSWORD}).status, 410)

    def test_rights_links_and_tokens(self):
        boss, who = self.on.boss, self.on.agent.user
        url = self.person_url(who)
        self.assertEqual(boss.request("PATCH", url, {"roles": ["supervisor", "agent"]}).status, 200)
        self.assertEqual(self.entry("person_changed", about=f"{who} roles=supervisor,agent")["name"], "owner")
        self.assertEqual(boss.request("PATCH", url, {"is_disabled": True}).status, 200)
        self.entry("person_changed", about=f"{who} shut_out")
        self.assertEqual(boss.post(url + "/links").status, 201)
        self.entry("link_made", about=who)
        self.assertEqual(boss.request("DELETE", url).status, 204)
        self.entry("person_removed", about=who)
        token = boss.post("/api/v1/tokens", {"name": "t", "scope": "read"}).json["id"]
        self.entry("token_made", account=boss.user, about=token)
        self.assertEqual(boss.request("DELETE", "/api/v1/tokens/" + token).status, 204)
        self.entry("token_revoked", about=token)

    def test_reads_of_personal_data(self):
        on = self.on
        case = on.buyer.open("claims", **claim())
        sent = on.buyer.request("POST", on.buyer.url("files"), raw=PNG, fields={"Content-Type": "image/png"})
        on.buyer.command(case, "submit_evidence", exhibit_id="e-1", kind="call_screenshots", origin="手机", purpose="来电",
                         file=dict(sent.json, mime="image/png"))
        for path in (("cases", case), ("cases", case, "events"), ("cases", case, "exhibits", "e-1", "file"),
                     ("search?q=14",), ("register",), ("people",), ("reviews",)):
            for _ in range(2):
                self.assertEqual(on.agent.get(on.agent.url(*path)).status, 200, path)
        self.later()
        for route, about in (("cases/{case}", case), ("cases/{case}/events", case), ("people", None), ("register", None),
                             ("cases/{case}/exhibits/{exhibit}/file", case + " e-1"), ("search", None), ("reviews", None)):
            found = self.entry("personal_read", account=on.agent.user, route="GET /api/v1/shops/{shop}/" + route)
            self.assertEqual((found["about"], found["count"]), (about, 2), found)

    def test_what_is_refused(self):
        on = self.on
        self.assertEqual(on.agent.get(on.agent.url("audit")).status, 403)
        other = Stage(self.desk, "2026-05-12T10:00")
        for _ in range(5):
            self.assertEqual(other.agent.get(on.agent.url("cases")).status, 404)
            self.assertEqual(other.agent.get(f"/api/v1/shops/{uuid.uuid4()}/cases").status, 404)
        self.later()
        refused = self.entry("refused", account=on.agent.user, about="403")
        self.assertEqual((refused["is_allowed"], refused["route"]), (False, "GET /api/v1/shops/{shop}/audit"))
        strange = self.entry("refused", account=other.agent.user, about="404")
        self.assertEqual((strange["count"], strange["shops"]), (5, [on.shop]))

    def test_a_flood_is_gathered(self):
        on = self.on
        before = len(self.read(on.owner))
        for i in range(400):
            on.agent.get(on.agent.url("audit") + f"?cursor={i}")
        self.later()
        self.assertEqual(self.entry("refused", account=on.agent.user, about="403")["count"], 400)
        self.assertLess(len(self.read(on.owner)), before + 10)

    def test_for_whom(self):
        on = self.on
        auditor = on.person("auditor")
        other = Stage(self.desk, "2026-05-12T10:00")
        case = on.buyer.open("claims", **claim(words="貔貅的话"))
        self.assertEqual(on.buyer.get(on.buyer.url("cases", case)).status, 200)
        self.later()
        answer = auditor.get(auditor.url("security"))
        document = self.desk.client().get("/api/openapi.json").json
        faults = Schemas(document).faults(answer.json, {"$ref": "#/components/schemas/security_page"})
        self.assertEqual(faults, [])
        by_buyer = [one for one in self.read(auditor) if one["account"] == on.buyer.user]
        self.assertTrue(by_buyer)
        self.assertEqual({one["name"] for one in by_buyer}, {None})  # who a customer is, an auditor need not know
        self.assertIn("claimant", {one["name"] for one in self.read(on.owner) if one["account"] == on.buyer.user})
        for who in (on.agent, on.supervisor, on.officer, on.senior, on.buyer):
            self.assertEqual(who.get(who.url("security")).status, 403)
        self.assertEqual(other.owner.get(on.owner.url("security")).status, 200)  # the same person owns both
        self.assertTrue(all(on.shop in one["shops"] and len(one["shops"]) == 1 for one in self.read(on.owner)))
        seen, cursor = [], ""
        while cursor is not None:
            page = auditor.get(auditor.url("security") + "?limit=3" + (f"&cursor={cursor}" if cursor else "")).json
            seen += [one["number"] for one in page["entries"]]
            cursor = page["next"]
        self.assertEqual(seen, sorted(set(seen), reverse=True))
        lines = on.owner.get(on.owner.url("security") + "?form=lines")
        self.assertEqual(lines.fields["content-type"], "application/x-ndjson; charset=utf-8")
        told = [json.loads(line) for line in lines.bytes.splitlines()]
        self.assertTrue(set(seen) <= {one["number"] for one in told})
        self.assertNotIn("貔貅".encode(), lines.bytes)
        self.assertEqual(on.owner.get(on.owner.url("security") + "?form=csv").status, 422)
        self.assertEqual(on.owner.get(on.owner.url("security") + "?cursor=x").status, 422)
        self.assertEqual(on.owner.get("/api/v1/security").status, 403)  # a token
        self.assertEqual(on.boss.get("/api/v1/security").status, 200)


class SecurityLogOnPostgres(SecurityLog):
    database = "postgres"


class Operators(unittest.TestCase):
    def verb(self, desk, *words):
        return subprocess.run([PROGRAM, *words, "--data", desk.data], capture_output=True, text=True)

    def told(self, desk, *more):
        return [json.loads(line) for line in self.verb(desk, "audit", "security", *more).stdout.splitlines()]

    def test_backups_and_what_is_done_at_the_terminal(self):
        with Desk(time="2026-05-12T10:00") as desk:
            boss = desk.client().use_link(desk.link)
            login, made = invite(boss, boss.shop, "agent")
            agent = desk.client().use_link(secret_in(made))
            backup = boss.post("/api/v1/backups").json["id"]
            while boss.get("/api/v1/backups").json["backups"][0]["state"] == "running":
                pass
            self.assertEqual(boss.get(f"/api/v1/backups/{backup}/file").status, 200)
            self.assertEqual(agent.get("/api/v1/backups").status, 403)
            desk.set_time("2026-05-12T10:05")
            told = boss.get("/api/v1/security?limit=200").json["entries"]
            found = {one["what"]: one for one in told}
            for what in ("backup_made", "backup_downloaded"):
                self.assertEqual((found[what]["account"], found[what]["shops"]), (boss.user, []), what)
            self.assertEqual(found["backup_downloaded"]["about"], backup)
            self.assertEqual((found["refused"]["account"], found["refused"]["about"]), (agent.user, "403"))
            for words, what in ((("user", "link", login), "link_made"), (("user", "disable", login), "account_changed"),
                                (("user", "enable", login), "account_changed"),
                                (("user", "operator", login, "on"), "operator_changed"),
                                (("token", "add", login, "--name", "t"), "token_made")):
                self.assertEqual(self.verb(desk, *words).returncode, 0, words)
                newest = self.told(desk)[0]
                self.assertEqual((newest["what"], newest["whence"], newest["account"]), (what, "terminal", None))
                self.assertTrue(newest["about"].startswith(agent.user), newest)
                self.assertEqual(newest["shops"], [boss.shop])
            desk.stop()
            erased = self.verb(desk, "erase", "person", "--shop", boss.shop, "--person", "p-1", "--reason", "asked")
            self.assertEqual(erased.returncode, 0, erased)
            newest = self.told(desk, "--shop", boss.shop)[0]
            self.assertEqual(newest["what"], "person_erased")
            self.assertRegex(newest["about"], "^person:[0-9a-f]{16}$")
            run("audit", "verify", "--data", desk.data)
            desk.start()

    def test_what_was_changed_past_the_program_is_named(self):
        with Desk(time="2026-05-12T10:00") as desk:
            boss = desk.client().use_link(desk.link)
            for i in range(3):
                boss.post("/api/v1/tokens", {"name": f"t{i}", "scope": "read"})
                boss.get("/api/v1/security")
            desk.stop()
            run("audit", "verify", "--data", desk.data)
            path = os.path.join(desk.data, "pingli.db")
            with contextlib.closing(sqlite3.connect(path)) as database:
                rows = database.execute("SELECT * FROM records WHERE kind = 'security' ORDER BY key").fetchall()
            self.assertGreater(len(rows), 3)
            for change in ("UPDATE records SET bytes = CAST(replace(CAST(bytes AS TEXT), 'token_made', 'token_read') AS"
                           " BLOB) WHERE kind = 'security'",
                           f"DELETE FROM records WHERE kind = 'security' AND key = '{rows[1][1]}'",
                           f"DELETE FROM records WHERE kind = 'security' AND key = '{rows[0][1]}'",
                           "DELETE FROM records WHERE kind = 'security'"):
                with contextlib.closing(sqlite3.connect(path)) as database, database:
                    database.execute(change)
                verified = self.verb(desk, "audit", "verify")
                self.assertEqual(verified.returncode, 1, change)
                self.assertRegex(verified.stderr, "security")
                with contextlib.closing(sqlite3.connect(path)) as database, database:
                    database.execute("DELETE FROM records WHERE kind = 'security'")
                    database.executemany(f"INSERT INTO records VALUES ({', '.join('?' * len(rows[0]))})", rows)
                run("audit", "verify", "--data", desk.data)
            desk.start()


if __name__ == "__main__":
    unittest.main()
