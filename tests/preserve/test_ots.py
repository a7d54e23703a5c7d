"""The form of OpenTimestamps proofs, and Bitcoin headers: published ones, hostile ones."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import InstructionError
from purport.preserve.anchoring import standing
from purport.preserve.blocks import block, blocks_in
from purport.preserve.ots import (
    APPEND,
    DEEPEST,
    HEXLIFY,
    MAGIC,
    MOST_STEPS,
    PREPEND,
    REVERSE,
    SHA1,
    SHA256,
    Attestation,
    Proof,
    Step,
    Tree,
    answer_of,
    in_block,
    promised,
)

COINBASE = (
    "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054696d657320"
    "30332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ff"
    "ffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51e"
    "c112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000"
)
"""The one transaction of Bitcoin's first block; published in its source."""
GENESIS = (
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a5132"
    "3a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"
)
"""The header of that block."""
ROOT = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"
"""Its Merkle root as block explorers show it."""


def first_block() -> Proof:
    """A proof that the first transaction is in the first block: its SHA-256, hashed again, is the Merkle root."""
    tree = Tree(hashlib.sha256(bytes.fromhex(COINBASE)).digest())
    tree.grown(Step(SHA256)).attestations.append(in_block(0))
    return Proof(tree)


def test_the_first_block_of_bitcoin_bears_out_a_proof():
    given = block(0, GENESIS)
    assert given.at == datetime(2009, 1, 3, 18, 15, 5, tzinfo=UTC) and given.work == 32
    found = standing(first_block(), {0: given})
    assert found.checked == (given,) and not found.faults
    assert found.told.startswith("in Bitcoin block 0 of about 2009-01-03 18:15 UTC; checked against the header")


def test_a_root_alone_bears_it_out_and_is_told_as_such():
    found = standing(first_block(), {0: block(0, ROOT)})
    assert "without a header" in found.told and found.checked


def test_another_root_accuses_the_proof():
    found = standing(first_block(), {0: block(0, "00" * 32)})
    assert found.faults and not found.checked and "is not in Bitcoin block 0" in found.told


def test_without_a_header_nothing_is_said_to_be_checked():
    assert standing(first_block(), {}).told == "in Bitcoin block 0; header not checked: none is given"
    assert standing(first_block(), {7: block(7, ROOT)}).checked == ()


def test_its_bytes_are_those_of_the_reference_implementation():
    """Written by python-opentimestamps 0.4.5 from the same steps."""
    digest = hashlib.sha256(bytes.fromhex(COINBASE)).hexdigest()
    assert first_block().written().hex() == MAGIC.hex() + "0108" + digest + "08" + "000588960d73d71901" + "0100"


def test_a_tree_with_all_kinds_of_steps_comes_back():
    tree = Tree(b"\x01" * 32)
    one = tree.grown(Step(APPEND, b"\x02" * 16), Step(SHA256))
    one.attestations += [
        promised("https://b.example"),
        promised("https://a.example"),
        Attestation(b"unknown!", b"more"),
    ]
    one.grown(Step(PREPEND, b"x" * 200), Step(HEXLIFY), Step(REVERSE), Step(SHA1)).attestations.append(
        in_block(358_391)
    )
    data = Proof(tree).written()
    again = Proof.read(data)
    assert again.written() == data
    assert data.hex() == REFERENCE
    found = standing(again, {})
    assert found.heights == (358_391,) and set(found.pending) == {"https://a.example", "https://b.example"}


REFERENCE = (
    "004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e8929401080101010101010101010101010101010101010101010101010101"
    "010101010101f0100202020202020202020202020202020208ff00756e6b6e6f776e21046d6f7265ff0083dfe30d2ef90c8e121168747470733a2f"
    "2f612e6578616d706c65ff0083dfe30d2ef90c8e121168747470733a2f2f622e6578616d706c65f1c8017878787878787878787878787878787878"
    "7878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
    "7878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
    "7878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
    "787878787878f3f202000588960d73d7190103f7ef15"
)
"""The same proof, as python-opentimestamps 0.4.5 wrote it."""


def test_merging_takes_in_what_is_new_and_refuses_another_message():
    one, other = first_block(), first_block()
    other.tree.attestations.append(promised("https://a.example"))
    one.tree.merge(other.tree)
    assert one.tree == other.tree
    with pytest.raises(ValueError, match="another message"):
        one.tree.merge(Tree(b"\0" * 32))


HEAD = MAGIC + b"\x01\x08" + b"\x07" * 32
LEAF = b"\x00" + bytes.fromhex("0588960d73d71901") + b"\x01\x07"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "does not begin"),
        (MAGIC[:-1] + b"\0" + HEAD, "does not begin"),
        (MAGIC + b"\x02\x08" + b"\x07" * 32 + LEAF, "another version"),
        (MAGIC + b"\x01\x02" + b"\x07" * 20 + LEAF, "not of a SHA-256"),
        (HEAD, "ends in the middle"),
        (HEAD + LEAF + b"!", "behind the end"),
        (HEAD + LEAF[:-1], "ends in the middle"),
        (HEAD + b"\x08" * (DEEPEST + 5) + LEAF, "one behind the other"),
        (HEAD + (b"\xff" + LEAF) * (MOST_STEPS + 5) + LEAF, "too many steps"),
        (HEAD + b"\x67" + LEAF, "not known here"),
        (HEAD + b"\xf0\x00" + LEAF, "empty, or too long"),
        (HEAD + b"\xf0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "too large"),
        (HEAD + b"\xf3" * 12 + LEAF, "too long"),
        (HEAD + b"\x00" + bytes.fromhex("83dfe30d2ef90c8e") + b"\x03\x02?a", "address of a calendar"),
        (HEAD + b"\x00" + bytes.fromhex("0588960d73d71901") + b"\x02\x07\x07", "behind the end"),
        (HEAD + LEAF + b"x" * 2_000_000, "too large for a proof"),
    ],
)
def test_what_is_no_proof_is_told_why(data, told):
    with pytest.raises(ValueError, match=told):
        Proof.read(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_proof_or_an_error(data):
    for read in (lambda: Proof.read(HEAD + data), lambda: answer_of(data, b"\x07" * 32)):
        try:
            read()
        except ValueError:
            continue


def test_a_header_without_its_work_is_none():
    changed = GENESIS[:-2] + "7d"
    with pytest.raises(ValueError, match="proof of work does not hold"):
        block(0, changed)
    easy = GENESIS.replace("ffff001d", "ffff7f20")
    with pytest.raises(ValueError, match="proof of work does not hold"):
        block(0, easy)


def test_a_file_of_headers(tmp_path):
    file = tmp_path / "headers.txt"
    file.write_text(f"# of my own node\n0 {GENESIS}\n\n  1: {ROOT}\n")
    found = blocks_in(file)
    assert found[0].root == found[1].root and found[1].at is None
    assert blocks_in(None) == {}


@pytest.mark.parametrize("line", ["0", "0 abc", "x " + ROOT, "0 " + GENESIS + "00", "0 " + GENESIS[:-1] + "d", "0 é"])
def test_a_line_that_is_none_is_named(tmp_path, line):
    file = tmp_path / "headers.txt"
    file.write_text(f"0 {ROOT}\n{line}\n")
    with pytest.raises(InstructionError) as fault:
        blocks_in(file)
    assert fault.value.code == "bad-headers"
    with pytest.raises(InstructionError):
        blocks_in(tmp_path / "nowhere.txt")
