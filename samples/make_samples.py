#!/usr/bin/env python3
"""Turns the stories in samples/source/*.toml into the export files of the sample shops.

    samples/make_samples.py            writes samples/tea-and-coats/ and samples/tea-and-coats-tmall/
    samples/make_samples.py --check    exit 1 when what is committed differs from the stories

Standard library only. The same stories give the same bytes.
"""
import argparse
import csv
import datetime as dt
import filecmp
import gzip
import io
import json
import pathlib
import sys
import tempfile
import tomllib
import zlib

HERE = pathlib.Path(__file__).resolve().parent
YEAR = 2026
ORDER_HEADER = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,"
    "买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,订单付款时间,宝贝标题 ,"
    "宝贝种类 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,"
    "是否手机订单,分阶段订单信息,定金排名,修改后的sku,修改后的收货地址,异常信息,卡券抵扣,积分抵扣,是否是O2O交易,"
    "退款金额,发货时间,确认收货时间,买家信用等级,买家是否已评价,卖家是否已评价"
).split(",")
LINE_HEADER = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码".split(",")
REVIEW_HEADER = (
    "订单编号,子订单编号,评价结果,评价内容,评价时间,追评内容,追评时间,卖家解释,解释时间,买家会员名,宝贝标题".split(",")
)
RESULT_WORDS = {"good": "好评", "neutral": "中评", "bad": "差评"}
COURIERS = ["青雀速运", "快马达速递", "云脚快递"]
PLACES = ["浙江省 杭州市 某某区 样品路", "江苏省 苏州市 某某区 虚构巷", "广东省 佛山市 某某区 示例大道",
          "四川省 成都市 某某区 无名街", "湖北省 武汉市 某某区 演示路"]
SURNAMES = "周林何许沈韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷"
DEFAULT_TEXTS = ["此用户没有填写评价。", "评价方未及时做出评价,系统默认好评!"]


def moment(text):
    return dt.datetime.strptime(f"{YEAR}-{text}", "%Y-%m-%d %H:%M") if text else None


def stamp(at):
    return at.strftime("%Y-%m-%d %H:%M:%S") if at else ""


def iso(at):
    return at.strftime("%Y-%m-%dT%H:%M:%S+08:00")


