"""The tree keeps the house rules, and the reader of includes notices when it does not."""

import json
import pathlib
import sys
import tempfile
import unittest

import structure

ROOT = pathlib.Path(__file__).resolve().parents[2]

# file, its include line, a word of the complaint
BAD = (
    ("forms/round.cpp", '#include "analysis/tally.h"', "analysis/tally.h"),
    ("forms/round.h", '#include "server/store/box.h"', "server/store/box.h"),
    ("forms/round.h", '#  include <server/store/box.h>', "server/store/box.h"),
    ("analysis/tally.cpp", '#include "server/main.h"', "server/main.h"),
    ("analysis/tally.cpp", '#include "../server/cli/log.h"', "server/cli/log.h"),
    ("analysis/tally.cpp", "#include <boost/rational.hpp>", "analysis/rational.cpp"),
    ("server/store/box.cpp", '#include "server/http/message.h"', "server/http/message.h"),
    ("server/app/rounds.cpp", '#include "server/http/message.h"', "server/http/message.h"),
    ("server/app/rounds.cpp", "#include <nlohmann/json.hpp>", "no JSON"),
    ("server/app/rounds.cpp", "#include <sqlite3.h>", "server/store/"),
    ("server/http/router.cpp", "#include <httplib.h>", "http_server.cpp"),
    ("server/http/router.cpp", '#include "server/app/rounds.h"', "server/app/rounds.h"),
    ("server/http/api/rounds.cpp", '#include "server/store/box.h"', "server/store/box.h"),
    ("server/report/csv.cpp", "#include <SQLiteCpp/SQLiteCpp.h>", "server/store/"),
    ("server/verify/rows.cpp", '#include "server/store/box.h"', "server/store/box.h"),
    ("server/verify/rows.cpp", "#include <zlib.h>", "zip_archive.cpp"),
    ("server/main.cpp", '#include "tests/catch.h"', "tests/catch.h"),
    ("tests/forms/round_test.cpp", "#include <catch2/catch.hpp>", "tests/catch.h"),
)

GOOD = (
    ("forms/round.cpp", '#include "forms/round.h"'),
    ("analysis/tally.cpp", '#include "forms/round.h"'),
    ("analysis/rational.cpp", "#include <boost/multiprecision/cpp_int.hpp>"),
    ("server/http/http_server.cpp", "#include <httplib.h>"),
    ("server/http/api/rounds.cpp", '#include "server/app/rounds.h"'),
    ("server/store/box.cpp", "#include <sqlite3.h>"),
    ("server/app/rounds.cpp", '// #include "server/http/message.h" would be refused'),
    ("server/verify/rows.cpp", '#include "server/store/bytes.h"'),
    ("tests/server/store/box_test.cpp", "#include <sqlite3.h>"),
    ("tests/catch.h", "#include <catch2/catch.hpp>"),
)


def breaches_of(file, line):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in ((file, line + "\n"), ("server/cli/log.h", "\n")):
            target = pathlib.Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return structure.find_breaches(folder)


class StructureTest(unittest.TestCase):
    def test_every_forbidden_include_is_noticed(self):
        for file, line, word in BAD:
            with self.subTest(file=file, line=line):
                found = breaches_of(file, line)
                self.assertEqual(len(found), 1, found)
                self.assertIn(file + ":1:", found[0])
                self.assertIn(word, found[0])

    def test_allowed_includes_pass(self):
        for file, line in GOOD:
            with self.subTest(file=file, line=line):
                self.assertEqual(breaches_of(file, line), [])

    def test_a_file_that_grew_too_long_is_noticed(self):
        long_file = "\n" * structure.LONGEST
        self.assertEqual(breaches_of("forms/a.cpp", long_file[1:]), [])
        self.assertEqual(len(breaches_of("forms/a.cpp", long_file)), 1)

    def test_what_is_left_open_in_code_is_noticed(self):
        for word in ("TODO", "FIXME", "XXX", "HACK"):
            with self.subTest(word=word):
                self.assertEqual(len(breaches_of("forms/a.cpp", f"int a;  // {word}: later")), 1)
        self.assertEqual(breaches_of("forms/a.cpp", "// 1-2-XXXXX-XXXXX is a code"), [])

    def test_presets_are_those_that_debian_12_can_read(self):
        presets = json.loads((ROOT / "CMakePresets.json").read_text(encoding="utf-8"))
        self.assertLessEqual(presets["version"], 6)
        names = {preset["name"] for preset in presets["configurePresets"] if not preset.get("hidden")}
        self.assertLessEqual({"release", "debug", "asan", "tsan"}, names)

    def test_the_tree_is_read_and_keeps_the_rules(self):
        files = list(structure.find_files(ROOT))
        self.assertGreater(len(files), 200, "the tree was not found")
        self.assertEqual(structure.find_breaches(ROOT), [])


if __name__ == "__main__":
    sys.exit(unittest.main())
