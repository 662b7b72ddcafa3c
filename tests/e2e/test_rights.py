"""Accounts belong to a person, rights to a shop: what owners of one shop may do to people of another, how what opens an
account ends, and that no request in one shop changes a byte of another (judged by what is stored, not by answers)."""
import contextlib
import hashlib
import http.client
import os
import random
import sqlite3
import subprocess
import unittest
import uuid

from desk import PASSWORD, Desk
from program import PROGRAM
from stage import OnAStore, Person, Stage, claim

ROLES = ("claimant", "auditor", "policy_editor", "agent", "case_officer", "senior_officer", "supervisor", "owner")
OWNER_OF_A = "owner"


def secret_in(answer):
    return answer.json["link"].split("#link=")[1]


def invite(boss, shop, role):
    login = uuid.uuid4().hex[:20]
    made = boss.post(f"/api/v1/shops/{shop}/people", {"login": login, "name": role, "roles": [role]})
    assert made.status == 201, made
    return login, made


class Rights(OnAStore):
    def two_shops(self):
        """`mine`: an owner of a shop in which the owner of another works too."""
        on = Stage(self.desk, "2026-05-12T10:00")
        login, made = invite(on.boss, on.shop, "owner")
        mine = self.desk.client().use_link(secret_in(made))
        mine.shop = on.shop
        return on, mine, login

    def person(self, on, who):
        return f"/api/v1/shops/{on.shop}/people/{who.user}"

    def test_a_link_takes_over_no_account_of_another_shop(self):
        """security finding 1"""
        on, mine, _ = self.two_shops()
        refused = mine.post(self.person(on, on.boss) + "/links")
        self.assertEqual((refused.status, refused.json["type"]), (409, "urn:pingli:problem:conflict"))
        listed = {one["id"]: one["may_link"] for one in mine.get(mine.url("people")).json["people"]}
        self.assertFalse(listed[on.boss.user])
        self.assertFalse(listed[mine.user])
        self.assertTrue(listed[on.agent.user])
        made = mine.post(self.person(on, on.agent) + "/links")
        self.assertEqual(made.status, 201)
        agent = self.desk.client().use_link(secret_in(made))
        told = [one["what"] for one in agent.get("/api/v1/notices").json["notices"]]
        self.assertEqual(sorted(told), ["link_made", "link_used"])  # of one second
        self.assertEqual(agent.request("DELETE", "/api/v1/notices").status, 204)
        self.assertEqual(agent.get("/api/v1/notices").json["notices"], [])

    def test_shut_out_of_one_shop_and_removed_from_it(self):
        """security findings 1 and 28"""
        on, mine, _ = self.two_shops()
        shut = mine.request("PATCH", self.person(on, on.boss), {"is_disabled": True})
        self.assertEqual((shut.status, shut.json["is_disabled"]), (200, True))
        self.assertEqual(on.boss.get(f"/api/v1/shops/{on.shop}/cases").status, 404)
        self.assertEqual(on.boss.get("/api/v1/session").status, 200)
        self.assertNotIn(on.shop, [one["shop"] for one in on.boss.get("/api/v1/session").json["memberships"]])
        self.assertEqual(mine.request("PATCH", self.person(on, on.boss), {"is_disabled": False}).status, 200)
        self.assertEqual(on.boss.get(f"/api/v1/shops/{on.shop}/cases").status, 200)
        self.assertEqual(mine.request("DELETE", self.person(on, on.boss)).status, 204)
        self.assertEqual(on.boss.get(f"/api/v1/shops/{on.shop}/cases").status, 404)
        self.assertEqual(mine.request("DELETE", self.person(on, on.boss)).status, 404)
        self.assertEqual(mine.request("DELETE", self.person(on, mine)).status, 409)  # the last owner
        told = on.boss.get("/api/v1/notices").json["notices"]
        self.assertEqual({one["what"] for one in told[:3]}, {"removed", "let_in", "shut_out"})

    def test_a_token_passes_no_rights_on(self):
        """security finding 2"""
        on, mine, login = self.two_shops()
        token = Person(mine, on.shop)
        for method, path, body in (("POST", "/people", {"login": "x" + login, "name": "x", "roles": ["agent"]}),
                                   ("PATCH", f"/people/{on.agent.user}", {"roles": ["owner"]}),
                                   ("DELETE", f"/people/{on.agent.user}", None),
                                   ("POST", f"/people/{on.agent.user}/links", {}),
                                   ("POST", f"/people/{mine.user}/links", {}),
                                   ("GET", f"/people/{on.agent.user}/tokens", None)):
            self.assertEqual(token.request(method, f"/api/v1/shops/{on.shop}{path}", body).status, 403, path)
        for method, path in (("POST", "/tokens"), ("GET", "/sessions"), ("DELETE", "/sessions"), ("GET", "/notices"),
                             ("POST", "/backups"), ("DELETE", "/tokens/x")):
            self.assertEqual(token.request(method, "/api/v1" + path, {}).status, 403, path)

    def test_a_link_is_as_good_as_the_right_of_who_made_it(self):
        """a reviewer's finding: a removed owner came back by the link of an owner whom they had invited"""
        on, mine, _ = self.two_shops()
        _, made = invite(on.boss, on.shop, "owner")
        second = self.desk.client().use_link(secret_in(made))
        second.shop = on.shop
        _, ghost = invite(second, on.shop, "owner")
        to_agent = second.post(self.person(on, on.agent) + "/links")
        self.assertEqual(mine.request("DELETE", self.person(on, second)).status, 204)
        for link in (secret_in(ghost), secret_in(to_agent)):
            used = self.desk.client().post("/api/v1/links", {"secret": link, "password": PASSWORD})
            self.assertEqual((used.status, used.json["type"]), (410, "urn:pingli:problem:link-expired"))
        listed = {one["id"]: one for one in mine.get(mine.url("people")).json["people"]}
        there = listed[ghost.json["id"]]
        self.assertEqual((there["has_password"], there["may_link"]), (False, True))
        again = mine.post(f"{mine.url('people')}/{ghost.json['id']}/links")
        self.desk.client().use_link(secret_in(again))

    def test_what_opens_an_account_ends_together(self):
        """security finding 16"""
        on, mine, _ = self.two_shops()
        login, made = invite(mine, on.shop, "agent")
        agent = self.desk.client().use_link(secret_in(made))
        agent.shop = on.shop
        older = secret_in(mine.post(self.person(on, agent) + "/links"))
        token = Person(agent, on.shop)
        other = self.desk.client().log_in(login)
        changed = agent.request("PATCH", "/api/v1/session",
                                {"old_password": PASSWORD, "password": "another " + PASSWORD})
        self.assertEqual(changed.status, 200)
        self.assertEqual(self.desk.client().post("/api/v1/links", {"secret": older, "password": PASSWORD}).status, 410)
        self.assertEqual(token.get(token.url("cases")).status, 401)
        self.assertEqual(other.get("/api/v1/session").status, 401)

    def stream(self, client):
        connection = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=20)
        connection.request("GET", client.url("stream"), headers={"Cookie": client.cookie})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        self.addCleanup(connection.close)
        return answer

    def test_a_stream_ends_with_the_right_to_it(self):
        """security finding 17"""
        on, mine, _ = self.two_shops()
        for ends in (lambda one: one.request("DELETE", "/api/v1/session"),
                     lambda one: mine.request("PATCH", self.person(on, one), {"is_disabled": True}),
                     lambda one: mine.request("PATCH", self.person(on, one), {"roles": ["claimant"]}),
                     lambda one: mine.request("DELETE", self.person(on, one))):
            _, made = invite(mine, on.shop, "agent")
            agent = self.desk.client().use_link(secret_in(made))
            agent.shop = on.shop
            stream = self.stream(agent)
            self.assertIn(ends(agent).status, (200, 204))
            case = on.buyer.open("claims", **claim())
            self.assertNotIn(case.encode(), stream.read())  # to its end

    def test_ones_sessions(self):
        on, mine, login = self.two_shops()
        phone = self.desk.client()
        answer = phone.post("/api/v1/session", {"login": login, "password": PASSWORD},
                            fields={"User-Agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8 <b>"})
        phone.take_session(answer)
        listed = mine.get("/api/v1/sessions").json["sessions"]
        self.assertEqual(sorted((one["browser"], one["is_this"]) for one in listed),
                         [("", True), ("WeChat, Android", False)])
        theirs = next(one["id"] for one in listed if not one["is_this"])
        self.assertEqual(on.boss.request("DELETE", "/api/v1/sessions/" + theirs).status, 404)
        self.assertEqual(mine.request("DELETE", "/api/v1/sessions/" + theirs).status, 204)
        self.assertEqual(phone.get("/api/v1/session").status, 401)
        self.desk.client().log_in(login)
        self.assertEqual(mine.request("DELETE", "/api/v1/sessions").status, 204)
        self.assertEqual([one["is_this"] for one in mine.get("/api/v1/sessions").json["sessions"]], [True])


