# For the people who work on it. The two commands that matter are in the README.
BIN := .venv/bin

.PHONY: check fix test faults bench docs e2e

check: ## lint, types, import contracts, migrations, docs freshness
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m tests.manage makemigrations --check --dry-run
	$(BIN)/python -m tests.manage reference --check

fix: ## format and repair what a machine can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: ## the suite
	python3 manage.py test

e2e: ## the browser journeys alone
	python3 manage.py test tests/journeys

faults: ## kill, freeze and cut, at full size
	FAULTS=all python3 manage.py test tests/faults

bench: ## the figures of docs/reference, never a test
	$(BIN)/python -m tests.bench

docs: ## write docs/reference/ anew
	$(BIN)/python -m tests.manage reference
