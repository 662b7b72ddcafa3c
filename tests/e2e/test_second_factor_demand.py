"""Who must have a second factor and has shown none can do nothing but set one up, or show it (ASVS V6.3.3): by the rule
of the server's operator, or of a shop's owner. The routes are those of the API's own description."""
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from authenticator import Authenticator
from desk import PASSWORD, Desk, problem_of
from program import PROGRAM
from test_log_in import code_of

START = "2026-05-12T10:00"
APP_STEP = 30  # seconds, as authenticator apps go
ALWAYS = {"whoAmI", "logOut", "logInAgain"}
TO_SET_UP = ALWAYS | {"changeAccount", "showSecondFactor", "beginSecondFactor", "confirmSecondFactor", "listPasskeys",
                      "challengeToAddPasskey", "addPasskey"}
IF_A_SHOP_ASKS = {"listShops", "listRulebooks", "searchRulebooks", "compareRulebooks", "showRulebook", "checkRulebook", "decide",
                  "explainDeadline"}
REQUIRED = "second-factor-required"


class OfDemand(unittest.TestCase):
    options, time = ("--second-factor", "leaders"), START

    def setUp(self):
        self.desk = Desk(options=self.options, time=self.time)
        self.desk.__enter__()
        self.addCleanup(self.desk.__exit__)
        self.owner = self.desk.client().use_link(self.desk.link)

    def set_up(self, person):
        begun = person.post("/api/v1/second-factor")
        self.assertEqual(begun.status, 201, begun)
        code = code_of(begun.json["secret"], int(time.time()) - APP_STEP)  # so that the one of now is another
        on = person.post("/api/v1/second-factor/confirmation", {"code": code})
        self.assertEqual(on.status, 200, on)
        return begun.json["secret"]

    def add_passkey(self, person, name="phone"):
        """The authenticator that holds it."""
        authenticator, origin = Authenticator(), person.get("/api/v1/passkeys").json["origin"]
        wanted = person.post("/api/v1/passkeys/challenges").json
        added = person.post("/api/v1/passkeys", {"name": name} | authenticator.make(wanted, origin))
        self.assertEqual(added.status, 201, added)
        return authenticator

    def enter_with(self, authenticator, person):
        """Another session of the same person."""
        client = self.desk.client()
        wanted = client.post("/api/v1/session/challenges")
        client.cookie = wanted.fields["set-cookie"].split(";")[0]
        origin = self.owner.get("/api/v1/passkeys").json["origin"]
        entered = client.post("/api/v1/session/passkey", authenticator.show(wanted.json, origin, person.user))
        self.assertEqual(entered.status, 200, entered)
        client.password = person.password
        return client.take_session(entered)

    def owed(self, person, shop=None):
        account = person.get("/api/v1/session").json
        if shop:
            account = next(one for one in account["memberships"] if one["shop"] == shop)
        return account.get("second_factor_owed")

    def invite(self, login, role):
        made = self.owner.post(self.owner.url("people"), {"login": login, "name": login, "roles": [role]})
        self.assertEqual(made.status, 201, made)
        return self.desk.client().use_link(made.json["link"].split("#link=")[1])

    def routes(self, shop):
        """method, path, operation of each that takes a log-in"""
        for path, methods in self.owner.get("/api/openapi.json").json["paths"].items():
            for method, told in methods.items():
                if told.get("security") != []:
                    url = re.sub(r"\{\w+\}", "x", path.replace("{shop}", shop))
                    yield method.upper(), url, told["operationId"], told

    def open_to(self, person, shop=None):
        """What is not refused for want of a second factor; the log-out is tried last."""
        shop = shop or person.shop
        routes = sorted(self.routes(shop), key=lambda one: one[2] == "logOut")
        out = set()
        for method, path, name, _ in routes:
            answer = person.request(method, path, None if method == "GET" else {})
            if problem_of(answer) != REQUIRED:
                out.add(name)
                self.assertNotIn(answer.status, (500, 401), (name, answer))
            else:
                self.assertEqual((answer.status, bool(answer.json["why"]["zh"])), (403, True), answer)
        return out

    def kept(self, *but):
        """All that the server keeps, but for what is of sessions and what is noted."""
        but = ("session", "session_of", "device", *but)
        database = sqlite3.connect(f"file:{self.desk.data}/pingli.db?mode=ro", uri=True)
        try:
            marks = ", ".join("?" * len(but))
            records = database.execute(f"SELECT kind, key, bytes FROM records WHERE kind NOT IN ({marks}) "
                                       "AND kind NOT LIKE 'security%' ORDER BY kind, key", but).fetchall()
            return records, database.execute("SELECT count(*) FROM events").fetchall()
        finally:
            database.close()


