"""Talking with a reporter: both sides open it, nobody else does, it holds so much and no more, and it can be erased."""

import pytest

from reporting.access.queries import actor_for
from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.cases.kinds import CaseState, CloseReason
from reporting.cases.refusals import NotYourOwnDecision
from reporting.guard.refusals import ContentRefused
from reporting.mailbox import actions as mailbox
from reporting.mailbox import queries, rules
from reporting.mailbox.kinds import MOST_CHARACTERS, MOST_CHARACTERS_EVER, MOST_MESSAGES, MOST_QUESTIONS, MessageKind
from reporting.mailbox.refusals import NoRoomToAnswer, NoSuchMailbox, NothingToAnswer, TooManyQuestions, TooMuchWritten
from reporting.platforms.kinds import ALL_SCOPES
from reporting.sealing import actions as sealing
from reporting.sealing import case_keys
from reporting.sealing.refusals import CannotOpen, EnvelopeDestroyed
from tests.makers import AT, Reported, file_report, fresh, make_actor, make_member

pytestmark = pytest.mark.django_db
REPORTER = Actor.reporter()
PIECES = ("aGVsbG8gd29ybGQgdGhpcyBpcyBhIHRlc3Qgb2Yg", "dGhlIGd1YXJkIGFuZCBub3RoaW5nIGVsc2UgYXQg")


@pytest.fixture
def reported() -> Reported:
    return file_report()


@pytest.fixture
def triager() -> Actor:
    return make_actor("triager")


def write(reported: Reported, text: str, *, answers: bool = False):
    box = queries.opened_by(reported.case_key)
    return mailbox.write_as_reporter(mailbox=box, text=text, case_key=reported.case_key, by=REPORTER, at=AT, answers_question=answers)


def read_by_reporter(reported: Reported) -> list[str]:
    key = sealing.unlock_for_reporter(envelope=reported.case.report.envelope, case_key=reported.case_key)
    return [line.text for line in queries.lines(reported.mailbox, key, for_reporter=True)]


def in_triage(reported: Reported, by: Actor) -> Reported:
    case = cases.claim(case=reported.case, by=by, at=AT)
    return Reported(fresh(case), reported.case_key, reported.receipt)


def test_both_sides_read_what_either_wrote(reported, triager):
    write(reported, "It happened in the evening.")
    mailbox.write_to_reporter(case=fresh(reported.case), text="Thank you for telling us.", by=triager, at=AT)

    assert read_by_reporter(reported) == ["It happened in the evening.", "Thank you for telling us."]
    by_staff = mailbox.read_as_staff(case=fresh(reported.case), reason="triage", by=triager, at=AT)
    assert [line.text for line in by_staff] == read_by_reporter(reported)


def test_another_case_key_opens_neither_the_mailbox_nor_its_texts(reported):
    other = case_keys.new_case_key()

    with pytest.raises(NoSuchMailbox):
        queries.opened_by(other)
    with pytest.raises(CannotOpen):
        sealing.unlock_for_reporter(envelope=reported.case.report.envelope, case_key=other)


def test_no_text_reaches_the_database_in_the_clear(reported):
    message = write(reported, "It happened in the evening.")

    assert b"evening" not in bytes(message.sealed_text)


def test_a_question_waits_for_the_reporter_and_the_answer_brings_the_case_back(reported, triager):
    working = in_triage(reported, triager)
    mailbox.ask(case=working.case, text="Which product was it, by name?", by=triager, at=AT)
    assert fresh(working.case).state == CaseState.WAITING_FOR_REPORTER

    answer = write(reported, "The chat, on a telephone.", answers=True)

    assert answer.kind == MessageKind.ANSWER
    assert fresh(working.case).state == CaseState.IN_TRIAGE
    assert queries.open_question(working.mailbox) is None


def test_nothing_is_answered_without_a_question(reported):
    with pytest.raises(NothingToAnswer):
        write(reported, "The chat, on a telephone.", answers=True)

    assert read_by_reporter(reported) == []


