"""Leaves get their places: padding, proofs, tiles, refusals to sign, and two sequencers at once."""

import secrets
from datetime import UTC, datetime

import pytest

from reporting.ledger import actions, queries, rules, seen, tiles, tree
from reporting.ledger.checkpoints import read_head
from reporting.ledger.models import Checkpoint, Leaf, Node
from reporting.ledger.notes import read_note, verify
from reporting.ledger.refusals import LogContradictsItself, NotALeaf
from reporting.ledger.trail import first_break
from reporting.refusals import NotFound

AT = datetime(2026, 11, 21, 9, 41, 7, tzinfo=UTC)


def promise(count):
    return [actions.promise(leaf=secrets.token_bytes(32)) for _ in range(count)]


def grow_to(size):
    """Fill the log to a size in one checkpoint."""
    promise(size - queries.latest_head().size)
    while queries.has_waiting_leaves():
        actions.sequence(at=AT)


@pytest.mark.django_db
def test_a_promise_is_one_insert(django_assert_num_queries):
    with django_assert_num_queries(1):
        promise(1)


@pytest.mark.django_db
def test_only_32_bytes_are_a_leaf():
    with pytest.raises(NotALeaf):
        actions.promise(leaf=b"short")


@pytest.mark.django_db
def test_waiting_leaves_join_in_order_and_padding_hides_how_many():
    promised = promise(3)

    joined = actions.sequence(at=AT, extra=[bytes(32)])

    assert joined == queries.latest_head().size == 16
    assert list(Leaf.objects.filter(pk__in=[leaf.pk for leaf in promised]).order_by("pk").values_list("index", flat=True)) == [0, 1, 2]
    assert queries.last_value() == bytes(32)


@pytest.mark.django_db
def test_without_new_leaves_there_is_no_new_checkpoint():
    promise(1)
    actions.sequence(at=AT)

    assert actions.sequence(at=AT, extra=[bytes(32)]) == 0
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db
def test_a_checkpoint_is_signed_and_keeps_the_hour_only():
    promise(1)
    actions.sequence(at=AT)

    latest = queries.latest_checkpoint()
    note = read_note(latest.note)
    assert verify(note, queries.verify_keys())
    assert read_head(note.text) == queries.latest_head()
    assert latest.made_at == AT.replace(minute=0, second=0)


@pytest.mark.django_db
def test_every_leaf_can_be_proven_and_its_proof_never_changes():
    leaves = []
    for count in (1, 20, 5):
        leaves += promise(count)
        actions.sequence(at=AT)
    proofs = [queries.proof_of(leaf) for leaf in leaves]
    grow_to(128)

    for leaf, (proof, checkpoint) in zip(leaves, proofs, strict=True):
        tree.verify_inclusion(tree.leaf_hash(bytes(leaf.value)), proof, bytes(checkpoint.root))
        assert queries.proof_of(leaf) == (proof, checkpoint)


@pytest.mark.django_db
def test_a_waiting_leaf_has_no_proof_yet():
    assert queries.proof_of(promise(1)[0]) is None


@pytest.mark.django_db
def test_a_proof_takes_a_handful_of_queries_in_a_long_log(django_assert_max_num_queries):
    leaf = promise(1)[0]
    grow_to(1_024)

    with django_assert_max_num_queries(4):
        queries.proof_of(leaf)


@pytest.mark.django_db
def test_each_checkpoint_continues_every_earlier_one():
    for count in (1, 17, 40):
        promise(count)
        actions.sequence(at=AT)

    heads = list(Checkpoint.objects.order_by("size").values_list("size", "root"))
    for place, (old, old_root) in enumerate(heads):
        for new, new_root in heads[place:]:
            tree.verify_consistency((old, new), bytes(old_root), bytes(new_root), queries.history(old, new))


@pytest.mark.django_db
def test_more_leaves_than_a_batch_take_several_checkpoints():
    Leaf.objects.bulk_create(Leaf(value=secrets.token_bytes(32)) for _ in range(rules.BATCH + 1))

    assert actions.sequence(at=AT) == 1_008
    assert actions.sequence(at=AT) == 16
    assert first_break() == ""


