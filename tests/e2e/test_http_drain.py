"""SIGTERM: what has been begun is answered, what idles is left, and there is an end to it."""
import threading
import time
import unittest

from http_probe import ProbeServer, get, post


class Drain(unittest.TestCase):
    def stop_aside(self, server):
        """Stops the server in a thread; its result is waited for by the caller."""
        result = []
        thread = threading.Thread(target=lambda: result.append(server.stop()))
        thread.start()
        time.sleep(0.3)
        return thread, result

    def finish(self, stopping):
        thread, result = stopping
        thread.join()
        return result[0]

    def test_idle_connections_do_not_hold_it_up(self):
        with ProbeServer() as server:
            idle = [server.connect() for _ in range(5)]
            self.assertEqual(idle[0].ask(get()), 200)
            status, seconds = server.stop()
            self.assertEqual(status, 0)
            self.assertLess(seconds, 1)
            for connection in idle:
                self.assertTrue(connection.closes())
                connection.socket.close()

    def test_half_sent_requests_are_answered(self):
        """proves issue 3: drain"""
        body = post(b"x" * 100)
        cuts = {"in its head": 20, "in its body": len(body) - 50}
        for name, cut in cuts.items():
            with self.subTest(name), ProbeServer() as server, server.connect() as connection:
                connection.send(body[:cut])
                time.sleep(0.2)
                stopping = self.stop_aside(server)
                connection.send(body[cut:])
                status, fields, _ = connection.answer()
                self.assertEqual((status, fields["connection"]), (201, "close"))
                self.assertEqual(self.finish(stopping)[0], 0)

    def test_running_handlers_are_waited_for(self):
        with ProbeServer() as server, server.connect() as connection:
            connection.send(get("/slow"))
            time.sleep(0.1)
            stopping = self.stop_aside(server)
            self.assertEqual(connection.status(), 200)
            self.assertEqual(self.finish(stopping)[0], 0)

    def test_nobody_is_let_in_any_more(self):
        with ProbeServer() as server, server.connect() as connection:
            connection.send(get("/slow"))
            time.sleep(0.1)
            stopping = self.stop_aside(server)
            with self.assertRaises(OSError):
                server.connect()
            self.finish(stopping)

    def test_it_ends_although_somebody_never_finishes(self):
        with ProbeServer(drain_ms=1000) as server, server.connect() as connection:
            connection.send(post()[:-1])
            time.sleep(0.1)
            status, seconds = server.stop()
            self.assertEqual(status, 0)
            self.assertAlmostEqual(seconds, 1.0, delta=0.7)

    def test_under_load_every_request_is_answered_or_never_taken(self):
        with ProbeServer() as server:
            halves = []

            def ask_on_and_on():
                try:
                    connection = server.connect()
                except OSError:
                    return
                while connection.send(get()):
                    answered = connection.answer()
                    if answered is None:
                        if connection.received:
                            halves.append(connection.received)
                        break
                connection.socket.close()

            crowd = [threading.Thread(target=ask_on_and_on) for _ in range(16)]
            for thread in crowd:
                thread.start()
            time.sleep(0.5)
            status, seconds = server.stop()
            for thread in crowd:
                thread.join()
            self.assertEqual(status, 0)
            self.assertLess(seconds, 3)
            self.assertEqual(halves, [])


if __name__ == "__main__":
    unittest.main()
