"""Pages of the form that hold nothing of their reporter, rendered once a language and kept; each request puts its own token in.

Most pages of most reports are of this kind. Nothing that anybody answered is ever kept here.
"""

from collections.abc import Callable, Hashable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from portal.public.draft import Draft
from reporting.intake import steps
from reporting.platforms import queries as platforms

OF_THEIR_REPORTER = frozenset({"key", "check"})
_kept: dict[Hashable, list[str]] = {}


def is_blank(draft: Draft) -> bool:
    """Whether the page the draft is at shows no answer of its reporter."""
    page = draft.page
    asks = (*page.fields, page.key)
    return page.key not in OF_THEIR_REPORTER and not any(key in draft.answers for key in asks)


def name_of(draft: Draft) -> Hashable:
    """What such a page depends on: which it is, the category, whether details are added and a code was given among them, the products."""
    products = tuple(platforms.form_choices()) if draft.at == "product" else ()
    has_code = any(draft.answers.get(key) for key in steps.LOCATORS)
    return draft.at, draft.answers.get("category"), draft.answers.get(steps.MORE), has_code, products


def answer(request: HttpRequest, name: Hashable, render: Callable[[], HttpResponse]) -> HttpResponse:
    """The page as it was rendered for the first who asked, with this visitor's token."""
    token, key = get_token(request), (get_language(), name)
    if key not in _kept:
        text = render().content.decode()
        _kept[key] = text.split(_token_in(text))
    return HttpResponse(token.join(_kept[key]))


def _token_in(text: str) -> str:
    """The token that this rendering carries; every rendering masks it anew."""
    _, _, rest = text.partition('name="csrfmiddlewaretoken" value="')
    return rest.partition('"')[0]
