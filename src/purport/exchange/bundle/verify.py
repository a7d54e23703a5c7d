#!/usr/bin/env python3
"""Checks the bundle that this file lies in. Needs Python 3.8 or later and the program openssl (3.0 or later), nothing else.

    python3 verify.py [--key sha256:...]

--key: the fingerprint of the signer's public key, as you know it from elsewhere (a mail, a telephone call, a notebook).
Exit status 0: everything holds. 1: something does not, and it is said what. 2: it could not be checked.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))
FAULTS: list[str] = []


def read(name: str) -> bytes:
    """The bytes of a file of the bundle."""
    with open(os.path.join(HERE, *name.split("/")), "rb") as file:
        return file.read()


def lines(name: str) -> list[Any]:
    """The records of a file of the bundle."""
    return [json.loads(line) for line in read(name).decode().splitlines()]


def wrong(subject: str, what: str) -> None:
    """Tells a fault."""
    FAULTS.append(subject)
    print(f"FAULT  {subject}: {what}")


def sha256(data: bytes) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def raw_key() -> bytes:
    """The 32 bytes of the public key: the last of its DER form."""
    body = [line for line in read("key.pem").decode().splitlines() if line and not line.startswith("-")]
    return base64.b64decode("".join(body))[-32:]


def signed(what: str, data: bytes, signature: bytes) -> None:
    """Has openssl check an Ed25519 signature."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("data", data), ("signature", signature)):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        key = os.path.join(HERE, "key.pem")
        command = [
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            key,
            "-rawin",
            "-in",
            "data",
            "-sigfile",
            "signature",
        ]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # noqa: S603
    if b"Verified Successfully" not in done.stdout:
        wrong(what, "the signature does not match")


def check_manifest() -> int:
    """Every file is there, none besides, and each has its SHA-256."""
    signed("MANIFEST", read("MANIFEST"), read("MANIFEST.sig"))
    told: dict[str, str] = {}
    for line in read("MANIFEST").decode().splitlines():
        digest, name = line.split("  ", 1)
        told[name] = digest
    held = set()
    for folder, _, files in os.walk(HERE):
        for name in files:
            held.add(os.path.relpath(os.path.join(folder, name), HERE).replace(os.sep, "/"))
    for name in sorted(set(told) - held):
        wrong(name, "is missing")
    for name in sorted(held - set(told) - {"MANIFEST", "MANIFEST.sig"}):
        wrong(name, "does not belong to the bundle")
    for name in sorted(held & set(told)):
        if sha256(read(name)) != told[name]:
            wrong(name, "is not what it was: its SHA-256 differs from the MANIFEST")
    return len(told)


