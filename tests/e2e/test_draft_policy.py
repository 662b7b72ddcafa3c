"""Reply drafts against policy and records, through `pingli signals --kind replies`: what stops a draft, and a better one."""
import json
import unittest

from program import run

PUBLIC = "[回评·公开] "


def checked(context, draft):
    line = json.dumps({"id": "d", "context": context, "draft": draft}, ensure_ascii=False)
    return json.loads(run("signals", "--kind", "replies", stdin=line.encode()).stdout)


class DraftPolicy(unittest.TestCase):
    def stops(self, context, draft, *codes):
        answer = checked(context, draft)
        found = {f["code"]: f for f in answer["findings"]}
        for code in codes:
            self.assertIn(code, found, draft)
            finding = found[code]
            self.assertTrue(finding["stops"])
            self.assertTrue(finding["zh"] and finding["en"] and finding["instead"]["zh"] and finding["instead"]["en"])
            self.assertLess(finding["start"], finding["end"])
        self.assertTrue(answer["questions"], "one of the three questions before answering (B2)")
        return answer

    def test_s15_an_insult_with_a_number(self):
        """proves S15, B21"""
        answer = self.stops(PUBLIC + "差评：壶嘴漏水", "这位买家是个傻子，电话16600002233，大家自己问他。",
                            "insult", "leaks_buyer_info")
        self.assertNotIn("16600002233", answer["better"]["zh"])

    def test_s18_begging_and_money(self):
        """proves S18, B17: a remedy and a public answer in their place"""
        answer = self.stops(PUBLIC + "二星：“线头多，做工粗糙”", "求求您改成五星吧，改完我转您10元。",
                            "begs_review_change", "offers_cash_for_review")
        self.assertIn("申请售后", answer["better"]["zh"])
        self.assertNotIn("评价", answer["better"]["zh"])

    def test_s19_shamed_done_and_for_ever(self):
        """proves S19, B4, B22: three findings, and a draft with the apology and the policy's days"""
        draft = "客服小美已经被扣了半个月工资，快递公司我们也已经辞退，以后您的衣服终身免费维修。"
        answer = self.stops(PUBLIC + "一星：“客服态度恶劣”", draft,
                            "employee_shamed", "done_without_record", "promises_outside_policy")
        better = answer["better"]["zh"]
        self.assertIn("道歉", better)
        self.assertIn("7天内无理由退货，30天内免费维修，90天内提供售后服务", better)
        for word in ("小美", "工资", "辞退", "终身"):
            self.assertNotIn(word, better)

    def test_freight_insurance(self):
        """proves F2, F5, S53 and S58 as far as the draft alone shows it"""
        self.stops("[聊天] 买家问运费险", "您放心，这单有运费险。", "promises_freight_insurance")
        answer = self.stops("[聊天] 买家问运费险", "我们所有订单都有运费险。", "insurance_for_all")
        self.assertIn("订单页", answer["better"]["zh"])

    def test_a_chat_is_reminded_where_a_public_answer_is_stopped(self):
        """rulings finding 9: what `pingli decide reply-policy stop` says is what the check of drafts does."""
        draft = "这是正常的，不退不换。"
        for context, channel in ((PUBLIC + "一星：“刚穿就开线”", "public"), ("[聊天] 买家：“刚穿就开线”", "chat")):
            found = checked(context, draft)["findings"]
            self.assertIn("no_apology", {f["code"] for f in found})
            for finding in found:
                facts = {"drafted_at": "2026-05-01T10:00", "finding": finding["code"], "channel": channel}
                told = json.loads(run("decide", "reply-policy", "stop", stdin=json.dumps(facts).encode()).stdout)
                self.assertEqual(finding["stops"], told["outputs"]["stop"], (channel, finding["code"]))

    def test_promises_are_measured_against_the_policy(self):
        """proves B4"""
        held = "很抱歉让您不满意。收货7天内无理由退货，30天内免费维修，请在订单页点“申请售后”，我们马上办理。"
        self.assertEqual(checked(PUBLIC + "二星：“线头多”", held)["findings"], [])
        for draft in (held.replace("7天", "15天"), held.replace("30天内", "三年内")):
            self.stops(PUBLIC + "二星：“线头多”", draft, "promises_outside_policy")

    def test_the_better_draft_is_itself_without_fault(self):
        """proves B2, B3"""
        context = PUBLIC + "一星：“盒子压烂，还晚了五天，客服爱答不理”"
        better = self.stops(context, "求您给个五星", "begs_review_change")["better"]["zh"]
        again = checked(context, better)
        self.assertEqual(again["findings"], [], better)
        self.assertIsNone(again["better"])
        self.assertTrue(again["labels"]["good"])


if __name__ == "__main__":
    unittest.main()
