"""``purport gazetteer``: build it, ask what it is, ask what a name means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from purport.cli.session import Session, Whole, count_of, pass_session, print_json

if TYPE_CHECKING:
    from purport.gazetteer import Sense


@click.group(short_help="Where places are: build the full list of names, add your own.")
def gazetteer() -> None:
    """Names of places with GeoNames ids and coordinates, offline.

    purport comes with a small gazetteer: countries, seas, regions, and towns of 15,000 people and more. `build` makes the
    full one, with
    towns from 500 people, provinces and districts, from packages that are installed. Nothing is downloaded.
    """


@gazetteer.command(short_help="Build the full gazetteer, with your own places if you have any.")
@click.option(
    "--with",
    "supplements",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A CSV file with places of your own: name, lat, lon, and if you like country, admin, type, alternate_names, geonameid. "
    "May be given several times.",
)
@pass_session
def build(session: Session, /, supplements: tuple[Path, ...]) -> None:
    """Build the gazetteer into the house (gazetteer.db), or the file that read.gazetteer in the config names.

    It is used from then on. What was read before is read again with it when it is read the next time.
    """
    from purport.rounds.atlas import built

    made = built(session.plan, supplements)
    own = f", {count_of(made.own, 'place')} of your own" if made.own else ""
    click.echo(f"{made.path}: {made.places:,} places, {made.names:,} names{own}, {made.size / 1e6:.0f} MB")


@gazetteer.command(short_help="Which gazetteer is used, and what is in it.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@pass_session
def info(session: Session, /, as_json: bool) -> None:
    """Say which gazetteer is used, what it was built from, and under which licences."""
    from purport.rounds.atlas import gazetteer_of, known

    about, file = known(session.plan).about(), gazetteer_of(session.plan)
    rows = {
        "file": str(file) if file else "the small one that comes with purport",
        "scope": about.scope,
        "places": about.places,
        "own": about.own,
        "sources": about.sources,
        "supplements": about.supplements or None,
        "licences": about.licences,
        "digest": f"sha256:{about.digest}",
    }
    if as_json:
        print_json(rows)
        return
    for name, value in rows.items():
        if value is not None:
            click.echo(f"{name + ':':13} {value}")


@gazetteer.command(short_help="What a name can mean.")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a place.")
@click.option("--limit", type=Whole(1), default=10, show_default=True, help="At most so many places.")
@pass_session
def find(session: Session, /, name: str, as_json: bool, limit: int) -> int:
    """Show the places that NAME can mean, the most people first, then those that only sound like it.

    Exit status 1 if there are none.
    """
    from purport.rounds.atlas import meanings

    found = meanings(session.plan, name)[:limit]
    for sense in found:
        if as_json:
            print_json(_record(sense))
    if not as_json:
        _print(session, found)
    return 0 if found else 1


def _record(sense: Sense) -> dict[str, object]:
    site = sense.site
    return {
        "name": site.name,
        "geonameid": site.geonameid,
        "lat": site.lat,
        "lon": site.lon,
        "radius_km": site.radius_km,
        "country": site.country or None,
        "kind": site.kind.name.lower(),
        "precision": str(site.precision),
        "people": site.people or None,
        "by": sense.how.name.lower(),
        "likeness": sense.likeness,
    }


def _print(session: Session, found: tuple[Sense, ...]) -> None:
    from purport.desk.tables import plain_table
    from purport.desk.terminal import one_line

    table = plain_table("name", "country", "kind", "people", "where", "GeoNames", "found by")
    for sense in found:
        site = sense.site
        where = "" if site.lat is None else f"{site.lat:.2f}, {site.lon:.2f} ± {site.radius_km or 0:g} km"
        people = f"{site.people:,}" if site.people else ""
        table.add_row(
            one_line(site.name),
            site.country,
            site.kind.name.lower(),
            people,
            where,
            str(site.geonameid or ""),
            "sound" if sense.how.name == "SOUND" else "name",
        )
    session.out.print(table)
