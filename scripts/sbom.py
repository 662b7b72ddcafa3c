#!/usr/bin/env python3
"""The bill of materials of a built program, as CycloneDX 1.5 JSON beside it (pingli.cdx.json): the Debian packages behind
the libraries that it loads and behind the headers that were compiled into it, and the npm packages of the desk.
Nothing is taken from a list of wishes: libraries are read from the program, headers from what the compiler
noted, packages from dpkg, the desk's from its lock file. The same program gives the same bytes.

    scripts/sbom.py build/release/pingli [--out FILE]
"""
import argparse
import base64
import datetime
import hashlib
import json
import pathlib
import re
import subprocess
import uuid

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
LOCK = REPOSITORY / "web/package-lock.json"
DPKG_LISTS = pathlib.Path("/var/lib/dpkg/info")
# Debian's short names that are not SPDX's.
SPDX = {"Expat": "MIT", "MIT": "MIT", "ISC": "ISC", "Zlib": "Zlib", "Apache-2.0": "Apache-2.0", "Apache-2": "Apache-2.0",
        "BSL-1.0": "BSL-1.0", "PostgreSQL": "PostgreSQL", "curl": "curl", "BSD-2-clause": "BSD-2-Clause",
        "BSD-2-Clause": "BSD-2-Clause", "BSD-3-clause": "BSD-3-Clause", "BSD-3-Clause": "BSD-3-Clause",
        "LGPL-2": "LGPL-2.0-only", "LGPL-2+": "LGPL-2.0-or-later", "LGPL-2.1": "LGPL-2.1-only",
        "LGPL-2.1+": "LGPL-2.1-or-later", "LGPL-3": "LGPL-3.0-only", "LGPL-3+": "LGPL-3.0-or-later",
        "GPL-2": "GPL-2.0-only", "GPL-2+": "GPL-2.0-or-later", "GPL-3": "GPL-3.0-only", "GPL-3+": "GPL-3.0-or-later"}


def told(*command):
    return subprocess.run([str(one) for one in command], capture_output=True, text=True, check=True).stdout


# --- what is in the program ---

def needed(file):
    return re.findall(r"\(NEEDED\).*\[(.+)\]", told("readelf", "-dW", file))


def loaded(program):
    """Name to file of every library that comes into the process, the loader too."""
    return {pathlib.Path(path).name: path for path in re.findall(r"(/\S+) \(0x", told("ldd", program))}


def headers(program):
    """Of the system, as the compiler noted them for the program's own objects."""
    folder = next(at for at in program.resolve().parents if (at / "build.ninja").exists())
    out, is_ours = set(), False
    for line in told("ninja", "-C", folder, "-t", "deps").splitlines():
        if not line.startswith(" "):
            target = line.split(":")[0]
            is_ours = target.startswith("CMakeFiles/pingli") and "_test" not in target
        elif is_ours and line.strip().startswith("/usr/"):
            out.add(line.strip())
    return out


# --- whose it is ---

def owners(files):
    """File to package, architecture left out. Debian keeps some under /usr that it lists without, and the other way."""
    wanted = {}
    for file in files:
        real = str(pathlib.Path(file).resolve())
        for path in {file, real}:
            wanted[path] = file
            wanted[path.removeprefix("/usr")] = file
    out = {}
    for entry in sorted(DPKG_LISTS.glob("*.list")):
        package = entry.stem.split(":")[0]
        for path in entry.read_text(errors="replace").splitlines():
            if path in wanted:
                out[wanted[path]] = package
    lost = sorted(file for file in files if file not in out)
    if lost:
        raise SystemExit(f"sbom: no Debian package owns {', '.join(lost[:5])}")
    return out


def licence_of(package):
    """As far as Debian says it for machines: that of the whole, else nothing."""
    file = pathlib.Path("/usr/share/doc") / package / "copyright"
    text = file.read_text(errors="replace") if file.exists() else ""
    if "copyright-format/1.0" not in text.split("\n\n")[0].lower():
        return []
    for paragraph in re.split(r"\n\s*\n", text):
        fields = dict(re.findall(r"^([A-Za-z-]+):[ \t]*(.*)$", paragraph, re.M))
        if fields.get("Files", "").strip() == "*" and fields.get("License"):
            name = fields["License"].strip()
            return [{"license": {"id": SPDX[name]} if name in SPDX else {"name": name}}]
    return []


