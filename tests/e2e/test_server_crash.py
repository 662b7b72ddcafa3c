"""The whole server dies or its world fails, under load: killed with kill -9, PostgreSQL stopped, the disk full, the
folder read-only. Every acknowledged command is there once, none by half, every chain holds, and what cannot be done is
refused clearly. PINGLI_CRASH_ROUNDS says how often a store is hit (`./dev crash` makes many)."""
import collections
import contextlib
import http.client
import os
import random
import resource
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import uuid

from desk import Desk
from http_probe import Connection
from postgres import Cluster, binaries
from program import PROGRAM, chains, run
from stage import Person, claim

ROUNDS = int(os.environ.get("PINGLI_CRASH_ROUNDS", "2"))
CLIENTS = 8
GIVE_UP_SECONDS = 300  # only what hangs takes so long, however busy the machine is
UNAVAILABLE = "urn:pingli:problem:unavailable"


class Worker(threading.Thread):
    """One client: opens cases and posts messages, each with a key of its own, and repeats a request until it is
    answered. `cases` holds what was acknowledged: case id -> its messages, in order, and the version told last."""

    def __init__(self, person, is_over):
        super().__init__(daemon=True)
        self.person, self.is_over = person, is_over
        self.random = random.Random(person.secret)
        self.cases, self.versions, self.numbers = collections.OrderedDict(), {}, []
        self.acknowledged, self.replayed, self.refused, self.fault = 0, 0, 0, None

    def run(self):
        try:
            while not self.is_over.is_set():
                self.work()
        except Exception as fault:  # told by the test
            self.fault = fault
        self.person.close()

    def work(self):
        if not self.cases or self.random.random() < 0.3:
            done = self.send(self.person.url("claims"), claim(), 201)
            assert done["case_id"] not in self.cases, "two openings, one case"
            self.cases[done["case_id"]] = []
            self.numbers.append(done["number"])
        else:
            case = self.random.choice(list(self.cases))
            text = uuid.uuid4().hex
            done = self.send(self.person.url("cases", case, "commands", "post_message"), {"text": text}, 200)
            assert done["case_id"] == case
            assert done["version"] == self.versions[case] + 1, "doubled, or another's"
            self.cases[case].append(text)
        self.versions[done["case_id"]] = done["version"]
        self.acknowledged += 1

    def send(self, path, body, status):
        key = {"Idempotency-Key": str(uuid.uuid4())}
        end = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < end:
            try:
                answer = self.person.post(path, body, fields=key)
            except (OSError, http.client.HTTPException):
                self.person.close()
                time.sleep(0.02)
                continue
            if answer.status == status:
                self.replayed += answer.fields.get("idempotency-replayed") == "true"
                return answer.json
            assert answer.status == 503, answer
            assert answer.json["type"] == UNAVAILABLE and int(answer.fields["retry-after"]) > 0, answer
            self.refused += 1
            time.sleep(0.05)
        raise AssertionError("no answer to " + path)


class Load:
    """Workers at work within `with`."""

    def __init__(self, desk, shop_owner):
        self.is_over = threading.Event()
        self.workers = [Worker(Person(client_of(desk, shop_owner), shop_owner.shop), self.is_over)
                        for _ in range(CLIENTS)]

    def __enter__(self):
        for worker in self.workers:
            worker.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for worker in self.workers:
            worker.join(GIVE_UP_SECONDS + 60)

    def acknowledged(self):
        return sum(worker.acknowledged for worker in self.workers)

    def wait_for_more(self, count=CLIENTS):
        """Until so many more commands are acknowledged: the server is at work."""
        wanted = self.acknowledged() + count
        end = time.monotonic() + GIVE_UP_SECONDS
        while self.acknowledged() < wanted and time.monotonic() < end:
            if any(worker.fault for worker in self.workers):
                return
            time.sleep(0.005)
        assert self.acknowledged() >= wanted, "the server is silent"


def client_of(desk, owner):
    client = desk.client()
    client.cookie, client.csrf, client.user, client.shop = owner.cookie, owner.csrf, owner.user, owner.shop
    return client


