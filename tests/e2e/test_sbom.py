"""The bill of materials of the program at hand names everything that is in it: asked of the loader, of dpkg and of the desk's
lock file by another way than the script's own."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from program import PROGRAM, REPOSITORY

# Of these nothing but headers is used, so that no reader of the program sees them.
HEADERS = {"nlohmann-json3-dev", "libboost1.81-dev", "libcli11-dev"}
REFERENCE = re.compile(r"pkg:(deb/debian|npm)/[^@\s]+@\S+")


def told(*command):
    return subprocess.run([str(one) for one in command], capture_output=True, text=True, check=True).stdout


def bill():
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "bill.json"
        told("python3", REPOSITORY / "scripts/sbom.py", PROGRAM, "--out", out)
        return out.read_bytes()


class Sbom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bytes = bill()
        cls.bill = json.loads(cls.bytes)
        cls.parts = {part["bom-ref"]: part for part in cls.bill["components"]}

    def test_it_is_cyclonedx(self):
        self.assertEqual((self.bill["bomFormat"], self.bill["specVersion"], self.bill["version"]), ("CycloneDX", "1.5", 1))
        self.assertRegex(self.bill["serialNumber"], r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        self.assertRegex(self.bill["metadata"]["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        whole = self.bill["metadata"]["component"]
        self.assertEqual((whole["name"], whole["type"]), ("pingli", "application"))
        self.assertIn(whole["version"], told(PROGRAM, "--version"))
        self.assertEqual(whole["hashes"][0]["content"], told("sha256sum", PROGRAM).split()[0])
        self.assertEqual(len(self.parts), len(self.bill["components"]), "a reference stands twice")
        for reference, part in self.parts.items():
            self.assertRegex(part["purl"], REFERENCE, reference)
            self.assertTrue(part["name"] and part["version"], reference)
            self.assertIn(part["scope"], ("required", "excluded"), reference)
            for licence in part["licenses"]:
                self.assertEqual(len(licence["license"].keys() & {"id", "name"}), 1, reference)
        for one in self.bill["dependencies"]:
            for reference in [one["ref"], *one["dependsOn"]]:
                self.assertTrue(reference == "pingli" or reference in self.parts, reference)

    def test_every_library_that_it_loads_is_named(self):
        files = {line.split()[0]: line.split()[2] for line in told("ldd", PROGRAM).splitlines() if "=> /" in line}
        needed = re.findall(r"\(NEEDED\).*\[(.+)\]", told("readelf", "-dW", PROGRAM))
        self.assertGreater(len(needed), 10)
        top = next(one["dependsOn"] for one in self.bill["dependencies"] if one["ref"] == "pingli")
        for name in files:
            found = subprocess.run(["dpkg", "-S", "*/" + pathlib.Path(files[name]).resolve().name], capture_output=True,
                                   text=True, check=True).stdout
            owners = {f"deb:{line.split(':')[0]}" for line in found.splitlines()}
            self.assertTrue(owners & self.parts.keys(), (name, owners))
            if name in needed:
                self.assertTrue(owners & set(top), (name, owners))

    def test_what_is_only_headers_is_named_with_its_version(self):
        for name in HEADERS:
            part = self.parts["deb:" + name]
            self.assertEqual(part["version"], told("dpkg-query", "-W", "-f", "${Version}", name))
            self.assertIn({"name": "pingli:used-as", "value": "headers"}, part["properties"])
            self.assertEqual(len(part["licenses"]), 1, name)

    def test_the_desk_is_named_whole(self):
        locked = json.loads((REPOSITORY / "web/package-lock.json").read_text())["packages"]
        wanted = {"npm:" + place for place in locked if place}
        self.assertEqual({one for one in self.parts if one.startswith("npm:")}, wanted)
        for name in json.loads((REPOSITORY / "web/package.json").read_text())["dependencies"]:
            part = self.parts[f"npm:node_modules/{name}"]
            self.assertEqual((part["scope"], part["hashes"][0]["alg"]), ("required", "SHA-512"))
        self.assertEqual(self.parts["npm:node_modules/vite"]["scope"], "excluded")

    # ASVS V15.2.1. What the lists of this machine offer is not ours: the bill is made older than it.
    def test_what_is_older_than_the_package_lists_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "bill.json"
            deb = [dict(part, version="0~old") for part in self.bill["components"] if part["purl"].startswith("pkg:deb/")]
            new = dict(deb[0], name="zlib1g", version="999:1")
            none = dict(deb[0], name="no-such-package")
            path.write_text(json.dumps({"components": [*deb, new, none]}))
            asked = subprocess.run(["python3", REPOSITORY / "scripts/outdated.py", path, "--without-npm"], capture_output=True,
                                   text=True, check=False)
            lines = asked.stdout.splitlines()
            self.assertEqual(asked.returncode, 1, asked.stderr)
            for part in deb:
                self.assertTrue(any(line.startswith(f"{part['name']} 0~old: ") for line in lines), (part["name"], lines))
            self.assertFalse([line for line in lines if "999:1" in line])
            self.assertTrue([line for line in lines if line.startswith("no-such-package") and "not in" in line])

    def test_the_same_program_gives_the_same_bytes(self):
        self.assertEqual(bill(), self.bytes)


if __name__ == "__main__":
    unittest.main()
