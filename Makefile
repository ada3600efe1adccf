# `make run` opens the bot or, without BOT_TOKEN, its demo; `make test` proves it. Both set up .venv first.
# Measuring coverage doubles the time of the tests: `make cover` does it, and `make test` when CI is set.
PYTHON ?= python3
WORKERS ?= auto
VENV := .venv
BIN := $(VENV)/bin
TESTS := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile
PROOFS := TORTURE=1 $(BIN)/python -m pytest --durations 0 -o tmp_path_retention_policy=failed
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: run test check cover eval bench torture torture-controls picture clean

run: $(VENV)/.run
	@exec $(BIN)/abai-bala run --or-demo

test: $(VENV)/.dev
	@exec $(TESTS) $(if $(CI),--cov --cov-report=)

check: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/abai-bala check

cover: $(VENV)/.dev
	@exec $(TESTS) --cov --cov-report=term-missing

# Speed and memory beside a bare aiogram bot; BENCH='--users 100000' weighs many newcomers.
bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench $(BENCH)

# How well messages are understood, beside what a team would pick instead; EVAL=--missed lists the misses.
eval: $(VENV)/.dev
	$(BIN)/python -m tests.eval --rivals $(EVAL)

# Every proof of tests/torture at its full size, in 45 minutes at most; what failed stays in .torture/.
# The floods are measured by the clock, so they have the machine to themselves.
torture: $(VENV)/.dev
	@mkdir -p .torture
	$(PROOFS) tests/torture --ignore tests/torture/test_flood.py -n $(WORKERS) --maxschedchunk 1 \
	  --basetemp .torture/side-by-side $(TORTURE)
	$(PROOFS) tests/torture/test_flood.py --basetemp .torture/floods

# Faults sown into copies of the tree, one at a time: a proof must notice each.
torture-controls: $(VENV)/.dev
	$(BIN)/python -m tests.torture.controls $(CONTROLS)

picture: $(VENV)/.dev
	$(BIN)/python -m tests.picture README.png
	$(BIN)/python -m tests.pictures

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*

# A stamp says which extras .venv holds; it is older than pyproject.toml when they have to be looked at again.
$(VENV)/.run: pyproject.toml | $(VENV)/.python
	@echo "Installing into $(VENV): about a minute, once."
	@$(PIP) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.python
	@echo "Installing into $(VENV) with the tools for tests: about a minute, once."
	@$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.run

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@
