"""A shop of its own for one test of the real server, its people at work, the clock in hand, and the words of claims:
what stands in the bodies of requests."""
import datetime
import time
import unittest
import uuid

from desk import Client, Desk
from postgres import Cluster, binaries

START = "2026-01-05T10:00"
ROLES = {"agent": "agent", "supervisor": "supervisor", "officer": "case_officer", "senior": "senior_officer",
         "buyer": "claimant"}


def moment(local):
    """The time of the wall clock in Shanghai, as requests have it."""
    return datetime.datetime.fromisoformat(local).strftime("%Y-%m-%dT%H:%M:%S+08:00")


def is_at(text, local):
    """Whether an answer's time is that of the wall clock in Shanghai."""
    read = datetime.datetime.fromisoformat
    return read(text.replace("Z", "+00:00")) == read(moment(local))


class Person(Client):
    """Works with a token, so that days may pass between two moves."""

    def __init__(self, client, shop):
        super().__init__(client.port)
        made = client.post("/api/v1/tokens", {"name": "desk", "scope": "write"})
        assert made.status == 201, made
        self.user, self.shop = client.user, shop
        self.secret = made.json["secret"]

    def request(self, method, path, body=None, fields=None, raw=None):
        fields = {"Authorization": "Bearer " + self.secret, **(fields or {})}
        return super().request(method, path, body, fields, raw)


class Stage:
    """`owner`, `agent`, `supervisor`, `officer`, `senior`, `buyer`: each a Person of a new shop."""

    def __init__(self, desk, local):
        self.desk = desk
        self.at(local)
        boss = desk.client().log_in("owner")
        made = boss.post("/api/v1/shops", {"name": "试衣间", "platform": "taobao"})
        assert made.status == 201, made
        self.shop = made.json["id"]
        self.owner = Person(boss, self.shop)
        self.boss = boss
        for name, role in ROLES.items():
            setattr(self, name, self.person(role))

    def person(self, role):
        made = self.boss.post(f"/api/v1/shops/{self.shop}/people",
                              {"login": uuid.uuid4().hex[:20], "name": role, "roles": [role]})
        assert made.status == 201, made
        return Person(self.desk.client().use_link(made.json["link"].split("#link=")[1]), self.shop)

    def at(self, local):
        self.local = local
        self.desk.set_time(local)

    def ledger(self, year=2026):
        answer = self.owner.get(self.owner.url("ledger") + f"?year={year}")
        assert answer.status == 200, answer
        return answer.json

    def row(self, case):
        """The case as the queue shows it."""
        page = self.agent.get(self.agent.url("cases") + "?order=newest&limit=200")
        return next(row for row in page.json["cases"] if row["case_id"] == case)

    def case(self, case):
        return self.officer.case(case)["case"]

    def history(self, case):
        """All that happened, oldest first."""
        return [one["event"] for one in self.officer.get(self.officer.url("cases", case, "events")).json["events"]]

    def last(self, case, kind):
        found = [event for event in self.history(case) if event["type"] == kind]
        return found[-1] if found else None


class OnAStore(unittest.TestCase):
    """One server for a class of tests. Subclasses name the store."""
    database = None
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.cluster = None
        if cls.database == "postgres":
            if not binaries():
                raise unittest.SkipTest("no PostgreSQL here")
            cls.cluster = Cluster()
            cls.cluster.__enter__()
        cls.desk = Desk(cls.cluster.url if cls.cluster else None, cls.options, time=START)
        cls.desk.__enter__()
        cls.desk.client().use_link(cls.desk.link)

    def until(self, holds, seconds=20):
        """What `holds` gives as soon as that is something."""
        end = time.monotonic() + seconds
        while not (found := holds()):
            self.assertLess(time.monotonic(), end, "it did not come true")
            time.sleep(0.1)
        return found

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()
        if cls.cluster:
            cls.cluster.__exit__()


# --- what stands in requests ---

# A picture of one point.
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
                    "53de0000000c49444154789c6360606000000004000118dd8db00000000049454e44ae426082")
DISTURBED = {"effect": "disturbed"}


def opening(title, **more):
    return {"perspective": "decided", "title": title, "person": "p-buyer", "platform": "taobao",
            "orders": ["123456789012345678"], **more}


def claim(alleged="frequent_contact", words="昨天给我打了14个电话，没法上班", person="buyer", facts=None, **more):
    """`person` is whom the contacts reached, `more` what the case says otherwise."""
    allegation = {"id": "a1", "alleged": alleged, "person": person, "words": words, "facts": facts or {}}
    return opening(**{"title": "骚扰投诉", "allegations": [allegation], **more})


def answer(words, **facts):
    return {"answers": [{"allegation": "a1", "position": "denies", "words": words}],
            "course_of_trade": "一笔普通的交易", "facts": facts}


def exhibit(exhibit_id, kind, showing="confirms", contacts=(), **facts):
    return {"exhibit_id": exhibit_id, "kind": kind, "origin": "按规则取得", "purpose": "说明经过",
            "bearings": [{"allegation": "a1", "showing": showing, "contacts": list(contacts), "facts": facts}]}


def weighing(shown, showing=None, reason="完整，有人作证"):
    """As the exhibit itself says, or otherwise."""
    findings = [dict(one, showing=showing or one["showing"]) for one in shown["bearings"]]
    return {"exhibit_id": shown["exhibit_id"], "admitted": True, "findings": findings, "reason": reason}


def contacts_on(day, channel, count, answered=0):
    """Attempts every half hour from eight in the morning."""
    first = datetime.datetime.fromisoformat(day + "T08:00")
    return [{"channel": channel, "at": moment((first + datetime.timedelta(minutes=30 * i)).isoformat()),
             "answered": i < answered} for i in range(count)]


def ruling(outcome, **more):
    return {"outcome": outcome, "reasons": "根据双方的证据", **more}
