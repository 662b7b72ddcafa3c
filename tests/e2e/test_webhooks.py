"""Web-hooks: deadlines near and missed are told once, signed, tried again until they are taken, and never twice over a
restart or a kill."""
import contextlib
import hashlib
import hmac
import http.server
import json
import os
import signal
import sqlite3
import threading
import time
import unittest

from desk import Desk
from postgres import binaries
from stage import START, OnAStore, Stage, claim, is_at

KEYS = {"id", "event", "at", "shop_id", "case_id", "number", "kind", "clock", "due_at", "lead", "link"}


class Receiver:
    """Takes what comes and answers `status`."""

    def __init__(self):
        receiver = self
        self.status, self.wait, self.got, self.lock = 204, 0, [], threading.Lock()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with receiver.lock:
                    receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                time.sleep(receiver.wait)
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def told(self, event=None):
        """Bodies in the order in which they came."""
        with self.lock:
            bodies = [json.loads(body) for _, body in self.got]
        return [body for body in bodies if event in (None, body["event"])]


def is_signed(fields, body, secret):
    """As docs/api.md tells a receiver to do it."""
    parts = dict(part.split("=", 1) for part in fields["pingli-signature"].split(","))
    mac = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(mac, parts["v1"])


class WebHooks(OnAStore):
    options = ("--webhooks-anywhere", "--clocks-every", "1")

    def setUp(self):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)
        self.stage = Stage(self.desk, START)
        self.owner = self.stage.owner

    def hook(self, **more):
        made = self.owner.post(self.owner.url("web-hooks"), {"url": self.receiver.url, **more})
        self.assertEqual(made.status, 201, made)
        return made.json

    def deliveries(self, hook):
        answer = self.owner.get(self.owner.url("web-hooks", hook["id"], "deliveries"))
        self.assertEqual(answer.status, 200, answer)
        return answer.json["deliveries"]

    def write(self, sql, *values):
        """Past the server."""
        with contextlib.closing(sqlite3.connect(os.path.join(self.desk.data, "pingli.db"), timeout=30)) as database:
            database.execute(sql, values)
            database.commit()

    def settle(self):
        """Long enough for what could come by mistake."""
        time.sleep(2.2)

    def test_a_deadline_comes_near_and_is_missed(self):
        """proves X3: warned ahead, each time once, and told when it is missed"""
        hook = self.hook()
        case = self.stage.buyer.open("claims", **claim())
        clock = next(c for c in self.stage.case(case)["clocks"] if c["name"] == "answer_due")
        self.assertTrue(is_at(clock["due"], "2026-01-08T10:00"), clock)
        self.settle()
        self.assertEqual([b for b in self.receiver.told() if b["case_id"] == case and b["clock"] == "answer_due"], [])
        of_answer = lambda: [b for b in self.receiver.told() if b.get("clock") == "answer_due"]
        for local, event, lead in (("2026-01-07T10:30", "deadline_near", "24h"),
                                   ("2026-01-08T08:30", "deadline_near", "2h"),
                                   ("2026-01-08T10:01", "deadline_missed", None)):
            before = len(of_answer())
            self.stage.at(local)
            self.until(lambda: len(of_answer()) > before)
            self.settle()
            self.assertEqual(len(of_answer()), before + 1)
            told = of_answer()[-1]
            self.assertEqual((told["event"], told.get("lead")), (event, lead))
            self.assertEqual((told["case_id"], told["due_at"], told["kind"]),
                             (case, clock["due"], "harassment_claim"))
            self.assertRegex(told["number"], r"^2026-\d{6}$")
            self.assertRegex(told["link"], f"^http://[^/]+/s/[^/]+/cases/{case}$")
            self.assertLessEqual(set(told), KEYS)
        # signed, and nothing personal in it
        for fields, body in self.receiver.got:
            self.assertTrue(is_signed(fields, body, hook["secret"]))
            self.assertFalse(is_signed(fields, body + b" ", hook["secret"]))
            self.assertEqual((fields["pingli-delivery"], fields["pingli-event"]),
                             (json.loads(body)["id"], json.loads(body)["event"]))
            for word in ("没法上班", "骚扰投诉", "123456789012345678", "p-buyer"):
                self.assertNotIn(word, body.decode())
        self.until(lambda: all(d["state"] == "delivered" for d in self.deliveries(hook)))
        shown = self.deliveries(hook)[0]
        self.assertEqual((shown["state"], shown["status"], shown["attempts"]), ("delivered", 204, 1))
        self.assertEqual(shown["body"], next(b for b in self.receiver.told() if b["id"] == shown["id"]))

        # proves issue 3: a restart and a kill double nothing
        count = len(self.receiver.got)
        for how in (signal.SIGTERM, signal.SIGKILL):
            self.desk.stop(how)
            self.desk.start()
            self.settle()
        self.assertEqual(len(self.receiver.got), count)

    def test_a_receiver_that_fails_is_tried_again(self):
        """proves issue 3: retried with the same id and body, over a kill, until it is taken"""
        hook = self.hook(events=["case_opened"])
        self.receiver.status = 500
        case = self.stage.buyer.open("claims", **claim())
        self.until(lambda: len(self.receiver.got) == 1)
        waiting = self.until(lambda: [d for d in self.deliveries(hook) if d["attempts"] == 1])[0]
        self.assertEqual((waiting["state"], waiting["status"]), ("waiting", 500))
        self.assertGreater(waiting["next_at"], waiting["last_at"])
        self.settle()
        self.assertEqual(len(self.receiver.got), 1)
        self.desk.stop(signal.SIGKILL)
        self.stage.at("2026-01-05T10:01")
        self.desk.start()
        self.until(lambda: len(self.receiver.got) == 2)
        self.until(lambda: self.deliveries(hook)[0]["attempts"] == 2)
        self.receiver.status = 200
        self.stage.at("2026-01-05T10:10")
        self.until(lambda: self.deliveries(hook)[0]["state"] == "delivered")
        (first, body), (second, again), (third, last) = self.receiver.got
        self.assertEqual(body, again)
        self.assertEqual(body, last)
        self.assertEqual(first["pingli-delivery"], third["pingli-delivery"])
        self.assertNotEqual(first["pingli-signature"], third["pingli-signature"])
        self.assertEqual(json.loads(body)["case_id"], case)

    def test_commands_do_not_wait_for_a_receiver(self):
        """a receiver that hangs holds up nobody, neither commands nor the end of the server"""
        self.hook(events=["case_opened"])
        self.receiver.wait = 30
        begun = time.monotonic()
        for _ in range(5):
            self.stage.buyer.open("claims", **claim())
        self.assertLess(time.monotonic() - begun, 5)
        self.until(lambda: self.receiver.got)
        begun = time.monotonic()
        self.assertEqual(self.desk.stop(), 0)
        self.assertLess(time.monotonic() - begun, 10)
        self.receiver.wait = 0
        self.desk.start()
        self.stage.at("2026-01-05T10:05")
        self.until(lambda: len({f["pingli-delivery"] for f, _ in self.receiver.got}) == 5, 60)

    def test_gone_is_gone(self):
        hook = self.hook(events=["case_opened"])
        self.receiver.status = 410
        self.stage.buyer.open("claims", **claim())
        one = self.owner.url("web-hooks", hook["id"])
        shown = self.until(lambda: (h := self.owner.get(one).json)["is_off"] and h)
        self.assertEqual(shown["off_because"], "gone")
        self.stage.buyer.open("claims", **claim())
        self.settle()
        self.assertEqual(len(self.receiver.got), 1)
        # turned on again, it hears of what comes, not of what was
        self.receiver.status = 200
        self.stage.at("2026-01-05T10:20")
        self.assertFalse(self.owner.request("PATCH", one, {"is_off": False}).json["is_off"])
        case = self.stage.buyer.open("claims", **claim())
        self.until(lambda: len(self.receiver.got) == 2)
        self.settle()
        self.assertEqual([b["case_id"] for b in self.receiver.told()[1:]], [case])

    def test_a_hook_ends_with_the_right_of_who_made_it(self):
        """security finding: the hook of a removed owner went on to be told of the shop's cases"""
        second = self.stage.person("owner")
        made = second.post(second.url("web-hooks"), {"url": self.receiver.url, "events": ["case_opened"]})
        self.assertEqual(made.status, 201, made)
        boss, one = self.stage.boss, self.owner.url("web-hooks", made.json["id"])
        removed = boss.request("DELETE", self.owner.url("people", second.user))
        self.assertEqual(removed.status, 204, removed)
        self.stage.buyer.open("claims", **claim())
        shown = self.until(lambda: (h := self.owner.get(one).json)["is_off"] and h)
        self.assertEqual(shown["off_because"], "maker_left")
        self.settle()
        self.assertEqual(self.receiver.got, [])
        # an owner who stays takes it over
        self.stage.at("2026-01-05T10:20")
        self.assertFalse(self.owner.request("PATCH", one, {"is_off": False}).json["is_off"])
        case = self.stage.buyer.open("claims", **claim())
        self.until(lambda: self.receiver.got)
        self.settle()
        self.assertEqual([b["case_id"] for b in self.receiver.told()], [case])
        self.assertFalse(self.owner.get(one).json["is_off"])

    def test_a_damaged_account_is_its_own_shops_matter(self):
        """The account of one hook's maker could not be read, and no shop was told anything any more."""
        if self.database == "postgres":
            self.skipTest("the record is damaged by SQLite's own means")
        maker = Stage(self.desk, START).person("owner")
        made = maker.post(maker.url("web-hooks"), {"url": self.receiver.url})
        self.assertEqual(made.status, 201, made)
        one = "WHERE kind = 'account' AND key = ?"
        with contextlib.closing(sqlite3.connect(os.path.join(self.desk.data, "pingli.db"), timeout=30)) as database:
            was = database.execute(f"SELECT bytes FROM records {one}", (maker.user,)).fetchone()[0]
        self.addCleanup(self.write, f"UPDATE records SET bytes = ? {one}", was, maker.user)
        self.write(f"UPDATE records SET bytes = ? {one}", b"?", maker.user)
        self.hook(events=["case_opened"])
        case = self.stage.buyer.open("claims", **claim())
        self.until(lambda: self.receiver.told("case_opened"))
        self.assertEqual([b["case_id"] for b in self.receiver.told("case_opened")], [case])

    def test_an_owner_manages_them(self):
        hook = self.hook(events=["ruling_given"], leads=["2h", "3d"])
        one = self.owner.url("web-hooks", hook["id"])
        self.assertEqual(hook["leads"], ["72h", "2h"])
        listed = self.owner.get(self.owner.url("web-hooks")).json["web_hooks"]
        self.assertEqual([h["id"] for h in listed], [hook["id"]])
        self.assertNotIn("secret", listed[0])
        self.assertNotIn("secret", self.owner.get(one).json)
        sent = self.owner.post(one + "/tests")
        self.assertEqual((sent.status, sent.json["state"]), (202, "waiting"), sent)
        self.until(lambda: self.receiver.told("test"))
        self.assertTrue(is_signed(*self.receiver.got[0], hook["secret"]))
        self.until(lambda: self.deliveries(hook)[0]["state"] == "delivered")
        off = self.owner.request("PATCH", one, {"is_off": True}).json
        self.assertEqual((off["is_off"], off["off_because"]), (True, "by_owner"))
        for person in (self.stage.supervisor, self.stage.agent, self.stage.buyer):
            self.assertEqual(person.get(one).status, 403)
            self.assertEqual(person.post(person.url("web-hooks"), {"url": self.receiver.url}).status, 403)
        other = Stage(self.desk, START).owner
        self.assertEqual(other.get(other.url("web-hooks", hook["id"])).status, 404)
        self.assertEqual(self.owner.request("DELETE", one).status, 204)
        self.assertEqual((self.owner.get(one).status, self.owner.request("DELETE", one).status), (404, 404))
        for wrong in ({}, {"url": "ftp://a/"}, {"url": self.receiver.url, "events": ["all"]},
                      {"url": self.receiver.url, "events": []}, {"url": self.receiver.url, "leads": ["soon"]},
                      {"url": self.receiver.url, "x": 1}):
            self.assertEqual(self.owner.post(self.owner.url("web-hooks"), wrong).status, 422, wrong)


@unittest.skipUnless(binaries(), "no PostgreSQL here")
class WebHooksOnPostgres(WebHooks):
    database = "postgres"


class Inside(unittest.TestCase):
    def test_the_servers_own_network_is_out_of_reach(self):
        """proves issue 3: without --webhooks-anywhere, https to the open Internet only"""
        with Desk(time=START, options=("--clocks-every", "1")) as desk:
            owner = desk.people()["owner"]
            for url in ("http://example.com/", "https://127.0.0.1/", "https://[::1]:8443/", "https://10.1.2.3/",
                        "https://169.254.169.254/latest", "https://localhost/", "https://user:pass@example.com/"):
                answer = owner.post(owner.url("web-hooks"), {"url": url})
                self.assertEqual((answer.status, answer.json["field"]), (422, "url"), url)
            made = owner.post(owner.url("web-hooks"), {"url": "https://example.com/hook"})
            self.assertEqual(made.status, 201, made)


if __name__ == "__main__":
    unittest.main(verbosity=1)
