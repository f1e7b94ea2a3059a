"""The report form walked as a browser does: what to send next, given the page just read. No sockets here."""

import html
import re
from collections.abc import Generator, Mapping
from urllib.parse import urlencode

Fields = Mapping[str, str] | None
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PAGE = re.compile(r'name="page" value="(\w+)"')
PART = re.compile(r"type word (\d+) or group")
CHARACTERS = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}")
NUMBER = re.compile(r"GF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
RECEIPT = re.compile(r'<pre class="receipt"[^>]*>(.*?)</pre>', re.DOTALL)
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "danger_now": {"danger_now": "no"},
    "category": {"category": "harassment"},
    "ai_role": {"ai_role": "produced_by_ai"},
    "product": {"product": "example/example-chat"},
    "what_happened": {"what_happened": "The assistant was rude to me for no reason at all, while I asked about train times."},
    "more": {"more": "no"},
    "sharing": {"share_with_platform": "yes_without_contact", "stats_ok": "on"},
    "statement": {"bona_fide": "on", "no_content_confirm": "on"},
}


def walk(answers: Mapping[str, Mapping[str, str]] = ANSWERS) -> Generator[Fields, str, str]:
    """Ask for pages (None) and send fields, in turn; is sent each page's text back. Ends with the sent page."""
    page = yield None
    yield {"do": "begin", "csrfmiddlewaretoken": token(page)}
    page = yield None
    while NUMBER.search(page) is None:
        yield {"csrfmiddlewaretoken": token(page), **fields_for(page, answers)}
        page = yield None
    return page


def fields_for(page: str, answers: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """What a reporter would send from this page."""
    named = PAGE.search(page)
    if named is None:
        return {"do": "send"}
    if named[1] == "key":
        return {"do": "answer", "page": "key", "part": part(page)}
    if named[1] in answers:
        return {"do": "answer", "page": named[1], **answers[named[1]]}
    return {"do": "skip", "page": named[1]}


def part(page: str) -> str:
    """The group of the case key that the page asks for."""
    groups, asked = CHARACTERS.search(page), PART.search(page)
    assert groups and asked, "the page shows no case key"
    return groups[0].split("-")[int(asked[1]) - 1]


def token(page: str) -> str:
    found = TOKEN.search(page)
    assert found, page[:2000]
    return found[1]


def receipt_in(page: str) -> str:
    found = RECEIPT.search(page)
    assert found
    return html.unescape(found[1])


def encoded(fields: Mapping[str, str]) -> bytes:
    return urlencode(fields).encode()
