"""What leaves the house in other tools' formats: statements as they come from the ledger, captures straight from the vault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from purport.errors import InstructionError, VaultError
from purport.exchange.entries import Entry, How, Tally
from purport.exchange.forms import Takes, form
from purport.exchange.provenance import Origin, Provenance
from purport.exchange.webarchive import Archive, Item
from purport.records import Filter
from purport.rounds.bundling import chosen
from purport.rounds.entries import Entries
from purport.rounds.newfile import new_file

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Vault

REJECTED = "rejected by a person"
"""What the tally calls them."""
PIECE = 1 << 20
"""Bytes of a web archive that are handed on at a time."""


def exported(
    rooms: tuple[Vault, Ledger],
    what: tuple[Sequence[str], Filter | None],
    file: Path,
    how: tuple[str, str | None],
    over: bool,
) -> Archive:
    """As `House.export`; `how`: the form's name and the operator, `over`: whether the file may be there."""
    with new_file(file, replace=over) as out:
        return _written(rooms, what, out, how)


def _written(
    rooms: tuple[Vault, Ledger],
    what: tuple[Sequence[str], Filter | None],
    out: IO[bytes],
    how: tuple[str, str | None],
    opens: Callable[[], None] = lambda: None,
) -> Archive:
    vault, ledger = rooms
    archive = archive_of(ledger, what[0], what[1], how[1])

    def opened(name: str) -> IO[bytes]:
        opens()
        try:
            return vault.path(name).open("rb")
        except OSError as fault:
            advice = "run purport verify"
            raise VaultError(
                "the exhibit cannot be read", code="missing-exhibit", subject=name, advice=advice
            ) from fault

    form(how[0]).write(out, archive, opened)
    return archive


def archive_of(ledger: Ledger, names: Sequence[str], question: Filter | None, operator: str | None) -> Archive:
    """The captures of the exhibits that are meant; all of the ledger's where nothing is named or asked.

    Raises:
        InstructionError: ``nothing-found``, also where all of it was removed; ``unknown-id``, ``ambiguous-id``.
    """
    every = not names and question is None
    wanted = {one.sha256 for one in ledger.exhibits()} if every else set(chosen(ledger, names, question).exhibits)
    removed = [one for one in ledger.removals() if one.exhibit in wanted]
    wanted -= {one.exhibit for one in removed}
    items = [item for one in ledger.exhibits() if one.sha256 in wanted for item in _items(ledger, one)]
    if not items:
        message = "all that meets these conditions was removed" if removed else "nothing meets these conditions"
        raise InstructionError(message, code="nothing-found")
    return Archive(sorted(items, key=lambda one: (one.captured_at, one.origin, one.exhibit.sha256)), removed, operator)


def _items(ledger: Ledger, exhibit: Any) -> list[Item]:
    documents = tuple(ledger.taken_from(exhibit.sha256))
    own = [one for name in documents if (one := ledger.document(name).document).translated is None]
    title = own[0].title if len(own) == 1 else None  # a feed has several, and the title of none
    names = ("origin", "last_seen", "fetched_by", "media_type", "charset", "headers", "way")
    return [
        Item(
            exhibit=exhibit,
            captured_at=seen.first_seen,
            documents=documents,
            title=title,
            **{name: getattr(seen, name) for name in names},
        )
        for seen in ledger.captures(exhibit.sha256)
    ]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be exported: the form's name, ids, a question (None: no conditions), and how.

    `withheld`: whether captions mark where something is withheld.
    """

    form: str
    names: Sequence[str] = ()
    question: Filter | None = None
    how: How = field(default_factory=How)
    withheld: bool = False


def pieces(
    rooms: tuple[Vault, Ledger],
    asked: Request,
    operator: str | None,
    tally: Tally,
    opens: Callable[[], None] = lambda: None,
) -> Iterator[bytes]:
    """As `House.exported`; `opens` is called before each exhibit of a web archive is read."""
    chosen_form = form(asked.form)
    if chosen_form.takes is Takes.STATEMENTS:
        shelf = Entries(rooms[1])
        how = replace(asked.how, kind_of=shelf.kind_of, grade_of=shelf.grade_of)
        entries = shelf.of(asked.names, asked.question)
        yield from chosen_form.write(entries if chosen_form.marks else standing(entries, tally), how, tally)
    elif chosen_form.takes is Takes.STATEMENT:
        tally.statements = 1
        yield from chosen_form.write(provenance(rooms[1], asked))
    elif chosen_form.takes is Takes.RECORDING:
        yield _captions(rooms[1], asked, tally)
    else:
        with TemporaryFile() as out:
            _count(_written(rooms, (asked.names, asked.question), out, (asked.form, operator), opens), tally)
            out.seek(0)
            while piece := out.read(PIECE):
                yield piece


def standing(entries: Iterable[Entry], tally: Tally) -> Iterator[Entry]:
    """Those that no person rejected; the others are counted."""
    for one in entries:
        if one.row.rejected:
            tally.left_out[REJECTED] += 1
        else:
            yield one


def put(rooms: tuple[Vault, Ledger], asked: Request, operator: str | None, file: Path, over: bool) -> Tally:
    """As `House.put`."""
    tally = Tally()
    if form(asked.form).takes is Takes.CAPTURES:
        _count(exported(rooms, (asked.names, asked.question), file, (asked.form, operator), over), tally)
        return tally
    with new_file(file, replace=over) as out:
        for piece in pieces(rooms, asked, operator, tally):
            out.write(piece)
    return tally


def _count(archive: Archive, tally: Tally) -> None:
    tally.parts["captures"] = len(archive.items)
    tally.parts["exhibits"] = len({one.exhibit.sha256 for one in archive.items})
    tally.removed.extend(one.exhibit for one in archive.removed)


def provenance(ledger: Ledger, asked: Request) -> Provenance:
    """One statement with how it came.

    Raises:
        InstructionError: ``one-statement`` for none, for several and for conditions; ``unknown-id``, ``ambiguous-id``.
    """
    if len(asked.names) != 1 or asked.question is not None:
        raise InstructionError(
            "is of one statement: give its id, and no conditions",
            code="one-statement",
            subject=f"--format {asked.form}",
        )
    row = ledger.row(asked.names[0])
    entry = next(Entries(ledger).around([row]))
    names = ("origin", "fetched_by", "first_seen", "last_seen", "media_type")
    seen = [Origin(**{name: getattr(one, name) for name in names}) for one in ledger.captures(row.exhibit)]
    return Provenance(entry, tuple(seen))


def _captions(ledger: Ledger, asked: Request, tally: Tally) -> bytes:
    from purport.rounds.airing import captions_of

    if len(asked.names) != 1 or asked.question is not None:
        message = "captions are of one recording: give the id or name of its document, and no conditions"
        raise InstructionError(message, code="one-recording", subject=f"--format {asked.form}")
    text, tally.parts["captions"] = captions_of(ledger, ledger.document(asked.names[0]), asked.form, asked.withheld)
    return text
