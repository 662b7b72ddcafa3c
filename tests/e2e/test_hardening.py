"""What ships is built so that a fault is hard to exploit, as OpenSSF's guide for C and C++ advises: the program at hand is
read by readelf, the commands of every build type that ships by name, and a small careless program built the same
way is stopped in time. security finding 42: partial RELRO."""
import json
import os
import pathlib
import platform
import re
import subprocess
import tempfile
import unittest

from program import PROGRAM, REPOSITORY

RULES = REPOSITORY / "cmake/PingliHardening.cmake"
SHIPPED = REPOSITORY / "build/release/pingli"
TYPES = ["Release", "RelWithDebInfo", "MinSizeRel"]
COMPILED = ["-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=3", "-D_GLIBCXX_ASSERTIONS", "-fstack-protector-strong",
            "-fstack-clash-protection", "-ftrivial-auto-var-init=zero", "-fno-delete-null-pointer-checks",
            "-fno-strict-overflow", "-fno-strict-aliasing", "-fPIE", "-Wformat=2", "-Werror=format-security",
            "-Wimplicit-fallthrough"]
IS_X86 = platform.machine() == "x86_64"
# Sanitizers come in the place of all this.
IS_SANITIZED = bool(os.environ.get("HTTP_PROBE_SANITIZED"))
PROBE = """cmake_minimum_required(VERSION 3.25)
project(probe LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 23)
include({rules})
add_executable(probe {source})
target_link_libraries(probe PRIVATE pingli_hardening)
"""


def told(*command):
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, (command, done.stdout[-3000:], done.stderr[-3000:])
    return done.stdout


def readelf(how, program):
    return told("readelf", "-W", how, program)


class Hardening(unittest.TestCase):
    def hardened(self, program):
        """What the linker gave it."""
        dynamic, segments = readelf("-d", program), readelf("-l", program)
        self.assertIn("DYN", re.search(r"Type: +(.*)", readelf("-h", program))[1])
        flags = re.search(r"\(FLAGS_1\) +Flags: (.*)", dynamic)[1].split()
        self.assertIn("PIE", flags)
        self.assertIn("NOW", flags, "full RELRO")
        self.assertIn("GNU_RELRO", segments)
        self.assertNotRegex(dynamic, r"\((TEXTREL|RPATH|RUNPATH)\)")
        found = re.findall(r"^ +(LOAD|GNU_STACK) .* 0x\w+ 0x\w+ ([R ][W ][E ]) ", segments, re.M)
        self.assertIn("GNU_STACK", dict(found))
        for kind, rights in found:
            self.assertFalse("W" in rights and "E" in rights, (kind, rights))

    def checked(self, program):
        """What the compiler gave it."""
        names = readelf("--dyn-syms", program)
        self.assertIn("__stack_chk_fail", names)
        self.assertRegex(names, r"__\w+_chk\b", "FORTIFY_SOURCE")
        # Debian's own start files bear no note of CET, so that the whole cannot: the landing places are looked at.
        if IS_X86:
            self.assertRegex(told("objdump", "-d", "--no-show-raw-insn", "--disassemble=main", program),
                             r"<main>:\s+\w+:\s+endbr64")

    @unittest.skipIf(IS_SANITIZED, "sanitizers instead")
    def test_the_program_at_hand(self):
        self.hardened(PROGRAM)

    def test_nothing_of_the_tests_is_in_the_program(self):
        names = told("nm", "-C", PROGRAM)
        self.assertIn("pingli::", names)
        self.assertNotRegex(names, r"\btesting::|\brc::|LLVMFuzzer|benchmark::")

    def test_the_program_that_ships_where_it_was_built(self):
        if not SHIPPED.exists() or SHIPPED.stat().st_mtime < RULES.stat().st_mtime:
            self.skipTest("not built, or before the rules were as they are")
        self.hardened(SHIPPED)
        self.checked(SHIPPED)

    def test_every_type_that_ships_is_compiled_so(self):
        with tempfile.TemporaryDirectory() as folder:
            told("cmake", "-S", REPOSITORY, "-B", folder, "-G", "Ninja Multi-Config", "-DBUILD_TESTING=OFF",
                 "-DCMAKE_CONFIGURATION_TYPES=" + ";".join([*TYPES, "Debug"]))
            commands = json.loads((pathlib.Path(folder) / "compile_commands.json").read_text())
        ours = [one for one in commands if "/src/" in one["file"]]
        kinds = {}
        for one in ours:
            words = one["command"].split()
            kind = re.search(r'CMAKE_INTDIR=\W*(\w+)', one["command"])[1]
            kinds.setdefault(kind, set()).add(one["file"])
            if kind == "Debug":
                continue
            lacking = [flag for flag in COMPILED + ["-fcf-protection=full"] * IS_X86 if flag not in words]
            self.assertEqual(lacking, [], (kind, one["file"]))
            self.assertFalse([word for word in words if word.startswith("-fno-stack-protector")], one["file"])
        self.assertEqual(set(kinds), {*TYPES, "Debug"})
        self.assertEqual(len({frozenset(files) for files in kinds.values()}), 1)
        self.assertGreater(len(kinds["Release"]), 100)

    def test_a_careless_program_is_stopped(self):
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder)
            source = REPOSITORY / "tests/e2e/hardening_probe.cpp"
            (home / "CMakeLists.txt").write_text(PROBE.format(rules=RULES, source=source))
            told("cmake", "-S", home, "-B", home / "build", "-G", "Ninja Multi-Config",
                 "-DCMAKE_CONFIGURATION_TYPES=" + ";".join(TYPES))
            for kind in TYPES:
                told("cmake", "--build", home / "build", "--config", kind)
                program = home / "build" / kind / "probe"
                with self.subTest(kind):
                    self.hardened(program)
                    self.checked(program)
                    for how, good, bad in (("stack", 7, 64), ("heap", 7, 64), ("index", 3, 4)):
                        self.assertEqual(subprocess.run([program, how, str(good)], capture_output=True,
                                                        check=False).returncode, 0, (kind, how))
                        self.assertEqual(subprocess.run([program, how, str(bad)], capture_output=True,
                                                        check=False).returncode, -6, (kind, how))


if __name__ == "__main__":
    unittest.main()
