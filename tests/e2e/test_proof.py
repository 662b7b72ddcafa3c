"""What is proven is what is there: exhibits, keys, records, read models and pages in an audit, in a backup, and back."""
import contextlib
import glob
import os
import pathlib
import shutil
import sqlite3
import stat
import subprocess
import tempfile
import unittest

from damage import Damage
from desk import Desk
from program import PROGRAM, run
from stage import PNG, claim

ROUNDS = int(os.environ.get("PINGLI_DAMAGE_ROUNDS", "12"))
SEED = int(os.environ.get("PINGLI_DAMAGE_SEED", "1"))


def said(done):
    return done.stderr.decode()


def files_of(folder, under="files"):
    return sorted(path for path in glob.glob(os.path.join(folder, under, "**"), recursive=True) if os.path.isfile(path))


def write(path, data):
    with open(path, "r+b") as file:
        file.write(data)


@contextlib.contextmanager
def editing(folder):
    with contextlib.closing(sqlite3.connect(os.path.join(folder, "pingli.db"))) as database:
        yield database
        database.commit()


class Proof(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="pingli-proof-")
        cls.data = os.path.join(cls.folder, "data")
        os.mkdir(cls.data)
        with Desk(data=cls.data) as desk:
            cls.people = desk.people(agent="agent", buyer="claimant", other="claimant")
            buyer = cls.people["buyer"]
            cls.cases = [buyer.open("claims", **claim(title=f"颜色不对{i}", words=f"我的电话是1340000111{i}"))
                         for i in range(4)]
            cls.shas = []
            for i, case in enumerate(cls.cases[:3]):
                sent = buyer.request("POST", buyer.url("files"), raw=PNG + bytes([i]) * (i + 1),
                                     fields={"Content-Type": "image/png"})
                cls.shas.append(sent.json["sha256"])
                buyer.command(case, "submit_evidence", kind="call_screenshot", origin="手机截图", purpose="来电",
                              file={"sha256": sent.json["sha256"], "bytes": 1, "mime": "image/png"})
            cls.people["other"].open("claims", **dict(claim(words="我姓王"), person="p-other"))
            cls.shop = buyer.shop
        cls.good = os.path.join(cls.folder, "good")
        run("backup", "--data", cls.data, cls.good)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def path(self, name):
        path = os.path.join(self.folder, f"{self._testMethodName}-{name}")
        shutil.rmtree(path, ignore_errors=True)
        return path

    def copy(self, name="data", of=None):
        return shutil.copytree(of or self.data, self.path(name))

    def exhibit(self, folder, i=0):
        return next(path for path in files_of(folder) if path.endswith(self.shas[i]))

    # --- the schema ---

    def test_a_trigger_of_somebody_else_is_named_refused_and_left_behind(self):
        """what acts on each row that is written lay in the schema, where nobody looked"""
        put = ("CREATE TRIGGER evil AFTER INSERT ON records WHEN new.kind = 'session' BEGIN "
               "INSERT OR REPLACE INTO records VALUES ('evil', new.key, new.bytes, NULL); END")
        data, backup, back = self.copy(), self.path("backup"), self.path("back")
        run("backup", "--data", data, backup)
        for folder in (data, backup):
            with editing(folder) as database:
                database.execute(put)
        evil = "trigger evil on records was not made by the program"
        self.assertIn(evil, run("audit", "verify", "--data", data, status=1).stderr.decode())
        self.assertIn(evil, run("rebuild", "--data", data, status=None).stderr.decode())
        self.assertIn(evil, run("serve", "--data", data, "--listen", "127.0.0.1:0", status=None).stderr.decode())
        self.assertIn(evil, run("backup", "--data", data, self.path("none"), status=1).stderr.decode())
        run("restore", backup, "--data", back, status=1)
        self.assertFalse(os.path.exists(back))
        for version in (None, 6):  # also as a database of an older program, whose schema is brought up to date
            with editing(backup) as database:
                if version:
                    database.executescript(f"DROP TABLE journal; DROP TABLE outer_key; PRAGMA user_version = {version}")
            shutil.rmtree(back, ignore_errors=True)
            run("restore", backup, "--data", back, "--salvage", status=1)
            self.assertIn("every chain holds", run("audit", "verify", "--data", back).stderr.decode())
            with editing(back) as database:
                self.assertEqual(database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall(), [])

    # --- exhibits ---

    def test_a_rewritten_exhibit_is_not_given_out(self):
        """security finding 9: an exhibit's bytes are verified on download, by an audit and by the desk's"""
        data = self.copy()
        desk = Desk(data=data)
        desk.link = "none"
        with desk:
            owner = desk.client().log_in("owner")

            def get(i):
                exhibits = owner.case(self.cases[i])["case"]["exhibits"]
                one = next(e for e in exhibits if e["kind"] == "call_screenshot")
                return one, owner.get(owner.url("cases", self.cases[i], "exhibits", one["exhibit_id"], "file"))

            for i in range(3):
                self.assertEqual(get(i)[1].status, 200)
            write(self.exhibit(data, 0), b"x")
            os.remove(self.exhibit(data, 1))
            for i, words in ((0, "was changed since it was kept"), (1, "No such file")):
                one, got = get(i)
                said_by_server = ""
                while one["exhibit_id"] not in said_by_server:
                    said_by_server = desk.process.stdout.readline().decode()
                self.assertIn(words, said_by_server)
                self.assertEqual((got.status, got.json["type"], got.json["exhibit"]),
                                 (500, "urn:pingli:problem:exhibit-damaged", one["exhibit_id"]))
                self.assertTrue(got.json["why"]["zh"])
            self.assertEqual(get(2)[1].bytes, PNG + bytes([2]) * 3)
            owner.post(owner.url("verification"))
            while (walk := owner.get(owner.url("verification")).json["walk"])["state"] == "running":
                pass
            self.assertEqual([one["kind"] for one in walk["faults"]], ["exhibit_damaged"] * 2, walk)
            self.assertEqual(walk["files"], 3)
            self.assertEqual([one["said"]["en"] for one in walk["faults"]], [one["what"] for one in walk["faults"]])
            for one, words in zip(walk["faults"], ("提交之后被改动过", "丢失")):
                self.assertIn(words, one["said"]["zh"])
                self.assertNotIn("exhibit", one["said"]["zh"])
        done = run("audit", "verify", "--data", data, status=1)
        self.assertIn(f"file {self.shas[0]} was changed since it was handed in", said(done))
        self.assertIn(f"file {self.shas[1]} is lost", said(done))

    def test_a_lost_vault_is_noticed(self):
        """security finding 9"""
        data = self.copy()
        shutil.rmtree(os.path.join(data, "files"))
        self.assertEqual(said(run("audit", "verify", "--data", data, status=1)).count("is lost"), 3)

    def test_a_backup_of_a_rotten_exhibit_says_so_and_keeps_the_rest(self):
        """security finding 10: what restore insists on backup checks, and what is good comes back"""
        data = self.copy()
        write(self.exhibit(data, 0), b"x")
        saved, back = self.path("saved"), self.path("back")
        done = run("backup", "--data", data, saved, status=1)
        self.assertIn("THE BACKUP IS INCOMPLETE", said(done))
        self.assertIn(self.shas[0], said(done))
        self.assertEqual(len(files_of(saved)), 2)
        with open(os.path.join(saved, "MANIFEST"), encoding="utf-8") as file:
            self.assertIn(f"{self.shas[0]} was changed", file.read())
        self.assertIn("--salvage", said(run("restore", saved, "--data", back, status=1)))
        self.assertFalse(os.path.exists(back))
        done = run("restore", saved, "--data", back, "--salvage", status=1)
        self.assertIn(self.shas[0], said(done))
        self.assertEqual(len(files_of(back)), 2)
        self.assertEqual(said(run("audit", "verify", "--data", back, status=1)).count("is lost"), 1)

    # --- pages ---

    def test_corrupt_pages_pass_nowhere(self):
        """security finding 15: integrity_check before a database is called good"""
        for name in ("person_keys", "events_case"):
            data = self.copy("data-" + name)
            with editing(data) as database:
                root, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
                size, = database.execute("PRAGMA page_size").fetchone()
            with open(os.path.join(data, "pingli.db"), "r+b") as file:
                file.seek((root - 1) * size)
                file.write(b"\xa5" * size)
            self.assertIn("pages", said(run("audit", "verify", "--data", data, status=1)), name)
            saved = self.path("saved-" + name)
            self.assertIn("INCOMPLETE", said(run("backup", "--data", data, saved, status=1)), name)
            run("restore", saved, "--data", self.path("back"), status=1)

    def test_every_changed_byte_of_a_backup_is_refused(self):
        """security finding 13 and case 113: the manifest has the hash of everything, the database too"""
        size = os.path.getsize(os.path.join(self.good, "pingli.db"))
        for i in range(5):
            saved = self.copy("saved", of=self.good)
            with open(os.path.join(saved, "pingli.db"), "r+b") as file:
                file.seek(size * (2 * i + 1) // 10)
                byte = file.read(1)
                file.seek(-1, os.SEEK_CUR)
                file.write(bytes([byte[0] ^ 1]))
            done = run("restore", saved, "--data", self.path("back"), status=1)
            self.assertIn("pingli.db: was changed since the backup was made", said(done))

    # --- keys, records, read models ---

    def test_what_was_done_to_rows_past_the_program_is_named(self):
        """security findings 13 and 14"""
        harms = {
            "UPDATE person_keys SET key = NULL WHERE person = (SELECT min(person) FROM person_keys)": "key differs",
            "UPDATE person_keys SET key = (SELECT max(key) FROM person_keys)": "key differs",
            "DELETE FROM person_keys": "key differs",
            "UPDATE records SET bytes = x'' WHERE kind = 'account'": "record differs",
            "DELETE FROM records WHERE kind = 'shop'": "record differs",
            "UPDATE cases SET phase = 'decided'": "index differs",
            "UPDATE cases SET next_due_at = 5": "index differs",
            "INSERT INTO ledger VALUES ((SELECT shop FROM heads), 2026, 1, 0, (SELECT min(case_id) FROM cases),"
            " 'general', 12, 1, '{}')": "ledger differs",
        }
        for i, (sql, words) in enumerate(harms.items()):
            data = self.copy(f"data-{i}")
            with editing(data) as database:
                database.execute(sql)
            self.assertIn(words, said(run("audit", "verify", "--data", data, status=1)), sql)

    def test_a_tail_that_was_taken_away_with_its_head_shows_by_itself(self):
        """security finding 14: the queue is ahead of the chain; and the server has written down the head"""
        for with_queue in (False, True):
            data = self.copy(f"data-{with_queue}")
            with editing(data) as database:
                last, case = database.execute("SELECT position, case_id FROM events ORDER BY position DESC").fetchone()
                database.execute("DELETE FROM events WHERE position = ?", (last,))
                database.execute("UPDATE heads SET position = ?, hash = (SELECT hash FROM events WHERE position = ?)",
                                 (last - 1, last - 1))
                if with_queue:
                    database.execute("UPDATE cases SET version = version - 1 WHERE case_id = ?", (case,))
            if not with_queue:
                os.remove(os.path.join(data, "witness"))
            done = run("audit", "verify", "--data", data, status=1)
            self.assertIn("lost tail" if with_queue else "the queue has", said(done))

    # --- what only reads writes nothing ---

    def test_an_audit_writes_nothing(self):
        """security finding 40"""
        def state(folder):
            return {path: (pathlib.Path(path).read_bytes(), os.stat(path).st_mtime_ns) for path in files_of(folder, "")}

        data = self.copy()
        before = state(data)
        run("audit", "verify", "--data", data)
        run("audit", "security", "--data", data)
        run("export", "--data", data, "--no-entry", os.path.join(self.folder, "audited.ndjson"))
        self.assertEqual(state(data), before)
        with editing(data) as database:
            database.execute("PRAGMA user_version = 4")
        before = state(data)
        self.assertIn("schema 4 of", said(run("audit", "verify", "--data", data, status=1)))
        self.assertIn("schema 4 of", said(run("export", "--data", data, status=1)))
        self.assertEqual(state(data), before)

    def test_an_audit_works_where_nothing_can_be_written(self):
        """security finding 40"""
        data = self.copy()
        for folder, _, names in os.walk(data):
            for name in names:
                os.chmod(os.path.join(folder, name), 0o444)
            os.chmod(folder, 0o555)
        try:
            run("audit", "verify", "--data", data)
        finally:
            for folder, _, _ in os.walk(data):
                os.chmod(folder, 0o755)

    # --- the file itself ---

    def test_one_file_has_one_server(self):
        """security finding 36: by a symbolic link, by a hard link, by its own name"""
        data = self.copy()
        database = os.path.join(data, "pingli.db")
        desk = Desk(data=data)
        desk.link = "none"
        with desk:
            link = os.path.join(data, "link.db")
            os.symlink(database, link)
            hard = os.path.join(data, "hard.db")
            for name in (database, link, hard):
                if name == hard:
                    os.link(database, hard)
                done = subprocess.run([PROGRAM, "serve", "--data", self.path("other"), "--database", "sqlite:" + name,
                                       "--listen", "127.0.0.1:0"], capture_output=True, timeout=60)
                self.assertEqual(done.returncode, 1, name)
                self.assertIn(b"names (hard links)" if name == hard else b"at work", done.stderr, name)
            self.assertIn("hard links", said(run("user", "list", "--data", self.data, "--database", "sqlite:" + hard,
                                                 status=1)))
            os.remove(hard)
            self.assertEqual(desk.client().log_in("owner").get("/api/v1/session").status, 200)

    def test_files_are_their_owners_alone(self):
        """security finding 39: wherever --database points, whatever the umask"""
        other = self.path("other")
        os.mkdir(other)
        os.mkdir(self.path("served"))
        before = os.umask(0)
        try:
            with Desk("sqlite:" + os.path.join(other, "my.db"), data=os.path.join(self.folder, f"{self._testMethodName}-served")) as desk:
                os.chmod(other, 0o755)
                owner = desk.client().use_link(desk.link)
                owner.request("POST", owner.url("files"), raw=PNG, fields={"Content-Type": "image/png"})
                made = files_of(other, "") + files_of(desk.data, "")
                saved = self.path("saved")
                run("backup", "--data", desk.data, "--database", desk.database, saved)
                export = os.path.join(self.folder, "private.ndjson")
                run("export", "--database", desk.database, export)
                made += files_of(saved, "") + [export]
                for path in made:
                    if os.path.basename(path) != "log":  # of the test
                        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600, path)
        finally:
            os.umask(before)

    # --- at random ---

    def test_damage_at_random(self):
        """each kind of damage of each file and table is named by an audit or refused by restore, and what is salvaged
        holds; `./dev damage` makes many rounds"""
        for seed in range(SEED, SEED + ROUNDS):
            Damage(self, seed, self.good, self.path("damaged"), self.path("back")).run()


