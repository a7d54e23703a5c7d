"""``purport export`` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.cli.conftest import BRIDGE, STRIKE, Desk
from tests.collect.site import Site, reply, serving

CONFIG = """
[collect]
allow_private = true
host_delay = 0
contact = "desk@example.org"
[read]
reader = "rules"
"""
BODY = "".join(f"<p>{line}</p>" for line in BRIDGE.splitlines() if line)
STORY = f"<html><head><title>Bridge open</title></head><body><article>{BODY}</article></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    page = reply(STORY.encode(), Content_Type="text/html", Set_Cookie="id=1")
    with serving(story=page, old=reply(status=302, Location="/story")) as site:
        yield site


@pytest.fixture
def newsdesk(desk: Desk) -> Desk:
    (desk.folder / "purport.toml").write_text(CONFIG.split("[sources]", maxsplit=1)[0])
    return desk


def kinds(file: Path) -> list[str]:
    with file.open("rb") as stream:
        return [f"{one.rec_type} {one.content_type}" for one in ArchiveIterator(stream, check_digests="raise")]


def statements(desk: Desk, *words: str) -> list[str]:
    return sorted(json.loads(line)["id"] for line in desk.run(*words, "list", "--json").stdout.splitlines())


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_another_house_reads_the_same_in_it(newsdesk: Desk, site: Site, form: str) -> None:
    newsdesk.run("read", site.url("/old"))
    told = newsdesk.run("export", "--format", form, "--to", f"own.{form}").stdout
    assert told == f"own.{form}: 1 capture of 1 exhibit\n"
    newsdesk.run("verify")
    newsdesk.run("--home", "other", "sources", "add", f"own.{form}", "--name", "own")
    newsdesk.run("--home", "other", "watch", "--once")
    assert statements(newsdesk) == statements(newsdesk, "--home", "other") != []
    newsdesk.run("--home", "other", "verify")
    newsdesk.run("--home", "other", "export", "--format", form, "--to", f"again.{form}")


def test_what_was_asked_and_answered_is_in_it(newsdesk: Desk, site: Site) -> None:
    newsdesk.run("read", site.url("/old"), newsdesk.write("strike.txt", STRIKE))
    newsdesk.run("export", "--format", "warc", "--to", "own.warc.gz")
    found = [one.split()[0] for one in kinds(newsdesk.folder / "own.warc.gz")]
    pair = ["response", "request"]
    assert found == ["warcinfo", *pair, *pair, "metadata", "resource", "metadata"]
    with (newsdesk.folder / "own.warc.gz").open("rb") as stream:
        found = [(one.http_headers, one.raw_stream.read()) for one in ArchiveIterator(stream)]
    assert b"operator: desk@example.org\r\n" in found[0][1]
    assert [head.get_header("Location") for head, _ in found if head] == ["/story", None, None, None]
    assert "desk@example.org" in found[2][0].get_header("User-Agent") and "id=1" not in str(found[3][0])
    assert found[3][1] == STORY.encode()


def test_a_choice(stocked: Desk, tmp_path: Path) -> None:
    told = stocked.run("export", "--format", "wacz", "--to", str(tmp_path / "a"), "--source", "Roe", "--json").stdout
    record = json.loads(told)
    assert (record["captures"], record["exhibits"], record["removed"]) == (1, 1, [])
    line = json.loads(stocked.run("list", "--json").stdout.splitlines()[0])
    for at, name in enumerate((line["id"], line["document"])):
        told = stocked.run("export", name, "--format", "warc", "--to", str(tmp_path / f"b{at}")).stdout
        assert "1 capture of 1 exhibit" in told
    whole = stocked.run("export", "--format", "warc", "--to", str(tmp_path / "c")).stdout
    assert "2 captures of 2 exhibits" in whole


def test_what_cannot_be_done(stocked: Desk, tmp_path: Path) -> None:
    def refused(*words: str, to: Path = tmp_path / "x") -> str:
        return stocked.run("export", *words, "--format", "warc", "--to", str(to), status=2).stderr

    assert "nothing meets these conditions" in refused("--source", "Nobody At All")
    assert "st-zz" in refused("st-zz")
    assert "no exhibit has this digest" in refused("sha256:" + "0" * 64)
    assert "cannot be written" in refused(to=tmp_path / "no" / "folder" / "x")
    (tmp_path / "there").write_text("")
    assert "is there already" in refused(to=tmp_path / "there")
    assert "'warc', 'wacz'" in stocked.run("export", "--format", "zip", "--to", "x", status=2).stderr
    assert not (tmp_path / "x").exists()


def test_an_empty_house(desk: Desk) -> None:
    assert "there is no ledger here" in desk.run("export", "--format", "warc", "--to", "x", status=3).stderr


def test_what_was_removed_is_left_out_and_that_is_said(desk: Desk) -> None:
    desk.run("read", desk.write("strike.txt", STRIKE), desk.write("bridge.txt", BRIDGE))
    desk.run("remove", "bridge", "--reason", "order of a court", "--by", "Ada Roe", "--yes")
    result = desk.run("export", "--format", "wacz", "--to", "a.wacz")
    assert "1 capture of 1 exhibit" in result.stdout and "was removed and is left out" in result.stderr
    assert BRIDGE[:20].encode() not in (desk.folder / "a.wacz").read_bytes()
    record = json.loads(desk.run("export", "--format", "warc", "--to", "b.warc.gz", "--json").stdout)
    alone = desk.run("export", record["removed"][0], "--format", "warc", "--to", "c", status=2)
    assert "was removed" in alone.stderr
