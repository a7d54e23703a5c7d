"""The consolidated list of the United Nations Security Council, as XML.

Schema: https://scsanctions.un.org/resources/xsd/sanctions.xsd. Names of people stand in up to four elements, those of bodies in
the first. ``QUALITY`` of an alias is Good or Low for people, a.k.a. or f.k.a. for bodies; several names may stand in one alias,
parted by semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from purport.exchange.namelists.entries import (
    BadEntry,
    Limits,
    Unfit,
    checked_size,
    clean,
    day,
    unreadable,
    without_twins,
)
from purport.records.listed import Alias, Known, NameKind, Quality

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_KINDS = {"INDIVIDUAL": NameKind.PERSON, "ENTITY": NameKind.ORGANISATION}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PARTED = re.compile(r"\s*;\s*|\s+[a-z]\)\s+")
_REMARK = re.compile(r"\s*\((?:formerly|previously) listed as\)|,? born (?:in|on) .*$")
_INITIALS = re.compile(r"\(([A-Z]{3,8})\)\s*$")
_REFERENCE = re.compile(r"[\w./-]{1,60}")
_LISTED = re.compile(r"(\d{4}-\d{2}-\d{2})")


def read_un(data: bytes, name: str, limits: Limits | None = None) -> tuple[Known | BadEntry, ...]:
    """Entries of the list, in its order, each bad one in its place. `name`: what the list is called.

    Raises:
        InstructionError: ``bad-list``: no XML, XML that declares entities, or not this list.
    """
    limits = limits or Limits()
    root = _tree(checked_size(data, name, limits), name)
    if root.tag != "CONSOLIDATED_LIST":
        raise unreadable(name, f"its root is <{root.tag}>", "give the consolidated list of the UN as XML")
    return tuple(_entries(root, name, limits))


def _tree(data: bytes, name: str) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        found: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as fault:
        why = "it declares a document type or entities, which are not read"
        raise unreadable(name, why, "XML without a document type") from fault
    except (ParseError, ValueError, LookupError) as fault:
        raise unreadable(name, str(fault) or type(fault).__name__, "XML without a document type") from fault
    return found


def _entries(root: Element, name: str, limits: Limits) -> Iterator[Known | BadEntry]:
    found = (element for element in root.iter() if element.tag in _KINDS)
    for place, element in enumerate(found, 1):
        if place > limits.entries:
            yield BadEntry(place, f"more than {limits.entries} entries: the rest is left out")
            return
        try:
            yield _known(element, name, limits)
        except Unfit as fault:
            yield BadEntry(place, str(fault))


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _known(element: Element, name: str, limits: Limits) -> Known:
    reference = _text(element, "REFERENCE_NUMBER").rstrip(".") or _text(element, "DATAID")
    if not _REFERENCE.fullmatch(reference):
        raise Unfit(f"no reference number: {reference[:40]!r}")
    primary = clean(" ".join(filter(None, (_text(element, tag) for tag in _NAMES))), limits)
    if not primary:
        raise Unfit(f"{reference} has no name")
    listed = _LISTED.match(_text(element, "LISTED_ON"))
    return Known(
        reference,
        _KINDS[element.tag],
        primary,
        name,
        without_twins(_aliases(element, limits), primary, limits),
        day(listed[1]) if listed else None,
    )


def _aliases(element: Element, limits: Limits) -> Iterator[Alias]:
    if element.tag == "ENTITY":
        yield from _initials(_text(element, "FIRST_NAME"))
    if original := clean(_text(element, "NAME_ORIGINAL_SCRIPT"), limits):
        yield Alias(original)
    for tag in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
        for alias in element.findall(tag):
            low = _text(alias, "QUALITY").lower() == "low"
            for told in _PARTED.split(_REMARK.sub("", _text(alias, "ALIAS_NAME"))):
                if name := clean(told, limits):
                    yield Alias(name, Quality.LOW if low else Quality.GOOD)
                    yield from _initials(name)


def _initials(name: str) -> Iterator[Alias]:
    """The initials that a name gives in brackets at its end, as a name of their own."""
    if hit := _INITIALS.search(name):
        yield Alias(hit[1])
