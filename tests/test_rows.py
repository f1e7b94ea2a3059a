"""Rows by short statements: the same as through models, all or nothing, on both databases."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reporting import rows
from reporting.ledger.models import Leaf
from reporting.mailbox.models import Mailbox
from reporting.platforms.models import Platform
from tests.makers import AT, file_report, make_platform
from tests.services import POSTGRES_URL

pytestmark = pytest.mark.django_db
LEAF = b"\x07" * 32
ROOT = Path(__file__).parents[1]


def test_a_found_row_is_the_row_that_a_query_finds():
    made = make_platform()

    found = rows.find(Platform, made.pk)

    assert found is not None
    columns = [field.attname for field in Platform._meta.concrete_fields]
    assert [getattr(found, name) for name in columns] == [getattr(Platform.objects.get(pk=made.pk), name) for name in columns]


def test_what_is_not_there_is_not_found():
    assert rows.find(Platform, 4_711) is None


def test_a_change_says_whether_the_row_is_there():
    made = make_platform()

    assert rows.change(Platform, made.pk, name="Other")
    assert not rows.change(Platform, 4_711, name="Other")
    assert Platform.objects.get(pk=made.pk).name == "Other"


def test_rows_added_together_are_all_there_afterwards_with_their_numbers():
    with transaction.atomic(), rows.together(Leaf):
        leaf = rows.add(Leaf(value=LEAF))
        rows.add(Leaf(value=b"\x08" * 32))

    assert bytes(Leaf.objects.get(pk=leaf.pk).value) == LEAF
    assert Leaf.objects.count() == 2


def test_a_failing_block_stores_none_of_its_rows():
    case = file_report().case
    before = Leaf.objects.count()

    with pytest.raises(IntegrityError), transaction.atomic(), rows.together(Leaf, Mailbox):
        rows.add(Leaf(value=LEAF))
        rows.add(Mailbox(case=case, lookup=case.mailbox.lookup, opened_at=AT))

    assert Leaf.objects.count() == before


def test_a_block_that_raises_leaves_the_next_block_clean():
    with pytest.raises(ZeroDivisionError), transaction.atomic(), rows.together(Leaf):
        rows.add(Leaf(value=LEAF))
        raise ZeroDivisionError

    with transaction.atomic(), rows.together(Leaf):
        rows.add(Leaf(value=b"\x09" * 32))

    assert [bytes(value) for value in Leaf.objects.values_list("value", flat=True)] == [b"\x09" * 32]


def test_a_whole_report_takes_few_exchanges():
    most = {"postgresql": 2, "sqlite": 12}[connection.vendor]
    file_report()

    with CaptureQueriesContext(connection) as captured:
        file_report()

    assert 0 < len([query for query in captured if query["sql"].lstrip().startswith("INSERT")]) <= most


@pytest.mark.postgres
def test_all_of_this_holds_on_postgresql():
    if connection.vendor == "postgresql":
        return
    name = f"{POSTGRES_URL.rpartition('/')[0]}/rows_{secrets.token_hex(4)}"
    environment = {**os.environ, "DATABASE_URL": name, "PYTEST_ADDOPTS": ""}

    run = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__], env=environment, cwd=ROOT, check=False)

    assert run.returncode == 0