def test_a_mailbox_holds_twenty_messages(reported):
    for number in range(MOST_MESSAGES):
        write(reported, f"A further thought came to me in week {number}.")

    with pytest.raises(TooMuchWritten):
        write(reported, "One more.")


def full(reported: Reported) -> None:
    for number in range(MOST_MESSAGES):
        write(reported, f"A further thought came to me in week {number}.")


def test_a_full_mailbox_takes_the_answer_that_the_case_waits_for_and_no_more(reported, triager):
    working = in_triage(reported, triager)
    full(working)
    mailbox.ask(case=fresh(working.case), text="Which product was it, by name?", by=triager, at=AT)

    with pytest.raises(TooMuchWritten):
        write(working, "Something else.")
    write(working, "The chat, on a telephone.", answers=True)

    assert fresh(working.case).state == CaseState.IN_TRIAGE
    with pytest.raises(TooMuchWritten):
        write(working, "One more.")


def test_a_full_mailbox_takes_one_message_that_opens_the_case_again(reported, triager):
    working, lead = in_triage(reported, triager), make_actor("team_lead")
    full(working)
    cases.close(case=fresh(working.case), reason=CloseReason.NOT_HARMFUL, by=lead, at=AT)

    write(working, "I see that differently: it was meant to hurt.")

    assert fresh(working.case).state == CaseState.REOPENED
    with pytest.raises(TooMuchWritten):
        write(working, "One more.")


def test_nothing_is_asked_that_could_not_be_answered(reported, triager):
    working = in_triage(reported, triager)
    write(working, "It happened in the evening.")
    working.mailbox.messages.update(length=MOST_CHARACTERS_EVER)

    with pytest.raises(NoRoomToAnswer):
        mailbox.ask(case=fresh(working.case), text="Which product was it, by name?", by=triager, at=AT)

    assert fresh(working.case).state == CaseState.IN_TRIAGE


def test_the_guard_reads_the_latest_texts_together():
    assert rules.read_together(["a"] * 5 + ["b"] * MOST_MESSAGES) == ["b"] * MOST_MESSAGES
    assert rules.read_together(["a" * MOST_CHARACTERS, "b", "c"]) == ["b", "c"]


@pytest.mark.parametrize(
    ("lengths", "more", "is_refused"),
    [([10] * MOST_MESSAGES, 1, False), ([MOST_CHARACTERS], 4_000, False), ([MOST_CHARACTERS_EVER], 1, True)],
)
def test_how_much_fits_of_what_the_case_waits_for(lengths, more, is_refused):
    assert (rules.why_not_write(lengths, more, is_waited_for=True) is not None) is is_refused


@pytest.mark.parametrize(
    ("lengths", "more", "is_refused"),
    [
        ([], MOST_CHARACTERS, False),
        ([1], MOST_CHARACTERS, True),
        ([10] * (MOST_MESSAGES - 1), 1, False),
        ([10] * MOST_MESSAGES, 1, True),
    ],
)
def test_how_much_fits(lengths, more, is_refused):
    assert (rules.why_not_write(lengths, more) is not None) is is_refused


def test_a_payload_cut_over_ten_messages_is_refused_by_the_third(reported):
    payload = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg"
    pieces = [payload[start : start + 10] for start in range(0, 100, 10)]
    taken = 0

    with pytest.raises(ContentRefused):
        for piece in pieces:
            write(reported, piece)
            taken += 1

    assert taken <= 2


def test_erasing_makes_everything_unreadable_for_everybody(reported, triager):
    write(reported, "It happened in the evening.")
    case = fresh(reported.case)

    mailbox.erase(mailbox=queries.opened_by(reported.case_key), by=REPORTER, at=AT)

    with pytest.raises(NoSuchMailbox):
        queries.opened_by(reported.case_key)
    with pytest.raises(EnvelopeDestroyed):
        mailbox.read_as_staff(case=fresh(case), reason="triage", by=triager, at=AT)
    erased = fresh(case)
    assert erased.state == CaseState.CLOSED
    assert erased.report.open_answers == erased.report.staff_answers == {}
    assert erased.because == []


