"""Web archives of captures, read back by warcio, by `wacz validate` where it is installed, and by purport itself."""

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from purport.errors import InstructionError, VaultError
from purport.exchange.webarchive import surt, warc
from purport.records import Capture, Leg
from tests.collect.site import NOON
from tests.rounds.fast import fast_house

PAGE = "https://gazette.example/%D8%AC%D8%B3%D8%B1"
LEG = Leg(
    PAGE, NOON, 200, "OK", method="GET", request=(("Host", "gazette.example"),), asked_at=NOON, remote="192.0.2.1"
)
HEADERS = (
    ("content-type", "text/html"),
    ("content-encoding", "gzip"),
    ("content-length", "7"),
    ("x-odd\n", "a\r\nB: c\xe9"),
)
STORY = b"<p>Bridge open, said the mayor.</p>"


def captured(origin=PAGE, data=STORY, way=(LEG,), headers=HEADERS):
    return Capture(origin, data, NOON, "purport/0 http", "text/html", None, None, headers, way)


@pytest.fixture
def house(tmp_path):
    with fast_house(tmp_path / "home") as house:
        house._makes_ledger = True
        old = replace(LEG, address="http://gazette.example/old", status=301, headers=(("location", PAGE),))
        house._keep(captured(way=(old, LEG)))
        house._keep(captured("https://other.example/", way=(replace(LEG, address="https://other.example/"),)))
        house._keep(captured("/in/ferry two.txt", b"", (), ()))
        yield house


def records(data):
    """Type, address, status and payload of every record, all digests checked."""
    out = []
    for record in ArchiveIterator(BytesIO(data), check_digests="raise"):
        status = record.http_headers and record.http_headers.get_statuscode()
        told = record.rec_headers.get_header
        out.append((record.rec_type, told("WARC-Target-URI"), status, record.content_stream().read(), record))
    return out


def test_every_record_of_a_warc_holds(house, tmp_path):
    house.export((), None, tmp_path / "a.warc.gz", "warc")
    found = records((tmp_path / "a.warc.gz").read_bytes())
    kinds = [one[0] for one in found]
    assert kinds == [
        "warcinfo", "resource", "metadata", "response", "request", "response", "request", "metadata",
        "revisit", "request", "metadata",
    ]  # fmt: skip
    assert found[1][1] == "file:///in/ferry%20two.txt" and found[1][3] == b""
    assert found[3][2] == "301" and found[3][4].rec_headers.get_header("WARC-Truncated") == "unspecified"
    page = found[5][4].http_headers
    assert found[5][3] == STORY and page.get_header("X-Archive-Orig-content-encoding") == "gzip"
    assert page.get_header("Content-Length") == str(len(STORY)) and page.get_header("B") is None


def test_a_wacz_is_the_same_twice_and_its_digests_and_index_hold(house, tmp_path):
    for name in ("a.wacz", "b.wacz"):
        house.export((), None, tmp_path / name, "wacz")
    assert (tmp_path / "a.wacz").read_bytes() == (tmp_path / "b.wacz").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.wacz") as package:
        told = json.loads(package.read("datapackage.json"))
        for one in told["resources"]:
            assert one["hash"] == "sha256:" + hashlib.sha256(package.read(one["path"])).hexdigest()
        data = package.read("archive/data.warc.gz")
        import gzip

        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).splitlines()
        assert lines == sorted(lines) and len(lines) == 4
        for line in lines:
            fields = json.loads(line.split(b" ", 2)[2])
            at, size = int(fields["offset"]), int(fields["length"])
            piece = records(data[at : at + size]) if fields["mime"] != "warc/revisit" else None
            assert piece is None or piece[0][1] == fields["url"]


def test_the_public_validator_accepts_it(house, tmp_path):
    program = os.environ.get("PURPORT_WACZ") or shutil.which("wacz")
    if program is None:
        pytest.skip("py-wacz is not installed: name its program in PURPORT_WACZ")
    house.export((), None, tmp_path / "a.wacz", "wacz")
    done = subprocess.run([program, "validate", "-f", tmp_path / "a.wacz"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Validation Succeeded" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_purport_reads_its_own_archive_back(house, tmp_path, form):
    from purport.collect.archives import sightings
    from purport.collect.stores import Store
    from purport.config import Source

    file = tmp_path / f"a.{form}"
    house.export((), None, file, form)
    source = Source(name="own", kind="archive", url=str(file))
    seen = [one.capture for one in sightings(Store(source, 1000, lambda: NOON, lambda _key: None)) if one.capture]
    assert STORY in [one.data for one in seen]
    assert seen[-1].way[-1].remote == "192.0.2.1" and seen[-1].origin == PAGE


def test_removed_and_changed_exhibits(house, tmp_path):
    name = "sha256:" + hashlib.sha256(STORY).hexdigest()
    empty = house.remove(warc.EMPTY, "a test", "somebody")
    archive = house.export((), None, tmp_path / "a.warc.gz", "warc")
    assert [one.exhibit for one in archive.removed] == [empty.removal.exhibit]
    assert b"purport-removed: " + warc.EMPTY.encode() in records((tmp_path / "a.warc.gz").read_bytes())[0][3]
    place = house.vault.path(name)
    place.chmod(0o644)
    place.write_bytes(STORY.upper())
    with pytest.raises(VaultError, match="not those that were kept"):
        house.export((), None, tmp_path / "b.warc.gz", "warc")
    assert [one.name for one in tmp_path.iterdir() if "b.warc" in one.name] == []
    house.remove(name, "a test", "somebody")
    with pytest.raises(InstructionError, match="was removed"):
        house.export((), None, tmp_path / "c.warc.gz", "warc")


@pytest.mark.parametrize("change", ['"status":200', '"GET"', "192.0.2.1"])
def test_verify_finds_an_edited_way(house, change):
    from tests.ledger.older import run

    house.verify()
    run(house.plan.house.ledger, f"UPDATE capture SET way = replace(way, '{change}', '9')")
    assert "changed-capture" in {one.code for one in house.verify().faults}


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        ("https://www.Example.com", "com,example)/"),
        ("http://example.com:8080/A/b/?b=2&a=1", "com,example:8080)/a/b?a=1&b=2"),
        ("https://example.com/x/../y//z/", "com,example)/y/z"),
        ("https://example.com/%D8%A7/%7Ea%20b", "com,example)/%d8%a7/~a%20b"),
        ("https://e.com/a?phpsessid=0123456789abcdef0123456789abcdef&b=1", "com,e)/a?b=1"),
        ("https://e.com/a%2Fb%25c", "com,e)/a/b%25c"),
        ("http://127.0.0.1:5000/story", "1,0,0,127:5000)/story"),
    ],
)
def test_keys_are_those_of_other_tools(uri, key):
    assert surt.surt(uri) == key


def test_arabic_addresses_and_line_ends_become_uris():
    assert surt.uri_of("https://مثال.example/جسر") == "https://xn--mgbh0fb.example/%D8%AC%D8%B3%D8%B1"
    assert surt.uri_of("http://a.example/\r\nX: y") == "http://a.example/%0D%0AX:%20y"
