"""Recording, chaining, anchoring in the log, and finding what somebody changed afterwards (T-06 to T-09)."""

import random
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from reporting.actors import Actor, ActorKind
from reporting.audit import actions, queries, rules, triggers
from reporting.audit.models import AuditEntry
from reporting.audit.refusals import TrailTakesNoText
from reporting.audit.trail import first_break
from reporting.ledger import actions as ledger
from reporting.ledger.models import Checkpoint, Leaf, Node

AT = datetime(2026, 11, 21, 9, 41, 7, tzinfo=UTC)
CASE = "GF-7K2M-9QXR-4"
STAFF = Actor(ActorKind.STAFF, ref="12", role="trust_lead")


def record(count=1, *, event="case.moved", by=STAFF, subject=CASE):
    for number in range(count):
        actions.record(event, subject=subject, by=by, at=AT, details={"number": number})


def anchored(steps=3):
    """A trail with a few checkpoints, and how many entries it has."""
    for step in range(steps):
        record(4)
        ledger.promise(leaf=bytes([step]) * 32)
        actions.sequence(at=AT)


@pytest.mark.django_db
def test_recording_is_one_insert_and_keeps_the_hour_only(django_assert_num_queries):
    with django_assert_num_queries(1):
        record()

    entry = AuditEntry.objects.get()
    assert (entry.seq, entry.hour, entry.role) == (None, AT.replace(minute=0, second=0), "trust_lead")


@pytest.mark.django_db
def test_words_are_refused_and_not_repeated():
    with pytest.raises(TrailTakesNoText) as refused:
        actions.record("case.moved", subject=CASE, by=STAFF, details={"why": "what the reporter wrote"})

    assert refused.value.details == {"part": "why"}
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_waiting_entries_are_chained_in_order_once():
    record(5)

    assert actions.chain() == 5
    assert actions.chain() == 0

    rows = list(AuditEntry.objects.order_by("seq"))
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert [bytes(row.prev) for row in rows[1:]] == [bytes(row.hash) for row in rows[:-1]]
    assert queries.head().seq == 5


@pytest.mark.django_db
def test_every_checkpoint_ends_with_the_head_of_the_chain():
    anchored(2)

    last = Leaf.objects.get(index=31)
    assert bytes(last.value) == rules.head_leaf(queries.head())
    assert first_break() == ""


@pytest.mark.django_db
def test_a_grown_trail_alone_is_anchored_once_an_hour():
    record()
    assert actions.sequence(at=AT) == 16
    record()

    assert actions.sequence(at=AT) == 0
    assert actions.sequence(at=AT + timedelta(hours=1)) == 16
    assert actions.sequence(at=AT + timedelta(hours=2)) == 0


@pytest.mark.django_db
def test_nothing_to_do_makes_no_checkpoint():
    assert actions.sequence(at=AT) == 0
    assert not Checkpoint.objects.exists()


def delete_one(rng):
    AuditEntry.objects.filter(seq=rng.randint(1, 12)).delete()


def change_one(rng):
    AuditEntry.objects.filter(seq=rng.randint(1, 12)).update(**rng.choice([{"reason": "x"}, {"role": "y"}, {"details": {}}, {"hour": AT}]))


def swap_two(rng):
    first, second = rng.sample(list(AuditEntry.objects.order_by("seq")), 2)
    AuditEntry.objects.filter(pk=first.pk).update(details=second.details, event="case.swapped")


def truncate(rng):
    AuditEntry.objects.filter(seq__gt=rng.randint(0, 11)).delete()


def forge_forward(rng):
    """Change an entry and chain everything after it anew, as somebody with the database could."""
    start = rng.randint(1, 12)
    AuditEntry.objects.filter(seq=start).update(event="case.forged")
    later = AuditEntry.objects.filter(seq__gte=start)
    later.update(seq=None, prev=None, hash=None)
    actions.chain()


def drop_anchor(rng):
    Leaf.objects.filter(index=16 * rng.randint(1, 3) - 1).update(value=rng.randbytes(32))


@pytest.mark.parametrize("attack", [delete_one, change_one, swap_two, truncate, forge_forward, drop_anchor])
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.django_db
def test_whatever_somebody_does_to_the_rows_shows(attack, seed):
    anchored()
    assert first_break() == ""

    attack(random.Random(seed))

    assert first_break() != ""


@pytest.mark.django_db
def test_check_trail_says_whole_or_names_the_first_break():
    anchored()
    out, err = StringIO(), StringIO()
    call_command("check_trail", stdout=out)
    AuditEntry.objects.filter(seq=7).update(reason="changed")

    with pytest.raises(SystemExit) as stopped:
        call_command("check_trail", stderr=err)

    assert "12 audit entries, 48 leaves" in out.getvalue()
    assert stopped.value.code == 1
    assert "audit entry 7 was changed" in err.getvalue()


