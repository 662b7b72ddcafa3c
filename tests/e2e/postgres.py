"""A PostgreSQL cluster of its own in a fresh folder, on a socket in that folder; gone afterwards."""
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import urllib.parse


def binaries():
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return folders[-1] if folders else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """Started by `with`; `url` names its database. With `secure` it speaks TLS on 127.0.0.1 too, with a certificate of its
    own, `certificate`, for the name db.test."""

    def __init__(self, secure=False):
        self.secure = secure

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="pingli-pg-")
        self.port = free_port()
        self.user = None
        if os.geteuid() == 0:  # the server refuses to run as root
            self.user = "postgres"
            entry = pwd.getpwnam(self.user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        self._run("initdb", "-D", f"{self.folder}/data", "-U", "pingli", "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8")
        if self.secure:
            self._certify()
        self.start()
        self._run("createdb", "-h", self.folder, "-p", str(self.port), "-U", "pingli", "pingli")
        return self

    @property
    def url(self):
        return f"postgres://pingli@/pingli?host={self.folder}&port={self.port}"

    @property
    def certificate(self):
        return f"{self.folder}/data/server.crt"

    def secure_url(self, **options):
        """As for a server on another machine: by the name db.test, which is this one."""
        said = {"hostaddr": "127.0.0.1", "sslrootcert": self.certificate, **options}
        return f"postgres://pingli@db.test:{self.port}/pingli?{urllib.parse.urlencode(said)}"

    def _certify(self):
        self._run_any("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=db.test",
                      "-addext", "subjectAltName=DNS:db.test", "-keyout", f"{self.folder}/data/server.key",
                      "-out", self.certificate)

    def start(self):
        network = "-c listen_addresses=127.0.0.1 -c ssl=on" if self.secure else "-c listen_addresses="
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                  f"-k {self.folder} -p {self.port} {network}", "start")

    def stop(self, mode="fast"):
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", mode, "stop")

    def __exit__(self, *_):
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *arguments):
        self._run_any(f"{binaries()}/{program}", *arguments)

    def _run_any(self, *command):
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=60)
