#!/usr/bin/env python3
"""docs/security-asvs.md has one row for every requirement up to level 2, and each claim of it can be looked up: the tests it
names are in the tree, the documents have the parts. Says how many rows are open."""
import pathlib
import re
import sys

from check_links import anchors

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
TABLE = REPOSITORY / "docs/security-asvs.md"
ROWS = 246
LEVEL_1 = 70
VERDICTS = ("holds", "n/a", "open")
ROW = re.compile(r"^\| (V[^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$")
CXX_TEST = re.compile(r"(?:TEST|TEST_F|TEST_P|TYPED_TEST|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\(\s*(\w+),\s*(\w+)")


def known_tests():
    out = set()
    for path in [*(REPOSITORY / "src").rglob("*_test.cpp"), *(REPOSITORY / "tests").rglob("*.cpp")]:
        out |= {".".join(found) for found in CXX_TEST.findall(path.read_text("utf-8"))}
    for path in (REPOSITORY / "tests").rglob("test_*.py"):
        out |= {f"{path.stem}.{name}" for name in re.findall(r"^    def (test_\w+)\(", path.read_text("utf-8"), re.M)}
    out |= {path.name.removesuffix(".ts") for path in (REPOSITORY / "web/walks").glob("*.walk.ts")}
    out |= {re.sub(r"\.tsx?$", "", path.name) for path in (REPOSITORY / "web/src").rglob("*.test.ts*")}
    out |= {path.stem for path in (REPOSITORY / "tests/fuzz").glob("fuzz_*.cpp")}
    out |= set(re.findall(r"add_test\(NAME (\w+)", (REPOSITORY / "tests/CMakeLists.txt").read_text("utf-8")))
    return out


def faults_of(row, tests):
    name, level, asked, verdict, shown = row
    named = re.findall(r"`([^`]+)`", shown)
    links = re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", shown)
    if not re.fullmatch(r"V\d+\.\d+\.\d+", name) or level not in ("1", "2") or not asked.strip():
        yield f"{name}: not a requirement"
    if verdict not in VERDICTS:
        yield f"{name}: the verdict is one of {', '.join(VERDICTS)}"
    if not shown.strip() or (verdict == "holds" and not named and not links):
        yield f"{name}: nothing shows it"
    if verdict == "holds" or (verdict == "n/a" and "test_" in shown):
        for test in named:
            if test not in tests:
                yield f"{name}: there is no test {test}"
    for document, part in links:
        if not (TABLE.parent / document).exists() or (part and part not in anchors(TABLE.parent / document)):
            yield f"{name}: there is no {document}#{part}"


def main():
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| V")]
    rows = [found.groups() for line in lines if (found := ROW.match(line))]
    faults = [f"not a row: {line}" for line in lines if not ROW.match(line)]
    names = [row[0] for row in rows]
    faults += [f"{name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    if (len(rows), sum(row[1] == "1" for row in rows)) != (ROWS, LEVEL_1):
        faults.append(f"{len(rows)} rows, {sum(row[1] == '1' for row in rows)} of level 1; it should be {ROWS}, {LEVEL_1}")
    if names != sorted(names, key=lambda name: [int(part) for part in name[1:].split(".")]):
        faults.append("the rows are not in their order")
    tests = known_tests()
    for row in rows:
        faults += faults_of(row, tests)
    count = {verdict: sum(row[3] == verdict for row in rows) for verdict in VERDICTS}
    print(f"ASVS 5.0.0, levels 1 and 2: {count['holds']} hold, {count['n/a']} do not apply, {count['open']} open")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
