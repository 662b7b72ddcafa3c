"""Builds small shop folders for tests: one call a fact, files in the forms of docs/shop-folder.md."""
import csv
import json
import pathlib
import shutil
import tempfile

from program import answers, run

ORDER = "8205010000000100017"


class ShopFolder:
    """A shop folder in a temporary place; use with `with`. Times are "yyyy-mm-dd HH:MM", China."""

    def __init__(self, platform="taobao"):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="pingli-e2e-"))
        self.rows = {}
        self.chats = []
        self.write("shop.toml", f'id = "t"\nname = "测试小店"\nplatform = "{platform}"\n'
                                'zone = "Asia/Shanghai"\nnumbers = ["16600000009"]\n')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def write(self, name, content):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def row(self, table, **cells):
        self.rows.setdefault(table, []).append(cells)
        return self

    def order(self, order=ORDER, buyer="买家甲", created="2026-04-22 10:00", received="2026-04-27 10:00",
              by_buyer="是", by_seller="是", insurance="insured", **more):
        cells = {"订单编号": order, "买家会员名": buyer, "买家实际支付金额": "189.00",
                 "订单状态": "交易成功" if received else "卖家已发货", "宝贝标题": "直筒休闲裤",
                 "订单创建时间": f"{created}:00", "确认收货时间": f"{received}:00" if received else "",
                 "买家是否已评价": by_buyer, "卖家是否已评价": by_seller}
        self.row("orders.csv", **(cells | more))
        return self.row("insurance.csv", order=order, status=insurance, reason="")

    def review(self, text, at="2026-05-01 10:00", result="差评", followup="", followup_at="", order=ORDER, **more):
        cells = {"订单编号": order, "评价结果": result, "评价内容": text, "评价时间": f"{at}:00",
                 "追评内容": followup, "追评时间": f"{followup_at}:00" if followup_at else ""}
        return self.row("reviews.csv", **(cells | more))

    def chat(self, lines, reference="JZ0001", order=ORDER, buyer="买家甲", name="c1"):
        """Lines `MM-DD HH:MM B|S text`; `~~` says that messages are missing there."""
        turns, gaps = [], []
        for line in filter(str.strip, lines.splitlines()):
            if line.strip() == "~~":
                gaps.append(len(turns) - 1)
                continue
            day, time, who, text = line.strip().split(" ", 3)
            turns.append({"who": {"B": "buyer", "S": "seller"}[who],
                          "at": f"2026-{day}T{time}:00+08:00", "text": text})
        chat = {"id": name, "order": order, "buyer": buyer, "turns": turns}
        if reference:
            chat["reference"] = reference
        if gaps:
            chat["gap_after"] = gaps
        self.chats.append(chat)
        return self

    def finish(self):
        for file, rows in self.rows.items():
            header = list(dict.fromkeys(name for row in rows for name in row))
            with open(self.path / file, "w", newline="", encoding="utf-8") as out:
                writer = csv.DictWriter(out, header)
                writer.writeheader()
                writer.writerows(rows)
        if self.chats:
            self.write("chats/2026.jsonl",
                       "".join(json.dumps(chat, ensure_ascii=False) + "\n" for chat in self.chats))
        return self.path

    def triage(self, as_of, *more):
        """The findings, as the JSON of the contract."""
        return answers("triage", self.finish(), "--as-of", f"{as_of}:00+08:00", "--json", *more)

    def triage_raw(self, *more, status=0):
        return run("triage", self.finish(), "--json", *more, status=status)

    def words_of(self, span):
        """The words of the original that a span marks: the turns are those of all chats, one after the other."""
        if span["in"] == "chat":
            turns = [turn["text"] for chat in self.chats for turn in chat["turns"]]
            text = turns[span["turn"]]
        else:
            column = {"text": "评价内容", "followup": "追评内容"}[span["in"]]
            text = self.rows["reviews.csv"][0][column]
        return text[span["start"]:span["end"]]
