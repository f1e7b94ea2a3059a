"""Makes the files that list the facts' words for translators, one per kind, and says which are out of date."""

import textwrap
from pathlib import Path

from reporting.facts import words

FOLDER = Path(__file__).parent / "messages"
HEAD = '"""Words of {kind}, for translators. Made by `manage.py check_facts --write`; do not edit."""\n\n'
LINE = 140
IMPORT = "from django.utils.translation import gettext_noop as _\n\n"


def write() -> list[Path]:
    """Bring the listing up to date; answers with the files that changed."""
    stale = out_of_date()
    for kind, page in pages().items():
        (FOLDER / f"{kind}.py").write_text(page, encoding="utf-8")
    return stale


def out_of_date() -> list[Path]:
    return [FOLDER / f"{kind}.py" for kind, page in pages().items() if _held(kind) != page]


def pages() -> dict[str, str]:
    return {kind: _page(kind) for kind in words.SHOWN}


def _page(kind: str) -> str:
    return HEAD.format(kind=kind.replace("_", " ")) + IMPORT + "".join(f"_({_literal(text)})\n" for text in words.shown(kind))


def _literal(text: str) -> str:
    """A Python string, in pieces when it is long."""
    if len(_quoted(text)) <= LINE - len("_()"):
        return _quoted(text)
    pieces = textwrap.wrap(text, LINE - 10, drop_whitespace=False, break_long_words=False)
    return "\n" + "".join(f"    {_quoted(piece)}\n" for piece in pieces)


def _quoted(text: str) -> str:
    mark = "'" if text.count('"') > text.count("'") else '"'
    return mark + text.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark


def _held(kind: str) -> str:
    file = FOLDER / f"{kind}.py"
    return file.read_text(encoding="utf-8") if file.exists() else ""
