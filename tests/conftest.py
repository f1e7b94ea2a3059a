"""What every test has; the keys are made in tests/keys.py."""
