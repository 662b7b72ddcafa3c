"""The desk's files as browsers get them: names with a hash for ever, pages asked about each time, compressed siblings,
security headers on everything, and nothing outside the folder."""
import gzip
import pathlib
import shutil
import socket
import tempfile
import unittest

from desk import Client, Desk

PAGE = "<!doctype html><title>评理</title><script type=module src=/assets/main-1a2b.js></script>".encode()
SCRIPT = b"console.log('" + b"x" * 500 + b"')"
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; "
          "font-src 'self'; "
          "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")


def made_folder():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pingli-web-"))
    (folder / "assets").mkdir()
    files = {"index.html": PAGE, "favicon.svg": b"<svg/>", "assets/main-1a2b.js": SCRIPT,
             "assets/main-1a2b.js.br": b"as brotli", "assets/main-1a2b.js.gz": gzip.compress(SCRIPT),
             "assets/worker-1a2b.mjs": SCRIPT,
             ".hidden.html": b"hidden", "alone.gz": b"a file of its own"}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "outside.html").symlink_to("/etc/hostname")
    return folder


class DeskFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = made_folder()
        cls.desk = Desk(options=("--web", str(cls.folder)))
        cls.desk.__enter__()
        cls.anyone = cls.desk.client()

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()
        shutil.rmtree(cls.folder)

    def get(self, path, **fields):
        return self.anyone.get(path, fields={name.replace("_", "-"): value for name, value in fields.items()})

    def test_pages_are_asked_about_each_time(self):
        for path in ("/", "/index.html", "/cases", "/shops/1/cases/2", "/rulebooks/harassment/2026.1", "/cases/"):
            page = self.get(path)
            self.assertEqual((page.status, page.bytes), (200, PAGE), path)
            self.assertEqual(page.fields["cache-control"], "no-cache")
            self.assertEqual(page.fields["content-type"], "text/html; charset=utf-8")
        same = self.get("/", If_None_Match=f'"other", W/{page.fields["etag"]}')
        self.assertEqual((same.status, same.bytes), (304, b""))
        self.assertEqual(same.fields["etag"], page.fields["etag"])
        self.assertEqual(self.get("/", If_None_Match='"other"').status, 200)

    def test_hashed_names_are_for_ever_and_compressed_as_the_browser_takes_it(self):
        path = "/assets/main-1a2b.js"
        for accepts, coding in (("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"),
                                ("*", "br"), ("identity", None), ("", None), ("*;q=0", None), ("br;q=0.0", None)):
            with self.subTest(accepts):
                script = self.get(path, Accept_Encoding=accepts)
                self.assertEqual(script.fields.get("content-encoding"), coding)
                self.assertEqual(script.fields["cache-control"], "public, max-age=31536000, immutable")
                self.assertEqual(script.fields["content-type"], "text/javascript; charset=utf-8")
                self.assertEqual(script.fields["vary"], "Accept-Encoding")
                wanted = {"br": b"as brotli", "gzip": gzip.compress(SCRIPT), None: SCRIPT}[coding]
                self.assertEqual(script.bytes[-20:], wanted[-20:])
        worker = self.get("/assets/worker-1a2b.mjs")  # browsers start no worker of another type
        self.assertEqual(worker.fields["content-type"], "text/javascript; charset=utf-8")
        etags = {self.get(path, Accept_Encoding=one).fields["etag"] for one in ("br", "gzip", "")}
        self.assertEqual(len(etags), 3)

    def test_what_is_not_there_is_not_found(self):
        for path in ("/assets/main-0000.js", "/assets/nothing", "/nothing.js", "/.hidden.html", "/outside.html",
                     "/assets/main-1a2b.js.br", "/api", "/api/v1/nowhere", "/api/v1/x.js"):
            self.assertEqual(self.get(path).status, 404, path)
        self.assertEqual(self.get("/alone.gz").bytes, b"a file of its own")
        self.assertEqual(self.anyone.post("/cases").status, 404)
        for path in ("/../../etc/hostname", "/assets/..%2f..%2f..%2fetc/hostname", "/%2e%2e/etc/hostname",
                     "//etc/hostname"):
            with socket.create_connection(("127.0.0.1", self.desk.port)) as raw:
                raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                got = b"".join(iter(lambda: raw.recv(65536), b""))
            self.assertTrue(got.startswith((b"HTTP/1.1 400", b"HTTP/1.1 404")) or PAGE in got, (path, got[:200]))

    def test_head_is_the_same_without_a_body(self):
        for path in ("/", "/assets/main-1a2b.js"):
            got, head = self.get(path), self.anyone.request("HEAD", path)
            self.assertEqual((head.status, head.bytes), (200, b""))
            for name in ("content-length", "etag", "content-type", "cache-control"):
                self.assertEqual(head.fields[name], got.fields[name], name)

    def test_security_headers_are_on_everything(self):
        for path in ("/", "/cases", "/assets/main-1a2b.js", "/favicon.svg", "/assets/none.js", "/api/openapi.json",
                     "/api/v1/session", "/api/v1/nowhere"):
            fields = self.get(path).fields
            self.assertEqual(fields["x-content-type-options"], "nosniff", path)
            self.assertEqual(fields["referrer-policy"], "no-referrer", path)
            self.assertEqual(fields["x-frame-options"], "DENY", path)
            self.assertEqual(fields["cross-origin-opener-policy"], "same-origin", path)
            self.assertIn("camera=()", fields["permissions-policy"], path)
            policy = fields["content-security-policy"]
            self.assertTrue(policy.startswith("default-src 'none'"), path)
            self.assertNotIn("unsafe", policy)
            if not path.startswith("/api"):
                self.assertEqual(policy, POLICY)

    def test_without_a_desk_a_page_says_so_and_the_api_answers(self):
        (self.folder / "nothing").mkdir()
        with Desk(options=("--web", str(self.folder / "nothing"))) as desk:
            anyone = Client(desk.port)
            page = anyone.get("/cases")
            self.assertEqual(page.status, 503)
            self.assertIn("./dev web", page.bytes.decode())
            self.assertEqual(page.fields["content-security-policy"], POLICY)
            self.assertEqual(anyone.get("/main.js").status, 404)
            self.assertEqual(anyone.get("/health").status, 200)


if __name__ == "__main__":
    unittest.main()
