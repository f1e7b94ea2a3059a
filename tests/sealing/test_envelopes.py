"""An envelope opens for its queue and for its reporter, moves between queues, and once destroyed opens for nobody."""

import json
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError
from pytest_django.fixtures import Settings

from reporting.refusals import SomebodyElseWasFirst
from reporting.sealing import actions, case_keys
from reporting.sealing.key_making import KeyringValues
from reporting.sealing.kinds import QUEUES, CaseKey, DataKey, Place
from reporting.sealing.models import Envelope
from reporting.sealing.refusals import CannotOpen, EnvelopeDestroyed, KeysNotHere, Tampered

AT = datetime(2027, 5, 4, 13, 37, 59, tzinfo=UTC)


@pytest.mark.parametrize("queue", QUEUES)
def test_the_queue_and_the_reporter_find_the_same_key(queue: str, case_key: CaseKey) -> None:
    envelope, key = actions.draw_envelope(queue=queue, reporter_public=case_keys.reporter_public(case_key))

    assert actions.unlock_for_queue(envelope=envelope) == key
    assert actions.unlock_for_reporter(envelope=envelope, case_key=case_key) == key


def test_another_case_key_does_not_open(drawn: tuple[Envelope, DataKey]) -> None:
    with pytest.raises(CannotOpen):
        actions.unlock_for_reporter(envelope=drawn[0], case_key=case_keys.new_case_key())


def test_a_case_without_a_case_key_opens_for_its_queue_only(case_key: CaseKey) -> None:
    envelope, key = actions.draw_envelope(queue="legal", reporter_public=None)

    assert actions.unlock_for_queue(envelope=envelope) == key
    with pytest.raises(CannotOpen):
        actions.unlock_for_reporter(envelope=envelope, case_key=case_key)


@pytest.mark.parametrize("field", ["name", "queue", "queue_key", "sealed_for_queue", "sealed_for_reporter"])
def test_what_is_sealed_for_one_envelope_does_not_open_in_another(field: str, drawn: tuple[Envelope, DataKey], case_key: CaseKey) -> None:
    envelope, _ = drawn
    other, _ = actions.draw_envelope(queue="legal", reporter_public=case_keys.reporter_public(case_key))

    setattr(envelope, field, getattr(other, field))

    refused = 0
    for unlock in (unlock_by_queue, unlock_by_reporter):
        try:
            unlock(envelope, case_key)
        except CannotOpen:
            refused += 1
    assert refused == (2 if field == "name" else 1)


def test_intake_seals_and_its_reporter_reads_but_it_opens_nothing(intake: None, case_key: CaseKey) -> None:
    envelope, key = actions.draw_envelope(queue="trust", reporter_public=case_keys.reporter_public(case_key))

    assert actions.unlock_for_reporter(envelope=envelope, case_key=case_key) == key
    with pytest.raises(KeysNotHere):
        actions.unlock_for_queue(envelope=envelope)


def test_an_epoch_key_that_is_gone_opens_nothing(drawn: tuple[Envelope, DataKey], settings: Settings, rotated: KeyringValues) -> None:
    settings.SEALING_KEYS = json.dumps(rotated | {"queues": {queue: pairs[-1:] for queue, pairs in rotated["queues"].items()}})

    with pytest.raises(CannotOpen):
        actions.unlock_for_queue(envelope=drawn[0])


@pytest.mark.django_db
def test_a_stored_envelope_opens() -> None:
    envelope, key = actions.new_envelope(queue="trust", reporter_public=None)

    assert actions.unlock_for_queue(envelope=Envelope.objects.get(name=envelope.name)) == key


@pytest.mark.django_db
def test_a_case_moves_to_another_queue_and_its_texts_stay(case_key: CaseKey) -> None:
    envelope, key = actions.new_envelope(queue="trust", reporter_public=case_keys.reporter_public(case_key))

    actions.reseal_for_queue(envelope=envelope, queue="legal")

    stored = Envelope.objects.get(name=envelope.name)
    assert stored.queue == "legal"
    assert actions.unlock_for_queue(envelope=stored) == key
    assert actions.unlock_for_reporter(envelope=stored, case_key=case_key) == key


@pytest.mark.django_db
def test_of_two_who_move_a_case_the_second_is_told() -> None:
    envelope, _ = actions.new_envelope(queue="trust", reporter_public=None)
    seen_by_another = Envelope.objects.get(name=envelope.name)
    actions.reseal_for_queue(envelope=envelope, queue="legal")

    with pytest.raises(SomebodyElseWasFirst):
        actions.reseal_for_queue(envelope=seen_by_another, queue="privacy")


@pytest.mark.django_db
def test_a_destroyed_envelope_opens_for_nobody_and_holds_no_key(case_key: CaseKey) -> None:
    envelope, _ = actions.new_envelope(queue="trust", reporter_public=case_keys.reporter_public(case_key))

    actions.destroy(envelope=envelope, at=AT)

    stored = Envelope.objects.get(name=envelope.name)
    for each in (envelope, stored):
        assert each.is_destroyed
        with pytest.raises(EnvelopeDestroyed):
            actions.unlock_for_queue(envelope=each)
        with pytest.raises(EnvelopeDestroyed):
            actions.unlock_for_reporter(envelope=each, case_key=case_key)
    assert (stored.sealed_for_queue, stored.sealed_for_reporter, stored.reporter_public) == (None, None, None)
    assert stored.destroyed_at == AT.replace(minute=0, second=0)


@pytest.mark.django_db
def test_destroying_twice_keeps_the_first_hour() -> None:
    envelope, _ = actions.new_envelope(queue="trust", reporter_public=None)
    actions.destroy(envelope=envelope, at=AT)

    actions.destroy(envelope=envelope)

    assert Envelope.objects.get(name=envelope.name).destroyed_at == AT.replace(minute=0, second=0)


@pytest.mark.django_db
def test_the_database_refuses_a_destroyed_envelope_that_keeps_a_key() -> None:
    envelope, _ = actions.new_envelope(queue="trust", reporter_public=None)

    with pytest.raises(IntegrityError, match="a_destroyed_envelope_holds_no_key"):
        Envelope.objects.filter(name=envelope.name).update(destroyed_at=AT)


def test_a_text_sealed_in_one_envelope_is_refused_under_another(drawn: tuple[Envelope, DataKey]) -> None:
    place = Place("report", "what_happened", 1)
    sealed = actions.seal(text="An account.", place=place, key=drawn[1])
    _, other = actions.draw_envelope(queue="trust", reporter_public=None)

    with pytest.raises(Tampered):
        actions.open_sealed(sealed=sealed, place=place, key=other)


def unlock_by_queue(envelope: Envelope, case_key: CaseKey) -> DataKey:
    return actions.unlock_for_queue(envelope=envelope)


def unlock_by_reporter(envelope: Envelope, case_key: CaseKey) -> DataKey:
    return actions.unlock_for_reporter(envelope=envelope, case_key=case_key)
