"""`candor tally` as people run it: bad files, a terminal, and what a failure leaves behind.

usage: tally_program_test.py CANDOR   (the program that was built)"""

import json
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = sys.argv[1]
CASE = ROOT / "tests/data/cases/rounding"


def run(*arguments):
    return subprocess.run([PROGRAM, "tally", *map(str, arguments)], capture_output=True, check=False)


def run_on_terminal(*arguments):
    """Exit code, standard output, and what a terminal was told on standard error."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([PROGRAM, "tally", *map(str, arguments)], stdout=subprocess.PIPE, stderr=follower)
    os.close(follower)
    output = process.stdout.read()
    process.stdout.close()
    told = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # how Linux tells that the other end is closed
            break
        if not piece:
            break
        told += piece
    os.close(leader)
    return process.wait(), output, told.decode()


def left_on_screen(told):
    """What one line of a terminal shows after these bytes."""
    line, at = [], 0
    for letter in told.replace("\r\n", "\n"):
        if letter == "\r":
            at = 0
        elif letter == "\n":
            line, at = [], 0
        else:
            line[at:at + 1] = [letter]
            at += 1
    return "".join(line).strip()


def round_of_case():
    return json.loads((CASE / "round.json").read_text(encoding="utf-8"))


def many_ballots(path, count, last=""):
    """Ballots of the case's first unit, category and item; `last`: a row behind them."""
    file = round_of_case()
    unit, category = file["units"][0]["id"], file["categories"][0]["id"]
    section = next(section for section in file["sections"] if section["about"] == "team")
    item = next(item for item in section["items"] if item["type"] == "scale")
    option = file["scales"][item["scale"]]["options"][0]["id"]
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"ballot,unit,category,about,{item['id']}\n")
        for ballot in range(count):
            out.write(f"b{ballot},{unit},{category},team,{option}\n")
        out.write(last.format(unit=unit, category=category))
    return item["id"]


class BadFiles(unittest.TestCase):
    def refuse(self, ballots, place, word):
        with tempfile.TemporaryDirectory() as folder:
            file, out = pathlib.Path(folder, "ballots.csv"), pathlib.Path(folder, "tally.json")
            file.write_bytes(ballots)
            out.write_text("what was there", encoding="utf-8")
            for more in [[], ["--out", out], ["--full", "--format", "csv"], ["--statistics"]]:
                done = run("--round", CASE / "round.json", "--ballots", file, *more)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertEqual(done.stdout, b"")
                self.assertIn(f"{file}: error: {place}: ".encode(), done.stderr)
                self.assertIn(word.encode(), done.stderr)
            self.assertEqual(out.read_text(encoding="utf-8"), "what was there")
            self.assertEqual(sorted(os.listdir(folder)), ["ballots.csv", "tally.json"])

    def test_a_good_file_is_counted(self):
        done = run("--round", CASE / "round.json", "--ballots", CASE / "ballots.csv")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(json.loads(done.stdout)["candor_tally"], 1)

    def test_bad_files_are_refused_whole_with_place_and_remedy(self):
        good = (CASE / "ballots.csv").read_bytes()
        header, first, second, *rest = good.splitlines(keepends=True)
        last = len(good.splitlines())
        for ballots, place, word in [
            (good + first, f"line {last + 1}, column 4", "second row"),
            (good + b'b,"open', f"line {last + 1}, column 2", "never closed"),
            (good.rstrip()[:-4] + b"\xe5\x90", f"line {last}, column 5", "cut off"),
            (header + first + second.replace(b",", b"\0,", 1), "line 3, column 1", "NUL"),
            (good.replace(b"\r\n", b"\n").replace(b"\n", b"\r"), "line 1, column 5", "carriage return"),
            (good.decode().encode("utf-16"), "line 1, column 1", "UTF-16"),
            (good + b"\xef\xbb\xbf" + b"".join(rest[:1]), f"line {last + 1}, column 1", "byte order mark"),
        ]:
            with self.subTest(place=place, word=word):
                self.refuse(ballots, place, word)


class Terminal(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.ballots = pathlib.Path(self.folder.name, "ballots.csv")

    def arguments(self):
        return ["--round", CASE / "round.json", "--ballots", self.ballots]

    def test_progress_is_one_line_that_rises_and_goes(self):
        many_ballots(self.ballots, 60_000)
        code, output, told = run_on_terminal(*self.arguments())
        self.assertEqual(code, 0)
        percents = [int(part.split(" %")[0]) for part in told.split("Reading the ballots: ")[1:]]
        self.assertGreater(len(percents), 5)
        self.assertEqual(percents, sorted(set(percents)))
        self.assertLessEqual(percents[-1], 100)
        self.assertNotIn("\n", told)
        self.assertEqual(left_on_screen(told), "")
        self.assertEqual(output, run(*self.arguments()).stdout)

    def test_a_file_is_told_nothing_of_progress(self):
        many_ballots(self.ballots, 60_000)
        self.assertEqual(run(*self.arguments()).stderr, b"")

    def test_an_error_stands_on_a_line_of_its_own(self):
        many_ballots(self.ballots, 60_000, last="late,{unit},{category},team,marvellous\n")
        code, output, told = run_on_terminal(*self.arguments())
        self.assertEqual((code, output), (1, b""))
        self.assertIn("Reading the ballots", told)
        lines = told.replace("\r\n", "\n").split("\n")
        self.assertTrue(left_on_screen(lines[0]).startswith(str(self.ballots)), lines[0])
        self.assertIn("line 60002, column 5", told)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