class OfTheServer(OfDemand):
    def test_before_it_is_set_up_nothing_else_opens(self):
        self.assertEqual(self.owed(self.owner), "set_up")
        self.assertEqual(self.owner.request("HEAD", "/api/v1/shops").status, 403)
        before = self.kept("second_factor")  # which is asked for again
        self.assertEqual(self.open_to(self.owner), TO_SET_UP)
        told = {}
        for _, _, name, what in self.routes("x"):
            told.setdefault(what.get("x-before-second-factor"), set()).add(name)
        self.assertEqual((told["always"], told["to_set_up"], told["if_a_shop_asks"]), (ALWAYS, TO_SET_UP - ALWAYS, IF_A_SHOP_ASKS))
        self.assertEqual(set(told), {"always", "to_set_up", "if_a_shop_asks", None})
        self.assertEqual(self.kept("second_factor"), before)
        owner = self.desk.client().log_in("owner")
        changed = owner.request("PATCH", "/api/v1/session", {"old_password": PASSWORD, "password": PASSWORD + " two"})
        owner.take_session(changed)
        self.assertEqual(self.owed(owner), "set_up")
        owner.password = PASSWORD + " two"
        secret = self.set_up(owner)
        self.assertIsNone(self.owed(owner))
        self.assertEqual(owner.get("/api/v1/shops").status, 200)
        self.assertEqual(owner.post("/api/v1/tokens", {"name": "erp", "scope": "read"}).status, 201)
        # Taken away, it is owed again.
        gone = owner.post("/api/v1/second-factor/removal", {"password": owner.password, "code": code_of(secret, int(time.time()))})
        self.assertEqual(gone.status, 204, gone)
        self.assertEqual(self.owed(owner), "set_up")
        self.assertEqual(problem_of(owner.get("/api/v1/shops")), REQUIRED)

    def test_who_set_it_up_before_shows_it(self):
        elsewhere = self.desk.client().log_in("owner")
        secret = self.set_up(self.owner)
        self.assertEqual(elsewhere.get("/api/v1/session").status, 401)
        # A session of before the server knew of it has shown nothing.
        self.desk.stop()
        database = sqlite3.connect(pathlib.Path(self.desk.data, "pingli.db"))
        database.execute("UPDATE records SET bytes = CAST(replace(CAST(bytes AS TEXT), 'shown', '') AS BLOB) WHERE kind = 'session'")
        database.commit()
        database.close()
        self.desk.start()
        self.assertEqual(self.owed(self.owner), "show_code")
        self.assertEqual(self.open_to(self.owner), ALWAYS)
        elsewhere = self.desk.client()
        answer = elsewhere.post("/api/v1/session", {"login": "owner", "password": PASSWORD})
        self.assertEqual(problem_of(answer), "second-factor-needed")
        answer = elsewhere.post("/api/v1/session", {"login": "owner", "password": PASSWORD, "code": code_of(secret, int(time.time()))})
        elsewhere.take_session(answer)
        self.assertIsNone(self.owed(elsewhere))
        self.assertEqual(elsewhere.get("/api/v1/shops").status, 200)

    def test_a_password_alone_does_not_stand_in_for_a_passkey(self):
        phone = self.add_passkey(self.owner)
        self.assertIsNone(self.owed(self.owner))
        by_password = self.desk.client().log_in("owner")
        self.assertEqual(self.owed(by_password), "show_passkey")
        # Nor does whoever knows the password set up a factor of their own.
        self.assertEqual(self.open_to(by_password), ALWAYS)
        self.assertIsNone(self.owed(self.enter_with(phone, self.owner)))

    def test_whom_the_rule_is_about(self):
        self.set_up(self.owner)
        agent, buyer, supervisor = (self.invite(role, role) for role in ("agent", "claimant", "supervisor"))
        self.assertEqual([self.owed(one) for one in (agent, buyer, supervisor)], [None, None, "set_up"])
        self.assertEqual(agent.get(agent.url("cases")).status, 200)
        self.assertEqual(problem_of(supervisor.get(supervisor.url("cases"))), REQUIRED)
        token = agent.post("/api/v1/tokens", {"name": "erp", "scope": "read"}).json["secret"]
        # With another rule, at the next start; the program's token goes on.
        self.desk.stop()
        self.desk.options = ["--second-factor", "staff"]
        self.desk.start()
        self.assertEqual([self.owed(one) for one in (agent, buyer, supervisor)], ["set_up", None, "set_up"])
        self.assertEqual(problem_of(agent.get(agent.url("cases"))), REQUIRED)
        self.assertEqual(problem_of(agent.post("/api/v1/tokens", {"name": "more", "scope": "read"})), REQUIRED)
        program = self.desk.client()
        self.assertEqual(program.get(agent.url("cases"), fields={"Authorization": "Bearer " + token}).status, 200)
        self.assertEqual(buyer.get(buyer.url("cases")).status, 200)


