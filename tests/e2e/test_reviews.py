"""What triage found, worked through over HTTP: from uploaded files to an opened report, answers that are checked, what
may be left and by whom. On both stores."""
import contextlib
import datetime as dt
import json
import os
import shutil
import sqlite3
import tempfile
import unittest
import urllib.parse

import imports
from program import run
from shop_folder import ORDER, ShopFolder
from stage import OnAStore, Stage
from test_api_description import Schemas
from test_bad_reviews import FOLLOWUP, trousers


def crumpled():
    """S10: a genuine one, of which nothing can be reported."""
    return ShopFolder().order().review("物流太慢了，走了九天，盒子都压扁了，东西倒是没坏", result="中评")


class Reviews:
    def setUp(self):
        self.stage = Stage(self.desk, imports.AS_OF)
        self.agent, self.supervisor, self.owner = self.stage.agent, self.stage.supervisor, self.stage.owner
        document = self.desk.client().get("/api/openapi.json").json
        self.schemas = Schemas(document)

    def bring(self, shop):
        with shop:
            done = imports.bring(self.owner, shop.finish())
        self.assertEqual((done["state"], done["fault"]), ("done", None), done)
        return done

    def only(self, person=None, query=""):
        found = imports.reviews(person or self.agent, query)
        self.assertEqual(len(found["reviews"]), 1, found)
        return found["reviews"][0]

    def page(self, row, person=None):
        person = person or self.agent
        answer = person.get(person.url("reviews", row["kind"], row["id"]))
        self.assertEqual(answer.status, 200, answer)
        self.fits(answer.json, "review_page")
        return answer.json

    def move(self, person, row, name, body=None):
        return person.post(person.url("reviews", row["kind"], row["id"], name), body)

    def fits(self, value, schema):
        self.assertEqual(self.schemas.faults(value, {"$ref": "#/components/schemas/" + schema}), [])

    def may(self, page):
        return {one["move"] for one in page["may"] if one["is_allowed"]}

    def test_s1_from_files_to_an_opened_report_with_its_deadline(self):
        """proves S1, B7, B11: the same as triage at the terminal says, and one click to the report"""
        self.bring(trousers())
        row = self.only(query="?kind=review&verdict=malicious&reportable=true&state=new&ground=unreasonable_demand")
        self.fits(imports.reviews(self.agent), "review_list")
        self.assertEqual((row["id"], row["order"], row["admissible"], row["buyer"]), (ORDER, ORDER, True, "买家甲"))
        due = dt.datetime.fromisoformat(row["due"].replace("Z", "+00:00")).astimezone(dt.timezone(dt.timedelta(hours=8)))
        self.assertEqual(str(due)[:19], "2026-05-31 23:59:59")
        page = self.page(row)
        finding, dossier = page["finding"], page["dossier"]
        self.assertEqual(finding["evidence"]["missing"], [])
        self.assertEqual([t["text"] for t in finding["texts"] if t["in"] == "followup"], [FOLLOWUP])
        self.assertEqual(dossier["order"]["insurance"], "insured")
        messages = [m for c in dossier["conversations"] for m in c["messages"]]
        threat = next(s for s in finding["spans"] if s["kind"] == "threat")
        words = next(m["text"] for m in messages if m["turn"] == threat["turn"])[threat["start"]:threat["end"]]
        self.assertIn("差评", words)
        self.assertEqual(self.may(page), {"report", "answer"})
        opened = self.move(self.agent, row, "report")
        self.assertEqual(opened.status, 201, opened)
        self.fits(opened.json, "receipt")
        case = self.agent.case(opened.json["case_id"])["case"]
        # This shop has officers: they rule.
        self.assertEqual(page["report_as"], "decided")
        self.assertEqual((case["kind"], case["perspective"], case["phase"]), ("review_report", "decided", "draft"))
        held = {one["kind"]: one for one in case["exhibits"]}
        # One for each record: nine pieces of evidence are weighed as two.
        self.assertEqual(set(held), {"review_text", "chat_both_sides"})
        self.assertTrue(all(one["side"] == "shop" for one in case["exhibits"]))
        chat = held["chat_both_sides"]
        self.assertEqual(len(chat["excerpt"]["text"].split("\n")), len(messages))
        self.assertEqual(chat["purpose"].count("；"), len(finding["evidence"]["have"]) - 3)
        self.assertRegex(chat["purpose"], r"（第 \d+ 句）")
        self.assertEqual(chat["reference"], "JZ0001")
        self.assertNotIn("excerpt", held["review_text"])
        self.assertEqual(opened.fields["location"].split("/")[-1], opened.json["case_id"])
        again = self.page(row)
        self.assertEqual((again["review"]["state"], again["review"]["case_id"], again["review"]["state_by"]),
                         ("reported", opened.json["case_id"], self.agent.user))
        self.assertEqual([d["move"] for d in again["deeds"]], ["report"])
        self.assertNotIn("report", self.may(again))
        self.assertEqual(self.move(self.agent, row, "report").status, 409)

    def test_a_report_that_findings_opened_before_is_found(self):
        self.bring(trousers())
        row = self.only(query="?kind=review")
        sent = self.owner.post(self.owner.url("findings"),
                               raw=json.dumps(self.page(row)["finding"], ensure_ascii=False).encode())
        self.assertEqual(sent.json["opened"], 1, sent)
        self.assertEqual(self.agent.case(sent.json["case_ids"][0])["case"]["perspective"], "tracked")
        opened = self.move(self.agent, row, "report")
        self.assertEqual((opened.status, opened.json["case_id"]), (201, sent.json["case_ids"][0]), opened)
        self.fits(opened.json, "receipt")

    def test_insults_are_marked_and_who_reports_says_who_decides(self):
        """proves S6 B6"""
        self.bring(ShopFolder().order().review("颜色不对，客服是个蠢货，她电话13700007731"))
        row = self.only()
        wrong = self.move(self.agent, row, "report", {"perspective": "court"})
        self.assertEqual((wrong.status, wrong.json["field"]), (422, "perspective"), wrong)
        opened = self.move(self.agent, row, "report", {"perspective": "tracked", "language": "en"})
        self.assertEqual(opened.status, 201, opened)
        case = self.agent.case(opened.json["case_id"])["case"]
        self.assertEqual((case["perspective"], case["title"]), ("tracked", "Report of a review: private data or insults"))
        text = case["review"]["text"]["text"]
        marked = {one["offence"]: text[one["start"]:one["end"]] for one in case["review"]["marked"]}
        self.assertEqual(marked, {"insult": "蠢货", "pii": "13700007731"})

    def test_the_same_files_again_change_nothing_that_was_done(self):
        self.bring(trousers())
        row = self.only(query="?kind=review")
        self.assertEqual(self.move(self.agent, row, "report").status, 201)
        done = self.bring(trousers())
        self.assertGreater(done["counts"]["findings"], 0)
        self.assertEqual(done["counts"]["new_findings"], 0)
        again = self.only(query="?kind=review")
        self.assertEqual(again["state"], "reported")
        self.assertEqual(len(self.page(again)["deeds"]), 1)

    def test_what_is_proven_is_left_by_those_who_lead_and_with_a_reason(self):
        """proves B20"""
        self.bring(trousers())
        row = self.only(query="?kind=review")
        self.assertEqual(self.move(self.agent, row, "leave", {"reason": "算了"}).status, 409)
        without = self.move(self.supervisor, row, "leave")
        self.assertEqual((without.status, without.json["field"]), (422, "reason"), without)
        left = self.move(self.supervisor, row, "leave", {"reason": "买家已道歉并删除"})
        self.assertEqual((left.status, left.json["state"]), (200, "left"), left)
        self.fits(left.json, "review_row")
        page = self.page(row)
        self.assertEqual([(d["move"], d["text"], d["by"]) for d in page["deeds"]],
                         [("leave", "买家已道歉并删除", self.supervisor.user)])
        self.assertEqual(self.may(page), {"resume"})
        self.assertEqual(self.move(self.agent, row, "resume").json["state"], "new")
        self.assertEqual(self.may(self.page(row)), {"report", "answer"})

    def audit(self, person):
        answer = person.get(person.url("audit"))
        self.assertEqual(answer.status, 200, answer)
        self.fits(answer.json, "audit_page")
        return answer.json

    def test_what_is_done_with_a_review_stands_on_the_chain(self):
        """rulings finding 5: leaving a proven threat left no trace in the audit. proves X4"""
        self.bring(trousers())
        row = self.only(query="?kind=review")
        before = self.audit(self.owner)["head"]
        reason = "买家已道歉并删除"
        self.assertEqual(self.move(self.supervisor, row, "leave", {"reason": reason}).status, 200)
        audit = self.audit(self.owner)
        self.assertEqual(audit["head"]["position"], before["position"] + 1)
        entry = audit["entries"][0]
        self.assertEqual((entry["type"], entry["user"], entry["role"], entry["number"], entry["hash"]),
                         ("ReviewLeft", self.supervisor.user, "supervisor", None, audit["head"]["hash"]))
        self.assertEqual(entry["review"], {"kind": "review", "id": row["id"]})
        self.assertNotIn(reason, json.dumps(audit, ensure_ascii=False))
        # Undone by the same person at once: one more event, and the first one stays to be read.
        self.assertEqual(self.move(self.supervisor, row, "resume").json["state"], "new")
        self.assertEqual(self.move(self.agent, row, "report").status, 201)
        types = [e["type"] for e in self.audit(self.owner)["entries"]]
        self.assertEqual(types[0], "ReviewReported")
        self.assertIn("ReviewUndone", types)
        self.bring(trousers())  # a new import takes the place of none of it
        deeds = self.page(row)["deeds"]
        self.assertEqual([d["text"] for d in deeds][:1], [reason])
        self.assertEqual(len(deeds), 3)
        # A stream of a review is no case.
        self.assertEqual(self.owner.get(self.owner.url("cases", urllib.parse.quote(entry["case_id"], safe=""))).status,
                         404)

    def test_answers_are_checked_before_they_are_taken(self):
        """proves S18, B2: what begs or pays is stopped"""
        self.bring(crumpled())
        row = self.only()
        page = self.page(row)
        self.assertEqual(self.may(page), {"answer", "leave"})
        bad = "亲，改成五星好评给您返现10元哦"
        stopped = self.move(self.agent, row, "answer", {"text": bad})
        self.assertEqual(stopped.status, 422, stopped)
        self.fits(stopped.json, "problem")
        self.assertTrue(stopped.json["check"]["stopped"])
        checked = self.agent.post(self.agent.url("drafts", "check"),
                                  {"text": bad, "review_kind": row["kind"], "review_id": row["id"]})
        self.fits(checked.json, "draft_check")
        self.assertEqual(checked.json, stopped.json["check"])
        draft = page["finding"]["reply_draft"]
        self.assertFalse(self.agent.post(self.agent.url("drafts", "check"), {"text": draft}).json["stopped"])
        taken = self.move(self.agent, row, "answer", {"text": draft})
        self.assertEqual((taken.status, taken.json["state"]), (200, "answered"), taken)
        self.assertEqual(self.page(row)["deeds"][0]["text"], draft)
        self.assertEqual(self.move(self.agent, row, "answer", {}).json["field"], "text")
        self.assertEqual(self.agent.post(self.agent.url("drafts", "check"), {"text": "x" * 9000}).status, 422)

    def test_pages_filters_and_counts(self):
        for shop in (trousers(), ShopFolder().order(order="9").review("味道刺鼻，线头很多", order="9")):
            self.bring(shop)
        whole = imports.reviews(self.agent)
        self.assertGreaterEqual(len(whole["reviews"]), 2)
        self.assertEqual(sum(c["count"] for c in whole["counts"]), len(whole["reviews"]))
        first = imports.reviews(self.agent, "?limit=1")
        second = imports.reviews(self.agent, "?limit=1&cursor=" + first["next"])
        self.assertEqual([r["id"] for r in first["reviews"] + second["reviews"]],
                         [r["id"] for r in whole["reviews"][:2]])
        self.assertEqual(imports.reviews(self.agent, "?verdict=none-such")["reviews"], [])
        cause = next(r["causes"][0] for r in whole["reviews"] if r["causes"])
        found = imports.reviews(self.agent, "?cause=" + cause)["reviews"]
        self.assertTrue(found and all(cause in r["causes"] for r in found))
        self.assertEqual(sum(c["count"] for c in imports.reviews(self.agent, "?verdict=x&cause=" + cause)["counts"]),
                         len(found))
        for name in ("sku", "courier", "agent"):
            value = next((r[name] for r in whole["reviews"] if r[name]), None)
            if value:
                found = imports.reviews(self.agent, f"?{name}=" + urllib.parse.quote(value))["reviews"]
                self.assertTrue(found and all(r[name] == value for r in found), name)
        self.assertEqual(imports.reviews(self.agent, "?import=none")["reviews"], [])
        newest = [r["made_at"] for r in imports.reviews(self.agent, "?order=newest")["reviews"]]
        self.assertEqual(newest, sorted(newest, reverse=True))
        for wrong in ("?order=up", "?reportable=perhaps", "?cause=x", "?limit=0", "?cursor=x"):
            self.assertEqual(self.agent.get(self.agent.url("reviews") + wrong).status, 422, wrong)

    def test_what_reviews_complain_of_is_counted_over_all_of_them(self):
        """proves B14: by cause, product, courier, agent and week, each number with the reviews behind it"""
        done = [self.bring(shop) for shop in (trousers(), crumpled())]
        self.assertEqual(len(imports.reviews(self.agent, f"?import={done[0]['id']}&state=any")["reviews"]) > 0, True)
        url = self.agent.url("causes")
        whole = len(imports.reviews(self.agent, "?kind=review")["reviews"])
        for by in ("cause", "sku", "courier", "agent", "week"):
            counted = self.agent.get(url + "?by=" + by).json
            self.fits(counted, "cause_counts")
            self.assertEqual((counted["by"], counted["total"]), (by, whole))
            self.assertLessEqual(counted["counted"], whole)
            if by in ("cause", "week"):
                self.assertTrue(counted["groups"], by)
            for group in counted["groups"]:
                self.assertEqual(group["malicious"] + group["genuine"] + group["unclear"], group["count"])
                behind = self.agent.get(self.agent.url(group["query"])).json["reviews"]
                self.assertEqual(len(behind), group["count"], group)
        week = self.agent.get(url + "?by=week").json["groups"][0]
        self.assertEqual(dt.date.fromisoformat(week["name"]).weekday(), 0)
        none = self.agent.get(url + "?by=sku&from=2030-01-01T00:00:00Z").json
        self.assertEqual((none["total"], none["groups"]), (0, []))
        for wrong in ("by=mood", "from=soon", "to=x", "limit=0"):
            self.assertEqual(self.agent.get(url + "?" + wrong).status, 422, wrong)
        self.assertEqual(self.stage.buyer.get(url).status, 403)

    def test_only_staff_and_only_their_shop(self):
        self.bring(trousers())
        row = self.only(query="?kind=review")
        other = Stage(self.desk, imports.AS_OF)
        url = self.agent.url("reviews", row["kind"], row["id"])
        for path in (url, self.agent.url("reviews")):
            self.assertEqual(other.agent.get(path).status, 404)
            self.assertEqual(self.stage.buyer.get(path).status, 403)
            self.assertEqual(self.desk.client().get(path).status, 401)
        self.assertEqual(other.agent.get(other.agent.url("reviews", row["kind"], row["id"])).status, 404)
        self.assertEqual(other.supervisor.post(url + "/leave", {"reason": "x"}).status, 404)
        self.assertEqual(self.stage.officer.get(url).status, 200)
        self.assertEqual(self.stage.officer.post(url + "/report").status, 403)
        self.assertEqual(self.may(self.page(row, self.stage.officer)), set())
        self.assertEqual(self.agent.get(self.agent.url("reviews", "review", "none")).status, 404)

    def test_no_nick_stands_in_an_address(self):
        """proves X6: a chat file that is called like its buyer"""
        shop = trousers()
        chat = shop.chats.pop()
        text = "".join(f"{'买家甲' if t['who'] == 'buyer' else '测试小店'} ({t['at'][:10]} {t['at'][11:19]}):\n{t['text']}\n"
                       for t in chat["turns"])
        shop.write("chats/买家甲.txt", text)
        self.bring(shop)
        for row in imports.reviews(self.agent)["reviews"]:
            self.assertTrue(row["id"].isascii(), row)
            self.page(row)
        with open(self.desk.data + "/log") as log:
            self.assertNotIn("买家甲", log.read())


