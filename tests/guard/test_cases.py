"""C-01: the acceptance cases, exactly as stated, through the rules and through the command."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

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
