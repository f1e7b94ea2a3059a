"""The Merkle tree against published values, malformed proofs, and a second, naive implementation (T-01, T-04)."""

import base64
import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.ledger import tree
from reporting.ledger.kinds import InclusionProof, NotProven
from tests.ledger import malformed, published

VECTORS = [json.loads(line) for line in Path(__file__).with_name("vectors.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def nodes():
    return grown(published.LEAVES)


def grown(leaves):
    return dict(tree.grow(0, {}, [tree.leaf_hash(leaf) for leaf in leaves]))


def hashes_over(spans, nodes):
    return tuple(tree.span_hash(span, nodes) for span in spans)


@pytest.mark.parametrize("size", range(9))
def test_the_root_is_the_published_one(nodes, size):
    assert tree.span_hash((0, size), nodes) == published.ROOTS[size]


@pytest.mark.parametrize(("index", "ends"), published.LEAF_HASH_ENDS.items())
def test_a_leaf_hash_is_the_published_one(nodes, index, ends):
    hashed = nodes[0, index].hex()

    assert hashed.startswith(ends[0])
    assert hashed.endswith(ends[1])


@pytest.mark.parametrize(("leaf", "hashed"), published.SINGLE_LEAVES.items())
def test_single_leaf_hashes_are_the_published_ones(leaf, hashed):
    assert tree.leaf_hash(bytes.fromhex(leaf)).hex() == hashed


@pytest.mark.parametrize(("pair", "hashed"), published.SINGLE_NODES.items())
def test_single_node_hashes_are_the_published_ones(pair, hashed):
    assert tree.node_hash(*pair).hex() == hashed


@pytest.mark.parametrize("good", malformed.good_inclusions(), ids=lambda good: good.name)
def test_published_inclusion_proofs_are_made_and_accepted(nodes, good):
    assert good.leaf not in nodes.values() or hashes_over(tree.inclusion_spans(good.index, good.size), nodes) == good.hashes

    tree.verify_inclusion(good.leaf, InclusionProof(good.index, good.size, good.hashes), good.root)


@pytest.mark.parametrize("good", malformed.good_consistencies(), ids=lambda good: good.name)
def test_published_consistency_proofs_are_made_and_accepted(nodes, good):
    assert hashes_over(tree.consistency_spans(good.old, good.new), nodes) == good.hashes

    tree.verify_consistency((good.old, good.new), good.old_root, good.new_root, good.hashes)


@pytest.mark.parametrize("bad", malformed.bad_inclusions(), ids=lambda bad: bad.name)
def test_a_spoiled_inclusion_proof_is_refused(bad):
    with pytest.raises(NotProven):
        tree.verify_inclusion(bad.leaf, InclusionProof(bad.index, bad.size, bad.hashes), bad.root)


@pytest.mark.parametrize("bad", malformed.bad_consistencies(), ids=lambda bad: bad.name)
def test_a_spoiled_consistency_proof_is_refused(bad):
    with pytest.raises(NotProven):
        tree.verify_consistency((bad.old, bad.new), bad.old_root, bad.new_root, bad.hashes)


def test_the_rebuilt_families_are_as_many_as_the_published_files():
    inclusions, consistencies = malformed.bad_inclusions(), malformed.bad_consistencies()
    published_ones = [[one for one in bad if malformed.OURS not in one.name] for bad in (inclusions, consistencies)]

    assert [len(bad) for bad in published_ones] == [92, 92]
    assert [len(malformed.good_inclusions()), len(malformed.good_consistencies())] == [6, 6]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["from"])
def test_a_published_file_is_among_the_rebuilt_ones_and_comes_out_as_it_says(vector):
    if "leafIdx" in vector:
        rebuilt = {one[1:]: True for one in malformed.bad_inclusions()} | {one[1:]: False for one in malformed.good_inclusions()}
        found = (vector["leafIdx"], vector["treeSize"], raw(vector["leafHash"]), raw(vector["root"]), hashes_in(vector))
    else:
        rebuilt = {one[1:]: True for one in malformed.bad_consistencies()} | {one[1:]: False for one in malformed.good_consistencies()}
        found = (vector["size1"], vector["size2"], raw(vector["root1"]), raw(vector["root2"]), hashes_in(vector))

    assert rebuilt[found] is vector["wantErr"]
    assert is_refused(vector, found) is vector["wantErr"]


def is_refused(vector, found):
    try:
        if "leafIdx" in vector:
            tree.verify_inclusion(found[2], InclusionProof(found[0], found[1], found[4]), found[3])
        else:
            tree.verify_consistency(found[:2], *found[2:])
    except NotProven:
        return True
    return False


def raw(text):
    return base64.b64decode(text)


def hashes_in(vector):
    return tuple(raw(hashed) for hashed in vector["proof"] or ())


def naive_root(leaves):
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


@settings(deadline=None, max_examples=150)
@given(leaves=st.lists(st.binary(max_size=40), min_size=1, max_size=130), cut=st.data())
def test_random_trees_agree_with_a_naive_implementation(leaves, cut):
    nodes, size = grown(leaves), len(leaves)
    index = cut.draw(st.integers(0, size - 1))
    old = cut.draw(st.integers(1, size))

    root = tree.span_hash((0, size), nodes)

    assert root == naive_root(leaves)
    proof = InclusionProof(index, size, hashes_over(tree.inclusion_spans(index, size), nodes))
    tree.verify_inclusion(tree.leaf_hash(leaves[index]), proof, root)
    tree.verify_consistency((old, size), naive_root(leaves[:old]), root, hashes_over(tree.consistency_spans(old, size), nodes))


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_a_tree_grown_in_steps_is_the_tree_grown_at_once(steps):
    leaves = [tree.leaf_hash(bytes([number % 256])) for number in range(sum(steps))]

    nodes, size = {}, 0
    for step in steps:
        nodes |= dict(tree.grow(size, nodes, leaves[size : size + step]))
        size += step

    assert nodes == dict(tree.grow(0, {}, leaves))


@pytest.mark.parametrize("size", [1, 1_000, 1_000_000, 2**40])
def test_a_proof_needs_few_subtrees_however_large_the_log(size):
    spans = tree.inclusion_spans(size // 3, size)

    assert sum(len(tree.subtrees(span)) for span in spans) <= 2 * max(size.bit_length(), 1)
