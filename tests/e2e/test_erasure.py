"""Erasing a person, and whose files may be handed in: what is gone is in no byte of the data folder, its log or a
backup. security findings 11, 35, 38"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import tempfile
import time
import unittest
from urllib.parse import quote

import imports
from desk import Desk
from program import run
from stage import PNG, claim
from test_bad_reviews import trousers

WORDS = "饕餮貔貅quokkasecret"
SPOKEN = "穷奇梼杌wombatsecret"
# What the index makes of them, too: pairs of characters, fours of letters.
TRACES = [WORDS, SPOKEN, "饕餮", "餮貔", "貔貅", "穷奇", "梼杌", "quokka", "quok", "wombat", "womb"]
KEPT = "青花瓷瓶"  # another's words in the same shop


def traces_in(folder):
    """Every file of the folder that holds one of them."""
    found = []
    for path in pathlib.Path(folder).rglob("*"):
        if path.is_file():
            bytes_of = path.read_bytes()
            found += [(path.name, trace) for trace in TRACES if trace.encode() in bytes_of]
            if b"a secret picture" in bytes_of:
                found.append((path.name, "the picture"))
    return found


class Erasure(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="pingli-erasure-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = os.path.join(self.folder, "data")
        os.mkdir(self.data)

    def upload(self, person, raw):
        sent = person.request("POST", person.url("files"), raw=raw, fields={"Content-Type": "image/png"})
        self.assertEqual(sent.status, 201, sent)
        return {"sha256": sent.json["sha256"], "bytes": 1, "mime": "image/png"}

    def found(self, person, words):
        return len(person.get(person.url("search") + "?q=" + quote(words)).json["cases"])

    def told(self, desk):
        people = desk.people(agent="agent", buyer="claimant", other="claimant")
        self.shop = people["agent"].shop
        buyer, other = people["buyer"], people["other"]
        self.case = buyer.open("claims", **claim(words=WORDS))
        buyer.command(self.case, "post_message", text=SPOKEN)
        picture = self.upload(buyer, PNG + b"a secret picture")
        buyer.command(self.case, "submit_evidence", exhibit_id="e-1", kind="call_screenshots", origin="手机截图",
                      purpose="来电", file=picture)
        self.others = other.open("claims", **dict(claim(words=KEPT), person="p-other"))
        shared = self.upload(other, PNG + b"of another")
        other.command(self.others, "submit_evidence", exhibit_id="e-2", kind="call_screenshots", origin="手机截图",
                      purpose="来电", file=shared)
        return people

    def test_no_byte_is_left(self):
        # security finding 11: search texts, grams, files and their names go with the key.
        with Desk(data=self.data) as desk:
            people = self.told(desk)
            agent = people["agent"]
            for _ in range(50):
                if self.found(agent, WORDS) and self.found(agent, KEPT):
                    break
            self.assertTrue(traces_in(self.data), "what is to be erased was never there")
        erase = ["erase", "person", "--data", self.data, "--shop", self.shop, "--person", people["buyer"].user, "--reason"]
        self.assertIn(b"one line", run(*erase, "two\nlines", status=1).stderr)
        run(*erase, "asked to be forgotten")
        self.assertEqual(traces_in(self.data), [])
        run("audit", "verify", "--data", self.data)
        backup = os.path.join(self.folder, "backup")
        run("backup", "--data", self.data, backup)
        self.assertEqual(traces_in(backup), [])
        desk = Desk(data=self.data)
        desk.link = "none"  # it has its people
        with desk:
            self.assertEqual(desk.client().get("/health").status, 200)
        run(*erase, "again")  # what is erased stays so, and doing it again does no harm
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "pingli.db"))) as database:
            words, = database.execute("SELECT group_concat(text) FROM search_docs").fetchone()
            self.assertIn(KEPT, words)
            self.assertIn("123456789012345678", words)

    def erased(self, owner):
        """When nothing goes on any more."""
        for _ in range(400):
            told = owner.get(owner.url("erasures")).json["erasures"]
            if all(one["state"] != "running" for one in told):
                return told
            time.sleep(0.05)
        self.fail(told)

    def test_an_owner_erases_while_the_server_runs(self):
        # security finding 11: by the owner who is logged in, in no byte afterwards, and again without harm.
        with Desk(data=self.data) as desk:
            people = self.told(desk)
            owner, agent, buyer = people["owner"], people["agent"], people["buyer"]
            wish = {"person": buyer.user, "reason": "asked to be forgotten"}
            self.assertEqual(agent.post(agent.url("erasures"), wish).status, 403)
            self.assertEqual(buyer.post(buyer.url("erasures"), wish).status, 403)
            self.assertEqual(agent.get(agent.url("erasures")).status, 403)
            for wrong, field in ((dict(wish, person="p-nobody"), "person"), (dict(wish, reason="two\nlines"), "reason")):
                told = owner.post(owner.url("erasures"), wrong)
                self.assertEqual((told.status, told.json["field"]), (422, field), told)
            for files in (1, 0):
                begun = owner.post(owner.url("erasures"), wish)
                self.assertEqual(begun.status, 202, begun)
                done = self.erased(owner)[0]
                self.assertEqual((done["person"], done["state"], done["by"], done["reason"], done["files"]),
                                 (buyer.user, "done", owner.user, wish["reason"], files))
                self.assertEqual(traces_in(self.data), [])
            answer = agent.get(agent.url("cases", self.case))
            self.assertEqual(answer.status, 200)
            self.assertFalse([trace for trace in TRACES if trace.encode() in answer.bytes])
            self.assertEqual(self.found(agent, WORDS), 0)
            # Whoever goes on writes in a case of the erased: what was said is not searched again.
            agent.command(self.case, "post_message", text="收到")
            noted = [one for one in owner.get(owner.url("security") + "?limit=200").json["entries"]
                     if one["what"] == "person_erased"]
            self.assertEqual([one["account"] for one in noted], [owner.user] * 2)
            self.assertNotIn(buyer.user, json.dumps([one["about"] for one in noted]))
            self.assertEqual(traces_in(self.data), [])
        run("audit", "verify", "--data", self.data)
        backup = os.path.join(self.folder, "backup")
        run("backup", "--data", self.data, backup)
        self.assertEqual(traces_in(backup), [])

    def test_a_customer_is_the_person_of_their_claims(self):
        # security finding 11: whatever a customer says, their words are sealed under a key of their own.
        with Desk(data=self.data) as desk:
            people = desk.people(agent="agent", buyer="claimant", other="claimant")
            agent, owner = people["agent"], people["owner"]
            cases = {}
            for name, words in (("buyer", WORDS), ("other", KEPT)):
                cases[name] = people[name].open("claims", **dict(claim(words=words), person="p-same"))
                self.assertEqual(agent.case(cases[name])["case"]["person"], people[name].user)
            owner.post(owner.url("erasures"), {"person": people["buyer"].user, "reason": "asked"})
            self.erased(owner)
            self.assertNotIn(WORDS.encode(), agent.get(agent.url("cases", cases["buyer"])).bytes)
            self.assertIn(KEPT.encode(), agent.get(agent.url("cases", cases["other"])).bytes)

    def restarted(self):
        desk = Desk(data=self.data)
        desk.link = "none"  # it has its people
        return desk

    def test_what_is_said_afterwards_is_kept(self):
        """After an erasure people go on: their words outlive a restart, are found, and can be erased as well."""
        later, last = "蜚蠊麒麟numbat", "狻猊螭吻dugong"
        with Desk(data=self.data) as desk:
            people = self.told(desk)
            owner, agent, buyer = people["owner"], people["agent"], people["buyer"]
            owner.post(owner.url("erasures"), {"person": buyer.user, "reason": "asked"})
            self.erased(owner)
            fresh = buyer.open("claims", **claim(words=later))
            agent.command(self.case, "post_message", text=later)
        with self.restarted() as desk:
            owner, agent = desk.client().log_in("owner"), desk.client().log_in("agent")
            for case in (fresh, self.case):
                self.assertIn(later, agent.get(agent.url("cases", case)).bytes.decode())
                self.assertNotIn(WORDS, agent.get(agent.url("cases", case)).bytes.decode())
            self.assertEqual(self.found(agent, later), 2)
            self.assertEqual(self.found(agent, WORDS), 0)
            owner.post(owner.url("erasures"), {"person": buyer.user, "reason": "asked again"})
            self.erased(owner)
            agent.command(self.case, "post_message", text=last)
            for case in (fresh, self.case):
                self.assertNotIn(later, agent.get(agent.url("cases", case)).bytes.decode())
            told = owner.get(owner.url("erasures")).json["erasures"]
            self.assertEqual([one["reason"] for one in told], ["asked again", "asked"])
        run("rebuild", "--data", self.data)
        run("audit", "verify", "--data", self.data)
        self.assertFalse([path for path in pathlib.Path(self.data).rglob("*")
                          if path.is_file() and later.encode() in path.read_bytes()])
        with self.restarted() as desk:
            agent = desk.client().log_in("agent")
            self.assertIn(last, agent.get(agent.url("cases", self.case)).bytes.decode())

    def test_what_was_begun_is_finished_after_a_kill(self):
        with Desk(data=self.data) as desk:
            people = self.told(desk)
            owner, buyer = people["owner"], people["buyer"]
            self.upload(buyer, PNG + b"a secret picture, handed in nowhere")
            self.assertEqual(owner.post(owner.url("erasures"), {"person": buyer.user, "reason": "asked"}).status, 202)
            database = sqlite3.connect(os.path.join(self.data, "pingli.db"))
            while not database.execute("SELECT 1 FROM records WHERE kind = 'erasure'").fetchone():
                time.sleep(0.001)
            desk.stop(signal.SIGKILL)
            database.close()
        with self.restarted() as desk:
            owner = desk.client().log_in("owner")
            self.assertEqual([one["state"] for one in self.erased(owner)], ["done"])
            self.assertEqual(traces_in(self.data), [])
        run("audit", "verify", "--data", self.data)

    def test_a_second_clearing_waits(self):
        """What costs as much as the whole store is done once for many; what is read goes at once, from backups too."""
        def holds(folder):
            return [path for path in pathlib.Path(folder).rglob("*") if path.is_file() and KEPT.encode() in path.read_bytes()]

        with Desk(data=self.data) as desk:
            people = self.told(desk)
            owner, agent = people["owner"], people["agent"]
            owner.post(owner.url("erasures"), {"person": people["buyer"].user, "reason": "asked"})
            self.erased(owner)
            owner.post(owner.url("erasures"), {"person": people["other"].user, "reason": "asked"})
            while KEPT.encode() in agent.get(agent.url("cases", self.others)).bytes:
                time.sleep(0.01)
            agent.command(self.case, "post_message", text="收到")
            states = [one["state"] for one in owner.get(owner.url("erasures")).json["erasures"]]
            self.assertEqual(states, ["running", "done"])
            # Who asks once more, with nothing new, is not told that all is gone: the first one is not cleared away.
            owner.post(owner.url("erasures"), {"person": people["other"].user, "reason": "again"})
            time.sleep(2)
            states = [one["state"] for one in owner.get(owner.url("erasures")).json["erasures"]]
            self.assertEqual(states, ["running", "running", "done"])
            backup = os.path.join(self.folder, "backup")
            run("backup", "--data", self.data, backup)
            self.assertEqual(holds(backup), [])
        with self.restarted() as desk:
            owner = desk.client().log_in("owner")
            self.assertEqual([one["state"] for one in self.erased(owner)], ["done"] * 3)
            self.assertEqual(holds(self.data), [])

    def test_an_id_that_looks_like_the_name_of_a_key(self):
        """What is searched of such a person stayed."""
        with Desk(data=self.data) as desk:
            people = desk.people(agent="agent")
            owner, agent = people["owner"], people["agent"]
            for person in ("after-erasure:1:p", "id:after-erasure:7", "id:p"):
                case = agent.open("claims", **dict(claim(words=WORDS), person=person))
                owner.post(owner.url("erasures"), {"person": person, "reason": "asked"})
                for _ in range(400):
                    if WORDS not in agent.get(agent.url("cases", case)).bytes.decode():
                        break
                    time.sleep(0.05)
                self.assertEqual(self.found(agent, WORDS), 0, person)

    def test_a_buyer_is_one_person(self):
        """By the buyer's name: every finding of theirs, and no mistyped name is taken for somebody."""
        with Desk(data=self.data) as desk:
            owner = desk.people()["owner"]
            self.shop = owner.shop
            with trousers() as shop:
                imports.bring(owner, shop.finish())
            rows = imports.reviews(owner)["reviews"]
            self.assertGreater(len(rows), 1)
            wrong = owner.post(owner.url("erasures"), {"person": "买家丁", "reason": "asked"})
            self.assertEqual((wrong.status, wrong.json["field"]), (422, "person"))
            done = owner.post(owner.url("erasures"), {"person": rows[0]["buyer"], "reason": "asked"})
            self.assertEqual(done.status, 202, done)
            self.assertNotIn(rows[0]["buyer"], json.dumps(self.erased(owner), ensure_ascii=False))
            for row in imports.reviews(owner)["reviews"]:
                self.assertTrue(row["is_erased"], row)
        for wrong in (("--shop", "nope", "--person", "x"), ("--shop", self.shop, "--person", "x")):
            told = run("erase", "person", "--data", self.data, *wrong, "--reason", "y", status=1)
            self.assertIn(b"erase: ", told.stderr)

    def test_files_of_others_are_as_if_they_did_not_exist(self):
        # security finding 35: whoever knows a hash of the shop's files gets nothing by it.
        with Desk(data=self.data) as desk:
            people = self.told(desk)
            other = people["other"]
            taken = people["agent"].case(self.case)["case"]["exhibits"][-1]["file"]
            evidence = {"exhibit_id": "e-3", "kind": "call_screenshots", "origin": "手机截图", "purpose": "来电"}
            file = {"bytes": 1, "mime": "image/png"}
            refusals = [other.command(self.others, "submit_evidence", status=422, **evidence,
                                      file=dict(file, sha256=sha)).json for sha in (taken["sha256"], "0" * 64)]
            self.assertEqual(*refusals)
            people["agent"].command(self.others, "submit_evidence", **evidence,
                                    file=dict(file, sha256=taken["sha256"]))
            mine = self.upload(other, PNG + b"a secret picture")  # who has the bytes may hand them in
            other.command(self.others, "submit_evidence", **dict(evidence, exhibit_id="e-4"), file=mine)

    def test_names_are_one_line_and_nothing_raw_is_printed(self):
        # security finding 38: control characters are refused, and shown when they are there already.
        with Desk(data=self.data) as desk:
            owner = desk.people()["owner"]
            for name in ("a\nb", "bell\x07", "\x1b[31mred", "\u202egnp", "  "):
                made = owner.post(owner.url("people"), {"login": "li", "name": name, "roles": ["agent"]})
                self.assertEqual((made.status, made.json["field"]), (422, "name"), made)
                made = owner.post("/api/v1/tokens", {"name": name, "scope": "read"})
                self.assertEqual((made.status, made.json["field"]), (422, "name"), made)
            owner.post(owner.url("people"), {"login": "wang", "name": "MARKED", "roles": ["agent"]})
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "pingli.db"))) as database:
            database.execute("UPDATE records SET bytes = CAST(replace(CAST(bytes AS TEXT), 'MARKED', ?) AS BLOB)"
                             " WHERE kind = 'account'", ("\x1b[2J\x07",))
            database.commit()
        listed = run("user", "list", "--data", self.data).stdout
        self.assertIn(b"\\x1b[2J\\x07", listed)
        self.assertFalse(set(listed) & (set(range(0x20)) - {0x09, 0x0A}))


if __name__ == "__main__":
    unittest.main()