def versions(packages):
    form = "${Package}\t${Version}\t${source:Package}\t${Architecture}\n"
    rows = [line.split("\t") for line in told("dpkg-query", "-W", "-f", form, *sorted(packages)).splitlines()]
    return {name: (version, source, architecture) for name, version, source, architecture in rows}


# --- as CycloneDX has it ---

def debian_part(package, version, uses):
    number, source, architecture = version
    return {"type": "library", "bom-ref": f"deb:{package}", "name": package, "version": number,
            "purl": f"pkg:deb/debian/{package}@{number}?arch={architecture}", "scope": "required",
            "licenses": licence_of(package),
            "properties": [{"name": "pingli:source-package", "value": source}]
            + [{"name": "pingli:used-as", "value": use} for use in sorted(uses)]}


def npm_parts():
    parts = []
    for place, entry in sorted(json.loads(LOCK.read_text())["packages"].items()):
        if not place or entry.get("link"):
            continue
        name = entry.get("name") or place.rpartition("node_modules/")[2]
        is_shipped = not (entry.get("dev") or entry.get("optional") or entry.get("devOptional"))
        part = {"type": "library", "bom-ref": f"npm:{place}", "name": name, "version": entry["version"],
                "purl": f"pkg:npm/{name.replace('@', '%40', 1)}@{entry['version']}",
                "scope": "required" if is_shipped else "excluded",
                "licenses": [{"license": {"name": entry["license"]}}] if entry.get("license") else [],
                "properties": [{"name": "pingli:used-as", "value": "desk" if is_shipped else "desk's build"}]}
        if (integrity := entry.get("integrity", "")).startswith("sha512-"):
            part["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(integrity[7:]).hex()}]
        parts.append(part)
    return parts


def bill(program):
    libraries = loaded(program)
    files = headers(program)
    owner = owners([*libraries.values(), *files])
    uses, depends = {}, {}
    direct = set(needed(program))
    for name, path in libraries.items():
        package = owner[path]
        uses.setdefault(package, set()).add("linked" if name in direct else "loaded by a library")
        for other in needed(path):
            if other in libraries and owner[libraries[other]] != package:
                depends.setdefault(package, set()).add(owner[libraries[other]])
    for file in files:
        uses.setdefault(owner[file], set()).add("headers")
    known = versions(uses)
    debian = [debian_part(package, known[package], uses[package]) for package in sorted(uses)]
    npm = npm_parts()
    content = program.read_bytes()
    version = re.search(r"project\(pingli VERSION (\S+)", (REPOSITORY / "CMakeLists.txt").read_text())[1]
    made = datetime.datetime.fromtimestamp(int(program.stat().st_mtime), datetime.timezone.utc)
    top = [f"deb:{owner[libraries[name]]}" for name in direct]
    top += [f"deb:{package}" for package in uses if "headers" in uses[package]]
    top += [part["bom-ref"] for part in npm if part["scope"] == "required"]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(content).hexdigest())}", "version": 1,
        "metadata": {
            "timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tools": {"components": [{"type": "application", "name": "scripts/sbom.py", "version": version}]},
            "component": {"type": "application", "bom-ref": "pingli", "name": "pingli", "version": version,
                          "licenses": [{"license": {"id": "Apache-2.0"}}],
                          "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]}},
        "components": debian + npm,
        "dependencies": [{"ref": "pingli", "dependsOn": sorted(set(top))}]
        + [{"ref": f"deb:{package}", "dependsOn": sorted(f"deb:{one}" for one in others)}
           for package, others in sorted(depends.items())]}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program", type=pathlib.Path)
    options.add_argument("--out", type=pathlib.Path)
    given = options.parse_args()
    out = given.out or given.program.with_name("pingli.cdx.json")
    part = out.with_name(out.name + ".part")
    part.write_text(json.dumps(bill(given.program), ensure_ascii=False, indent=1) + "\n")
    part.rename(out)


if __name__ == "__main__":
    main()
