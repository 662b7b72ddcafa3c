"""The real server for a test: started on a free port with data of its own, an owner logged in, and people made for
every role. Clients speak HTTP with the standard library only."""
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import uuid

from program import PROGRAM

PASSWORD = "correct horse 电池"


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.bytes = status, fields, body
        kind = fields.get("content-type", "")
        is_json = "json" in kind and "ndjson" not in kind
        self.json = json.loads(body) if is_json and body else None

    def __repr__(self):
        return f"{self.status} {self.bytes[:600].decode(errors='replace')}"


def check_both_languages(answer):
    """What was expected, and what stands against it, is said in Chinese too (X8)."""
    if "problem+json" not in answer.fields.get("content-type", "") or not answer.json:
        return
    told = answer.json
    faults = told.get("errors") or ([told] if "expected" in told or told["type"].endswith(":conflict") else [])
    for fault in faults:
        assert fault["why"]["zh"] and fault["why"]["en"], answer


def problem_of(answer):
    """The last part of its type, such as "forbidden"; empty: all is well."""
    is_problem = "problem+json" in answer.fields.get("content-type", "")
    return answer.json["type"].split(":")[-1] if is_problem and answer.json else ""


class Client:
    """One person: a cookie, and the token that goes with every change."""

    def __init__(self, port):
        self.port, self.cookie, self.csrf, self.user, self.shop = port, None, None, None, None
        self.password, self.steps_up = None, True
        self.connection = None

    def __del__(self):
        self.close()

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    def request(self, method, path, body=None, fields=None, raw=None):
        """As the desk does: what takes the password anew is asked again with it."""
        answer = self.send(method, path, body, fields, raw)
        if not self.steps_up or not self.password or problem_of(answer) != "step-up-required":
            return answer
        self.log_in_again()
        return self.send(method, path, body, fields, raw)

    def log_in_again(self):
        answer = self.send("POST", "/api/v1/session/reauthenticate", {"password": self.password})
        assert answer.status == 200, answer
        shop = self.shop
        self.take_session(answer)
        self.shop = shop
        return self

    def send(self, method, path, body=None, fields=None, raw=None):
        fields = dict(fields or {})
        if self.cookie:
            fields.setdefault("Cookie", self.cookie)
        if self.csrf and method != "GET":
            fields.setdefault("X-CSRF-Token", self.csrf)
        data = raw if raw is not None else (json.dumps(body).encode() if body is not None else None)
        if data is not None:
            fields.setdefault("Content-Type", "application/json")
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.connection.request(method, path, data, fields)
                answer = self.connection.getresponse()
                body_bytes = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionError):  # an idle connection was closed
                self.close()
                if attempt == 2:
                    raise
        # Of two cookies the session's, which comes first.
        told = Answer(answer.status, {k.lower(): v for k, v in reversed(answer.getheaders())}, body_bytes)
        check_both_languages(told)
        return told

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, body=None, **options):
        return self.request("POST", path, {} if body is None and "raw" not in options else body, **options)

    def take_session(self, answer):
        self.cookie = answer.fields["set-cookie"].split(";")[0]
        self.csrf, self.user = answer.json["csrf_token"], answer.json["id"]
        self.shop = answer.json["memberships"][0]["shop"]
        return self

    def use_link(self, secret):
        answer = self.post("/api/v1/links", {"secret": secret, "password": PASSWORD})
        assert answer.status == 200, answer
        self.password = PASSWORD
        return self.take_session(answer)

    def log_in(self, login, password=PASSWORD):
        answer = self.post("/api/v1/session", {"login": login, "password": password})
        self.password = password
        return self.take_session(answer) if answer.status == 200 else answer

    # --- cases ---

    def url(self, *parts):
        return "/".join([f"/api/v1/shops/{self.shop}", *parts])

    def open(self, kind, **fields):
        """A case id. `kind`: claims, reports, complaints."""
        answer = self.post(self.url(kind), fields, fields={"Idempotency-Key": str(uuid.uuid4())})
        assert answer.status == 201, answer
        return answer.json["case_id"]

    def command(self, case, name, status=200, **fields):
        answer = self.post(self.url("cases", case, "commands", name), fields)
        assert status is None or answer.status == status, (name, answer)
        return answer

    def case(self, case):
        answer = self.get(self.url("cases", case))
        assert answer.status == 200, answer
        return answer.json


class Desk:
    """Started by `with`. `database`: what --database is given, or nothing."""

    def __init__(self, database=None, options=(), data=None, environment=None, time=None):
        self.database, self.options = database, list(options)
        self.data, self.keeps_data = data, data is not None
        self.environment = dict(os.environ, **(environment or {}))
        self.process, self.port, self.link = None, None, None
        self.time = time

    def __enter__(self):
        self.data = self.data or tempfile.mkdtemp(prefix="pingli-desk-")
        if self.time:
            self.set_time(self.time)
        self.start()
        return self

    def set_time(self, text):
        """Local time in Shanghai: "2026-05-12T10:00". Before the start, the server goes by it."""
        path = os.path.join(self.data, "clock")
        with open(path + ".new", "w") as file:
            file.write(text)
        os.rename(path + ".new", path)

    def start(self):
        arguments = [PROGRAM, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port or 0}", *self.options]
        if os.path.exists(os.path.join(self.data, "clock")):
            arguments += ["--clock", os.path.join(self.data, "clock")]
        if self.database:
            arguments += ["--database", self.database]
        self.log = open(os.path.join(self.data, "log"), "ab")
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=self.log, env=self.environment)
        for line in self.process.stdout:
            text = line.decode()
            if found := re.search(r"listening on https?://127\.0\.0\.1:(\d+)", text):
                self.port = int(found[1])
                if self.link:
                    return
            if found := re.search(r"#link=(\S+)", text):
                self.link = found[1]
                return
        raise AssertionError("the server ended: " + open(os.path.join(self.data, "log")).read()[-2000:])

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(60)
        if self.process:
            self.process.stdout.close()
            self.log.close()
        return self.process.returncode

    def __exit__(self, *_):
        self.stop()
        if not self.keeps_data:
            shutil.rmtree(self.data, ignore_errors=True)

    def client(self):
        return Client(self.port)

    def people(self, **roles):
        """owner plus one client for each name=role."""
        owner = self.client().use_link(self.link)
        out = {"owner": owner}
        for name, role in roles.items():
            made = owner.post(owner.url("people"), {"login": name, "name": name, "roles": [role]})
            assert made.status == 201, made
            out[name] = self.client().use_link(made.json["link"].split("#link=")[1])
        return out