@pytest.mark.django_db
def test_a_tree_whose_past_was_changed_is_not_signed():
    grow_to(32)
    Node.objects.filter(level=5, index=0).update(hash=bytes(32))
    promise(1)

    with pytest.raises(LogContradictsItself) as refused:
        actions.sequence(at=AT)

    assert refused.value.details["reason"] == "differs_from_signed"
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db
def test_a_tree_that_lost_hashes_is_not_signed():
    grow_to(48)
    Node.objects.filter(level=5).delete()
    promise(1)

    with pytest.raises(LogContradictsItself):
        actions.sequence(at=AT)


@pytest.mark.django_db
def test_an_older_backup_is_not_carried_on(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.LOG_SEEN_FILE = str(tmp_path / "seen.txt")
    with django_capture_on_commit_callbacks(execute=True):
        grow_to(64)
    assert seen.last().size == 64
    for table in (Checkpoint, Node, Leaf):
        table.objects.all().delete()
    promise(1)

    with pytest.raises(LogContradictsItself) as refused:
        actions.sequence(at=AT)

    assert refused.value.details["reason"] == "smaller_than_signed"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Leaf.objects.filter(index=7).delete(),
        lambda: Leaf.objects.filter(index=7).update(value=bytes(32)),
        lambda: Leaf.objects.filter(index=31).delete(),
        lambda: Leaf.objects.create(index=32, value=bytes(32)),
        lambda: Node.objects.filter(level=2, index=3).update(hash=bytes(32)),
        lambda: Node.objects.filter(level=4, index=1).delete(),
        lambda: Checkpoint.objects.filter(size=16).update(root=bytes(32)),
        lambda: Checkpoint.objects.filter(size=32).update(note=Checkpoint.objects.get(size=16).note),
        lambda: Checkpoint.objects.filter(size=32).delete(),
    ],
)
@pytest.mark.django_db
def test_the_first_break_in_the_log_is_found(spoil):
    for size in (16, 32):
        grow_to(size)
    assert first_break() == ""

    spoil()

    assert first_break() != ""


@pytest.mark.django_db
def test_a_whole_tile_and_a_partial_one_rebuild_the_root():
    grow_to(272)

    full, part, above = tiles.tile("tile/0/000"), tiles.tile("tile/0/001.p/16"), tiles.tile("tile/1/000.p/1")

    assert (len(full), len(part)) == (8_192, 512)
    hashes = [(full + part)[start : start + 32] for start in range(0, 272 * 32, 32)]
    nodes = dict(tree.grow(0, {}, hashes))
    assert tree.span_hash((0, 272), nodes) == queries.latest_head().root
    assert above == nodes[8, 0]


@pytest.mark.django_db
def test_entry_bundles_hash_to_the_level_0_tile():
    grow_to(16)

    bundle, hashes = tiles.tile("tile/entries/000.p/16"), tiles.tile("tile/0/000.p/16")

    entries = [bundle[start + 2 : start + 34] for start in range(0, len(bundle), 34)]
    assert b"".join(map(tree.leaf_hash, entries)) == hashes
    assert tiles.checkpoint() == queries.latest_checkpoint().note.encode()


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000",
        "tile/0/000.p/17",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
        "tile/64/000.p/1",
        "tile/00/000.p/1",
        "tile/0/x000/000.p/1",
        "tile/0/0",
        "tile/0/../000",
        "tile/0/000.p/16/",
        "",
    ],
)
@pytest.mark.django_db
def test_a_tile_that_is_not_signed_or_not_a_path_is_not_there(path):
    grow_to(16)

    with pytest.raises(NotFound):
        tiles.tile(path)


@pytest.mark.django_db
def test_an_empty_log_has_no_checkpoint():
    with pytest.raises(NotFound):
        tiles.checkpoint()


@pytest.mark.parametrize(("index", "path"), [(0, "000"), (67, "067"), (1_000, "x001/000"), (1_234_067, "x001/x234/067")])
def test_a_tile_number_is_written_in_groups_of_three(index, path):
    assert tiles.index_path(index) == path