class RightsOnPostgres(Rights):
    database = "postgres"


class Operators(unittest.TestCase):
    def run_verb(self, desk, *words):
        return subprocess.run([PROGRAM, *words, "--data", desk.data], capture_output=True, text=True)

    def test_the_operators_right_is_no_shops(self):
        """security finding 22"""
        with Desk(time="2026-05-12T10:00") as desk:
            boss = desk.client().use_link(desk.link)
            self.assertTrue(boss.get("/api/v1/session").json["is_operator"])
            login, made = invite(boss, boss.shop, "owner")
            other = desk.client().use_link(secret_in(made))
            self.assertEqual(other.post("/api/v1/shops", {"name": "x", "platform": "jd"}).status, 201)
            self.assertEqual(boss.get("/api/v1/backups").status, 200)
            self.assertEqual(other.get("/api/v1/backups").status, 403)
            self.assertEqual(self.run_verb(desk, "user", "operator", login, "on").returncode, 0)
            self.assertEqual(other.get("/api/v1/backups").status, 200)
            self.assertEqual(self.run_verb(desk, "user", "operator", login, "off").returncode, 0)
            self.assertEqual(other.get("/api/v1/backups").status, 403)
            self.assertIn("only owner", self.run_verb(desk, "user", "disable", login).stderr)  # of a shop of their own
            self.assertEqual(self.run_verb(desk, "user", "disable", login, "--anyway").returncode, 0)
            self.assertEqual(other.get("/api/v1/session").status, 401)
            opened = boss.request("PATCH", boss.url("people", other.user), {"is_disabled": False})
            self.assertEqual(opened.status, 409)
            self.assertEqual(self.run_verb(desk, "user", "enable", login).returncode, 0)
            link = self.run_verb(desk, "user", "link", login).stdout.split("#link=")[1].strip()
            self.assertEqual(desk.client().post("/api/v1/links", {"secret": link, "password": PASSWORD}).status, 200)

    def test_who_owned_every_shop_before_is_one(self):
        with Desk(time="2026-05-12T10:00") as desk:
            boss = desk.client().use_link(desk.link)
            desk.stop()
            with contextlib.closing(sqlite3.connect(os.path.join(desk.data, "pingli.db"))) as database, database:
                database.execute("DELETE FROM records WHERE kind = 'server'")
                database.execute("UPDATE records SET bytes = CAST(replace(CAST(bytes AS TEXT), 'operator\tyes\n', '')"
                                 " AS BLOB) WHERE kind = 'account'")
            desk.start()
            boss.close()
            self.assertEqual(boss.get("/api/v1/backups").status, 200)


