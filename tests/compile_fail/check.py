#!/usr/bin/env python3
"""check.py FILE COMPILER FLAG...: the compiler rejects every line of FILE that ends in "// no: why",
and no other. The flags are those of the project; of all errors, none is left out."""
import pathlib
import re
import subprocess
import sys


def main() -> int:
    file = pathlib.Path(sys.argv[1]).resolve()
    wanted = {at for at, line in enumerate(file.read_text().splitlines(), 1) if "// no: " in line}
    run = subprocess.run([*sys.argv[2:], "-Werror=unused-result", "-fmax-errors=0", "-fsyntax-only", str(file)],
                         capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, check=False)
    # What a template forbids is an error inside of it, "required from here".
    place = re.escape(str(file)) + r":(\d+):\d+: +(?:error:|required from here)"
    found = {int(at) for at in re.findall(place, run.stderr)}
    for at in sorted(wanted - found):
        print(f"{file}:{at}: compiles, and must not")
    for at in sorted(found - wanted):
        print(f"{file}:{at}: does not compile, and must")
    if not wanted or wanted != found:
        print(run.stderr[-4000:])
        return 1
    print(f"{len(wanted)} lines are rejected")
    return 0


if __name__ == "__main__":
    sys.exit(main())