@pytest.mark.django_db
def test_a_reporter_learns_which_roles_read_their_case_and_no_names():
    record(event="text.opened")
    record(event="case.moved")
    record(event="message.read", by=Actor.reporter(CASE))
    record(event="text.opened", subject="GF-AAAA-AAAA-A")

    assert [(reading.event, reading.role) for reading in queries.reads_of(CASE)] == [("text.opened", "trust_lead")]


@pytest.mark.django_db
def test_how_many_cases_somebody_read_can_be_counted():
    for number in range(3):
        record(2, event="text.opened", subject=f"GF-{number}")
    record(event="text.opened", by=Actor(ActorKind.STAFF, ref="13", role="trust_lead"))

    assert queries.subjects_read_by(kind=ActorKind.STAFF, ref="12", since=AT) == 3
    assert queries.subjects_read_by(kind=ActorKind.STAFF, ref="12", since=AT + timedelta(hours=1)) == 0


@pytest.mark.django_db
def test_history_of_a_subject_is_latest_first():
    record(3)

    assert [entry.details["number"] for entry in queries.history_of(CASE)] == [2, 1, 0]


@pytest.fixture
def guarded(db):
    """The database with the triggers of the migration."""
    with connection.cursor() as cursor:
        for statement in [*triggers.backward(connection.vendor), *triggers.forward(connection.vendor)]:
            cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda: AuditEntry.objects.filter(seq=1).delete(),
        lambda: AuditEntry.objects.filter(seq=1).update(reason="x"),
        lambda: AuditEntry.objects.filter(seq=1).update(seq=None, prev=None, hash=None),
        lambda: AuditEntry.objects.filter(seq=None).update(reason="x"),
        lambda: AuditEntry.objects.filter(seq=None).update(seq=99, prev=bytes(32), hash=bytes(32), reason="x"),
        lambda: Leaf.objects.filter(index=0).update(value=bytes(32)),
        lambda: Leaf.objects.filter(index=0).update(index=99),
        lambda: Leaf.objects.all().delete(),
        lambda: Checkpoint.objects.update(root=bytes(32)),
        lambda: Checkpoint.objects.all().delete(),
    ],
)
def test_the_database_itself_refuses_changes(guarded, change):
    anchored(1)
    record()

    with pytest.raises(DatabaseError), transaction.atomic():
        change()

    assert first_break() == ""


def test_chaining_and_sequencing_work_under_the_triggers(guarded):
    anchored(2)

    assert queries.head().seq == 8
    assert first_break() == ""


def lose_last_checkpoint():
    last = Checkpoint.objects.order_by("-size").first()
    before = last.size - 16
    Checkpoint.objects.filter(pk=last.pk).delete()
    Node.objects.filter(pk__in=[node.pk for node in Node.objects.all() if (node.index + 1) << node.level > before]).delete()
    Leaf.objects.filter(index__gte=before).delete()
    AuditEntry.objects.filter(seq__gt=8).delete()


def lose_everything():
    for table in (Checkpoint, Node, Leaf, AuditEntry):
        table.objects.all().delete()


LOST = {
    lose_last_checkpoint: "does not continue from the checkpoint of 48 leaves kept outside",
    lose_everything: "does not continue from the checkpoint of 48 leaves kept outside",
}


@pytest.fixture
def kept_outside(settings, tmp_path, django_capture_on_commit_callbacks, db):
    """Three checkpoints over twelve entries, and one entry beyond the last."""
    settings.LOG_SEEN_FILE = str(tmp_path / "kept" / "log-seen")
    with django_capture_on_commit_callbacks(execute=True):
        anchored(3)
    with django_capture_on_commit_callbacks(execute=True):
        record()
        actions.chain()


@pytest.mark.parametrize("loss", LOST)
def test_what_was_cut_off_the_end_is_missed_by_what_is_kept_outside(kept_outside, loss):
    assert first_break() == ""
    loss()
    err = StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("check_trail", stderr=err)

    assert stopped.value.code == 1
    assert LOST[loss] in err.getvalue()


def test_entries_after_the_last_checkpoint_are_missed_too(kept_outside):
    AuditEntry.objects.filter(seq=13).delete()

    assert "ends at entry 12, but entry 13 was kept outside" in first_break()


def test_a_chain_that_goes_on_from_an_older_copy_does_not_hide_the_loss(kept_outside, django_capture_on_commit_callbacks):
    AuditEntry.objects.filter(seq=13).delete()
    with django_capture_on_commit_callbacks(execute=True):
        record(5, event="case.read")
        actions.chain()

    assert "audit entry 13 is another than the one kept outside" in first_break()


def test_without_anything_kept_outside_check_trail_says_so(db):
    anchored(1)
    out = StringIO()

    call_command("check_trail", stdout=out)

    assert "Not compared with an earlier moment" in out.getvalue()
