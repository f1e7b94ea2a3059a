"""Facts without a source or a date, or that contradict each other, are refused with a sentence; unverified ones are left out."""

from datetime import date

import pytest

from reporting.facts import loader
from reporting.facts.loader import OWN_FOLDER, FactsRefused

HEAD = "checked_on: 2026-11-20\nsource: [portal]\n"


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def add(folder, name, text):
    (folder / name).write_text(text)
    return loader.load([OWN_FOLDER, folder])


def names(facts, kind, word="id"):
    return [entry[word] for entry in facts.entries[kind]]


@pytest.fixture(scope="module")
def shipped():
    return loader.load([OWN_FOLDER])


def test_the_shipped_facts_load(shipped):
    assert len(shipped.entries["categories"]) == 18
    assert all(shipped.entries[kind] for kind in shipped.entries)


@pytest.mark.parametrize("kind", loader.SHAPES)
def test_every_shipped_fact_says_where_and_when_it_was_read(kind, shipped):
    for entry in shipped.entries[kind]:
        assert entry["checked_on"] < entry["review_after"]
        assert kind == "sources" or entry["source"]


def test_an_operators_file_of_another_name_adds(folder):
    facts = add(
        folder,
        "destinations-here.yaml",
        f"kind: destinations\n{HEAD}entries:\n  - {{id: fj-one, group: support, places: [FJ], name: A line, kind: crisis}}\n",
    )

    assert "fj-one" in names(facts, "destinations")
    assert "us-ncmec" in names(facts, "destinations")


def test_an_operators_file_of_the_same_name_replaces(folder):
    facts = add(folder, "steps.yaml", (OWN_FOLDER / "steps.yaml").read_text().replace("Are you safe?", "First of all"))

    assert names(facts, "steps", "title")[0] == "First of all"
    assert len(facts.entries["steps"]) == 8


def test_a_fact_is_looked_at_again_after_half_a_year_unless_it_says_otherwise(folder):
    facts = add(folder, "more.yaml", f"kind: never_collect\n{HEAD}entries:\n  - {{code: more, text: Something}}\n")

    assert facts.entries["never_collect"][-1]["review_after"] == date(2027, 5, 19)


REFUSED = [
    ("not a file of facts", "one: 1\n", "more.yaml: the first line must be `kind:`"),
    ("not YAML", "kind: [\n", "more.yaml: this is not readable YAML"),
    ("an object that YAML would build", "kind: !!python/object/apply:os.getcwd []\n", "more.yaml: this is not readable YAML"),
    ("no name", f"kind: never_collect\n{HEAD}entries:\n  - {{text: x}}\n", "more.yaml, entry number 1: it has no `code`."),
    ("a name twice", f"kind: never_collect\n{HEAD}entries:\n  - {{code: files, text: x}}\n", "entry files: this name is used twice"),
    ("a word missing", f"kind: never_collect\n{HEAD}entries:\n  - {{code: more}}\n", "more.yaml, entry more: `text` is missing."),
    (
        "no source",
        "kind: never_collect\nchecked_on: 2026-11-20\nentries:\n  - {code: more, text: x}\n",
        "more.yaml, entry more: `source` is missing.",
    ),
    (
        "a source nobody knows",
        "kind: never_collect\nchecked_on: 2026-11-20\nentries:\n  - {code: more, text: x, source: [hearsay]}\n",
        "`source` names hearsay, which is not among the sources.",
    ),
    ("no date", "kind: never_collect\nsource: [portal]\nentries:\n  - {code: more, text: x}\n", "`checked_on` must be a date"),
    (
        "to be looked at before it was read",
        f"kind: never_collect\nreview_after: 2020-01-01\n{HEAD}entries:\n  - {{code: more, text: x}}\n",
        "`review_after` must be later",
    ),
    (
        "a clock nobody knows",
        f"kind: categories\n{HEAD}entries:\n"
        "  - {code: new, label: L, plain: P, severity: low, queue: trust, sensitivity: S1, clocks: [moon-law]}\n",
        "more.yaml, entry new: `clocks` names moon-law, which is not among the clocks.",
    ),
    (
        "a queue nobody works",
        f"kind: categories\n{HEAD}entries:\n  - {{code: new, label: L, plain: P, severity: low, queue: shed, sensitivity: S1}}\n",
        "a queue must be one of legal",
    ),
    (
        "a severity nobody knows",
        f"kind: categories\n{HEAD}entries:\n  - {{code: new, label: L, plain: P, severity: dire, queue: trust, sensitivity: S1}}\n",
        "`severity` must be one of low",
    ),
    (
        "a mapping into nothing",
        f"kind: categories\n{HEAD}entries:\n"
        "  - {code: new, label: L, plain: P, severity: low, queue: trust, sensitivity: S1, map: {mit: ['99.9']}}\n",
        "`map` names 99.9, which is not in the list mit.",
    ),
    (
        "a condition on a question nobody asks",
        f"kind: routing\n{HEAD}entries:\n  - {{code: new, words: W, when: [{{field: shoe_size, operator: is, values: ['42']}}]}}\n",
        "a condition must name a question",
    ),
    (
        "held as something that is not in the tree",
        f"kind: routing\n{HEAD}entries:\n"
        "  - {code: new, words: W, treat_as: child-sexual.none, when: [{field: repeats, operator: answered}]}\n",
        "`treat_as` must name a category",
    ),
    (
        "a deadline in words",
        f"kind: service_levels\n{HEAD}entries:\n  - {{id: new, promise: update, deadline: soon, action: A}}\n",
        "`deadline` must be an ISO 8601 duration",
    ),
    (
        "a question without words",
        f"kind: report_fields\n{HEAD}entries:\n  - {{key: shoe_size, step: you, type: text, vis: staff}}\n",
        "`key` names shoe_size, which is not among the question_words.",
    ),
]


