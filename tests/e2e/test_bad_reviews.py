"""pingli triage through the real program: the bad-review scenarios, each as a small shop folder of its own.

Chats and reviews are worded anew here: neither the sample shop nor the lexicons' tests share them.
"""
import datetime as dt
import unittest

from shop_folder import ShopFolder

ADVICE = """
    04-22 09:40 B 这条休闲裤我腰围二尺一，穿几码
    04-22 09:42 S 亲，二尺一建议选L码，刚好合身
    04-22 09:43 B 不要L，给我拿XL
    04-22 09:45 S XL腰会松，裤脚也长，我们还是建议L
    04-22 09:46 B 我说XL就XL
    04-22 09:47 S 好的，给您发XL，这单有运费险
    """
REFUSED = """
    04-30 19:02 B 裤子又肥又长，裤脚拖地
    04-30 19:05 S 您这单有运费险，可以免费换L码，运费不用您承担
    04-30 19:07 B 不换，嫌麻烦
    """
THREAT = "    04-30 19:09 B 裁裤脚要10元，你们出了这10元就算了，不出我就给差评\n"
AFTER = """
    04-30 19:12 S 裁裤脚的钱我们不能出，换货随时为您办理
    04-30 19:13 B 那就差评见吧
    """
B11 = ADVICE + REFUSED + THREAT + AFTER
TEXT = "裤子肥得能装两个人，太差劲了"
FOLLOWUP = "售后根本不让换货，气人"


def trousers(platform="taobao", chat=B11, reference="JZ0001", **order):
    """S1, the example case of B11, and what varies it."""
    shop = ShopFolder(platform)
    return shop.order(**order).chat(chat, reference=reference).review(
        TEXT, at="2026-05-01 10:00", followup=FOLLOWUP, followup_at="2026-05-01 21:00")