class Crash(unittest.TestCase):
    def setUp(self):
        self.random = random.Random()

    def begin(self, desk):
        self.owner = desk.client().use_link(desk.link)
        self.reader = Person(self.owner, self.owner.shop)

    def verify(self, desk):
        """With the server stopped: a PostgreSQL database has one program at a time."""
        where = ["--database", desk.database] if desk.database else ["--data", desk.data]
        done = run("audit", "verify", *where, timeout=GIVE_UP_SECONDS)
        self.assertIn("every chain holds", done.stderr.decode())

    def check(self, desk, load):
        """What was acknowledged is there once, and nothing else is."""
        for worker in load.workers:
            if worker.fault:
                raise worker.fault
            self.assertFalse(worker.is_alive(), "a client hangs")
        self.assertGreater(load.acknowledged(), CLIENTS)
        reader = self.reader
        reader.port = desk.port
        reader.close()
        listed, cursor = [], ""
        while cursor is not None:
            page = reader.get(reader.url("cases") + f"?order=newest&limit=200&cursor={cursor}").json
            listed += page["cases"]
            cursor = page["next"]
        expected = [case for worker in load.workers for case in worker.cases]
        self.assertCountEqual([row["case_id"] for row in listed], expected)
        numbers = [number for worker in load.workers for number in worker.numbers]
        self.assertCountEqual([row["number"] for row in listed], numbers)
        self.assertEqual(len(set(numbers)), len(numbers))
        events = 0
        for worker in load.workers:
            for case, texts in worker.cases.items():
                events += self.check_case(case, texts, worker.versions[case])
        self.assertEqual(reader.get(reader.url("head")).json["position"], events)

    def check_case(self, case, texts, version):
        read = self.reader.case(case)["case"]
        self.assertEqual([message["text"]["text"] for message in read["messages"]], texts)
        self.assertEqual(read["version"], version)
        self.assertEqual([clock["name"] for clock in read["clocks"]], ["answer_due", "take_up_due", "finish_due"])
        return version

    def tell(self, what, load):
        print(f"{what}: {load.acknowledged()} commands acknowledged, "
              f"{sum(w.replayed for w in load.workers)} of them when asked again, "
              f"{sum(w.refused for w in load.workers)} answers 503; none lost, halved or doubled")

    def kill_rounds(self, desk):
        self.begin(desk)
        with Load(desk, self.owner) as load:
            for _ in range(ROUNDS):
                load.wait_for_more()
                time.sleep(self.random.random() * 0.4)
                desk.stop(signal.SIGKILL)
                time.sleep(self.random.random() * 0.1)
                desk.start()
            load.wait_for_more()
        desk.stop(signal.SIGKILL)
        self.verify(desk)
        desk.start()
        self.check(desk, load)
        return load

    def test_kill_on_sqlite(self):
        with Desk(time="2026-05-12T10:00") as desk:
            self.tell(f"sqlite, {ROUNDS} times kill -9", self.kill_rounds(desk))

    @unittest.skipUnless(binaries(), "no PostgreSQL here")
    def test_kill_on_postgres(self):
        with Cluster() as cluster, Desk(cluster.url, time="2026-05-12T10:00") as desk:
            self.tell(f"postgres, {ROUNDS} times kill -9", self.kill_rounds(desk))

    @unittest.skipUnless(binaries(), "no PostgreSQL here")
    def test_postgres_started_again_under_load(self):
        """requests wait or are refused with 503 and Retry-After; none is lost or done twice"""
        with Cluster() as cluster, Desk(cluster.url, time="2026-05-12T10:00") as desk:
            self.begin(desk)
            with Load(desk, self.owner) as load:
                for at in range(ROUNDS):
                    load.wait_for_more()
                    time.sleep(self.random.random() * 0.4)
                    cluster.stop("fast" if at % 2 else "immediate")
                    time.sleep(self.random.random())
                    cluster.start()
                load.wait_for_more()
            self.check(desk, load)
            self.assertEqual(desk.stop(), 0)
            self.verify(desk)
            self.tell(f"postgres, {ROUNDS} times started again", load)

    @unittest.skipUnless(binaries(), "no PostgreSQL here")
    def test_postgres_that_stays_away(self):
        """refused within a bounded time, reading too; /health says so; back again without a restart"""
        with Cluster() as cluster, Desk(cluster.url, time="2026-05-12T10:00") as desk:
            self.begin(desk)
            case = self.reader.open("claims", **claim())
            cluster.stop()
            begun = time.monotonic()
            answers = [self.reader.command(case, "post_message", status=503, text="x"),
                       self.reader.get(self.reader.url("cases"))]
            self.assertLess(time.monotonic() - begun, 120)
            for answer in answers:
                self.assertEqual((answer.status, answer.json["type"]), (503, UNAVAILABLE))
                self.assertIn("retry-after", answer.fields)
            self.assertEqual(desk.client().get("/health").status, 503)
            cluster.start()
            self.until_written(case)
            self.assertEqual(self.reader.case(case)["case"]["messages"][-1]["text"]["text"], "back")
            self.assertEqual(desk.client().get("/health").status, 200)

    def until_written(self, case):
        end = time.monotonic() + GIVE_UP_SECONDS
        while self.reader.command(case, "post_message", status=None, text="back").status != 200:
            self.assertLess(time.monotonic(), end, "it stays away")
            time.sleep(0.1)

    # --- the disk ---

    def fill(self, desk):
        """Until a command is refused: acknowledged texts, by case. All refusals are clear."""
        case, texts, refused = self.reader.open("claims", **claim()), [], 0
        for _ in range(4000):
            text = uuid.uuid4().hex * 100
            answer = self.reader.command(case, "post_message", status=None, text=text)
            if answer.status == 200:
                texts.append(text)
                continue
            self.assertEqual((answer.status, answer.json["type"]), (503, UNAVAILABLE), answer)
            self.assertIn("retry-after", answer.fields)
            refused += 1
            if refused == 10:
                break
        self.assertEqual(refused, 10, "it was never full")
        kept = self.reader.request("POST", self.reader.url("files"), raw=b"%PDF-1.7\n" + os.urandom(1 << 20),
                                   fields={"Content-Type": "application/pdf"})
        self.assertIn(kept.status, (503, 507), kept)
        self.assertEqual(os.listdir(os.path.join(desk.data, "uploads")), [])
        self.check_texts(case, texts)  # reading goes on
        return case, texts

    def check_texts(self, case, texts):
        read = self.reader.case(case)["case"]
        self.assertEqual([message["text"]["text"] for message in read["messages"]], texts)

    def goes_on(self, desk, case, texts):
        self.until_written(case)
        texts.append("back")
        self.check_texts(case, texts)
        self.verify(desk)
        desk.stop(signal.SIGKILL)
        desk.start()
        self.reader.close()
        self.check_texts(case, texts)
        self.verify(desk)

    def test_a_file_that_may_not_grow(self):
        with Desk(time="2026-05-12T10:00") as desk:
            self.begin(desk)
            _, most = resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, (1 << 20, most))
            case, texts = self.fill(desk)
            resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, (most, most))
            self.goes_on(desk, case, texts)

    def test_a_full_disk(self):
        with tempfile.TemporaryDirectory(prefix="pingli-full-") as folder, small_disk(folder) as is_small:
            if not is_small:
                self.skipTest("may not mount a small disk here")
            with Desk(data=folder, time="2026-05-12T10:00") as desk:
                self.begin(desk)
                with open(os.path.join(folder, "ballast"), "wb") as file:
                    file.write(b"x" * (1 << 20))
                case, texts = self.fill(desk)
                os.remove(os.path.join(folder, "ballast"))
                self.goes_on(desk, case, texts)

    def test_a_folder_that_may_not_be_written(self):
        with Desk(time="2026-05-12T10:00") as desk:
            self.begin(desk)
            case = self.reader.open("claims", **claim())
            self.assertEqual(desk.stop(), 0)
            with read_only(desk.data) as user:
                before = snapshot(desk.data)
                done = subprocess.run([PROGRAM, "serve", "--data", desk.data, "--listen", "127.0.0.1:0"],
                                      capture_output=True, timeout=GIVE_UP_SECONDS, check=False, **user)
                self.assertEqual(done.returncode, 1, done)
                self.assertIn(desk.data, done.stderr.decode())
                self.assertEqual(snapshot(desk.data), before)
            desk.start()
            self.reader.close()
            self.assertEqual(self.reader.case(case)["case"]["version"], 5)
            self.verify(desk)

    # --- another program ---

    def test_what_writes_cases_is_refused_beside_the_server(self):
        """two servers, import, rebuild, restore: each says that one is at work, and nothing changes"""
        with Desk(time="2026-05-12T10:00") as desk, tempfile.TemporaryDirectory() as folder:
            self.begin(desk)
            case = self.reader.open("claims", **claim())
            export, saved = os.path.join(folder, "export.ndjson"), os.path.join(folder, "saved")
            run("export", export, "--data", desk.data)
            run("backup", saved, "--data", desk.data)
            before = chains(run("audit", "verify", "--data", desk.data))
            calls = [["serve", "--data", desk.data, "--listen", "127.0.0.1:0"],
                     ["import", export, "--continue", "--data", desk.data], ["rebuild", "--data", desk.data]]
            programs = [subprocess.Popen([PROGRAM, *call], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                        for call in calls]
            for program, call in zip(programs, calls):
                _, said = program.communicate(timeout=GIVE_UP_SECONDS)
                self.assertEqual(program.returncode, 1, call)
                self.assertIn("at work on this database", said.decode(), call)
            self.assertIn("holds data already", run("restore", saved, "--data", desk.data, status=1).stderr.decode())
            self.assertEqual(chains(run("audit", "verify", "--data", desk.data)), before)
            self.reader.command(case, "post_message", text="still here")
            desk.stop(signal.SIGKILL)  # the lock dies with its holder
            run("rebuild", "--data", desk.data)
            desk.start()
            self.reader.close()
            self.assertEqual(self.reader.case(case)["case"]["version"], 6)


@contextlib.contextmanager
def small_disk(folder):
    """`folder` as a disk of 4 MiB, where that may be done."""
    done = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder],
                                                capture_output=True, check=False).returncode == 0
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", "--lazy", folder], check=True)


