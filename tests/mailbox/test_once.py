"""A form of the room does its work once, however often and at whatever moment it is sent."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from reporting.mailbox.models import Message
from tests.mailbox.browsing import ROOM, Browser, words_of
from tests.mailbox.test_room import with_checked_fix
from tests.makers import Reported, file_report, fresh

MARK = re.compile(r'name="form" value="([^"]+)"')


@pytest.fixture
def reported(db: None) -> Reported:
    return file_report()


def opened(reported: Reported) -> Browser:
    browser = Browser()
    browser.open(reported.key_words)
    return browser


def mark_of(response) -> str:
    return MARK.search(response.content.decode())[1]


@pytest.fixture
def room(reported: Reported) -> Browser:
    return opened(reported)


def test_a_message_sent_twice_by_one_form_is_written_once_and_thanked_for_twice(room):
    form = mark_of(room.get(ROOM))

    first, second = (room.do("write", text="It was in the evening.", form=form) for _ in range(2))

    assert Message.objects.count() == 1
    assert "Thank you. We have what you wrote." in words_of(first)
    assert "Thank you. We have what you wrote." in words_of(second)


def test_other_words_in_the_same_form_are_another_message(room):
    form = mark_of(room.get(ROOM))

    room.do("write", text="It was in the evening.", form=form)
    room.do("write", text="No, it was in the morning.", form=form)

    assert Message.objects.count() == 2


def test_a_refused_form_can_be_sent_again(room):
    form = mark_of(room.get(ROOM))
    refused = room.do("write", text="see https://example.com/what/it/showed", form=form)

    room.do("write", text="It was in the evening.", form=form)

    assert refused.status_code == 422
    assert Message.objects.count() == 1


@pytest.mark.parametrize("answer", [{"do": "confirm"}, {"do": "dispute", "reason": "not_explained"}])
def test_a_fix_is_answered_once_and_the_second_press_is_thanked_alike(answer, reported, room):
    with_checked_fix(reported)
    form = mark_of(room.get(ROOM) if answer["do"] == "confirm" else room.do("turn", to="dispute"))

    first, second = (room.post(ROOM, {**answer, "form": form}, follow=True) for _ in range(2))

    assert first.status_code == second.status_code == 200
    assert fresh(reported.case).confirmations.count() == 1


def test_withdrawing_twice_is_withdrawing_once(reported, room):
    form = mark_of(room.do("turn", to="withdraw"))

    first, second = (room.do("withdraw", form=form) for _ in range(2))

    assert first.status_code == second.status_code == 200
    assert fresh(reported.case).events.filter(code="closed").count() == 1


@pytest.mark.parametrize("to", ["", "dispute", "withdraw", "erase"])
def test_every_form_that_changes_something_carries_a_mark_of_its_own(to, reported, room):
    with_checked_fix(reported)

    first, second = (mark_of(room.do("turn", to=to)) for _ in range(2))

    assert first != second


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_one_moment_write_one_message():
    reported = file_report()
    tabs, together = [opened(reported), opened(reported)], Barrier(2)
    form = mark_of(tabs[0].get(ROOM))

    def send(tab: Browser) -> int:
        together.wait()
        try:
            return tab.post(ROOM, {"do": "write", "text": "It was in the evening.", "form": form}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answered = list(pool.map(send, tabs))

    assert answered == [302, 302]
    assert Message.objects.count() == 1
