#!/usr/bin/env python3
"""Checks what the compiler cannot: who includes whom, file length, line length, banned words.

The rules are read from the pingli_module() calls in CMakeLists.txt, so that they exist once.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINES_MAX, TEST_LINES_MAX, COLUMNS_MAX = 500, 600, 120
CLOCKS = {"server", "cli", "store", "notify", "http", "bench"}
# Libraries that only the named folders may see; what is not named here is for all.
LIBRARIES = {
    r"hs/|hs\.h": {"text"},
    r"unicode/": {"text"},
    r"nlohmann/": {"codec"},
    r"cmark": {"codec"},
    r"toml\+\+/": {"codec"},
    r"simdjson": {"codec", "intake"},
    r"zlib": {"intake"},
    r"date/": {"zones"},
    r"CLI/": {"cli"},
    r"fmt/": {"codec", "report", "simulate", "api", "cli"},
    r"sodium": {"base", "store", "accounts", "server", "notify"},
    r"sqlite3": {"store"},
    r"libpq": {"store"},
    r"boost/": {"http"},
    r"openssl/": {"http", "accounts"},
    r"fido": {"accounts"},
    r"curl/": {"notify"},
    r"iostream|fstream|filesystem": {"codec", "engines", "reviews", "intake", "report", "simulate", "cli", "http", "vault", "server"},
    r"magic\.h": {"vault"},
    r"archive": {"server"},
    r"utf8proc": {"report"},
}
BANNED = [  # (pattern, folders where it is allowed, what to do instead)
    (r"\bco_await\b", set(), "g++ 12 destroys some temporaries twice; see docs/adr/0006"),
    (r"\bsystem_clock::now\b|\bsteady_clock::now\b", CLOCKS, "take `now` as an argument"),
    (r"\bthrow\b", {"server"}, "return Result, Problems or a refusal"),
    (r"\brand\(|\brandom_device\b", {"cli", "server"}, "take randomness as an argument"),
    (r"\bFIXME\b", set(), "fix it, or write TODO(#issue)"),
]
# In src/text a place below zero is a fault that a buyer can write: no subtraction of unsigned numbers
# but in offset.hpp, whose functions answer within the text. `// signed` marks what is no place.
SUBTRACTION = re.compile(r"[\w)\]] - [\w(*]|--\w|\w--|-=|\.substr\(")


def check_places(path, errors):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        code = re.sub(r'"(\\.|[^"\\])*"', '""', line.split("//", 1)[0])
        if SUBTRACTION.search(code) and not line.rstrip().endswith("// signed"):
            errors.append(f"{path.relative_to(ROOT)}:{number}: a raw subtraction or substr(); see text/offset.hpp")


def modules():
    """name: (what its headers may include, what its other files may include besides)."""
    calls = re.findall(r"^pingli_module\((\w+)(.*?)\)", (ROOT / "CMakeLists.txt").read_text(), re.M | re.S)
    out = {}
    for name, rest in calls:
        lists = {"DEPS": set(), "PRIVATE_DEPS": set(), "LIBS": set()}
        at = None
        for word in rest.split():
            if word in lists:
                at = word
            else:
                lists[at].add(word)
        out[name] = (lists["DEPS"], lists["PRIVATE_DEPS"])
    return out


def included(path):
    return set(re.findall(r'^#include "(\w+)/', path.read_text(), re.M))


def check_deps(folder, public, private, errors):
    """A module that is named and not needed is an error, and so is one that only sources need and headers are given."""
    headers, sources = set(), set()
    for path in folder.rglob("*.[ch]*"):
        if not path.name.endswith("_test.cpp"):
            (headers if path.suffix == ".hpp" else sources).update(included(path))
    for name in sorted(public - headers):
        what = "belongs to PRIVATE_DEPS: no header includes it" if name in sources else "is included by nothing"
        errors.append(f"src/{folder.name}: {name} in DEPS {what}")
    for name in sorted(private - sources | private & public):
        errors.append(f"src/{folder.name}: {name} in PRIVATE_DEPS is included by no source, or stands in DEPS")


def check(path, module, public, private, errors):
    allowed = public if path.suffix == ".hpp" else public | private
    lines = path.read_text().splitlines()
    where = path.relative_to(ROOT)
    is_test = path.name.endswith("_test.cpp")
    most = TEST_LINES_MAX if is_test else LINES_MAX
    if len(lines) > most:
        errors.append(f"{where}: {len(lines)} lines, at most {most}")
    for number, line in enumerate(lines, 1):
        code = line.split("//", 1)[0]
        if len(line) > COLUMNS_MAX:
            errors.append(f"{where}:{number}: {len(line)} columns, at most {COLUMNS_MAX}")
        if m := re.match(r'#include "(\w+)/', line):
            if m[1] not in allowed | {module} and not (is_test and m[1] == "support"):
                errors.append(f"{where}:{number}: {module} may not include {m[1]} (DEPS: {sorted(allowed)})")
        if m := re.match(r"#include <(.+)>", line):
            for pattern, folders in LIBRARIES.items():
                if re.match(pattern, m[1]) and module not in folders and not is_test:
                    errors.append(f"{where}:{number}: <{m[1]}> belongs to {sorted(folders)}")
        for pattern, folders, instead in BANNED:
            if module not in folders and re.search(pattern, code):
                errors.append(f"{where}:{number}: {pattern} is banned here: {instead}")


def main():
    graph, errors = modules(), []
    for folder in sorted(p for p in (ROOT / "src").iterdir() if p.is_dir()):
        if folder.name not in graph:
            errors.append(f"src/{folder.name}: no pingli_module({folder.name}) in CMakeLists.txt")
            continue
        check_deps(folder, *graph[folder.name], errors)
        for path in sorted(list(folder.rglob("*.[ch]pp")) + list(folder.rglob("*.cc"))):
            check(path, folder.name, *graph[folder.name], errors)
            if folder.name == "text" and path.name != "offset.hpp" and not path.name.endswith("_test.cpp"):
                check_places(path, errors)
    print("\n".join(errors) or f"layers: {len(graph)} modules, no violation")
    return 1 if errors else 0


sys.exit(main())
