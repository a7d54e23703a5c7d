"""What bandit finds in src is explained, XML is read safely, and known holes in packages are asked for, told, and never assumed."""

import json
import socket
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.common import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import advisories
import scan


@pytest.mark.slow
def test_every_finding_of_bandit_is_explained():
    told = scan.found()
    assert len(told) > 20
    assert [one for one in told if one.why is None] == []


def test_a_finding_that_nobody_explained_is_told(tmp_path, capsys, monkeypatch):
    (tmp_path / "bad.py").write_text(
        "import subprocess\nsubprocess.run(told, shell=True)\nsecret = ''\npassword = 'hunter2'\n"
        "x = eval(told)  # noqa: S307 - a reason\n",
        encoding="utf-8",
    )
    told = {one.place.rpartition(":")[2]: one.why for one in scan.found(tmp_path)}
    assert told["2"] is None and told["4"] is None and told["5"] == "a reason" and "holds" in told["3"]
    monkeypatch.setattr(scan, "found", lambda: [scan.Finding("src/bad.py:4", "B105", "a password", None)])
    monkeypatch.setattr(advisories, "report", lambda _service: (0, True))
    assert scan.main([]) == 1
    assert "NOT EXPLAINED" in capsys.readouterr().out


def test_xml_is_read_by_defusedxml_alone(tmp_path):
    assert scan.readers_of_xml() == []
    for number, line in enumerate(
        (
            "from xml.etree.ElementTree import fromstring",
            "import xml.dom.minidom",
            "Tree.parse(file)",
            "import xml.parsers.expat",
        )
    ):
        (tmp_path / f"{number}.py").write_text(line, encoding="utf-8")
    assert len(scan.readers_of_xml(tmp_path)) == 4


# Known holes in other people's packages

HASH = "--hash=sha256:" + "0" * 64
HOLE = {
    "id": "GHSA-aaaa-bbbb-cccc",
    "aliases": ["CVE-2026-00001"],
    "summary": "a page of another\nbecomes a page of one's own",
    "affected": [
        {
            "package": {"name": "mossy", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.4"}, {"fixed": "1.3.1"}]}],
        }
    ],
}


@contextmanager
def service(answer):
    """An advisory service on loopback: its address, and what it was asked, by package."""
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            told = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked.append((told["package"]["name"], told["version"]))
            status, body = answer(told["package"]["name"])
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_told):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def locked(tmp_path, monkeypatch):
    """A folder with two lock files; nothing goes round by a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    (tmp_path / "requirements.lock").write_text(f"mossy==1.2 \\\n    {HASH}\n", encoding="utf-8")
    (tmp_path / "requirements-dev.lock").write_text(
        f"mossy==1.2 \\\n    {HASH}\nquay==0.9 \\\n    {HASH}\n", encoding="utf-8"
    )
    return tmp_path


def test_the_lock_files_are_asked_about():
    assert [one.name for one in advisories.locks()] == ["requirements-dev.lock", "requirements.lock"]


@pytest.mark.slow
def test_a_known_hole_is_told_and_has_to_be_explained(locked, capsys, monkeypatch):
    with service(lambda name: (200, {"vulns": [HOLE]} if name == "mossy" else {})) as (address, asked):
        assert advisories.report(address, locked) == (1, True)
        told = capsys.readouterr().out
        assert "mossy 1.2  CVE-2026-00001  a page of another becomes a page of one's own" in told
        assert "(without it: 1.3.1, 1.4): NOT EXPLAINED" in told
        assert "1 known holes in 2 packages of the lock files, 1 of them not explained" in told
        assert sorted(set(asked)) == [("mossy", "1.2"), ("quay", "0.9")]
        monkeypatch.setitem(advisories.EXPLAINED, "GHSA-aaaa-bbbb-cccc", "no page of another is shown")
        assert advisories.report(address, locked) == (0, True)
        assert ": no page of another is shown" in capsys.readouterr().out


@pytest.mark.slow
def test_a_service_that_is_not_there_is_said_out_loud_and_is_no_answer(locked, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert advisories.report(f"http://127.0.0.1:{port}/v1/query", locked) == (0, False)
    told = capsys.readouterr().out
    assert told.startswith("NO ADVISORY SERVICE COULD BE REACHED (") and "was NOT looked at" in told


@pytest.mark.slow
def test_a_service_that_is_broken_is_no_answer(locked):
    with service(lambda _name: (503, {})) as (address, _), pytest.raises(advisories.Unreachable):
        advisories.asked(advisories.locks(locked), address)


@pytest.mark.slow
def test_a_lock_file_that_cannot_be_read_is_an_error(locked):
    (locked / "requirements.lock").write_text("mossy==1.2\n", encoding="utf-8")  # without its digest
    with service(lambda _name: (200, {})) as (address, _), pytest.raises(RuntimeError, match="hash"):
        advisories.asked(advisories.locks(locked), address)


def test_a_package_that_was_passed_over_is_an_error():
    told = {"dependencies": [{"name": "mossy", "skip_reason": "not found"}], "fixes": []}
    with pytest.raises(RuntimeError, match="passed over mossy: not found"):
        advisories.holes(told)


@pytest.mark.parametrize(
    ("known", "arguments", "ended"),
    [
        ((0, True), [], 0),
        ((2, True), [], 1),
        ((0, False), [], 0),
        ((0, False), ["--online"], 1),
        ((0, True), ["--online"], 0),
    ],
)
def test_when_the_scan_fails(monkeypatch, capsys, known, arguments, ended):
    monkeypatch.setattr(scan, "found", list)
    monkeypatch.setattr(advisories, "report", lambda _service: known)
    assert scan.main(arguments) == ended
    assert "0 findings" in capsys.readouterr().out
