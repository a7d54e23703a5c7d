"""A small newsroom on loopback for tests of the watch: feeds and pages, and a house that may ask them."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from purport.config import Source, load
from purport.ledger import opened
from tests.collect.site import reply
from tests.rounds.fast import FastHouse

CONFIG = "[collect]\nallow_private = true\nhost_delay = 0\ntimeout_seconds = 2\n"


@cache
def empty_ledger() -> Path:
    """A ledger with its tables and nothing in them, made once: copying it is quicker than making it."""
    place = Path(tempfile.mkdtemp()) / "ledger.db"
    opened(f"sqlite:///{place}").close()
    return place


def watching(home: Path, config: str = CONFIG, clock=None) -> FastHouse:
    home.mkdir(parents=True, exist_ok=True)
    (home / "purport.toml").write_text(config)
    if not (home / "ledger.db").exists():
        shutil.copy(empty_ledger(), home / "ledger.db")
    plan = load(home / "purport.toml", {"PURPORT_HOME": str(home)}, home)
    return FastHouse(plan) if clock is None else FastHouse(plan, clock)


def source(site, path="/feed", name="Courier", **more) -> Source:
    return Source(name=name, url=site.url(path), delay=0.0, **more)


def item(site, n, title="", link=True, date="Tue, 05 Mar 2024 09:30:00 GMT", extra=""):
    where = f"<link>{site.url(f'/story-{n}')}</link>" if link else ""
    told = title or f"Story {n}"
    return (
        f"<item><guid>story-{n}</guid><title>{told}</title>{where}<pubDate>{date}</pubDate>"
        f"<description>Teaser{n} about the harbour strike, told shortly.</description>{extra}</item>"
    )


def feed(*items: str) -> bytes:
    body = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{body}</channel></rss>'.encode()


def page(n, words="The mayor of the river town said the bridge was shut for the night.") -> bytes:
    told = f"<h1>Story {n}</h1><p>Report{n} from the river town. {words}</p>"
    rest = "<p>Engineers were on their way to look at the pillars, she told reporters at the town hall.</p>"
    head = f"<html><head><title>Story {n}</title></head>"
    return reply(
        f"{head}<body><article>{told}{rest}</article></body></html>".encode(), Content_Type="text/html; charset=utf-8"
    )


def with_stories(site, count, path="/feed"):
    """A site whose feed names so many stories, each with its page."""
    site.replies[path] = reply(
        feed(*(item(site, n) for n in range(count))), Content_Type="application/rss+xml", ETag='"one"'
    )
    for n in range(count):
        site.replies[f"/story-{n}"] = page(n)
