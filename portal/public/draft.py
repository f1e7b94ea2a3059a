"""An unsent report: answers and case key in the visitor's sealed session, which ends within the hour."""

import re
import secrets
from dataclasses import dataclass, field, fields
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from reporting.intake import answers as checked
from reporting.intake import steps
from reporting.intake.refusals import DraftGone, KeyNotRepeated
from reporting.sealing import case_keys

NAME = "draft"
PARTS = 7
NUMBERED = re.compile(r"^\d{1,2}(\s*[.):]\s*|\s+)(?=\S)")  # as the panel counts the words


@dataclass(slots=True)
class Draft:
    """`at` is the page shown, `part` the one part of the key that has to be typed again, `changing` a visit back from the last page.

    `unseen` are pages that ask something else than before since that visit changed an answer: none of them is passed over.
    """

    at: str = steps.FIRST
    answers: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    part: int = 0
    is_kept: bool = False
    changing: bool = False
    unseen: list[str] = field(default_factory=list)

    @property
    def case_key(self) -> bytes:
        return bytes.fromhex(self.key)

    @property
    def page(self) -> steps.Page:
        return steps.BY_KEY[self.at]

    def go_on(self) -> None:
        """To the next page; after a change, to the next page that is new or still needs an answer, else back to the check."""
        self.unseen = [key for key in self.unseen if key != self.at]
        self.at = steps.after(self.at, self.answers).key
        while self.changing and self.at != "check" and self._is_settled():
            self.at = steps.after(self.at, self.answers).key
        self.changing = self.changing and self.at != "check"

    def _is_settled(self) -> bool:
        if self.at in self.unseen:
            return False
        needed = [one for one in steps.fields_of(self.page, self.answers) if one.required]
        return all(self.answers.get(one.key) for one in needed) and (self.at != "key" or self.is_kept)

    def go_back(self) -> None:
        page = steps.before(self.at, self.answers)
        self.at = page.key if page else steps.FIRST

    def take(self, page: steps.Page, answers: dict[str, Any]) -> None:
        """Put a page's answers in place of its earlier ones; a new category empties its sub-category."""
        before = dict(self.answers)
        if answers.get("category") != self.answers.get("category") and page.key == "category":
            self.answers.pop("subcategory", None)
        for key in (*page.fields, steps.MORE) if page.key == steps.MORE else page.fields:
            self.answers.pop(key, None)
        self.answers |= answers
        if self.changing:
            self.unseen += [key for key in asked_anew(before, self.answers) if key not in self.unseen]

    def renew_key(self) -> None:
        """Another case key, to be kept like the first: the one before opens a report that was filed already."""
        self.key, self.part, self.is_kept = case_keys.new_case_key().hex(), secrets.randbelow(PARTS) + 1, False
        self.at = "key"

    def check_part(self, typed: str) -> None:
        """The reporter types one word or group again, which shows that the key was kept (F4). Refuses another text."""
        words = case_keys.to_words(self.case_key).split()[self.part - 1]
        group = case_keys.to_characters(self.case_key).split("-")[self.part - 1]
        said = NUMBERED.sub("", typed.strip()).casefold()
        if said not in (words.casefold(), group.casefold()):
            raise KeyNotRepeated(field="part")
        self.is_kept = True

    def for_sending(self) -> dict[str, Any]:
        """The answers alone: what only led through the form stays behind, and so does what was answered on pages no longer shown."""
        shown = [one for page in steps.PAGES if steps.is_shown(page, self.answers) for one in steps.fields_of(page, self.answers)]
        asked = {one.key for one in shown if steps.is_asked(one, self.answers)}
        return {key: value for key, value in self.answers.items() if key in asked}


def asked_anew(before: steps.Answers, after: steps.Answers) -> list[str]:
    """The pages that show something else after an answer was changed: newly shown, with another question, other choices or less room."""
    return [page.key for page in steps.PAGES if steps.is_shown(page, after) and checked.asks(page, before) != checked.asks(page, after)]


def begin(session: SessionBase) -> Draft:
    """A new draft with its case key, made before anything is sent so that a lost answer can be asked for again."""
    draft = Draft(key=case_keys.new_case_key().hex(), part=secrets.randbelow(PARTS) + 1)
    keep(session, draft)
    return draft


def load(session: SessionBase) -> Draft | None:
    kept = session.get(NAME)
    return Draft(**kept) if kept else None


def need(session: SessionBase) -> Draft:
    """The draft, or DraftGone when its hour is over."""
    draft = load(session)
    if draft is None:
        raise DraftGone()
    return draft


def keep(session: SessionBase, draft: Draft) -> None:
    session[NAME] = {one.name: getattr(draft, one.name) for one in fields(draft)}
