#!/usr/bin/env python3
"""Each type of problem, act of the security log, notice and fault of a chain stands in the description of the API, so
that the desk has words for it; and nothing stands there that nobody says."""
import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "src"
STRING = r'(?:"(?:[^"\\\n]|\\.)*"|R"\((?:.|\n)*?\)")'
PROBLEM = re.compile(r'\b\d{3},\s*"([a-z-]+)"|urn:pingli:problem:([a-z-]+)')
# What the security log is told was done: by route, by the program itself, at the terminal.
ACT = re.compile(r'"/api/v1/[^"]*",\s*"([a-z_]+)"|event_of\(request, [^";]*"([a-z_]+)"|\.what = "([a-z_]+)"|\bnote\(office, "([a-z_]+)"')


def code_of(path):
    text = path.read_text("utf-8").replace("'\"'", "")
    text = re.sub(r"^\s*//.*|\s//(?![^\n]*\").*", "", text, flags=re.M)
    return re.sub(r"^#include.*", "", text, flags=re.M)


def words_in(path, mark):
    """Of the literals behind the mark, which stand side by side."""
    run = re.search(mark + r"\s*((?:" + STRING + r"\s*)+)", code_of(SOURCE / path)).group(1)
    return "".join(part.strip('"') for part in re.findall(STRING, run)).split()


def matches(pattern, *globs):
    paths = (path for one in globs for path in SOURCE.glob(one) if not path.stem.endswith("_test"))
    return {word for path in paths for word in sum(map(as_tuple, pattern.findall(code_of(path))), ()) if word}


def as_tuple(found):
    return found if isinstance(found, tuple) else (found,)


def faults():
    """Codes that the description of the API names, so that the desk has words for each."""
    quoted = re.compile(r'"([a-z_ ]+)"')
    notices = re.search(r"kNames = \{(.*?)\}", code_of(SOURCE / "accounts/notice.cpp"), re.S).group(1)
    faults_of_chains = {word.replace(" ", "_") for word in matches(re.compile(r'return "([a-z ]+)"'), "store/fault_names.cpp")}
    for name, where, mark, used in (
            ("problem_type", "api/openapi_schemas.cpp", r'"problem_type",\s*\.words\s*=', matches(PROBLEM, "api/*.?pp", "http/*.?pp")),
            ("security_act", "api/security_acts.hpp", "kSecurityActs =", matches(ACT, "api/*.cpp", "app/security*.cpp", "server/*.cpp", "cli/*.cpp")),
            ("notice_what", "api/office_docs.cpp", r'"notice_what",', set(quoted.findall(notices))),
            ("chain_fault_kind", "api/office_docs.cpp", r'"chain_fault_kind",', faults_of_chains - {"fault"})):
        listed = set(words_in(where, mark))
        yield from (f"{where}: {name} does not name {word}" for word in sorted(used - listed))
        yield from (f"{where}: {name} names {word}, which is no more" for word in sorted(listed - used))


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "Every code that the desk has words for is listed.")
    sys.exit(1 if found else 0)
