#!/usr/bin/env python3
"""Prints the figures of ./dev bench, one JSON object a line, as a table for people."""
import json
import sys

rows = []
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        figure = json.loads(line)
        ratio = figure.get("ratio")
        rows.append((figure["name"], f'{figure["value"]:,}', figure["unit"],
                     "" if ratio is None else f"{ratio:g} x", figure.get("against") or ""))
head = ("what", "value", "unit", "ratio", "against")
widths = [max(len(row[i]) for row in [head, *rows]) for i in range(5)]
for row in [head, *rows]:
    print("  ".join((row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].ljust(widths[2]),
                     row[3].rjust(widths[3]), row[4])).rstrip())
