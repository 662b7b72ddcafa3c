"""pingli decide and pingli rules check through the program: the worked example, versions, bad input."""
import json
import pathlib
import tempfile
import unittest

from program import REPOSITORY, answer, answers, run

BOOK = REPOSITORY / "tests/golden/rulebooks/malicious-review-admission/2026.1.md"
SELLER_UNKNOWN = {"text_kind": "first_review", "review_result": "bad", "rated_by_buyer": True,
                  "text_made_at": "2026-05-01T10:00", "report_filed_at": "2026-05-10T09:00"}


def lines(*facts):
    return "".join(json.dumps(one) + "\n" for one in facts).encode()


class Decide(unittest.TestCase):
    def test_answers_the_case_of_the_format(self):
        """proves X1: not being able to tell is an answer, with what is missing and from where."""
        found = answer("decide", BOOK, "admission", stdin=json.dumps(SELLER_UNKNOWN, indent=1).encode())
        self.assertEqual(list(found), ["rulebook", "version", "sha256", "table", "hit", "confirm", "outcome",
                                       "outputs", "rows", "open_rows", "missing", "problems", "derived", "why"])
        self.assertEqual(found["outcome"], "cannot_tell")
        self.assertEqual(found["missing"], ["rated_by_seller"])
        self.assertEqual(found["derived"]["report_due"], "2026-05-31T23:59:59+08:00")
        self.assertEqual(found["why"]["zh"], "还不能判断：缺少“卖家已评价”（来自订单）。")

    def test_answers_a_line_for_each_line(self):
        """proves B7: refused a second after the last second in time, admitted at it."""
        base = SELLER_UNKNOWN | {"rated_by_seller": True}
        found = answers("decide", BOOK, "admission", "-", stdin=lines(
            base | {"report_filed_at": "2026-05-31T23:59:59"}, base | {"report_filed_at": "2026-06-01T00:00"}))
        self.assertEqual([one["outputs"]["refusal"] for one in found], ["none", "too_late"])
        self.assertEqual(found[1]["near_miss"]["row"], "6")

    def test_reports_a_wrong_line_and_goes_on(self):
        stdin = lines(SELLER_UNKNOWN) + b"{\"text_kind\": }\n" + lines(SELLER_UNKNOWN)
        done = run("decide", BOOK, "admission", stdin=stdin)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assertIn("standard input:2:", done.stderr.decode())
        self.assertIn("1 of 3", done.stderr.decode())
        run("decide", BOOK, "admission", "--strict", stdin=stdin, status=1)
        run("decide", BOOK, "admission", stdin=b"nonsense", status=1)
        run("decide", BOOK, "admission", stdin=b"", status=1)

    def test_shipped_rulebooks_by_id_and_version(self):
        """proves X2: the version in force by the case's own day, or a pinned one."""
        facts = lines({"as_of": "2026-05-10T09:00", "platform": "tmall", "recording_shows": "no_recording"})
        for reference in ("malicious-review", "malicious-review@2026.1"):
            found = answer("decide", reference, "filing_path", stdin=facts)
            self.assertEqual(found["outputs"], {"path": "taobao_online"}, found)
        old = answer("decide", "malicious-review", "filing_path", stdin=lines({"as_of": "2001-01-01T00:00"}))
        self.assertEqual((old["version"], old["missing"]), (None, ["as_of"]))

    def test_names_what_there_is_when_asked_for_what_is_not(self):
        for arguments, said in ((("no-such-book", "t"), "malicious-review"), (("malicious-review@0", "t"), "2026.1"),
                                (("malicious-review", "t"), "admission"), (("no/such.md", "t"), "no/such.md")):
            done = run("decide", *arguments, stdin=b"{}", status=1)
            self.assertIn(said, done.stderr.decode())
        run("decide", "malicious-review", status=2)


class RulesCheck(unittest.TestCase):
    def check(self, text, status=1):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "malicious-review-admission" / "2026.1.md"
            path.parent.mkdir()
            path.write_text(text, encoding="utf-8")
            return run("rules", "check", path, status=status).stdout.decode()

    def test_the_worked_example_is_clean_and_a_deleted_row_is_not(self):
        text = BOOK.read_text(encoding="utf-8")
        self.assertIn("1 table, 6 rows, 8 examples", self.check(text, status=0))
        kept = [line for line in text.splitlines(keepends=True) if not line.startswith("| 3 |")]
        found = self.check("".join(kept))
        self.assertIn("no row for text_kind = \"first_review\", review_result = \"bad\", report_due_kept = false", found)
        self.assertNotIn("\x1b", found)

    def test_a_file_that_is_no_rulebook_and_one_that_is_not_there(self):
        self.assertIn("front matter", self.check("# Only prose\n"))
        self.assertIn("UTF-8", self.check_bytes(b"---\nid: \xff\n---\n"))
        self.assertIn("bytes", self.check_bytes(b"x" * (1 << 21)))
        run("rules", "check", "/no/such/folder", status=1)

    def check_bytes(self, data):
        with tempfile.NamedTemporaryFile(suffix=".md") as file:
            file.write(data)
            file.flush()
            return run("rules", "check", file.name, status=1).stdout.decode()


if __name__ == "__main__":
    unittest.main()
