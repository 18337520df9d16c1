"""A translation unit that names both stores is refused by the compiler, and for that reason alone.

usage: stores_never_meet_test.py COMPILER ROOT [FLAG…]"""

import subprocess
import sys
import tempfile
import unittest

COMPILER, ROOT, *FLAGS = sys.argv[1:]
BOX = '#include "server/store/box.h"\n'
REGISTER = '#include "server/store/register.h"\n'


def compile_text(text):
    """(whether it compiled, what the compiler said)"""
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as source:
        source.write(text)
        source.flush()
        done = subprocess.run([COMPILER, "-std=c++20", "-fsyntax-only", "-I", ROOT, *FLAGS, source.name],
                              capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stderr


class StoresNeverMeetTest(unittest.TestCase):
    def test_each_store_alone_compiles(self):
        for text in (BOX, REGISTER, BOX + BOX, REGISTER + REGISTER):
            compiled, said = compile_text(text)
            self.assertTrue(compiled, said)

    def test_both_stores_in_one_unit_do_not_compile(self):
        for text in (BOX + REGISTER, REGISTER + BOX):
            compiled, said = compile_text(text)
            self.assertFalse(compiled)
            self.assertIn("must not meet", said)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
