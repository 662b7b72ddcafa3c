"""A data folder sealed anew: other keys and other bytes, the same cases, reviews, files and rights. ASVS V11.2.2"""
import contextlib
import os
import pathlib
import shutil
import sqlite3
import tempfile
import time
import unittest

import imports
from desk import Desk
from postgres import Cluster, binaries
from program import chains, run
from stage import PNG, claim
from test_bad_reviews import trousers

WORDS = "饕餮貔貅quokkasecret"
GONE = "穷奇梼杌wombatsecret"


def rows(data, sql):
    with contextlib.closing(sqlite3.connect(os.path.join(data, "pingli.db"))) as database:
        return database.execute(sql).fetchall()


class Reseal(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="pingli-reseal-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.old, self.new = (os.path.join(self.folder, name) for name in ("old", "new"))
        os.mkdir(self.old)

    def told(self, desk):
        """Two customers' claims, one with a file, the other's words erased; and a review with what was done of it."""
        people = desk.people(agent="agent", buyer="claimant", other="claimant")
        buyer, other, owner = people["buyer"], people["other"], people["owner"]
        self.case = buyer.open("claims", **claim(words=WORDS))
        sent = buyer.request("POST", buyer.url("files"), raw=PNG + b"picture", fields={"Content-Type": "image/png"})
        self.file = sent.json["sha256"]
        buyer.command(self.case, "submit_evidence", exhibit_id="e-1", kind="call_screenshots", origin="手机截图",
                      purpose="来电", file={"sha256": self.file, "bytes": 1, "mime": "image/png"})
        self.erased = other.open("claims", **claim(words=GONE))
        with trousers() as shop:
            self.assertEqual(imports.bring(owner, shop.finish())["state"], "done")
        self.review = imports.reviews(owner)["reviews"][0]
        noted = owner.post(self.review_url(owner, "leave"), {"reason": "看过了"})
        self.assertEqual(noted.status, 200, noted)
        self.assertEqual(owner.post(owner.url("erasures"), {"person": other.user, "reason": "asked"}).status, 202)
        while owner.get(owner.url("erasures")).json["erasures"][0]["state"] == "running":
            time.sleep(0.05)
        return people

    def review_url(self, person, *parts):
        return person.url("reviews", self.review["kind"], self.review["id"], *parts)

    def seen(self, person):
        """What the desk shows of everything, byte by byte; rows of the shelf, which are equally urgent, in one order."""
        paths = [person.url("cases", self.case), person.url("cases", self.erased), person.url("cases"),
                 self.review_url(person), person.url("cases", self.case, "exhibits", "e-1", "file")]
        answers = [person.get(path) for path in paths]
        self.assertEqual([answer.status for answer in answers], [200] * len(paths), answers)
        shelf = sorted(imports.reviews(person)["reviews"], key=lambda row: row["kind"])
        return [answer.bytes for answer in answers] + shelf

    def test_everything_is_there_under_other_keys(self):
        with Desk(data=self.old) as desk:
            people = self.told(desk)
            before = self.seen(people["agent"])
        heads = chains(run("audit", "verify", "--data", self.old))[0].split()
        told = run("reseal", "--data", self.old, self.new)
        self.assertEqual(chains(run("audit", "verify", "--data", self.old))[0].split(), heads)
        after = chains(run("audit", "verify", "--data", self.new))[0].split()
        self.assertEqual(told.stdout.decode().split(), after)
        self.assertEqual(after[:2], heads[:2])
        self.assertNotEqual(after[2], heads[2])
        self.assertIn(heads[2].encode(), run("audit", "security", "--data", self.new).stdout)

        keys = "SELECT person, key FROM person_keys ORDER BY person"
        old, new = rows(self.old, keys), rows(self.new, keys)
        self.assertEqual([person for person, _ in old], [person for person, _ in new])
        self.assertEqual([key is None for _, key in old], [key is None for _, key in new])
        self.assertTrue(any(key is None for _, key in old))
        everything = b"".join(path.read_bytes() for path in pathlib.Path(self.new).rglob("*") if path.is_file())
        for _, key in old:
            self.assertFalse(key and key in everything, "an old key is there")
        self.assertNotIn(GONE.encode(), everything)

        desk = Desk(data=self.new)
        desk.link = "none"  # it has its people
        with desk:
            agent = desk.client().log_in("agent")
            self.assertEqual(self.seen(agent), before)
            agent.command(self.case, "post_message", text="收到")
            found = agent.get(agent.url("search") + "?q=quokka").json["cases"]
            self.assertEqual([one["case_id"] for one in found], [self.case])
        run("audit", "verify", "--data", self.new)

    def test_is_whole_or_not_there(self):
        with Desk(data=self.old) as desk:
            self.told(desk)
            self.assertIn(b"another", run("reseal", "--data", self.old, self.new, status=1).stderr)
            self.assertFalse(os.path.exists(self.new))
        self.assertIn(b"exists", run("reseal", "--data", self.old, self.old, status=1).stderr)
        with contextlib.closing(sqlite3.connect(os.path.join(self.old, "pingli.db"))) as database:
            database.execute("UPDATE person_keys SET key = zeroblob(32) WHERE key IS NOT NULL")
            database.commit()
        self.assertIn(b"does not open", run("reseal", "--data", self.old, self.new, status=1).stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), ["old"])
        if not binaries():
            return
        with Cluster() as cluster:  # which cannot be taken away with the folder
            run("reseal", "--data", self.old, "--to-database", cluster.url, self.new, status=1)
            told = run("serve", "--listen", "127.0.0.1:0", "--data", self.new, "--database", cluster.url, status=1)
            self.assertIn(b"not written to its end", told.stderr, "no owner is founded on half a store")


if __name__ == "__main__":
    unittest.main()
