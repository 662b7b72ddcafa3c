"""A data folder under an outer key: no secret of it stands in any byte of the folder or of a backup, and nothing opens it
without that key. ASVS V13.3.1"""
import base64
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import tempfile
import time
import unittest
from unittest import mock

from desk import PASSWORD, Desk
from postgres import Cluster, binaries
from program import PROGRAM, chains, run
from stage import claim
from test_log_in import code_of

WORDS = "饕餮貔貅quokkasecret"
KEPT = "青花瓷瓶wombat"
TIME = "2026-05-12T10:00"


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in pathlib.Path(folder).rglob("*") if path.is_file())


def said(done):
    return done.stderr.decode()


def whole_piece(raw):
    """Of bytes as a record has them, where some are escaped."""
    return max(re.split(rb"[\t\n\\]", raw), key=len)


class OuterKey(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="pingli-outer-key-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data, self.key, self.other = (self.path(name) for name in ("data", "key", "other"))
        os.mkdir(self.data)
        self.fingerprint, self.other_fingerprint = (run("outer-key", "make", path).stdout.decode().strip()
                                                    for path in (self.key, self.other))
        self.under = ("--outer-key-file", self.key)

    def path(self, name):
        return os.path.join(self.folder, name)

    def desk(self, *options, begun=True):
        desk = Desk(data=self.data, options=["--second-factor", "nobody", *options], time=TIME)
        desk.link = "none" if begun else None  # it has its people
        return desk

    def fill(self, *options):
        """Two customers' words, a second factor and a web-hook; what of them nobody may find in the folder."""
        with self.desk(*options, begun=False) as desk:
            people = desk.people(agent="agent", buyer="claimant", other="claimant")
            owner, agent, self.buyer = people["owner"], people["agent"], people["buyer"]
            self.shop = owner.shop
            self.case = self.buyer.open("claims", **claim(words=WORDS))
            people["other"].open("claims", **dict(claim(words=KEPT), person="p-other"))
            totp = agent.post("/api/v1/second-factor").json["secret"]
            confirmed = agent.post("/api/v1/second-factor/confirmation", {"code": code_of(totp, int(time.time()))})
            self.assertEqual(confirmed.status, 200, confirmed)
            self.totp = totp
            hook = owner.post(owner.url("web-hooks"), {"url": "https://example.com/hook"})
            self.assertEqual(hook.status, 201, hook)
        self.secrets = [whole_piece(base64.b32decode(totp)), totp.encode(), hook.json["secret"].encode(), b"$argon2id$"]
        lines = [json.loads(line) for line in run("export", "--data", self.data, *options, "--no-entry").stdout.splitlines()]
        keys = [base64.b64decode(line["key"]) for line in lines if "person" in line and line.get("key")]
        self.assertGreaterEqual(len(keys), 2)
        self.assertEqual({len(key) for key in keys}, {32})
        self.secrets += keys

    def found(self, folder):
        everything = bytes_of(folder)
        return [secret for secret in self.secrets if secret in everything]

    def expect_desk(self, *options):
        """The words are read, and who has a second factor comes in with it."""
        with self.desk(*options) as desk:
            buyer = desk.client().log_in("buyer")
            self.assertIn(WORDS, buyer.get(buyer.url("cases", self.case)).bytes.decode())
            self.assertEqual(desk.client().log_in("agent").json["type"].split(":")[-1], "second-factor-needed")
            body = {"login": "agent", "password": PASSWORD, "code": code_of(self.totp, int(time.time()) + 30)}
            self.totp_answer = desk.client().post("/api/v1/session", body)
        run("audit", "verify", "--data", self.data, *options)

    def test_no_secret_is_in_any_byte_of_the_folder_or_a_backup(self):
        self.fill(*self.under)
        self.assertEqual(self.found(self.data), [])
        backup = self.path("backup")
        run("backup", "--data", self.data, *self.under, backup)
        self.assertEqual(self.found(backup), [])
        self.assertIn(f"\nouter-key {self.fingerprint}\n", pathlib.Path(backup, "MANIFEST").read_text())
        self.expect_desk(*self.under)
        self.assertEqual(self.totp_answer.status, 200, self.totp_answer)
        self.assertEqual(self.found(self.data), [])

    def test_a_folder_is_brought_under_a_key_under_another_and_under_none(self):
        self.fill()
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "pingli.db"))) as database:
            stored = [key for key, in database.execute("SELECT key FROM person_keys")]
        self.assertTrue(set(stored) <= set(self.secrets))
        self.assertEqual(self.found(self.data), self.secrets[:1] + self.secrets[2:], "what is to be hidden was never there")
        heads = chains(run("audit", "verify", "--data", self.data))
        with self.desk():
            self.assertIn("another", said(run("outer-key", "put", self.key, "--data", self.data, status=1)))
        told = said(run("outer-key", "put", self.key, "--data", self.data))
        self.assertIn(self.fingerprint, told)
        self.assertIn("Backups made before", told)
        self.assertEqual(self.found(self.data), [])
        self.assertEqual(chains(run("audit", "verify", "--data", self.data, *self.under)), heads)
        self.expect_desk(*self.under)
        self.assertEqual(self.totp_answer.status, 200, self.totp_answer)

        # Under another, and once more, as after it was cut off before old bytes were cleared away.
        run("outer-key", "put", self.other, "--data", self.data, *self.under)
        run("outer-key", "put", self.other, "--data", self.data, *self.under)
        self.assertIn(self.other_fingerprint, said(run("audit", "verify", "--data", self.data, *self.under, status=1)))
        with mock.patch.dict(os.environ, {"PINGLI_OUTER_KEY_FILE": self.other}):
            self.assertEqual(chains(run("audit", "verify", "--data", self.data)), heads)
            newest = json.loads(run("audit", "security", "--data", self.data).stdout.splitlines()[0])
            self.assertEqual((newest["what"], newest["about"]), ("outer_key_changed", self.other_fingerprint))
            run("outer-key", "leave", "--data", self.data)
        self.assertEqual(self.found(self.data), self.secrets[:1] + self.secrets[2:])
        self.assertEqual(chains(run("audit", "verify", "--data", self.data)), heads)

    def test_a_kill_leaves_the_folder_under_the_one_or_the_other(self):
        self.fill()
        for wait in (0, 0.01, 0.03, 0.06, 0.1):
            data = self.path(f"killed-{wait}")
            shutil.copytree(self.data, data)
            with subprocess.Popen([PROGRAM, "outer-key", "put", self.key, "--data", data], stderr=subprocess.DEVNULL) as verb:
                time.sleep(wait)
                verb.send_signal(signal.SIGKILL)
            before = run("audit", "verify", "--data", data, status=None)
            after = run("audit", "verify", "--data", data, *self.under, status=None)
            self.assertEqual(sorted([before.returncode, after.returncode]), [0, 1], (said(before), said(after)))
            run("outer-key", "put", self.key, "--data", data)
            run("audit", "verify", "--data", data, *self.under)
            self.assertEqual(self.found(data), [])

    def test_without_the_key_or_with_another_nothing_begins(self):
        self.fill(*self.under)
        backup, empty = self.path("backup"), self.path("empty.ndjson")
        run("backup", "--data", self.data, *self.under, backup)
        pathlib.Path(empty).write_text("")
        before = bytes_of(self.data)
        verbs = [("serve", "--listen", "127.0.0.1:0"), ("audit", "verify"), ("audit", "security"), ("backup", self.path("b")),
                 ("export", self.path("e")), ("rebuild",), ("reseal", self.path("r")), ("user", "list"),
                 ("erase", "person", "--shop", self.shop, "--person", self.buyer.user, "--reason", "asked"),
                 ("token", "list", "buyer"), ("outer-key", "leave"), ("outer-key", "put", self.other)]
        for given, told in (((), "name its file"), (("--outer-key-file", self.other), f"the file holds {self.other_fingerprint}")):
            for verb in verbs:
                if given and verb[-1] == self.other:
                    continue
                with self.subTest(verb=verb, given=given):
                    refused = said(run(*verb, "--data", self.data, *given, status=1))
                    self.assertIn(f"under the outer key {self.fingerprint}", refused)
                    self.assertIn(f"外层密钥 {self.fingerprint}", refused)
                    self.assertIn(told, refused)
            for how in ((), ("--salvage",)):
                refused = said(run("restore", backup, "--data", self.path("back"), *how, *given, status=1))
                self.assertIn(f"under the outer key {self.fingerprint}", refused)
        self.assertEqual(bytes_of(self.data), before)
        self.assertEqual(sorted(os.listdir(self.folder)), ["backup", "data", "empty.ndjson", "key", "other"])

    def test_a_key_where_there_is_none_is_refused(self):
        self.fill()
        before = bytes_of(self.data)
        refused = said(run("audit", "verify", "--data", self.data, *self.under, status=1))
        self.assertIn("outer-key put", refused)
        self.assertIn("启用", refused)
        self.assertIn("under no outer key", said(run("rebuild", "--data", self.data, *self.under, status=1)))
        self.assertEqual(bytes_of(self.data), before)

    def test_a_backup_comes_back_under_its_key(self):
        self.fill(*self.under)
        backup = self.path("backup")
        run("backup", "--data", self.data, *self.under, backup)
        heads = chains(run("audit", "verify", "--data", self.data, *self.under))
        shutil.rmtree(self.data)
        run("restore", backup, "--data", self.data, *self.under)
        self.assertEqual(self.found(self.data), [])
        self.assertEqual(chains(run("audit", "verify", "--data", self.data, *self.under)), heads)
        self.expect_desk(*self.under)

        # What is good of a damaged one too, also where it does not say any more which key it is under.
        with contextlib.closing(sqlite3.connect(os.path.join(backup, "pingli.db"))) as database:
            database.execute("DELETE FROM outer_key")
            database.execute("UPDATE person_keys SET key = (SELECT key FROM person_keys ORDER BY person DESC LIMIT 1)"
                             " WHERE person = (SELECT min(person) FROM person_keys)")
            database.commit()
        run("restore", backup, "--data", self.path("whole"), *self.under, status=1)
        good = self.path("good")
        told = said(run("restore", backup, "--data", good, "--salvage", *self.under, status=1))
        self.assertIn("the key of person", told)
        self.assertEqual(told.count("(it was changed)"), 1, told)
        self.assertEqual(self.found(good), [])
        self.assertEqual(run("audit", "security", "--data", good, *self.under, status=0).returncode, 0)

    def test_a_moved_key_is_named_and_opens_nothing(self):
        self.fill(*self.under)
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "pingli.db"))) as database:
            persons = [person for person, in database.execute("SELECT person FROM person_keys ORDER BY person")]
            database.execute("UPDATE person_keys SET key = (SELECT key FROM person_keys WHERE person = ?) WHERE person = ?",
                             (persons[1], persons[0]))
            database.commit()
        told = said(run("audit", "verify", "--data", self.data, *self.under, status=1))
        self.assertIn(f"the key of person {persons[0]} of shop {self.shop} was changed", told)
        self.assertNotIn(persons[1] + " of shop", told)

    def test_other_keys_of_persons_and_an_export(self):
        self.fill(*self.under)
        new, third = self.path("new"), self.path("third")
        run("reseal", "--data", self.data, *self.under, new)
        run("audit", "verify", "--data", new, *self.under)
        self.assertEqual(self.found(new), [])
        run("reseal", "--data", self.data, *self.under, "--to-outer-key-file", self.other, third)
        run("audit", "verify", "--data", third, "--outer-key-file", self.other)
        lines = self.path("all.ndjson")
        run("export", "--data", self.data, *self.under, lines)
        self.assertTrue(any(base64.b64encode(key) in pathlib.Path(lines).read_bytes() for key in self.secrets if len(key) == 32))
        imported = self.path("imported")
        run("import", lines, "--data", imported, "--outer-key-file", self.other)
        self.assertEqual(self.found(imported), [])
        run("rebuild", "--data", imported, "--outer-key-file", self.other)
        run("audit", "verify", "--data", imported, "--outer-key-file", self.other)

    def test_erasing_still_erases(self):
        self.fill(*self.under)
        run("erase", "person", "--data", self.data, "--shop", self.shop, "--person", self.buyer.user, "--reason", "asked", *self.under)
        everything = bytes_of(self.data)
        self.assertNotIn(WORDS.encode(), everything)
        self.assertNotIn(b"quokka", everything)
        run("audit", "verify", "--data", self.data, *self.under)
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "pingli.db"))) as database:
            self.assertIn((None,), database.execute("SELECT key FROM person_keys").fetchall())

    def test_the_file_of_the_key_is_its_owners_alone(self):
        self.assertEqual(stat.S_IMODE(os.stat(self.key).st_mode), 0o600)
        self.assertRegex(pathlib.Path(self.key).read_text(), r"\A[0-9a-f]{64}\n\Z")
        self.assertEqual(run("outer-key", "show", self.key).stdout.decode().strip(), self.fingerprint)
        kept = pathlib.Path(self.key).read_bytes()
        self.assertIn("never written over", said(run("outer-key", "make", self.key, status=1)))
        self.assertEqual(pathlib.Path(self.key).read_bytes(), kept)
        for mode in (0o644, 0o640, 0o602):
            os.chmod(self.key, mode)
            refused = said(run("outer-key", "show", self.key, status=1))
            self.assertIn("mode 0600", refused)
            self.assertIn("权限", refused)
        os.chmod(self.key, 0o400)
        run("outer-key", "show", self.key)
        os.chmod(self.key, 0o600)
        for text in ("", "f" * 63, "g" * 64, "f" * 65):
            pathlib.Path(self.key).write_text(text)
            self.assertIn("64 hexadecimal digits", said(run("outer-key", "show", self.key, status=1)))
        self.assertIn("No such file", said(run("outer-key", "show", self.path("none"), status=1)))

    def test_on_postgres(self):
        if not binaries():
            raise unittest.SkipTest("no PostgreSQL here")
        with Cluster() as cluster:
            where = ("--database", cluster.url)
            with Desk(cluster.url, time=TIME) as desk:
                buyer = desk.people(buyer="claimant")["buyer"]
                case = buyer.open("claims", **claim(words=WORDS))
                desk.stop()
                run("outer-key", "put", self.key, *where)
                self.assertIn(self.fingerprint, said(run("audit", "verify", *where, status=1)))
                self.assertIn(self.fingerprint, said(run("user", "list", *where, status=1)))
                run("audit", "verify", *where, "--data", desk.data, *self.under)
                desk.options += self.under
                desk.start()
                buyer = desk.client().log_in("buyer")
                self.assertIn(WORDS, buyer.get(buyer.url("cases", case)).bytes.decode())


if __name__ == "__main__":
    unittest.main()
