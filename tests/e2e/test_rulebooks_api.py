"""Rulebooks over HTTP: listed, read in blocks, checked, searched, compared, tried; the same answers as the program's."""
import json
import pathlib
import shutil
import tempfile
import unittest

from desk import Desk
from program import REPOSITORY, answer
from test_api_description import Schemas

NEXT = (("version: 2026.1", "version: 2027.1"), ("published: 2025-12-01", "published: 2026-12-01"),
        ("holds_from: 2018-01-01", "holds_from: 2027-01-01"),
        ("- en: Where the number is not the seller's, the seller says so and the claim is not upheld.",
         "- en: A number that is not the seller's ends the claim."))

HOSTILE = """<script>alert(1)</script>

Bold <b>words</b> <img src=x onerror=alert(2)> and [here](javascript:alert(3)), [there](data:text/html,x),
[Here](JaVaScRiPt:alert(4)), [good](https://example.com/) ![](https://evil.example/x.png)

"""
LOST_ROW = '| 2 | < 5000.00 CNY | "new" | R2 |\n'


def two_versions():
    """The program's data with one more version of one rulebook, which holds from 2027 on, and a row lost in another."""
    root = pathlib.Path(tempfile.mkdtemp(prefix="pingli-root-"))
    for name in ("lexicons", "calendars", "formats", "templates", "passwords"):
        (root / name).symlink_to(REPOSITORY / name)
    shutil.copytree(REPOSITORY / "rulebooks", root / "rulebooks")
    page = (root / "rulebooks/harassment/2026.1.md").read_text()
    for before, after in NEXT:
        assert before in page, before
        page = page.replace(before, after)
    (root / "rulebooks/harassment/2027.1.md").write_text(page)
    remedies = root / "rulebooks/complaint-remedy/2026.1.md"
    page = remedies.read_text()
    assert LOST_ROW in page
    remedies.write_text(page.replace(LOST_ROW, ""))
    return root


class Rulebooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = two_versions()
        cls.desk = Desk(options=("--data-root", str(cls.root)), time="2026-05-12T10:00")
        cls.desk.__enter__()
        cls.people = cls.desk.people(agent="agent", buyer="claimant")
        cls.agent = cls.people["agent"]
        document = cls.agent.get("/api/openapi.json").json
        cls.schemas = Schemas(document)
        cls.operations = document["paths"]

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()
        shutil.rmtree(cls.root)

    def fits(self, got, name):
        self.assertEqual(got.status, 200, got)
        self.assertEqual(self.schemas.faults(got.json, {"$ref": "#/components/schemas/" + name}), [])
        return got.json

    def test_the_list_says_what_is_in_force(self):
        """proves X2"""
        books = {one["id"]: one for one in self.fits(self.agent.get("/api/v1/rulebooks"), "rulebooks")["rulebooks"]}
        self.assertEqual(set(books), {"complaint-remedy", "freight-insurance", "harassment", "malicious-review",
                                      "outreach", "reply-policy"})
        one = books["harassment"]
        self.assertEqual([v["version"] for v in one["versions"]], ["2026.1", "2027.1"])
        self.assertEqual((one["in_force"], one["versions"][1]["holds_from"]), ("2026.1", "2027-01-01"))
        self.assertEqual(one["title"]["zh"], "恶意骚扰投诉的认定")
        self.assertEqual(self.desk.client().get("/api/v1/rulebooks").status, 401)

    def test_a_version_is_a_page_in_blocks_and_what_it_means(self):
        book = self.fits(self.people["buyer"].get("/api/v1/rulebooks/harassment/2026.1"), "rulebook")
        self.assertTrue(book["is_in_force"])
        kinds = {block["kind"] for block in book["blocks"]}
        self.assertLessEqual({"heading", "paragraph", "list", "table"}, kinds)
        headed = [(b.get("part"), b.get("name")) for b in book["blocks"] if b["kind"] == "heading"]
        self.assertIn(("clause", "H2"), headed)
        self.assertIn(("table", "gravity"), headed)
        self.assertNotIn("<", json.dumps([b for b in book["blocks"] if b["kind"] == "paragraph"]))
        facts = {fact["name"]: fact for fact in book["facts"]}
        self.assertEqual(facts["person"]["values"][0], {"value": "buyer", "words": {"zh": "买家", "en": "buyer"}})
        self.assertEqual((facts["answer_due_kept"]["kind"], facts["answer_due_kept"]["deadline"]), ("kept", "answer_due"))
        for table in book["tables"]:
            for row in table["rows"]:
                self.assertEqual(len(row["cells"]), len(table["inputs"]))
                self.assertEqual(len(row["results"]), len(table["outputs"]))
                self.assertTrue(row["clauses"])
            self.assertLessEqual(set(table["asks"]), {name for name, one in facts.items() if one["kind"] == "input"})
        clauses = {clause["id"]: clause for clause in book["clauses"]}
        self.assertTrue(clauses["H2"]["confirm"])
        self.assertFalse(clauses["H1"]["confirm"])
        for path in ("harassment/2099.1", "nothing/2026.1", "harassment/..%2f2026.1"):
            self.assertIn(self.agent.get("/api/v1/rulebooks/" + path).status, (400, 404), path)

    def test_check_finds_nothing_in_a_good_one_and_a_late_one_late(self):
        good = self.fits(self.agent.get("/api/v1/rulebooks/harassment/2026.1/check"), "rulebook_check")
        self.assertEqual((good["is_good"], good["findings"]), (True, []))
        self.assertGreater(good["rows"], good["tables"])
        self.assertGreater(good["unconfirmed"], 0)

    def test_check_says_what_is_wrong_in_both_languages(self):
        wrong = self.fits(self.agent.get("/api/v1/rulebooks/complaint-remedy/2026.1/check"), "rulebook_check")
        self.assertFalse(wrong["is_good"])
        gap = next(one for one in wrong["findings"] if one["found"]["en"].startswith("no row for "))
        self.assertTrue(gap["found"]["zh"].startswith("没有一行适用于 "), gap)
        self.assertTrue(gap["expected"]["zh"].startswith("每种情况都有一行"), gap)
        self.assertTrue(gap["field"]["zh"].startswith("表 "), gap)

    def test_a_decision_is_the_one_of_the_program(self):
        """proves X1: the rows that fired light up, what is missing is named."""
        path = "/api/v1/rulebooks/malicious-review/2026.1/tables/filing_path/decide"
        for facts in ({"as_of": "2026-05-10T09:00", "platform": "tmall", "recording_shows": "no_recording"},
                      {"as_of": "2026-05-10T09:00"}, {"platform": 7, "nonsense": [1]}, {}):
            got = self.fits(self.agent.post(path, {"facts": facts}), "try_out")
            self.assertEqual(got["decision"], answer("decide", "malicious-review@2026.1", "filing_path",
                                                     stdin=json.dumps(facts).encode()))
            table = next(t for t in self.agent.get("/api/v1/rulebooks/malicious-review/2026.1").json["tables"]
                         if t["name"] == "filing_path")
            for places, rows in (("fired", "rows"), ("open", "open_rows")):
                self.assertEqual([table["rows"][i]["row"] for i in got[places]],
                                 [row["row"] for row in got["decision"][rows]])
        self.assertEqual(self.agent.post(path.replace("filing_path", "none"), {"facts": {}}).status, 404)
        self.assertEqual(self.agent.post(path, {"facts": []}).json["field"], "facts")

    def test_two_versions_side_by_side(self):
        got = self.fits(self.agent.get("/api/v1/rulebooks/harassment/compare?from=2026.1&to=2027.1"),
                        "rulebook_comparison")
        changes = {(one["part"], one["name"]): one for one in got["changes"]}
        self.assertEqual(set(changes), {("front", "harassment"), ("clause", "H8")})
        cell = changes["clause", "H8"]["cells"]
        self.assertEqual([(c["column"], c["to"]) for c in cell], [("en", "A number that is not the seller's ends the claim.")])
        same = self.agent.get("/api/v1/rulebooks/harassment/compare?from=2026.1&to=2026.1").json
        self.assertEqual((same["changes"], same["more"]), ([], 0))
        wrong = self.agent.get("/api/v1/rulebooks/harassment/compare?from=2026.1&to=1")
        self.assertEqual((wrong.status, wrong.json["field"]), (422, "to"))

    def test_search_finds_clauses_in_both_languages(self):
        """proves X12"""
        def found(words):
            hits = self.fits(self.agent.get("/api/v1/rulebooks/search?q=" + words), "rulebook_hits")["hits"]
            return {(hit["rulebook"], hit["part"], hit["name"]) for hit in hits}
        from urllib.parse import quote
        self.assertIn(("harassment", "clause", "H2"), found(quote("二十四小时")))
        self.assertIn(("harassment", "clause", "H2"), found(quote("request to stop")))
        self.assertIn(("harassment", "clause", "H3"), found(quote("寄送冥幣")))  # as the traditional script has it
        self.assertIn(("harassment", "clause", "H2"), found("FREQUENT"))
        self.assertEqual(found(quote("没有这样的话")), set())
        self.assertEqual(self.agent.get("/api/v1/rulebooks/search?q=").status, 422)
        self.assertEqual(self.agent.get("/api/v1/rulebooks/search?q=" + "x" * 201).status, 422)


class Hostile(unittest.TestCase):
    def test_markup_in_a_rulebook_is_text(self):
        """whoever writes one makes no page of it: no markup, no picture, no link but to a page"""
        root = two_versions()
        self.addCleanup(shutil.rmtree, root)
        path = root / "rulebooks/harassment/2027.1.md"
        page = path.read_text()
        begin = page.index("---\n", 4) + 4
        path.write_text(page[:begin] + HOSTILE + page[begin:])
        with Desk(options=("--data-root", str(root)), time="2026-05-12T10:00") as desk:
            got = desk.people()["owner"].get("/api/v1/rulebooks/harassment/2027.1")
            self.assertEqual(got.status, 200, got)
            self.assertEqual(got.fields["content-type"].split(";")[0], "application/json")
            runs = [run for block in got.json["blocks"] for run in block.get("runs", [])]
            text = "".join(run["text"] for run in runs)
            for literal in ("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "<b>"):
                self.assertIn(literal, text)
            styles = {run["text"]: (run["style"], run.get("href")) for run in runs}
            self.assertEqual(styles["good"], ("link", "https://example.com/"))
            for word in ("here", "there", "Here"):
                self.assertNotIn(word, [name for name, (style, _) in styles.items() if style == "link"])
            self.assertEqual({href for _, href in styles.values() if href}, {"https://example.com/"})
            self.assertNotIn("evil.example", text)


if __name__ == "__main__":
    unittest.main()
