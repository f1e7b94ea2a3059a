# For the people who work on it. The two commands that matter are in the README.
PY ?= .venv/bin/python

.PHONY: check fix test bench faults docs demo e2e

check: ## lint, types, import contracts, migrations, docs freshness
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m importlinter.cli lint 2>/dev/null || .venv/bin/lint-imports
	$(PY) -m djlint templates --check --lint --quiet
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py reference --check

fix: ## format and repair what can be repaired by machine
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

test: ## the suite
	$(PY) manage.py test

docs: ## write docs/reference/ anew
	$(PY) manage.py reference
