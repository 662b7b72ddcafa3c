"""The transport and whoever sends too much, too slowly, or too often."""
import selectors
import socket
import time
import unittest

from http_probe import IS_SANITIZED, ProbeServer, get, post

HEAD = b"POST /cases HTTP/1.1\r\nHost: x\r\n"
MEMORY_GROWTH_MAX = 400 if IS_SANITIZED else 24  # MiB; the bodies below are hundreds


class Sizes(unittest.TestCase):
    def test_bodies_over_the_limit(self):
        """proves issue 3: an oversized body"""
        with ProbeServer() as server:
            with server.connect() as connection:
                connection.send(HEAD + b"Content-Length: 2097152\r\n\r\n")
                self.assertEqual(connection.status(), 413)
                self.assertTrue(connection.closes())
            with server.connect() as connection:
                connection.send(post(b"x" * 2097152))
                self.assertEqual(connection.status(), 413)
            with server.connect() as connection:
                connection.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
                for _ in range(40):
                    connection.send(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
                self.assertEqual(connection.status(), 413)
            self.assertEqual(server.ask(post(b"x" * (1 << 20))), 201)

    def test_heads_over_the_limit(self):
        with ProbeServer() as server:
            self.assertEqual(server.ask(get("/cases/1", "X: " + "a" * 70000)), 431)
            self.assertEqual(server.ask(get("/cases/" + "a" * 9000)), 431)
            self.assertEqual(server.ask(get("/cases/1", *["X: y"] * 200)), 400)
            self.assertEqual(server.ask(get("/cases/1", "X: " + "a" * 8000)), 200)

    def endless(self, head, piece, times):
        """Sends piece after piece; the server answers or hangs up, and its memory does not grow."""
        with ProbeServer() as server:
            before = server.peak_mebibytes()
            with server.connect() as connection:
                connection.send(head)
                sent = 0
                while sent < times and connection.send(piece):
                    sent += 1
                status = connection.status(3)
            self.assertIsNone(server.process.poll(), "the server died")
            self.assertLess(server.peak_mebibytes() - before, MEMORY_GROWTH_MAX)
            self.assertEqual(server.ask(get()), 200)
            return sent, status

    def test_endless_chunked_body(self):
        """proves issue 3: endless parts"""
        self.assertLess(self.endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
                                     b"10000\r\n" + b"x" * 65536 + b"\r\n", 4000)[0], 1000)

    def test_endless_fields(self):
        """proves issue 3: endless parts"""
        self.assertLess(self.endless(HEAD, b"X-A: " + b"b" * 1000 + b"\r\n", 100_000)[0], 100_000)

    def test_endless_chunk_extension(self):
        """proves issue 3: endless parts"""
        self.assertLess(self.endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;a=", b"e" * 65536, 4000)[0], 1000)

    def test_endless_trailers(self):
        """proves issue 3: endless parts"""
        self.assertLess(self.endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n",
                                     b"X-A: " + b"b" * 1000 + b"\r\n", 200_000)[0], 100_000)


