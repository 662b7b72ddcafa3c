#!/usr/bin/env python3
"""Writes lexicons/traditional.tsv from OpenCC's dictionaries (package opencc, Apache-2.0).

usage: scripts/make_traditional.py > lexicons/traditional.tsv

One line a character that has another simplified form: character, simplified form, and the words in
which it is written otherwise ("乾坤>乾"). The program itself does not need OpenCC.
"""
import pathlib
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path("/usr/share/opencc")


def dictionary(name):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.txt"
        subprocess.run(["opencc_dict", "-i", FOLDER / f"{name}.ocd2", "-o", out, "-f", "ocd2", "-t", "text"],
                       check=True, stdout=subprocess.DEVNULL)
        lines = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return {key: values.split(" ")[0] for key, values in lines}


def main():
    characters = dictionary("TSCharacters")
    for name in ("TWVariantsRev", "HKVariantsRev"):  # written forms of Taiwan and Hong Kong
        for key, value in dictionary(name).items():
            characters.setdefault(key, characters.get(value, value))
    words = {}
    for word, simplified in dictionary("TSPhrases").items():
        if len(word) != len(simplified):
            continue
        for original, wanted in zip(word, simplified):
            if characters.get(original, original) != wanted:
                words.setdefault(original, []).append(f"{word}>{wanted}")
    print("# Traditional characters and their simplified forms, from OpenCC 1.1.6 (Apache-2.0, see NOTICE).")
    print("# Made by scripts/make_traditional.py; corrections belong into look-alikes.tsv.")
    for original in sorted(characters):
        to = characters[original]
        if to != original and len(original) == 1:
            otherwise = sorted(set(words.get(original, ())))
            print("\t".join([original, to] + ([" ".join(otherwise)] if otherwise else [])))


sys.exit(main())
