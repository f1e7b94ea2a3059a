"""The look keeps its promises: a small sheet without directions or strangers, no inline code, fields that say what they are."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Engine

from portal.web.fields import Checkboxes, DatePieces, FormRenderer, Radios

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "portal" / "static" / "portal"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEET = (STATIC / "portal.css").read_text()
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|float)\s*:"
    r"|text-align:\s*(?:left|right)"
)
FOUR_SIDES = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-width):\s*([^;{}()]+)[;}]")


def test_the_sheet_names_no_physical_direction():
    assert PHYSICAL.findall(RULES) == [], "use inline-start and inline-end, block-start and block-end: the page may read from the right"


def test_no_shorthand_treats_the_two_inline_sides_differently():
    lopsided = [value for value in FOUR_SIDES.findall(RULES) if len(sides := value.split()) == 4 and sides[1] != sides[3]]

    assert lopsided == [], "a shorthand of four values means left and right: write padding-inline-start and the like"


@pytest.mark.parametrize("stranger", ["url(", "data:", "@import", "http:", "https:", "//"])
def test_the_sheet_fetches_nothing(stranger):
    assert stranger not in RULES


def test_the_sheet_stays_small():
    assert len(SHEET.encode()) <= 30_000, "a page with its styles stays under 60 kB; merge rules before adding more"


def test_the_exit_script_stays_small_and_calls_nobody():
    script = (STATIC / "exit.js").read_text()

    assert len(script.encode()) < 3_000
    assert not re.search(r"fetch\(|XMLHttpRequest|eval\(|innerHTML|localStorage|sessionStorage|https?:", script)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_holds_no_inline_code_and_nothing_from_elsewhere(path):
    text = path.read_text()
    scripts = re.findall(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", text)

    assert scripts == [], "scripts live in portal/static; the policy refuses inline ones"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text), "styles and handlers live in portal/static"
    assert not re.search(r"(?:src|srcset|action)=\"(?:https?:)?//|<link[^>]+href=\"(?:https?:)?//", text), "nothing comes from elsewhere"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_offers_no_way_to_hand_over_a_file(path):
    assert not re.search(r"type=\"file\"|multipart/form-data|<(?:img|video|audio|iframe|object|embed)\b", path.read_text())


class Everything(forms.Form):
    default_renderer = FormRenderer
    prose = forms.CharField(label="Prose", help_text="A hint", max_length=4000, widget=forms.Textarea)
    line = forms.CharField(label="Line", max_length=120)
    code = forms.CharField(label="Code", max_length=12, widget=forms.TextInput({"autocomplete": "one-time-code"}))
    one = forms.ChoiceField(label="One", choices=[("a", "A"), ("dk", "D")], widget=Radios(hints={"a": "First"}, apart=("dk",)))
    some = forms.MultipleChoiceField(label="Some", choices=[("a", "A")], widget=Checkboxes, required=False)
    day = forms.DateField(label="Day", widget=DatePieces)
    choice = forms.ChoiceField(label="Choice", choices=[("", "None")])
    tick = forms.BooleanField(label="Tick")


class OneQuestion(forms.Form):
    default_renderer = FormRenderer
    question_is_heading = True
    one = forms.ChoiceField(label="Which?", choices=[("a", "A")], widget=Radios)


def test_every_control_has_a_label_and_everything_it_is_described_by_exists():
    html = str(Everything({}))
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    controls = set(re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', html))
    described = {part for ids in re.findall(r'aria-describedby="([^"]*)"', html) for part in ids.split()}
    ids = re.findall(r' id="([^"]+)"', html)

    assert controls == labelled
    assert described <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_summary_links_to_a_control_that_is_there():
    form = Everything({})
    html = str(form)

    for field in form:
        assert f'id="{field.first_control}"' in html


def test_a_browser_neither_interrupts_nor_cuts_off_what_is_typed():
    html = str(Everything())

    assert " required" not in html
    assert "maxlength" not in str(Everything()["prose"])


def test_a_limit_is_said_where_a_person_writes_freely():
    form = Everything()

    assert "Up to 4,000 characters" in form["prose"].as_field_group()
    assert "Up to" not in form["code"].as_field_group()


def test_the_only_question_of_a_page_is_its_heading():
    html = str(OneQuestion())

    assert html.count("<h1>") == 1
    assert '<legend class="heading"><h1>Which?</h1></legend>' in re.sub(r"\s*\n\s*", "", html)
    assert "<h1>" not in str(Everything())


def test_choices_set_apart_come_after_an_or():
    html = Everything()["one"].as_field_group()

    assert re.search(r'value="a".*First.*choices-or.*value="dk"', html, re.DOTALL)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [(("17", "11", "2026"), "2026-11-17"), (("1", "2", "2026"), "2026-02-01"), (("17", "", "2026"), None), (("31", "2", "2026"), None)],
)
def test_a_date_in_pieces_is_taken_whole_or_not_at_all(typed, cleaned):
    form = Everything(dict(zip(("day_day", "day_month", "day_year"), typed, strict=True)))

    form.full_clean()

    assert str(form.cleaned_data.get("day")) == str(cleaned)


def test_a_date_that_was_not_taken_is_shown_again_as_typed():
    html = str(Everything({"day_day": "31", "day_month": "2", "day_year": "2026"})["day"])

    assert re.findall(r'value="(\d+)"', html) == ["31", "2", "2026"]


@pytest.mark.parametrize("name", ["base.html", "base_desk.html", "base_mailbox.html", "base_public.html"])
def test_a_base_page_leaves_the_only_h1_to_its_pages(name):
    assert "<h1" not in (ROOT / "templates" / name).read_text()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_page_of_last_resort_needs_nothing_to_render(name):
    text = (ROOT / "templates" / "errors" / name).read_text()

    assert Engine().from_string(text).render(Context()) == text
    assert text.count("<h1>") == 1
