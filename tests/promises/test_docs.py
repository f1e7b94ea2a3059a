"""The docs say what is so: commands and files they name exist, the reference is fresh, and no page names a place it must not."""

import ast
import re
import subprocess

from django.core.management import get_commands

from portal.reference import commands, pages, settings
from tests.promises.source import ROOT, python_files, shown, tree

WRITTEN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")])
COMMAND = re.compile(r"manage\.py ([a-z][a-z_]+)")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
TOPS = "|".join(["reporting", "portal", "tests", "docs", "deploy", "templates", r"\.ci"])
NAMED = re.compile(rf"`((?:{TOPS})/[A-Za-z0-9_./-]*)`")
FIRST_COMMANDS = ["python3 manage.py up", "python3 manage.py test"]
# Where packages and machines are kept is nobody's business here.
PLACES = re.compile(r"pypi\.org|pythonhosted|npmjs\.|(docker|quay|ghcr)\.io|/root/|/work/|/tmp/(plan|bash)", re.IGNORECASE)
KEPT_ELSEWHERE = {"openapi.yaml": "the API's own snapshot, kept fresh by tests/api"}


def pairs(pattern):
    return [(shown(path), found) for path in WRITTEN for found in pattern.findall(path.read_text())]


def test_every_command_that_is_named_exists():
    known = {*get_commands(), *(name for name, _ in commands.BEFORE_DJANGO)}
    missing = [(page, name) for page, name in pairs(COMMAND) if name not in known]

    assert not missing, f"There is no such command: write it, or take it out of the page: {missing}"


def test_every_link_leads_somewhere():
    missing = [(page, link) for page, link in pairs(LINK) if not (ROOT / page).parent.joinpath(link).exists()]

    assert not missing, f"Mend these links: {missing}"


def test_every_file_that_is_named_exists():
    missing = [(page, name) for page, name in pairs(NAMED) if not (ROOT / name).exists()]

    assert not missing, f"These files are not there; name them as they are: {missing}"


def test_the_readme_is_short_and_begins_with_the_two_commands():
    text = (ROOT / "README.md").read_text()
    fenced = [line for block in re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL) for line in block.splitlines() if line.strip()]

    assert len(text.splitlines()) <= 120, "Keep README.md to 120 lines: move the rest into docs/."
    assert fenced[:2] == FIRST_COMMANDS, f"README.md: the first two commands are {FIRST_COMMANDS}."


def test_the_reference_is_fresh():
    stale = [shown(path) for path in pages.stale()]

    assert not stale, f"Run `manage.py reference` and commit what it writes: {stale}"


def test_no_reference_page_is_left_over():
    left = {path.name for path in pages.FOLDER.glob("*")} - pages.PAGES.keys() - KEPT_ELSEWHERE.keys()

    assert not left, f"Delete {sorted(left)} from docs/reference/, or add its generator to portal/reference/pages.py."


def test_every_setting_is_documented():
    read = {name for path in python_files("portal") for name in settings_read(tree(path))}
    known = {name for name, _, _ in settings.EVERY}

    assert read <= known, f"Say in portal/reference/settings.py what {sorted(read - known)} are for."
    assert known - read <= {"NO_BOOTSTRAP", "HOST", "PORT"}, f"Nothing reads {sorted(known - read)} any more: take them out."


def settings_read(module):
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and re.fullmatch(r"env\.\w+|start\.secret", ast.unparse(node.func)) and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant) and str(name.value).isupper():
                yield name.value


def test_every_decision_says_context_choice_and_cost():
    for path in sorted((ROOT / "docs/decisions").glob("0*.md")):
        headings = re.findall(r"^## (.+)$", path.read_text(), re.MULTILINE)

        assert headings == ["Context", "Choice", "What it costs"], f"{shown(path)}: three sections: Context, Choice, What it costs."


def test_every_decision_that_code_names_exists():
    kept = {path.name[:4] for path in (ROOT / "docs/decisions").glob("0*.md")}
    named = {(shown(path), number) for path in python_files() for number in re.findall(r"docs/decisions/(\d{4})", path.read_text())}
    missing = [pair for pair in named if pair[1] not in kept]

    assert not missing, f"Write the decision, or mend its number: {missing}"


def test_nothing_committed_names_a_package_registry_or_a_folder_of_somebodys_machine():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\0")
    texts = [
        ROOT / name for name in listed if name.endswith((".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".html", ".sh", ".conf", "file"))
    ]
    named = [shown(path) for path in texts if path.exists() and path.name != "test_docs.py" and PLACES.search(path.read_text())]

    assert not named, f"Take the host or folder out of {named}."
