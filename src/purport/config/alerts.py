"""The rules of alerts and the ways of delivering them: one TOML file beside the sources, read into frozen records."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time, tzinfo
from pathlib import Path
from typing import Any

from purport.config.alertkeys import (
    ACTS,
    ADDRESS,
    ADDRESSES,
    CERTAINTY,
    COUNTRIES,
    DIGEST,
    FILE,
    LANGUAGES,
    LENGTH,
    LINE,
    NAME,
    NAMES,
    PORT,
    QUIET,
    SOURCE_KINDS,
    URL,
    VARIABLE,
    ZONE,
    zone_of,
)
from purport.config.options import SWITCH, Kind, choice, option, options, whole
from purport.config.sources import line_where
from purport.config.syntax import told_of
from purport.errors import InstructionError
from purport.records.names import Act, Certainty

DELIVERY_KINDS = ("terminal", "email", "webhook", "feed")
SECTIONS = ("alerts", "delivery", "rule")


@dataclass(frozen=True, slots=True)
class Rule:
    """One watchlist: what a statement must be to be alerted. All conditions given must hold; within one, any value will do."""

    name: str = option("", NAME, "What it is called; no two have one name.", '"Calls against Turkey"')
    people: tuple[str, ...] = option(
        (),
        NAMES,
        "Persons: who speaks, through whom, to whom, against whom, or named in the words.",
        '["Samir Haddad"]',
    )
    groups: tuple[str, ...] = option(
        (), NAMES, "Groups and bodies, in the same places; list their short names too.", '["Free Kessim Front", "FKF"]'
    )
    speakers: tuple[str, ...] = option(
        (), NAMES, "Persons or groups that must be in the chain: who speaks, or passes it on.", '["Tidewater Monitor"]'
    )
    places: tuple[str, ...] = option(
        (),
        NAMES,
        'Places named in the words: each holds what lies in it. "Tripoli, Lebanon" where a name alone could mean another.',
        '["Turkey"]',
    )
    targets: tuple[str, ...] = option((), NAMES, "Against whom or what it is aimed.", '["the dam"]')
    acts: tuple[Act, ...] = option((), ACTS, "What the speaker does by speaking.", '["calls for", "threatens"]')
    certainty: frozenset[Certainty] = option(
        frozenset(),
        CERTAINTY,
        "How sure the text is of who speaks; the weakest hop of the chain counts. Best first: asserted, attributed, purported,\n"
        "rumoured. The others (denied, retracted...) stand outside that order and are named by themselves.",
        '["purported or better", "denied"]',
    )
    violent: bool | None = option(
        None, SWITCH, "Whether it calls for, threatens or claims physical harm (true), or does not (false).", "true"
    )
    call_for_violence: bool | None = option(
        None, SWITCH, "Whether it calls on others to do physical harm (true), or does not (false).", "true"
    )
    words: tuple[str, ...] = option(
        (),
        NAMES,
        "Words or phrases in what is said, in any language; letters are folded, `pref*` begins a word.",
        '["oil depot", "مستودع", "refiner*"]',
    )
    texts: bool = option(
        False,
        SWITCH,
        "Whether the words are looked for in whole texts instead: also in languages that purport does not read. Only with\n"
        "`words` and what is known of the source.",
    )
    languages: tuple[str, ...] = option((), LANGUAGES, "Languages of the text.", '["ar"]')
    source_names: tuple[str, ...] = option(
        (), NAMES, "Names, or owners, of watched sources that brought it.", '["Morning Courier"]'
    )
    source_kinds: tuple[str, ...] = option((), SOURCE_KINDS, "Kinds of the sources that brought it.", '["telegram"]')
    source_countries: tuple[str, ...] = option((), COUNTRIES, "Countries of the sources.", '["LB"]')
    source_languages: tuple[str, ...] = option(
        (), LANGUAGES, "Languages of the sources, as sources.toml has them.", '["ar"]'
    )
    reliability: str | None = option(
        None,
        choice(*"ABCDE"),
        'The least reliability of the source, by sources.toml: "C" takes A, B and C, and never F.',
        '"C"',
    )
    deliver: tuple[str, ...] = option((), NAMES, "Deliveries by name; all if left out.", '["desk"]')
    most_per_hour: int = option(
        20,
        whole(0),
        "Alerts an hour after which the rest is put together in one message at the full hour; 0: no limit.",
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """One way in which alerts reach somebody."""

    name: str = option("", NAME, "What it is called; no two have one name.", '"desk"')
    kind: str = option(
        "terminal",
        choice(*DELIVERY_KINDS),
        '"terminal": printed by `purport watch` and `purport alerts send`. "email": by SMTP. "webhook": JSON by POST.\n'
        '"feed": an Atom file.',
    )
    zone: str = option("UTC", ZONE, "The time zone of `quiet` and `digest` (IANA).", '"Europe/Berlin"')
    quiet: tuple[time, time] | None = option(
        None, QUIET, "Hours in which nothing is sent; what comes then goes out together at their end.", '"22:00-07:00"'
    )
    digest: str | time = option(  # noqa: RUF009 - it makes a dataclass field
        "at once", DIGEST, "Whether alerts are collected and sent together, and when.", '"daily 08:00"'
    )
    to: tuple[str, ...] = option((), ADDRESSES, "email: who gets it.", '["desk@example.org"]')
    sender: str | None = option(None, ADDRESS, "email: whom it is from.", '"purport@example.org"')
    server: str | None = option(None, LINE, "email: the SMTP server.", '"mail.example.org"')
    port: int | None = option(None, PORT, "email: its port. Unset: 587, or 465 with tls, or 25 with none.", "587")
    security: str = option(
        "starttls",
        choice("starttls", "tls", "none"),
        'email: "starttls" and "tls" check the certificate; "none" only for a server on this machine, and without a password.',
    )
    user: str | None = option(None, LINE, "email: who logs in.", '"purport"')
    password_env: str | None = option(
        None, VARIABLE, "email: the environment variable that holds the password.", '"PURPORT_SMTP_PASSWORD"'
    )
    password_file: Path | None = option(  # noqa: RUF009 - it makes a dataclass field
        None, FILE, "email: the file that holds the password.", '"smtp-password"'
    )
    url: str | None = option(None, URL, "webhook: where it is sent.", '"https://hooks.example.org/purport"')
    secret_env: str | None = option(
        None,
        VARIABLE,
        "webhook: the environment variable that holds the key that signs (HMAC-SHA256).",
        '"PURPORT_HOOK_KEY"',
    )
    secret_file: Path | None = option(None, FILE, "webhook: the file that holds it.", '"hook-key"')  # noqa: RUF009
    allow_private: bool = option(False, SWITCH, "webhook: whether it may be in a private network or on this machine.")
    file: Path | None = option(None, FILE, "feed: the file that is written.", '"alerts.xml"')  # noqa: RUF009
    entries: int = option(100, whole(1), "feed: how many alerts it holds at most, the newest.")

    @property
    def where(self) -> tzinfo:
        """Its time zone."""
        return zone_of(self.zone)


@dataclass(frozen=True, slots=True)
class Watchlists:
    """The whole file: `same_for` seconds after its last member an alert takes no more in."""

    rules: tuple[Rule, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    same_for: int = 14 * 86400

    def for_rule(self, rule: Rule) -> tuple[Delivery, ...]:
        """Where a rule's alerts go."""
        return tuple(one for one in self.deliveries if not rule.deliver or one.name in rule.deliver)