def leaves_of(folder, table):
    """Of a table that is its own index: the leaf pages in order, each with the number of its rows."""
    with editing(folder) as database:
        root, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        size, = database.execute("PRAGMA page_size").fetchone()
    with open(os.path.join(folder, "pingli.db"), "rb") as file:
        raw = file.read()
    number = lambda at, length: int.from_bytes(raw[at:at + length], "big")
    leaves = []

    def walk(page):
        begin = (page - 1) * size
        at = begin + (100 if page == 1 else 0)
        cells = number(at + 3, 2)
        if raw[at] in (0x0a, 0x0d):
            leaves.append((page, cells))
            return
        for i in range(cells):
            walk(number(begin + number(at + 12 + 2 * i, 2), 4))
        walk(number(at + 8, 4))
    walk(root)
    return size, leaves


class Salvage(unittest.TestCase):
    """What comes back of a backup with damage that is small."""
    PERSONS = 200

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="pingli-salvage-")
        data, cls.good = os.path.join(cls.folder, "data"), os.path.join(cls.folder, "good")
        os.mkdir(data)
        with Desk(data=data) as desk:
            people = desk.people(agent="agent")
            for i in range(cls.PERSONS):
                people["agent"].open("claims", **dict(claim(words=f"话 {i}"), person=f"person-{i:05}"))
            for i in range(40):
                made = people["owner"].post(people["owner"].url("people"),
                                            {"login": f"login{i}", "name": "x" * 150, "roles": ["agent"]})
                assert made.status == 201, made
        run("backup", "--data", data, cls.good)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def setUp(self):
        self.bad, self.back = os.path.join(self.folder, "bad"), os.path.join(self.folder, "back")
        for folder in (self.bad, self.back):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.good, self.bad)

    def salvage(self):
        return said(run("restore", self.bad, "--data", self.back, "--salvage", status=1))

    def rows(self, folder, query, *values):
        with editing(folder) as database:
            return {tuple(row) for row in database.execute(query, values)}

    def test_a_damaged_page_costs_its_own_rows_and_names_them(self):
        """security finding: one page of keys lost all keys, one of records all accounts and shops"""
        cases = {"person_keys": "SELECT person FROM person_keys",
                 "records": "SELECT kind, key FROM records WHERE kind IN ('account', 'login', 'shop')"}
        for table, query in cases.items():
            for at in (0, 1, -1):
                self.setUp()
                before = self.rows(self.good, query)
                size, leaves = leaves_of(self.bad, table)
                self.assertGreater(len(leaves), 3, table)
                page, rows = leaves[at]
                with open(os.path.join(self.bad, "pingli.db"), "r+b") as file:
                    file.seek((page - 1) * size)
                    file.write(b"\xa5" * size)
                words = self.salvage()
                lost = before - self.rows(self.back, query)
                # One row more stands in the page above, between this page and the next.
                self.assertLessEqual(len(lost), rows + 1, (table, at, words))
                for row in lost:
                    self.assertIn(", " + row[-1], words, (table, at))
                if table == "person_keys":
                    self.assertGreaterEqual(len(lost), rows, words)

    def forge(self, change):
        key, = next(iter(self.rows(self.bad, "SELECT key FROM records WHERE kind = 'account' AND "
                                             "instr(CAST(bytes AS TEXT), 'login\tagent\n')")))
        with editing(self.bad) as database:
            change(database, key)
        return key

    def accounts(self):
        return {key for key, in self.rows(self.back, "SELECT key FROM records WHERE kind = 'account'")}

    def test_one_broken_entry_of_the_journal_lets_no_forged_account_in(self):
        """security finding: with one broken entry every row was taken for good, without a word"""
        def forge(database, key):
            database.execute("UPDATE records SET bytes = CAST(replace(CAST(bytes AS TEXT), 'agent ', 'owner ') AS BLOB) "
                             "WHERE kind = 'account' AND key = ?", (key,))
            self.assertEqual(database.execute("SELECT changes()").fetchone(), (1,))
            last, = database.execute("SELECT max(position) FROM journal WHERE table_name = 'key'").fetchone()
            database.execute("UPDATE journal SET digest = zeroblob(32) WHERE position = ?", (last,))
        key = self.forge(forge)
        words = self.salvage()
        self.assertIn(f"record account {key} (it was changed)", words)
        self.assertIn("the journal was changed at position", words)
        self.assertNotIn(key, self.accounts())
        self.assertEqual(len(self.accounts()), 41)

    def test_what_a_broken_entry_speaks_of_is_refused_where_it_gives_rights(self):
        """likewise, of the entry of the account itself, and with nothing left of the journal"""
        def break_entry(database, key):
            database.execute("UPDATE journal SET digest = zeroblob(32) WHERE position = "
                             "(SELECT max(position) FROM journal WHERE subject = ?)", (key,))
        key = self.forge(break_entry)
        words = self.salvage()
        self.assertRegex(words, f"the proof of record account {key} .*refused")
        self.assertNotIn(key, self.accounts())

        self.setUp()
        key = self.forge(lambda database, _: database.execute("DELETE FROM journal"))
        words = self.salvage()
        self.assertRegex(words, f"the proof of record account {key} .*taken as it is")
        self.assertEqual(len(self.accounts()), 42)

    def test_every_shop_comes_back_where_no_head_can_be_read(self):
        """A reviewer's finding (16): of shops that no head names only the first thousand were looked for."""
        os.remove(os.path.join(self.bad, "MANIFEST"))
        with editing(self.bad) as database:
            database.execute("DELETE FROM journal")
            database.execute("UPDATE heads SET hash = x'00'")
            database.executemany("INSERT INTO records (kind, key, bytes) SELECT kind, ?, bytes FROM records "
                                 "WHERE kind = 'shop' AND substr(key, 1, 1) <> '!'",
                                 [(f"!{number:04}",) for number in range(1_000)])
        self.assertIn("the heads of the chains", self.salvage())
        count = "SELECT count(*) FROM events"
        self.assertEqual(self.rows(self.back, count), self.rows(self.good, count))

    def test_nobody_is_logged_in_to_what_comes_back(self):
        with editing(self.bad) as database:
            database.execute("UPDATE journal SET digest = zeroblob(32) WHERE position = "
                             "(SELECT max(position) FROM journal WHERE table_name = 'key')")
        self.salvage()
        self.assertEqual(self.rows(self.back, "SELECT key FROM records WHERE kind IN ('session', 'session_of')"), set())


if __name__ == "__main__":
    unittest.main()
