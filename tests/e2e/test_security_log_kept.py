"""The security log keeps what it was told: rights that were given stand in it when the answer goes out, whatever comes
then; and whoever reads it may do so to the end only while they may read it at all. Findings of a reviewer"""
import datetime
import json
import pathlib
import signal
import socket
import tempfile
import unittest

from desk import PASSWORD, Desk
from program import run
from test_rights import invite, secret_in


def told(data):
    lines = run("audit", "security", "--data", data).stdout.decode().splitlines()
    return [json.loads(line) for line in lines]


class Kept(unittest.TestCase):
    def test_what_was_given_is_told_though_the_server_is_killed(self):
        with tempfile.TemporaryDirectory() as data, Desk(data=data) as desk:
            boss = desk.client().use_link(desk.link)
            _, made = invite(boss, boss.shop, "agent")
            agent = desk.client().use_link(secret_in(made))
            acts = {}

            def act(what, method, path, body=None, status=201):
                answer = boss.request(method, path, body)
                self.assertEqual(answer.status, status, answer)
                acts[what] = boss.user
                return answer

            token = act("token_made", "POST", "/api/v1/tokens", {"name": "t", "scope": "write"})
            act("person_added", "POST", boss.url("people"), {"login": "new", "name": "n", "roles": ["owner"]})
            act("link_made", "POST", boss.url("people", agent.user, "links"))
            act("person_changed", "PATCH", boss.url("people", agent.user), {"roles": ["supervisor"]}, 200)
            act("feed_made", "POST", boss.url("feed"))
            act("shop_added", "POST", "/api/v1/shops", {"name": "s", "platform": "jd"})
            act("token_revoked", "DELETE", "/api/v1/tokens/" + token.json["id"], status=204)
            changed = boss.request("PATCH", "/api/v1/session", {"old_password": PASSWORD, "password": PASSWORD + "!"})
            self.assertEqual(changed.status, 200, changed)
            desk.stop(signal.SIGKILL)
            entries = told(data)
            for what, who in [*acts.items(), ("account_changed", boss.user), ("link_used", agent.user)]:
                self.assertIn((what, who), [(one["what"], one["account"]) for one in entries])
            run("audit", "verify", "--data", data)

    def test_new_passwords_are_few(self):
        """each is an entry of its own; a wrong old one is none"""
        with Desk() as desk:
            boss = desk.client().use_link(desk.link)
            for _ in range(60):
                changed = boss.request("PATCH", "/api/v1/session", {"old_password": PASSWORD, "password": PASSWORD})
                self.assertEqual(changed.status, 200, changed)
                boss.take_session(changed)
            enough = boss.request("PATCH", "/api/v1/session", {"old_password": PASSWORD, "password": PASSWORD})
            self.assertEqual((enough.status, enough.json["limit"]), (429, 60))
            self.assertTrue(enough.json["why"]["zh"])
            self.assertEqual(boss.request("PATCH", "/api/v1/session", {"name": "n"}).status, 200)

    def test_who_may_no_longer_reads_no_further(self):
        with Desk() as desk:
            boss = desk.client().use_link(desk.link)
            _, made = invite(boss, boss.shop, "owner")
            other = desk.client().use_link(secret_in(made))
            for _ in range(260):  # a page is as much as so many records hold
                token = boss.post("/api/v1/tokens", {"name": "t", "scope": "read"})
                self.assertEqual(token.status, 201, token)
                self.assertEqual(boss.request("DELETE", "/api/v1/tokens/" + token.json["id"]).status, 204)
            whole = boss.get(boss.url("security") + "?form=lines").bytes.splitlines()
            self.assertGreater(len(whole), 520)
            with socket.socket() as slow:
                slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                slow.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
                slow.settimeout(60)
                slow.connect(("127.0.0.1", desk.port))
                slow.sendall(f"GET {other.url('security')}?form=lines HTTP/1.1\r\nHost: localhost\r\n"
                             f"Cookie: {other.cookie}\r\nConnection: close\r\n\r\n".encode())
                got = slow.recv(1024)
                self.assertTrue(got.startswith(b"HTTP/1.1 200 "), got)
                shut = boss.request("PATCH", boss.url("people", other.user), {"is_disabled": True})
                self.assertEqual(shut.status, 200, shut)
                try:
                    while piece := slow.recv(65536):
                        got += piece
                except ConnectionError:
                    pass
            self.assertLess(got.count(b'"number"'), len(whole) - 1)
            self.assertFalse(got.endswith(b"0\r\n\r\n"), "an end that looks like the end")


class Times(unittest.TestCase):
    def test_every_time_says_its_zone(self):
        """in the answer, in the lines, at the terminal and in the log of requests: one form, in UTC"""
        with Desk() as desk:
            boss = desk.client().use_link(desk.link)
            boss.post("/api/v1/tokens", {"name": "t", "scope": "read"})
            page = boss.get(boss.url("security")).json["entries"]
            lines = boss.get(boss.url("security") + "?form=lines").bytes.splitlines()
            requests = [line for line in pathlib.Path(desk.data, "log").read_text("utf-8").splitlines() if line.startswith("{")]
            times = [one["at"] for one in [*page, *map(json.loads, lines), *told(desk.data), *map(json.loads, requests)]]
            self.assertGreater(len(requests), 2)
            self.assertGreater(len(times), 10)
            for at in times:
                self.assertRegex(at, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$")
                off = datetime.datetime.now(datetime.UTC) - datetime.datetime.fromisoformat(at)
                self.assertLess(abs(off.total_seconds()), 600, at)


class LastOwner(unittest.TestCase):
    def test_who_was_only_invited_is_no_owner_that_is_left(self):
        with Desk() as desk:
            boss = desk.client().use_link(desk.link)
            at = ("--data", desk.data)
            run("user", "add", "second", "--shop", boss.shop, "--role", "owner", *at)
            run("user", "operator", "second", "on", *at)
            refused = run("user", "disable", "owner", *at, status=None)
            self.assertNotEqual(refused.returncode, 0)
            self.assertRegex(refused.stderr.decode(), "is the only (operator|owner)")
            self.assertEqual(boss.get("/api/v1/session").status, 200)
            link = run("user", "link", "second", *at).stdout.decode().split("#link=")[1].strip()
            desk.client().use_link(link)
            run("user", "disable", "owner", *at)
            self.assertEqual(boss.get("/api/v1/session").status, 401)


if __name__ == "__main__":
    unittest.main()
