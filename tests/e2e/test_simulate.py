"""pingli simulate through the real program: a shop folder with truth beside it, the same for the same seed."""
import collections
import hashlib
import json
import pathlib
import tempfile
import unittest

from program import run


def made(*more, orders=2000, seed=7, status=0):
    """name -> bytes of every file that the program writes."""
    with tempfile.TemporaryDirectory() as folder:
        run("simulate", "--orders", orders, "--seed", seed, "--out", f"{folder}/shop", *more, status=status)
        root = pathlib.Path(folder) / "shop"
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class Simulate(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes(self):
        """proves contracts: simulate --orders N --seed S --out DIR"""
        digest = [hashlib.sha256(repr(sorted(made(seed=seed).items())).encode()).hexdigest() for seed in (7, 7, 8)]
        self.assertEqual(digest[0], digest[1])
        self.assertNotEqual(digest[0], digest[2])

    def test_the_truth_names_orders_that_are_there(self):
        """proves that recall can be measured"""
        files = made()
        orders = {line.split(",")[0].lstrip("'") for line in files["orders.csv"].decode().splitlines()[1:]}
        self.assertEqual(len(orders), 2000)
        troubles = collections.Counter()
        for line in files["truth.ndjson"].decode().splitlines():
            planted = json.loads(line)
            troubles[planted["trouble"]] += 1
            self.assertIn(planted["order"], orders)
            if planted["expected"]:
                self.assertEqual(set(planted["expected"]), {"verdict", "reportable", "ground", "refusal"})
        self.assertGreaterEqual(len(troubles), 20)

    def test_the_platforms_files_can_be_gb18030(self):
        """proves contracts: encodings by content"""
        files = made("--encoding", "gb18030")
        self.assertTrue(files["orders.csv"].decode("gb18030").startswith("订单编号"))

    def test_reviews_can_be_answers_of_the_platform(self):
        """proves formats 6.1: traderates.get, at most 150 rates an answer"""
        files = made("--reviews", "json")
        pages = [json.loads(line) for line in files["reviews.json"].decode().splitlines()]
        sizes = [len(page["traderates_get_response"]["trade_rates"]["trade_rate"]) for page in pages]
        self.assertEqual(set(sizes[:-1]), {150})
        self.assertTrue(all(rate["oid"] > 10**18 for page in pages
                            for rate in page["traderates_get_response"]["trade_rates"]["trade_rate"]))

    def test_no_sentence_repeats_too_often(self):
        """proves that the shop does not speak from one template"""
        rows = made(orders=5000)["reviews.csv"].decode().splitlines()[1:]
        texts = collections.Counter(row.split('"')[1] for row in rows)
        praise = [text for text in texts if "，" in text]
        self.assertGreater(len(praise), 2500)

    def test_wrong_usage(self):
        """proves contracts: exit statuses"""
        run("simulate", "--orders", 0, "--out", "/tmp/x", status=2)
        run("simulate", "--orders", 10, status=2)
        run("simulate", "--orders", 10, "--out", "/proc/nowhere", status=1)


if __name__ == "__main__":
    unittest.main()
