"""A PostgreSQL cluster of its own in a fresh folder, on a socket in that folder; gone afterwards."""
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile


def binaries():
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return folders[-1] if folders else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """Started by `with`; `url` names its database."""

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
        self.start()
        self._run("createdb", "-h", self.folder, "-p", str(self.port), "-U", "pingli", "pingli")
        return self

    @property
    def url(self):
        return f"postgres://pingli@/pingli?host={self.folder}&port={self.port}"

    def start(self):
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                  f"-k {self.folder} -p {self.port} -c listen_addresses=", "start")

    def stop(self, mode="fast"):
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", mode, "stop")

    def __exit__(self, *_):
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *arguments):
        subprocess.run([f"{binaries()}/{program}", *arguments], check=True, user=self.user, cwd=self.folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
