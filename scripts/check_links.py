#!/usr/bin/env python3
"""Every link inside the documents leads somewhere: to a file that is there, to a heading that it has."""
import pathlib
import re
import sys
import urllib.parse

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
NOT_OURS = {"build", "node_modules", "dist", ".git"}
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.M | re.S)


def documents():
    return [path for path in sorted(REPOSITORY.rglob("*.md")) if not NOT_OURS & set(path.relative_to(REPOSITORY).parts)]


def anchors(document):
    """As GitHub makes them of headings; of two alike the second ends with -1."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.M | re.S)
    found = {}
    for head in re.findall(r"^#+ +(.+?)\s*$", text, re.M):
        name = re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")
        found[name] = found.get(name, -1) + 1
    return {name if i == 0 else f"{name}-{i}" for name, most in found.items() for i in range(most + 1)}


def faults_of(document):
    text = CODE.sub("", document.read_text("utf-8"))
    for link in LINK.findall(text):
        path, _, heading = urllib.parse.unquote(link).partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (document.parent / path).resolve() if path else document
        if not target.exists():
            yield f"{link}: there is no such file"
        elif heading and target.suffix == ".md" and heading not in anchors(target):
            yield f"{link}: there is no such heading"


def main():
    faults = [f"{document.relative_to(REPOSITORY)}: {fault}" for document in documents() for fault in faults_of(document)]
    print("\n".join(faults) if faults else f"{len(documents())} documents: every link leads somewhere")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
