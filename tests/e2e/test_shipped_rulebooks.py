"""pingli rules check on the shipped rulebooks: clean as they are, and a seeded mistake in any table is caught."""
import pathlib
import re
import tempfile
import unittest

from program import REPOSITORY, run

BOOKS = sorted((REPOSITORY / "rulebooks").glob("*/*.md"))
INTERVAL = re.compile(r"\[(\d+)\.\.(\d+)\)")


class Copies:
    """Changed copies of rulebooks, each with an id of its own, checked in one run."""

    UNCHANGED = "an unchanged copy"

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.named = {}
        self.add(self.UNCHANGED, BOOKS[0].read_text(encoding="utf-8"))

    def add(self, name, text):
        book = f"copy-{len(self.named)}"
        text = re.sub(r"^id: .+$", f"id: {book}", text, count=1, flags=re.M)
        path = pathlib.Path(self.folder.name) / book / "2026.1.md"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        self.named[str(path)] = name

    def check(self):
        """The output lines by the name of each changed copy; the unchanged one must be clean."""
        with self.folder:
            done = run("rules", "check", self.folder.name, status=1, timeout=280)
        lines = {name: [] for name in self.named.values()}
        for line in done.stdout.decode().splitlines():
            for path, name in self.named.items():
                if path in line:
                    lines[name].append(line)
        unchanged = lines.pop(self.UNCHANGED)
        if [line[:2] for line in unchanged] != ["ok"]:
            raise AssertionError(f"the seeding itself is at fault: {unchanged}")
        return lines


def tables(text):
    """(name, hit, its rows as (start, end) places in the text) of each decision table."""
    for head in re.finditer(r"^## Table (\w+) ", text, flags=re.M):
        end = re.compile(r"^## ", flags=re.M).search(text, head.end()).start()
        hit = re.search(r"^- hit: (\w+)$", text[head.end():end], flags=re.M)[1]
        rows = [m.span() for m in re.compile(r"^\| \d+ \|.*\n", flags=re.M).finditer(text, head.end(), end)]
        yield head[1], hit, rows


