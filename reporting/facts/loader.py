"""Reads the facts from YAML: the portal's own folder, then an operator's, where a file of the same name replaces and others add.

No Django here, so that a file can be tried before it is put in place. What is marked unverified is left out of what anyone is shown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from reporting.facts.agreement import complaints
from reporting.facts.shapes import SHAPES

OWN_FOLDER = Path(__file__).parent / "data"
REVIEW_EVERY = timedelta(days=180)
INHERITED = ("checked_on", "review_after", "confidence", "source")
SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NUMBER_UNVERIFIED = re.compile(r"\bunverified\b")

Entry = Mapping[str, Any]


class FactsRefused(Exception):
    """A file of facts cannot be used; the sentence names the file and the entry and says what to mend."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is known but not shown, and why."""

    kind: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Every entry by kind, in the order of the files; `names` also holds those left out, so that a reference to them is no mistake."""

    entries: Mapping[str, tuple[Entry, ...]]
    names: Mapping[str, frozenset[str]]
    skipped: tuple[Skipped, ...]


@dataclass(slots=True)
class _Read:
    file: str
    kind: str
    name: str
    entry: dict[str, Any]

    def refuse(self, what: str) -> FactsRefused:
        return FactsRefused(f"{self.file}, entry {self.name}: {what}")


def load(folders: Sequence[Path]) -> Facts:
    """The facts of these folders, which must be there, later ones over earlier ones. Raises FactsRefused with a sentence."""
    for folder in folders:
        if not folder.is_dir():
            raise FactsRefused(f"FACTS_DIR: {folder} is not a folder. Make it, or leave FACTS_DIR empty.")
    files = {path.name: path for folder in folders for path in sorted(folder.glob("*.yaml"))}
    read = [entry for path in files.values() for entry in _entries_of(path)]
    names = _names(read)
    for item in read:
        _check(item, names)
    for complaint in complaints({kind: [item.entry for item in read if item.kind == kind] for kind in SHAPES}):
        raise next(item for item in read if (item.kind, item.name) == complaint[:2]).refuse(complaint[2])
    skipped = [gap for item in read for gap in _leave_out(item)]
    shown = [item for item in read if not item.entry.get("unverified")]
    entries = {kind: tuple(item.entry for item in shown if item.kind == kind) for kind in SHAPES}
    return Facts(entries, {kind: frozenset(found) for kind, found in names.items()}, tuple(skipped))


def _entries_of(path: Path) -> Iterable[_Read]:
    try:
        page = SAFE_LOADER(path.read_text(encoding="utf-8")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError):
        raise FactsRefused(f"{path.name}: this is not readable YAML. Check its indentation and quotes.") from None
    kind = str(page.get("kind")) if isinstance(page, dict) else ""
    if kind not in SHAPES:
        raise FactsRefused(f"{path.name}: the first line must be `kind:` and one of {', '.join(SHAPES)}.")
    for number, entry in enumerate(page.get("entries") or [], start=1):
        identity = SHAPES[kind].identity
        if not isinstance(entry, dict) or not entry.get(identity):
            raise FactsRefused(f"{path.name}, entry number {number}: it has no `{identity}`.")
        yield _Read(path.name, kind, str(entry[identity]), _dated({word: page[word] for word in INHERITED if word in page} | entry))


def _dated(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry that says when it was read is looked at again after half a year, unless it says otherwise."""
    if isinstance(entry.get("checked_on"), date):
        entry.setdefault("review_after", entry["checked_on"] + REVIEW_EVERY)
    return entry


def _names(read: Iterable[_Read]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {kind: set() for kind in SHAPES}
    for item in read:
        if item.name in names[item.kind]:
            raise item.refuse("this name is used twice. Give each entry its own.")
        names[item.kind].add(item.name)
    return names


def _check(item: _Read, names: Mapping[str, set[str]]) -> None:
    shape = SHAPES[item.kind]
    for word in shape.needs:
        if item.entry.get(word) in (None, "", [], {}):
            raise item.refuse(f"`{word}` is missing.")
    _check_dates_and_sources(item, names["sources"])
    for word, kind in shape.refers.items():
        _check_names(item, word, kind, item.entry.get(word, ()), names)
    for sub in item.entry.get("subcategories", ()):
        _check_names(item, "clocks", "clocks", sub.get("clocks", ()), names)
        _check_names(item, "destinations", "destinations", sub.get("destinations", ()), names)


def _check_names(item: _Read, word: str, kind: str, given: str | Sequence[str], names: Mapping[str, set[str]]) -> None:
    for name in [given] if isinstance(given, str) else given:
        if name not in names[kind]:
            raise item.refuse(f"`{word}` names {name}, which is not among the {kind}.")


def _check_dates_and_sources(item: _Read, sources: set[str]) -> None:
    for word in ("checked_on", "review_after"):
        if not isinstance(item.entry.get(word), date):
            raise item.refuse(f"`{word}` must be a date such as 2026-11-20.")
    if item.entry["review_after"] <= item.entry["checked_on"]:
        raise item.refuse("`review_after` must be later than `checked_on`.")
    if item.kind == "sources" or item.entry.get("unverified"):
        return
    if not item.entry.get("source"):
        raise item.refuse("`source` is missing. Say where it was read, or mark it `unverified: true`.")
    _check_names(item, "source", "sources", item.entry["source"], {"sources": sources})


def _leave_out(item: _Read) -> list[Skipped]:
    """Blank what is marked unverified inside an entry, and name everything that is not shown."""
    if item.entry.get("unverified"):
        return [Skipped(item.kind, item.name, "unverified")]
    doubtful = [word.removesuffix("_unverified") for word in item.entry if word.endswith("_unverified") and item.entry[word] is True]
    doubtful += [word for word in ("phone", "emergency") if NUMBER_UNVERIFIED.search(str(item.entry.get(word, "")))]
    for word in doubtful:
        if word not in item.entry:
            raise item.refuse(f"`{word}_unverified` is set, but there is no `{word}`.")
        item.entry[word] = [] if isinstance(item.entry[word], list) else ""
    return [Skipped(item.kind, item.name, f"{word} unverified") for word in doubtful]
