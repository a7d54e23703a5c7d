"""Finding, reading and checking the config file; the one place that looks at the environment."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from purport.config.options import Kind, options
from purport.config.plan import (
    SECTIONS,
    Alerts,
    Brief,
    Collect,
    Corroborate,
    Desk,
    House,
    Plan,
    Preserve,
    Read,
    Show,
    Speech,
    Timestamps,
    Translate,
)
from purport.config.syntax import told_of
from purport.errors import InstructionError

FILE_NAME = "purport.toml"
BIDI_SIGNS = ("VTE_VERSION", "KONSOLE_VERSION", "MLTERM")
BIDI_PROGRAMS = frozenset({"Apple_Terminal", "iTerm.app"})


def load(path: Path | None, environment: Mapping[str, str], cwd: Path, home: Path | None = None) -> Plan:
    """The plan in force.

    The file is `path`, else ``PURPORT_CONFIG``, else ``purport.toml`` in `cwd`, else ``purport/purport.toml`` in the user's config
    folder (XDG base directories); with none of them all settings are defaults. `home`, then ``PURPORT_HOME``, go before
    ``house.path``; ``PURPORT_LEDGER`` before ``house.ledger``. An empty variable is as good as none.

    Raises:
        InstructionError: if the file is missing, cannot be read, is no TOML, or holds an unknown key or a wrong value; it names
            the file, the line and the key.
    """
    file = _file(path, environment, cwd)
    text = "" if file is None else _text_of(file)
    settings = _Settings(file, text, environment)
    plan = Plan(
        house=House(**settings.section("house")),
        collect=Collect(**settings.section("collect")),
        read=Read(**settings.section("read")),
        speech=Speech(**settings.section("speech")),
        preserve=Preserve(**settings.section("preserve")),
        alerts=Alerts(**settings.section("alerts")),
        brief=Brief(**settings.section("brief")),
        timestamps=Timestamps(**settings.section("timestamps")),
        translate=Translate(**settings.section("translate")),
        corroborate=Corroborate(**settings.section("corroborate")),
        desk=Desk(**settings.section("desk")),
        show=Show(**settings.section("show")),
        file=file,
    )
    origins = settings.origins()
    house = _house(plan, environment, cwd, home, origins)
    show = _show(plan.show, environment, origins)
    return replace(plan, house=house, show=show, origins=tuple(sorted(origins.items())))


def _file(path: Path | None, environment: Mapping[str, str], cwd: Path) -> Path | None:
    named = path or (Path(environment["PURPORT_CONFIG"]) if environment.get("PURPORT_CONFIG") else None)
    if named is not None:
        return cwd / _with_home(named, environment)
    for candidate in (cwd / FILE_NAME, _xdg("XDG_CONFIG_HOME", ".config", environment) / FILE_NAME):
        if candidate.is_file():
            return candidate
    return None


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise InstructionError(
            f"the config file cannot be read: {(fault.strerror or str(fault)).lower()}",
            code="config-unreadable",
            subject=str(file),
            advice="`purport init` writes one",
        ) from fault
    except UnicodeDecodeError as fault:
        raise InstructionError(
            f"the config file is not UTF-8 (byte {fault.start})", code="config-encoding", subject=str(file)
        ) from fault


@dataclass(frozen=True, slots=True)
class _Settings:
    """A config file taken apart and checked section by section."""

    file: Path | None
    text: str
    environment: Mapping[str, str]

    def section(self, name: str) -> dict[str, Any]:
        """The checked values that the file gives for one section."""
        tables = self._tables()
        for key in tables:
            if key not in SECTIONS:
                raise self._unknown(key, (key,), tuple(SECTIONS))
        table = tables.get(name, {})
        if not isinstance(table, dict):
            raise self._wrong((name,), f"expected a section, written [{name}], found {_found(table)}", "config-value")
        kinds: dict[str, Kind] = {one.name: one.metadata["kind"] for one in options(SECTIONS[name])}
        return {key: self._value(name, key, value, kinds) for key, value in table.items()}

    def origins(self) -> dict[str, str]:
        """``file:line`` per key that the file sets."""
        lines = lines_of(self.text)
        return {".".join(path): f"{self.file}:{line}" for path, line in lines.items() if len(path) == 2}

    def _tables(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            told, line = told_of(fault, self.text)
            raise InstructionError(
                f"this is not TOML: {told}",
                code="config-syntax",
                subject=f"{self.file}:{line}",
                advice='texts need quotes: key = "text"',
            ) from fault

    def _value(self, section: str, key: str, value: Any, kinds: Mapping[str, Kind]) -> Any:
        path = (section, key)
        if key not in kinds:
            raise self._unknown(f"{section}.{key}", path, tuple(kinds))
        try:
            taken = kinds[key].taken(value)
        except ValueError:
            raise self._wrong(path, f"expected {kinds[key].expected}, found {_found(value)}", "config-value") from None
        if isinstance(taken, tuple):
            return tuple(self._placed(one) for one in taken)
        return self._placed(taken)

    def _placed(self, taken: Any) -> Any:
        """A path as it is meant from the config file's folder; anything else as it is."""
        if not isinstance(taken, Path):
            return taken
        assert self.file is not None
        return self.file.parent / _with_home(taken, self.environment)

    def _unknown(self, name: str, path: tuple[str, ...], known: tuple[str, ...]) -> InstructionError:
        near = difflib.get_close_matches(path[-1], known, n=1, cutoff=0.6)
        what = "section" if len(path) == 1 else "key"
        told = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
        return self._wrong(path, f"unknown {what}", "config-key", told, name)

    def _wrong(
        self, path: tuple[str, ...], message: str, code: str, advice: str = "", name: str | None = None
    ) -> InstructionError:
        line = lines_of(self.text).get(path, 1)
        subject = f"{self.file}:{line}: {name or '.'.join(path)}"
        return InstructionError(message, code=code, subject=subject, advice=advice)


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    r"""The line (from 1) on which each key of a valid TOML text begins.

    The parser itself tells: a key begins one line after the longest beginning of the text that is valid without it.

    >>> lines_of('[collect]\ncontact = "desk@example.org"\n')
    {('collect',): 1, ('collect', 'contact'): 2}
    """
    out: dict[tuple[str, ...], int] = {}
    lines = text.split("\n")
    valid = 0
    for count in range(1, len(lines) + 1):
        try:
            tables = tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        for key in _paths(tables):
            out.setdefault(key, valid + 1)
        valid = count
    return out


