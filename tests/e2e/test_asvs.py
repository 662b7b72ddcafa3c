"""What docs/security-asvs.md claims and no other test shows: small questions to the real server, and to the source."""
import base64
import json
import pathlib
import re
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import uuid

import postgres
from desk import PASSWORD, Desk
from program import PROGRAM, REPOSITORY, chains, run
from stage import PNG, claim
from test_http_bodies import SecureServer
from test_webhooks import Receiver

NEW_PASSWORD = " Ünïcode 密码 and Spaces; no rule! " + "x" * 40 + " "
DOCUMENTED_FROM = "2026-05-12T10:00"
TEN_YEARS_ON = "2036-05-12T10:00"
HOSTILE = ["' OR '1'='1", "'; DROP TABLE events; --", "a* OR shop:b", "NEAR(", "?", "\\"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def sources(folder, *endings):
    for path in sorted((REPOSITORY / folder).rglob("*")):
        if path.suffix in endings and "_test" not in path.name and ".test." not in path.name and ".gen." not in path.name:
            yield path, re.sub(r"//.*|/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S if path.suffix == ".css" else 0)


def found_in(folder, endings, pattern):
    return [(str(path.relative_to(REPOSITORY)), hit[0]) for path, text in sources(folder, *endings)
            for hit in re.finditer(pattern, text)]


class Source(unittest.TestCase):
    def test_the_source_has_nothing_that_runs_words(self):
        self.assertEqual(found_in("src", (".cpp", ".hpp", ".cc"), r"\b(system|popen|exec[lv]p?e?|posix_spawnp?|dlopen)\s*\("
                                  r"|std::regex|<regex>"), [])
        # An expression may be made of a constant of the source; its name says so.
        self.assertEqual(found_in("web/src", (".ts", ".tsx", ".mjs"), r"dangerouslySetInnerHTML|\.(inner|outer)HTML|"
                                  r"insertAdjacentHTML|document\.write|\beval\(|new Function|new RegExp\((?![A-Z_]+\b)|"
                                  r"postMessage|[\"']message[\"']|javascript:|<(iframe|embed|object|applet)\b|__proto__|"
                                  r"\.prototype\b|set(Timeout|Interval)\(\s*[\"'`]"), [])

    def test_cryptography_comes_from_libraries(self):
        known = (r"crypto_(aead_xchacha20poly1305_ietf|auth_hmacsha256|hash_sha256|hash_sha512|pwhash|sign|"
                 r"generichash|box_seal|kdf)_?\w*")
        calls = found_in("src", (".cpp", ".hpp"), r"\bcrypto_\w+")
        self.assertGreater(len(calls), 10)
        self.assertEqual([call for call in calls if not re.fullmatch(known, call[1])], [])
        # Of a random number that can be foreseen, only made-up shops are made.
        self.assertEqual([one for one in found_in("src", (".cpp", ".hpp"), r"\bMD5|\bRC4\b|\bDES_|\bECB\b|\bs?rand\(|mt19937")
                          if not one[0].startswith("src/simulate/")], [])

    def test_fields_of_passwords(self):
        fields = [(path.name, tag) for path, text in sources("web/src", ".tsx")
                  for tag in re.findall(r"<Input\.Password\b[^>]*?/>", text, re.S)]
        self.assertGreater(len(fields), 2)
        for name, tag in fields:
            self.assertRegex(tag, r'autoComplete="(current|new)-password"|autoComplete=\{', (name, tag))
        self.assertEqual(found_in("web/src", (".tsx",), r"onPaste|onCopy|onDrop=\{.*password"), [])
        asked = found_in("web/src", (".tsx",), r'<Input\b(?!\.Password)[^>]*(name|id)="password"')
        self.assertEqual(asked, [], "a password that everybody can read")


class Server(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk(time=DOCUMENTED_FROM)
        cls.desk.__enter__()
        cls.people = cls.desk.people(agent="agent", buyer="claimant")
        cls.owner, cls.agent, cls.buyer = (cls.people[name] for name in ("owner", "agent", "buyer"))
        cls.case = cls.buyer.open("claims", **claim(title="来电太多"))
        cls.description = cls.owner.get("/api/openapi.json").json
        made = cls.owner.post(cls.owner.url("feed")).json
        cls.feed = made["user"] + ".ics"
        cls.feed_login = "Basic " + base64.b64encode(f"{made['user']}:{made['secret']}".encode()).decode()

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()

    def log(self):
        return pathlib.Path(self.desk.data, "log").read_text("utf-8")

    def readings(self):
        """Everything that can be asked for, but for the streams that do not end: address and answer."""
        values = {"shop": self.owner.shop, "case": self.case, "number": "2026-000001", "party": "claimant",
                  "feed": self.feed, "person": self.owner.user, "rulebook": "harassment", "version": "2026.1"}
        for path, methods in self.description["paths"].items():
            if "get" not in methods or path.endswith("/stream"):
                continue
            url = re.sub(r"\{(\w+)\}", lambda name: values.get(name[1], str(uuid.UUID(int=7))), path)
            yield url, self.owner.get(url)

    def test_what_looks_like_a_query_is_a_word(self):
        known = self.owner.open("claims", **claim(title="' OR '1'='1 --"))
        for word in HOSTILE:
            quoted = urllib.parse.quote(word, safe="")
            for url in (self.owner.url("search") + "?q=" + quoted, self.owner.url("cases") + "?assigned=" + quoted,
                        self.owner.url("cases") + "?cursor=" + quoted, self.owner.url("cases", quoted),
                        self.owner.url("numbers", quoted), f"/api/v1/shops/{quoted}/cases", "/api/v1/rulebooks/search?q=" + quoted):
                answer = self.owner.get(url)
                self.assertLess(answer.status, 500, (url, answer))
                if answer.status == 200:
                    self.assertLessEqual({one["case_id"] for one in answer.json.get("cases", [])}, {known}, url)
        self.assertEqual(self.owner.case(known)["case"]["title"], "' OR '1'='1 --")
        self.assertEqual(self.owner.case(self.case)["case"]["title"], "来电太多")

    def test_a_picture_with_a_script_is_never_shown(self):
        for words, kind in ((SVG, "svg"), (b"<!doctype html><html><script>alert(1)</script></html>", "html")):
            sent = self.owner.request("POST", self.owner.url("files"), raw=words, fields={"Content-Type": "image/png"})
            self.assertEqual(sent.status, 201, sent)
            self.assertIn(kind, sent.json["mime"])
            got = self.download(dict(sent.json, mime="image/png"))
            self.assertIn(kind, got.fields["content-type"])
            self.assertIn("attachment", got.fields["content-disposition"])
            self.assertIn("sandbox", got.fields["content-security-policy"])
            self.assertEqual(got.fields["x-content-type-options"], "nosniff")
        preview = (REPOSITORY / "web/src/screens/cases/preview.tsx").read_text("utf-8")
        self.assertIn('mime.startsWith("image/") && !mime.includes("svg")', preview)
        self.assertNotIn("html", preview)

    def download(self, file):
        case = self.owner.open("claims", **claim())
        self.owner.command(case, "submit_evidence", kind="other", origin="手机", purpose="看", file=file)
        shown = [one for one in self.owner.case(case)["case"]["exhibits"] if one.get("file")][-1]
        return self.owner.get(self.owner.url("cases", case, "exhibits", shown["exhibit_id"], "file"))

    def test_a_download_is_named_without_harm(self):
        for name in ('a"; filename="b.exe', "../../etc/passwd", "名\r\nSet-Cookie: a=b.png", "x" * 200 + ".png", "y" * 300):
            boundary = uuid.uuid4().hex
            extended = "UTF-8''" + urllib.parse.quote(name, safe="")
            raw = (f"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"; filename*={extended}\r\n"
                   f"Content-Type: image/png\r\n\r\n").encode() + PNG + f"\r\n--{boundary}--\r\n".encode()
            sent = self.owner.request("POST", self.owner.url("files"), raw=raw,
                                      fields={"Content-Type": f"multipart/form-data; boundary={boundary}"})
            if sent.status == 201:
                got = self.download(sent.json)
                self.assertRegex(got.fields["content-disposition"],
                                 r"^attachment; filename=\"exhibit\"; filename\*=UTF-8''[A-Za-z0-9._%-]+$")
                self.assertNotIn("%2F", got.fields["content-disposition"], "a path")
                self.assertNotIn("set-cookie", got.fields)
            else:
                self.assertIn(sent.status, (400, 422), sent)

    def test_no_other_origin_may_read(self):
        elsewhere = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST",
                     "Access-Control-Request-Headers": "x-csrf-token"}
        for path in ("/", "/api/v1/session", self.owner.url("cases"), "/health"):
            for method in ("GET", "OPTIONS"):
                answer = self.owner.request(method, path, fields=elsewhere)
                self.assertFalse([name for name in answer.fields if name.startswith("access-control-")], (method, path))
            self.assertNotIn(answer.status, (200, 204), path)

    def test_reading_changes_nothing(self):
        before = chains(run("audit", "verify", "--data", self.desk.data))
        people, shops = (self.owner.get(path).json for path in (self.owner.url("people"), "/api/v1/shops"))
        statuses = [answer.status for _, answer in self.readings()]
        self.assertGreater(len([status for status in statuses if status == 200]), 20, statuses)
        self.assertEqual(chains(run("audit", "verify", "--data", self.desk.data)), before)
        self.assertEqual(self.owner.get(self.owner.url("people")).json, people)
        self.assertEqual(self.owner.get("/api/v1/shops").json, shops)

    def test_no_answer_leads_elsewhere(self):
        for url, answer in self.readings():
            self.assertNotIn(answer.status // 100, (3,), url)
        for path in ("//evil.example", "/\\evil.example", "/login?next=https://evil.example", "/%2f%2fevil.example"):
            self.assertNotEqual(self.owner.get(path).status // 100, 3, path)

    def test_every_body_says_what_it_is(self):
        for url, answer in self.readings():
            self.assertTrue(answer.bytes, url)
            kind = answer.fields["content-type"]
            if kind.startswith("text/"):
                self.assertRegex(kind, r"charset=utf-8", url)
                answer.bytes.decode("utf-8")
            else:
                self.assertRegex(kind, r"^application/(json|problem\+json|octet-stream|x-tar)(; charset=utf-8)?$", url)
            if "json" in kind:
                json.loads(answer.bytes.decode("utf-8"))

    def test_browsers_keep_no_copies(self):
        for url, answer in self.readings():
            if url.startswith("/api/v1/"):
                self.assertIn("no-store", answer.fields.get("cache-control", ""), url)
        calendar = self.desk.client().get("/api/v1/feeds/" + self.feed, fields={"Authorization": self.feed_login})
        self.assertIn(b"BEGIN:VCALENDAR", calendar.bytes)
        self.assertEqual(calendar.fields["cache-control"], "no-store")

    def test_a_password_is_taken_as_it_is(self):
        client = self.people["agent"]
        self.assertGreaterEqual(len(NEW_PASSWORD), 64)
        changed = client.request("PATCH", "/api/v1/session", {"old_password": PASSWORD, "password": NEW_PASSWORD})
        self.assertEqual(changed.status, 200, changed)
        client.take_session(changed)
        for other in (NEW_PASSWORD.strip(), NEW_PASSWORD.lower(), NEW_PASSWORD[:64]):
            self.assertEqual(self.desk.client().log_in("agent", other).status, 401)
        self.desk.client().log_in("agent", NEW_PASSWORD).get("/api/v1/session")

    def test_nobody_is_asked_for_a_pets_name(self):
        for path in ("/api/v1/session", "/api/v1/links"):
            asked = json.dumps(self.description["paths"][path])
            self.assertNotRegex(asked, r"hint|question|pet|mother")

    def test_methods_that_nobody_needs(self):
        def ask(method, path):
            with socket.create_connection(("127.0.0.1", self.desk.port)) as raw:
                raw.sendall(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Mark: seen\r\nConnection: close\r\n\r\n".encode())
                got = b"".join(iter(lambda: raw.recv(65536), b""))
            self.assertNotIn(b"seen", got, (method, path))
            return int(got.split(b" ")[1])
        for path in ("/", "/api/v1/session"):
            self.assertIn(ask("GET", path), (200, 401, 503), path)  # so it is the method that is refused; 503: no desk built
            for method in ("TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG"):
                self.assertEqual(ask(method, path), 501, (method, path))

    def test_folders_are_not_listed(self):
        page = self.owner.get("/").bytes
        for path in ("/assets/", "/assets", "/pdf/", "/.git/config", "/.git/", "/api/", "/api/v1/"):
            answer = self.owner.get(path)
            self.assertTrue(answer.status == 404 or answer.bytes == page, (path, answer))

    def test_the_same_parameter_twice(self):
        """The first counts, as if it were alone: none that was not checked is taken, and never both together."""
        for _ in range(2):
            self.owner.open("claims", **claim())
        cases, case = self.owner.url("cases"), self.buyer.url("cases", self.case)
        for person, url, first, second, status in (
                (self.owner, cases, "limit=1", "limit=2", 200), (self.owner, cases, "limit=2", "limit=1", 200),
                (self.owner, cases, "limit=1", "limit=x", 200), (self.owner, cases, "limit=x", "limit=1", 422),
                (self.owner, cases, "cursor=x", "cursor=", 422),
                (self.buyer, case, "role=claimant", "role=owner", 200),
                (self.buyer, case, "role=owner", "role=claimant", 403)):
            alone, both = person.get(f"{url}?{first}"), person.get(f"{url}?{first}&{second}")
            self.assertEqual((alone.status, both.status), (status, status), (first, second, alone, both))
            self.assertEqual(both.json, alone.json, (first, second))
            if status == 200:
                self.assertNotEqual(both.json, person.get(f"{url}?{second}").json, (first, second))

    def test_nobody_writes_into_the_log(self):
        forged = '{"time":"2026-01-01","forged":1}'
        for path in (f"/api/v1/x%0a{urllib.parse.quote(forged)}", f"/%0d%0a{urllib.parse.quote(forged)}"):
            self.owner.get(path, fields={"User-Agent": forged})
        self.desk.client().log_in("a\n" + forged)
        time.sleep(0.2)
        lines = self.log().splitlines()
        self.assertGreater(len(lines), 3)
        for line in lines:
            if line.startswith("{"):
                self.assertNotIn("forged", json.loads(line), line)


class Alone(unittest.TestCase):
    def test_no_account_is_there_from_the_start(self):
        with Desk() as desk:
            for login in ("admin", "root", "owner", "pingli", "administrator", "test", "guest", "user", "sa"):
                for password in (login, login * 2, "", "password", "admin", PASSWORD):
                    status = desk.client().post("/api/v1/session", {"login": login, "password": password}).status
                    self.assertIn(status, (401, 422, 429), (login, password))
                    if status == 429:
                        break
            listed = run("user", "list", "--data", desk.data).stdout.decode().splitlines()
            self.assertEqual(len([line for line in listed if "owner" in line]), 1, listed)

    def test_a_password_does_not_age(self):
        with Desk(time=DOCUMENTED_FROM) as desk:
            desk.client().use_link(desk.link)
            desk.set_time(TEN_YEARS_ON)
            deadline = time.monotonic() + 10
            while desk.client().get("/api/v1/session").status != 401 and time.monotonic() < deadline:
                time.sleep(0.2)
            owner = desk.client().log_in("owner")
            self.assertEqual(owner.get("/api/v1/session").status, 200)

    def test_old_tls_is_refused(self):
        with SecureServer() as server:
            taken = {}
            for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                context.set_ciphers("ALL:@SECLEVEL=0")
                context.minimum_version = context.maximum_version = version
                try:
                    with socket.create_connection(("127.0.0.1", server.port)) as raw, context.wrap_socket(raw) as secure:
                        taken[version.name] = secure.version()
                except (ssl.SSLError, OSError):
                    taken[version.name] = None
            self.assertEqual(taken, {"TLSv1": None, "TLSv1_1": None, "TLSv1_2": "TLSv1.2", "TLSv1_3": "TLSv1.3"})

    def test_suites_that_only_encrypt_are_refused(self):
        with SecureServer() as server:
            for suites, taken in (("ECDHE+AESGCM", True), ("AES128-SHA", False), ("AES128-GCM-SHA256", False),
                                  ("ECDHE-RSA-AES128-SHA256", False), ("aNULL:@SECLEVEL=0", False)):
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                context.maximum_version = ssl.TLSVersion.TLSv1_2
                context.set_ciphers(suites)
                with self.subTest(suites), socket.create_connection(("127.0.0.1", server.port)) as raw:
                    try:
                        context.wrap_socket(raw).close()
                        self.assertTrue(taken)
                    except (ssl.SSLError, OSError):
                        self.assertFalse(taken)

    def test_where_others_listen_plain_http_is_refused_unless_it_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "data"
            refused = subprocess.run([PROGRAM, "serve", "--data", data, "--listen", "0.0.0.0:0"], capture_output=True, timeout=60)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("--plain-http", refused.stderr.decode())
            self.assertFalse(data.exists())
        for address, options, warned in (("0.0.0.0", ("--plain-http",), True), ("0.0.0.0", ("--behind-tls",), False),
                                         ("127.0.0.1", (), False)):
            with self.subTest(address), tempfile.TemporaryDirectory() as folder:
                server = subprocess.Popen([PROGRAM, "serve", "--data", folder, "--listen", f"{address}:0", *options],
                                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
                told = []
                try:
                    while not told or "#link=" not in told[-1]:
                        told.append(server.stdout.readline().decode())
                        self.assertTrue(told[-1], told)
                finally:
                    server.terminate()
                    server.communicate(timeout=60)
                self.assertEqual(any("there is no TLS" in line for line in told), warned, told)

    def test_a_database_elsewhere_is_spoken_to_by_checked_tls(self):
        if not postgres.binaries():
            self.skipTest("PostgreSQL is not installed")
        with postgres.Cluster(secure=True) as cluster, tempfile.TemporaryDirectory() as folder:
            audit = ("audit", "verify", "--data", folder, "--database")
            with Desk(database=cluster.secure_url(), data=folder) as desk:
                desk.people()
            self.assertIn("every chain holds", run(*audit, cluster.secure_url()).stderr.decode())
            for said in ({"sslmode": "disable"}, {"sslmode": "require"}, {"sslmode": "prefer", "sslrootcert": ""}):
                refused = run(*audit, cluster.secure_url(**said), status=None)
                self.assertIn("sslmode=verify-full", refused.stderr.decode())
            with SecureServer() as another:  # only to have a certificate of somebody else
                wrong = run(*audit, cluster.secure_url(sslrootcert=another.folder / "cert.pem"), status=None)
                self.assertRegex(wrong.stderr.decode(), "certificate")

    def test_a_receiver_with_a_bad_certificate_is_told_nothing(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        with tempfile.TemporaryDirectory() as folder, Desk(options=("--webhooks-anywhere",)) as desk:
            key, certificate = (pathlib.Path(folder, name) for name in ("key.pem", "certificate.pem"))
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                           check=True, capture_output=True)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            receiver.server.socket = context.wrap_socket(receiver.server.socket, server_side=True)
            owner = desk.people()["owner"]
            hook = owner.post(owner.url("web-hooks"), {"url": receiver.url.replace("http:", "https:")})
            self.assertEqual(hook.status, 201, hook)
            self.assertLess(owner.post(owner.url("web-hooks", hook.json["id"], "tests")).status, 300)
            deliveries = owner.url("web-hooks", hook.json["id"], "deliveries")
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                told = owner.get(deliveries).json["deliveries"]
                if told and told[0].get("attempts"):
                    break
                time.sleep(0.2)
            self.assertTrue(told and told[0]["attempts"], told)
            self.assertEqual(receiver.got, [])

    def test_a_fault_tells_nothing_of_the_inside(self):
        with tempfile.TemporaryDirectory() as folder, Desk(data=folder) as desk:
            owner = desk.people()["owner"]
            case = owner.open("claims", **claim())
            desk.stop()
            database = sqlite3.connect(pathlib.Path(folder, "pingli.db"))
            database.execute("UPDATE events SET body = x'00ff'")
            database.commit()
            database.close()
            desk.link = "none"
            desk.start()
            again = desk.client().log_in("owner")
            answer = again.get(f"/api/v1/shops/{owner.shop}/cases/{case}")
            self.assertEqual(answer.status, 500, answer)
            self.assertEqual(answer.fields["content-type"], "application/problem+json")
            self.assertNotRegex(answer.bytes.decode(), r"sqlite|SELECT|\.cpp|pingli\.db|/tmp/|exception|events")


if __name__ == "__main__":
    unittest.main()
