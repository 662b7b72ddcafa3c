"""pingli triage --out: the page, the packs and the lines that people and programs get, of the sample shop.

The page is read by tests/support/check_page.py: well-formed, both languages, nothing loaded from anywhere.
"""
import fcntl
import json
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata
import unittest

from program import PROGRAM, REPOSITORY, run

AS_OF = "2026-06-05T12:00:00+08:00"


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.keep = tempfile.TemporaryDirectory(prefix="pingli-report-")
        cls.out = pathlib.Path(cls.keep.name) / "报告 out"
        cls.ran = run("triage", REPOSITORY / "samples" / "tea-and-coats", "--as-of", AS_OF, "--out", cls.out, "--json")
        cls.findings = [json.loads(line) for line in cls.ran.stdout.splitlines()]
        cls.page = (cls.out / "index.html").read_text(encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.keep.cleanup()

    def pages(self):
        return [self.out / "index.html", *sorted(self.out.glob("packs/*/index.html"))]

    def test_every_page_is_well_formed_bilingual_and_self_contained(self):  # proves X8
        checker = REPOSITORY / "tests" / "support" / "check_page.py"
        checked = subprocess.run([sys.executable, checker, *self.pages()], capture_output=True, text=True)
        self.assertEqual(checked.stdout, "")
        self.assertEqual(checked.returncode, 0)

    def test_every_finding_has_its_card_and_its_line(self):
        self.assertGreater(len(self.findings), 20)
        lines = (self.out / "findings.ndjson").read_text(encoding="utf-8").splitlines()
        self.assertEqual([json.loads(line) for line in lines], self.findings)
        # One card an incident: a review and the chat of its order stand together.
        self.assertEqual(len(re.findall("<article", self.page)), len({f["incident"] for f in self.findings}))
        for finding in self.findings:
            self.assertIn(finding["order"] or finding["subject"]["id"], self.page)

    def test_what_can_be_reported_is_counted_by_one_definition(self):
        """desk A12: the page said 6, the import 10, Today 11 and the filter 14"""
        open_now = {f["incident"] for f in self.findings
                    if f["reportable"] and f["admissible"] is not False and (f["due"] or "") >= AS_OF}
        self.assertEqual(len(open_now), 6)
        packs = list(self.out.glob("packs/review-*"))
        self.assertEqual(len(packs), len(open_now))

    def test_each_review_that_can_be_reported_has_a_pack_and_no_other_review(self):
        expected = {f["subject"]["id"] for f in self.findings
                    if f["subject"]["kind"] == "review" and f["reportable"] and f["admissible"]
                    and (f["due"] is None or f["due"] >= AS_OF)}
        packs = {json.loads((folder / "finding.json").read_text(encoding="utf-8"))["subject"]["id"]: folder
                 for folder in self.out.glob("packs/review-*")}
        self.assertEqual(set(packs), expected)
        for folder in packs.values():
            self.assertIn(f'href="packs/{folder.name}/index.html"', self.page)
            pack = (folder / "index.html").read_text(encoding="utf-8")
            for words in ("情况说明", "Statement", "证据清单", "Exhibits", "no legal advice"):
                self.assertIn(words, pack)

    def test_personal_numbers_are_masked_until_asked_for(self):  # proves X6
        for number in set(re.findall(r"1660000\d{4}", self.page)):
            self.assertEqual(self.page.count(number), self.page.count(f'<span class="r">{number}</span>'))
            self.assertNotIn(number, (self.out / "findings.ndjson").read_text(encoding="utf-8"))

    def test_says_no_legal_advice_and_confirm_with_your_platform(self):  # proves X13
        for words in ("不构成法律意见", "no legal advice", "confirm with your platform", "请与平台核实"):
            self.assertIn(words, self.page)

    def table(self, columns=None, **environment):
        """What a person sees: through a pipe, or on a terminal so many columns wide."""
        command = [PROGRAM, "triage", str(REPOSITORY / "samples" / "tea-and-coats"), "--as-of", AS_OF]
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LC_ALL", "LC_MESSAGES")}
        kept.update(LANG="zh_CN.UTF-8", TERM="xterm", **environment)
        if columns is None:
            return subprocess.run(command, env=kept, capture_output=True, check=True).stdout.decode()
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        with subprocess.Popen(command, env=kept, stdout=theirs, stderr=subprocess.DEVNULL) as running:
            os.close(theirs)
            out = b""
            while True:
                try:
                    block = os.read(ours, 65536)
                except OSError:  # the other end is closed
                    break
                if not block:
                    break
                out += block
        os.close(ours)
        self.assertEqual(running.returncode, 0)
        return out.decode().replace("\r\n", "\n")

    def test_the_table_fits_the_terminal(self):
        for columns in (60, 80, 120, 200):
            text = self.table(columns)
            self.assertIn("\x1b[31m", text)
            for line in re.sub("\x1b\\[[0-9]*m", "", text).splitlines():
                self.assertLessEqual(sum(width(c) for c in line), columns, line)

    def test_the_table_has_no_colour_in_a_pipe_or_when_none_is_wanted(self):
        self.assertNotIn("\x1b", self.table())
        self.assertNotIn("\x1b", self.table(80, NO_COLOR="1"))

    def test_the_table_speaks_the_language_of_the_terminal_and_says_what_comes_next(self):
        self.assertIn("最近的期限", self.table())
        self.assertIn("next deadline", self.table(LC_ALL="C.UTF-8"))


def width(character):
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


if __name__ == "__main__":
    unittest.main()