class ReviewsOnSqlite(Reviews, OnAStore):
    def test_an_audit_finds_a_deed_that_was_changed_or_lost(self):
        """rulings finding 5"""
        self.bring(trousers())
        row = self.only(query="?kind=review")
        self.assertEqual(self.move(self.supervisor, row, "leave", {"reason": "已道歉"}).status, 200)
        harms = {"UPDATE reviews SET state = 'answered' WHERE version > 0": "stands on the shelf other than on the chain",
                 "UPDATE reviews SET state = 'new', version = 0, state_at = NULL": "stands on the shelf other than",
                 "DELETE FROM events WHERE type = 'ReviewLeft'": "lost"}
        with tempfile.TemporaryDirectory() as folder:
            good = os.path.join(folder, "good")
            run("backup", "--data", self.desk.data, good)
            run("audit", "verify", "--data", good, "--shop", self.owner.shop)
            for i, (sql, words) in enumerate(harms.items()):
                data = shutil.copytree(good, os.path.join(folder, str(i)))
                with contextlib.closing(sqlite3.connect(os.path.join(data, "pingli.db"))) as database:
                    database.execute(sql)
                    database.commit()
                done = run("audit", "verify", "--data", data, "--shop", self.owner.shop, status=1)
                self.assertIn(words, done.stderr.decode(), sql)


class ReviewsOnPostgres(Reviews, OnAStore):
    database = "postgres"


if __name__ == "__main__":
    unittest.main(verbosity=1)