@dataclass(frozen=True, slots=True)
class General:
    """What holds for all alerts."""

    same_for: int = option(
        14 * 86400,
        LENGTH,
        "How long after its last member an alert takes in copies and rewrites; what comes later is a new alert.",
        '"14d"',
    )


def load_alerts(file: Path) -> Watchlists:
    """The rules and deliveries in a file; paths are made absolute from its folder.

    Raises:
        InstructionError: ``no-alerts`` if there is no file; ``alerts-unreadable``, ``alerts-encoding``, ``alerts-syntax``,
            ``alerts-key``, ``alerts-value``, ``alerts-twice``; each names file, line and key.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as fault:
        raise InstructionError(
            "there is no such file", code="no-alerts", subject=str(file), advice="`purport alerts init` writes one"
        ) from fault
    except OSError as fault:
        told = f"it cannot be read: {(fault.strerror or str(fault)).lower()}"
        raise InstructionError(told, code="alerts-unreadable", subject=str(file)) from fault
    except UnicodeDecodeError as fault:
        raise InstructionError(
            f"it is not UTF-8 (byte {fault.start})", code="alerts-encoding", subject=str(file)
        ) from fault
    return alerts_in(text, file)


def alerts_in(text: str, file: Path) -> Watchlists:
    """The rules and deliveries that a text holds; `file` is what errors name, and what paths are relative to."""
    return _Sheet(text, file).watchlists()


Present = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class _Sheet:
    text: str
    file: Path

    def watchlists(self) -> Watchlists:
        tables = self._tables()
        for key in tables:
            if key not in SECTIONS:
                told = "known here: [alerts], [[delivery]], [[rule]]"
                raise self._fault("unknown section", "alerts-key", _section(key), key, told)
        deliveries = tuple(self._delivery(n, row) for n, row in enumerate(self._rows(tables, "delivery")))
        rules = tuple(self._rule(n, row) for n, row in enumerate(self._rows(tables, "rule")))
        for section, found in (("delivery", deliveries), ("rule", rules)):
            self._told_apart(section, [one.name for one in found])
        self._delivered(rules, {one.name for one in deliveries})
        return Watchlists(rules, deliveries, self._general(tables).same_for)

    def _tables(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            told, line = told_of(fault, self.text)
            advice = 'texts need quotes: key = "text"'
            raise InstructionError(
                f"this is not TOML: {told}", code="alerts-syntax", subject=f"{self.file}:{line}", advice=advice
            ) from fault

    def _general(self, tables: Mapping[str, Any]) -> General:
        table = tables.get("alerts", {})
        if not isinstance(table, dict):
            raise self._fault("expected [alerts] with one bracket", "alerts-value", lambda t: "alerts" in t, "alerts")

        def at(key: str) -> Present:
            return lambda t: key in t.get("alerts", {})

        return General(**self._values(General, table, at))

    def _rows(self, tables: Mapping[str, Any], section: str) -> list[dict[str, Any]]:
        rows = tables.get(section, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            told = f"expected [[{section}]] with two brackets"
            raise self._fault(told, "alerts-value", lambda t: section in t, section)
        return rows

    def _row(self, kind: type, section: str, n: int, row: Mapping[str, Any]) -> dict[str, Any]:
        values = self._values(kind, row, lambda key: _key(section, n, key))
        if "name" not in values:
            raise self._fault("it has no name", "alerts-value", _key(section, n), f"{section} {n + 1}")
        return values

    def _values(self, kind: type, row: Mapping[str, Any], at: Callable[[str], Present]) -> dict[str, Any]:
        kinds: dict[str, Kind] = {one.name: one.metadata["kind"] for one in options(kind)}
        out = {}
        for key, value in row.items():
            if key not in kinds:
                near = difflib.get_close_matches(key, kinds, n=1, cutoff=0.6)
                told = f"did you mean {near[0]}?" if near else f"known here: {', '.join(kinds)}"
                raise self._fault("unknown key", "alerts-key", at(key), key, told)
            try:
                out[key] = kinds[key].taken(value)
            except ValueError:
                found = "" if key in SECRET else f", found {_found(value)}"
                told = f"expected {kinds[key].expected}{found}"
                raise self._fault(told, "alerts-value", at(key), key) from None
        return out

    def _rule(self, n: int, row: Mapping[str, Any]) -> Rule:
        rule = Rule(**self._row(Rule, "rule", n, row))
        given = set(row) - {"name", "deliver", "most_per_hour", "texts"}
        if not given:
            told = "it has no condition: every statement would be alerted"
            raise self._fault(told, "alerts-value", _key("rule", n), f"rule {rule.name!r}", 'words = ["..."], say')
        of_statements = sorted(given - set(OF_TEXTS))
        if rule.texts and (of_statements or not rule.words):
            told = f"{of_statements[0]} says something of a statement" if of_statements else "it gives no words"
            advice = "texts = true looks for words in whole texts, with conditions on language and source alone"
            raise self._fault(f"with texts = true: {told}", "alerts-value", _key("rule", n, "texts"), "texts", advice)
        return rule

    def _delivery(self, n: int, row: Mapping[str, Any]) -> Delivery:
        one = Delivery(**self._row(Delivery, "delivery", n, row))
        for key in row:
            if key in OF_KIND and OF_KIND[key] != one.kind:
                told = f"it belongs to a delivery of kind {OF_KIND[key]!r}"
                raise self._fault(
                    told, "alerts-value", _key("delivery", n, key), key, f"this one is of kind {one.kind!r}"
                )
        for key in NEEDED.get(one.kind, ()):
            if key not in row:
                told = f"a delivery of kind {one.kind!r} needs {key}"
                raise self._fault(told, "alerts-value", _key("delivery", n), f"delivery {one.name!r}")
        self._check_secrets(n, one)
        placed = {
            key: (self.file.parent / path.expanduser()).absolute()
            for key in ("password_file", "secret_file", "file")
            if (path := getattr(one, key)) is not None
        }
        return replace(one, **placed)

    def _check_secrets(self, n: int, one: Delivery) -> None:
        for two in (("password_env", "password_file"), ("secret_env", "secret_file")):
            if all(getattr(one, key) for key in two):
                raise self._fault(f"either this or {two[0]}", "alerts-value", _key("delivery", n, two[1]), two[1])
        password = one.password_env or one.password_file
        if bool(password) != bool(one.user):
            key = "user" if one.user else "password_env" if one.password_env else "password_file"
            told = "user and password belong together"
            raise self._fault(told, "alerts-value", _key("delivery", n, key), key)
        if password and one.security == "none":
            told = "a password is not sent without encryption"
            raise self._fault(told, "alerts-value", _key("delivery", n, "security"), "security", '"starttls" or "tls"')

    def _told_apart(self, section: str, names: Iterable[str]) -> None:
        held: set[str] = set()
        for n, name in enumerate(names):
            if name.casefold() in held:
                told = f"another {section} has the name {name!r} already"
                raise self._fault(told, "alerts-twice", _key(section, n, "name"), "name")
            held.add(name.casefold())

    def _delivered(self, rules: Iterable[Rule], names: set[str]) -> None:
        for n, rule in enumerate(rules):
            unknown = [name for name in rule.deliver if name not in names]
            if unknown:
                near = difflib.get_close_matches(unknown[0], names, n=1, cutoff=0.5)
                advice = f"did you mean {near[0]!r}?" if near else "each delivery is a [[delivery]] with a name"
                told = f"no delivery is called {unknown[0]!r}"
                raise self._fault(told, "alerts-value", _key("rule", n, "deliver"), "deliver", advice)

    def _fault(self, message: str, code: str, present: Present, name: str, advice: str = "") -> InstructionError:
        line = line_where(self.text, present)
        return InstructionError(message, code=code, subject=f"{self.file}:{line}: {name}", advice=advice)


OF_TEXTS = ("words", "languages", "source_names", "source_kinds", "source_countries", "source_languages", "reliability")
"""The conditions that can be held against a text that was not read."""
OF_KIND = {
    **dict.fromkeys(("to", "sender", "server", "port", "security", "user", "password_env", "password_file"), "email"),
    **dict.fromkeys(("url", "secret_env", "secret_file", "allow_private"), "webhook"),
    **dict.fromkeys(("file", "entries"), "feed"),
}
SECRET = frozenset({"url", "password_env", "password_file", "secret_env", "secret_file"})
"""What is not told where it is wrong: it may hold a key, or be one, by mistake."""
NEEDED = {"email": ("to", "sender", "server"), "webhook": ("url",), "feed": ("file",)}


def _section(name: str) -> Present:
    return lambda tables: name in tables


def _key(section: str, n: int, key: str | None = None) -> Present:
    def present(tables: dict[str, Any]) -> bool:
        rows = tables.get(section, ())
        return len(rows) > n and (key is None or key in rows[n])

    return present


def _found(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else repr(value)


def secret(variable: str | None, file: Path | None, environment: Mapping[str, str] | None = None) -> str | None:
    """The password or key in an environment variable, or in the first line of a file; None where neither is named.

    Raises:
        InstructionError: ``no-secret`` if it is not there or empty. The secret itself is in no message.
    """
    if variable is not None:
        value = (os.environ if environment is None else environment).get(variable, "")
        if not value:
            raise InstructionError("the environment variable is not set", code="no-secret", subject=variable)
        return value
    if file is None:
        return None
    try:
        value = file.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError) as fault:
        told = "it cannot be read" if isinstance(fault, UnicodeDecodeError) else (fault.strerror or str(fault)).lower()
        raise InstructionError(f"the secret cannot be read: {told}", code="no-secret", subject=str(file)) from fault
    if not value:
        raise InstructionError("the file holds no secret", code="no-secret", subject=str(file))
    return value


HEAD = """\
# The rules of alerts and where they are sent; see docs/how-to/alerts.md. `purport alerts check` checks this file, and
# `purport alerts test RULE` shows what a rule would have sent. Every line that is commented out shows an example or a default.
"""


def template() -> str:
    """A valid file in which every key is told and commented out; nothing is alerted until a rule is added."""
    parts = [HEAD]
    for mark, kind in (("[alerts]", General), ("[[delivery]]", Delivery), ("[[rule]]", Rule)):
        parts.append(f"\n# {(kind.__doc__ or '').strip()}\n#{mark}\n")
        for one in options(kind):
            parts += [f"# {line}\n" for line in one.metadata["says"].splitlines()]
            example = one.metadata["example"]
            parts.append(f"#{one.name} = {example if example is not None else _written(one.default)}\n\n")
    return "".join(parts)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
