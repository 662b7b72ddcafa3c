"""The whole wire, byte for byte: one shop lives through what the API has, and each answer is compared with the one
that was kept (tests/golden/wire.txt). A change of the wire is a change of that file, seen in review.

What differs from run to run is named by the order in which it came: ids, hashes, secrets. The rest stays as it is.

    PINGLI=build/dev/pingli PINGLI_GOLDEN=write tests/e2e/test_wire.py     # keeps what is said now
"""
import json
import os
import pathlib
import re
import unittest
import urllib.parse

import imports
from desk import PASSWORD, Client, Desk
from stage import DISTURBED, PNG, answer, claim, contacts_on, exhibit, opening, ruling, weighing

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "golden" / "wire.txt"
SAMPLE = ROOT / "samples" / "tea-and-coats"
AS_OF = "2026-06-05T12:00"
REVIEW = "8005181952051315054"  # of S1

# Ids, hashes, and what is drawn anew for each account, link, token and feed.
DRAWN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{64}\b|"
                   r"\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{12}\b")
# The desk's clock goes on while the story is told.
NOW = re.compile(r"(2026-06-05T(?:04|12):0)\d:\d\d")
SECRETS = {"csrf_token", "browser_key", "secret", "link", "url", "user", "uri", "recovery_codes", "cursor", "challenge",
           "next", "version"}


