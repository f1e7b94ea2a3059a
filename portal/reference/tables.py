"""Markdown of the reference pages: a title, a sentence, tables."""

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `manage.py reference` from the code. Change the code, then run it again. -->"


def page(title: str, sentence: str, *parts: str) -> str:
    """A whole page."""
    return "\n\n".join([MADE, f"# {title}", sentence, *(part for part in parts if part)]) + "\n"


def section(title: str, *parts: str) -> str:
    return "\n\n".join([f"## {title}", *(part for part in parts if part)])


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell(one) for one in line)} |" for line in lines)


def cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def code(words: Iterable[object]) -> str:
    """Names in the order given, each as code."""
    return " ".join(f"`{word}`" for word in words)
