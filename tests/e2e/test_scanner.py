"""Uploads are shown to a scanner before they are kept: a real ClamAV daemon that knows one harmful file, made for this test."""
import hashlib
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

import imports
from desk import Desk
from stage import PNG

HARMFUL = b"A file that the daemon of this test has been told of.\n"
DAEMON = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")


class Daemon:
    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pingli-clamd-"))
        (self.folder / "known").mkdir()
        known = f"{hashlib.md5(HARMFUL).hexdigest()}:{len(HARMFUL)}:Pingli.Test\n"
        (self.folder / "known/test.hdb").write_text(known)
        self.socket = self.folder / "socket"
        (self.folder / "clamd.conf").write_text(f"LocalSocket {self.socket}\nDatabaseDirectory {self.folder}/known\nForeground yes\n")
        self.folder.chmod(0o755)
        self.process = subprocess.Popen([DAEMON, f"--config-file={self.folder}/clamd.conf"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not self.socket.exists():
            assert self.process.poll() is None and time.monotonic() < end, "the daemon did not start"
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


def kept(folder):
    return {path.name for path in pathlib.Path(folder, "files").rglob("*") if path.is_file()}


@unittest.skipUnless(DAEMON, "ClamAV is not installed")
class Scanner(unittest.TestCase):
    def test_what_it_knows_is_not_kept_and_without_it_nothing_is(self):
        with tempfile.TemporaryDirectory() as folder, Daemon() as daemon:
            with Desk(data=folder, options=("--scanner", str(daemon.socket))) as desk:
                owner = desk.people()["owner"]
                taken = owner.request("POST", owner.url("files"), raw=PNG)
                self.assertEqual(taken.status, 201, taken)
                before = kept(folder)
                self.assertIn(taken.json["sha256"], before)

                refused = owner.request("POST", owner.url("files"), raw=HARMFUL)
                self.assertEqual((refused.status, refused.json["type"]), (422, "urn:pingli:problem:harmful-file"))
                made = imports.make(owner)
                as_import = owner.request("POST", imports.file_url(owner, made, "reviews.csv"), raw=HARMFUL)
                self.assertEqual(as_import.status, 422, as_import)
                self.assertEqual(imports.show(owner, made)["files"], [])
                as_evidence = owner.request("POST", owner.url("files"), raw=HARMFUL + b"\n")  # other bytes: not known
                self.assertEqual(as_evidence.status, 201, as_evidence)

                daemon.process.kill()
                daemon.process.wait(30)
                nobody_knows = owner.request("POST", owner.url("files"), raw=PNG + b"x")
                self.assertEqual((nobody_knows.status, nobody_knows.json["type"]), (503, "urn:pingli:problem:scanner-silent"))
            self.assertEqual(kept(folder), before | {as_evidence.json["sha256"]})


if __name__ == "__main__":
    unittest.main()
