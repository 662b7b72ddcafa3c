"""Runs the program under test: its path stands in the environment as PINGLI."""
import json
import os
import pathlib
import subprocess

PROGRAM = os.environ.get("PINGLI", "build/dev/pingli")
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def run(*arguments, status=0, stdin=b"", timeout=120):
    """The finished process; fails when its exit status is not the one expected."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True,
                          timeout=timeout, check=False)
    if status is not None and done.returncode != status:
        raise AssertionError(f"pingli {' '.join(map(str, arguments))}: exit {done.returncode}, "
                             f"expected {status}\n{done.stderr.decode(errors='replace')}")
    return done


def chains(done):
    """The heads of shops among what a verb printed; the journal's moves on with every act that is noted."""
    return [line for line in done.stdout.decode().splitlines() if not line.startswith("journal ")]


def answer(*arguments, **options):
    """What the program prints, read as one JSON value."""
    return json.loads(run(*arguments, **options).stdout)


def answers(*arguments, **options):
    """What the program prints, one JSON value a line."""
    return [json.loads(line) for line in run(*arguments, **options).stdout.splitlines()]
