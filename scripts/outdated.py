#!/usr/bin/env python3
"""Says which Debian packages of a bill of materials are older than what this machine's package lists offer, security updates
first, and asks the npm registry for known faults of the desk's packages. Exit status: 0 nothing is older and no
fault is known, 1 something is, 2 not everything could be asked (each is named).

    scripts/outdated.py build/release/pingli.cdx.json [--without-npm]
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

WEB = pathlib.Path(__file__).resolve().parent.parent / "web"
STANZA = re.compile(r"^(\S+):\n(.*?)(?=^\S|\Z)", re.M | re.S)
CANDIDATE = re.compile(r"^  Candidate: (\S+)$", re.M)


def offered(names):
    """Name to (version, does it come from the security archive) as the package lists say."""
    told = subprocess.run(["apt-cache", "policy", *names], capture_output=True, text=True, check=True,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout
    out = {}
    for name, lines in STANZA.findall(told):
        candidate = CANDIDATE.search(lines)
        if candidate and candidate[1] != "(none)":
            places = re.split(r"^ (?:\*\*\*|   ) (\S+) \d+$", lines, flags=re.M)
            sources = dict(zip(places[1::2], places[2::2]))
            out[name] = candidate[1], "security" in sources.get(candidate[1], "")
    return out


def is_older(version, other):
    return subprocess.run(["dpkg", "--compare-versions", version, "lt", other], check=False).returncode == 0


def debian(parts):
    """(what is older, what no list knows), a line each."""
    known = offered(sorted(part["name"] for part in parts))
    older, unknown = [], []
    for part in parts:
        candidate, is_security = known.get(part["name"], (None, False))
        if candidate is None:
            unknown.append(f"{part['name']} {part['version']}: not in this machine's package lists")
        elif is_older(part["version"].split("?")[0], candidate):
            kind = "a security update" if is_security else "an update"
            older.append((not is_security, f"{part['name']} {part['version']}: {kind} is {candidate}"))
    return [line for _, line in sorted(older)], unknown


def npm():
    """The same, of the desk's packages."""
    asked = subprocess.run(["npm", "audit", "--json", "--package-lock-only"], cwd=WEB, capture_output=True, text=True,
                           check=False)
    told = json.loads(asked.stdout or "{}")
    if "vulnerabilities" not in told:
        return [], ["the desk's packages: the npm registry does not say which faults are known"]
    return [f"{name} (npm): {fault['severity']}" for name, fault in sorted(told["vulnerabilities"].items())], []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bill", type=pathlib.Path)
    parser.add_argument("--without-npm", action="store_true")
    options = parser.parse_args()
    parts = json.loads(options.bill.read_text("utf-8"))["components"]
    older, unknown = debian([part for part in parts if part["purl"].startswith("pkg:deb/")])
    if not options.without_npm:
        faulty, silent = npm()
        older, unknown = older + faulty, unknown + silent
    for line in older + unknown:
        print(line)
    print(f"{len(parts)} parts: {len(older)} older or with known faults, {len(unknown)} not known", file=sys.stderr)
    return 1 if older else 2 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