class Effects(unittest.TestCase):
    """security findings 1 and 2: requests with right answers missed the worst fault, so the store is looked at."""
    ROUNDS = 2

    def described(self, document, schema, depth=0):
        """Something that fits the description, more or less; ids are of both shops."""
        chance = self.chance
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].split("/")[-1]]
        for some in ("oneOf", "anyOf"):
            if some in schema:
                return self.described(document, chance.choice(schema[some]), depth + 1)
        if "enum" in schema:
            return chance.choice(schema["enum"])
        kind = schema.get("type", "string")
        kind = chance.choice(kind) if isinstance(kind, list) else kind
        if depth > 5 or kind == "null":
            return None
        if kind == "object":
            needed = schema.get("required", [])
            return {name: self.described(document, one, depth + 1) for name, one in schema.get("properties", {}).items()
                    if name in needed or chance.random() < 0.6}
        if kind == "array":
            return [self.described(document, schema.get("items", {}), depth + 1) for _ in range(chance.randint(0, 2))]
        if kind == "boolean":
            return chance.random() < 0.5
        if kind in ("integer", "number"):
            return chance.choice([0, 1, 2, 100, -1])
        if "date" in schema.get("format", ""):
            return "2026-05-12T10:00:00+08:00"
        return chance.choice(self.ids + [uuid.uuid4().hex, "owner", "taobao", "Asia/Shanghai", "https://example.invalid/"])

    def path_of(self, path):
        parts = []
        for part in path.split("/"):
            if part == "{shop}":
                part = self.chance.choice([self.a] * 4 + [self.b])
            elif part == "{person}":
                part = self.chance.choice(self.people)
            elif part.startswith("{"):
                part = self.chance.choice(self.ids)
            parts.append(part)
        return "/".join(parts)

    def stored(self, desk, callers):
        """Every row that is neither of shop A nor of the callers; of whoever works in both, without A."""
        with contextlib.closing(sqlite3.connect(f"file:{desk.data}/pingli.db?mode=ro", uri=True)) as database:
            database.text_factory = bytes
            tables = [name.decode() for name, in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%' AND name <> 'search'"
                " AND name NOT LIKE 'sqlite_%' AND name <> 'journal'")]  # it tells of the rows that are looked at
            rows = set()
            for table in tables:
                for row in database.execute(f"SELECT * FROM {table}"):
                    rows.add((table.encode(), *(str(cell).encode() if not isinstance(cell, bytes) else cell
                                                for cell in row)))
        mine = {self.a.encode(), *(one.user.encode() for one in callers)}
        for row in rows:  # shops that the callers opened
            if row[:2] == (b"records", b"account") and row[2] in mine:
                mine |= {line.split(b" ")[-1] for line in row[3].split(b"\n") if line.startswith(b"member\t")}
        mine.discard(self.b.encode())
        # The security log tells what was tried; it is nobody's rows.
        rows = {row for row in rows if row[1] not in (b"security", b"security_of")}
        for row in rows:  # whom they invited
            if row[:2] == (b"records", b"account"):
                places = {line.split(b" ")[-1] for line in row[3].split(b"\n") if line.startswith(b"member\t")}
                if places and places <= mine:
                    mine.add(row[2])
        files = {row[2].split(b"/")[-1] for row in rows if row[:2] == (b"records", b"file")}
        theirs = {hashlib.sha256(b"\n".join([self.a.encode(), file, one.user.encode()])).hexdigest().encode()
                  for file in files for one in callers}  # what says who brought a file is a digest
        mine |= theirs
        out = set()
        for row in rows:
            if row[:2] == (b"records", b"account") and row[2] == self.boss.user.encode():
                kept = [line for line in row[3].split(b"\n")
                        if self.a.encode() not in line and not line.startswith(b"places\t")]
                row = (*row[:3], b"\n".join(kept))
            elif row[:2] == (b"records", b"token") and b"user\t" + self.boss.user.encode() in row[3]:
                row = (*row[:3], b"\n".join(line for line in row[3].split(b"\n")
                                            if not line.startswith(b"shut_of\t" + self.a.encode())))
            elif row[:2] == (b"records", b"statistics") or any(name in cell for cell in row for name in mine):
                continue
            out.add(row)
        return out

    def fill(self, client):
        """Something of each kind in a shop; the ids of it."""
        case = client.open("claims", **claim())
        hook = client.post(client.url("web-hooks"), {"url": "https://example.invalid/"}).json["id"]
        made = client.post(client.url("imports")).json
        token = client.post("/api/v1/tokens", {"name": "t", "scope": "write"}).json["id"]
        return [case, hook, made["id"], token]

    def test_no_act_in_one_shop_changes_another(self):
        self.chance = random.Random(7)
        with Desk(time="2026-05-12T10:00") as desk:
            self.boss = desk.client().use_link(desk.link)
            self.b = self.boss.shop
            self.ids = self.fill(self.boss)
            _, made = invite(self.boss, self.b, "agent")
            of_b = desk.client().use_link(secret_in(made))
            self.a = self.boss.post("/api/v1/shops", {"name": "A", "platform": "jd"}).json["id"]
            callers = []
            for role in ROLES:
                _, made = invite(self.boss, self.a, role)
                caller = desk.client().use_link(secret_in(made))
                caller.shop = self.a
                callers.append(caller)
            self.ids += self.fill(callers[-1]) + [self.a, self.b]
            self.people = [self.boss.user, of_b.user, *(one.user for one in callers)]
            self.ids += self.people
            document = callers[0].get("/api/openapi.json").json
            before = self.stored(desk, callers)
            answered = 0
            for caller in callers:
                token = Person(caller, self.a)
                for _ in range(self.ROUNDS):
                    for path, operations in document["paths"].items():
                        for method, operation in operations.items():
                            if operation.get("operationId") in ("logOut", "followStream") or path.endswith("/stream"):
                                continue
                            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
                            sent = self.described(document, body["schema"]) if body else None
                            who = token if self.chance.random() < 0.3 else caller
                            answer = who.request(method.upper(), self.path_of(path), sent)
                            answered += answer.status < 300
                            self.assertLess(answer.status, 500, (method, path, answer))
            after = self.stored(desk, callers)
            self.assertEqual(before - after, set())
            self.assertEqual(after - before, set())
            self.assertGreater(answered, 100)


if __name__ == "__main__":
    unittest.main()