@pytest.mark.parametrize(("what", "text", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_used_is_refused_with_a_sentence(folder, what, text, sentence):
    with pytest.raises(FactsRefused) as refused:
        add(folder, "more.yaml", text)

    assert sentence in str(refused.value)


def test_a_value_without_a_label_is_refused(folder):
    words = (OWN_FOLDER / "question_words.yaml").read_text().replace("      first_reply: In the first reply\n", "")

    with pytest.raises(FactsRefused, match="turn_position: the value first_reply has no label"):
        add(folder, "question_words.yaml", words)


def test_unverified_entries_are_left_out_and_named(shipped):
    assert not {"gb-samaritans", "kr-kcsc-1377", "sg-police"} & set(names(shipped, "destinations"))
    assert ("destinations", "gb-samaritans", "unverified") in [(gap.kind, gap.name, gap.why) for gap in shipped.skipped]


@pytest.mark.parametrize(
    ("kind", "word", "name", "blank"),
    [
        ("destinations", "id", "be-childfocus", "phone"),
        ("destinations", "id", "pt-linhaalerta", "phone"),
        ("emergency", "place", "CH", "numbers"),
        ("legal_status", "id", "CA", "definition"),
        ("legal_status", "id", "AU", "reporter_duty"),
    ],
)
def test_unverified_parts_are_blank(kind, word, name, blank, shipped):
    entry = next(entry for entry in shipped.entries[kind] if entry[word] == name)

    assert not entry[blank]


def test_a_number_that_says_it_is_unverified_is_blank(folder):
    facts = add(
        folder,
        "more.yaml",
        f"kind: destinations\n{HEAD}entries:\n"
        "  - {id: fj-one, group: support, places: [FJ], name: A line, kind: crisis, phone: 123 (number unverified)}\n",
    )

    assert facts.entries["destinations"][-1]["phone"] == ""


def test_a_flag_on_nothing_is_refused(folder):
    with pytest.raises(FactsRefused, match="`phone_unverified` is set, but there is no `phone`"):
        add(
            folder,
            "more.yaml",
            f"kind: destinations\n{HEAD}entries:\n"
            "  - {id: fj-one, group: support, places: [FJ], name: A line, kind: crisis, phone_unverified: true}\n",
        )


def test_a_folder_that_is_not_there_is_refused_with_a_sentence(folder):
    with pytest.raises(FactsRefused, match=r"FACTS_DIR: .*gone is not a folder\. Make it, or leave FACTS_DIR empty\."):
        loader.load([OWN_FOLDER, folder / "gone"])
