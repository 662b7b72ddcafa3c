"""The calendar feed: a secret link, the deadlines that concern its owner, and nothing personal."""
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


class OfFeeds(OnAStore):
    def link_of(self, person):
        """A token makes no feed: its owner does, logged in."""
        made = person.post(person.url("feed"))
        self.assertEqual(made.status, 201, made)
        return re.sub(r"^https?://[^/]+", "", made.json["url"])

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
        boss, stranger = stage.boss, self.desk.client()
        boss.shop = stage.shop
        case = stage.buyer.open("claims", **claim())
        running = [c for c in stage.case(case)["clocks"] if c["state"] == "running"]
        self.assertTrue(running)
        link = self.link_of(boss)
        answer = stranger.get(link)
        self.assertEqual((answer.status, answer.fields["content-type"]), (200, "text/calendar; charset=utf-8"))
        before = entries(answer)
        self.assertEqual(set(before), {f"{case}-{c['name']}@pingli" for c in running})
        for entry in before.values():
            self.assertEqual((entry["STATUS"], entry["SEQUENCE"]), ("CONFIRMED", "0"))
            self.assertIn("2026-000001", entry["SUMMARY"])
        for word in ("没法上班", "骚扰投诉", "123456789012345678", "p-buyer"):
            self.assertNotIn(word, unfolded(answer))

        # unchanged, it need not be read again
        self.assertEqual(stranger.get(link, fields={"If-None-Match": answer.fields["etag"]}).status, 304)
        stage.at("2026-01-05T11:00")
        self.assertEqual(stranger.get(link).bytes, answer.bytes)

        stage.buyer.command(case, "withdraw_case", reason="解决了")
        ended = stranger.get(link, fields={"If-None-Match": answer.fields["etag"]})
        self.assertEqual(ended.status, 200)
        after = entries(ended)
        self.assertEqual(set(after), set(before))
        for uid, entry in after.items():
            self.assertEqual((entry["STATUS"], entry["SEQUENCE"]), ("CANCELLED", "1"), entry)
            self.assertEqual(entry["DTSTART"], before[uid]["DTSTART"])
        stage.at("2026-02-05T11:00")
        self.assertEqual(entries(stranger.get(link)), {})

    def test_x3_a_paused_deadline_comes_back_later_and_newer(self):
        """proves X3: pauses"""
        stage = Stage(self.desk, START)
        stage.boss.shop = stage.shop
        case = stage.buyer.open("claims", **claim())
        link, uid = self.link_of(stage.boss), f"{case}-finish_due@pingli"

        def entry():
            found = entries(self.desk.client().get(link))[uid]
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
        mine, theirs = self.link_of(officer), self.link_of(supervisor)
        self.assertEqual(entries(officer.get(mine)), {})
        self.assertTrue(entries(supervisor.get(theirs)))
        officer.command(case, "take_up")
        self.assertTrue(any(case in uid for uid in entries(officer.get(mine))))
        claimant = self.logged_in(stage, "claimant")
        self.assertEqual(claimant.post(claimant.url("feed")).status, 403)
        self.assertFalse(claimant.get(claimant.url("feed")).json["may_make"])
        token = stage.agent.post(stage.agent.url("feed"))  # a Person works with a token
        self.assertEqual(token.status, 403)

    def test_a_link_is_a_secret_and_ends(self):
        stage = Stage(self.desk, START)
        agent, stranger = self.logged_in(stage, "agent"), self.desk.client()
        self.assertEqual(agent.get(agent.url("feed")).json, {"feed": None, "may_make": True})
        first = self.link_of(agent)
        second = self.link_of(agent)
        self.assertEqual((stranger.get(first).status, stranger.get(second).status), (404, 200))
        self.assertNotIn("url", agent.get(agent.url("feed")).json["feed"])
        stage.boss.request("PATCH", f"/api/v1/shops/{stage.shop}/people/{agent.user}", {"is_disabled": True})
        self.assertEqual(stranger.get(second).status, 404)
        stage.boss.request("PATCH", f"/api/v1/shops/{stage.shop}/people/{agent.user}", {"is_disabled": False})
        self.assertEqual(stranger.get(second).status, 200)
        agent = agent.log_in(f"agent-{stage.shop[-12:]}")
        agent.shop = stage.shop
        self.assertEqual(agent.request("DELETE", agent.url("feed")).status, 204)
        self.assertEqual(stranger.get(second).status, 404)
        self.assertEqual(agent.request("DELETE", agent.url("feed")).status, 404)
        with open(self.desk.data + "/log", encoding="utf-8") as log:
            text = log.read()
        self.assertIn('"route":"/api/v1/feeds/{feed}"', text)
        self.assertNotIn(second.split("/")[-1][:20], text)


@unittest.skipUnless(binaries(), "no PostgreSQL here")
class FeedOnPostgres(Feed):
    database = "postgres"


class Limits(OfFeeds):
    """A server of its own: its clock does not go back."""

    def test_limits(self):
        """neither guessed nor fetched without end"""
        stage = Stage(self.desk, "2026-01-20T10:00")
        link = self.link_of(self.logged_in(stage, "agent"))
        client = self.desk.client()
        statuses = [client.get(link).status for _ in range(61)]
        self.assertEqual((statuses[0], statuses[59], statuses[60]), (200, 200, 429))
        wrong = [client.get("/api/v1/feeds/" + "a" * 43 + ".ics") for _ in range(21)]
        self.assertEqual((wrong[0].status, wrong[-1].status), (404, 429))
        self.assertIn("retry-after", wrong[-1].fields)
        # security finding 42: wrong secrets of an address do not stop the right ones behind it
        other = self.link_of(self.logged_in(stage, "supervisor"))
        self.assertEqual(client.get(other).status, 200)
        self.assertEqual(client.get("/api/v1/feeds/" + "b" * 43 + ".ics").status, 429)
        stage.at("2026-01-20T10:30")
        self.assertEqual(client.get(link).status, 200)


class Options(unittest.TestCase):
    def test_a_proxy_that_is_no_address_is_refused(self):
        for wrong in ("10.0.0.0/8", "proxy.internal", "127.0.0.1:80", ""):
            ran = subprocess.run([PROGRAM, "serve", "--trusted-proxy", wrong], capture_output=True, timeout=60)
            self.assertEqual(ran.returncode, 2, ran)
            self.assertIn(b"--trusted-proxy", ran.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
