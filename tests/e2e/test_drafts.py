"""Reply drafts through `pingli signals --kind replies`: the faults of S15, S18 and S19 are seen in the draft."""
import json
import unittest

from program import run

PUBLIC = "[回评·公开] "
# name, context, draft, faults that must be found, faults that must not
DRAFTS = [
    ("S15 calls the buyer a fool and gives his number", PUBLIC + "差评：壶嘴漏水",
     "这位买家真是个傻子，壶都不会用，电话16600002233，大家自己问他去。",
     {"insult", "leaks_buyer_info", "public_argument"}, set()),
    ("S18 begs for five stars and offers ten yuan", "[聊天] 买家给了三星，说茶淡",
     "亲，求求你改个五星吧，改完我转你10块钱，我这个月奖金全靠你了。",
     {"begs_review_change", "offers_cash_for_review"}, set()),
    ("S19 promises for ever", PUBLIC + "差评：客服态度恶劣",
     "抱歉让您受委屈了。以后您的衣服终身免费维修，坏多少次修多少次。", {"promises_outside_policy"}, set()),
    ("an honest answer with a remedy", PUBLIC + "差评：壶嘴漏水",
     "很抱歉，壶嘴漏水是质量问题。请在订单里点“申请售后—换货”，我们收到申请当天寄新的，运费由我们承担。",
     set(), {"insult", "begs_review_change", "offers_cash_for_review", "public_argument", "promises_outside_policy",
             "leaks_buyer_info", "no_apology", "no_solution", "stonewalls", "blames_buyer"}),
]


class Drafts(unittest.TestCase):
    def test_faults_of_drafts(self):
        """proves B4, B17, B22 (as far as the text alone shows it), S15, S18, S19"""
        lines = "".join(json.dumps({"id": name, "context": context, "draft": draft}, ensure_ascii=False) + "\n"
                        for name, context, draft, _, _ in DRAFTS)
        answers = [json.loads(line) for line in
                   run("signals", "--kind", "replies", stdin=lines.encode()).stdout.splitlines()]
        self.assertEqual([a["id"] for a in answers], [d[0] for d in DRAFTS])
        for answer, (name, _, _, wanted, unwanted) in zip(answers, DRAFTS):
            with self.subTest(draft=name):
                faults = set(answer["labels"]["faults"])
                self.assertLessEqual(wanted, faults)
                self.assertFalse(faults & unwanted, faults)


if __name__ == "__main__":
    unittest.main()
