"""The calendar feed: an address with a name and a secret, the deadlines that concern its owner, and nothing personal."""
import base64
import re
import subprocess
import unittest

from postgres import binaries
from program import PROGRAM
from stage import START, OnAStore, Stage, claim


def unfolded(answer):
    return answer.bytes.decode().replace("\r\n ", "")


def entries(answer):
    """uid: {name: value}"""
    out = {}
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", unfolded(answer), re.S):
        fields = dict(line.split(":", 1) for line in block.split("BEGIN:VALARM")[0].splitlines())
        out[fields["UID"]] = fields
    return out


def log_in_of(name, secret, scheme="Basic"):
    return f"{scheme} " + base64.b64encode(f"{name}:{secret}".encode()).decode()


class Calendar:
    """A program that subscribed: it knows an address, a user name and a secret."""

    def __init__(self, desk, made):
        self.client, self.made = desk.client(), made
        self.path = re.sub(r"^https?://[^/]+", "", made["url"])
        self.log_in = log_in_of(made["user"], made["secret"]) if "user" in made else None

    def get(self, fields=None):
        return self.client.get(self.path, fields={**({"Authorization": self.log_in} if self.log_in else {}), **(fields or {})})


class OfFeeds(OnAStore):
    def calendar_of(self, person, **how):
        """A token makes no feed: its owner does, logged in."""
        made = person.post(person.url("feed"), how)
        self.assertEqual(made.status, 201, made)
        return Calendar(self.desk, made.json)

    def logged_in(self, stage, role):
        made = stage.boss.post(f"/api/v1/shops/{stage.shop}/people",
                               {"login": f"{role}-{stage.shop[-12:]}", "name": role, "roles": [role]})
        client = stage.desk.client().use_link(made.json["link"].split("#link=")[1])
        client.shop = stage.shop
        return client


