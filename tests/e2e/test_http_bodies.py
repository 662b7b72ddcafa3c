"""Uploads, files and event streams over the transport."""
import hashlib
import os
import subprocess
import time
import unittest

from http_probe import IS_SANITIZED, Connection, ProbeServer, get, post

FORM = b"Content-Type: multipart/form-data; boundary=XX\r\n"


def part(name, data, more=b""):
    return b'--XX\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name, more, data)


class Uploads(unittest.TestCase):
    def upload(self, server, body, fields=b"", **options):
        with server.connect() as connection:
            connection.send(post(body, path="/uploads", fields=fields, **options))
            status, _, said = connection.answer(60)
            return status, said.decode()

    def test_a_raw_body_is_streamed_and_hashed(self):
        """proves issue 3: an upload streams to disk"""
        data = os.urandom(20 << 20)
        with ProbeServer() as server:
            before = server.peak_mebibytes()
            status, said = self.upload(server, data, b"Content-Type: image/jpeg\r\n")
            self.assertEqual((status, said), (201, f"{hashlib.sha256(data).hexdigest()} {len(data)}  image/jpeg"))
            if not IS_SANITIZED:
                self.assertLess(server.peak_mebibytes() - before, 8)
            self.assertEqual(list(server.folder.iterdir()), [])

    def test_a_form_has_one_file_and_small_fields(self):
        data = os.urandom(3 << 20) + b"\r\n--X"
        file = b'; filename="../\xe8\xaf\x81\xe6\x8d\xae.jpg"\r\nContent-Type: image/jpeg'
        with ProbeServer() as server:
            body = part(b"note", b"hello") + part(b"file", data, file) + part(b"kind", b"photo") + b"--XX--\r\n"
            status, said = self.upload(server, body, FORM)
            self.assertEqual(status, 201)
            self.assertEqual(said, f"{hashlib.sha256(data).hexdigest()} {len(data)} 证据.jpg image/jpeg "
                                   "note=hello kind=photo")

    def test_forms_that_are_none(self):
        file = b'; filename="a"'
        rows = {"no file": (400, part(b"a", b"b") + b"--XX--"), "two files": (400, part(b"a", b"", file) * 2 + b"--XX--"),
                "cut short": (400, part(b"a", b"b", file)), "nonsense": (400, b"hello"), "nothing": (400, b""),
                "a long field": (413, part(b"a", b"x" * 20000) + b"--XX--"),
                "many fields": (413, part(b"a", b"") * 30 + b"--XX--")}
        with ProbeServer() as server:
            for name, (status, body) in rows.items():
                with self.subTest(name):
                    self.assertEqual(self.upload(server, body, FORM)[0], status)
            self.assertEqual(self.upload(server, b"", b"Content-Type: multipart/form-data\r\n")[0], 400)
            self.assertEqual(list(server.folder.iterdir()), [])

    def test_the_limit_is_50_mebibytes(self):
        with ProbeServer() as server, server.connect() as connection:
            connection.send(b"POST /uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 52428801\r\n\r\n")
            self.assertEqual(connection.status(), 413)
        with ProbeServer() as server, server.connect() as connection:
            connection.send(b"POST /uploads HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(60):
                connection.send(b"100000\r\n" + b"x" * (1 << 20) + b"\r\n")
            self.assertEqual(connection.status(), 413)
            time.sleep(0.2)
            self.assertEqual(list(server.folder.iterdir()), [])

    def test_strangers_are_refused_before_the_body(self):
        with ProbeServer() as server:
            with server.connect() as connection:
                connection.send(b"PUT /uploads HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9999\r\n\r\n")
                self.assertEqual(connection.status(), 401)
                self.assertTrue(connection.closes())
            with server.connect() as connection:
                connection.send(post(b"x" * 2_000_000, path="/uploads", method=b"PUT"))
                self.assertEqual(connection.status(), 401)
            status, _ = self.upload(server, b"x", b"Authorization: friend\r\n", method=b"PUT")
            self.assertEqual(status, 201)

    def test_uploads_at_once(self):
        with ProbeServer(uploads=1) as server, server.connect() as first:
            first.send(b"POST /uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
            time.sleep(0.2)
            self.assertEqual(self.upload(server, b"x")[0], 503)
            self.assertEqual(first.ask(b"1234567"), 201)
            self.assertEqual(self.upload(server, b"x")[0], 201)

    def test_the_last_of_the_disk_is_not_for_uploads(self):
        """security finding 23: with a full disk nobody could decide anything any more"""
        with ProbeServer(disk_reserve_mib=1 << 40) as server:
            self.assertEqual(self.upload(server, b"x")[0], 507)
            self.assertEqual(list(server.folder.iterdir()), [])

    def test_a_sender_that_leaves_leaves_nothing(self):
        with ProbeServer() as server:
            with server.connect() as connection:
                connection.send(b"POST /uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n" + b"x" * 100000)
                time.sleep(0.2)
                self.assertEqual(len(list(server.folder.iterdir())), 1)
            time.sleep(0.2)
            self.assertEqual(list(server.folder.iterdir()), [])


class Files(unittest.TestCase):
    def test_whole_and_in_pieces(self):
        data = os.urandom(1_000_003)
        with ProbeServer() as server:
            (server.folder / "file.bin").write_bytes(data)
            with server.connect() as connection:
                connection.send(get("/file") + get("/file", "Range: bytes=1000-70999") + get("/file", "Range: bytes=-3"))
                self.assertEqual(connection.answer()[2], data)
                status, fields, piece = connection.answer()
                self.assertEqual((status, fields["content-range"]), (206, "bytes 1000-70999/1000003"))
                self.assertEqual(piece, data[1000:71000])
                self.assertEqual(connection.answer()[2], data[-3:])


class Events(unittest.TestCase):
    def listen(self, server):
        connection = server.connect()
        connection.send(get("/events"))
        while b"\r\n\r\n" not in connection.received:
            self.assertTrue(connection.more(5))
        head, _, connection.received = connection.received.partition(b"\r\n\r\n")
        self.assertIn(b"Content-Type: text/event-stream", head)
        return connection

    def read_until(self, connection, mark):
        end = time.monotonic() + 10
        while mark not in connection.received:
            self.assertLess(time.monotonic(), end, "it never came")
            connection.more(1)

    def test_events_reach_every_listener(self):
        with ProbeServer() as server:
            crowd = [self.listen(server) for _ in range(5)]
            for i in range(100):
                self.assertEqual(server.ask(post(b"event %d" % i, path="/events")), 200)
            for connection in crowd:
                self.read_until(connection, b"event 99\n\n")
                self.assertEqual(connection.received.count(b"id: 1\nevent: said\ndata: event "), 100)
                connection.socket.close()

    def test_hearts_beat_and_who_leaves_is_noticed(self):
        with ProbeServer(heartbeat_ms=200) as server:
            connection = self.listen(server)
            self.read_until(connection, b":\n\n:\n\n")
            self.assertEqual(server.metrics()["event_streams"], 1)
            connection.socket.close()
            time.sleep(0.2)
            self.assertEqual(server.metrics()["event_streams"], 0)

    def test_who_does_not_read_is_let_go(self):
        with ProbeServer(backlog=100_000) as server:
            connection = Connection(server.port, buffer=4096)
            connection.send(get("/events"))
            time.sleep(0.2)
            for _ in range(200):
                with server.connect() as other:
                    other.send(post(b"x" * 90_000, path="/events"))
                    if other.answer()[2] == b"0":
                        break
            else:
                self.fail("a listener that reads nothing was kept")
            connection.socket.close()

    def test_streams_end_when_the_server_stops(self):
        with ProbeServer() as server:
            connection = self.listen(server)
            server.ask(post(b"last", path="/events"))
            status, seconds = server.stop()
            self.assertEqual(status, 0)
            self.assertLess(seconds, 2)
            self.read_until(connection, b"data: last\n\n")
            connection.socket.close()


class SecureServer(ProbeServer):
    def prepare(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x",
                        "-keyout", self.folder / "key.pem", "-out", self.folder / "cert.pem"],
                       check=True, capture_output=True)

    def connect(self, **options):
        import ssl
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        connection = super().connect(**options)
        connection.socket = context.wrap_socket(connection.socket)
        return connection


class Tls(unittest.TestCase):
    def test_the_same_over_tls(self):
        data = os.urandom(5 << 20)
        with SecureServer() as server:
            with server.connect() as connection:
                self.assertEqual(connection.ask(get()), 200)
                connection.send(post(data, path="/uploads"))
                self.assertIn(hashlib.sha256(data).hexdigest(), connection.answer()[2].decode())
                connection.send(get("/large"))
                self.assertEqual(len(connection.answer()[2]), 32 << 20)
            with server.connect() as connection:
                connection.send(b"nonsense\r\n\r\n")
                self.assertEqual(connection.status(), 400)
                self.assertTrue(connection.closes())
            with server.connect() as idle:
                self.assertEqual(idle.ask(get()), 200)
                status, seconds = server.stop()
            self.assertEqual(status, 0)
            self.assertLess(seconds, 2)

    def test_plain_bytes_on_the_secure_port(self):
        with SecureServer(request_ms=500) as server:
            with Connection(server.port) as connection:
                connection.send(get())
                self.assertTrue(connection.closes() or b"HTTP/1.1" not in connection.received)
            with Connection(server.port) as silent:
                started = time.monotonic()
                silent.closes()
                self.assertLess(time.monotonic() - started, 2)


if __name__ == "__main__":
    unittest.main()