def yuan(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def ordinary_orders(life, replies):
    """The rows of [life] as orders of the same shape as the stories."""
    for number, (item, sku, buyer, created, days, result, after, text) in enumerate(life):
        at = moment(created)
        order = {"item": item, "sku": sku, "buyer": buyer, "created": created,
                 "insurance": "insured" if item.startswith("C") else "none",
                 "seller_rated": bool(result)}
        if days:
            order["shipped"] = (at + dt.timedelta(hours=20)).strftime("%m-%d %H:%M")
            received = at + dt.timedelta(days=days, hours=3, minutes=17 * number % 60)
            order["received"] = received.strftime("%m-%d %H:%M")
        if result:
            made = moment(order["received"]) + dt.timedelta(days=after, hours=2, minutes=7 * number % 55)
            review = {"result": result, "at": made.strftime("%m-%d %H:%M"), "text": text}
            if result == "default":
                review |= {"result": "good", "text": DEFAULT_TEXTS[number % 2]}
            if buyer in replies:
                review["reply_at"], review["reply"] = replies[buyer]
            order["review"] = review
        yield order


def parse_chat(text):
    """[(who, at, text)] and the indexes after which messages are missing."""
    turns, gaps = [], []
    for line in text.strip().splitlines():
        if line == "~~":
            gaps.append(len(turns) - 1)
            continue
        day, time, who, words = line.split(" ", 3)
        turns.append(({"B": "buyer", "S": "seller", "P": "platform"}[who], moment(f"{day} {time}"), words))
    return turns, gaps


class ShopWriter:
    def __init__(self, story, folder):
        self.shop, self.items = story["shop"], story["items"]
        self.folder = folder
        self.orders = story["order"]
        if "life" in story:
            self.orders += ordinary_orders(story["life"]["rows"], story.get("replies", {}))
        self.orders.sort(key=lambda order: order["created"])
        for number, order in enumerate(self.orders, 1):
            self.complete(number, order)

    def complete(self, number, order):
        """What every order has and no story tells: ids, places, waybills. Invented, and looks it."""
        at = moment(order["created"])
        tail = zlib.crc32(order["buyer"].encode()) % 1_000_000
        order["tid"] = f"80{at:%m%d%H%M}{number:03d}{tail:06d}"
        order.setdefault("phone", f"1660000{1000 + number:04d}")
        order["receiver"] = SURNAMES[number % len(SURNAMES)] + "**"
        order["address"] = f"{PLACES[number % len(PLACES)]}{number}号"
        order.setdefault("courier", COURIERS[number % len(COURIERS)])
        order["waybill"] = f"YP{at:%m%d}{number:05d}" if order.get("shipped") else ""
        order["status_words"] = order.get("status") or (
            "交易成功" if order.get("received") else "买家已付款，等待卖家发货")

    # --- files -------------------------------------------------------------------------------

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)

    def write_csv(self, name, header, rows, encoding="utf-8", end="\r\n", quoting=csv.QUOTE_MINIMAL):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator=end, quoting=quoting)
        writer.writerow(header)
        writer.writerows(rows)
        self.write(name, out.getvalue().encode(encoding))

    def write_all(self):
        self.write_shop()
        self.write_orders()
        self.write_lines()
        self.write_reviews()
        self.write_chats()
        self.write_small()

    def write_shop(self):
        shop = self.shop
        numbers = ", ".join(f'"{n}"' for n in shop["numbers"])
        self.write("shop.toml", (
            "# The shop itself: see docs/shop-folder.md. The samples are made to be read as of\n"
            "# 2026-06-05T12:00:00+08:00 (pingli triage … --as-of).\n"
            f'id = "{shop["id"]}"\nname = "{shop["name"]}"\nplatform = "{shop["platform"]}"\n'
            f'zone = "{shop["zone"]}"\n# Numbers the shop owns (H12).\nnumbers = [{numbers}]\n\n'
            "[policy] # what may be promised (B4)\n"
            "return_days = 7\nrepair_days = 30\nafter_sales_days = 90\n").encode())

    def write_orders(self):
        rows = []
        for number, order in enumerate(self.orders, 1):
            item = self.items[order["item"]]
            created = moment(order["created"])
            price = int(item["price"].replace(".", ""))
            freight = 0 if price >= 9900 else 600
            received = moment(order.get("received"))
            rated = order.get("review") is not None
            taobao = self.shop["platform"] == "taobao"
            rows.append([
                "'" + order["tid"], order["buyer"], "", yuan(price), yuan(freight), "0", yuan(price + freight),
                "0", yuan(price + freight), "0", order["status_words"], order.get("message", ""),
                order["receiver"], order["address"], "快递", "'", "'" + order["phone"], stamp(created),
                stamp(created + dt.timedelta(minutes=2)), item["title"], "1", order["waybill"],
                order["courier"] if order["waybill"] else "", "", "1", "'" + "8800001", self.shop["name"],
                "订单未关闭", "0.00元", "0.00元", "", "手机订单" if number % 5 else "", "", "", "", "", "", "",
                "", "", "无退款申请", stamp(moment(order.get("shipped"))), stamp(received),
                order.get("buyer_level", 4 + number % 5),
                "是" if rated else "否",
                ("是" if order.get("seller_rated") else "否") if taobao else ""])
        name = "orders.csv" if self.shop["platform"] == "taobao" else "ExportOrderList202606051200.csv"
        header = [f"'{h}" if h == "联系手机" else h for h in ORDER_HEADER]
        self.write_csv(name, header, rows, encoding="gbk")

    def write_lines(self):
        rows = []
        for order in self.orders:
            item = self.items[order["item"]]
            label = "颜色分类:{};尺码:{}" if order["item"].startswith("C") else "净含量:{}"
            rows.append(["'" + order["tid"], item["title"], item["price"], "1", item["code"],
                         label.format(*order["sku"].split(";")), "", "", order["status_words"], item["code"]])
        name = "order-lines.csv" if self.shop["platform"] == "taobao" else "ExportOrderDetailList202606051200.csv"
        self.write_csv(name, LINE_HEADER, rows, encoding="gbk", quoting=csv.QUOTE_ALL)

    def write_reviews(self):
        """First reviews as traderates.get answers; those with a follow-up or answer as a table."""
        if self.shop["platform"] == "tmall":
            return self.write_feeds()
        rates, rows = [], []
        for order in self.orders:
            review, item = order.get("review"), self.items[order["item"]]
            if not review:
                continue
            if "followup" in review or "reply" in review:
                rows.append([order["tid"], order["tid"], RESULT_WORDS[review["result"]], review["text"],
                             stamp(moment(review["at"])), review.get("followup", ""),
                             stamp(moment(review.get("followup_at"))), review.get("reply", ""),
                             stamp(moment(review.get("reply_at"))), order["buyer"], item["title"]])
            else:
                rates.append({"tid": int(order["tid"]), "oid": int(order["tid"]),
                              "num_iid": int(item["id"]), "role": "buyer", "nick": order["buyer"],
                              "rated_nick": self.shop["seller_nick"], "result": review["result"],
                              "created": stamp(moment(review["at"])), "content": review["text"],
                              "item_title": item["title"], "item_price": item["price"],
                              "valid_score": True, "reply": ""})
        answer = {"traderates_get_response": {"total_results": len(rates), "has_next": False,
                                              "trade_rates": {"trade_rate": rates},
                                              "request_id": "sample0000001"}}
        self.write("reviews.json", (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode())
        self.write_csv("reviews.csv", REVIEW_HEADER, rows, encoding="utf-8-sig")

    def write_feeds(self):
        """One answer of tmall.traderate.feeds.get a line, with the order it was asked for."""
        lines = []
        for order in self.orders:
            review = order["review"]
            info = {"user_nick": order["buyer"], "content": review["text"],
                    "comment_time": stamp(moment(review["at"])), "has_negtv": review["negative_tag"],
                    "tags": {"tags": [{"tag_name": n, "posi": p} for n, p in review["tags"]]}}
            if "followup" in review:
                info |= {"append_content": review["followup"], "append_has_negtv": True,
                         "append_time": stamp(moment(review["followup_at"])),
                         "append_tags": {"append_tags": []}}
            lines.append({"child_trade_id": int(order["tid"]),
                          "tmall_traderate_feeds_get_response": {"tmall_rate_info": info}})
        self.write("reviews.json", (json.dumps(lines, ensure_ascii=False, indent=1) + "\n").encode())

    def write_chats(self):
        jsonl, table = {}, []
        for order in self.orders:
            if "chat" not in order:
                continue
            turns, gaps = parse_chat(order["chat"])
            name = f"chat-{order['tid'][-9:-6]}"
            if order["chat_format"] == "qianniu":
                nick = {"buyer": order["buyer"], "seller": self.shop["seller_nick"] + ":阿栗",
                        "platform": "系统消息"}
                text = "".join(f"{nick[who]} ({stamp(at)}):\r\n{words}\r\n\r\n" for who, at, words in turns)
                self.write(f"chats/{order['buyer']}.txt", text.encode("gbk"))
            elif order["chat_format"] == "csv":
                table += [[name, order["tid"], order["buyer"], order["reference"], stamp(at), who, words]
                          for who, at, words in turns]
            else:
                line = {"id": name, "order": order["tid"], "buyer": order["buyer"],
                        "reference": order["reference"]}
                if gaps:
                    line["gap_after"] = gaps
                line["turns"] = [{"who": who, "at": iso(at), "text": words} for who, at, words in turns]
                month = turns[-1][1].strftime("%Y-%m")
                jsonl.setdefault(month, []).append(json.dumps(line, ensure_ascii=False))
        for number, (month, lines) in enumerate(sorted(jsonl.items())):
            packed = ".gz" if number else ""
            self.write(f"chats/{month}.jsonl{packed}", ("\n".join(lines) + "\n").encode())
        if table:
            self.write_csv("chats/desk-2.csv", "id,order,buyer,reference,at,who,text".split(","), table)

    def write_small(self):
        calls, recordings, claims, notes, contacts, parcels, insurance = ([] for _ in range(7))
        shop_number = self.shop["numbers"][0]
        for order in self.orders:
            tid, buyer = order["tid"], order["buyer"]
            if call := order.get("call"):
                at = moment(call["at"])
                calls.append([order["phone"], shop_number, stamp(at), call["seconds"]])
                recordings.append([tid, stamp(at), call["recording"], call["how_obtained"], call["transcript"].strip()])
            if claim := order.get("claim"):
                claims.append([claim["id"], tid, stamp(moment(claim["opened"])), stamp(moment(claim["closed"])),
                               claim["won_by"], claim["amount"], claim["text"]])
            for note in order.get("note", []):
                notes.append([stamp(moment(note["at"])), tid, buyer, note["kind"], note["text"], note["by"]])
            for contact in order.get("contact", []):
                answered = {True: "yes", False: "no", None: ""}[contact.get("answered")]
                contacts.append([stamp(moment(contact["at"])), self.shop["id"], contact["agent"], buyer,
                                 contact["channel"], "out", answered, contact.get("seconds", ""), order["phone"],
                                 contact["note"]])
                if contact.get("answered") is not None:
                    calls.append([shop_number, order["phone"], stamp(moment(contact["at"])), contact["seconds"]])
            if order["waybill"]:
                parcels.append([order["waybill"], tid, stamp(moment(order["shipped"])), "清和仓", order["sku"]])
            status = order["insurance"]
            insurance.append([tid, status, order.get("insurance_reason", ""), "0.60" if status == "insured" else "",
                              "10.00" if status == "insured" else ""])
        for name, header, rows, encoding in (
                ("calls.csv", "caller,callee,start,seconds", calls, "utf-8"),
                ("recordings.csv", "order,at,file,how_obtained,transcript", recordings, "utf-8"),
                ("claims.csv", "id,order,opened,closed,won_by,amount,text", claims, "utf-8"),
                ("notes.csv", "at,order,buyer,kind,text,by", notes, "utf-8-sig"),
                ("contacts.csv", "at,shop,agent,person,channel,direction,answered,seconds,number,note", contacts, "utf-8"),
                ("parcels.csv.gz", "waybill,order,sent_at,from,contents", parcels, "gb18030"),
                ("insurance.csv", "order,status,reason,premium,payout", insurance, "utf-8")):
            if rows:
                self.write_csv(name, header.split(","), rows, encoding=encoding, end="\n")


def make(target):
    for source in sorted((HERE / "source").glob("*.toml")):
        story = tomllib.loads(source.read_text(encoding="utf-8"))
        ShopWriter(story, target / source.stem).write_all()


def differences(made, committed):
    names = {p.relative_to(root) for root in (made, committed) for p in root.rglob("*") if p.is_file()}
    return sorted(str(n) for n in names
                  if not ((made / n).is_file() and (committed / n).is_file()
                          and filecmp.cmp(made / n, committed / n, shallow=False)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    if not parser.parse_args().check:
        make(HERE)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder)
        make(made)
        wrong = [f"{source.stem}/{name}" for source in sorted((HERE / "source").glob("*.toml"))
                 for name in differences(made / source.stem, HERE / source.stem)]
    print("\n".join(wrong) or "samples: as the stories say")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
