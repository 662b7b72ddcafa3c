"""/api/openapi.json against the server itself: the same routes, and answers as they are described."""
import base64
import datetime
import json
import os
import unittest
import uuid

from jsonschema import Draft202012Validator, FormatChecker

from desk import Desk
from stage import PNG, claim

METHODS = {"get", "post", "put", "patch", "delete"}

MOMENTS = FormatChecker(formats=())


@MOMENTS.checks("date-time", raises=ValueError)
def is_moment(value):
    return not isinstance(value, str) or bool(datetime.datetime.fromisoformat(value.replace("Z", "+00:00")))


class Schemas:
    """What the description says of values (JSON Schema 2020-12, as OpenAPI 3.1 has it)."""

    def __init__(self, document):
        self.components = document["components"]
        for schema in self.components["schemas"].values():
            Draft202012Validator.check_schema(schema)

    def response(self, told):
        return self.components["responses"][told["$ref"].split("/")[-1]] if "$ref" in told else told

    def faults(self, value, schema):
        # References begin at the root, so the components stand beside the schema.
        validator = Draft202012Validator({**schema, "components": self.components}, format_checker=MOMENTS)
        out = [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(value)]
        # The schema of a case lets further members pass; the server's own are all described.
        case = value.get("case") if isinstance(value, dict) else None
        described = self.components["schemas"]["case"]["properties"]
        more = set(case) - set(described) if isinstance(case, dict) else ()
        return out + [f"$.case.{name}: not described" for name in more]


