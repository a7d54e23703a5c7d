"""``purport sources``: list, add, check, import and export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from purport.cli.session import Session, complain, count_of, pass_session, print_json, progress
from purport.config import Source
from purport.config.options import options
from purport.config.sources import KINDS, load_sources, saved, wrong_address
from purport.errors import InstructionError, PurportError
from purport.records import Step

if TYPE_CHECKING:
    from purport.rounds.house import House


@click.group(short_help="What is watched, and how it is doing.")
def sources() -> None:
    """List, add and check the sources that `purport watch` looks at.

    They stand in sources.toml, beside the config file.
    """


def chosen(session: Session, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources of these names, all for none.

    Raises:
        InstructionError: ``unknown-source-name``, or as `load_sources`.
    """
    every = load_sources(session.plan.sources)
    if not names:
        return every
    by_name = {one.name.casefold(): one for one in every}
    unknown = [name for name in names if name.casefold() not in by_name]
    if unknown:
        raise InstructionError(
            "no source has this name", code="unknown-source-name", subject=unknown[0], advice="purport sources list"
        )
    return tuple(by_name[name.casefold()] for name in dict.fromkeys(names))


@sources.command(name="list", short_help="How each source is doing.")
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a source.")
@click.option("--failing", is_flag=True, help="Only those whose last look failed.")
@pass_session
def list_sources(session: Session, /, names: tuple[str, ...], as_json: bool, failing: bool) -> None:
    """Show every source: last success, failures in a row, items, what waits to be read, lag, next look."""
    from purport.desk.sources import Health, health_table
    from purport.exchange.sources import source_line
    from purport.rounds.turns import fresh

    with session.house() as house:
        standings, waiting, now = house.standings(), _waiting(house), house.clock()
    wanted = chosen(session, names)
    known = {one.name: fresh(one, standings[one.name], now) for one in wanted if one.name in standings}
    rows = [Health(one, known.get(one.name), waiting[one.name]) for one in wanted]
    rows = [row for row in rows if not failing or (row.standing is not None and row.standing.failures)]
    if as_json:
        for row in rows:
            print_json(source_line(row.source, row.standing, row.waiting))
        return
    session.out.print(health_table(rows, now))
    click.echo(count_of(len(rows), "source"), err=True)


def _waiting(house: House) -> Counter[str]:
    out: Counter[str] = Counter()
    for (name, step), count in house.leads().items():
        if step in (Step.FETCH, Step.READ):
            out[name] += count
    return out


