"""A word that is masked is read nowhere: asked of every GET route of the API's own description, as everybody who may not
unseal it, in every form in which its bytes could leave; and of the live stream. A new route is asked as soon as it is
described.
proves X9 X6"""
import http.client
import json
import re
import unittest
import urllib.parse

import imports
import test_reports
from shop_folder import ShopFolder
from stage import OnAStore, Stage

ORDER = "123456789012345678"  # of stage.opening
HIDDEN = "客服是笨蛋"  # what test_reports masks
LEFT = "裤子太长"  # of the same review
# They read what the shop handed in and every byte of the store, and may unseal: of them nothing is asked there.
WITH_RIGHT = ("owner", "supervisor", "senior")
FILES_OF_THE_SHOP = re.compile(r"^/api/v1/(shops/\{shop\}/imports|backups)")
LIVE = "/api/v1/shops/{shop}/stream"


def forms(word):
    """As UTF-8, GBK, escapes of JSON, of addresses and of HTML."""
    escaped = json.dumps(word)[1:-1]
    return {"utf-8": word.encode(), "gbk": word.encode("gbk"), "json": escaped.encode(),
            "JSON": escaped.upper().replace("\\U", "\\u").encode(), "address": urllib.parse.quote(word).encode(),
            "html": "".join(f"&#{ord(c)};" for c in word).encode()}


class Masked(OnAStore):
    report, upheld = test_reports.Reports.report, test_reports.Reports.upheld

    def stage(self):
        """A case in which HIDDEN is masked, the same review on the shelf, and quotes of it wherever people write."""
        on, case = self.upheld()
        with ShopFolder() as shop:
            shop.order(order=ORDER, buyer="买家甲").review(test_reports.TEXT, order=ORDER)
            shop.chat(f"05-02 10:00 B 我说了{HIDDEN}\n05-02 10:01 S 您好", order=ORDER)
            done = imports.bring(on.owner, shop.finish(), on.local)
        self.assertEqual(done["state"], "done", done)
        for row in imports.reviews(on.agent)["reviews"]:
            on.supervisor.post(on.supervisor.url("reviews", row["kind"], row["id"], "leave"), {"reason": f"他写{HIDDEN}"})
        on.buyer.command(case, "file_appeal", status=None, grounds=f"我写{HIDDEN}，是实话")
        return on, case, done["id"]

    def people(self, on):
        on.boss.log_in("owner")  # days have passed
        neighbour = Stage(self.desk, on.local).person("owner")
        neighbour.shop = on.shop  # asks about this shop
        nobody = self.desk.client()
        nobody.shop = on.shop
        return {"agent": on.agent, "officer": on.officer, "reviewer": on.buyer, "claimant": on.person("claimant"),
                "auditor": on.person("auditor"), "policy_editor": on.person("policy_editor"),
                "neighbour": neighbour, "nobody": nobody, "owner": on.owner, "supervisor": on.supervisor,
                "senior": on.senior}

    def values(self, on, case, import_id):
        """What stands in the places of an address: every place that a route has."""
        whole = on.owner.case(case)["case"]
        number = on.row(case)["number"]
        rows = imports.reviews(on.agent)["reviews"]
        self.assertTrue(rows)
        books = on.owner.get("/api/v1/rulebooks").json["rulebooks"]
        exhibits = [one["exhibit_id"] for one in whole["exhibits"]] or ["none"]
        return {"shop": [on.shop], "case": [case], "number": [number], "import": [import_id],
                "exhibit": exhibits, "clock": sorted({one["name"] for one in whole["clocks"]}),
                "kind": sorted({row["kind"] for row in rows}), "review": sorted({row["id"] for row in rows}),
                "rulebook": [books[0]["id"]], "version": ["2026.1"], "person": [on.agent.user],
                "hook": ["none"], "feed": ["none"], "backup": ["none"], "token": ["none"], "session": ["none"],
                "passkey": ["none"], "walk": ["none"]}

    QUERIES = {"q": [HIDDEN, LEFT, ORDER], "party": ["shop", "customer"], "year": ["2026"], "state": ["any"]}

    def addresses(self, path, operation, values):
        found = [path]
        for name in re.findall(r"\{(\w+)\}", path):
            self.assertIn(name, values, f"{path}: a place of an address that this test does not know")
            found = [one.replace("{" + name + "}", urllib.parse.quote(value, safe="")) for one in found
                     for value in values[name]]
        asked = {p["name"] for p in operation["parameters"] if p["in"] == "query"}
        for name in sorted(asked & set(self.QUERIES)):
            found += [f"{one}{'&' if '?' in one else '?'}{name}={urllib.parse.quote(value)}" for one in found
                      for value in self.QUERIES[name]]
        return found

    def test_no_route_gives_it_out(self):
        """desk A5: words masked in a case were readable on the reviews shelf"""
        on, case, import_id = self.stage()
        document = self.desk.client().get("/api/openapi.json").json
        values = self.values(on, case, import_id)
        seen_left, asked = set(), 0
        for who, person in self.people(on).items():
            for path, operations in sorted(document["paths"].items()):
                if "get" not in operations or path == LIVE:
                    continue
                if who in WITH_RIGHT and FILES_OF_THE_SHOP.match(path):
                    continue
                for address in self.addresses(path, operations["get"], values):
                    answer = person.get(address)
                    asked += 1
                    told = answer.bytes + json.dumps(answer.fields).encode()
                    for form, word in forms(HIDDEN).items():
                        self.assertNotIn(word, told, (who, address, form))
                    if LEFT.encode() in told:
                        seen_left.add((who, path))
        self.assertGreater(asked, 300)
        # The rest of the review is read where it was: the test looks at the right places.
        shop = "/api/v1/shops/{shop}"
        for who, path in (("agent", shop + "/reviews"), ("agent", shop + "/reviews/{kind}/{review}"),
                          ("officer", shop + "/cases/{case}"), ("reviewer", shop + "/cases/{case}"),
                          ("officer", shop + "/cases/{case}/events")):
            self.assertIn((who, path), seen_left)
        self.assertFalse({who for who, _ in seen_left} & {"neighbour", "nobody", "claimant", "policy_editor"})

    def test_it_is_found_by_no_search(self):
        on, case, _ = self.stage()
        def found(words):
            return [one["case_id"] for one in on.agent.get(
                on.agent.url("search") + "?q=" + urllib.parse.quote(words)).json["cases"]]
        self.until(lambda: case in found(LEFT))
        self.assertEqual(found(HIDDEN), [])

    def test_what_is_live_tells_no_words(self):
        on, case, _ = self.stage()
        connection = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request("GET", on.agent.url("stream"), headers={"Authorization": "Bearer " + on.agent.secret})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        on.supervisor.command(case, "ask_unseal", mask_id="m-1", reason=f"为了{HIDDEN}")
        told = b""
        while b"case_changed" not in told:
            told += answer.read1(4096)
        self.assertNotIn(HIDDEN.encode(), told)

    def test_masks_hold_after_a_restart(self):
        """What is masked follows from the cases, not from what the server remembers."""
        on, _, _ = self.stage()
        self.desk.stop()
        self.desk.start()
        for row in imports.reviews(on.agent)["reviews"]:
            page = on.agent.get(on.agent.url("reviews", row["kind"], row["id"]))
            self.assertEqual(page.status, 200, page)
            self.assertNotIn(HIDDEN.encode(), page.bytes)


if __name__ == "__main__":
    unittest.main(verbosity=1)