class Feed(OfFeeds):
    def test_x3_deadlines_can_be_subscribed_to(self):
        """proves X3: running clocks with stable ids; cancelled when they end; nothing personal in it"""
        stage = Stage(self.desk, START)
        boss = stage.boss
        boss.shop = stage.shop
        case = stage.buyer.open("claims", **claim())
        running = [c for c in stage.case(case)["clocks"] if c["state"] == "running"]
        self.assertTrue(running)
        calendar = self.calendar_of(boss)
        answer = calendar.get()
        self.assertEqual((answer.status, answer.fields["content-type"]), (200, "text/calendar; charset=utf-8"))
        before = entries(answer)
        self.assertEqual(set(before), {f"{case}-{c['name']}@pingli" for c in running})
        for entry in before.values():
            self.assertEqual((entry["STATUS"], entry["SEQUENCE"]), ("CONFIRMED", "0"))
            # review of round four, M3: the words of the rulebook, and the desk's own address
            self.assertRegex(entry["SUMMARY"], "^2026-000001 .*[一-鿿].* / [A-Za-z]")
            self.assertNotIn("_", entry["SUMMARY"])
            self.assertEqual(entry["URL"], f"http://127.0.0.1:{self.desk.port}/s/{boss.shop}/cases/{case}")
        for word in ("没法上班", "骚扰投诉", "123456789012345678", "p-buyer"):
            self.assertNotIn(word, unfolded(answer))

        # unchanged, it need not be read again
        self.assertEqual(calendar.get({"If-None-Match": answer.fields["etag"]}).status, 304)
        stage.at("2026-01-05T11:00")
        self.assertEqual(calendar.get().bytes, answer.bytes)

        stage.buyer.command(case, "withdraw_case", reason="解决了")
        ended = calendar.get({"If-None-Match": answer.fields["etag"]})
        self.assertEqual(ended.status, 200)
        after = entries(ended)
        self.assertEqual(set(after), set(before))
        for uid, entry in after.items():
            self.assertEqual((entry["STATUS"], entry["SEQUENCE"]), ("CANCELLED", "1"), entry)
            self.assertEqual(entry["DTSTART"], before[uid]["DTSTART"])
        stage.at("2026-02-05T11:00")
        self.assertEqual(entries(calendar.get()), {})

    def test_x3_a_paused_deadline_comes_back_later_and_newer(self):
        """proves X3: pauses"""
        stage = Stage(self.desk, START)
        stage.boss.shop = stage.shop
        case = stage.buyer.open("claims", **claim())
        calendar, uid = self.calendar_of(stage.boss), f"{case}-finish_due@pingli"

        def entry():
            found = entries(calendar.get())[uid]
            return found["STATUS"], int(found["SEQUENCE"]), found["DTSTART"]

        first = entry()
        self.assertEqual(first[:2], ("CONFIRMED", 0))
        stage.officer.command(case, "pause_clock", clock="finish_due", reason="等运营商的详单")
        self.assertEqual(entry()[:2], ("CANCELLED", 1))
        stage.at("2026-01-08T10:00")
        stage.officer.command(case, "resume_clock", clock="finish_due")
        later = entry()
        self.assertEqual(later[:2], ("CONFIRMED", 2))
        self.assertGreater(later[2], first[2])
        stage.buyer.command(case, "withdraw_case", reason="解决了")
        self.assertEqual(entry()[:2], ("CANCELLED", 3))

    def test_it_shows_what_concerns_its_owner(self):
        """those assigned to them; for who leads, the whole shop; for customers none"""
        stage = Stage(self.desk, START)
        officer, supervisor = self.logged_in(stage, "case_officer"), self.logged_in(stage, "supervisor")
        case = stage.buyer.open("claims", **claim())
        mine, theirs = self.calendar_of(officer), self.calendar_of(supervisor)
        self.assertEqual(entries(mine.get()), {})
        self.assertTrue(entries(theirs.get()))
        officer.command(case, "take_up")
        self.assertTrue(any(case in uid for uid in entries(mine.get())))
        claimant = self.logged_in(stage, "claimant")
        self.assertEqual(claimant.post(claimant.url("feed")).status, 403)
        self.assertFalse(claimant.get(claimant.url("feed")).json["may_make"])
        token = stage.agent.post(stage.agent.url("feed"))  # a Person works with a token
        self.assertEqual(token.status, 403)

    def test_its_secret_ends(self):
        stage = Stage(self.desk, START)
        agent = self.logged_in(stage, "agent")
        nothing = {"feed": None, "may_make": True, "may_hold_secret": False}
        self.assertEqual(agent.get(agent.url("feed")).json, nothing)
        first = self.calendar_of(agent)
        second = self.calendar_of(agent)
        self.assertEqual((first.get().status, second.get().status), (401, 200))
        shown = agent.get(agent.url("feed")).json["feed"]
        self.assertEqual(shown, {name: told for name, told in second.made.items() if name != "secret"})
        stage.boss.request("PATCH", f"/api/v1/shops/{stage.shop}/people/{agent.user}", {"is_disabled": True})
        self.assertEqual(second.get().status, 404)
        stage.boss.request("PATCH", f"/api/v1/shops/{stage.shop}/people/{agent.user}", {"is_disabled": False})
        self.assertEqual(second.get().status, 200)
        agent = agent.log_in(f"agent-{stage.shop[-12:]}")
        agent.shop = stage.shop
        self.assertEqual(agent.request("DELETE", agent.url("feed")).status, 204)
        self.assertEqual(second.get().status, 401)
        self.assertEqual(agent.request("DELETE", agent.url("feed")).status, 404)

    def test_no_address_holds_a_secret(self):
        """ASVS V14.2.1: what is in an address opens nothing, and nothing of the log-in is written down"""
        stage = Stage(self.desk, START)
        agent, stranger = self.logged_in(stage, "agent"), self.desk.client()
        refused = agent.post(agent.url("feed"), {"secret_in_address": True})
        self.assertEqual((refused.status, refused.json["why"]["zh"]), (409, "本服务器不生成自带密钥的地址"))
        calendar = self.calendar_of(agent)
        user, secret = calendar.made["user"], calendar.made["secret"]
        self.assertNotIn(secret, calendar.made["url"])
        for field in (None, log_in_of(user, ""), log_in_of(user, "x" * 43), log_in_of("other", secret), log_in_of("", secret),
                      f"Bearer {secret}", f"Basic {secret}", "Basic", log_in_of(user, secret) + "=", log_in_of(user, secret + ":")):
            with self.subTest(field):
                answer = stranger.get(calendar.path, fields={"Authorization": field} if field is not None else {})
                self.assertEqual(answer.status, 401, answer)
                self.assertEqual(answer.fields["www-authenticate"], 'Basic realm="Pingli", charset="UTF-8"')
        # One that there is not is asked for in the same way.
        self.assertEqual(stranger.get("/api/v1/feeds/" + "x" * 12 + ".ics").status, 401)
        self.assertEqual(stranger.get(calendar.path, fields={"Authorization": log_in_of(user, secret, "basic")}).status, 200)
        # Nor does the secret open anything else, nor does a session open the calendar.
        self.assertEqual(stranger.get("/api/v1/session", fields={"Authorization": calendar.log_in}).status, 401)
        self.assertEqual(agent.get(calendar.path).status, 401)
        with open(self.desk.data + "/log", encoding="utf-8") as log:
            text = log.read()
        self.assertIn('"route":"/api/v1/feeds/{feed}"', text)
        told = stage.boss.get(f"/api/v1/shops/{stage.shop}/security").bytes.decode() + text
        for word in (secret, calendar.log_in.split()[1], user):
            self.assertNotIn(word, told)


