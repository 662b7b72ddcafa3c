"""What a new operator tries with the README alone: what is mistyped is refused before anything is made, and says what was
given and what is expected; links lead to where the server is; a log-in is told (review of round four)."""
import os
import re
import socket
import subprocess
import tempfile
import unittest

from desk import Desk
from program import PROGRAM, run


def said(done):
    return done.stderr.decode()


class WrongOptions(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name, text=None):
        path = os.path.join(self.folder.name, name)
        if text is not None:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return path

    def test_what_the_server_is_told_is_looked_at_before_anything_is_made(self):
        """M12: one that fails half-way leaves a folder that is neither new nor whole"""
        pem, no_time = self.path("a.pem", "x"), self.path("clock", "noon")
        wrong = {"--platform": "ebay", "--clock": "/nope", "--web": "/nope", "--scanner": "/nothing", "--zone": "Mars",
                 "--base-url": "desk.example.com", "--owner": "a b/c", "--listen": "localhost:8080", "--shop": "a\nb",
                 "--certificate": "/nope.pem", "--key": "/nope.pem", "--trusted-proxy": "proxy", "--sample": "/nope"}
        options = {name: [name, given] for name, given in wrong.items()}
        options["--certificate"] += ["--key", pem]
        options["--key"] += ["--certificate", pem]
        options |= {"a clock without a time": ["--clock", no_time], "no key": ["--certificate", pem],
                    "a scanner that is no socket": ["--scanner", pem], "no port": ["--listen", "127.0.0.1"]}
        for name, given in options.items():
            data = self.path("data")
            listen = [] if "--listen" in given else ["--listen", "127.0.0.1:0"]
            done = subprocess.run([PROGRAM, "serve", "--data", data, *listen, *given], capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 1 if name == "--sample" else 2, (name, done))
            self.assertEqual(done.stdout, b"", name)
            self.assertFalse(os.path.exists(data), name)
            if name in wrong:
                self.assertIn(name if name != "--sample" else "/nope", said(done))
                self.assertIn(wrong[name].split("\n")[0], said(done), name)
            if name != "--sample":
                self.assertIn("expected", said(done), name)

    def test_an_address_in_use_is_named(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = run("serve", "--data", self.path("data"), "--listen", f"127.0.0.1:{port}", status=1)
            self.assertIn(f"127.0.0.1 port {port}: another program", said(done))

    def test_files_that_are_not_there_or_not_of_that_kind_are_named(self):
        self.assertRegex(said(run("signals", "--kind", "reviews", "/nope", status=1)), "/nope: expected a file")
        tar = self.path("X.tar", "x")
        self.assertIn("unpack the file first", said(run("restore", tar, "--data", self.path("new"), status=1)))
        self.assertFalse(os.path.exists(self.path("new")))


class FirstDay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk(options=["--base-url", "https://desk.example.com/"])
        with socket.create_server(("127.0.0.1", 0)) as free:
            cls.desk.port = free.getsockname()[1]
        cls.desk.__enter__()
        cls.owner = cls.desk.client().use_link(cls.desk.link)

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()

    def verb(self, *words, status=0):
        return run(*words, "--data", self.desk.data, status=status)

    def test_links_of_the_terminal_lead_to_where_the_server_is(self):
        """M2: they led to http://127.0.0.1:8080, whatever --base-url said"""
        made = self.verb("user", "add", "wang", "--role", "agent")
        for done in (made, self.verb("user", "link", "wang")):
            self.assertRegex(done.stdout.decode(), r"^https://desk\.example\.com/#link=\S+\n$")
            self.assertIn("for the log-in wang; good once, within 48 hours", said(done))
        other = self.verb("user", "link", "wang", "--base-url", "http://192.0.2.7:81/")
        self.assertTrue(other.stdout.startswith(b"http://192.0.2.7:81/#link="), other)
        self.assertIn("expected", said(self.verb("user", "link", "wang", "--base-url", "desk", status=1)))
        self.assertIn("user link", said(self.verb("user", "add", "wang", "--role", "agent", status=1)))

    def test_a_mistyped_shop_passes_no_check(self):
        """M9: a check of nothing was a check without faults"""
        for words in (("audit", "verify"), ("audit", "security")):
            done = self.verb(*words, "--shop", "xyz", status=1)
            self.assertIn("--shop xyz: there is no such shop", said(done))
            self.verb(*words, "--shop", self.owner.shop)
        self.assertIn("--shop xyz", said(self.verb("user", "add", "li", "--role", "agent", "--shop", "xyz", status=1)))

    def test_the_last_who_can_do_it_stays(self):
        self.assertIn("owner is the only operator", said(self.verb("user", "operator", "owner", "off", status=1)))
        self.assertIn("owner is the only operator", said(self.verb("user", "disable", "owner", status=1)))
        self.verb("user", "add", "zhao", "--role", "agent")
        self.assertIn("zhao is an operator", said(self.verb("user", "operator", "zhao", "on")))
        # Who has never come in is nobody who is left.
        self.assertIn("owner is the only operator", said(self.verb("user", "disable", "owner", status=1)))
        made = self.verb("user", "link", "zhao")
        self.desk.client().use_link(made.stdout.decode().split("#link=")[1].strip())
        self.assertIn("the only owner of shop " + self.owner.shop, said(self.verb("user", "disable", "owner", status=1)))
        self.assertEqual(self.owner.get("/api/v1/session").status, 200)
        self.assertIn("zhao is no operator", said(self.verb("user", "operator", "zhao", "off")))
        self.assertIn("zhao is shut out", said(self.verb("user", "disable", "zhao")))
        self.assertIn("zhao is let in", said(self.verb("user", "enable", "zhao")))
        self.assertIn("nothing was changed", said(self.verb("user", "one-factor", "zhao")))


class Addresses(unittest.TestCase):
    def test_what_is_printed_can_be_opened(self):
        """M8 and M7: every address of a machine is none to go to; nobody was told the first log-in"""
        for listen, url in (("0.0.0.0:0", r"http://127\.0\.0\.1:\d+"), ("[::1]:0", r"http://\[::1\]:\d+")):
            with tempfile.TemporaryDirectory() as folder:
                data = os.path.join(folder, "data")
                server = subprocess.Popen([PROGRAM, "serve", "--data", data, "--listen", listen, "--plain-http", "--quiet", "--owner", "wang.li"],
                                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                text = ""
                for line in server.stdout:
                    text += line
                    if "#link=" in line or "listening on ::1" in line:
                        break
                server.terminate()
                server.stdout.close()
                server.wait(60)
                if "annot assign requested address" in text:
                    self.skipTest("no IPv6 here")
                self.assertRegex(text, f"listening on {url}\n")
                self.assertRegex(text, f"first log-in of “wang.li” .*: {url}/#link=\\S+\n")
                self.assertEqual("--base-url" in text, listen.startswith("0.0.0.0"))
                self.assertTrue(re.match(url, run("user", "link", "wang.li", "--data", data).stdout.decode()))


if __name__ == "__main__":
    unittest.main()