def test_writing_to_a_closed_case_opens_it_again_for_somebody_who_did_not_decide(reported):
    officer, colleague = make_member("team_lead"), make_member("team_lead")
    case = cases.claim(case=reported.case, by=actor_for(officer), at=AT)
    cases.close(case=case, reason=CloseReason.NOT_HARMFUL, by=actor_for(officer), at=AT)

    write(reported, "I see that differently: it was meant to hurt.")

    assert fresh(case).state == CaseState.REOPENED
    assert fresh(case).assignee is None
    with pytest.raises(NotYourOwnDecision):
        cases.claim(case=fresh(case), by=actor_for(officer), at=AT)
    assert cases.claim(case=fresh(case), by=actor_for(colleague), at=AT).assignee == colleague


def test_withdrawing_closes_the_case_with_the_reporters_own_reason(reported):
    case = mailbox.withdraw(mailbox=reported.mailbox, by=REPORTER, at=AT)

    assert (case.state, case.close_reason) == (CaseState.CLOSED, CloseReason.WITHDRAWN)


def as_platform() -> Actor:
    return Actor.platform("lumen", ALL_SCOPES)


def test_a_platform_cannot_cut_a_payload_over_its_questions(reported):
    mailbox.ask_for_platform(case=reported.case, text=PIECES[0], by=as_platform(), at=AT)

    with pytest.raises(ContentRefused):
        mailbox.ask_for_platform(case=fresh(reported.case), text=PIECES[1], by=as_platform(), at=AT)


def test_staff_cannot_cut_a_payload_over_their_messages(reported, triager):
    mailbox.write_to_reporter(case=reported.case, text=PIECES[0], by=triager, at=AT)

    with pytest.raises(ContentRefused):
        mailbox.write_to_reporter(case=fresh(reported.case), text=PIECES[1], by=triager, at=AT)


def test_staff_cannot_cut_a_payload_over_their_notes(reported, triager):
    cases.write_note(case=reported.case, text=PIECES[0], by=triager, at=AT)

    with pytest.raises(ContentRefused):
        cases.write_note(case=fresh(reported.case), text=PIECES[1], by=triager, at=AT)


def test_staff_write_on_in_a_long_case(reported, triager):
    for number in range(MOST_MESSAGES + 3):
        mailbox.write_to_reporter(case=fresh(reported.case), text=f"We are still at it in week {number}.", by=triager, at=AT)

    assert reported.mailbox.messages.count() == MOST_MESSAGES + 3


def test_at_most_ten_questions_of_a_platform_wait_and_a_declined_one_makes_room(reported, triager):
    asked = [
        mailbox.ask_for_platform(case=fresh(reported.case), text=f"Was it in week {number}?", by=as_platform(), at=AT)
        for number in range(MOST_QUESTIONS)
    ]
    with pytest.raises(TooManyQuestions):
        mailbox.ask_for_platform(case=fresh(reported.case), text="Was it in the evening?", by=as_platform(), at=AT)

    mailbox.decide_question(case=fresh(reported.case), ref=asked[0].ref, pass_on=False, by=triager, at=AT)

    mailbox.ask_for_platform(case=fresh(reported.case), text="Was it in the evening?", by=as_platform(), at=AT)


def test_what_is_written_beside_an_erasure_is_not_kept(reported):
    box = queries.opened_by(reported.case_key)
    mailbox.erase(mailbox=queries.opened_by(reported.case_key), by=REPORTER, at=AT)

    with pytest.raises(NoSuchMailbox):
        mailbox.write_as_reporter(mailbox=box, text="It was in the evening.", case_key=reported.case_key, by=REPORTER, at=AT)

    assert reported.mailbox.messages.count() == 0