@unittest.skipUnless(binaries(), "no PostgreSQL here")
class FeedOnPostgres(Feed):
    database = "postgres"


class Limits(OfFeeds):
    """A server of its own: its clock does not go back."""

    def test_limits(self):
        """neither guessed nor fetched without end"""
        stage = Stage(self.desk, "2026-01-20T10:00")
        calendar = self.calendar_of(self.logged_in(stage, "agent"))
        statuses = [calendar.get().status for _ in range(61)]
        self.assertEqual((statuses[0], statuses[59], statuses[60]), (200, 200, 429))
        guesser = Calendar(self.desk, dict(calendar.made, secret="a" * 43))
        wrong = [guesser.get() for _ in range(21)]
        self.assertEqual((wrong[0].status, wrong[-1].status), (401, 429))
        self.assertIn("retry-after", wrong[-1].fields)
        # security finding 42: wrong secrets of an address do not stop the right ones behind it
        other = self.calendar_of(self.logged_in(stage, "supervisor"))
        self.assertEqual(other.get().status, 200)
        self.assertEqual(guesser.get().status, 429)
        # To be asked for the secret is no guess.
        self.assertEqual(self.desk.client().get(other.path).status, 401)
        stage.at("2026-01-20T10:30")
        self.assertEqual(calendar.get().status, 200)


class InTheAddress(OfFeeds):
    """Where the operator lets addresses hold their secret, for calendars that can send none."""
    options = ("--feeds-with-secret-in-address",)

    def restart(self, *options):
        self.desk.stop()
        self.desk.options = list(options)
        self.desk.start()

    def test_only_where_the_operator_wants_it(self):
        stage = Stage(self.desk, START)
        agent = self.logged_in(stage, "agent")
        self.assertTrue(agent.get(agent.url("feed")).json["may_hold_secret"])
        calendar = self.calendar_of(agent, secret_in_address=True)
        self.assertNotIn("secret", calendar.made)
        self.assertTrue(calendar.made["secret_in_address"])
        self.assertEqual(calendar.get().status, 200)
        shown = agent.get(agent.url("feed")).json["feed"]
        self.assertEqual((shown["secret_in_address"], shown["is_ended"], shown.get("url")), (True, False, None))
        # The one does not do for the other.
        by_log_in = self.calendar_of(self.logged_in(stage, "supervisor"))
        self.assertEqual(by_log_in.get().status, 200)
        self.assertEqual(self.desk.client().get(f"/api/v1/feeds/{by_log_in.made['secret']}.ics").status, 404)
        # Without the setting those that there are end, also of before it was there, and their owners are told.
        self.restart()
        self.assertEqual((calendar.get().status, by_log_in.get().status), (404, 200))
        shown = agent.get(agent.url("feed")).json
        self.assertEqual((shown["feed"]["is_ended"], shown["may_hold_secret"]), (True, False))
        renewed = self.calendar_of(agent)
        self.assertEqual(renewed.get().status, 200)
        self.restart(*self.options)
        self.assertEqual((calendar.get().status, renewed.get().status), (404, 200))


class Options(unittest.TestCase):
    def test_a_proxy_that_is_no_address_is_refused(self):
        for wrong in ("10.0.0.0/8", "proxy.internal", "127.0.0.1:80", ""):
            ran = subprocess.run([PROGRAM, "serve", "--trusted-proxy", wrong], capture_output=True, timeout=60)
            self.assertEqual(ran.returncode, 2, ran)
            self.assertIn(b"--trusted-proxy", ran.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
