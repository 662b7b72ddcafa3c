"""pingli deadline through the real program: the deadline table of the scenarios and what stands around it."""
import json
import pathlib
import tempfile
import unittest

from program import REPOSITORY, answer, run

# filed: 3rd and 5th working day, by the notices, by weekdays only, by holidays only
TABLE = {
    "2026-02-11": (("2026-02-14", "2026-02-25"), ("2026-02-16", "2026-02-18"), ("2026-02-24", "2026-02-26")),
    "2025-09-26": (("2025-09-30", "2025-10-10"), ("2025-10-01", "2025-10-03"), ("2025-10-09", "2025-10-13")),
    "2026-09-30": (("2026-10-10", "2026-10-13"), ("2026-10-05", "2026-10-07"), ("2026-10-12", "2026-10-14")),
    "2026-09-17": (("2026-09-21", "2026-09-23"), ("2026-09-22", "2026-09-24"), ("2026-09-22", "2026-09-24")),
}


def deadline(start, period, *more, **options):
    return answer("deadline", "--from", start, "--period", period, *more, **options)


def calendar_keeping(keep):
    """The shipped calendar with only the days for which keep(day) holds, as a file."""
    calendar = json.loads((REPOSITORY / "calendars/cn.json").read_text(encoding="utf-8"))
    for year in calendar["years"]:
        for notice in year["notices"]:
            notice["days"] = [day for day in notice["days"] if keep(day)]
    file = tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8", delete=False)
    with file:
        json.dump(calendar, file)
    return pathlib.Path(file.name)


class Deadline(unittest.TestCase):
    def test_the_table_of_the_scenarios(self):
        """proves X3, scenarios: Deadlines"""
        for filed, (expected, _, _) in TABLE.items():
            for number, due in zip((3, 5), expected):
                for start in (filed, filed + "T10:00", filed + "T23:59:59+08:00"):
                    with self.subTest(start=start, number=number):
                        got = deadline(start, f"{number} working days")
                        self.assertEqual(got["due"], due + "T23:59:59+08:00")
                        self.assertEqual(got["unit"], "working days")
                        self.assertFalse(got["provisional"])
                        counted = [day for day in got["counted"] if day["counted"]]
                        self.assertEqual([day["number"] for day in counted], list(range(1, number + 1)))
                        self.assertEqual(counted[-1]["date"], due)

    def test_simpler_counts_give_the_other_columns(self):
        """Weekdays only and holidays only: what the make-up days and the notices change."""
        columns = {1: calendar_keeping(lambda day: False), 2: calendar_keeping(lambda day: not day["works"])}
        for filed, row in TABLE.items():
            for column, calendar in columns.items():
                for number, due in zip((3, 5), row[column]):
                    with self.subTest(filed=filed, column=column, number=number):
                        got = deadline(filed, f"{number} working days", "--calendar", calendar)
                        self.assertEqual(got["due"][:10], due)
        for calendar in columns.values():
            calendar.unlink()

    def test_each_day_is_explained_with_its_notice(self):
        """proves X3: each day and why it counted or not"""
        days = {day["date"]: day for day in deadline("2026-02-11", "5 working days")["counted"]}
        self.assertEqual(sorted(days), [f"2026-02-{day}" for day in range(12, 26)])
        make_up = days["2026-02-14"]
        self.assertTrue(make_up["counted"])
        self.assertIn("content_7047091", make_up["notice"])
        self.assertIn("调休", make_up["why"]["zh"])
        self.assertIn("make-up", make_up["why"]["en"])
        self.assertFalse(days["2026-02-17"]["counted"])
        self.assertIn("春节", days["2026-02-17"]["why"]["zh"])
        self.assertIsNone(days["2026-02-12"]["notice"])

    def test_calendar_days_run_through_and_say_what_is_assumed(self):
        """proves X11 S27 S33; within 30 days of the review"""
        got = deadline("2026-05-01T10:00", "30 days")
        self.assertEqual(got["due"], "2026-05-31T10:00:00+08:00")
        self.assertTrue(any("was not stated" in words["en"] for words in got["assumed"]))
        got = deadline("2026-05-01T10:00", "30 days", "--ends", "end-of-day")
        self.assertEqual(got["due"], "2026-05-31T23:59:59+08:00")
        self.assertFalse(any("last moment" in words["en"] for words in got["assumed"]))
        self.assertEqual(deadline("2026-09-30T23:10", "3 days")["due"], "2026-10-03T23:10:00+08:00")
        self.assertEqual(deadline("2026-05-12T10:00", "3 days")["due"], "2026-05-15T10:00:00+08:00")

    def test_unpublished_years_are_provisional(self):
        """proves X3: 2027 is not announced"""
        self.assertFalse(deadline("2026-12-18", "3 working days")["provisional"])
        got = deadline("2026-12-30", "3 working days")
        self.assertTrue(got["provisional"])
        self.assertEqual(got["due"][:10], "2027-01-04")
        self.assertIn("暂", got["assumed"][-1]["zh"])

    def test_pauses_and_zones(self):
        """proves X3: pauses, time zones"""
        pause = ("--pause", "2026-05-13T12:00/2026-05-14T18:00", "--pause", "2026-05-20/2026-05-21")
        self.assertEqual(deadline("2026-05-12T10:00", "3 days", *pause)["due"], "2026-05-16T16:00:00+08:00")
        self.assertEqual(deadline("2026-05-12T10:00", "3 working days", *pause)["due"],
                         "2026-05-18T23:59:59+08:00")
        got = deadline("2026-02-11T20:00:00Z", "1 working day")  # the 12th in Shanghai
        self.assertEqual(got["due"], "2026-02-13T23:59:59+08:00")
        got = deadline("2026-03-07T10:00", "2 days", "--zone", "America/New_York")
        self.assertEqual(got["due"], "2026-03-09T10:00:00-04:00")

    def test_a_table_for_people(self):
        text = run("deadline", "--from", "2026-02-11", "--period", "3 working days", "--explain").stdout.decode()
        self.assertIn("due 2026-02-14T23:59:59+08:00", text)
        self.assertIn("周六", text)

    def test_says_what_was_wrong(self):
        cases = [
            (2, ("--from", "2026-02-30", "--period", "3 days"), "--from: found “2026-02-30”"),
            (2, ("--from", "2026-02-11", "--period", "3 months"), "--period: found “3 months”"),
            (2, ("--from", "2026-02-11", "--period", "-3 days"), "--period: found “-3 days”"),
            (2, ("--from", "2026-02-11", "--period", "3 days", "--ends", "noon"), "end-of-day or same-time"),
            (2, ("--from", "2026-02-11", "--period", "3 days", "--pause", "2026-02-12"), "FROM/TO"),
            (2, ("--from", "2026-02-11"), "--period"),
            (1, ("--from", "2026-02-11", "--period", "3 days", "--calendar", "mars"), "expected one of: cn"),
            (1, ("--from", "2026-02-11", "--period", "3 days", "--zone", "Mars/Olympus"), "Mars/Olympus"),
        ]
        for status, arguments, message in cases:
            with self.subTest(arguments=arguments):
                self.assertIn(message, run("deadline", *arguments, status=status).stderr.decode())


if __name__ == "__main__":
    unittest.main()
