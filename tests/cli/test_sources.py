"""``purport sources`` and ``purport watch``, as a user meets them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator

import pytest

from purport.config import load_sources
from tests.cli.conftest import Desk
from tests.collect.site import Site, reply, serving
from tests.rounds.newsroom import feed, item, page

CONFIG = '[collect]\nallow_private = true\nhost_delay = 0\n[read]\nreader = "rules"\n'


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def newsdesk(desk: Desk) -> Desk:
    (desk.folder / "purport.toml").write_text(CONFIG)
    return desk


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


class TestLogins:
    """What a user puts into an address to log in with is neither used nor told nor kept."""

    @pytest.mark.parametrize("url", ["http://desk:hunter2@127.0.0.1:9/f", "http://desk:hunter2@[bad/f"])
    @pytest.mark.parametrize("kind", [["--kind", "feed"], []])
    def test_they_are_refused(self, newsdesk: Desk, url: str, kind: list[str]) -> None:
        told = newsdesk.run("sources", "add", url, *kind, status=2 if kind else 1)
        assert "hunter2" not in told.output + told.stderr
        assert not (newsdesk.folder / "sources.toml").exists()

    def test_those_of_a_list_are_left_out_and_the_rest_comes_in(self, newsdesk: Desk) -> None:
        feeds = ("http://desk:hunter2@a.example/f", "http://[bad/f", "http://b.example/f")
        rows = "".join(f'<outline type="rss" text="N{n}" xmlUrl="{url}"/>' for n, url in enumerate(feeds))
        (newsdesk.folder / "feeds.opml").write_text(f"<opml version='2.0'><body>{rows}</body></opml>")
        told = newsdesk.run("sources", "import", str(newsdesk.folder / "feeds.opml"))
        assert "1 source added" in told.output
        assert "N0: left out, it holds a user name or password" in told.stderr
        assert "N1: left out, it is no address" in told.stderr
        assert [one.name for one in load_sources(newsdesk.folder / "sources.toml")] == ["N2"]

    def test_one_that_is_read_is_refused_without_telling_it(self, newsdesk: Desk) -> None:
        told = newsdesk.run("read", "http://desk:hunter2@127.0.0.1:9/page", status=1)
        assert "holds a user name or password" in told.stderr
        assert "hunter2" not in told.output + told.stderr


class TestAdd:
    def test_the_feed_of_a_page_is_found(self, newsdesk: Desk, site: Site) -> None:
        site.replies["/"] = reply(
            b'<html><head><base href="/news/">'
            b'<link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">'
            b'<link rel="alternate" type="application/rss+xml; charset=utf-8" href="feed.xml"></head><body></body></html>',
            Content_Type="text/html",
        )
        site.replies["/news/feed.xml"] = reply(feed(item(site, 0), item(site, 1)))
        told = newsdesk.run(
            "sources", "add", site.url("/"), "--country", "LB", "--reliability", "C", "--every", "5m"
        ).output
        assert "added 'Courier': feed" in told
        assert "it holds 2 items now" in told
        assert f"the page also offers {site.url('/news/comments.xml')} (Comments)" in told
        (one,) = load_sources(newsdesk.folder / "sources.toml")
        assert (one.url, one.country, one.reliability, one.every) == (site.url("/news/feed.xml"), "LB", "C", 300)

    def test_a_link_that_only_looks_like_a_feed(self, newsdesk: Desk, site: Site) -> None:
        site.replies["/"] = reply(b'<html><body><a href="/about">x</a><a href="/rss">RSS</a></body></html>')
        site.replies["/rss"] = reply(feed(item(site, 0)))
        newsdesk.run("sources", "add", site.url("/"), "--name", "Harbour")
        assert load_sources(newsdesk.folder / "sources.toml")[0].url == site.url("/rss")

    def test_a_page_without_a_feed(self, newsdesk: Desk, site: Site) -> None:
        site.replies["/"] = reply(b"<html><body><p>nothing here</p></body></html>")
        assert "--kind page watches the page itself" in newsdesk.run("sources", "add", site.url("/"), status=2).stderr
        assert not (newsdesk.folder / "sources.toml").exists()
        newsdesk.run("sources", "add", site.url("/"), "--kind", "page", "--name", "Notice board")
        assert load_sources(newsdesk.folder / "sources.toml")[0].kind == "page"

    def test_a_podcast_a_sitemap_and_a_json_feed_are_told_apart(self, newsdesk: Desk, site: Site) -> None:
        sound = f'<enclosure url="{site.url("/1.mp3")}" type="audio/mpeg" length="1"/>'
        site.replies["/cast"] = reply(feed(item(site, 0, extra=sound)))
        site.replies["/map"] = reply(
            f'<?xml version="1.0"?><urlset><url><loc>{site.url("/1")}</loc></url></urlset>'.encode()
        )
        body = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "J",
            "items": [{"id": "1", "content_text": "x"}],
        }
        site.replies["/json"] = reply(json.dumps(body).encode())
        for path in ("/cast", "/map", "/json"):
            newsdesk.run("sources", "add", site.url(path), "--name", path)
        assert [one.kind for one in load_sources(newsdesk.folder / "sources.toml")] == ["podcast", "sitemap", "feed"]

    def test_things_on_the_disk(self, newsdesk: Desk) -> None:
        for name in ("drop", "mail/new", "mail/cur"):
            (newsdesk.folder / name).mkdir(parents=True)
        (newsdesk.folder / "result.json").write_text('{"name": "x", "messages": []}')
        (newsdesk.folder / "old.mbox").write_text("From a Tue\nSubject: x\n\nx\n")
        (newsdesk.folder / "crawl.warc").write_bytes(b"WARC/1.0\r\n")
        for name in ("drop", "mail", "result.json", "old.mbox", "crawl.warc"):
            newsdesk.run("sources", "add", name)
        kinds = [one.kind for one in load_sources(newsdesk.folder / "sources.toml")]
        assert kinds == ["folder", "mailbox", "telegram", "mailbox", "archive"]
        (newsdesk.folder / "letter.txt").write_text("Dear all")
        assert "a folder of them can be watched" in newsdesk.run("sources", "add", "letter.txt", status=2).stderr
        assert "no such file" in newsdesk.run("sources", "add", "nowhere", status=2).stderr

    def test_what_cannot_be_had(self, newsdesk: Desk, site: Site) -> None:
        assert "404" in newsdesk.run("sources", "add", site.url("/gone"), status=1).stderr
        assert not (newsdesk.folder / "sources.toml").exists()

    def test_a_private_address_needs_leave(self, desk: Desk, site: Site) -> None:
        site.replies["/feed"] = reply(feed(item(site, 0)))
        assert "private" in desk.run("sources", "add", site.url("/feed"), status=1).stderr
        desk.run("sources", "add", site.url("/feed"), "--allow-private")

    @pytest.mark.parametrize(
        "words",
        [
            ["--every", "often"],
            ["--country", "Lebanon"],
            ["--reliability", "Z"],
            ["--language", "Arabic!"],
            ["--name", "a\nb"],
        ],
    )
    def test_wrong_options_change_nothing(self, newsdesk: Desk, words: list[str]) -> None:
        told = newsdesk.run("sources", "add", "https://a.example/", "--kind", "page", *words, status=2).stderr
        assert words[0] in told
        assert not (newsdesk.folder / "sources.toml").exists()

    def test_a_name_that_is_taken(self, newsdesk: Desk) -> None:
        newsdesk.run("sources", "add", "https://a.example/", "--kind", "page")
        assert "a.example" in newsdesk.run("sources", "add", "https://a.example/b", "--kind", "page", status=2).stderr


class TestList:
    def test_before_anything_was_looked_at(self, newsdesk: Desk) -> None:
        newsdesk.run("sources", "add", "https://a.example/", "--kind", "page", "--owner", "Somebody")
        told = newsdesk.run("sources", "list").stdout
        assert "a.example" in told
        assert "never looked at" in told
        (one,) = lines(newsdesk.run("sources", "list", "--json").stdout)
        assert (one["owner"], one["last_success"], one["failures"], one["error"]) == ("Somebody", None, 0, None)
        assert newsdesk.run("sources", "list", "--failing", "--json").stdout == ""

    def test_without_a_file(self, newsdesk: Desk) -> None:
        assert "purport sources add URL" in newsdesk.run("sources", "list", status=2).stderr
        assert "no source has this name" in self._of_one(newsdesk)

    def _of_one(self, desk: Desk) -> str:
        desk.run("sources", "add", "https://a.example/", "--kind", "page")
        return desk.run("sources", "list", "nobody", status=2).stderr


class TestCheck:
    def test_it_tells_and_keeps_nothing(self, newsdesk: Desk, site: Site) -> None:
        site.replies["/feed"] = reply(feed(item(site, 0), item(site, 1)))
        (newsdesk.folder / "drop").mkdir()
        (newsdesk.folder / "drop" / "a.txt").write_text("One.")
        for url, name in ((site.url("/feed"), "good"), (site.url("/gone"), "gone")):
            newsdesk.run("sources", "add", url, "--kind", "feed", "--name", name)
        newsdesk.run("sources", "add", "drop")
        result = newsdesk.run("sources", "check", status=1)
        assert result.stdout.splitlines() == ["good: feed, 2 things", "drop: folder, 1 thing"]
        assert "gone" in result.stderr
        told = lines(newsdesk.run("sources", "check", "--json", status=1).stdout)
        assert [one["found"] for one in told] == [2, None, 1]
        assert not (newsdesk.folder / "house").exists()
        newsdesk.run("sources", "check", "GOOD")


class TestOpml:
    def test_out_and_in_again(self, newsdesk: Desk) -> None:
        newsdesk.run(
            "sources", "add", "https://a.example/f?a=1&b=2", "--kind", "feed", "--name", 'The "A" & <B>', "--country", "LB",
            "--owner", "عمر", "--language", "ar", "--reliability", "B",
        )  # fmt: skip
        newsdesk.run("sources", "add", "https://b.example/", "--kind", "page")
        before = load_sources(newsdesk.folder / "sources.toml")
        result = newsdesk.run("sources", "export")
        assert "1 source left out" in result.stderr
        (newsdesk.folder / "feeds.opml").write_text(result.stdout, encoding="utf-8")
        (newsdesk.folder / "sources.toml").unlink()
        assert "1 source added" in newsdesk.run("sources", "import", "feeds.opml").output
        assert load_sources(newsdesk.folder / "sources.toml") == before[:1]
        assert "0 sources added" in newsdesk.run("sources", "import", "feeds.opml").output

    def test_other_peoples_lists(self, newsdesk: Desk) -> None:
        (newsdesk.folder / "feeds.opml").write_text(
            '<opml version="1.0"><body><outline text="News"><outline text="A" xmlUrl="https://a.example/f" language="Arabic"/>'
            '<outline text="A" xmlUrl="https://b.example/f"/><outline text="A" xmlUrl="https://b.example/f"/>'
            '<outline text="x" xmlUrl="javascript:alert(1)"/><outline text="none"/></outline></body></opml>'
        )
        newsdesk.run("sources", "import", "feeds.opml")
        assert [(one.name, one.language) for one in load_sources(newsdesk.folder / "sources.toml")] == [
            ("A", None),
            ("A (2)", None),
        ]

    @pytest.mark.parametrize(
        "text",
        ["", "no XML", "<html/>", '<!DOCTYPE a [<!ENTITY b "c">]><opml><body><outline text="&b;"/></body></opml>'],
    )
    def test_what_is_no_opml(self, newsdesk: Desk, text: str) -> None:
        (newsdesk.folder / "feeds.opml").write_text(text)
        told = newsdesk.run("sources", "import", "feeds.opml", status=2).stderr
        assert "feeds.opml" in told
        assert "Forbidden" not in told


class TestWatch:
    def test_once_then_list(self, newsdesk: Desk, site: Site) -> None:
        site.replies["/feed"] = reply(feed(item(site, 0), item(site, 1)))
        site.replies["/story-0"] = page(0)
        newsdesk.run("sources", "add", site.url("/feed"))
        result = newsdesk.run("watch", "--once")
        assert "Courier: 2 new, 0 changed" in result.stdout
        assert "story-1: the server answered 404 (http-404)" in result.stdout
        assert "1 look, 2 new and 0 changed, 2 read" in result.stderr
        told = lines(newsdesk.run("watch", "--once", "--json").stdout)
        assert [(one["what"], one["unchanged"]) for one in told] == [("looked", True)]
        (one,) = lines(newsdesk.run("sources", "list", "--json").stdout)
        assert (one["items"], one["failures"], one["waiting"]) == (2, 0, 0)
        assert newsdesk.run("list").stdout.count("Courier") or newsdesk.run("search", "mayor").stdout
        assert "everything holds" in newsdesk.run("verify").stdout

    def test_a_failing_source_is_status_one_and_is_listed(self, newsdesk: Desk, site: Site) -> None:
        newsdesk.run("sources", "add", site.url("/gone"), "--kind", "feed", "--name", "gone")
        result = newsdesk.run("watch", "--once", "--quiet", status=1)
        assert "http-404" in result.stdout
        (one,) = lines(newsdesk.run("sources", "list", "--failing", "--json").stdout)
        assert (one["failures"], one["error"]) == (1, {"code": "http-404", "message": "the server answered 404"})

    def test_what_is_no_instruction(self, newsdesk: Desk) -> None:
        assert "purport sources add URL" in newsdesk.run("watch", status=2).stderr
        newsdesk.run("sources", "add", "https://a.example/", "--kind", "page")
        assert "--for" in newsdesk.run("watch", "--for", "ever", status=2).stderr
        assert "no source has this name" in newsdesk.run("watch", "nobody", status=2).stderr
        (newsdesk.folder / "sources.toml").write_text("# nothing\n")
        assert "names no source" in newsdesk.run("watch", status=2).stderr

    @pytest.mark.slow
    def test_the_real_program_stops_on_sigterm_and_serves_metrics(self, newsdesk: Desk, site: Site) -> None:
        import re
        import urllib.request

        site.replies["/feed"] = reply(feed(item(site, 0, link=False)))
        newsdesk.run("sources", "add", site.url("/feed"), "--every", "1s")
        process = subprocess.Popen(
            newsdesk.command("watch", "--json", "--metrics", "0"),
            env=newsdesk.real_environment(), cwd=newsdesk.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        line = process.stderr.readline()
        port = re.search(r"127\.0\.0\.1:(\d+)", line)
        assert port, line
        while '"what":"read"' not in (line := process.stdout.readline()).replace(" ", ""):
            assert line
        with urllib.request.urlopen(f"http://127.0.0.1:{port[1]}/metrics") as answer:
            assert "purport_documents_read_total 1" in answer.read().decode()
        os.kill(process.pid, signal.SIGTERM)
        told, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
        assert lines(told)[-1]["what"] in ("stopping", "looked")

    def test_a_live_table_is_drawn(self, newsdesk: Desk, site: Site) -> None:
        from datetime import UTC, datetime
        from io import StringIO

        from rich.console import Console

        from purport.config import Source
        from purport.desk.live import LiveTable
        from purport.records import Standing

        out = StringIO()
        console = Console(file=out, force_terminal=True, width=120, height=12, color_system=None)
        now = datetime(2024, 3, 5, 12, tzinfo=UTC)
        many = [Source(name=f"source {n} \x1b[31m", url="https://a.example/") for n in range(30)]
        with LiveTable(console, many) as table:
            standings = {many[7].name: Standing(many[7].name, "", tried=now, failures=2, code="http-500")}
            table.show(
                standings, {"looked": 3, "fetched": 2, "read": 1, "statements": 4}, (5, 6), now, "Courier: 2 new"
            )
        assert "source 7" in out.getvalue()
        assert "2 in a row" in out.getvalue()
        assert "and 30 more" not in out.getvalue()
        assert "3 looks, 2 pages, 1 read, 4 statements; 5 under way, 6 to read" in out.getvalue()
        assert "\x1b[31m" not in out.getvalue()
