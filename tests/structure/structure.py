"""Reads every #include of the tree and says which of them break the house rules: forms <- analysis <- server, and
each heavy library named in one place. Reads text only; knows nothing of what the code does."""

import pathlib
import re

FOLDERS = ("forms", "analysis", "server", "tests", "static", "tools")
CODE = {".cpp", ".h"}
COUNTED = CODE | {".ts", ".tsx", ".css", ".mjs", ".js", ".py", ".sh"}
LONGEST = 420
LEFT_OPEN = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
CHECKED_FOR_OPEN_ENDS = CODE | {".ts", ".tsx"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

# A folder (longest prefix wins) and what its files must not include.
FORBIDDEN = (
    ("forms/", ("analysis/", "server/", "tests/")),
    ("analysis/", ("server/", "tests/")),
    ("server/", ("tests/",)),
    ("server/store/", ("tests/", "analysis/", "server/app/", "server/http/", "server/cli/", "server/report/")),
    ("server/protocol/", ("tests/", "analysis/", "server/app/", "server/http/", "server/cli/", "server/report/")),
    # The audit knows what was sealed, never who sealed it.
    ("server/verify/", ("tests/", "server/app/", "server/http/", "server/cli/", "server/store/box.h",
                        "server/store/register.h")),
    ("server/report/", ("tests/", "server/app/", "server/http/", "server/cli/", "server/store/")),
    # Use cases know no HTTP and no command line.
    ("server/app/", ("tests/", "server/http/", "server/cli/", "server/demo/", "server/rehearsal/")),
    # Made-up respondents go the ways that real ones go.
    ("server/rehearsal/", ("tests/", "server/http/", "server/cli/", "server/demo/", "server/store/box.h",
                           "server/store/register.h")),
    # What speaks HTTP knows no use case; what knows both is server/http/api.
    ("server/http/", ("tests/", "server/app/", "server/store/", "server/cli/", "server/report/", "analysis/")),
    ("server/http/api/", ("tests/", "server/cli/", "server/demo/", "server/store/box.h", "server/store/register.h")),
)

# A library's headers (what the include starts with), and the only places that may name them.
CONFINED = (
    ("httplib", ("server/http/http_server.cpp",), "our own request and response are what handlers see"),
    ("boost/", ("analysis/rational.cpp",), "a heavy header, behind Rational"),
    ("catch2/", ("tests/catch.h", "tests/catch_main.cpp"), "Catch2 3 differs in this one include"),
    ("sqlite3.h", ("server/store/",), "SQL stands in the store only"),
    ("SQLiteCpp/", ("server/store/",), "SQL stands in the store only"),
    ("iconv.h", ("forms/gb18030.cpp",), "one place converts encodings"),
    ("qrencode.h", ("server/print/qr_svg.cpp",), "one place draws codes"),
    ("sodium", ("server/protocol/",), "primitives are wrapped once"),
    ("brotli/", ("server/http/compress.cpp",), "one place compresses answers"),
    ("utf8proc.h", ("analysis/comments/fold.cpp",), "one place folds texts"),
    ("zlib.h", ("server/protocol/zip_archive.cpp",), "archives have one form, and one place that knows it"),
    ("CLI/", ("server/cli/", "server/main.cpp"), "flags are read on the command line"),
    ("spdlog/", ("server/cli/log.cpp",), "one place writes the log"),
)
# What tests and benchmarks may name besides: they look at the store as stored, and mount single commands.
TESTS_MAY = ("sqlite3.h", "SQLiteCpp/", "CLI/", "zlib.h", "brotli/")

# Use cases see no JSON, except where frozen canonical files are read back.
JSON_IN_USE_CASES = {"server/app/open_box.cpp"}


def find_includes(text):
    """(line number, quoted, path) of each include."""
    for number, line in enumerate(text.splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) == '"', match.group(2)


def resolve(root, file, quoted, path):
    """The included file from the root of the tree, where it is one of ours."""
    beside = (root / file).parent / path
    if quoted and beside.is_file():
        return beside.resolve().relative_to(root.resolve()).as_posix()
    return path


def check_layers(file, target):
    rules = [rule for rule in FORBIDDEN if file.startswith(rule[0])]
    if not rules:
        return None
    prefix, forbidden = max(rules, key=lambda rule: len(rule[0]))
    if target.startswith(forbidden):
        return f"{prefix} must not include {target}"
    return None


def check_libraries(file, target):
    for start, places, why in CONFINED:
        if not target.startswith(start) or file.startswith(places):
            continue
        if start in TESTS_MAY and file.startswith("tests/"):
            continue
        return f"{target} may be named only in {', '.join(places)}: {why}"
    if file.startswith("server/app/") and target.startswith("nlohmann/") and file not in JSON_IN_USE_CASES:
        return f"use cases see no JSON, but this one includes {target}"
    return None


def check_open_ends(file, text):
    return [f"{file}:{number}: left open: {line.strip()}"
            for number, line in enumerate(text.splitlines(), start=1) if LEFT_OPEN.search(line)]


def find_files(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if "node_modules" in path.parts or "data" in path.relative_to(root).parts:
                continue
            if path.is_file() and path.suffix in COUNTED:
                yield path


def find_breaches(root):
    """All breaches, as `file:line: what`."""
    root = pathlib.Path(root)
    breaches = []
    for path in find_files(root):
        file = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > LONGEST:
            breaches.append(f"{file}: {lines} lines; beyond {LONGEST} a file holds two things")
        if path.suffix in CHECKED_FOR_OPEN_ENDS:
            breaches.extend(check_open_ends(file, text))
        if path.suffix not in CODE:
            continue
        for number, quoted, included in find_includes(text):
            target = resolve(root, file, quoted, included)
            for breach in (check_layers(file, target), check_libraries(file, target)):
                if breach:
                    breaches.append(f"{file}:{number}: {breach}")
    return breaches