def check_checkpoint() -> tuple[int, bytes]:
    """The signature of the checkpoint; its size and root."""
    text, _, signatures = read("checkpoint.txt").decode().partition("\n\n")
    text += "\n"
    _log, size, root = text.split("\n")[:3]
    _dash, name, signature = signatures.splitlines()[0].split(" ")
    raw = base64.b64decode(signature)
    if raw[:4] != hashlib.sha256(name.encode() + b"\n\x01" + raw_key()).digest()[:4]:
        wrong("checkpoint.txt", "is signed by another key than key.pem")
    signed("checkpoint.txt", text.encode(), raw[4:])
    return int(size), base64.b64decode(root)


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root of the Merkle tree to which an audit path leads (RFC 9162, 2.1.3.2); None if it leads nowhere."""
    at, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = hashlib.sha256(b"\x01" + step + found).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + step).digest()
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def check_custody(size: int, root: bytes) -> Any:
    """Every entry of the custody log is one that the checkpoint is of; the entries by exhibit."""
    entries: Any = {}
    for one in lines("custody.jsonl"):
        data = one["leaf"].encode("utf-8", "surrogatepass")
        seq, at, deed, exhibit, detail, _ = json.loads(one["leaf"])
        leaf = hashlib.sha256(b"\x00" + data).digest()
        path = [bytes.fromhex(step) for step in one["path"]]
        if not 0 < seq <= size or root_from(leaf, seq - 1, size, path) != root:
            wrong(f"custody entry {seq}", f"is not in the log that the checkpoint is of (exhibit {exhibit})")
        entries.setdefault(exhibit, []).append((deed, at, json.loads(detail)))
    return entries


def check_exhibits(entries: Any) -> int:
    """Every exhibit has the bytes that its name says, and the log says when they were kept, or why they are no longer there."""
    told = [one["sha256"] for one in lines("exhibits.jsonl")]
    for name in told:
        deeds = {deed: detail for deed, _, detail in entries.get(name, [])}
        if "kept" not in deeds:
            wrong(name, "the custody log does not say that it was kept")
        if "removed" in deeds:
            print(f"note   {name} was removed by {deeds['removed'].get('by')}: {deeds['removed'].get('reason')}")
            continue
        try:
            data = read("exhibits/" + name.replace("sha256:", ""))
        except OSError:
            wrong(name, "its bytes are missing")
            continue
        if "sha256:" + sha256(data) != name:
            wrong(name, "the bytes are not those that were kept")
    return len(told)


def check_captures(entries: Any) -> None:
    """Where and when each exhibit was captured is what the log says."""
    for one in lines("captures.jsonl"):
        row, exhibit = one["row"], one["row"][1]
        told = [
            d for deed, _, d in entries.get(exhibit, []) if deed in ("kept", "seen at") and d.get("origin") == row[0]
        ]
        text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = "sha256:" + sha256(text.encode("utf-8", "surrogatepass"))
        if not told:
            wrong(exhibit, f"the custody log does not tell of a capture at {row[0]!a}")
        elif told[0].get("capture", digest) != digest:
            wrong(exhibit, f"when or how it was captured at {row[0]!a} is not what the custody log says")


def check_texts(entries: Any) -> None:
    """Every working text is the one that the log says was taken from its exhibit."""
    for one in lines("documents.jsonl"):
        name, exhibit = one["document"], one["sha256"]
        if any(deed == "removed" for deed, _, _ in entries.get(exhibit, [])):
            continue
        digest = "sha256:" + sha256(read(f"texts/{name}.txt"))
        if not any(d.get("document") == name and d.get("text") == digest for _, _, d in entries.get(exhibit, [])):
            wrong(name, "its text is not the one that the custody log tells of")


def check_transcripts(entries: Any) -> None:
    """Every transcript of a recording is the one that the log says was made of it."""
    for deeds in entries.values():
        told = {d["transcript"]: d["heard"] for deed, _, d in deeds if deed == "transcribed"}
        for name, digest in {} if any(deed == "removed" for deed, _, _ in deeds) else told.items():
            if "sha256:" + sha256(read(f"transcripts/{name}.json")) != digest:
                wrong(name, "it is not the transcript that the custody log tells of")


def main(arguments: list[str]) -> int:
    """Checks everything; the exit status."""
    key = "sha256:" + sha256(raw_key())
    compared = arguments[:1] == ["--key"]
    if compared and arguments[1:] != [key]:
        wrong("key.pem", f"is another key: its fingerprint is {key}")
    files = check_manifest()
    size, root = check_checkpoint()
    entries = check_custody(size, root)
    exhibits = check_exhibits(entries)
    check_captures(entries)
    check_texts(entries)
    check_transcripts(entries)
    count = sum(map(len, entries.values()))
    if FAULTS:
        print(f"{len(FAULTS)} fault(s): the bundle is not what it was")
        return 1
    print(f"everything holds: {files} files, {exhibits} exhibits, {count} custody entries of a log of {size}")
    print(f"signed with the key {key}")
    if not compared:
        print("compare it with the fingerprint that you know from elsewhere")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        if isinstance(fault, FileNotFoundError) and fault.filename == "openssl" and not FAULTS:
            print("it cannot be checked: the program openssl is missing")
            sys.exit(2)
        print(f"FAULT  the bundle cannot be read: {type(fault).__name__}: {fault!a}")
        sys.exit(1)
