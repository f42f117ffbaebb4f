# Everything from a fresh clone: `make demo` shows the tool at work, `make test` runs its tests.
# Needs Python 3.10 or newer and a package index; all else goes into .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DOCUMENT := source/article.txt

.DEFAULT_GOAL := help
.PHONY: help install demo test test-all lint format types bench help-text clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[review]'
	@touch $@

$(VENV)/.dev: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

install: $(VENV)/.installed ## Install l10n into .venv

demo: $(VENV)/.installed ## Translate the article into Mongolian, Russian and Ukrainian
	$(BIN)/l10n translate $(DOCUMENT) --to mn,ru,uk
	$(BIN)/l10n export $(DOCUMENT) --to mn,ru,uk
	$(BIN)/l10n status $(DOCUMENT)
	@for locale in mn ru uk; do \
	  printf '\n== localized/%s/article.txt\n' $$locale; head -n 3 localized/$$locale/article.txt; \
	done

test: $(VENV)/.dev ## Run the tests that take no more than a few minutes
	$(BIN)/python -m pytest -m 'not slow'

test-all: $(VENV)/.dev ## Run all tests
	$(BIN)/python -m pytest

lint: $(VENV)/.dev ## Check formatting and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev ## Check types
	$(BIN)/mypy

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## Measure speed against peers; FLORES=DIR for throughput too
	$(BIN)/python -m benchmarks.speed $(if $(FLORES),--flores $(FLORES)) $(BENCH)

help-text: $(VENV)/.dev ## Write down anew what `l10n --help` prints
	COLUMNS=80 $(BIN)/python -c 'import sys; from l10n.cli import main; sys.argv = ["l10n", "-h"]; main()' \
	  > l10n/help.txt

clean: ## Remove what make has made
	rm -rf $(VENV) build dist localized .mypy_cache .pytest_cache .ruff_cache .hypothesis
