"""The server as its users meet it: first start, log-in, who may see what, requests sent twice, files, live changes."""
import http.client
import json
import os
import signal
import threading
import time
import unittest
import uuid

from desk import PASSWORD, Desk
from postgres import Cluster, binaries
from stage import PNG, claim


class OnSqlite(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = None
        cls.begin(None)

    @classmethod
    def begin(cls, database):
        cls.desk = Desk(database, time="2026-05-12T10:00")
        cls.desk.__enter__()
        cls.people = cls.desk.people(agent="agent", officer="case_officer", senior="senior_officer",
                                     buyer="claimant", neighbour="claimant", auditor="auditor")

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()
        if cls.cluster:
            cls.cluster.__exit__()

    def test_log_in_is_needed_and_limited(self):
        """a forged token, a wrong password, an expired session: each has a clear answer"""
        stranger, owner = self.desk.client(), self.people["owner"]
        path = owner.url("cases")
        self.assertEqual(stranger.get(path).status, 401)
        forged = {"Authorization": "Bearer pingli_" + "A" * 43}
        self.assertEqual(stranger.get(path, fields=forged).status, 401)
        self.assertEqual(stranger.get(path, fields={"Cookie": "pingli_session=" + "A" * 43}).status, 401)
        wrong = self.desk.client().log_in("agent", "not the password")
        self.assertEqual((wrong.status, wrong.json["type"]), (401, "urn:pingli:problem:wrong-log-in"))
        for _ in range(6):
            last = self.desk.client().log_in("nobody", "not the password")
        self.assertEqual(last.status, 429)
        self.assertIn("retry-after", last.fields)
        used = self.desk.client().post("/api/v1/links", {"secret": self.desk.link, "password": PASSWORD})
        self.assertEqual(used.status, 410)

    def test_a_session_ends(self):
        client = self.desk.client().log_in("senior")
        self.assertEqual(client.get("/api/v1/session").json["login"], "senior")
        self.assertEqual(client.request("DELETE", "/api/v1/session").status, 204)
        self.assertEqual(client.get("/api/v1/session").status, 401)

    def test_changes_need_the_csrf_token(self):
        buyer = self.people["buyer"]
        answer = buyer.post(buyer.url("claims"), claim(), fields={"X-CSRF-Token": "x"})
        self.assertEqual((answer.status, answer.json["type"]), (403, "urn:pingli:problem:csrf"))

    def test_the_cookie_is_kept_from_scripts_and_other_sites(self):
        answer = self.desk.client().post("/api/v1/session", {"login": "agent", "password": PASSWORD})
        for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(word, answer.fields["set-cookie"])
        self.assertEqual(answer.fields["x-content-type-options"], "nosniff")
        self.assertEqual(answer.fields["cache-control"], "no-store")

    def test_another_shop_is_as_if_it_did_not_exist(self):
        """proves: every query is bound to a shop"""
        owner, buyer = self.people["owner"], self.people["buyer"]
        case = buyer.open("claims", **claim())
        made = owner.post("/api/v1/shops", {"name": "另一家", "platform": "tmall"})
        self.assertEqual(made.status, 201)
        other = made.json["id"]
        invited = owner.post(f"/api/v1/shops/{other}/people",
                             {"login": "foreigner" + other[-6:], "name": "x", "roles": ["owner"]})
        foreigner = self.desk.client().use_link(invited.json["link"].split("#link=")[1])
        for path in (owner.url("cases", case), owner.url("cases"), owner.url("ledger") + "?year=2026",
                     owner.url("search") + "?q=ab", owner.url("cases", case, "events"), owner.url("people")):
            self.assertEqual(foreigner.get(path).status, 404, path)
        self.assertEqual(foreigner.get(f"/api/v1/shops/{other}/cases/{case}").status, 404)
        self.assertEqual(foreigner.post(f"/api/v1/shops/{other}/cases/{case}/commands/take_up").status, 404)

    def test_a_customer_sees_their_own_cases_only(self):
        """proves X6: the claimant reads and acts on own cases; an auditor reads no personal text"""
        buyer, neighbour = self.people["buyer"], self.people["neighbour"]
        case = buyer.open("claims", **claim())
        self.assertEqual(buyer.case(case)["case"]["allegations"][0]["words"]["text"],
                         "昨天给我打了14个电话，没法上班")
        self.assertEqual(neighbour.get(neighbour.url("cases", case)).status, 404)
        self.assertEqual(neighbour.command(case, "withdraw_case", status=404).status, 404)
        self.assertIn(case, [row["case_id"] for row in buyer.get(buyer.url("cases")).json["cases"]])
        none = buyer.get(buyer.url("cases") + "?kind=complaint").json["cases"]
        self.assertNotIn(case, [row["case_id"] for row in none])
        self.assertEqual(neighbour.get(neighbour.url("cases")).json["cases"], [])
        seen = self.people["auditor"].get(buyer.url("cases", case))
        self.assertEqual(seen.status, 200)
        self.assertNotIn("没法上班", seen.bytes.decode())

    def test_a_request_sent_twice_is_carried_out_once(self):
        """an idempotency key: the first answer again; with another body 422"""
        buyer, key = self.people["buyer"], {"Idempotency-Key": str(uuid.uuid4())}
        before = self.people["owner"].get(buyer.url("head")).json["position"]
        first = buyer.post(buyer.url("claims"), claim(), fields=key)
        again = buyer.post(buyer.url("claims"), claim(), fields=key)
        self.assertEqual((first.status, again.status), (201, 201))
        self.assertEqual(first.json, again.json)
        self.assertEqual(first.fields["location"], again.fields["location"])
        self.assertEqual(again.fields["idempotency-replayed"], "true")
        after = self.people["owner"].get(buyer.url("head")).json["position"]
        self.assertEqual(after - before, first.json["version"])
        other = buyer.post(buyer.url("claims"), claim(title="别的"), fields=key)
        self.assertEqual((other.status, other.json["type"]), (422, "urn:pingli:problem:key-reused"))

    def test_first_words_of_a_person_may_come_at_once(self):
        """several requests make the same person's key at once: each is carried out"""
        clients, statuses = [self.desk.client().log_in("buyer") for _ in range(8)], []
        person = "p-" + uuid.uuid4().hex

        def open_one(client):
            statuses.append(client.post(client.url("claims"), claim() | {"person": person}).status)

        threads = [threading.Thread(target=open_one, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        self.assertEqual(statuses, [201] * len(clients))

    def test_a_change_of_what_one_has_not_seen_is_refused(self):
        buyer = self.people["buyer"]
        case = buyer.open("claims", **claim())
        seen = buyer.get(buyer.url("cases", case))
        post = buyer.url("cases", case, "commands", "post_message")
        match = {"If-Match": seen.fields["etag"]}
        self.assertEqual(buyer.post(post, {"text": "一"}, fields=match).status, 200)
        late = buyer.post(post, {"text": "二"}, fields=match)
        self.assertEqual((late.status, late.json["type"]), (409, "urn:pingli:problem:version-conflict"))

    def test_bad_bodies_say_where_and_what(self):
        buyer = self.people["buyer"]
        wrong = buyer.post(buyer.url("claims"), claim(allegations=[{"alleged": 7, "person": "buyer", "words": "x"}]))
        self.assertEqual(wrong.status, 422)
        self.assertEqual(wrong.json["errors"][0]["field"], "allegations[0].alleged")
        self.assertEqual(buyer.post(buyer.url("claims"), raw=b"{").status, 422)
        self.assertEqual(buyer.post(buyer.url("claims"), raw=b"{" + b" " * (2 << 20)).status, 413)
        self.assertEqual(buyer.get("/api/v1/nowhere").status, 404)
        self.assertEqual(buyer.request("PUT", buyer.url("claims")).status, 405)

    def test_files_of_exhibits(self):
        """proves H20, X5: sniffed, hashed, bound to the case, harmless to open"""
        buyer, agent = self.people["buyer"], self.people["agent"]
        case = buyer.open("claims", **claim())
        sent = buyer.request("POST", buyer.url("files"), raw=PNG, fields={"Content-Type": "text/html"})
        self.assertEqual(sent.status, 201, sent)
        self.assertEqual((sent.json["mime"], sent.json["bytes"]), ("image/png", len(PNG)))
        done = buyer.command(case, "submit_evidence", kind="call_screenshot", origin="手机截图", purpose="14 次来电",
                             file={"sha256": sent.json["sha256"], "bytes": 1, "mime": "text/html"})
        self.assertIn("EvidenceSubmitted", done.json["events"])
        exhibit = [e for e in agent.case(case)["case"]["exhibits"] if e["kind"] == "call_screenshot"][0]
        self.assertEqual((exhibit["file"]["mime"], exhibit["file"]["bytes"]), ("image/png", len(PNG)))
        path = agent.url("cases", case, "exhibits", exhibit["exhibit_id"], "file")
        got = agent.get(path)
        self.assertEqual((got.status, got.bytes), (200, PNG))
        self.assertIn("attachment", got.fields["content-disposition"])
        self.assertIn("sandbox", got.fields["content-security-policy"])
        self.assertEqual(self.people["neighbour"].get(path).status, 404)
        unknown = buyer.command(case, "submit_evidence", status=422, kind="call_screenshot", origin="x", purpose="x",
                                file={"sha256": "0" * 64, "bytes": 1, "mime": "image/png"})
        self.assertEqual(unknown.json["field"], "file.sha256")

    def test_changes_are_told_live(self):
        agent, buyer = self.people["agent"], self.people["buyer"]
        told, is_open = [], threading.Event()

        def listen():
            connection = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=20)
            connection.request("GET", agent.url("stream"), headers={"Cookie": agent.cookie})
            answer = connection.getresponse()
            is_open.set()
            while line := answer.readline():
                if line.startswith(b"data:"):
                    told.append(json.loads(line[5:]))
                    return

        thread = threading.Thread(target=listen)
        thread.start()
        self.assertTrue(is_open.wait(10))
        case = buyer.open("claims", **claim())
        thread.join(20)
        self.assertEqual(told[0]["case_id"], case)

    def test_queue_search_and_pages(self):
        """proves B15: two characters are found, also in another written form"""
        buyer, agent = self.people["buyer"], self.people["agent"]
        mark = uuid.uuid4().hex[:8]
        cases = [buyer.open("claims", **claim(title=f"颜色不对{mark}")) for _ in range(3)]
        deadline = time.monotonic() + 10
        found = {"cases": []}
        while len(found["cases"]) < 3 and time.monotonic() < deadline:
            found = agent.get(agent.url("search") + f"?q=%E9%A1%8F%E8%89%B2%20{mark}").json  # 顏色
            time.sleep(0.2)
        self.assertEqual({c["case_id"] for c in found["cases"]}, set(cases))
        seen, cursor = [], ""
        while True:
            page = agent.get(agent.url("cases") + f"?order=newest&limit=2&cursor={cursor}").json
            seen += [c["case_id"] for c in page["cases"]]
            cursor = page["next"]
            if not cursor:
                break
        self.assertEqual(len(seen), len(set(seen)))
        self.assertLessEqual(set(cases), set(seen))
        self.assertEqual(agent.get(agent.url("cases") + "?cursor=nonsense").status, 422)

    def test_a_program_has_a_token(self):
        owner = self.people["owner"]
        made = owner.post("/api/v1/tokens", {"name": "robot", "scope": "read", "days": 7})
        self.assertEqual(made.status, 201)
        robot = self.desk.client()
        field = {"Authorization": "Bearer " + made.json["secret"]}
        self.assertEqual(robot.get(owner.url("cases"), fields=field).status, 200)
        self.assertEqual(robot.post(owner.url("claims"), claim(), fields=field).status, 403)
        self.assertEqual(owner.request("DELETE", "/api/v1/tokens/" + made.json["id"]).status, 204)
        self.assertEqual(robot.get(owner.url("cases"), fields=field).status, 401)

    def test_a_shop_keeps_an_owner(self):
        owner = self.people["owner"]
        answer = owner.request("PATCH", owner.url("people", owner.user), {"roles": ["agent"]})
        self.assertEqual(answer.status, 409)

    def test_the_session_says_what_one_may_do(self):
        def may(name):
            return self.people[name].get("/api/v1/session").json["memberships"][0]["may"]
        self.assertIn("manage_people", may("owner"))
        self.assertEqual(may("agent"), ["read_cases", "send_commands", "read_personal"])
        self.assertEqual(may("buyer"), ["send_commands"])

    def test_nothing_personal_in_the_log(self):
        buyer = self.people["buyer"]
        buyer.open("claims", **claim())
        with open(os.path.join(self.desk.data, "log"), encoding="utf-8") as file:
            log = file.read()
        for word in ("没法上班", "123456789012345678", buyer.cookie.split("=")[1], "127.0.0.1:"):
            self.assertNotIn(word, log)
        self.assertIn('"route":"/api/v1/shops/{shop}/claims"', log)

    def test_it_comes_back_as_it_was(self):
        """proves X4: stopped and killed, every acknowledged change is there"""
        buyer, agent = self.people["buyer"], self.people["agent"]
        case = buyer.open("claims", **claim())
        before = agent.case(case)["case"]
        for how in (signal.SIGTERM, signal.SIGKILL):
            self.desk.stop(how)
            self.desk.start()
            agent.close()
            self.assertEqual(agent.case(case)["case"], before)


@unittest.skipUnless(binaries(), "no PostgreSQL here")
class OnPostgres(OnSqlite):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster()
        cls.cluster.__enter__()
        cls.begin(cls.cluster.url)


if __name__ == "__main__":
    unittest.main(verbosity=1)
