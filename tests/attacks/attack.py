"""One shop attacked from another on the same server, over loopback: what a claimant, an agent, a neighbouring owner and
an owner of many shops ("landlord") can take from it with many connections. Prints the attacked shop's times, quiet and
under attack, and the server's peak memory; fails when a request of the attacked shop fails or memory passes its limit,
and in the long form when p99 passes three times the quiet one.

    PINGLI=build/dev/pingli tests/attacks/attack.py --seconds 180              # each attacker so long
    PINGLI=build/dev/pingli tests/attacks/attack.py --seconds 5 --short        # as ctest runs it
"""
import argparse
import asyncio
import itertools
import json
import multiprocessing
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from desk import Desk  # noqa: E402

MEMORY_MIB_MAX = 300
SLOWER_AT_MOST = 3
SHOPS_OF_ONE = 60
PACE = 0.02  # seconds between requests of one connection: the attackers share this machine's processors


def head(method, path, session, length=None, more=""):
    fields = f"Host: x\r\nCookie: {session['cookie']}\r\nX-CSRF-Token: {session['csrf']}\r\n{more}"
    if length is not None:
        fields += f"Content-Length: {length}\r\nContent-Type: application/json\r\n"
    return f"{method} {path} HTTP/1.1\r\n{fields}\r\n".encode()


def claim(**changed):
    body = {"perspective": "decided", "title": "t", "person": "p", "allegations": [
        {"alleged": "frequent_contact", "person": "buyer", "words": "w" * 4000}] * 100}
    return json.dumps({**body, **changed}).encode()


class Attacker:
    """Connections of six kinds, each begun again whenever the server ends it."""

    def __init__(self, port, session, connections, seconds):
        self.port, self.session, self.connections = port, session, connections
        self.end = time.monotonic() + seconds
        self.shops = itertools.cycle(f"/api/v1/shops/{shop}" for shop in session["shops"])
        self.bodies = [claim(), claim(orders=[str(i) for i in range(45_000)]), claim(source="s" * 900_000)]

    @property
    def shop(self):
        """Another one each time, of who has many."""
        return next(self.shops)

    async def asked(self, reader, writer, data):
        """The status of the answer, its body read and thrown away."""
        writer.write(data)
        await writer.drain()
        lines = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)).decode("latin1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        left = int(fields.get("content-length", 0))
        while left > 0:
            left -= len(await reader.readexactly(min(left, 1 << 16)))
        return int(lines[0].split()[1])

    def until_the_end(self):
        """Counts; what is cancelled while an answer comes goes on otherwise."""
        i = 0
        while time.monotonic() < self.end:
            yield i
            i += 1

    async def quiet(self, _, writer):
        writer.write(b"GET /health HTT" if id(writer) % 2 else b"")
        await asyncio.sleep(8)

    async def slow_upload(self, _, writer):
        writer.write(head("POST", self.shop + "/files", self.session, 50 << 20))
        while time.monotonic() < self.end:
            writer.write(b"x" * 512)
            await writer.drain()
            await asyncio.sleep(0.5)

    async def large(self, reader, writer):
        for i in self.until_the_end():
            body = self.bodies[i % 3]
            await self.asked(reader, writer, head("POST", self.shop + "/claims", self.session, len(body)) + body)
            await asyncio.sleep(PACE)

    async def many(self, reader, writer):
        paths = [self.shop + "/cases?limit=200", "/api/v1/session", self.shop + "/reviews?limit=200", self.shop + "/people"]
        for i in self.until_the_end():
            await self.asked(reader, writer, head("GET", paths[i % 4], self.session))
            await asyncio.sleep(PACE)

    async def costly(self, reader, writer):
        """What costs the server most for the least sent: erasing, keys, names, imports, wrong codes."""
        asked = [("POST", self.shop + "/erasures", {"person": "p", "reason": "asked"}),
                 ("POST", "/api/v1/passkeys/challenges", {}),
                 ("PATCH", "/api/v1/session", {"name": "n"}),
                 ("POST", self.shop + "/imports", {}),
                 ("POST", "/api/v1/session/reauthenticate", {"code": "999999"}),
                 ("DELETE", "/api/v1/sessions", {})]
        for i in self.until_the_end():
            method, path, body = asked[i % len(asked)]
            data = json.dumps(body).encode()
            await self.asked(reader, writer, head(method, path, self.session, len(data)) + data)
            await asyncio.sleep(PACE)

    async def listen(self, reader, writer):
        writer.write(head("GET", self.shop + "/events", self.session))
        while time.monotonic() < self.end and await reader.read(1 << 16):
            pass

    async def one(self, kind):
        while time.monotonic() < self.end:
            writer = None
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=None)
                await asyncio.wait_for(kind(reader, writer), max(0.1, self.end - time.monotonic()))
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError, IndexError):
                await asyncio.sleep(0.05)
            finally:
                if writer:
                    writer.transport.abort()

    async def all(self):
        kinds = [self.quiet, self.slow_upload, self.large, self.many, self.costly, self.listen]
        await asyncio.gather(*(self.one(kinds[i % len(kinds)]) for i in range(self.connections)))


