"""The documents say what the program does: commands, flags, variables, headers, packages, links.

usage: docs_test.py CANDOR   (the program that was built)"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1]
PAGES = ["README.md", "CHANGELOG.md", *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md"))]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def help_of(*command):
    done = subprocess.run([PROGRAM, *command, "--help"], capture_output=True, text=True, check=True)
    return done.stdout


def find_flags(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def find_commands():
    """Every command with its flags, as --help tells them: {("account", "add"): {"--role", …}}."""
    def subcommands(text):
        at = text.find("Subcommands:")
        return re.findall(r"^  ([a-z]+) ", text[at:], re.M) if at >= 0 else []

    found = {}
    for name in subcommands(help_of()):
        inner = subcommands(help_of(name))
        for sub in inner:
            found[(name, sub)] = find_flags(help_of(name, sub))
        if not inner:
            found[(name,)] = find_flags(help_of(name))
    return found


def shown_commands(text):
    """The `candor …` lines and inline pieces of a page: (words, flags)."""
    pieces = re.findall(r"`((?:sudo )?candor [^`\n]+)`", text)
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S):
        pieces += [line.strip() for line in block.splitlines() if re.match(r"\s*(sudo )?candor ", line)]
    for piece in pieces:
        words = piece.split("#")[0].replace("sudo ", "").split()[1:]
        yield piece, words, find_flags(piece.split("#")[0])


class DocsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.commands = find_commands()

    def test_the_program_tells_its_commands(self):
        self.assertIn(("serve",), self.commands)
        self.assertIn(("account", "add"), self.commands)
        self.assertIn("--behind-proxy", self.commands[("serve",)])

    def test_every_command_in_a_page_exists_with_its_flags(self):
        seen = 0
        for page in PAGES:
            for piece, words, flags in shown_commands(read(page)):
                if not words or words[0].startswith("-"):
                    continue
                command = next((c for c in self.commands if tuple(words[: len(c)]) == c), None)
                with self.subTest(page=page, piece=piece):
                    self.assertIsNotNone(command)
                    self.assertLessEqual(flags, self.commands[command] | {"--help"})
                seen += 1
        self.assertGreater(seen, 10)

    def test_the_man_page_has_every_command_and_flag_and_no_other(self):
        page = read("docs/candor.1").replace("\\-", "-")
        told = find_flags(page)
        real = set().union(*self.commands.values(), {"--help", "--version"})
        self.assertEqual(told, real)
        for command in self.commands:
            with self.subTest(command=command):
                self.assertIn(" ".join(command), page)

    def test_every_setting_stands_in_operating_md_and_in_the_man_page(self):
        real = set(re.findall(r"CANDOR_[A-Z_]+", help_of("serve")))
        self.assertGreater(len(real), 5)
        for page in ("docs/operating.md", "docs/candor.1"):
            with self.subTest(page=page):
                told = set(re.findall(r"CANDOR_[A-Z_]+", read(page))) - {"CANDOR_TESTS"}
                self.assertEqual(told, real)

    def test_every_fixed_header_stands_in_operating_md(self):
        source = read("server/http/security_headers.cpp")
        names = re.findall(r'\{"([A-Z][A-Za-z-]+)",', source) + re.findall(r'"(X-[A-Za-z-]+)",', source)
        self.assertGreater(len(names), 5)
        for name in names:
            self.assertIn(name, read("docs/operating.md"))

    def test_links_between_documents_lead_somewhere(self):
        for page in PAGES:
            for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", read(page)):
                if "://" in target:
                    continue
                with self.subTest(page=page, target=target):
                    self.assertTrue(((ROOT / page).parent / target).exists())

    def test_the_index_of_decisions_names_each_page_by_its_title(self):
        index = read("docs/decisions/README.md")
        rows = dict(re.findall(r"\| \[(\d{4})\]\(\1-[a-z-]+\.md\) \| (.+?) \|", index))
        for path in sorted((ROOT / "docs/decisions").glob("0*.md")):
            with self.subTest(page=path.name):
                title = path.read_text(encoding="utf-8").splitlines()[0]
                number = path.name[:4]
                self.assertEqual(title, f"# {number}: {rows.get(number)}")
                self.assertIn(path.name, index)

    def test_every_dependency_has_a_reason(self):
        setup = read("tools/setup")
        packages = re.findall(r"[a-z0-9][a-z0-9+.-]+", " ".join(re.findall(r"packages\+?=\(([^)]*)\)", setup)))
        self.assertGreater(len(packages), 15)
        reasons = re.findall(r"^\| ([^|]+) \|", read("docs/decisions/0004-dependencies.md"), re.M)
        told = {name.strip() for row in reasons for name in row.split(",")}
        self.assertEqual(set(packages) - told, set())
        manifest = json.loads(read("static/package.json"))
        browser = read("docs/decisions/0003-browser-side.md")
        for name in {**manifest.get("dependencies", {}), **manifest.get("devDependencies", {})}:
            self.assertRegex(browser, rf"(?m)^\| {re.escape(name)}\b")

    def test_the_changelog_begins_with_this_version(self):
        version = re.search(r"project\(candor VERSION ([0-9.]+)", read("CMakeLists.txt")).group(1)
        self.assertEqual(re.search(r"^## ([0-9.]+)", read("CHANGELOG.md"), re.M).group(1), version)
        self.assertIn(f"Candor {version}", read("docs/candor.1"))
        self.assertIn(f"\n  version: {version}\n", read("docs/openapi.yaml"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
