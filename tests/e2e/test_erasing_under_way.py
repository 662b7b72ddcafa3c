"""Erasing while the shop goes on, and what a kill in the middle leaves: what was answered is done, whatever happens to
the server; what is said or handed in meanwhile is nobody else's loss; nobody waits for it long. security finding 11"""
import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import tempfile
import time
import unittest

import imports
from desk import Desk
from program import run
from shop_folder import ShopFolder
from stage import PNG, claim

WORDS = "饕餮貔貅quokkasecret"
LATER = "蜚蠊麒麟numbatsecret"
BUYER = "柚子皮不开花"
CASES = 120
ROWS = 450  # findings of one buyer: several slices of keys
FILES = 110  # of one person: more than are noted at a time


class UnderWay(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="pingli-under-way-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = os.path.join(self.folder, "data")
        os.mkdir(self.data)

    def restarted(self):
        desk = Desk(data=self.data)
        desk.link = "none"  # it has its people
        return desk

    def database(self):
        return contextlib.closing(sqlite3.connect(f"file:{self.data}/pingli.db?mode=ro", uri=True))

    def keys(self, begin=""):
        """How many there are, and how many are gone."""
        with self.database() as database:
            return database.execute("SELECT count(*), coalesce(sum(key IS NULL), 0) FROM person_keys"
                                    " WHERE substr(person, 1, ?) = ?", (len(begin), begin)).fetchone()

    def states(self, owner):
        return [one["state"] for one in owner.get(owner.url("erasures")).json["erasures"]]

    def until(self, holds):
        for _ in range(1200):
            if found := holds():
                return found
            time.sleep(0.05)
        return self.fail("it did not come true")

    def erase(self, owner, person, reason="asked"):
        asked = owner.post(owner.url("erasures"), {"person": person, "reason": reason})
        self.assertEqual(asked.status, 202, asked)
        return asked.json

    def many_findings(self, owner):
        """Of one buyer, an order each."""
        with ShopFolder() as shop:
            for number in range(900_000_000_000, 900_000_000_000 + ROWS):
                shop.order(order=str(number), buyer=BUYER).review("太差了，不好用，骗子", order=str(number))
            imports.bring(owner, shop.finish())
        self.assertEqual(self.keys("review:"), (ROWS, 0))

    def names_left(self, owner):
        page, left = imports.reviews(owner, "?limit=200"), 0
        while True:
            left += sum(row["buyer"] == BUYER for row in page["reviews"])
            if not page.get("next"):
                return left
            page = imports.reviews(owner, f"?limit=200&cursor={page['next']}")

    def test_what_was_answered_is_done_after_a_kill(self):
        with Desk(data=self.data) as desk:
            people = desk.people(agent="agent")
            owner, agent = people["owner"], people["agent"]
            persons = [f"p-{number}" for number in range(20)]
            for person in persons:
                agent.open("claims", **dict(claim(words=WORDS), person=person))
            for person in persons:
                self.erase(owner, person)
            desk.stop(signal.SIGKILL)
        with self.restarted() as desk:
            owner = desk.client().log_in("owner")
            self.assertEqual(len(self.states(owner)), len(persons))
            self.until(lambda: self.keys("p-") == (len(persons), len(persons)))

    def test_killed_in_the_middle_it_finds_the_rest(self):
        with Desk(data=self.data) as desk:
            owner = desk.people()["owner"]
            self.many_findings(owner)
            self.erase(owner, BUYER)
            self.until(lambda: self.keys("review:")[1] > 0)
            desk.stop(signal.SIGKILL)
        self.assertLess(self.keys("review:")[1], ROWS)
        with self.restarted() as desk:
            owner = desk.client().log_in("owner")
            self.until(lambda: self.states(owner) == ["done"])
            self.assertEqual(self.keys("review:"), (ROWS, ROWS))
            self.assertEqual(self.names_left(owner), 0)
        run("audit", "verify", "--data", self.data)

    def test_others_go_on_meanwhile(self):
        with Desk(data=self.data) as desk:
            owner = desk.people()["owner"]
            self.many_findings(owner)
            made = owner.post("/api/v1/shops", {"name": "neighbour", "platform": "taobao"})
            path = f"/api/v1/shops/{made.json['id']}/claims"
            self.erase(owner, BUYER)
            answers = []
            while self.keys("review:")[1] < ROWS:
                answers.append(owner.post(path, claim()).status)
            self.assertEqual(set(answers), {201})

    def test_many_files_go_while_others_work(self):
        """All files of a person went in one slice, in which nobody of any shop could change a case."""
        with Desk(data=self.data) as desk:
            people = desk.people(agent="agent", buyer="claimant")
            owner, agent, buyer = people["owner"], people["agent"], people["buyer"]
            case = buyer.open("claims", **claim(words=WORDS))
            for number in range(FILES):
                sent = buyer.request("POST", buyer.url("files"), raw=PNG + str(number).encode(),
                                     fields={"Content-Type": "image/png"})
                self.assertEqual(sent.status, 201, sent)
            evidence = {"kind": "call_screenshots", "origin": "x", "purpose": "y"}
            file = {"sha256": sent.json["sha256"], "bytes": 1, "mime": "image/png"}
            buyer.command(case, "submit_evidence", exhibit_id="e-1", file=file, **evidence)
            self.erase(owner, buyer.user)
            slowest = 0
            while self.states(owner) != ["done"]:
                begun = time.monotonic()
                self.assertEqual(agent.post(agent.url("claims"), claim()).status, 201)
                slowest = max(slowest, time.monotonic() - begun)
                time.sleep(0.05)
            self.assertLess(slowest, 4)  # the clearing away is in it
            self.assertEqual(owner.get(owner.url("erasures")).json["erasures"][0]["files"], FILES)
            # What went cannot be handed in any more, by nobody.
            agent.command(agent.open("claims", **claim()), "submit_evidence", status=422, exhibit_id="e-1", file=file, **evidence)
        run("audit", "verify", "--data", self.data)

    def test_what_comes_during_an_import_goes_too(self):
        with Desk(data=self.data) as desk:
            owner = desk.people()["owner"]
            with ShopFolder() as shop:
                for number in range(900_000_000_000, 900_000_000_000 + 2_000):
                    shop.order(order=str(number), buyer=BUYER).review("太差了，不好用，骗子", order=str(number))
                made = imports.make(owner)
                imports.upload(owner, made, shop.finish())
            started = owner.post(owner.url("imports", made, "run"), {"as_of": imports.AS_OF + ":00+08:00"})
            self.assertEqual(started.status, 202, started)
            self.until(lambda: self.keys("review:")[0])
            self.erase(owner, BUYER)
            imports.wait(owner, made)
            count = self.until(lambda: self.keys("review:")[0])
            self.until(lambda: self.keys("review:") == (count, count))
            self.assertEqual(self.names_left(owner), 0)

    def test_a_backup_of_just_then_holds_no_word(self):
        with Desk(data=self.data) as desk:
            people = desk.people(agent="agent", first="claimant")
            owner, agent = people["owner"], people["agent"]
            agent.open("claims", **dict(claim(words="other words"), person="p-0"))
            for _ in range(CASES):
                agent.open("claims", **dict(claim(words=WORDS), person="p-1"))
            self.erase(owner, "p-0")  # clears at once; the next waits for its clearing
            self.until(lambda: self.states(owner) == ["done"])
            self.erase(owner, "p-1")
            self.until(lambda: self.keys("p-1")[1] == 1)
            backup = os.path.join(self.folder, "backup")
            run("backup", "--data", self.data, backup)
            self.assertEqual(self.states(owner), ["running", "done"])
        for path in pathlib.Path(backup).rglob("*"):
            if path.is_file():
                for trace in (WORDS, "饕餮", "quokka"):
                    self.assertNotIn(trace.encode(), path.read_bytes())

    def test_what_is_said_and_handed_in_meanwhile(self):
        """While the clearing of an erasure waits, its person goes on, and another hands in the same picture."""
        with Desk(data=self.data) as desk:
            people = desk.people(agent="agent", one="claimant", two="claimant", three="claimant")
            owner, agent, one, two, three = (people[name] for name in ("owner", "agent", "one", "two", "three"))

            def hand_in(who, case):
                sent = who.request("POST", who.url("files"), raw=PNG + b"the same", fields={"Content-Type": "image/png"})
                who.command(case, "submit_evidence", exhibit_id="e-1", kind="call_screenshots", origin="x", purpose="y",
                            file={"sha256": sent.json["sha256"], "bytes": 1, "mime": "image/png"})
                return sent.json["sha256"]

            one.open("claims", **claim(words="of the first"))
            case = two.open("claims", **claim(words=WORDS))
            sha256 = hand_in(two, case)
            self.erase(owner, one.user)
            self.until(lambda: self.states(owner) == ["done"])
            self.erase(owner, two.user)
            self.until(lambda: WORDS not in agent.get(agent.url("cases", case)).bytes.decode())
            later = two.open("claims", **claim(words=LATER))
            third = three.open("claims", **claim(words="of a third"))
            self.assertEqual(hand_in(three, third), sha256)
            self.erase(owner, two.user, "again")
            self.until(lambda: LATER not in agent.get(agent.url("cases", later)).bytes.decode())
            self.assertEqual(three.get(three.url("cases", third, "exhibits", "e-1", "file")).status, 200)
        with self.restarted() as desk:
            owner = desk.client().log_in("owner")
            self.until(lambda: self.states(owner) == ["done"] * 3)
        run("audit", "verify", "--data", self.data)
        for path in pathlib.Path(self.data, "files").rglob(sha256):
            path.unlink()
        self.assertIn(sha256.encode(), run("audit", "verify", "--data", self.data, status=1).stderr)

    def test_a_damaged_case_of_somebody_else_stops_nothing(self):
        with Desk(data=self.data) as desk:
            agent = desk.people(agent="agent")["agent"]
            damaged = agent.open("claims", **dict(claim(words="another case"), person="p-other"))
            agent.open("claims", **dict(claim(words=WORDS), person="p-1"))
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "pingli.db"))) as database:
            database.execute("UPDATE events SET body = x'00ff' WHERE case_id = ? AND version = 1", (damaged,))
            database.commit()
        with self.restarted() as desk:
            owner = desk.client().log_in("owner")
            self.erase(owner, "p-1")
            self.until(lambda: self.states(owner) == ["done"])
            self.assertEqual(self.keys("p-1"), (1, 1))


if __name__ == "__main__":
    unittest.main(verbosity=1)
