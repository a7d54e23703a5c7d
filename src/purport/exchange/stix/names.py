"""Identifiers, times and fixed objects of STIX: everything that is the same in every bundle."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

Json = dict[str, Any]

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:purport:stix")
_OBSERVABLES = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The namespace that STIX 2.1 (2.9) gives for cyber-observable objects."""
TIMELESS = "2026-01-01T00:00:00.000Z"
"""When a name, a place or the extension came to be: they have no time of their own, and the same id must not have two."""


@lru_cache(maxsize=4096)
def made(kind: str, *parts: object) -> str:
    """The identifier of an object: UUIDv5 of what identifies it, so that exporting twice makes one."""
    return f"{kind}--{uuid.uuid5(NAMESPACE, json.dumps([kind, *parts], ensure_ascii=True))}"


def observable(kind: str, **contributing: object) -> str:
    """The identifier of a cyber-observable, by its ID contributing properties (STIX 2.1, 2.9; canonical JSON of RFC 8785)."""
    text = json.dumps(contributing, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{kind}--{uuid.uuid5(_OBSERVABLES, text)}"


def moment(at: datetime) -> str:
    """A time as STIX writes it: UTC with milliseconds."""
    told = at.astimezone(UTC)
    return f"{told:%Y-%m-%dT%H:%M:%S}.{told.microsecond // 1000:03d}Z"


SYSTEM = made("identity", "system", "purport")
EXTENSION = made("extension-definition", "attributed statement", 1)


@cache
def schema_text() -> str:
    """The JSON Schema of the extension, as it is kept in the documentation."""
    return files("purport.exchange.stix").joinpath("attributed-statement.schema.json").read_text("utf-8")


def fixed() -> tuple[Json, ...]:
    """The two objects that every bundle begins with: purport itself, and the definition of the extension."""
    common = {"spec_version": "2.1", "created": TIMELESS, "modified": TIMELESS}
    system = {
        "type": "identity",
        "id": SYSTEM,
        **common,
        "name": "purport",
        "description": "The program that read the texts. It asserts nothing of what they say.",
        "identity_class": "system",
    }
    extension = {
        "type": "extension-definition",
        "id": EXTENSION,
        **common,
        "created_by_ref": SYSTEM,
        "name": "attributed statement",
        "description": "On a note: who is said to have said what, through whom, and how sure the text is of it.",
        "schema": schema_text(),
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }
    return system, extension


_TLP_1 = {
    "clear": ("613f2e26-407d-48c7-9eca-b8e91df99dc9", "white"),
    "green": ("34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"),
    "amber": ("f88d31f6-486f-44da-b317-01333bde0b82", "amber"),
    "red": ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"),
}
_TLP_2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP = ("clear", "green", "amber", "amber+strict", "red")


def marking(tlp: str) -> Json:
    """The marking definition of a level of the Traffic Light Protocol.

    Four levels are those that STIX 2.1 (7.2.1.4) itself defines, under the ids that every reader knows (WHITE is what TLP 2.0
    calls CLEAR); ``amber+strict`` is of TLP 2.0, by the OASIS extension for it.
    """
    if tlp in _TLP_1:
        number, word = _TLP_1[tlp]
        return {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": f"marking-definition--{number}",
            "created": "2017-01-20T00:00:00.000Z",
            "definition_type": "tlp",
            "name": f"TLP:{word.upper()}",
            "definition": {"tlp": word},
        }
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        "created": "2022-10-01T00:00:00.000Z",
        "name": "TLP:AMBER+STRICT",
        "extensions": {_TLP_2: {"extension_type": "property-extension", "tlp_2_0": "amber+strict"}},
    }