@contextlib.contextmanager
def read_only(folder):
    """How a program is started that may read the folder and not write there. Root may write anywhere."""
    user = {}
    paths = [folder] + [os.path.join(root, name) for root, folders, files in os.walk(folder)
                        for name in folders + files]
    modes = {path: os.stat(path).st_mode for path in paths}
    if os.geteuid() == 0:
        user = {"user": 65534, "group": 65534, "extra_groups": []}
    for path in paths:
        os.chmod(path, 0o555 if os.path.isdir(path) else 0o444)
    try:
        yield user
    finally:
        for path, mode in modes.items():
            os.chmod(path, mode)


def snapshot(folder):
    """Every file's bytes."""
    out = {}
    for root, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(root, name), "rb") as file:
                out[os.path.join(root, name)] = file.read()
    return out


class Arriving(unittest.TestCase):
    def test_what_was_arriving_when_it_was_killed_is_gone_at_the_next_start(self):
        """what people wrote lay in uploads/ in plain words for ever, where no erasing looks"""
        with Desk() as desk:
            owner = desk.people()["owner"]
            uploads = os.path.join(desk.data, "uploads")
            connection = Connection(desk.port)
            connection.send(f"POST {owner.url('findings')} HTTP/1.1\r\nHost: localhost:{desk.port}\r\nCookie: {owner.cookie}\r\n"
                            f"X-CSRF-Token: {owner.csrf}\r\nContent-Type: application/x-ndjson\r\n"
                            "Content-Length: 9000000\r\n\r\n".encode() + b"plain words " * 200_000)
            end = time.monotonic() + GIVE_UP_SECONDS
            while not any(os.path.getsize(os.path.join(uploads, name)) for name in os.listdir(uploads)):
                self.assertLess(time.monotonic(), end, "it never came")
                time.sleep(0.05)
            desk.stop(signal.SIGKILL)
            self.assertNotEqual(os.listdir(uploads), [])
            desk.start()
            self.assertEqual(os.listdir(uploads), [])
            connection.socket.close()


if __name__ == "__main__":
    unittest.main(verbosity=1)