class Description(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk(time="2026-05-12T10:00")
        cls.desk.__enter__()
        cls.people = cls.desk.people(agent="agent", officer="case_officer", buyer="claimant")
        cls.document = cls.desk.client().get("/api/openapi.json").json
        cls.schemas = Schemas(cls.document)

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()

    def fits(self, answer, method, path, client=None):
        """The answer is one that the operation announces, and its body fits."""
        operation = self.document["paths"][path][method]
        told = self.schemas.response(operation["responses"].get(str(answer.status), operation["responses"]["default"]))
        content = told.get("content", {})
        media_type = answer.fields.get("content-type", "").split(";")[0]
        if content or answer.bytes:
            self.assertIn(media_type, content, (path, answer))
            if "json" in media_type:
                self.assertEqual(self.schemas.faults(answer.json, content[media_type]["schema"]), [], (path, answer))
        return answer

    def test_it_is_openapi_in_form(self):
        self.assertEqual(self.document["openapi"], "3.1.0")
        self.assertTrue(self.document["info"]["title"] and self.document["info"]["version"])
        for path, operations in self.document["paths"].items():
            self.assertTrue(path.startswith("/"))
            for method, operation in operations.items():
                self.assertIn(method, METHODS)
                self.assertTrue(operation["responses"])
                in_path = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
                self.assertEqual(in_path, {part[1:-1] for part in path.split("/") if part.startswith("{")})
                for parameter in operation["parameters"]:
                    self.assertIn(parameter["in"], ("path", "query", "header"))
                    self.assertIn("schema", parameter)
                    self.assertTrue(parameter["required"] or parameter["in"] != "path")
        for name in ("problem", "case", "receipt", "page"):
            self.assertIn("properties", self.document["components"]["schemas"][name])

    def test_it_tells_of_every_method_of_every_path(self):
        """The server itself says what a path takes; it does not start with a route that is not described."""
        client = self.desk.client()
        for path, operations in self.document["paths"].items():
            answer = client.request("OPTIONS", path.replace("{", "").replace("}", ""))
            self.assertEqual(answer.status, 405, path)
            allowed = {m.strip().lower() for m in answer.fields["allow"].split(",")} - {"head", "options"}
            self.assertEqual(allowed, set(operations), path)

    def test_real_answers_fit(self):
        owner, agent, buyer = self.people["owner"], self.people["agent"], self.people["buyer"]
        shop, one = "/api/v1/shops/{shop}", "/api/v1/shops/{shop}/cases/{case}"
        body = claim()
        self.assertEqual(self.schemas.faults(body, {"$ref": "#/components/schemas/command.open_claim"}), [])
        opened = self.fits(buyer.post(buyer.url("claims"), body), "post", shop + "/claims")
        self.assertEqual(opened.status, 201)
        case = opened.json["case_id"]
        agent.command(case, "submit_evidence", kind="carrier_list", origin="运营商", purpose="通话记录")
        told = agent.command(case, "post_message", text="您好")
        self.fits(told, "post", one + "/commands/{command}")
        self.fits(agent.command(case, "no_such_command", status=None), "post", one + "/commands/{command}")
        self.fits(agent.command(case, "rule_case", status=None, ruling_id="r", outcome="upheld", reasons="x"), "post",
                  one + "/commands/{command}")
        for path, url in (("", ""), ("/events", "events"), ("/rehearsal", "rehearsal"), ("/dsa", "dsa"),
                          ("/statement", "statement?party=shop")):
            answer = self.fits(agent.get(agent.url("cases", case, *([url] if url else []))), "get", one + path)
            self.assertEqual(answer.status, 409 if path in ("/dsa", "/statement") else 200, answer)
        for path, url in (("/cases", "cases"), ("/search", "search?q=ab"), ("/people", "people"), ("/head", "head"),
                          ("/ledger", "ledger?year=2026"), ("/ledger", "ledger")):
            answer = self.fits(owner.get(owner.url(url)), "get", shop + path)
            self.assertEqual(answer.status, 422 if url == "ledger" else 200, answer)
        number = opened.json["number"]
        self.fits(owner.get(owner.url("numbers", number)), "get", shop + "/numbers/{number}")
        self.fits(owner.get("/api/v1/shops"), "get", "/api/v1/shops")
        self.fits(owner.get(f"/api/v1/shops/{owner.shop}"), "get", shop)
        self.fits(owner.get("/api/v1/session"), "get", "/api/v1/session")
        self.fits(self.desk.client().get("/api/v1/session"), "get", "/api/v1/session")
        token = self.fits(owner.post("/api/v1/tokens", {"name": "t", "scope": "read"}), "post", "/api/v1/tokens")
        self.fits(owner.get("/api/v1/tokens"), "get", "/api/v1/tokens")
        self.fits(owner.request("DELETE", "/api/v1/tokens/" + token.json["id"]), "delete", "/api/v1/tokens/{token}")
        self.fits(owner.post(owner.url("people"), {"login": "n" + uuid.uuid4().hex[:6], "name": "n", "roles": ["agent"]}),
                  "post", shop + "/people")
        self.fits(buyer.request("POST", buyer.url("files"), raw=PNG), "post", shop + "/files")
        self.fits(owner.get(owner.url("statistics")), "get", shop + "/statistics")
        feed = self.fits(owner.post(owner.url("feed")), "post", shop + "/feed")
        self.fits(owner.get(owner.url("feed")), "get", shop + "/feed")
        log_in = base64.b64encode(f"{feed.json['user']}:{feed.json['secret']}".encode()).decode()
        self.fits(owner.get("/api/v1/feeds/" + feed.json["url"].split("/")[-1], fields={"Authorization": "Basic " + log_in}),
                  "get", "/api/v1/feeds/{feed}")
        self.fits(owner.request("DELETE", owner.url("feed")), "delete", shop + "/feed")
        hooks, hook = shop + "/web-hooks", shop + "/web-hooks/{hook}"
        made = self.fits(owner.post(owner.url("web-hooks"), {"url": "https://example.invalid/"}), "post", hooks)
        url = owner.url("web-hooks", made.json["id"])
        self.fits(owner.get(owner.url("web-hooks")), "get", hooks)
        self.fits(owner.get(url), "get", hook)
        self.fits(owner.request("PATCH", url, {"is_off": True}), "patch", hook)
        self.assertEqual(self.fits(owner.post(url + "/tests"), "post", hook + "/tests").status, 202)
        self.assertEqual(len(self.fits(owner.get(url + "/deliveries"), "get", hook + "/deliveries").json["deliveries"]), 1)
        self.fits(owner.request("DELETE", url), "delete", hook)
        self.fits(owner.get("/health"), "get", "/health")
        self.fits(owner.get("/metrics"), "get", "/metrics")


class Findings(unittest.TestCase):
    """What triage found becomes cases, once."""

    def test_findings_become_reports(self):
        from program import PROGRAM
        import subprocess
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        ran = subprocess.run([PROGRAM, "triage", os.path.join(root, "samples", "tea-and-coats"), "--json",
                              "--as-of", "2026-06-05T12:00:00+08:00"],
                             stdout=subprocess.PIPE, check=True)
        findings = [json.loads(line) for line in ran.stdout.splitlines()]
        wanted = [f for f in findings if f["reportable"] and f["admissible"] is not False]
        self.assertGreater(len(wanted), 3)
        with Desk(time="2026-06-05T12:00") as desk:
            people = desk.people(agent="agent", supervisor="supervisor")
            owner = people["owner"]
            body = ran.stdout + b"\n{broken\n" + b'{"subject":{"kind":"review","id":""},"reportable":true}\n'
            first = owner.post(owner.url("findings"), raw=body)
            self.assertEqual(first.status, 200, first)
            # Everything of one order is one incident, and has one report.
            incidents = {f["order"] or f["subject"]["id"] for f in wanted}
            again = len(wanted) - len(incidents)
            self.assertGreater(again, 0)
            self.assertEqual((first.json["opened"], first.json["known"]), (len(incidents), again), first)
            self.assertEqual(len(first.json["case_ids"]), len(incidents))
            skipped = {s["reason"]: s["count"] for s in first.json["skipped"]}
            self.assertEqual(skipped["not_reportable"], len([f for f in findings if not f["reportable"]]))
            self.assertEqual(skipped["not_a_finding"], 2)
            self.assertEqual(sum(skipped.values()), len(findings) - len(wanted) + 2)
            self.assertEqual([f["line"] for f in first.json["faults"]], [len(findings) + 2, len(findings) + 3])
            described = desk.client().get("/api/openapi.json").json
            self.assertEqual(Schemas(described).faults(first.json, {"$ref": "#/components/schemas/imported"}), [])
            case = owner.case(first.json["case_ids"][0])["case"]
            self.assertEqual((case["kind"], case["perspective"], case["phase"]), ("review_report", "tracked", "draft"))
            self.assertEqual(Schemas(described).faults({"case": case}, {"type": "object", "properties": {
                "case": {"$ref": "#/components/schemas/case"}}}), [])
            # proves: sent twice, nothing new; by somebody else, nothing new; not for everybody
            before = owner.get(owner.url("head")).json
            for again in (owner, people["supervisor"]):
                answer = again.post(again.url("findings"), raw=ran.stdout)
                self.assertEqual((answer.json["opened"], answer.json["known"]), (0, len(wanted)), answer)
            self.assertEqual(owner.get(owner.url("head")).json, before)
            self.assertEqual(people["agent"].post(owner.url("findings"), raw=b"x").status, 403)
            self.assertEqual(desk.client().post(owner.url("findings"), raw=b"x").status, 401)


if __name__ == "__main__":
    unittest.main(verbosity=1)
