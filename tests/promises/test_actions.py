"""Every write is an action: by keyword, by somebody, all or nothing, and in the trail."""

import pytest

from tests.promises.source import Function, actions, functions, reaches

RECORD = "reporting.audit.actions.record"

# Whole subjects that are below the trail: it is written with them, so they cannot write to it.
BELOW_THE_TRAIL = {
    "guard": "looks at a text and writes nothing",
    "sealing": "turns texts and keys into ciphertext; whoever calls it records what for",
    "ledger": "the log itself, which takes hashes only",
    "audit": "the trail itself",
}
# Parts that other actions call inside their own transaction, and readings that live beside the write they mirror.
NOT_AN_ACTION = {
    "cases.written": "checks a text and writes nothing",
    "cases.announce": "tells the platform for an action that has its own entry",
    "cases.happened": "the entry itself: one line of history and one of the trail",
    "cases.refresh_due": "copies the next due time into the list's column",
    "cases.updated_reporter": "notes for the action that wrote that the promise of news was kept",
    "cases.texts_of": "opens with a key that cases.unlock gave, and recorded",
    "platforms.note_use": "the day a token was last used; every request would be an entry",
    "reports.open_answers_of": "reads what cases.unlock has let somebody read, and recorded",
    "reports.place_of": "names where a ciphertext belongs; pure",
    "webhooks.announce": "the outbox row of an action that has its own entry",
}
NO_ENTRY = {
    "access.sweep_sessions": "removes what is over; nobody did anything",
    "mailbox.open_mailbox": "part of filing, whose entry is case.opened",
    "reports.file_report": "part of filing, whose entry is case.opened",
}
NOT_ATOMIC = {
    "cases.unlock": "one entry and no other write; it must stand even when opening fails afterwards",
    "clocks.start": "checks first; the row and its entry are one transaction in _begin",
    "clocks.start_statutory": "asks the facts, then calls start, which is atomic",
    "clocks.sweep": "each clock in a transaction of its own, so that one cannot hold up the rest",
    "mailbox.open_mailbox": "one row, in the transaction of intake.submit",
    "reports.file_report": "one row, in the transaction of intake.submit",
    "intake.submit": "looks for the earlier filing outside the transaction that files",
    "webhooks.forget": "one statement that deletes, one that records",
}


def subject(one: Function) -> str:
    return one.module.split(".")[1]


def short(one: Function) -> str:
    return f"{subject(one)}.{one.name}"


def is_action(one: Function) -> bool:
    return subject(one) not in BELOW_THE_TRAIL and short(one) not in NOT_AN_ACTION and not one.name.startswith("why_not")


ACTIONS = [pytest.param(one, id=short(one)) for one in actions() if is_action(one)]


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_called_by_keyword_and_says_by_whom(action):
    assert not action.positional, f"{short(action)}: put `*` before its arguments; calls then read as sentences."
    assert "by" in action.keywords, f"{short(action)}: take `by: Actor`, so that permission and trail know who acts."


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_all_or_nothing(action):
    is_atomic = any(decorator.startswith("transaction.atomic") for decorator in action.decorators)

    assert is_atomic or short(action) in NOT_ATOMIC, f"{short(action)}: add @transaction.atomic, or its reason to NOT_ATOMIC."


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_leaves_an_entry_in_the_trail(action):
    leaves_one = reaches(f"{action.module}.{action.name}", RECORD)

    assert leaves_one or short(action) in NO_ENTRY, f"{short(action)}: call audit.record(...), or give its reason in NO_ENTRY."


def test_every_exemption_is_still_needed():
    names = {short(one) for one in actions()}
    by_name = {short(one): one for one in actions()}

    gone = (NOT_AN_ACTION.keys() | NO_ENTRY.keys() | NOT_ATOMIC.keys()) - names
    assert not gone, f"Take these out of the exemptions, they are no actions any more: {sorted(gone)}"
    recorded = [name for name in NO_ENTRY if reaches(f"{by_name[name].module}.{by_name[name].name}", RECORD)]
    assert not recorded, f"These leave an entry now; take them out of NO_ENTRY: {recorded}"


def test_the_call_graph_is_read():
    assert functions()["reporting.cases.actions.assign"].is_public
    assert reaches("reporting.intake.actions.submit", RECORD)
    assert not reaches("reporting.cases.rules.why_not_state", RECORD)
