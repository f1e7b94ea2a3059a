"""C-01: the acceptance cases, exactly as stated, through the rules and through the command."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from reporting.guard import rules

FILE = Path(__file__).with_name("guard-cases.yaml")
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["cases"]


def name(case: dict[str, Any]) -> str:
    return str(case["id"])


@pytest.mark.parametrize("case", CASES["honest"], ids=name)
def test_an_honest_text_is_accepted(case):
    assert rules.reasons_to_refuse(case["text"]) == []


@pytest.mark.parametrize("case", CASES["evasive"], ids=name)
def test_an_evasive_text_is_refused_for_its_own_reason(case):
    text = case["text"] if "text" in case else case["repeat"]["unit"] * case["repeat"]["times"]

    reasons = rules.reasons_to_refuse(text, field=case["field"])

    assert reasons
    assert reasons[0].code == case["reason"]
    assert reasons[0].field == case["field"]


def run(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("guard_check", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_answers_the_whole_file_of_cases():
    answers = run("--json", str(FILE))

    expected = [(case["id"], True, None, "what_happened") for case in CASES["honest"]]
    expected += [(case["id"], False, case["reason"], case["field"]) for case in CASES["evasive"]]
    assert [(answer["id"], answer["accepted"], answer["reason"], answer["field"]) for answer in answers] == expected


def test_the_command_reads_a_plain_list_in_yaml_or_json(tmp_path):
    texts = [{"id": 1, "field": "platform", "text": "Example.AI"}, {"id": 2, "field": "platform", "text": "data:,x"}, {"id": 3, "text": 7}]
    (tmp_path / "a.json").write_text(json.dumps(texts), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(texts), encoding="utf-8")

    from_json, from_yaml = run("--json", str(tmp_path / "a.json")), run("--json", str(tmp_path / "a.yaml"))

    assert from_json == from_yaml
    assert [(answer["accepted"], answer["reason"], answer["field"]) for answer in from_json] == [
        (True, None, "platform"),
        (False, "data_uri", "platform"),
        (False, "type", "what_happened"),
    ]


ODD_ROWS = {
    "no mapping": "just a text",
    "nothing": None,
    "a list": [1, 2],
    "no such field": {"id": 7, "field": "password", "text": "A calm sentence."},
    "a field that is a list": {"id": 7, "field": ["what_happened"], "text": "A calm sentence."},
    "no text": {"id": 7, "field": "note"},
    "a broken repeat": {"id": 7, "repeat": {"unit": "x"}},
    "a repeat of words": {"id": 7, "repeat": "x"},
    "a repeat of no number": {"id": 7, "repeat": {"unit": "x", "times": "many"}},
}


@pytest.mark.parametrize("odd", ODD_ROWS.values(), ids=ODD_ROWS)
def test_a_row_that_is_none_is_said_so_and_the_next_is_still_read(odd, tmp_path):
    (tmp_path / "rows.json").write_text(json.dumps([odd, {"id": 8, "text": "A calm sentence."}]))

    first, second = run("--json", str(tmp_path / "rows.json"))

    assert (first["accepted"], first["reason"]) == (False, None)
    assert first["error"].startswith("Row 1: ")
    assert (second["accepted"], "error" in second) == (True, False)


def test_a_yaml_row_may_hold_what_json_has_no_form_for(tmp_path):
    (tmp_path / "rows.yaml").write_text("- {id: 2026-11-25, text: A calm sentence.}\n- {id: 2, text: 2026-11-25}\n")

    first, second = run("--json", str(tmp_path / "rows.yaml"))

    assert (first["id"], first["accepted"]) == ("2026-11-25", True)
    assert (second["accepted"], second["reason"]) == (False, "type")


UNREADABLE = {
    "no file": (None, "cannot be read: No such file"),
    "bad YAML": (b"- {id: 1, text: [", "is neither YAML nor JSON"),
    "no UTF-8": (b"- \xff", "is not UTF-8 text"),
    "a word": (b"words", "must hold a list"),
    "nothing": (b"", "must hold a list"),
    "no list": (b"{id: 1, text: x}", "must hold a list"),
    "a list of something else": (b"{honest: 7}", "must hold a list"),
    "a list too deep to read": (b"[" * 20_000, "is neither YAML nor JSON"),
}


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_said_so_in_one_line_with_exit_2(content, sentence, tmp_path):
    path = tmp_path / "texts"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=sentence) as refused:
        run("--json", str(path))

    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
