"""The verifier in a bare Python with nothing but `cryptography`, no network, and receipts kept from the first release (T-02)."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "kept"

RUN = """
import sys
sys.modules["socket"] = sys.modules["_socket"] = None
sys.path[:0] = sys.argv.pop(1).split(":")
import runpy
runpy.run_module("reporting.ledger.verify", run_name="__main__", alter_sys=True)
"""


@pytest.fixture(scope="module")
def only_cryptography(tmp_path_factory):
    """A folder with cryptography and the two packages it is made of, and one with nothing but `reporting`."""
    packages = tmp_path_factory.mktemp("packages")
    for name in ("cryptography", "cffi", "_cffi_backend", "pycparser"):
        found = find_spec(name)
        if found is not None and found.origin:
            origin = Path(found.origin)
            origin = origin.parent if origin.name == "__init__.py" else origin
            (packages / origin.name).symlink_to(origin)
    (packages / "reporting").symlink_to(ROOT / "reporting")
    return packages


def run_verifier(folder, *arguments):
    command = [sys.executable, "-I", "-S", "-c", RUN, str(folder), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


@pytest.mark.parametrize("name", ["promised.txt", "proven.txt"])
def test_a_kept_receipt_verifies_for_ever(only_cryptography, name):
    done = run_verifier(only_cryptography, KEPT / name, KEPT / "keys.txt")

    assert (done.returncode, done.stderr) == (0, "")
    assert "Good. This is a receipt for case GF-7K2M-9QXR-4" in done.stdout
    assert "time not independently confirmed" in done.stdout


def test_without_keys_the_first_line_says_that_the_signer_was_not_checked(only_cryptography):
    done = run_verifier(only_cryptography, KEPT / "proven.txt")

    assert done.returncode == 0
    assert done.stdout.startswith("Unchanged since it was signed, but whose key signed it was not checked.\n")
    assert "Good" not in done.stdout
    assert "verify FILE KEYS" in done.stdout


def test_the_interval_of_a_kept_receipt_is_printed(only_cryptography):
    done = run_verifier(only_cryptography, KEPT / "proven.txt")

    assert "Interval: entered after the log held 48 leaves and before it held 64." in done.stdout


def test_a_damaged_receipt_fails_with_a_reason(only_cryptography, tmp_path):
    damaged = tmp_path / "receipt.txt"
    damaged.write_text((KEPT / "proven.txt").read_text().replace("GF-7K2M", "GF-7K2N"))

    done = run_verifier(only_cryptography, damaged)

    assert done.returncode == 1
    assert done.stdout.startswith("Not good: ")


def test_django_is_not_imported_on_the_way():
    code = "import sys, reporting.ledger.verify; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
