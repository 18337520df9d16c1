"""What `cmake --install` puts in place is complete, runs, and is understood by systemd.

usage: install_test.py CMAKE BUILD_DIRECTORY"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

CMAKE, BUILD = sys.argv[1:3]
ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = (
    "bin/candor",
    "share/man/man1/candor.1",
    "lib/systemd/system/candor.service",
    "lib/systemd/system/candor-backup.service",
    "lib/systemd/system/candor-backup.timer",
    "share/doc/candor/LICENSE",
    "share/doc/candor/CHANGELOG.md",
    "share/doc/candor/operating.md",
    "share/doc/candor/protocol.md",
    "share/doc/candor/openapi.yaml",
    "share/doc/candor/examples/Caddyfile",
    "share/doc/candor/examples/nginx.conf",
    "share/doc/candor/examples/candor-proxy.conf",
    "share/doc/candor/examples/candor-tls.conf",
)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.prefix = pathlib.Path(cls.folder.name, "prefix")
        cls.done = run(CMAKE, "--install", BUILD, "--prefix", str(cls.prefix))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_everything_is_in_place(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        for name in FILES:
            with self.subTest(name=name):
                self.assertGreater((self.prefix / name).stat().st_size, 0)

    def test_the_installed_program_tells_its_version(self):
        done = run(str(self.prefix / "bin/candor"), "--version")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"^[0-9]+\.[0-9]+\.[0-9]+\n$")

    @unittest.skipUnless(shutil.which("systemd-analyze"), "no systemd here")
    def test_systemd_understands_the_units(self):
        units = pathlib.Path(self.folder.name, "units")
        units.mkdir()
        program = str(self.prefix / "bin/candor")
        for path in (self.prefix / "lib/systemd/system").iterdir():
            text = path.read_text(encoding="utf-8").replace("ExecStart=candor ", f"ExecStart={program} ")
            (units / path.name).write_text(text, encoding="utf-8")
        with_tls = units / "candor.service.d"
        with_tls.mkdir()
        shutil.copy(ROOT / "deploy/candor-tls.conf", with_tls / "tls.conf")
        names = ("candor.service", "candor-backup.service", "candor-backup.timer")
        done = run("systemd-analyze", "verify", "--man=no", *(str(units / name) for name in names))
        complaints = [line for line in done.stderr.splitlines() if "candor" in line]
        self.assertEqual(complaints, [])
        self.assertEqual(done.returncode, 0, done.stderr)

    @unittest.skipUnless(shutil.which("groff"), "no groff here")
    def test_the_man_page_is_well_formed(self):
        done = run("groff", "-man", "-Tutf8", "-ww", str(self.prefix / "share/man/man1/candor.1"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("candor", done.stdout)


class ExamplesTest(unittest.TestCase):
    """Proxies in front: nothing that names an address is logged, the scheme is passed on, sizes fit."""

    def test_nginx(self):
        text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
        servers = text.count("server {")
        self.assertEqual(text.count("access_log off;"), servers)
        self.assertEqual(text.count("error_log /dev/null"), servers)
        self.assertIn("X-Forwarded-Proto $scheme", text)
        self.assertNotIn("X-Forwarded-For", text)
        self.assertIn("client_max_body_size 64m;", text)

    def test_caddy(self):
        text = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
        self.assertIn("exclude http.log.access http.log.error", text)
        self.assertEqual(text.count("header_up -X-Forwarded-For"), text.count("reverse_proxy 127"))
        self.assertIn("header_up -X-Forwarded-For", text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
