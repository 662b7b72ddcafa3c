#!/usr/bin/env python3
"""Lines of documents have at most 120 columns (a Chinese character takes two), so that they can be read and compared side
by side. Rows of tables and pictures are exempt, since Markdown cannot break them."""
import re
import sys
import unicodedata

from check_links import REPOSITORY, documents

COLUMNS_MAX = 120
CANNOT_BREAK = ("|", "![")
# Rulebooks keep the form of the page that was in force, also where a document shows one whole; what tests read is data.
PAGE_WITHIN = re.compile(r"^````markdown\n.*?^````$", re.M | re.S)
NOT_WRAPPED = re.compile(r"rulebooks/.+/|tests/")


def columns(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in line)


def faults_of(document):
    text = PAGE_WITHIN.sub(lambda page: "\n" * page[0].count("\n"), document.read_text("utf-8"))
    for number, line in enumerate(text.splitlines(), 1):
        wide = columns(line)
        if wide > COLUMNS_MAX and not line.lstrip().startswith(CANNOT_BREAK):
            yield f"{number}: {wide} columns, at most {COLUMNS_MAX}"


def main():
    names = [str(one.relative_to(REPOSITORY)) for one in documents()]
    looked_at = [name for name in names if not NOT_WRAPPED.match(name)]
    faults = [f"{name}:{fault}" for name in looked_at for fault in faults_of(REPOSITORY / name)]
    print("\n".join(faults) if faults else f"{len(looked_at)} documents: no line over {COLUMNS_MAX} columns")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
