#!/usr/bin/env python3
"""The words of words/codes.tsv fit the codes that the program names, and each concept has one Chinese word: the second
words of docs/glossary.md stand nowhere in what we write ourselves."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GLOSSARY = "docs/glossary.md"
OURS = ["*.md", "words/*", "docs/**/*", "src/**/*", "web/src/**/*", "web/walks/**/*", "web/index.html", "rulebooks/**/*",
        "templates/**/*", "tests/**/*"]
# As are lexicons, samples and corpora: customers' words.
THEIRS = ("src/text/", "src/simulate/", "tests/texts/", "tests/fuzz/")
CODES = "words/codes.tsv"
CODE = re.compile(r"[a-z]+\.[a-z0-9_]+")
QUOTED = re.compile("“[^”]*”")


def second_words():
    text = (ROOT / GLOSSARY).read_text("utf-8").partition("不用的词")[2]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [a-z-]+(?: [a-z]+)* \|$", text, re.M)
    return {second: first for first, seconds in rows for second in seconds.split("，") if first != "用 use"}


def files():
    for path in sorted({path for one in OURS for path in ROOT.glob(one) if path.is_file()}):
        name = path.relative_to(ROOT).as_posix()
        if name != GLOSSARY and not name.startswith(THEIRS):
            yield name


def second_words_used():
    words = second_words()
    if not words:
        yield f"{GLOSSARY}: the table of words that are not used is not found"
    either = re.compile("|".join(sorted(words, key=len, reverse=True)))
    for name in files():
        try:
            lines = (ROOT / name).read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # not text, or a table in another encoding
        for number, line in enumerate(lines, 1):
            for second in either.findall(QUOTED.sub("", line) if name.startswith("rulebooks/") else line):
                yield f"{name}:{number}: 用“{words[second]}”，不用“{second}”"


def names_in(sentence):
    """The places of arguments, in the order in which the English sentence has them first."""
    return list(dict.fromkeys(re.findall(r"\{([a-z_]+)\}", sentence)))


def catalogue():
    """How many arguments each code takes; and what is wrong with the file."""
    takes, wrong = {}, []
    for number, line in enumerate((ROOT / CODES).read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 3 or not all(columns) or not CODE.fullmatch(columns[0]):
            wrong.append(f"{CODES}:{number}: expected a code, English, Chinese, with tabs between")
            continue
        code, english, chinese = columns
        if code in takes:
            wrong.append(f"{CODES}:{number}: {code} is there twice")
        wrong += [f"{CODES}:{number}: {name} stands in the Chinese only"
                  for name in set(names_in(chinese)) - set(names_in(english))]
        takes[code] = len(names_in(english))
    return takes, wrong


def arguments(code, at):
    """Of the call whose bracket opens before `at`, as written."""
    depth, start, out = 0, at, []
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[(){}\[\],]', code[at:]):
        mark, here = token.group(), at + token.start()
        if depth == 0 and mark in "),":
            out.append(code[start:here].strip())
            start = here + 1
            if mark == ")":
                return [one for one in out if one]
        elif mark in "({[":
            depth += 1
        elif mark in ")}]":
            depth -= 1
    return []


def faults_of_codes():
    takes, wrong = catalogue()
    yield from wrong
    named = set()
    for path in sorted((ROOT / "src").rglob("*.[ch]pp")):
        name, code = path.relative_to(ROOT), re.sub(r"^\s*//.*", "", path.read_text("utf-8"), flags=re.M)
        for call in re.finditer(r"(?<![.>])\bsay\((?!\{)", code):
            given = arguments(code, call.end())
            for said in re.findall(r'"([a-z0-9_.]+[a-z0-9_])"', given[0]) if given else []:  # "column." begins some
                if said not in takes:
                    yield f"{name}: {said} has no words in {CODES}"
                elif takes[said] != len(given) - 1:
                    yield f"{name}: {said} takes {takes[said]} arguments, and {len(given) - 1} are given"
        if not path.stem.endswith("_test"):
            named.update(re.findall(r'"([a-z0-9_]+\.[a-z0-9_]*)"', code))
    for code in takes:
        if code not in named and code.split(".")[0] + "." not in named:
            yield f"{CODES}: nobody says {code}"


def faults():
    yield from second_words_used()
    yield from faults_of_codes()


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "Each code has its words, each concept one.")
    sys.exit(1 if found else 0)
