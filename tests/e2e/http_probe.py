"""The transport under attack: starts http_probe_server (its path: HTTP_PROBE) and talks raw bytes to it."""
import os
import pathlib
import resource
import signal
import socket
import subprocess
import tempfile
import time

SERVER = os.environ.get("HTTP_PROBE", "build/dev/tests/e2e/http_probe_server")
ADDRESS_SPACE_MAX = 4 << 30  # A test must never eat the machine. Sanitizers need more than there is.
IS_SANITIZED = bool(os.environ.get("HTTP_PROBE_SANITIZED"))


def get(path="/cases/1", *fields):
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n{''.join(f + chr(13) + chr(10) for f in fields)}\r\n".encode()


def post(body=b'{"order":"1"}', path="/cases", fields=b"", method=b"POST"):
    return (method + b" " + path.encode() + b" HTTP/1.1\r\nHost: x\r\n" + fields
            + b"Content-Length: %d\r\n\r\n" % len(body) + body)


class Connection:
    """One socket and what came back on it."""

    def __init__(self, port, buffer=None, source=None):
        self.socket = socket.socket()
        if source:
            self.socket.bind((source, 0))
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(20)
        try:
            self.socket.connect(("127.0.0.1", port))
        except OSError:
            self.socket.close()
            raise
        self.received = b""
        self.is_closed = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """False when the peer has hung up."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def more(self, patience):
        """One read; False when nothing came."""
        self.socket.settimeout(patience)
        try:
            data = self.socket.recv(1 << 16)
        except TimeoutError:
            return False
        except OSError:
            data = b""
        self.is_closed = self.is_closed or not data
        self.received += data
        return bool(data)

    def answer(self, patience=15):
        """The next whole answer with its body, taken off; (status, fields, body), or None."""
        while b"\r\n\r\n" not in self.received:
            if self.is_closed or not self.more(patience):
                return None
        head, _, self.received = self.received.partition(b"\r\n\r\n")
        lines = head.decode("latin1").split("\r\n")
        fields = {k.lower(): v for k, v in (line.split(": ", 1) for line in lines[1:])}
        size, pieces, got = int(fields.get("content-length", 0)), [self.received], len(self.received)
        while got < size:
            self.received = b""
            if self.is_closed or not self.more(patience):
                return None
            pieces.append(self.received)
            got += len(self.received)
        body = b"".join(pieces)
        self.received = body[size:]
        return int(lines[0].split()[1]), fields, body[:size]

    def status(self, patience=15):
        answered = self.answer(patience)
        return answered[0] if answered else None

    def closes(self, patience=5):
        """Does the peer hang up, saying nothing more?"""
        while not self.is_closed and self.more(patience):
            pass
        return self.is_closed and not self.received

    def ask(self, data):
        self.send(data)
        return self.status()


class ProbeServer:
    """One server in a folder of its own, ended with the block."""

    def __init__(self, **limits):
        self.limits = limits

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="pingli-http-")
        self.folder = pathlib.Path(self.scratch.name)
        self.prepare()
        self.start()
        return self

    def prepare(self):
        """For those who need files there first."""

    def start(self):
        limit = None if IS_SANITIZED else lambda: resource.setrlimit(
            resource.RLIMIT_AS, (ADDRESS_SPACE_MAX, ADDRESS_SPACE_MAX))
        self.process = subprocess.Popen(
            [SERVER, str(self.folder), *(f"{k}={v}" for k, v in self.limits.items())],
            stdout=subprocess.PIPE, preexec_fn=limit)
        self.port = int(self.process.stdout.readline())

    def __exit__(self, *_):
        try:
            if self.process.poll() is None:
                self.stop()
        finally:
            self.process.stdout.close()
            self.scratch.cleanup()

    def connect(self, **options):
        return Connection(self.port, **options)

    def ask(self, data):
        with self.connect() as connection:
            return connection.ask(data)

    def stop(self, patience=40):
        """SIGTERM; (exit status, seconds it took)."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(patience), time.monotonic() - started
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the server did not end within {patience} s of SIGTERM") from None

    def peak_mebibytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024

    def metrics(self):
        with self.connect() as connection:
            connection.send(get("/metrics"))
            lines = connection.answer()[2].decode().splitlines()
        return {name: int(value) for name, value in (line.split() for line in lines)}
