"""C2PA (ISO/DIS 22144) manifests: whether there is one, and what it says.

All but :func:`has_manifest` runs in :mod:`purport.read.media.worker`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from purport.read.media.claims import claim, dated
from purport.records.media import Claim, ClaimKind

MARK = b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9b\x71"
"""The type of the box (JUMBF, ISO/IEC 19566-5) that holds the manifests of a file."""
OFFLINE = '{"verify": {"remote_manifest_fetch": false, "ocsp_fetch": false, "verify_trust": true}}'
MOST_STEPS = 40
_TRUST = {
    True: "the signer is on a trust list",
    False: "the signer is not on a trust list: anybody can make such a signature",
}
_CHECKED = "checked by c2pa-python, without a network; no word of the file's own"
_STATES = {
    "trusted": "valid: hashes and signature hold, and the signer is on a trust list",
    "valid": "valid: hashes and signature hold; the signer is not on a trust list, so anybody may have made it",
    "invalid": "NOT VALID: the file or the manifest was changed after it was signed, or was signed wrongly",
}


def has_manifest(data: bytes) -> bool:
    """Whether the bytes hold a manifest's box, wherever it stands; it is not looked into."""
    return b"jumd" + MARK in data or b"C2PA_Manifest" in data


def provenance_claims(data: bytes, media_type: str, notes: list[str]) -> Iterator[Claim | None]:
    """What the manifest says and whether it holds, checked without a network; what cannot be read is added to `notes`.

    Raises:
        ImportError: if c2pa-python is not installed.
    """
    import c2pa

    try:
        with (
            c2pa.Context(settings=c2pa.Settings.from_json(OFFLINE)) as context,
            c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader,
        ):
            told: dict[str, Any] = json.loads(reader.json())
    except (c2pa.C2paError, ValueError) as fault:
        why = f"{type(fault).__name__}: {str(fault)[:200]}"
        notes.append(f"C2PA: the manifest cannot be read, and nothing in it was checked: {why}")
        return
    yield from manifest_claims(told)


def manifest_claims(told: dict[str, Any]) -> Iterator[Claim | None]:
    """The claims of a manifest store, as the library writes it in JSON."""
    state = str(told.get("validation_state", "")).lower()
    yield Claim("C2PA", "validation", _STATES.get(state, "not known"), ClaimKind.PROVENANCE, caveat=_CHECKED)
    for code in _failures(told):
        yield claim("C2PA", "validation failure", code, ClaimKind.PROVENANCE)
    holds = state in ("valid", "trusted")
    said = "the manifest says so" if holds else "the manifest does not hold"
    active = _dict(_dict(told.get("manifests")).get(str(told.get("active_manifest"))))
    yield claim("C2PA", "claim generator", _generator(active), ClaimKind.SOFTWARE)
    yield claim("C2PA", "title", str(active.get("title") or ""), ClaimKind.WORDS)
    yield from _signature(_dict(active.get("signature_info")), state == "trusted")
    for one in _actions(active):
        yield claim("C2PA", "action", one, ClaimKind.PROVENANCE, said)
    for one in _list(active.get("ingredients"))[:MOST_STEPS]:
        part = _dict(one)
        named = f"{part.get('relationship') or 'part'}: {part.get('title') or 'without a title'}"
        yield claim("C2PA", "ingredient", named, ClaimKind.PROVENANCE, said)


def _signature(signed: dict[str, Any], trusted: bool) -> Iterator[Claim | None]:
    """Who signed, and when."""
    yield claim("C2PA", "signature issuer", str(signed.get("issuer") or ""), ClaimKind.PROVENANCE, _TRUST[trusted])
    yield claim("C2PA", "signature common name", str(signed.get("common_name") or ""), ClaimKind.PERSON)
    yield claim("C2PA", "certificate serial number", str(signed.get("cert_serial_number") or ""), ClaimKind.SERIAL)
    if signed.get("time"):
        yield dated("C2PA", "signature time", str(signed["time"]), caveat="by the time stamp in the manifest")


def _failures(told: dict[str, Any]) -> list[str]:
    """The codes of what does not hold, the signer's not being on a trust list aside, which is told by itself."""
    found = _list(told.get("validation_status"))
    results = _dict(_dict(told.get("validation_results")).get("activeManifest"))
    found = [*found, *_list(results.get("failure"))]
    codes = [str(_dict(one).get("code")) for one in found]
    return [code for code in dict.fromkeys(codes) if code != "signingCredential.untrusted"][:MOST_STEPS]


def _generator(active: dict[str, Any]) -> str:
    told = [_dict(one) for one in _list(active.get("claim_generator_info"))]
    named = ", ".join(" ".join(str(one[key]) for key in ("name", "version") if one.get(key)) for one in told)
    return named or str(active.get("claim_generator") or "")


def _actions(active: dict[str, Any]) -> Iterator[str]:
    for one in _list(active.get("assertions")):
        assertion = _dict(one)
        if str(assertion.get("label", "")).startswith("c2pa.actions"):
            for step in _list(_dict(assertion.get("data")).get("actions"))[:MOST_STEPS]:
                told = _dict(step)
                agent = told.get("softwareAgent")
                name = _dict(agent).get("name") if isinstance(agent, dict) else agent
                parts = (told.get("action"), name, told.get("when"), told.get("digitalSourceType"))
                yield ", ".join(str(part) for part in parts if part)


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
