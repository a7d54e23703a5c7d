"""The Merkle tree against the published vectors of Certificate Transparency and a second, naive tree."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.records.merkle import EMPTY, Frontier, Tree, goes_on, includes, leaf_hash, node_hash

# The reference leaves and roots of google/certificate-transparency (merkletree tests), for 1 to 8 leaves.
LEAVES = [
    bytes.fromhex(digits)
    for digits in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATH_0_OF_8 = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
PATH_5_OF_8 = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]


def naive_root(leaves):
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_consistency(m, leaves, known=True):
    """RFC 6962, 2.1.2, word for word."""
    n = len(leaves)
    if m == n:
        return [] if known else [naive_root(leaves)]
    k = 1
    while k * 2 < n:
        k *= 2
    if m <= k:
        return [*naive_consistency(m, leaves[:k], known), naive_root(leaves[k:])]
    return [*naive_consistency(m - k, leaves[k:], False), naive_root(leaves[:k])]


def tree(count):
    return Tree([leaf_hash(bytes([n])) for n in range(count)])


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots(size):
    hashes = [leaf_hash(leaf) for leaf in LEAVES[:size]]
    grown = Frontier()
    for one in hashes:
        grown.push(one)
    assert Tree(hashes).root().hex() == grown.root().hex() == naive_root(LEAVES[:size]).hex() == ROOTS[size - 1]
    assert Tree([leaf_hash(leaf) for leaf in LEAVES]).root(size).hex() == ROOTS[size - 1]


def test_the_published_audit_paths():
    whole = Tree([leaf_hash(leaf) for leaf in LEAVES])
    assert [step.hex() for step in whole.inclusion(0)] == PATH_0_OF_8
    assert [step.hex() for step in whole.inclusion(5)] == PATH_5_OF_8
    assert [step.hex() for step in whole.consistency(1)] == PATH_0_OF_8


def test_an_empty_tree():
    assert Tree([]).root() == Frontier().root() == EMPTY == hashlib.sha256(b"").digest()


def test_leaf_and_node_are_kept_apart():
    assert leaf_hash(b"ab" * 32) != node_hash(b"ab" * 16, b"ab" * 16)


@pytest.mark.parametrize("count", range(1, 35))
def test_every_leaf_proves_its_place_and_no_other(count):
    whole = tree(count)
    for index in range(count):
        path, leaf = whole.inclusion(index), leaf_hash(bytes([index]))
        assert includes(whole.root(), count, leaf, index, path)
        assert not includes(whole.root(), count, leaf_hash(b"other"), index, path)
        assert not includes(whole.root(), count, leaf, index, [*path, EMPTY])
        assert not includes(EMPTY, count, leaf, index, path)
        if path:
            assert not includes(whole.root(), count, leaf, index, path[:-1])
            assert not includes(whole.root(), count, leaf, index ^ 1, path)


@pytest.mark.parametrize("count", range(1, 35))
def test_every_tree_goes_on_from_its_beginnings(count):
    whole, leaves = tree(count), [bytes([n]) for n in range(count)]
    for old in range(1, count + 1):
        proof = whole.consistency(old)
        before, now = (old, whole.root(old)), (count, whole.root())
        assert proof == naive_consistency(old, leaves)
        assert goes_on(before, now, proof)
        assert not goes_on((old, EMPTY), now, proof)
        assert not goes_on(before, (count, EMPTY), proof)
        assert not goes_on(before, now, [*proof, EMPTY])
        if proof:
            assert not goes_on(before, now, proof[:-1])


@given(st.lists(st.binary(max_size=4), max_size=70), st.data())
def test_a_frontier_goes_on_where_it_was_left(leaves, data):
    cut = data.draw(st.integers(0, len(leaves)))
    first = Frontier()
    for leaf in leaves[:cut]:
        first.push(leaf_hash(leaf))
    second = Frontier(first.size, list(first.peaks))
    for leaf in leaves[cut:]:
        second.push(leaf_hash(leaf))
    assert second.root() == naive_root(leaves)
    assert first.root() == naive_root(leaves[:cut])


def test_what_cannot_be_proved_is_refused():
    whole = tree(5)
    with pytest.raises(ValueError, match="no leaf 5"):
        whole.inclusion(5)
    with pytest.raises(ValueError, match="go on from one of 0"):
        whole.consistency(0)
    with pytest.raises(ValueError, match="has 5 leaves"):
        whole.root(6)
    with pytest.raises(ValueError, match="1 full subtrees"):
        Frontier(4, [])
    assert not includes(whole.root(), 5, EMPTY, -1, [])
    assert not goes_on((0, EMPTY), (5, whole.root()), [])
    assert not goes_on((3, whole.root(3)), (5, whole.root()), [])
