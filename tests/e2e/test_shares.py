"""What one person may take of what all share, on the server as it ships (docs/operating.md, "Limits")."""
import pathlib
import signal
import time
import unittest

from desk import Desk
from http_probe import Connection

CLAIM = {"perspective": "decided", "title": "t", "person": "p",
         "allegations": [{"alleged": "frequent_contact", "person": "buyer", "words": "w"}]}


class Shares(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk()
        cls.desk.__enter__()
        cls.people = cls.desk.people(claimant="claimant")
        cls.owner, cls.claimant = cls.people["owner"], cls.people["claimant"]

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()

    def test_what_is_too_large_is_refused_by_name(self):
        """security finding 5"""
        for field, value in (("orders", [str(i) for i in range(45_000)]), ("source", "x" * 900_000),
                             ("title", "x" * 201), ("platform", "x" * 201)):
            with self.subTest(field):
                answer = self.claimant.post(self.claimant.url("claims"), {**CLAIM, field: value})
                self.assertEqual(answer.status, 422, answer)
                self.assertEqual([fault["field"] for fault in answer.json["errors"]], [field])
        self.claimant.open("claims", **CLAIM, orders=[str(i) for i in range(50)])

    def test_names_and_numbers_of_tokens(self):
        """security finding 23"""
        answer = self.claimant.post("/api/v1/tokens", {"name": "x" * 900_000, "scope": "read"})
        self.assertEqual((answer.status, answer.json["field"]), (422, "name"))
        made = [self.claimant.post("/api/v1/tokens", {"name": "x", "scope": "read"}) for _ in range(101)]
        self.assertEqual([one.status for one in made], [201] * 100 + [429])
        told = made[-1].json
        self.assertEqual((told["type"], told["limit"], told["used"]), ("urn:pingli:problem:quota-exceeded", 100, 100))
        self.assertTrue(told["why"]["zh"] and told["why"]["en"])

    def test_links_that_wait(self):
        """security finding 23: one-time links are counted, by person and by shop"""
        person = self.owner.post(self.owner.url("people"), {"login": "many", "name": "n", "roles": ["agent"]}).json
        made = [self.owner.post(self.owner.url("people", person["id"], "links")) for _ in range(20)]
        self.assertEqual([one.status for one in made], [201] * 19 + [429], made[-1])
        self.assertEqual((made[-1].json["limit"], made[-1].json["used"]), (20, 20))
        self.assertTrue(made[-1].json["why"]["zh"])

    def test_files_without_a_case_go(self):
        """security finding 23: what no case holds is removed after 72 hours, what one holds never"""
        with Desk(time="2026-05-12T10:00", options=("--clocks-every", "1")) as desk:
            claimant = desk.people(claimant="claimant")["claimant"]
            case = claimant.open("claims", **CLAIM)
            loose, held = (claimant.post(claimant.url("files"), raw=bytes).json for bytes in (b"loose", b"held"))
            evidence = {"kind": "call_screenshots", "origin": "o", "purpose": "p"}
            claimant.command(case, "submit_evidence", **evidence, file=held)
            self.assertEqual(self.kept_files(desk), {loose["sha256"], held["sha256"]})
            desk.set_time("2026-05-15T11:00")
            time.sleep(11)  # a round: it can be handed in no more
            desk.set_time("2026-05-15T13:00")
            end = time.monotonic() + 60
            while len(self.kept_files(desk)) > 1 and time.monotonic() < end:
                time.sleep(0.2)
            self.assertEqual(self.kept_files(desk), {held["sha256"]})

    @staticmethod
    def kept_files(desk):
        return {path.name for path in (pathlib.Path(desk.data) / "files").rglob("*") if path.is_file()}

    def test_a_customer_does_not_fill_the_store_with_words(self):
        """security finding 23"""
        large = {**CLAIM, "allegations": [{**CLAIM["allegations"][0], "words": "w" * 10_000}] * 50}
        with Desk() as desk:
            claimant = desk.people(claimant="claimant")["claimant"]
            answers = []
            while len(answers) < 40 and (not answers or answers[-1].status == 201):
                answers.append(claimant.post(claimant.url("claims"), large))
            self.assertEqual(answers[-1].status, 429, answers[-1])
            self.assertTrue(25 < len(answers) < 40, len(answers))
            self.assertEqual(claimant.get(claimant.url("cases")).status, 200)

    def test_a_case_has_an_end(self):
        """attack of round five, 7: a case of any size was one answer of that size, again and again"""
        claimant, owner = self.claimant, self.owner
        case, statuses = claimant.open("claims", **{**CLAIM, "person": "full"}), []
        large = {"text": "w" * 20_000}
        while len(statuses) < 460 and (not statuses or statuses[-1] == 200):
            statuses.append(claimant.post(claimant.url("cases", case, "commands", "post_message"), large).status)
        self.assertEqual(statuses[-1], 429)
        self.assertTrue(200 < len(statuses) < 450, len(statuses))
        told = claimant.post(claimant.url("cases", case, "commands", "post_message"), large).json
        self.assertEqual((told["type"], told["limit"]), ("urn:pingli:problem:quota-exceeded", 8 << 20))
        self.assertTrue(told["why"]["zh"])
        self.assertEqual(owner.post(owner.url("cases", case, "commands", "post_message"),
                                    {"text": "Enough."}).status, 200, "the shop goes on")
        self.assertEqual(claimant.post(claimant.url("cases", case, "commands", "withdraw_case"),
                                       {"reason": "w"}).status, 200, "and what ends it is taken")

    def test_a_shop_does_not_fill_its_customers_case(self):
        """reviewer of round six, 3: an agent wrote until the customer could not appeal any more"""
        claimant, owner = self.claimant, self.owner
        case, statuses = claimant.open("claims", **{**CLAIM, "person": "shut out"}), []
        large = {"text": "w" * 20_000}
        while len(statuses) < 460 and (not statuses or statuses[-1] == 200):
            statuses.append(owner.post(owner.url("cases", case, "commands", "post_message"), large).status)
        self.assertEqual((statuses[-1], 100 < len(statuses) < 300), (429, True), len(statuses))
        self.assertEqual(claimant.post(claimant.url("cases", case, "commands", "post_message"),
                                       {"text": "I am here."}).status, 200, "the customer goes on")

    def test_strangers_are_told_little(self):
        """security finding 42"""
        self.assertIn("version", self.desk.client().get("/health").json)
        self.assertEqual(self.desk.client().get("/metrics").status, 200)
        passed_on = {"X-Forwarded-For": "192.0.2.7"}
        self.assertEqual(self.desk.client().get("/health", fields=passed_on).json, {"status": "ok"})
        self.assertEqual(self.desk.client().get("/metrics", fields=passed_on).status, 404)

    def test_strict_transport_where_tls_is_told_of(self):
        """security finding 41"""
        says = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        name = "strict-transport-security"
        self.assertNotIn(name, self.desk.client().get("/health", fields=says).fields)
        for options in (("--trusted-proxy", "127.0.0.1"), ("--behind-tls",)):
            with Desk(options=options) as desk:
                self.assertEqual(desk.client().get("/health", fields=says).fields.get(name),
                                 "max-age=31536000; includeSubDomains")

    def test_whatever_hangs_there_is_an_end(self):
        """security finding 7: SIGTERM with uploads that stand still and people who listen"""
        with Desk() as desk:
            owner = desk.people()["owner"]
            fields = f"Host: x\r\nCookie: {owner.cookie}\r\nX-CSRF-Token: {owner.csrf}\r\n"
            hanging = [Connection(desk.port) for _ in range(8)]
            for i, one in enumerate(hanging):
                if i % 2:
                    one.send(f"GET {owner.url('events')} HTTP/1.1\r\n{fields}\r\n".encode())
                else:
                    one.send(f"POST {owner.url('files')} HTTP/1.1\r\n{fields}Content-Length: 9999999\r\n\r\nx".encode())
            time.sleep(0.5)
            begun = time.monotonic()
            self.assertEqual(desk.stop(signal.SIGTERM), 0)
            self.assertLess(time.monotonic() - begun, 30)
            for one in hanging:
                one.socket.close()


if __name__ == "__main__":
    unittest.main(verbosity=1)
