"""The transport and requests that two programs could read differently: one answer, then the end."""
import unittest

from http_probe import ProbeServer, get, post

BODY = b'{"order":"1"}'
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
INNER = get("/cases/smuggled")
HEAD = b"POST /cases HTTP/1.1\r\nHost: x\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)

REFUSED = {
    "length, then encoding": (400, HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED),
    "encoding, then length": (400, HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + CHUNKED),
    "encoding that hides a request": (400, HEAD + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "chunked, identity": (400, HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n" + CHUNKED),
    "identity, chunked": (400, HEAD + b"Transfer-Encoding: identity, chunked\r\n\r\n" + CHUNKED),
    "xchunked": (400, HEAD + b"Transfer-Encoding: xchunked\r\n" + LENGTH + b"\r\n" + BODY),
    "encoding twice": (400, HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n" + CHUNKED),
    "space before the colon": (400, HEAD + b"Transfer-Encoding : chunked\r\n" + LENGTH + b"\r\n" + BODY),
    "vertical tab in the encoding": (400, HEAD + b"Transfer-Encoding: \x0bchunked\r\n\r\n" + CHUNKED),
    "two lengths": (400, HEAD + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nxxxxxxx"),
    "the same length twice": (400, HEAD + LENGTH + LENGTH + b"\r\n" + BODY),
    "signed length": (400, HEAD + b"Content-Length: +%d\r\n\r\n" % len(BODY) + BODY),
    "negative length": (400, HEAD + b"Content-Length: -1\r\n\r\n"),
    "length as a list": (400, HEAD + b"Content-Length: 5, 5\r\n\r\nxxxxx"),
    "length beyond 64 bits": (400, HEAD + b"Content-Length: 18446744073709551617\r\n\r\nx"),
    "bare line feeds": (400, (HEAD + LENGTH + b"\r\n").replace(b"\r\n", b"\n") + BODY),
    "one bare line feed": (400, HEAD + b"X: a\n" + LENGTH + b"\r\n" + BODY),
    "a bare carriage return": (400, HEAD + b"X: a\rY: b\r\n\r\n"),
    "NUL in a value": (400, HEAD + b"X: a\0b\r\n" + LENGTH + b"\r\n" + BODY),
    "a folded field": (400, HEAD + b"X: a\r\n Content-Length: 99\r\n" + LENGTH + b"\r\n" + BODY),
    "no Host": (400, b"GET /cases/1 HTTP/1.1\r\n\r\n"),
    "two Hosts": (400, b"GET /cases/1 HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
    "a Host that is none": (400, b"GET /cases/1 HTTP/1.1\r\nHost: x y\r\n\r\n"),
    "no field name": (400, b"GET /cases/1 HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n"),
    "another version": (505, b"GET /cases/1 HTTP/2.0\r\nHost: x\r\n\r\n"),
    "not HTTP": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
    "an empty line first": (400, b"\r\n" + get()),
    "another expectation": (417, HEAD + b"Expect: a-miracle\r\n" + LENGTH + b"\r\n" + BODY),
    "chunk size -2": (400, HEAD + b"Transfer-Encoding: chunked\r\n\r\n-2\r\nxx\r\n0\r\n\r\n"),
    "chunk size 0x3": (400, HEAD + b"Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n"),
    "chunk size beyond 64 bits": (400, HEAD + b"Transfer-Encoding: chunked\r\n\r\n1ffffffffffffffff\r\nabc\r\n"),
    "chunk longer than its size": (400, HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n"),
    "chunk ended by a line feed": (400, HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n"),
}


class Framing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = ProbeServer().__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def test_what_is_ambiguous_is_refused_once_and_the_connection_ends(self):
        """proves issue 3: framing attacks"""
        for name, (status, raw) in REFUSED.items():
            with self.subTest(name), self.server.connect() as connection:
                connection.send(raw + INNER)
                answered = connection.answer()
                self.assertIsNotNone(answered, "no answer")
                self.assertEqual(answered[0], status)
                self.assertEqual(answered[1]["content-type"], "application/problem+json")
                self.assertTrue(connection.closes(), f"left open, or more said: {connection.received[:60]}")

    def test_a_trailer_is_no_field(self):
        """proves issue 3: framing attacks"""
        with self.server.connect() as connection:
            raw = b"POST /cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n"
            connection.send(raw + get("/cases/next"))
            self.assertEqual(connection.answer()[2], b"ok")
            self.assertEqual(connection.answer()[2], b"next")

    def test_keep_alive_and_pipelining_keep_the_order(self):
        with self.server.connect() as connection:
            for _ in range(2):
                self.assertEqual(connection.ask(post()), 201)
            connection.send(b"".join(get(f"/cases/{i}") for i in range(50)))
            self.assertEqual([connection.answer()[2] for _ in range(50)], [b"%d" % i for i in range(50)])

    def test_a_request_may_come_byte_by_byte(self):
        chunked = b"POST /cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n"
        empty = b"POST /cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        with self.server.connect() as connection:
            for raw in (chunked, empty, post(), get()):
                for i in range(len(raw)):
                    connection.send(raw[i:i + 1])
                self.assertIn(connection.status(), (200, 201))

    def test_one_dot_zero_ends_after_its_answer(self):
        for fields in (b"", b"Connection: keep-alive\r\n"):
            with self.server.connect() as connection:
                connection.send(b"GET /cases/1 HTTP/1.0\r\n" + fields + b"\r\n")
                self.assertEqual(connection.status(), 200)
                self.assertTrue(connection.closes())

    def test_routes_and_methods(self):
        for raw, status in ((get("/nothing"), 404), (get("/cases/1/x"), 404), (get("/cases/%ff"), 400),
                            (get("/cases/../x"), 400), (get("/cases/%2e%2e"), 400), (get("/throws"), 500),
                            (b"GET http://x/cases/1 HTTP/1.1\r\nHost: x\r\n\r\n", 200),
                            (b"BREW /cases HTTP/1.1\r\nHost: x\r\n\r\n", 501),
                            (b"TRACE /cases HTTP/1.1\r\nHost: x\r\n\r\n", 501)):
            with self.subTest(raw=raw):
                self.assertEqual(self.server.ask(raw), status)
        with self.server.connect() as connection:
            connection.send(post(method=b"PUT"))
            status, fields, _ = connection.answer()
            self.assertEqual((status, fields["allow"]), (405, "POST"))

    def test_head_has_the_length_and_no_body(self):
        with self.server.connect() as connection:
            connection.send(get("/cases/abc").replace(b"GET", b"HEAD", 1) + get("/cases/x"))
            while b"\r\n\r\n" not in connection.received:
                connection.more(5)
            head, _, connection.received = connection.received.partition(b"\r\n\r\n")
            self.assertIn(b"Content-Length: 3", head)
            self.assertEqual(connection.answer()[2], b"x")

    def test_a_handler_cannot_split_its_answer(self):
        with self.server.connect() as connection:
            connection.send(get("/split"))
            self.assertNotIn("set-cookie", connection.answer()[1])

    def test_what_every_answer_carries(self):
        for raw in (get(), get("/nothing"), b"nonsense\r\n\r\n"):
            with self.server.connect() as connection:
                connection.send(raw)
                fields = connection.answer()[1]
                self.assertEqual(fields["x-content-type-options"], "nosniff")
                self.assertRegex(fields["date"], r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$")

    def test_continue_is_said_when_the_body_may_come(self):
        expecting = b"Expect: 100-continue\r\n"
        with self.server.connect() as connection:
            head, body = post(BODY, fields=expecting).split(b"\r\n\r\n")
            connection.send(head + b"\r\n\r\n")
            self.assertEqual(connection.status(), 100)
            self.assertEqual(connection.ask(body), 201)
        with self.server.connect() as connection:
            connection.send(HEAD + expecting + b"Content-Length: 2000000\r\n\r\n")
            self.assertEqual(connection.status(), 413)
            self.assertTrue(connection.closes())

    def test_an_answer_may_come_later_from_another_thread(self):
        with self.server.connect() as connection:
            connection.send(get("/later") * 3)
            self.assertEqual([connection.answer()[2] for _ in range(3)], [b"later"] * 3)


if __name__ == "__main__":
    unittest.main()
