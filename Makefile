# Everything from a fresh clone: `make demo` shows the tool at work, `make test` runs its tests.
# Needs Python 3.10 or newer and a package index; all else goes into .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
DOCUMENT := source/article.txt
LOCKS := requirements

# What is installed is what the locks say, by digest; uv, itself locked, does it in seconds.
UV = $(BIN)/uv pip
INSTALL = $(UV) install --quiet --python $(BIN)/python
LOCKED = --require-hashes --build-constraints $(LOCKS)/build.txt --requirement
THIS = --no-deps --build-constraints $(LOCKS)/build.txt --editable .
COMPILE = $(UV) compile --quiet --universal --python-version 3.10 --generate-hashes --no-header

.DEFAULT_GOAL := help
.PHONY: help install demo test test-all test-lowest test-newest coverage dist lock upgrade \
  lint format types docs pictures bench peers \
  plural-table help-text clean

help: ## Show this list
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

OLD_PYTHON = l10n needs Python 3.10 or newer: make PYTHON=python3.12, or what yours is called
$(VENV)/.uv: $(LOCKS)/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "$(OLD_PYTHON)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(BIN)/uv: $(VENV)/.uv ;

$(VENV)/.installed: $(VENV)/.uv pyproject.toml $(LOCKS)/demo.txt $(LOCKS)/build.txt
	$(INSTALL) $(LOCKED) $(LOCKS)/demo.txt
	$(INSTALL) $(THIS)
	@touch $@

$(VENV)/.dev: $(VENV)/.uv pyproject.toml $(LOCKS)/dev.txt $(LOCKS)/build.txt
	$(INSTALL) $(LOCKED) $(LOCKS)/dev.txt
	$(INSTALL) $(THIS)
	@touch $@ $(VENV)/.installed

$(VENV)/.docs: $(VENV)/.dev $(LOCKS)/docs.txt
	$(INSTALL) $(LOCKED) $(LOCKS)/docs.txt
	@touch $@

install: $(VENV)/.installed ## Install l10n into .venv

demo: $(VENV)/.installed ## Translate the article into Mongolian, Russian and Ukrainian
	$(BIN)/l10n translate $(DOCUMENT) --to mn,ru,uk
	$(BIN)/l10n export $(DOCUMENT) --to mn,ru,uk
	$(BIN)/l10n status $(DOCUMENT)
	@for locale in mn ru uk; do \
	  printf '\n== localized/%s/article.txt\n' $$locale; head -n 3 localized/$$locale/article.txt; \
	done

# Programs that tests start speak UTF-8, as does what reads them, on Windows too.
export PYTHONUTF8 = 1
# Each core works on files of its own.
QUICK = -m 'not slow' --numprocesses auto --dist loadfile
test: $(VENV)/.dev ## Run the tests that take no more than a few minutes
	$(BIN)/python -m pytest $(QUICK)

test-all: $(VENV)/.dev ## Run all tests
	$(BIN)/python -m pytest

coverage: $(VENV)/.dev ## Run the tests of `make test` and say which lines they do not reach
	$(BIN)/python -m pytest $(QUICK) --cov --cov-report=html --cov-report=term:skip-covered

dist: $(VENV)/.dev ## Build and check the packages, into dist
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .
	$(BIN)/python -m twine check --strict dist/*
	@ls -l dist

# Old versions warn of what newer ones of their own dependencies will drop: not for us to mend.
OLD = -W ignore::DeprecationWarning -W ignore::PendingDeprecationWarning
# Environments of their own; which Python is for PYTHON to say.
test-lowest: $(BIN)/uv ## Run the tests with the oldest direct dependencies that pyproject.toml allows
	$(PYTHON) -m venv --clear $(VENV)-lowest
	$(UV) install --quiet --python $(VENV)-lowest --resolution lowest-direct --editable '.[test]'
	$(BIN:$(VENV)/%=$(VENV)-lowest/%)/python -m pytest $(QUICK) $(OLD) $(PYTEST)

test-newest: $(BIN)/uv ## Run the tests with the newest dependencies that the index has
	$(PYTHON) -m venv --clear $(VENV)-newest
	$(UV) install --quiet --python $(VENV)-newest --upgrade --editable '.[test]'
	$(BIN:$(VENV)/%=$(VENV)-newest/%)/python -m pytest $(QUICK) $(PYTEST)

lock: $(BIN)/uv ## Write the locks anew where pyproject.toml asks for more than they have
	$(COMPILE) $(UPGRADE) $(LOCKS)/uv.in --output-file $(LOCKS)/uv.txt
	$(COMPILE) $(UPGRADE) $(LOCKS)/build.in --output-file $(LOCKS)/build.txt
	$(COMPILE) $(UPGRADE) pyproject.toml --extra dev --output-file $(LOCKS)/dev.txt
	$(COMPILE) $(UPGRADE) pyproject.toml --extra review --constraints $(LOCKS)/dev.txt \
	  --output-file $(LOCKS)/demo.txt

	$(COMPILE) $(UPGRADE) pyproject.toml --group docs --constraints $(LOCKS)/dev.txt \
	  --output-file $(LOCKS)/docs.txt
	$(COMPILE) $(UPGRADE) $(LOCKS)/toolkit.in --output-file $(LOCKS)/toolkit.txt
	$(COMPILE) $(UPGRADE) $(LOCKS)/libretranslate.in --output-file $(LOCKS)/libretranslate.txt
	$(subst 3.10,3.12,$(COMPILE)) $(UPGRADE) $(LOCKS)/weblate.in --override $(LOCKS)/weblate-overrides.txt \
	  --output-file $(LOCKS)/weblate.txt

upgrade: ## Write the locks anew with the newest versions
	$(MAKE) lock UPGRADE=--upgrade

lint: $(VENV)/.dev ## Check formatting and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev ## Check types
	$(BIN)/mypy

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.docs ## Build the documentation as a site, into build/site
	NO_MKDOCS_2_WARNING=1 PYTHONPATH=. $(BIN)/mkdocs build --strict

pictures: $(VENV)/.dev ## Take the pictures of the documentation from the program itself
	$(BIN)/python -m tools.pictures

bench: $(VENV)/.dev peers ## Measure speed against peers; FLORES=DIR, BENCH="--quick", BENCH=--write-docs
	$(BIN)/python -m benchmarks.speed $(if $(FLORES),--flores $(FLORES)) $(BENCH)

# Programs that are only run, each in an environment of its own; what cannot be had leaves a reason.
peers: $(VENV)-peers/toolkit/.tried $(VENV)-peers/libretranslate/.tried ## Install what `make bench` compares with

$(VENV)-peers/%/.tried: $(LOCKS)/%.txt $(VENV)/.uv
	rm -rf $(@D)
	$(UV:pip=venv) --quiet --python $(BIN)/python $(@D)
	$(UV) install --quiet --python $(@D) $(LOCKED) $< 2> $(@D)/failed.txt && rm $(@D)/failed.txt || cat $(@D)/failed.txt
	@touch $@

plural-table: $(VENV)/.dev ## Write the plural rules anew from the CLDR of the installed Babel
	$(BIN)/python -m tools.plural_table

help-text: $(VENV)/.dev ## Write down anew what `l10n --help` prints
	COLUMNS=80 $(BIN)/python -c 'import sys; from l10n.cli import main; sys.argv = ["l10n", "-h"]; main()' \
	  > l10n/help.txt

clean: ## Remove what make has made, but for catalogs: somebody may have reviewed them
	rm -rf $(VENV) $(VENV)-* build dist localized .mypy_cache .pytest_cache .ruff_cache .hypothesis