class Names:
    """The same word for the same thing, by the order in which things came."""

    def __init__(self):
        self.known = {}

    def plain(self, text):
        text = NOW.sub(r"\g<1>0:00", re.sub(r"localhost:\d+", "localhost", text))
        return DRAWN.sub(lambda found: self.known.setdefault(found[0], f"<{len(self.known) + 1}>"), text)

    def of(self, value, name=""):
        if isinstance(value, dict):
            return {self.plain(key): self.of(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [self.of(one, name) for one in value]
        if isinstance(value, str):
            return f"<{name}>" if name in SECRETS and len(value) > 8 else self.plain(value)
        return value


class Recorder(Client):
    """A client that keeps what it was told."""
    names, told = None, None

    def send(self, method, path, body=None, fields=None, raw=None):
        heard = super().send(method, urllib.parse.quote(path, safe="/?=&%"), body, fields, raw)
        kind = heard.fields.get("content-type", "")
        if heard.json is not None:
            said = json.dumps(self.names.of(heard.json), ensure_ascii=False)
        elif kind.startswith(("text/", "application/x-ndjson")):
            said = self.names.plain(heard.bytes.decode())
        else:
            said = f"{len(heard.bytes)} bytes"
        asked = f"{method} {self.names.plain(path)}\n"
        if self.told and method == "GET" and self.told[-1].startswith(asked):
            self.told.pop()  # asked again and again until it was done
        self.told.append(f"{asked}{heard.status} {kind}\n{said}\n")
        return heard


class Wire(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.desk = Desk(time=AS_OF, options=("--quiet",))
        self.desk.__enter__()
        self.addCleanup(self.desk.__exit__)
        self.told, names = [], Names()
        Recorder.names, Recorder.told = names, self.told
        self.owner = self.client().use_link(self.desk.link)

    def client(self):
        return Recorder(self.desk.port)

    def person(self, role):
        made = self.owner.post(self.owner.url("people"), {"login": role, "name": role, "roles": [role]})
        return self.client().use_link(made.json["link"].split("#link=")[1])

    def accounts(self):
        owner = self.owner
        for path in ("session", "sessions", "notices", "tokens", "second-factor", "passkeys", "shops", "backups",
                     "security?limit=1&form=none"):
            owner.get("/api/v1/" + path)
        for path in ("people", "head", "register", "today", "feed", "web-hooks", "erasures", "verification", "imports",
                     "statistics", "ledger?year=2026", "ledger", "cases", "reviews", "causes", "deadlines",
                     "audit?limit=3", "search?q=ab", "search", "no-such-thing"):
            owner.get(owner.url(path))
        owner.request("PATCH", "/api/v1/session", {"name": "店主"})
        owner.request("PATCH", "/api/v1/session", {"old_password": "wrong", "password": PASSWORD + "x"})
        token = owner.post("/api/v1/tokens", {"name": "t", "scope": "read"})
        owner.request("DELETE", "/api/v1/tokens/" + token.json["id"])
        owner.post("/api/v1/tokens", {"name": 7})
        owner.post("/api/v1/shops", {"name": "二店", "platform": "jd"})
        owner.request("PATCH", f"/api/v1/shops/{owner.shop}", {"name": "茶与衣"})
        owner.post("/api/v1/second-factor")
        self.client().get("/api/v1/session")
        self.client().post("/api/v1/session", {"login": "nobody", "password": "no"})
        self.client().get("/health")

    def rules(self):
        owner = self.owner
        for book in owner.get("/api/v1/rulebooks").json["rulebooks"]:
            at = f"/api/v1/rulebooks/{book['id']}/"
            if book["id"] == "freight-insurance":  # the shortest: the others are of the same form
                owner.get(at + book["versions"][0]["version"])
            owner.get(at + book["versions"][0]["version"] + "/check")
        owner.get("/api/v1/rulebooks/search?q=打扰")
        owner.post("/api/v1/deadlines/explain", {"rulebook": "harassment", "clock": "respond",
                                                 "started_at": "2026-05-12T10:00:00+08:00"})

    def a_claim(self, agent, officer, senior, buyer):
        case = buyer.post(buyer.url("claims"), claim(facts=DISTURBED)).json["case_id"]
        calls = exhibit("e-list", "carrier_list", contacts=contacts_on("2026-06-03", "call", 14, 2), number_is_shops=True)
        agent.command(case, "no_such_command", status=None)
        agent.command(case, "take_up", status=403)
        officer.command(case, "take_up")
        buyer.command(case, "submit_evidence", **calls)
        agent.command(case, "submit_answer", status=422, answers=7)
        agent.command(case, "submit_answer", **answer("没有打过"))
        officer.command(case, "weigh_exhibit", **weighing(calls))
        officer.command(case, "rule_case", status=422, outcome="upheld")
        officer.command(case, "rule_case", **ruling("upheld"))
        for who in (agent, officer, senior, buyer):
            for part in ([], ["events"], ["rehearsal"], ["statement?party=shop"], ["dsa"], ["clocks", "respond"]):
                who.get(who.url("cases", case, *part))
        agent.command(case, "file_appeal", grounds="我们自己的详单")
        officer.command(case, "rule_appeal", status=403, **ruling("not_upheld"))
        senior.command(case, "weigh_exhibit", **weighing(calls, "nothing", "不是商家的号码"))
        senior.command(case, "rule_appeal", **ruling("not_upheld"))
        officer.get(officer.url("cases", case))

    def reviews(self, agent):
        owner = self.owner
        done = imports.bring(owner, SAMPLE, AS_OF)
        owner.get(owner.url("imports", done["id"], "problems"))
        owner.get(owner.url("imports"))
        owner.get(owner.url("reviews") + "?limit=100")
        for by in ("sku", "courier", "agent"):
            owner.get(owner.url("causes") + "?by=" + by)
        at = owner.url("reviews", "review", REVIEW)
        agent.get(at)
        owner.post(owner.url("drafts", "check"), {"text": "亲，这边给您20元删除差评好吗", "kind": "review", "id": REVIEW})
        owner.post(at + "/leave", {"reason": "已电话沟通"})
        owner.post(at + "/resume")
        owner.post(at + "/answer", {"text": "您好，已为您登记换货，今天寄出。"})
        owner.post(at + "/report")
        owner.get(at)
        owner.get(owner.url("today"))

    def tracked(self, officer):
        owner = self.owner
        owner.post(owner.url("reports"), opening("恶意评价", perspective="tracked"))
        complaint = owner.post(owner.url("complaints"), opening("羊毛衫缩水", perspective="tracked"))
        owner.get(owner.url("cases", complaint.json["case_id"])) if complaint.status == 201 else None
        owner.post(owner.url("claims"), claim(words="w" * 100_000))
        owner.request("POST", owner.url("files"), raw=PNG)
        officer.get(officer.url("cases") + "?kind=claim&limit=1")
        officer.get(officer.url("cases") + "?limit=0")
        owner.get(owner.url("cases") + "?order=newest")
        owner.get(owner.url("deadlines"))
        owner.get(owner.url("statistics"))
        owner.get(owner.url("search") + "?q=羊毛")
        owner.get(owner.url("audit") + "?limit=200")
        owner.post(owner.url("web-hooks"), {"url": "https://example.invalid/"})
        owner.get(owner.url("web-hooks"))
        owner.post(owner.url("feed"))
        owner.post(owner.url("erasures"), {"person": "p-buyer", "reason": "本人要求"})

    def test_every_answer_is_the_one_that_was_kept(self):
        agent, officer, senior, buyer, auditor = (
            self.person(role) for role in ("agent", "case_officer", "senior_officer", "claimant", "auditor"))
        self.accounts()
        self.rules()
        self.a_claim(agent, officer, senior, buyer)
        self.reviews(agent)
        self.tracked(officer)
        for path in ("cases", "reviews", "people", "audit", "security?form=lines"):
            auditor.get(auditor.url(path))
        said = "\n".join(self.told)
        if os.environ.get("PINGLI_GOLDEN") == "write":
            KEPT.write_text(said)
        kept = KEPT.read_text().split("\n\n")
        for old, new in zip(kept, said.split("\n\n")):
            self.assertEqual(new, old)
        self.assertEqual(len(said.split("\n\n")), len(kept))


if __name__ == "__main__":
    unittest.main(verbosity=1)