class Slowness(unittest.TestCase):
    def test_slow_senders_are_told_and_left(self):
        """proves issue 3: a slow client (limits are a tenth of the real ones)"""
        with ProbeServer(request_ms=1000, idle_ms=3000) as server:
            for raw in (get("/cases/1", "X: " + "a" * 200), post(b"x" * 200)):
                with self.subTest(raw=raw[:5]), server.connect() as connection:
                    started = time.monotonic()
                    for i in range(60):
                        if not connection.send(raw[i:i + 1]) or connection.more(0.05):
                            break
                    self.assertEqual(connection.status(), 408)
                    self.assertTrue(connection.closes())
                    self.assertAlmostEqual(time.monotonic() - started, 1.0, delta=0.6)
            self.assertEqual(server.metrics()["timeouts"], 2)

    def test_idle_connections_are_closed(self):
        with ProbeServer(idle_ms=500) as server, server.connect() as connection:
            self.assertEqual(connection.ask(get()), 200)
            started = time.monotonic()
            self.assertTrue(connection.closes())
            self.assertAlmostEqual(time.monotonic() - started, 0.5, delta=0.4)

    def test_a_reader_that_takes_nothing_is_left(self):
        with ProbeServer(write_ms=500) as server, server.connect(buffer=4096) as connection:
            connection.send(get("/large"))
            time.sleep(1.5)
            metrics = server.metrics()
            self.assertEqual(metrics["connections"], 1)
            self.assertEqual(metrics["timeouts"], 1)

    def test_a_reader_that_takes_a_little_for_ever_is_left(self):
        """attack of round five, 7: each byte taken gave another 10 s (here the whole of 32 MiB has about 3 s)"""
        with ProbeServer(write_ms=3000, answer_mib_ms=1) as server, server.connect() as connection:
            connection.send(get("/large"))
            end = time.monotonic() + 12  # at two mebibytes a second
            while time.monotonic() < end and connection.more(1):
                time.sleep(0.03)
            self.assertEqual(server.metrics()["timeouts"], 1)

    def test_unread_answers_have_their_room(self):
        """attack of round five, 7: answers that nobody reads lie in memory (32 MiB each)"""
        with ProbeServer(unsent_mib=128, unsent_of_one_mib=64) as server:
            before = server.peak_mebibytes()
            crowd = []
            for _ in range(16):  # one after the other: what is being made is not what waits
                crowd.append(server.connect(buffer=4096))
                crowd[-1].send(get("/large"))
                time.sleep(0.2)
            statuses = [int(one.received.split()[1]) for one in crowd if one.more(5)]
            self.assertEqual((statuses.count(200), statuses.count(503)), (2, 14), statuses)
            if not IS_SANITIZED:
                self.assertLess(server.peak_mebibytes() - before, 200)
            self.assertEqual(server.ask(get()), 200, "what is short is answered")
            for one in crowd:
                one.socket.close()
            time.sleep(0.5)
            with server.connect() as connection:
                connection.send(get("/large"))
                self.assertEqual(connection.status(), 200, "they went, and so did what they held")

    def test_slow_uploads_have_their_own_time(self):
        """proves style 4.5: 30 s for each MiB (here 1 s)"""
        with ProbeServer(request_ms=300, upload_mib_ms=1000) as server:
            with server.connect() as connection:
                connection.send(b"POST /uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
                for _ in range(10):
                    time.sleep(0.07)
                    connection.send(b"x")
                self.assertEqual(connection.status(), 201)
            with server.connect() as connection:
                connection.send(b"POST /uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx")
                self.assertEqual(connection.status(), 408)
            self.assertEqual(list(server.folder.iterdir()), [])


class Crowds(unittest.TestCase):
    def test_connections_of_one_address(self):
        """security finding 29: of what is too many the quietest goes, and what is at work stays"""
        with ProbeServer(connections_per_address=5, workers=16) as server:
            crowd = [server.connect() for _ in range(5)]
            for connection in crowd:
                self.assertEqual(connection.ask(get()), 200)
            with server.connect() as late:
                self.assertEqual(late.ask(get()), 200)
                self.assertTrue(crowd[0].closes(), "the one that was quiet for longest")
                self.assertEqual([one.ask(get()) for one in crowd[1:]], [200] * 4)
                for one in [*crowd[1:], late]:
                    one.send(get("/slow"))
                time.sleep(0.3)
                with server.connect() as refused:
                    self.assertEqual(refused.status(), 503)
                    self.assertTrue(refused.closes())
                self.assertEqual([one.status() for one in [*crowd[1:], late]], [200] * 5)
            for connection in crowd:
                connection.socket.close()

    def test_quiet_crowds_and_slow_heads_shut_nobody_out(self):
        """security finding 29: places held by idle connections and slowloris, from ten addresses"""
        with ProbeServer(connections=60, connections_per_address=20, idle_ms=60_000, request_ms=60_000) as server:
            crowd = [server.connect(source=f"127.0.0.{2 + i % 10}") for i in range(60)]
            for connection in crowd[::2]:
                connection.send(b"GET /cases/1 HTT")
            time.sleep(0.2)
            kept = server.connect()
            for _ in range(30):
                with server.connect() as other:
                    self.assertEqual(other.ask(get()), 200)
                crowd.append(server.connect(source=f"127.0.0.{2 + len(crowd) % 10}"))
                crowd[-1].send(b"GET /cases/1 HTT")
            self.assertEqual(kept.ask(get()), 200, "who has one connection loses it to nobody who has more")
            for connection in [*crowd, kept]:
                connection.socket.close()

    def test_whom_a_proxy_names_is_believed_only_of_a_trusted_one(self):
        names = ("X-Forwarded-For: 203.0.113.1, 198.51.100.7", "X-Forwarded-Proto: https")
        for limits, expected in (({}, b"127.0.0.1"), ({"behind_proxy": 1}, b"198.51.100.7 secure")):
            with ProbeServer(connections_per_address=2, **limits) as server, server.connect() as connection:
                connection.send(get("/whoami", *names))
                self.assertEqual(connection.answer()[2], expected)
                crowd = [server.connect() for _ in range(4)]
                served = [one.ask(get()) for one in crowd]
                self.assertEqual(served.count(200), 4 if limits else 2)
                for one in crowd:
                    one.socket.close()

    def test_connections_in_all(self):
        with ProbeServer(connections=3) as server:
            crowd = [server.connect() for _ in range(3)]
            self.assertEqual([c.ask(get()) for c in crowd], [200] * 3)
            with server.connect() as late:
                self.assertEqual(late.ask(get()), 200)
                self.assertTrue(crowd[0].closes())
            for connection in crowd:
                connection.socket.close()

    def test_a_full_queue_says_try_again(self):
        """proves style 4.5: full -> 503 and Retry-After"""
        with ProbeServer(workers=1, queue=1) as server:
            crowd = [server.connect() for _ in range(6)]
            for connection in crowd:
                connection.send(get("/slow"))
                time.sleep(0.05)  # The first is with the worker before the second comes.
            answers = [connection.answer() for connection in crowd]
            self.assertEqual(sorted(status for status, _, _ in answers), [200, 200, 503, 503, 503, 503])
            refused = next(fields for status, fields, _ in answers if status == 503)
            self.assertEqual(refused["retry-after"], "1")
            self.assertNotIn("connection", refused)
            for connection in crowd:
                connection.socket.close()

    def test_idle_connections_do_not_starve_others(self):
        with ProbeServer() as server:
            idle = [server.connect() for _ in range(50)]
            self.assertEqual(server.ask(post()), 201)
            for connection in idle:
                connection.socket.close()

    def test_all_of_many_are_served_alike(self):
        """proves issue 3: fairness"""
        request = get()
        with ProbeServer() as server:
            selector, served = selectors.DefaultSelector(), {}
            for _ in range(64):
                one = socket.create_connection(("127.0.0.1", server.port))
                one.sendall(request)
                served[one] = 0
                selector.register(one, selectors.EVENT_READ)
            end = time.monotonic() + 2
            while time.monotonic() < end:
                for key, _ in selector.select(0.1):
                    if key.fileobj.recv(65536):
                        served[key.fileobj] += 1
                        key.fileobj.sendall(request)
            for one in served:
                one.close()
            counts = sorted(served.values())
            self.assertGreater(counts[0], 0, "somebody was never answered")
            self.assertGreater(counts[0] * 4, counts[-1], f"from {counts[0]} to {counts[-1]}")


if __name__ == "__main__":
    unittest.main()