def _stated(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what is known of a source."""
    told = {one.name: one.metadata["says"] for one in options(Source)}
    for name in ("every", "reliability", "language", "country", "owner", "name"):
        command = click.option(f"--{name}", metavar=name.upper(), help=told[name])(command)
    return command


@sources.command(short_help="Add a source; finds the feed of a page.")
@click.argument("url")
@click.option("--kind", type=click.Choice(KINDS), help="What stands there; if left out, it is found out.")
@_stated
@click.option("--no-follow", is_flag=True, help="Read what the feed carries, not the pages it points to.")
@click.option("--allow-private", is_flag=True, help="Ask addresses in private networks and on this machine too.")
@pass_session
def add(
    session: Session, /, url: str, kind: str | None, no_follow: bool, allow_private: bool, **stated: str | None
) -> None:
    """Add URL (an address, or a path of a folder, archive, mailbox or chat export) to the sources.

    A page is searched for the feed that it offers. With --kind nothing is asked of the site.
    """
    told = {key: value for key, value in stated.items() if value is not None}
    if no_follow:
        told["follow"] = "false"
    file, found = session.plan.sources, None
    if kind is None:
        from purport.rounds.joining import proposal

        with session.house(_allowing(session, allow_private)) as house, progress("asking"):
            found = proposal(house.door, url)
        source = found.source
    else:
        from purport.rounds.joining import named_after

        source = Source(name=named_after(url), url=url if "://" in url else str(Path(url).absolute()), kind=kind)
    source = _with(source, told)
    saved(file, [source])
    click.echo(f"{file}: added {source.name!r}: {source.kind}, {source.url}")
    if found is not None and found.found:
        click.echo(f"it holds {count_of(found.found, 'item')} now")
    for other in found.others if found is not None else ():
        click.echo(f"the page also offers {other.url}" + (f" ({other.title})" if other.title else ""))


def _allowing(session: Session, allow_private: bool) -> Any:
    plan = session.plan
    return replace(plan, collect=replace(plan.collect, allow_private=True)) if allow_private else plan


def _with(source: Source, told: dict[str, str]) -> Source:
    """The source with what the command line says of it, checked as the file would be.

    Raises:
        InstructionError: ``bad-option``.
    """
    kinds = {one.name: one.metadata["kind"] for one in options(Source)}
    taken: dict[str, Any] = {}
    for key, value in told.items():
        try:
            taken[key] = kinds[key].taken(value == "true" if key == "follow" else value)
        except ValueError:
            raise InstructionError(
                f"expected {kinds[key].expected}, found {value!r}", code="bad-option", subject=f"--{key}"
            ) from None
    return replace(source, **taken)


@sources.command(short_help="Look at each source once; keep nothing.")
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a source.")
@pass_session
def check(session: Session, /, names: tuple[str, ...], as_json: bool) -> int:
    """Look at each source once and say what it holds or why it cannot be had. Nothing is kept, nothing read.

    Exit status 1 if any cannot be had.
    """
    failed = False
    wanted = chosen(session, names)
    with session.house() as house:
        for source in wanted:
            result = house.checked(source)
            bad = isinstance(result, PurportError)
            failed = failed or bad
            _tell_check(source, result, as_json)
    return 1 if failed else 0


def _tell_check(source: Source, result: int | PurportError, as_json: bool) -> None:
    if as_json:
        error = {"code": result.code, "message": result.message} if isinstance(result, PurportError) else None
        found = None if isinstance(result, PurportError) else result
        print_json({"name": source.name, "kind": source.kind, "url": source.url, "found": found, "error": error})
    elif isinstance(result, PurportError):
        complain(f"{source.name}: {result}")
    else:
        click.echo(f"{source.name}: {source.kind}, {count_of(result, 'thing')}")


@sources.command(name="import", short_help="Add the feeds of an OPML file.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@pass_session
def import_opml(session: Session, /, file: Path) -> None:
    """Add every feed of an OPML FILE that is not among the sources yet."""
    from purport.exchange.opml import feeds_in

    target = session.plan.sources
    present = load_sources(target) if target.exists() else ()
    known, names = {one.url for one in present}, {one.name.casefold() for one in present}
    fresh = []
    for told in feeds_in(file.read_bytes(), str(file)):
        if told["url"] not in known:
            wrong = wrong_address(told["url"])
            if wrong is not None:
                complain(f"{told['name'] if told['name'] != told['url'] else 'a feed'}: left out, {wrong}")
                continue
            name = _unused(told["name"], names)
            fresh.append(_imported({**told, "name": name}))
            names.add(name.casefold())
    if fresh:
        saved(target, fresh)
    click.echo(f"{target}: {count_of(len(fresh), 'source')} added")


def _unused(name: str, names: set[str]) -> str:
    """The name, with a number where it is taken."""
    number, tried = 1, name
    while tried.casefold() in names:
        number += 1
        tried = f"{name} ({number})"
    return tried


def _imported(told: dict[str, str]) -> Source:
    """A source of what OPML says of it; what is no value of its key is left out."""
    kinds = {one.name: one.metadata["kind"] for one in options(Source)}
    taken: dict[str, Any] = {}
    for key, value in told.items():
        try:
            taken[key] = kinds[key].taken(value)
        except ValueError:
            if key in ("name", "url"):
                raise InstructionError(
                    f"expected {kinds[key].expected}", code="bad-opml", subject=f"{key} {value[:80]!r}"
                ) from None
    return Source(**taken)


@sources.command(name="export", short_help="Write the feeds as OPML.")
@pass_session
def export_opml(session: Session, /) -> None:
    """Write the feeds and podcasts among the sources as OPML to standard output."""
    from purport.cli.session import machine_output
    from purport.exchange.opml import opml

    text, left = opml(load_sources(session.plan.sources))
    machine_output().write(text)
    if left:
        complain(f"{count_of(len(left), 'source')} left out, being no feeds")
