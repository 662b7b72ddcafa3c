#!/usr/bin/env python3
"""What is said of a file or a request has its Chinese in src/api/both_words.cpp, and nothing stands there that nobody
says; each type of problem, act of the security log, notice and fault of a chain stands in the description of the API."""
import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "src"
TABLE = SOURCE / "api/both_words.cpp"
MORE = [SOURCE / "api/audit_words.hpp"]  # of its tables
# Whose every sentence is said to a person at the desk.
SPEAKERS = ["app/triage_shop.cpp", "intake/*", "reviews/import*", "api/*_routes.cpp", "api/answers.cpp", "api/query.cpp", "api/once.cpp", "api/guard.cpp", "api/shared_budget.hpp",
            "accounts/password.cpp", "calendar/question.cpp", "rulebook/check.cpp", "codec/json_body.cpp", "codec/fields_read.*",
            "codec/case_commands_json.cpp", "codec/contacts_json.cpp", "codec/shop_toml.cpp", "codec/toml_text.cpp", "codec/facts_json.cpp",
            "store/verify.cpp", "store/compare.cpp", "store/verify_journal.cpp", "server/exhibit_files.cpp"]
# Of the program's own data and of its operator; kept back from whoever asks; titles, which the desk says by their type.
SILENT = {"intake/formats.cpp", "api/operator_routes.cpp"}
NOT_SAID = ("attachment;", "private,", "default-src", "application/", " (set TMPDIR", "no such file", "the file cannot be kept",
            "the cursor is not", "the files", "an import's state", "a shelved finding", "libsodium", "no memory to hash",
            "accounts: the store does not", "the preview of a file cannot be kept",
            "A field of the request is not", "This answer must not be given", "end of day", "same time", "the name “",
            "” twice", "too many facts", "values nested", " could not be judged: ",
            " ended at a fault of the program: ", "an object that is no money", "a feed is changed by", "the reader of the security", "bytes that are no", "malformed JSON")
STRING = r'(?:"(?:[^"\\\n]|\\.)*"|R"\((?:.|\n)*?\)")'
WORDS = re.compile(r"[a-z]{2,} \S|\S [a-z]{2,}")
PROBLEM = re.compile(r'\b\d{3},\s*"([a-z-]+)"|urn:pingli:problem:([a-z-]+)')
# What the security log is told was done: by route, by the program itself, at the terminal.
ACT = re.compile(r'"/api/v1/[^"]*",\s*"([a-z_]+)"|event_of\(request, [^";]*"([a-z_]+)"|\.what = "([a-z_]+)"|\bnote\(office, "([a-z_]+)"')


def code_of(path):
    text = path.read_text("utf-8").replace("'\"'", "")
    text = re.sub(r"^\s*//.*|\s//(?![^\n]*\").*", "", text, flags=re.M)
    return re.sub(r"^#include.*", "", text, flags=re.M)


def strings(code):
    """Literals, those that stand side by side as one; not the titles of problems, which the desk says itself."""
    code = re.sub(r"http::problem\(\s*\d+,\s*" + f"{STRING},\\s*(?:{STRING}\\s*)+", "", code)
    for run in re.finditer(f"{STRING}(?:\\s*{STRING})*", code):
        parts = re.findall(STRING, run.group())
        yield "".join(p[3:-2] if p[0] == "R" else re.sub(r'\\(["\\])', r"\1", p[1:-1]) for p in parts)


def is_whole(text, sentence):
    return re.fullmatch(".+".join(map(re.escape, sentence.split("{}"))), text)


def is_of(text, sentence):
    """All of it, or a piece between what is told of the input."""
    return text in sentence or is_whole(text, sentence)


def pieces(sentence):
    return re.split(r"\{\}| or | \(", sentence)


def faults():
    lists = {name: [next(strings(english)) for english in re.findall(r"Sentence\{\s*((?:" + STRING + r"\s*)+),", body)]
             for table in [TABLE, *MORE]
             for name, body in re.findall(r"constexpr std::array (k\w+) = \{(.*?)\n\};", code_of(table), re.S)}
    order = re.findall(r"\bkOf\w+", re.search(r"kAll\{([^}]*)\}", code_of(TABLE)).group(1))
    known = [sentence for name in order for sentence in lists[name]]
    for sentence in known:
        first = next(one for one in known if is_whole(sentence.replace("{}", "…"), one))
        if first != sentence:
            yield f"{TABLE.name}: “{first}” hides “{sentence}”"
    said = set()
    for path in sorted({path for speaker in SPEAKERS for path in SOURCE.glob(speaker)}):
        name = str(path.relative_to(SOURCE))
        if path.suffix not in (".cpp", ".hpp") or path.stem.endswith("_test") or name in SILENT:
            continue
        for text in strings(code_of(path)):
            said.add(text)
            if WORDS.search(text) and not text.startswith(NOT_SAID) and not any(is_of(text, one) for one in known):
                yield f"{name}: “{text}” has no Chinese in {TABLE.name}"
    for sentence in known:
        if not all(any(piece in text for text in said) for piece in pieces(sentence)):
            yield f"{TABLE.name}: nobody says “{sentence}”"
    yield from listed_faults()


def words_in(path, mark):
    """Of the literal behind the mark."""
    return next(strings(re.search(mark + r"\s*((?:" + STRING + r"\s*)+)", code_of(SOURCE / path)).group(1))).split()


def matches(pattern, *globs):
    paths = (path for one in globs for path in SOURCE.glob(one) if not path.stem.endswith("_test"))
    return {word for path in paths for word in sum(map(as_tuple, pattern.findall(code_of(path))), ()) if word}


def as_tuple(found):
    return found if isinstance(found, tuple) else (found,)


def listed_faults():
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
    print("\n".join(found) or "Every sentence has its Chinese.")
    sys.exit(1 if found else 0)