class BadReviews(unittest.TestCase):
    def one(self, shop, as_of, subject="review", **expected):
        """Triage: exactly one finding of this subject, compared with what is expected of it."""
        self.shop = shop
        with shop:
            findings = [f for f in shop.triage(as_of) if f["subject"]["kind"] == subject]
        self.assertEqual(len(findings), 1, [f["subject"] for f in findings])
        finding = findings[0]
        for key, value in expected.items():
            self.assertEqual(finding[key], value, (key, finding["why"]))
        self.assertTrue(finding["why"]["zh"] and finding["why"]["en"])
        self.assertEqual(finding["rulebook"]["id"], "malicious-review")
        return finding

    def missing(self, finding):
        return [item["kind"] for item in finding["evidence"]["missing"]]

    def have(self, finding):
        return {item["kind"] for item in finding["evidence"]["have"]}

    def advice(self, finding):
        return {item["code"] for item in finding["advice"]}

    def dates(self, finding):
        return {item["code"]: item["at"] for item in finding["dates"]}

    def marked(self, finding, kind):
        return [(span["in"], self.shop.words_of(span)) for span in finding["spans"] if span["kind"] == kind]

    def assert_demand_marked(self, finding, amount):
        demands = [span for span in finding["spans"] if span["kind"] == "demand"]
        self.assertTrue(any(span.get("amount") == {"amount": amount, "currency": "CNY"} for span in demands), demands)
        self.assertTrue(self.marked(finding, "threat"))

    def assert_civil(self, finding):
        """B2, B4: nothing that a later buyer would hold against the shop."""
        draft = finding["reply_draft"]
        self.assertTrue(draft)
        for word in ("恶意", "敲诈", "勒索", "差评师", "终身", "永久", "骗子店", "骗人"):
            self.assertNotIn(word, draft)

    def test_s1_a_threat_for_ten_yuan(self):
        """proves B5, B6 (1), B7, B9, B11, B12, B13, B23, S1"""
        finding = self.one(trousers(), "2026-05-10 12:00", verdict="malicious", reportable=True,
                           ground="unreasonable_demand", admissible=True, refusal=None)
        due = dt.datetime.fromisoformat(finding["due"])
        self.assertEqual(due.date(), dt.date(2026, 5, 31))
        self.assertEqual((due.date() - dt.date(2026, 5, 10)).days, 21)
        self.assertEqual(self.missing(finding), [])
        self.assertLessEqual({"review_text", "chat_both_sides", "chat_demand", "chat_advice", "chat_insistence",
                              "chat_remedy_offered", "chat_remedy_declined", "chat_reference"}, self.have(finding))
        self.assert_demand_marked(finding, "10.00")
        self.assertTrue(any("差评" in words for _, words in self.marked(finding, "threat")))
        self.assertIn("自助服务", finding["filing_path"])
        self.assertLessEqual({"report", "do_not_pay", "answer_in_chat"}, self.advice(finding))
        self.assert_civil(finding)
        self.assertIn("confirm", (finding["confirm"] or "").lower())

    def test_s2_the_seller_has_not_rated(self):
        """proves B7, S2: refused for that reason; the seller can still rate for fifteen days"""
        finding = self.one(trousers(by_seller="否"), "2026-05-10 12:00", verdict="malicious",
                           ground="unreasonable_demand", admissible=False, refusal="not_rated_by_both")
        self.assertIn("rate_buyer_now", self.advice(finding))
        self.assertIn("2026-05-12", " ".join(self.dates(finding).values()))

    def test_s2_the_fifteen_days_are_over(self):
        """proves S2: no advice that can no longer be followed"""
        finding = self.one(trousers(by_seller="否"), "2026-05-20 12:00", refusal="not_rated_by_both")
        self.assertNotIn("rate_buyer_now", self.advice(finding))

    def test_s3_day_thirty_one(self):
        """proves B7, S3: too late, with the date of the text and the last day"""
        finding = self.one(trousers(), "2026-06-01 10:00", verdict="malicious",
                           ground="unreasonable_demand", admissible=False, refusal="too_late")
        self.assertEqual(finding["due"][:10], "2026-05-31")
        self.assertEqual(finding["made_at"][:10], "2026-05-01")
        self.assertNotIn("report", self.advice(finding))

    def test_the_last_second_is_in_time(self):
        """proves B7, X11: the thirtieth day counts to its end"""
        with trousers() as shop:
            last = shop.triage("2026-05-31 23:59")[0]
            late = shop.triage("2026-06-01 00:00")[0]
        self.assertEqual((last["admissible"], late["admissible"]), (True, False))

    def test_s4_a_gap_at_the_threat(self):
        """proves B9, B16, S4: not proven, the reference closes the gap"""
        gap = ADVICE + REFUSED + "~~\n" + AFTER.splitlines()[1]
        finding = self.one(trousers(chat=gap, reference=""), "2026-05-10 12:00", verdict="unclear", reportable=False)
        self.assertEqual(self.missing(finding), ["chat_reference"])
        self.assertIn("get_missing_evidence", self.advice(finding))

    def test_s4_with_the_reference_in_hand_the_missing_part_is_named(self):
        """proves S4: what is missing then is the part itself"""
        gap = ADVICE + REFUSED + "~~\n" + AFTER.splitlines()[1]
        finding = self.one(trousers(chat=gap), "2026-05-10 12:00", verdict="unclear")
        self.assertEqual(self.missing(finding), ["chat_missing_part"])

    def test_s5_what_is_owed_is_no_extortion(self):
        """proves B3, B14, S5"""
        shop = ShopFolder().order().chat("""
            04-28 10:00 B 裤子到了，裆缝是裂开的，一穿就露，我要退款
            04-28 10:30 S 这个是正常的，不退
            04-28 10:32 B 裂缝能叫正常？退款
            04-28 15:11 S 退不了，您自己找人缝一下吧
            04-28 15:15 B 你们这么推脱，我只好打差评了
            """).review("裆缝开线，要求退款被拒，客服就一句退不了")
        finding = self.one(shop, "2026-05-05 12:00", verdict="genuine", reportable=False, ground=None,
                           refusal="no_ground")
        self.assertLessEqual({"quality", "after_sales_refused"}, set(finding["causes"]))
        self.assertLessEqual({"do_not_report", "return_or_exchange"}, self.advice(finding))
        self.assertNotIn("report", self.advice(finding))
        self.assert_civil(finding)
        self.assertIn("歉", finding["reply_draft"])

    def test_s6_insult_and_private_data_in_an_honest_quarrel(self):
        """proves B6 (5), S6: only those words; the cause is answered all the same"""
        text = "说是米白，收到的是土黄，色差大到离谱。那个叫豆豆的客服真是个蠢货，她手机16600007731，你们去骂她"
        shop = ShopFolder().order().review(text, result="")
        shop.rows["reviews.csv"][0]["评分"] = "2"
        finding = self.one(shop, "2026-05-05 12:00", verdict="genuine", reportable=True,
                           ground="private_data_or_insults", admissible=True)
        self.assertEqual([words for _, words in self.marked(finding, "pii")], ["16600007731"])
        self.assertEqual([s["pii_kind"] for s in finding["spans"] if s["kind"] == "pii"], ["mobile"])
        self.assertTrue(any("蠢货" in words for _, words in self.marked(finding, "insult")))
        self.assertIn("colour_or_not_as_described", finding["causes"])
        self.assertLessEqual({"report", "report_words_only"}, self.advice(finding))
        self.assertNotIn("16600007731", finding["reply_draft"])

    def professional(self, recording=True, called="2026-05-01 11:02:00", obtained="来电自动录音，接通时语音告知"):
        questions = ["面料成分是什么，氨纶占几个点", "执行标准是哪个编号", "安全技术类别写的A还是B",
                     "水洗唛上产地印的哪里", "吊牌有没有检验员代号", "合格证上有没有出厂日期",
                     "厂名厂址跟营业执照对得上吗", "口袋布是什么材质", "拉链什么牌子，有质检报告吗",
                     "色牢度几级，报告编号发我", "页面说“不起球”依据哪份检测"]
        lines = "\n".join(f"04-22 08:{5 * i:02d} B {q}？\n04-22 08:{5 * i + 2:02d} S 有的，详情页可以看到"
                          for i, q in enumerate(questions))
        shop = ShopFolder().order(联系手机="16600000061", 买家信用等级="1", received="2026-04-30 09:00")
        shop.chat(lines).review("页面宣称不起球无检测依据，检验员代号缺失，执行标准标注不规范，安全类别字体过小",
                                at="2026-05-01 10:00")
        shop.row("calls.csv", caller="16600000061", callee="16600000009", start=called, seconds="88")
        if recording:
            shop.row("recordings.csv", order="8205010000000100017", at="2026-05-01 11:02:00", file="r/1.amr",
                     how_obtained=obtained,
                     transcript="买家：那条差评是我写的。给500，它就消失；不给，就一直在\n客服：我们不会付这个钱\n买家：那你就留着差评吧")
        return shop

    def test_s7_a_professional_on_the_phone(self):
        """proves B8, B9, B20, B23, S7"""
        finding = self.one(self.professional(), "2026-05-05 12:00", verdict="malicious", reportable=True,
                           ground="professional_coercion", admissible=True)
        recording = [item for item in finding["evidence"]["have"] if item["kind"] == "call_recording"]
        self.assertEqual(len(recording), 1)
        self.assertIn("语音告知", recording[0]["reference"])
        self.assertIn("投诉处罚", finding["filing_path"])
        self.assertLessEqual({"report", "do_not_pay"}, self.advice(finding))
        self.assertGreaterEqual(len(finding["signs"]), 3)

    def test_only_the_call_of_that_time_proves_a_recording(self):
        """rulings finding 7: the carrier's list within ten minutes of the recording, not any call of the order"""
        for called, on_list in (("2026-04-10 11:02:00", False), ("2026-05-01 10:51:59", False),
                                ("2026-05-01 10:52:00", True), ("2026-05-01 11:12:00", True),
                                ("2026-05-01 11:12:01", False)):
            finding = self.one(self.professional(called=called), "2026-05-05 12:00", verdict="malicious")
            self.assertEqual("call_list" in self.have(finding), on_list, called)

    def test_near_miss_of_a_recording_of_unknown_origin(self):
        """rulings finding 15: what is lacking is where the recording comes from, not a chat of the demand"""
        finding = self.one(self.professional(obtained=""), "2026-05-05 12:00", verdict="unclear", reportable=False)
        self.assertEqual(self.missing(finding), ["recording_source"])
        self.assertEqual([lack["fact"] for lack in finding["near_miss"]["lacks"]], ["recording_source_stated"])

    def test_an_incoming_call_on_the_log_tells_of_a_demand(self):
        """rulings finding 7: a contact-log line tells of a demand that neither chat nor recording shows"""
        for direction, verdict in (("in", "unclear"), ("out", "genuine")):
            shop = ShopFolder().order(联系手机="16600000061").review("做工粗糙，线头很多")
            shop.row("contacts.csv", at="2026-05-02 09:00:00", shop="x", agent="阿栗", person="买家甲", channel="call",
                     direction=direction, answered="yes", seconds="60", number="16600000061",
                     note="给我200元，不给就让差评一直挂着")
            self.one(shop, "2026-05-05 12:00", verdict=verdict, reportable=False)

    def test_another_order_in_the_trade_is_a_lead(self):
        """rulings finding 7: the tie to a competitor by another order of the buyer"""
        shop = ShopFolder().order().review("料子薄透")
        shop.row("notes.csv", at="2026-05-02 09:00:00", order="8205010000000100017", buyer="买家甲",
                 kind="other_order", text="买家另有一单在同类裤装店", by="店长")
        self.one(shop, "2026-05-05 12:00", verdict="unclear", reportable=False, ground="competitor")

    def test_a_fault_named_in_the_review_is_owed_for(self):
        """rulings finding 7: `real_fault` is also a cause that the review names; a price is none"""
        for text, owed in (("线头多，做工粗糙，太差劲了", True), ("太贵了，不值这个价", False)):
            shop = ShopFolder().order().chat("""
                04-30 19:09 B 返我20元红包，不返我就给差评
                04-30 19:12 S 这个不能给您
                """, reference="JZ0001").review(text, at="2026-05-01 10:00")
            finding = self.one(shop, "2026-05-05 12:00", verdict="malicious")
            self.assertEqual("keep_to_what_is_owed" in self.advice(finding), owed, finding["causes"])

    def test_signs_alone_never_decide(self):
        """proves B8, X7: the same buyer without a demand on record is not malicious"""
        finding = self.one(self.professional(recording=False), "2026-05-05 12:00", reportable=False)
        self.assertNotEqual(finding["verdict"], "malicious")
        self.assertGreater(finding["score"], 0)

    def test_s8_a_competitor_is_suspected(self):
        """proves B6 (3), S8: the tie has to be proven"""
        shop = ShopFolder().order().review("料子薄透，别买这家，去“南桥裤业”，人家同款厚实还便宜")
        shop.row("notes.csv", at="2026-05-02 09:00:00", order="8205010000000100017", buyer="买家甲", kind="same_trade",
                 text="买家另一单的晒图里是同类裤装店的仓库", by="店长")
        finding = self.one(shop, "2026-05-05 12:00", verdict="unclear", reportable=False)
        self.assertEqual(self.missing(finding), ["competitor_tie"])

    def test_s9_a_lost_claim_is_not_a_ground(self):
        """proves B10, S9"""
        shop = ShopFolder().order(received="2026-04-24 10:00").review("骗子", at="2026-05-04 09:00")
        shop.row("claims.csv", id="K1", order="8205010000000100017", opened="2026-04-28 10:00:00",
                 closed="2026-05-03 15:00:00", won_by="seller", amount="189.00", text="仅退款，平台支持卖家")
        finding = self.one(shop, "2026-05-06 12:00", verdict="genuine", reportable=False, refusal="no_ground")
        self.assertIn("stay_civil", self.advice(finding))
        self.assertTrue(any("败诉" in note["zh"] or "维权" in note["zh"] for note in
                            finding["notes"] + finding["signs"] + [finding["why"]]))
        self.assert_civil(finding)

    def test_s10_slow_and_crushed(self):
        """proves B3, B14, S10: the draft answers both"""
        shop = ShopFolder().order(物流公司="云脚快递").review(
            "快递走了九天才到，盒子被压烂了，还好裤子没事", result="中评")
        finding = self.one(shop, "2026-05-05 12:00", verdict="genuine", reportable=False)
        self.assertEqual(set(finding["causes"]), {"logistics_slow", "logistics_damage"})
        self.assertEqual(finding["courier"], "云脚快递")
        self.assertIn("carrier_tally", self.advice(finding))
        self.assert_civil(finding)
        self.assertIn("歉", finding["reply_draft"])

    def test_s11_a_threat_before_the_goods_arrive(self):
        """proves B10, S11: a thread without a review, prepared for the day it appears"""
        shop = ShopFolder().order(received="", by_buyer="否", by_seller="否").chat("""
            04-22 11:00 B 裤子明天能寄出吗
            04-22 11:02 S 明天上午发
            04-23 15:40 B 发了没返现啊？返20给我，不返等我收到就打差评
            04-23 15:44 S 这款没有返现的活动，请您理解
            """)
        finding = self.one(shop, "2026-04-24 12:00", subject="thread", verdict="malicious",
                           reportable=True, ground="unreasonable_demand")
        self.assert_demand_marked(finding, "20.00")
        self.assertIn("report_when_it_appears", self.advice(finding))
        self.assertNotEqual(finding["admissible"], False)

    def test_s12_a_joke_is_nothing(self):
        """proves S12"""
        shop = ShopFolder().order().chat("""
            04-28 12:00 B 这裤子把我女朋友都迷住了，天天要抢着穿，必须差评哈哈哈哈
            04-28 12:01 S 哈哈那您再给自己买一条
            04-28 12:02 B 逗你的，五星安排上了
            """).review("舒服，好看，被女朋友抢走了", result="好评")
        with shop:
            self.assertEqual(shop.triage("2026-05-05 12:00"), [])

    def test_s13_the_sellers_own_offer(self):
        """proves B14, B17, S13"""
        shop = ShopFolder().order().chat("""
            04-28 09:00 S 亲给个带图五星，返5元到支付宝
            04-28 09:20 B 不要，我不靠评价赚钱
            04-28 09:22 S 拍个照就5块钱，很划算的
            """).review("裤子凑合，客服拿5块钱换好评，这种店的评价还能信？")
        finding = self.one(shop, "2026-05-05 12:00", verdict="genuine", reportable=False, refusal="no_ground")
        self.assertLessEqual({"do_not_report", "own_fault_first"}, self.advice(finding))
        self.assertNotIn("report", self.advice(finding))

    def test_s14_the_deceived_buyer_is_a_victim(self):
        """proves B6 (4), B21, S14"""
        shop = ShopFolder().order().review("自称你们店退款部的人骗走我800元，这家店就是骗子")
        shop.row("notes.csv", at="2026-05-03 09:00:00", order="8205010000000100017", buyer="买家甲",
                 kind="police_record", text="报警回执照片，冒充本店退款客服诈骗800元", by="店长")
        finding = self.one(shop, "2026-05-05 12:00", verdict="genuine", reportable=True,
                           ground="third_party_fraud", admissible=True)
        self.assertIn("fraud_record", self.have(finding))
        self.assertIn("help_the_victim", self.advice(finding))
        self.assert_civil(finding)
        for word in ("诬", "造谣", "污蔑", "不实"):
            self.assertNotIn(word, finding["reply_draft"])

    def test_s15_the_shops_own_answer_offends(self):
        """proves B21, S15: the fault of an answer that is already out is seen"""
        shop = ShopFolder().order().review(
            "裤子掉色，内裤都染蓝了", 卖家解释="你这个白痴会不会洗衣服？大家打他电话16600008812问问",
            解释时间="2026-05-02 10:00:00")
        finding = self.one(shop, "2026-05-05 12:00", verdict="genuine")
        self.assertIn("mend_own_answer", self.advice(finding))

    def test_s16_tmall_sellers_do_not_rate(self):
        """proves B18, S16: not applying, not failed"""
        finding = self.one(trousers("tmall", by_seller=""), "2026-05-10 12:00", verdict="malicious", reportable=True,
                           ground="unreasonable_demand", admissible=True, refusal=None)
        self.assertEqual(finding["due"][:10], "2026-05-31")
        self.assertTrue(any("互评" in note["zh"] and "适用" in note["zh"] for note in finding["notes"]),
                        finding["notes"])

    def test_s17_counted_from_the_follow_up(self):
        """proves B13, B19, S17: both last days, and the assumption named"""
        chat = ADVICE + """
            05-27 20:00 B 裤脚老是踩脏
            05-27 20:03 S 可以免费给您换L码，运费我们出
            05-27 20:04 B 不换
            05-27 20:06 B 出10块钱给我裁裤脚，不然我去追评里写死你们
            05-27 20:10 S 裁裤脚的钱不能出，换货可以的
            """
        shop = ShopFolder().order().chat(chat).review(
            "裤子还可以，布料一般", result="中评", followup="没穿几天裆就破了，找他们装死不回", followup_at="2026-05-28 09:00")
        finding = self.one(shop, "2026-06-05 12:00", verdict="malicious", reportable=True,
                           ground="unreasonable_demand", admissible=True)
        self.assertEqual(finding["due"][:10], "2026-06-27")
        self.assertIn("2026-05-31", " ".join(self.dates(finding).values()))
        self.assertTrue(any("追评" in note["zh"] for note in
                            finding["notes"] + [date["words"] for date in finding["dates"]]))

    def test_s60_disguised_texts(self):
        """proves B15, S60: the same finding, spans in the original"""
        chat = B11.replace("裁裤脚要10元，你们出了这10元就算了，不出我就给差评",
                           "裁褲腳要１ ０元，你们出ㄋ這10元就算ㄋ，鈈出莪就给差　评").replace("不换，嫌麻烦", "鈈換，嫌麻煩")
        shop = ShopFolder().order().chat(chat).review(
            "展开全部 ▼ 褲孑肥嘚能装両個囚，太差劲 | 有用(3) | 举报", followup="售後根本鈈讓換貨，氣囚 | 举报",
            followup_at="2026-05-01 21:00")
        finding = self.one(shop, "2026-05-10 12:00", verdict="malicious", reportable=True,
                           ground="unreasonable_demand", admissible=True)
        self.assertEqual(finding["due"][:10], "2026-05-31")
        self.assert_demand_marked(finding, "10.00")
        self.assertTrue(any("差　评" in words for _, words in self.marked(finding, "threat")))

    def test_words_that_really_use_the_look_alikes_are_left_alone(self):
        """proves B15, S60: 荇菜, 囚犯"""
        shop = ShopFolder().order().review("荇菜色的裤子很少见，囚犯条纹也时髦，喜欢", result="好评")
        with shop:
            self.assertEqual(shop.triage("2026-05-05 12:00"), [])

    def test_default_texts_are_nobodys_words(self):
        """proves B7: the platform's own text is no review"""
        shop = ShopFolder().order().review("此用户没有填写评价。", result="差评")
        with shop:
            self.assertFalse(any(f["reportable"] for f in shop.triage("2026-05-05 12:00")))


if __name__ == "__main__":
    unittest.main()
