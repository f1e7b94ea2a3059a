"""Facts that cannot be used stop every command, before it serves anyone, with their sentence last."""

import os
import re
import subprocess
import sys

import pytest

from tests.keys import FOLDER
from tests.promises.source import ROOT


def manage(*words, facts):
    environment = os.environ | {
        "FACTS_DIR": str(facts),
        "PORTAL_VAR": str(FOLDER),
        "DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["check_facts", "serve", "work"])
def test_a_folder_of_facts_that_is_not_there_stops_the_start(command, tmp_path):
    told = manage(command, facts=tmp_path / "gone")

    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].endswith(f"FACTS_DIR: {tmp_path / 'gone'} is not a folder. Make it, or leave FACTS_DIR empty.")


@pytest.mark.parametrize("command", ["check_facts", "serve", "work"])
def test_a_file_that_cannot_be_used_stops_the_start(command, tmp_path):
    (tmp_path / "more.yaml").write_text("kind: destinations\nchecked_on: 2026-11-20\nsource: [nobody]\nentries:\n  - id: mine\n")

    told = manage(command, facts=tmp_path)

    assert told.returncode == 1
    assert "more.yaml, entry mine: " in told.stderr.splitlines()[-1]


def test_the_example_of_the_how_to_is_read_and_needs_its_source_declared(tmp_path):
    sources, destinations = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/how-to/replace-facts.md").read_text(), re.DOTALL)
    (tmp_path / "our-destinations.yaml").write_text(destinations)
    alone = manage("check_facts", facts=tmp_path)
    (tmp_path / "our-sources.yaml").write_text(sources)

    together = manage("check_facts", facts=tmp_path)

    assert "`source` names our_helpline, which is not among the sources." in alone.stderr
    assert together.returncode == 0, together.stderr