def _paths(tables: Mapping[str, Any]) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    for name, table in tables.items():
        out.append((name,))
        if isinstance(table, dict):
            out.extend((name, key) for key in table)
    return out


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "a section"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else repr(value)


def _with_home(path: Path, environment: Mapping[str, str]) -> Path:
    home = environment.get("HOME")
    return Path(home, *path.parts[1:]) if home and path.parts[:1] == ("~",) else path


def _xdg(variable: str, fallback: str, environment: Mapping[str, str]) -> Path:
    """A base directory of the XDG specification, which says that relative paths in its variables do not count."""
    given = environment.get(variable, "")
    base = Path(given) if given.startswith("/") else Path(environment.get("HOME") or "/", fallback)
    return base / "purport"


def _house(plan: Plan, environment: Mapping[str, str], cwd: Path, home: Path | None, origins: dict[str, str]) -> House:
    path = plan.house.path
    if home is not None:
        path, origins["house.path"] = cwd / home, "--home"
    elif environment.get("PURPORT_HOME"):
        path = cwd / _with_home(Path(environment["PURPORT_HOME"]), environment)
        origins["house.path"] = "PURPORT_HOME"
    elif "house.path" not in origins:
        path = _xdg("XDG_DATA_HOME", ".local/share", environment)
    ledger, base = plan.house.ledger, plan.file.parent if plan.file else cwd
    if environment.get("PURPORT_LEDGER"):
        ledger, base, origins["house.ledger"] = environment["PURPORT_LEDGER"], cwd, "PURPORT_LEDGER"
    return House(path=path, ledger=_anchored(ledger, base) if ledger else f"sqlite:///{path / 'ledger.db'}")


def _anchored(url: str, base: Path) -> str:
    """The URL with the relative path of a SQLite file made absolute, so that it means the same from every folder."""
    head, sign, file = url.partition(":///")
    if not sign or not head.startswith("sqlite") or not file or file.startswith(("/", ":memory:", "file:")):
        return url
    return f"{head}:///{base / file}"


def _show(show: Show, environment: Mapping[str, str], origins: dict[str, str]) -> Show:
    if show.colour == "auto" and environment.get("NO_COLOR"):
        show, origins["show.colour"] = replace(show, colour="never"), "NO_COLOR"
    turns = any(environment.get(sign) for sign in BIDI_SIGNS) or environment.get("TERM_PROGRAM") in BIDI_PROGRAMS
    if show.right_to_left == "auto" and turns:
        show, origins["show.right_to_left"] = replace(show, right_to_left="isolate"), "the terminal's environment"
    return show
