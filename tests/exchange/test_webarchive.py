"""Web archives of captures, read back by warcio, by `wacz validate` where it is installed, and by purport itself."""

import errno
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import tracemalloc
import zipfile
from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from purport.errors import InstructionError, VaultError
from purport.exchange.webarchive import Archive, Item, surt, wacz, warc
from purport.records import Capture, Exhibit, Leg
from tests.collect.site import NOON
from tests.ledger.older import run, take_back
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
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).splitlines()
        assert lines == sorted(lines) and len(lines) == 4
        for line in lines:
            fields = json.loads(line.split(b" ", 2)[2])
            at, size = int(fields["offset"]), int(fields["length"])
            piece = records(data[at : at + size]) if fields["mime"] != "warc/revisit" else None
            assert piece is None or piece[0][1] == fields["url"]


def test_a_package_has_all_that_its_standard_asks_for(house, tmp_path):
    """https://specs.webrecorder.net/wacz/1.1.1/: what must be there, stored uncompressed, and with which digests."""
    house.export((), None, tmp_path / "a.wacz", "wacz")
    with zipfile.ZipFile(tmp_path / "a.wacz") as package:
        assert {one.compress_type for one in package.infolist()} == {zipfile.ZIP_STORED}
        names = set(package.namelist())
        described = package.read("datapackage.json")
        digest = json.loads(package.read("datapackage-digest.json"))
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
    told = json.loads(described)
    assert digest == {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(described).hexdigest()}
    assert (told["profile"], told["wacz_version"]) == ("data-package", "1.1.1")
    assert {one["path"] for one in told["resources"]} == names - {"datapackage.json", "datapackage-digest.json"}
    assert all(one.keys() == {"name", "path", "hash", "bytes"} for one in told["resources"])
    assert pages[0] == {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    assert all({"url", "ts"} <= one.keys() for one in pages[1:]) and len(pages) == 4


def test_the_public_validator_accepts_it(house, tmp_path):
    program = os.environ.get("PURPORT_WACZ") or shutil.which("wacz")
    if program is None:
        pytest.skip("py-wacz is not installed: name its program in PURPORT_WACZ")
    house.export((), None, tmp_path / "a.wacz", "wacz")
    done = subprocess.run([program, "validate", "-f", tmp_path / "a.wacz"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "wacz is valid" in done.stdout.lower(), done.stdout + done.stderr


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


def item(origin=PAGE, data=STORY, way=(LEG,), headers=HEADERS, **more):
    exhibit = Exhibit("sha256:" + hashlib.sha256(data).hexdigest(), len(data), "text/html", NOON)
    return Item(exhibit, origin, NOON, NOON, "purport/0 http", "text/html", None, headers, way, **more)


def archived(*items, data=STORY, write=warc.write):
    out = BytesIO()
    write(out, Archive(items, ()), lambda name: BytesIO(b"" if name == warc.EMPTY else data))
    return out.getvalue()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (("x-note", "one\r\nSet-Cookie: id=1\r\n\r\n<p>"), ("x-note", "one Set-Cookie: id=1 <p>")),
        (("x-note\r\nb", "1"), ("x-note__b", "1")),
        (("x-place", "caf\xe9"), ("x-place", "caf\xe9")),
        (("x-place", "\u062c\u0633\u0631"), ("x-place", "\u062c\u0633\u0631")),
        (("", "nameless"), ("_", "nameless")),
        (("x-null", "a\0b"), ("x-null", "a b")),
        (("Transfer-Encoding", "chunked"), ("X-Archive-Orig-Transfer-Encoding", "chunked")),
    ],
)
def test_a_hostile_header_stays_one_header_and_the_body_whole(given, read):
    found = records(archived(item(headers=(given,))))
    assert [one[0] for one in found] == ["warcinfo", "response", "request", "metadata"]
    head = found[1][4].http_headers
    assert head.headers == [read, ("Content-Length", str(len(STORY)))] and found[1][3] == STORY


def test_a_hostile_reason_and_media_type_break_no_record():
    odd = replace(LEG, reason="OK\r\nX: 1", remote="192.0.2.1\r\nWARC-Type: metadata", truncated="length\r\n")
    found = records(archived(item(way=(odd,))))
    told = found[1][4]
    assert told.http_headers.statusline == "200 OK X: 1" and told.rec_headers.get_header("WARC-Type") == "response"
    assert told.rec_headers.get_header("WARC-Truncated") == "length"
    plain = replace(item(way=()), media_type="text/html\r\nWARC-Date: 1", charset="x\r\ny")
    assert (
        records(archived(plain))[1][4].rec_headers.get_header("Content-Type") == "text/html WARC-Date: 1; charset=x y"
    )


@pytest.mark.parametrize("way", [(LEG,), ()])
def test_nothing_is_a_body_too(way):
    found = records(archived(item(data=b"", way=way)))
    assert found[1][3] == b"" and found[1][4].rec_headers.get_header("WARC-Payload-Digest") == warc.EMPTY


def test_headers_of_a_capture_without_its_request_are_kept_apart():
    found = records(archived(item(way=())))
    assert found[1][0] == "resource" and b"X-Archive-Orig-content-type: text/html\r\n" in found[2][3]


def test_an_archive_of_others_has_no_request_to_tell_of():
    kinds = [one[0] for one in records(archived(item(way=(Leg(PAGE, NOON, 200),))))]
    assert kinds == ["warcinfo", "response", "metadata"]


class Zeros:
    """A body that nobody has in memory."""

    def __init__(self, size):
        self.left = size

    def read(self, size):
        got = bytes(min(size, self.left))
        self.left -= len(got)
        return got

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.mark.parametrize("write", [warc.write, wacz.write])
def test_a_large_body_is_never_whole_in_memory(tmp_path, write):
    size, digest = 64 << 20, hashlib.sha256()
    for _ in range(64):
        digest.update(bytes(1 << 20))
    large = replace(item(), exhibit=Exhibit("sha256:" + digest.hexdigest(), size, "text/html", NOON))
    with (tmp_path / "a").open("w+b") as out:
        tracemalloc.start()
        write(out, Archive((large,), ()), lambda _name: Zeros(size))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2 << 20
        if write is warc.write:
            out.seek(0)
            for record in ArchiveIterator(out, check_digests="raise"):
                if record.rec_type == "response":
                    pieces = iter(partial(record.content_stream().read, 1 << 20), b"")
                    assert sum(map(len, pieces)) == size


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_a_full_disk_leaves_nothing(house, tmp_path, form, monkeypatch):
    def full(out, archive, opened):
        out.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr({"warc": warc, "wacz": wacz}[form], "write", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InstructionError, match="no space left"):
        house.export((), None, tmp_path / "a", form)
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_is_there_is_not_written_over(house, tmp_path):
    (tmp_path / "a").write_text("mine")
    with pytest.raises(InstructionError, match="is there already"):
        house.export((), None, tmp_path / "a", "warc")
    assert (tmp_path / "a").read_text() == "mine"


def test_a_large_index_comes_in_blocks_that_the_second_index_finds():
    legs = [replace(LEG, address=f"https://gazette.example/{n:05}", status=302) for n in range(wacz.LINES + 5)]
    with zipfile.ZipFile(BytesIO(archived(item(way=(*legs, LEG)), write=wacz.write))) as package:
        index, told = package.read("indexes/index.cdx.gz"), package.read("indexes/index.idx").decode().splitlines()
    assert len(told) == 3
    for line in told[1:]:
        key, stamp, fields = line.split(" ", 2)
        place = json.loads(fields)
        block = index[place["offset"] : place["offset"] + place["length"]]
        assert place["digest"] == "sha256:" + hashlib.sha256(block).hexdigest()
        assert gzip.decompress(block).startswith(f"{key} {stamp} ".encode())


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


@pytest.mark.parametrize(
    "change",
    [
        """replace(way, '"status":200', '"status":404')""",
        """replace(way, '"GET"', '"PUT"')""",
        "replace(way, '192.0.2.1', '192.0.2.9')",
        "replace(way, 'gazette.example', 'gazelle.example')",
        "NULL",
        "coalesce(way, (SELECT max(way) FROM capture))",
    ],
)
def test_verify_finds_an_edited_way(house, change):
    assert house.verify().holds
    run(house.plan.house.ledger, f"UPDATE capture SET way = {change}")
    assert "changed-capture" in {one.code for one in house.verify().faults}


def test_captures_of_before_verify_and_are_exported_as_before(tmp_path):
    with fast_house(tmp_path / "home") as house:
        house._makes_ledger = True
        house._keep(captured(way=()))
        house.checkpoint()
        url = house.plan.house.ledger
    take_back(url, "0010")
    with fast_house(tmp_path / "home") as house:
        assert house.verify().holds
        house._keep(captured("https://other.example/", STORY + b"2"))
        assert house.verify().holds
        house.export((), None, tmp_path / "a", "warc")
    kinds = [one[0] for one in records((tmp_path / "a").read_bytes())]
    assert sorted(kinds) == ["metadata", "metadata", "request", "resource", "response", "warcinfo"]


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
        ("https://e.com./a?b=&a", "com,e)/a?a&b="),
        ("https://xn--mgbh0fb.example/%D8%AC", "example,xn--mgbh0fb)/%d8%ac"),
        ("file:///in/ferry%20two.txt", "file:/in/ferry%20two.txt"),
    ],
)
def test_keys_are_those_of_other_tools(uri, key):
    assert surt.surt(uri) == key


def test_arabic_addresses_and_line_ends_become_uris():
    assert surt.uri_of("https://مثال.example/جسر") == "https://xn--mgbh0fb.example/%D8%AC%D8%B3%D8%B1"
    assert surt.uri_of("http://a.example/\r\nX: y") == "http://a.example/%0D%0AX:%20y"
    assert surt.uri_of("https://مثال.example:8080/") == "https://xn--mgbh0fb.example:8080/"
    assert surt.uri_of("/in/جسر.txt") == "file:///in/%D8%AC%D8%B3%D8%B1.txt"
    assert surt.uri_of("file:///in/a%20b") == "file:///in/a%20b"
    assert surt.uri_of("/in/\udcff#1?") == "file:///in/%FF%231%3F"
    assert surt.uri_of("https://" + "ح" * 80 + ".example/").isascii()