def attack(*arguments):
    os.nice(19)  # attackers have machines of their own; here they leave the processors to the server
    asyncio.run(Attacker(*arguments).all())


def percentile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def watch(person, seconds):
    """Times of the attacked shop's requests; those that were refused or lost are counted."""
    times, failed, end = [], [], time.monotonic() + seconds
    while time.monotonic() < end:
        for path in ("/api/v1/session", person.url("cases")):
            begun = time.monotonic()
            try:
                status = person.get(path).status
            except OSError as error:
                status, _ = repr(error), person.close()
            times.append(time.monotonic() - begun)
            if status != 200:
                failed.append(status)
            time.sleep(PACE)
    return times, failed


def peak_mebibytes(process):
    text = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(text.split("VmHWM:")[1].split()[0]) // 1024


def attackers(owner, desk):
    """People of another shop, by what they are."""
    made = owner.post("/api/v1/shops", {"name": "neighbour", "platform": "taobao"})
    assert made.status == 201, made
    shop, out = made.json["id"], {}
    for role in ("claimant", "agent", "owner"):
        person = owner.post(f"/api/v1/shops/{shop}/people", {"login": f"bad-{role}", "name": role, "roles": [role]})
        assert person.status == 201, person
        client = desk.client().use_link(person.json["link"].split("#link=")[1])
        session = {"cookie": client.cookie, "csrf": client.csrf, "shops": [shop]}
        out["neighbour" if role == "owner" else role] = session
        if role == "owner":
            made = [client.post("/api/v1/shops", {"name": f"s{i}", "platform": "taobao"}) for i in range(SHOPS_OF_ONE)]
            out["landlord"] = {**session, "shops": [one.json["id"] for one in made]}
        client.close()
    return out


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=180)
    options.add_argument("--connections", type=int, default=200)
    options.add_argument("--short", action="store_true")
    chosen = options.parse_args()
    faults = []
    with Desk(options=("--quiet",)) as desk:
        owner = desk.people()["owner"]
        owner.open("claims", perspective="decided", title="t", person="p",
                   allegations=[{"alleged": "frequent_contact", "person": "buyer", "words": "w"}])
        sessions = attackers(owner, desk)
        for name, session in sessions.items():
            quiet, _ = watch(owner, min(30, chosen.seconds))
            process = multiprocessing.Process(target=attack,
                                              args=(desk.port, session, chosen.connections, chosen.seconds))
            process.start()
            times, failed = watch(owner, chosen.seconds)
            process.join()
            before, after, memory = percentile(quiet, 0.99), percentile(times, 0.99), peak_mebibytes(desk.process)
            print(f"{name:10} p50 {percentile(quiet, 0.5):7.1f} -> {percentile(times, 0.5):7.1f} ms   "
                  f"p99 {before:7.1f} -> {after:7.1f} ms   requests {len(times)}   failed {len(failed)}   peak {memory} MiB",
                  flush=True)
            if failed:
                faults.append(f"{name}: {len(failed)} requests of the attacked shop failed: {failed[:5]}")
            if memory > MEMORY_MIB_MAX:
                faults.append(f"{name}: {memory} MiB, more than {MEMORY_MIB_MAX}")
            if not chosen.short and after > SLOWER_AT_MOST * before:
                faults.append(f"{name}: p99 is {after / before:.1f} times the quiet one")
        begun = time.monotonic()
        if desk.stop() != 0 or time.monotonic() - begun > 30:
            faults.append("the server did not end by itself within 30 s of SIGTERM")
    print("\n".join(faults) or "The other shop noticed little.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