class ShippedRulebooks(unittest.TestCase):
    def test_all_are_clean(self):
        """proves X2, X12: every table is complete, every row is needed, every example holds."""
        done = run("rules", "check")
        out = done.stdout.decode()
        self.assertEqual(len({book.parent.name for book in BOOKS}), 6)
        for book in BOOKS:
            self.assertRegex(out, rf"ok\s+\S*{book.parent.name}/{book.name}")

    def test_each_figure_without_a_source_says_so(self):
        """proves X11: a clause whose source is a shipped default or an assumption asks for confirmation."""
        for book in BOOKS:
            text = book.read_text(encoding="utf-8")
            front = text.split("---\n")[1]
            for clause in re.split(r"^## ", text, flags=re.M)[1:]:
                source = re.search(r"^- source: (.+)$", clause, flags=re.M)
                if source and re.search("unverified|shipped default|assumed", source[1]):
                    self.assertTrue("confirm: yes" in clause or "confirm: yes" in front,
                                    (book.parent.name, clause.splitlines()[0]))

    def test_a_deleted_row_is_caught_in_every_table(self):
        """A table that must be complete shows the case that nobody decides any more."""
        copies, must_be_complete = Copies(), set()
        for book in BOOKS:
            text = book.read_text(encoding="utf-8")
            for table, hit, rows in tables(text):
                for number in {0, len(rows) // 2, len(rows) - 1}:
                    start, end = rows[number]
                    name = f"{book.parent.name}/{table} without row {number + 1}"
                    copies.add(name, text[:start] + text[end:])
                    if hit == "unique" or (hit == "first" and number == len(rows) - 1):
                        must_be_complete.add(name)
        lines = copies.check()
        self.assertGreater(len(lines), 100)
        for name, found in lines.items():
            self.assertTrue(any(line.startswith("FAULT") for line in found), (name, found))
            if name in must_be_complete:
                self.assertTrue(any("no row for" in line and "=" in line for line in found), (name, found))

    def test_a_widened_interval_is_caught(self):
        """The overlap is shown with a case on which both rows fire."""
        copies = Copies()
        for book in BOOKS:
            text = book.read_text(encoding="utf-8")
            for table, hit, rows in tables(text):
                for start, end in rows if hit == "unique" else []:
                    wider = INTERVAL.sub(lambda m: f"[{m[1]}..{int(m[2]) + 1})", text[start:end])
                    if wider != text[start:end]:
                        copies.add(f"{book.parent.name}/{table}: {wider.strip()}", text[:start] + wider + text[end:])
        lines = copies.check()
        self.assertGreaterEqual(len(lines), 5)
        for name, found in lines.items():
            self.assertTrue(any("both fire for" in line for line in found), (name, found))

    def test_other_slips_of_a_policy_editor_are_caught(self):
        """A changed limit, a clause that is not there, a word in one language, an unknown value."""
        text = (REPOSITORY / "rulebooks/malicious-review/2026.1.md").read_text(encoding="utf-8")
        slips = {
            "30 days became 20": ("| report_due | text_made_at | 30 days |", "| report_due | text_made_at | 20 days |"),
            "an unknown clause": ('| "no_ground" | "not_examined" | A8 |', '| "no_ground" | "not_examined" | A88 |'),
            "a word in one language": ('"met" 已互评 / met', '"met" 已互评'),
            "an unknown value": ('| 2 | "platform_default" |', '| 2 | "platform_defualt" |'),
            "a cell too few": ('| 1 | "none_yet" | - | - | - | "no_review" | A5 |',
                               '| 1 | "none_yet" | - | - | "no_review" | A5 |'),
            "the winner moved below": ("- hit: unique\n\n| # | text_kind | found_rating",
                                       "- hit: uniqe\n\n| # | text_kind | found_rating"),
        }
        copies = Copies()
        for name, (old, new) in slips.items():
            self.assertEqual(text.count(old), 1, name)
            copies.add(name, text.replace(old, new))
        for name, found in copies.check().items():
            self.assertTrue(any(re.search(r"2026\.1\.md:\d+", line) for line in found), (name, found))

    def test_every_table_is_asked_or_waits_for_its_asker(self):
        """rulings finding 8: a table that nobody asks decides nothing."""
        listed = REPOSITORY / "src/rulebook/asked.cpp"
        lists = listed.read_text(encoding="utf-8").split("kWaiting = ")
        asked, waiting = (set(re.findall(r'\{"([a-z-]+)", "(\w+)"', part)) for part in lists)
        self.assertFalse(asked & waiting)
        stand = {(book.parent.name, table) for book in BOOKS
                 for table in re.findall(r"^## Table (\w+) ", book.read_text(encoding="utf-8"), flags=re.M)}
        self.assertFalse(stand - asked - waiting)
        program = "".join(path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "src").rglob("*.[ch]pp"))
                          if path != listed and not path.name.endswith("_test.cpp"))
        for book, table in sorted(asked & stand):
            self.assertIn(f'"{table}"', program, book)
        for table in re.findall(r'\b(?:ask|explain)\("(\w+)"\)', program):
            self.assertIn(table, {name for _, name in asked})

    def test_a_page_that_lacks_what_the_program_asks_is_refused(self):
        """rulings finding 8: with the table's name; `serve` reads the pages in the same way."""
        text = (REPOSITORY / "rulebooks/harassment/2026.1.md").read_text(encoding="utf-8")
        for heading in ("Table next_step ", "Examples of next_step"):
            start = text.index(f"## {heading}")
            end = text.find("\n## ", start)
            text = text[:start] + (text[end + 1:] if end >= 0 else "")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "2026.1.md").write_text(text, encoding="utf-8")
            out = run("rules", "check", folder, status=1).stdout.decode()
        self.assertIn("## Table next_step", out)
        self.assertIn("which the program asks", out)


if __name__ == "__main__":
    unittest.main()