class OfAShop(OfDemand):
    options = ()

    def demand(self, is_demanded=True):
        return self.owner.request("PUT", self.owner.url("second-factor"), {"is_demanded": is_demanded})

    def test_an_owner_asks_it_of_everybody_in_the_own_shop(self):
        agent, buyer = self.invite("agent", "agent"), self.invite("buyer", "claimant")
        token = agent.post("/api/v1/tokens", {"name": "erp", "scope": "write"}).json["secret"]
        without = self.demand()
        self.assertEqual((problem_of(without), without.json["why"]["en"]),
                         ("conflict", "Set up your own second factor first, and log in with it."))
        self.assertEqual(agent.request("PUT", agent.url("second-factor"), {"is_demanded": True}).status, 403)
        self.set_up(self.owner)
        done = self.demand()
        self.assertEqual((done.status, done.json["demands_second_factor"]), (200, True), done)
        self.assertEqual(self.owner.get(self.owner.url("cases")).status, 200)
        self.assertEqual((self.owed(agent), self.owed(agent, agent.shop), self.owed(buyer, agent.shop)), (None, "set_up", None))
        self.assertEqual(buyer.get(buyer.url("cases")).status, 200)
        # In that shop and at one's own account nothing else opens; what is nobody's does.
        self.assertEqual(self.open_to(agent), TO_SET_UP | IF_A_SHOP_ASKS)
        self.assertEqual([buyer.get(f"/api/v1/{what}").status for what in ("tokens", "sessions", "notices", "passkeys")], [200] * 4)
        program = self.desk.client()
        self.assertEqual(program.get(agent.url("cases"), fields={"Authorization": "Bearer " + token}).status, 200)
        agent = self.desk.client().log_in("agent")
        self.set_up(agent)
        self.assertEqual(agent.get(agent.url("cases")).status, 200)
        self.assertEqual(agent.post("/api/v1/tokens", {"name": "more", "scope": "read"}).status, 201)
        noted = self.owner.get(self.owner.url("security")).bytes.decode()
        self.assertIn("second_factor_demand", noted)

    def test_a_password_alone_passes_it_at_no_route(self):
        """issue 11 (ASVS V6.3.3): a thief set up a factor of their own, ended the holder's passkey, and made a token"""
        self.set_up(self.owner)
        agent = self.invite("agent", "agent")
        phone = self.add_passkey(agent)
        earlier = self.desk.client().log_in("agent")
        secret = earlier.post("/api/v1/second-factor").json["secret"]  # nobody asks for one yet
        self.assertEqual(self.demand().status, 200)
        thief = self.desk.client().log_in("agent")
        self.assertEqual(self.owed(thief, thief.shop), "show_passkey")
        before = self.kept()
        confirmed = earlier.post("/api/v1/second-factor/confirmation", {"code": code_of(secret, int(time.time()))})
        self.assertEqual(problem_of(confirmed), REQUIRED, confirmed)
        passkey = agent.get("/api/v1/passkeys").json["passkeys"][0]
        for method, what, body in (
                ("POST", "second-factor", {}), ("POST", "passkeys/challenges", {}),
                ("DELETE", "passkeys/" + passkey["id"], {}), ("PATCH", "passkeys/" + passkey["id"], {"name": "mine"}),
                ("POST", "tokens", {"name": "for ever", "scope": "write"}), ("DELETE", "sessions", {}), ("DELETE", "notices", {}),
                ("PATCH", "session", {"old_password": PASSWORD, "password": PASSWORD + " two"}), ("HEAD", "tokens", None),
                ("GET", "sessions", None), ("GET", "notices", None)):
            with self.subTest(method + " " + what):
                answer = thief.request(method, "/api/v1/" + what, body)
                self.assertEqual((answer.status, problem_of(answer)), (403, "" if method == "HEAD" else REQUIRED), answer)
        # The password again, which is known, changes nothing.
        thief.log_in_again()
        self.assertEqual(problem_of(thief.post("/api/v1/second-factor")), REQUIRED)
        self.assertEqual(self.open_to(thief), ALWAYS | IF_A_SHOP_ASKS)
        self.assertEqual(self.kept(), before)
        self.assertEqual(agent.get(agent.url("cases")).status, 200)
        # Who shows the passkey goes on, and may have another.
        again = self.enter_with(phone, agent)
        self.assertIsNone(self.owed(again, again.shop))
        self.assertEqual(again.get(again.url("cases")).status, 200)
        self.assertEqual(again.post("/api/v1/tokens", {"name": "erp", "scope": "read"}).status, 201)
        self.add_passkey(again, "other phone")
        self.assertEqual(again.request("DELETE", "/api/v1/passkeys/" + passkey["id"]).status, 204)

    def test_who_has_none_sets_one_up_under_it(self):
        """with an authenticator app, or with a passkey"""
        self.set_up(self.owner)
        agents = [self.invite(f"agent{i}", "agent") for i in range(2)]
        self.assertEqual(self.demand().status, 200)
        for agent, how in zip(agents, (self.set_up, self.add_passkey)):
            self.assertEqual(problem_of(agent.get("/api/v1/tokens")), REQUIRED)
            how(agent)
            self.assertEqual([agent.get(path).status for path in (agent.url("cases"), "/api/v1/tokens", "/api/v1/sessions")], [200] * 3)
            self.assertEqual(agent.post("/api/v1/tokens", {"name": "erp", "scope": "read"}).status, 201)

    def test_another_shop_is_not_concerned(self):
        self.set_up(self.owner)
        agent = self.invite("agent", "agent")
        other = self.owner.post("/api/v1/shops", {"name": "另一家", "platform": "tmall"}).json["id"]
        made = self.owner.post(f"/api/v1/shops/{other}/people", {"login": "agent", "name": "x", "roles": ["agent"]})
        agent.use_link(made.json["link"].split("#link=")[1])
        self.assertEqual(self.demand().status, 200)
        first, second = (agent.get(f"/api/v1/shops/{shop}/cases") for shop in (self.owner.shop, other))
        self.assertEqual((problem_of(first), second.status), (REQUIRED, 200))
        # What work there needs goes on; one's account is the same for both.
        self.assertEqual([agent.get(f"/api/v1/{what}").status for what in ("shops", "rulebooks", "sessions")], [200, 200, 403])
        self.assertEqual(self.demand(False).json["demands_second_factor"], False)
        self.assertEqual(agent.get(f"/api/v1/shops/{self.owner.shop}/cases").status, 200)
        self.assertEqual(agent.get("/api/v1/sessions").status, 200)

    def test_from_the_answer_on_nobody_gets_past_it(self):
        """races: what is asked after the demand was answered is refused, however much is asked at once"""
        self.set_up(self.owner)
        agents = [self.invite(f"agent{i}", "agent") for i in range(4)]
        for _ in range(5):
            demanded, ends, passed = threading.Event(), threading.Event(), []

            def ask(agent):
                while not ends.is_set():
                    is_late = demanded.is_set()
                    status = agent.get(agent.url("cases")).status
                    if is_late and status == 200:
                        passed.append(agent.user)

            crowd = [threading.Thread(target=ask, args=(agent,)) for agent in agents]
            for thread in crowd:
                thread.start()
            self.assertEqual(self.demand().status, 200)
            demanded.set()
            self.assertEqual(problem_of(self.desk.client().log_in("agent0").get(self.owner.url("cases"))), REQUIRED)
            ends.set()
            for thread in crowd:
                thread.join(60)
            self.assertEqual(passed, [])
            self.assertEqual(self.demand(False).status, 200)


