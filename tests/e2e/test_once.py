"""Requests that make people, shops, tokens, feeds and web-hooks, sent twice with one Idempotency-Key."""
import threading
import unittest
import uuid

from postgres import binaries
from stage import START, OnAStore, Stage


class Once(OnAStore):
    def setUp(self):
        self.stage = Stage(self.desk, START)
        self.boss = self.stage.boss
        self.boss.shop = self.stage.shop

    def ways(self):
        """path, body, another body, whether a session is needed"""
        login = uuid.uuid4().hex[:12]
        return ((self.boss.url("people"), {"login": login, "name": "n", "roles": ["agent"]},
                 {"login": login + "x", "name": "n", "roles": ["agent"]}),
                ("/api/v1/shops", {"name": "分店", "platform": "jd"}, {"name": "别的", "platform": "jd"}),
                ("/api/v1/tokens", {"name": "t", "scope": "read"}, {"name": "u", "scope": "read"}),
                (self.boss.url("web-hooks"), {"url": "https://example.com/a"}, {"url": "https://example.com/b"}),
                (self.boss.url("feed"), {}, {"x": 1}))

    def test_sent_twice_made_once(self):
        """proves issue 3: the first answer again, secrets included; another body is refused; the store keeps no secret"""
        for path, body, other in self.ways():
            key = {"Idempotency-Key": str(uuid.uuid4())}
            first = self.boss.post(path, body, fields=key)
            again = self.boss.post(path, body, fields=key)
            self.assertEqual((first.status, again.status), (201, 201), (path, first, again))
            self.assertEqual(first.bytes, again.bytes)
            self.assertEqual(first.fields.get("location"), again.fields.get("location"))
            self.assertEqual(again.fields.get("idempotency-replayed"), "true")
            self.assertNotIn("idempotency-replayed", first.fields)
            reused = self.boss.post(path, other, fields=key)
            self.assertEqual((reused.status, reused.json["type"]), (422, "urn:pingli:problem:key-reused"), path)
        self.assertEqual(len(self.boss.get(self.boss.url("web-hooks")).json["web_hooks"]), 1)
        elsewhere = self.boss.post("/api/v1/tokens", {"name": "t", "scope": "read"}, fields=key)
        self.assertEqual(elsewhere.status, 422)
        self.assertEqual(self.boss.post("/api/v1/shops", {}, fields={"Idempotency-Key": "x" * 101}).status, 422)

    def test_a_refused_request_leaves_the_key_free(self):
        key = {"Idempotency-Key": str(uuid.uuid4())}
        self.assertEqual(self.boss.post("/api/v1/shops", {"name": "x"}, fields=key).status, 422)
        self.assertEqual(self.boss.post("/api/v1/shops", {"name": "x", "platform": "jd"}, fields=key).status, 201)

    def test_at_the_same_time(self):
        """of many at once one is carried out"""
        key, answers = {"Idempotency-Key": str(uuid.uuid4())}, []
        body = {"login": uuid.uuid4().hex[:12], "name": "n", "roles": ["agent"]}
        clients = [self.stage.desk.client() for _ in range(6)]
        for client in clients:
            client.cookie, client.csrf = self.boss.cookie, self.boss.csrf

        def send(client):
            answers.append(client.post(self.boss.url("people"), body, fields=key))

        threads = [threading.Thread(target=send, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual({a.status for a in answers}, {201}, answers)
        self.assertEqual(len({a.bytes for a in answers}), 1)

    def test_another_log_in_does_not_read_the_answer(self):
        """the secret in an answer is for the session that asked"""
        key = {"Idempotency-Key": str(uuid.uuid4())}
        body = {"name": "t", "scope": "read"}
        self.assertEqual(self.boss.post("/api/v1/tokens", body, fields=key).status, 201)
        later = self.stage.desk.client().log_in("owner")
        answer = later.post("/api/v1/tokens", body, fields=key)
        self.assertEqual((answer.status, answer.json["type"]), (409, "urn:pingli:problem:conflict"))
        # somebody else's key of the same name is another key
        self.assertEqual(self.stage.agent.post("/api/v1/shops", {"name": "x"}, fields=key).status, 403)


@unittest.skipUnless(binaries(), "no PostgreSQL here")
class OnceOnPostgres(Once):
    database = "postgres"


if __name__ == "__main__":
    unittest.main(verbosity=1)
