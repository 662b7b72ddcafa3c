"""One random damage of a copy of a good backup, by its seed: of a file of the backup, which restore must refuse by its
name, and of which --salvage brings back what holds; or of a row of a data folder's database, which an audit must name."""
import contextlib
import os
import random
import shutil
import sqlite3

from program import run

FILE_KINDS = ("flip", "delete", "truncate", "insert", "swap")
ROW_KINDS = ("flip", "delete", "insert", "swap")
# A table with the columns that are its key, and one that is what it says.
TABLES = {
    "events": (("shop", "position"), "body"),
    "cases": (("shop", "case_id"), "outcome"),
    "person_keys": (("shop", "person"), "key"),
    "records": (("kind", "key"), "bytes"),
    "journal": (("position",), "digest"),
}
UNCOVERED = ("session", "session_of", "request", "statistics", "import", "hook_told", "hook_queue", "hook_delivery")


def flipped(value, rng):
    is_text = isinstance(value, str)
    data = bytearray(value.encode() if is_text else value)
    if not data:
        return "x" if is_text else b"x"
    data[rng.randrange(len(data))] ^= 1
    return data.decode(errors="replace") if is_text else bytes(data)


class Damage:
    def __init__(self, test, seed, good, damaged, back):
        self.test, self.rng, self.good, self.damaged, self.back = test, random.Random(seed), good, damaged, back
        self.where = f"seed {seed}"

    def run(self):
        for folder in (self.damaged, self.back):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.good, self.damaged)
        if self.rng.random() < 0.6:
            self.harm_file()
        else:
            self.harm_row()

    # --- files of a backup ---

    def files(self):
        return sorted(os.path.join(folder, name) for folder, _, names in os.walk(self.damaged) for name in names)

    def harm_file(self):
        kind = self.rng.choice(FILE_KINDS)
        database = os.path.join(self.damaged, "pingli.db")
        path = database if self.rng.random() < 0.5 else self.rng.choice(self.files())
        self.where += f", {kind} of {os.path.relpath(path, self.damaged)}"
        with open(path, "rb") as file:
            data = file.read()
        at = self.rng.randrange(len(data))
        if kind == "delete":
            os.remove(path)
        elif kind == "swap":
            other = self.rng.choice([one for one in self.files() if one != path])
            os.rename(path, path + ".swap")
            os.rename(other, path)
            os.rename(path + ".swap", other)
        else:
            with open(path, "wb") as file:
                file.write({"flip": data[:at] + bytes([data[at] ^ (1 << self.rng.randrange(8))]) + data[at + 1:],
                            "truncate": data[:at],
                            "insert": data[:at] + b"\0" + data[at:]}[kind])
        done = run("restore", self.damaged, "--data", self.back, status=1)
        words = done.stderr.decode(errors="replace")
        self.test.assertTrue(os.path.basename(path) in words or (kind == "swap" and "MANIFEST" in words) or
                             (kind == "swap" and os.path.basename(other) in words), f"{self.where}: {words}")
        self.test.assertFalse(os.path.exists(self.back), self.where)
        self.salvage()

    def salvage(self):
        done = run("restore", self.damaged, "--data", self.back, "--salvage", status=1)
        words = done.stderr.decode(errors="replace")
        if not os.path.exists(self.back):
            self.test.assertRegex(words, "nothing of the database can be read|there is no database", self.where)
            return
        audit = run("audit", "verify", "--data", self.back, status=None)
        for line in audit.stderr.decode(errors="replace").splitlines():
            is_plain = any(plain in line for plain in ("keys, records and reviews, of the journal", "every chain holds", "events: FAULTS",
                                                       "entries of the security log"))
            is_plain |= "security log: entry" in line and "lost: record security" in words
            self.test.assertTrue(is_plain or "exhibit damaged" in line, f"{self.where}: {line}\n{words}")

    # --- rows of a database ---

    def harm_row(self):
        os.remove(os.path.join(self.damaged, "MANIFEST"))
        kind = self.rng.choice(ROW_KINDS)
        table = self.rng.choice(sorted(TABLES))
        keys, column = TABLES[table]
        self.where += f", {kind} of {table}"
        with contextlib.closing(sqlite3.connect(os.path.join(self.damaged, "pingli.db"))) as database:
            where = f" WHERE kind NOT IN {UNCOVERED}" if table == "records" else ""
            rows = database.execute(f"SELECT {', '.join((*keys, column))} FROM {table}{where}").fetchall()
            rows = [row for row in rows if row[-1] is not None]
            self.test.assertGreater(len(rows), 1, self.where)
            one, other = self.rng.sample(rows, 2)
            match = " AND ".join(f"{key} = ?" for key in keys)
            put = f"UPDATE {table} SET {column} = ? WHERE {match}"
            if kind == "flip":
                database.execute(put, (flipped(one[-1], self.rng), *one[:-1]))
            elif kind == "delete":
                database.execute(f"DELETE FROM {table} WHERE {match}", one[:-1])
            elif kind == "swap" and one[-1] != other[-1]:
                database.execute(put, (one[-1], *other[:-1]))
                database.execute(put, (other[-1], *one[:-1]))
            else:
                self.put_in(database, table, keys, one)
            database.commit()
        done = run("audit", "verify", "--data", self.damaged, status=None)
        self.test.assertEqual(done.returncode, 1, f"{self.where}: {done.stderr.decode(errors='replace')}")

    def put_in(self, database, table, keys, row):
        """The row once more, under a key that nobody has."""
        names = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
        values = dict(zip(names, database.execute(
            f"SELECT * FROM {table} WHERE " + " AND ".join(f"{key} = ?" for key in keys), row[:-1]).fetchone()))
        new = values[keys[-1]]
        values[keys[-1]] = new + 10**6 if isinstance(new, int) else new + "x"
        for name in ("version", "number", "first_position"):  # with an index of its own
            if name in values and table in ("events", "cases"):
                values[name] += 10**6
        database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", list(values.values()))