class Default(unittest.TestCase):
    """A new data folder asks it of leaders where others than this machine reach the server; one of before asks nobody."""

    def rule(self, data, *options):
        with Desk(data=data, options=options) as desk:
            return desk.client().get("/health").json["second_factor"]

    def test_a_new_folder_asks_leaders_where_others_reach_it(self):
        for options in (("--behind-tls",), ("--trusted-proxy", "127.0.0.1")):
            with tempfile.TemporaryDirectory() as data, self.subTest(options):
                self.assertEqual(self.rule(data, *options), "leaders")
                self.assertEqual(self.rule(data, *options, "--second-factor", "nobody"), "nobody")
        with tempfile.TemporaryDirectory() as data:
            self.assertEqual(self.rule(data), "nobody")
            self.assertEqual(self.rule(data, "--second-factor", "staff"), "staff")
            # Tried on this machine, and then put to work.
            with Desk(data=data, options=("--behind-tls",)) as desk:
                self.assertEqual(desk.client().get("/health").json["second_factor"], "leaders")

    def test_a_folder_of_before_stays_as_it_was(self):
        with tempfile.TemporaryDirectory() as data:
            with Desk(data=data) as desk:
                link = desk.link
                desk.client().use_link(link)
            database = sqlite3.connect(pathlib.Path(data, "pingli.db"))
            gone = database.execute("DELETE FROM records WHERE kind = 'server' AND key = 'second_factor'").rowcount
            database.commit()
            database.close()
            self.assertEqual(gone, 1)
            for options, rule in ((("--behind-tls",), "nobody"), (("--behind-tls", "--second-factor", "leaders"), "leaders")):
                desk = Desk(data=data, options=options)
                desk.link = link
                with desk:
                    self.assertEqual(desk.client().get("/health").json["second_factor"], rule)

    def test_it_is_told_to_whoever_starts_the_server_and_to_no_stranger(self):
        with tempfile.TemporaryDirectory() as data:
            server = subprocess.Popen([PROGRAM, "serve", "--data", data, "--listen", "0.0.0.0:0", "--plain-http"],
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            told = []
            try:
                while not told or "#link=" not in told[-1]:
                    told.append(server.stdout.readline().decode())
                    self.assertTrue(told[-1], told)
            finally:
                server.terminate()
                server.communicate(timeout=60)
            self.assertTrue(any("owners, supervisors and operators must have a second factor" in one for one in told), told)
            with Desk(options=("--trusted-proxy", "127.0.0.1")) as desk:
                answer = desk.client().get("/health", fields={"X-Forwarded-For": "192.0.2.7"})
                self.assertEqual(answer.json, {"status": "ok"})
        wrong = subprocess.run([PROGRAM, "serve", "--second-factor", "some"], capture_output=True, timeout=60)
        self.assertNotEqual(wrong.returncode, 0)
        self.assertIn(b"--second-factor", wrong.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
