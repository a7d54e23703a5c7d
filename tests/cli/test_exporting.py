"""``purport export`` as a user meets it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from purport.exchange.forms import FORMS, Takes
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


# Statements in the formats of other tools

STATEMENTS = [one.name for one in FORMS if one.takes is Takes.STATEMENTS]


@pytest.mark.parametrize("form", STATEMENTS)
def test_every_format_of_statements(stocked: Desk, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form}"
    result = stocked.run("export", "--format", form, "--to", str(file))
    count = len(stocked.run("list", "--json", "--limit", "0").stdout.splitlines())
    assert result.stdout.startswith(f"{file}: {count} statements")
    assert file.stat().st_size > 200
    record = json.loads(stocked.run("export", "--format", form, "--to", str(tmp_path / "b"), "--json").stdout)
    assert (record["format"], record["statements"]) == (form, count)
    assert (tmp_path / "b").read_bytes() == file.read_bytes()


def test_json_lines_are_what_list_prints(stocked: Desk) -> None:
    listed = [json.loads(line) for line in stocked.run("list", "--json", "--limit", "0").stdout.splitlines()]
    result = stocked.run("export", "--format", "jsonl", "--to", "-")
    assert [json.loads(line) for line in result.stdout.splitlines()] == listed
    assert result.stderr == f"-: {len(listed)} statements\n"


def test_the_conditions_of_list_choose(stocked: Desk) -> None:
    for words in (("--source", "Haddad"), ("--act", "calls for"), ("--certainty", "denied"), ("--target", "Arden")):
        out = stocked.run("export", "--format", "jsonl", "--to", "-", *words).stdout
        assert out and len(out.splitlines()) == len(stocked.run("list", "--json", *words).stdout.splitlines())
    assert stocked.run("export", "--format", "jsonl", "--to", "-", "--words", "lorries crossed").stdout.count("\n") == 1


def test_what_meets_no_statement_is_an_empty_file_and_no_fault(stocked: Desk, tmp_path: Path) -> None:
    told = stocked.run("export", "--format", "csv", "--to", str(tmp_path / "a"), "--source", "Nobody At All").stdout
    assert told.endswith(": 0 statements\n")
    assert (tmp_path / "a").read_text().count("\n") == 1


def test_a_ledger_that_is_not_there_is_told_and_no_file_left(desk: Desk) -> None:
    for form in STATEMENTS:
        assert "there is no ledger" in desk.run("export", "--format", form, "--to", "a", status=3).output
    assert not (desk.folder / "a").exists()


def test_what_a_format_has_no_place_for_is_counted_and_said(stocked: Desk, tmp_path: Path) -> None:
    result = stocked.run("export", "--format", "geojson", "--to", str(tmp_path / "a"))
    assert "note: left out: " in result.stderr and "name no place with known coordinates" in result.stderr
    record = json.loads(stocked.run("export", "--format", "geojson", "--to", str(tmp_path / "b"), "--json").stdout)
    assert sum(record["left_out"].values()) == record["statements"]


def test_one_statement_s_provenance(stocked: Desk, tmp_path: Path) -> None:
    whose = json.loads(stocked.run("list", "--json").stdout.splitlines()[0])["id"]
    stocked.run("export", "--format", "prov", "--to", str(tmp_path / "a"), whose[:9])
    assert f"purport:{whose}" in json.loads((tmp_path / "a").read_text())["entity"]
    for words in ((), (whose, whose), (whose, "--act", "says")):
        assert "is of one statement" in stocked.run("export", "--format", "prov", "--to", "b", *words, status=2).output


def test_options_that_belong_to_other_formats_are_refused(stocked: Desk) -> None:
    for words, forms in (
        (["--bom"], "csv"),
        (["--tlp", "red"], "stix"),
        (["--link", "x"], "atom"),
        (["--title", "x"], "kml"),
    ):
        told = stocked.run("export", "--format", "jsonl", "--to", "-", *words, status=2).output
        assert words[0] in told and forms in told


def test_options_reach_their_formats(stocked: Desk) -> None:
    assert stocked.run("export", "--format", "csv", "--to", "-", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbf")
    marked = json.loads(stocked.run("export", "--format", "stix", "--to", "-", "--tlp", "green").stdout)
    assert [one["name"] for one in marked["objects"] if one["type"] == "marking-definition"] == ["TLP:GREEN"]
    link = "https://desk.example/a.atom"
    feed = stocked.run("export", "--format", "atom", "--to", "-", "--title", "Calls", "--link", link).stdout
    assert f'href="{link}"' in feed and "<title>Calls</title>" in feed


def test_a_file_is_written_over_only_where_that_is_asked_for(stocked: Desk, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    words = ("export", "--format", "atom", "--to", str(tmp_path / "a"))
    assert "is there already" in stocked.run(*words, status=2).output
    assert (tmp_path / "a").read_text() == "mine"
    stocked.run(*words, "--replace")
    assert (tmp_path / "a").read_text().startswith("<?xml")
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_the_list_of_formats(desk: Desk) -> None:
    lines = desk.run("export", "--formats").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [one.name for one in FORMS]
    assert "Apache Parquet: statements, for pandas, DuckDB, R; needs pip install" in squeezed(lines[2])


def test_an_event_in_the_story_s_own_voice_is_in_no_statement(stocked: Desk) -> None:
    events = [json.loads(line) for line in stocked.run("events", "--json").stdout.splitlines()]
    told = [one for one in events if one["attribution"] is not None]
    assert told
    one = json.loads(stocked.run("export", "--format", "jsonl", "--to", "-", told[0]["id"]).stdout)
    assert one["id"] == told[0]["attribution"]


def test_standard_output_may_be_a_pipe_that_closes(stocked: Desk) -> None:
    with stocked.start(
        ["export", "--format", "stix", "--to", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None and run.stdout.read(20).startswith(b'{"type":"bundle"')
        run.stdout.close()
        assert run.wait(60) in (0, 141)


def test_a_killed_export_leaves_no_file(stocked: Desk, tmp_path: Path) -> None:
    words = ["export", "--format", "stix", "--to", str(tmp_path / "a.json")]
    with stocked.start(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        time.sleep(0.4)
        run.kill()
    assert sorted(one.name for one in tmp_path.iterdir()) in ([], ["a.json"])
    if (tmp_path / "a.json").exists():
        json.loads((tmp_path / "a.json").read_text())


def squeezed(text: str) -> str:
    return " ".join(text.split())
