"""The attacks on the transport (test_http_framing.py) on the whole server: refused alike, and it goes on serving."""
import concurrent.futures
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

from desk import PASSWORD, Desk
from http_probe import Connection
from program import PROGRAM
from test_http_framing import INNER, REFUSED


def aimed(raw):
    """The same bytes at a route of the server that takes a body, under a name and type that it takes."""
    raw = raw.replace(b"Host: x\r\n", b"Host: localhost\r\nContent-Type: application/json\r\n")
    return raw.replace(b"POST /cases ", b"POST /api/v1/session ").replace(b"GET /cases/1 ", b"GET /health ")


def most_memory(desk):
    """In MiB, since the program began."""
    status = pathlib.Path(f"/proc/{desk.process.pid}/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) >> 10


class Attacks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk()
        cls.desk.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()

    def test_what_is_ambiguous_is_refused_once_and_the_connection_ends(self):
        """proves issue 3: framing attacks, on the server as it ships"""
        for name, (status, raw) in REFUSED.items():
            with self.subTest(name), Connection(self.desk.port) as connection:
                self.assertEqual(connection.ask(aimed(raw) + aimed(INNER)), status)
                self.assertTrue(connection.closes(), connection.received[:60])
        self.assertEqual(self.desk.client().get("/health").status, 200)

    def test_paths_do_not_lead_out(self):
        for path in ("/api/v1/shops/../../etc/passwd", "/api/v1/shops/%2e%2e/cases", "/%00", "/api/v1//shops",
                     "/api/v1/shops/%ff%fe", "/" + "a" * 9000):
            with self.subTest(path[:40]), Connection(self.desk.port) as connection:
                status = connection.ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                self.assertIn(status, (400, 401, 404, 414, 431))

    def test_large_bodies_stop_at_the_door(self):
        """A body is not read from somebody who has not logged in."""
        head = b"POST /api/v1/shops/x/findings HTTP/1.1\r\n" \
               b"Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 30000000\r\n\r\n"
        with Connection(self.desk.port) as connection:
            self.assertEqual(connection.ask(head), 401)
        with Connection(self.desk.port) as connection:
            self.assertEqual(connection.ask(head.replace(b"30000000", b"3000000000")), 413)

    def test_only_a_trusted_proxy_speaks_for_others(self):
        """Whoever says that TLS ends before them is believed if the operator named their address."""
        says = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        for options, is_believed in (((), False), (("--trusted-proxy", "127.0.0.1"), True)):
            with Desk(options=options) as desk:
                body = {"secret": desk.link, "password": PASSWORD}
                answer = desk.client().post("/api/v1/links", body, fields=says)
                self.assertEqual("; Secure" in answer.fields["set-cookie"], is_believed, answer.fields)

    def test_long_lists_of_findings_are_not_held_in_memory(self):
        """security finding 25: 12 bodies of 30 MiB of nested JSON took 6.3 GB, 480 MB each, whether of one line or of many"""
        nested = b'{"subject":{"kind":"review","id":"r"},"reportable":false,"x":[%s0]}\n'
        piece = b"[[1],[2]],"
        pieces = (30 << 20) // len(piece)
        for lines in (1, 20):
            body = (nested % (piece * (pieces // lines))) * lines
            with self.subTest(lines=lines), Desk() as desk:
                owner = desk.people()["owner"]
                before = most_memory(desk)

                def send(_):
                    client = desk.client()
                    client.cookie, client.csrf = owner.cookie, owner.csrf
                    return client.post(owner.url("findings"), raw=body)
                with concurrent.futures.ThreadPoolExecutor(3) as pool:
                    answers = list(pool.map(send, range(3)))
                for answer in answers:
                    self.assertEqual(answer.status, 200, answer)
                    self.assertEqual(sum(one["count"] for one in answer.json["skipped"]), lines)
                self.assertLess(most_memory(desk) - before, 48)


class NobodyReads(unittest.TestCase):
    def test_a_log_that_nobody_takes_holds_nobody_up(self):
        """security finding: with stdout or stderr a full pipe the server stood still for all and took no SIGTERM"""
        with tempfile.TemporaryDirectory() as data:
            process = subprocess.Popen([PROGRAM, "serve", "--data", data, "--listen", "127.0.0.1:0"],
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            try:
                for line in process.stdout:
                    if found := re.search(rb"listening on http://127\.0\.0\.1:(\d+)", line):
                        break
                with Connection(int(found[1])) as connection:
                    # Some 120 bytes of log each; a pipe takes 64 KiB.
                    for _ in range(2000):
                        self.assertEqual(connection.ask(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"), 200)
                process.terminate()
                begun = time.monotonic()
                self.assertEqual(process.wait(30), 0)
                self.assertLess(time.monotonic() - begun, 20)
            finally:
                process.kill()
                process.communicate()


if __name__ == "__main__":
    unittest.main(verbosity=1)
