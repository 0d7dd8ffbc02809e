# `make` lists the targets. Only make and Python 3.11 or newer (with venv) are assumed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check
LOCKER := .venv-lock

# Extra arguments for pytest, as in: make test ARGS='-x -k ballot'
ARGS   ?=

# Tests start the command a hundred times: what was compiled once is read again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help env run lint types architecture test bench profile soak lock openapi lifecycle clean

help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1 \2/p' Makefile | \
	  while read -r name text; do printf '  %-14s %s\n' "$$name" "$$text"; done

env: $(STAMP) ## create .venv from requirements.lock; does nothing when it is current

# A venv without pip is the rest of an interrupted or refused creation: start over.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else "$(PYTHON) is Python %d.%d: Bihuan needs 3.11 or newer. Try: make env PYTHON=python3.11" % v[:2])'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo 'installing the locked dependencies into $(VENV)'
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

run: env ## serve on a local database, filled with the demonstration if it is empty
	@$(BIN)/bihuan demo --if-empty
	@exec $(BIN)/bihuan serve

lint: env ## ruff: rules and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: env ## mypy --strict over everything
	$(BIN)/mypy

architecture: env ## which floor may import which
	$(BIN)/lint-imports --no-logo

# BOTH=1 plays each story on SQLite and on PostgreSQL; without it, on one of them.
test: env lint types architecture ## lint, types, architecture, the suite (ARGS='-k ballot', BOTH=1)
	$(BIN)/pytest --numprocesses=2 --dist=loadfile $(if $(BOTH),--both) $(ARGS)

bench: env ## measure beside other ways, into bench/results/ (QUICK=1: within two minutes)
	$(BIN)/python -m bench $(if $(QUICK),--quick) $(if $(FLAT),--flat $(FLAT)) $(if $(FIGURES),--figures $(FIGURES))

profile: env ## where a worker under load spends its time, into bench/results/ (KIND=postgresql)
	$(BIN)/python -m bench.profile $(KIND)

# FAULTS='kill_sqlite lose_commit' chooses among them, ROUNDS=5 shortens each.
soak: env ## harm a running service in every way; what was acknowledged must be there
	@$(BIN)/python -m tests.faults.soak $(if $(ROUNDS),--rounds $(ROUNDS)) $(FAULTS)

# Versions already locked stay unless UPGRADE=--upgrade is given.
lock: ## regenerate requirements.lock (UPGRADE=--upgrade for newer versions)
	@test -x $(LOCKER)/bin/uv || { $(PYTHON) -m venv --clear $(LOCKER) && \
	  $(LOCKER)/bin/python -m pip --quiet --disable-pip-version-check install uv; }
	@$(LOCKER)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header $(UPGRADE) pyproject.toml --extra dev -o requirements.lock

# Both write beside the file first: a failing command must not empty a committed one.
openapi: env ## write openapi.yaml from the application
	@$(BIN)/bihuan openapi > openapi.yaml.new && mv openapi.yaml.new openapi.yaml

lifecycle: env ## write domain/issue/LIFECYCLE.md from the lifecycle table
	@$(BIN)/bihuan lifecycle > domain/issue/LIFECYCLE.md.new && \
	  mv domain/issue/LIFECYCLE.md.new domain/issue/LIFECYCLE.md

clean: ## remove environments, caches and build output; var/ (your data) stays
	@rm -rf $(VENV) $(LOCKER) build dist *.egg-info .hypothesis .import_linter_cache \
	  .mypy_cache .pytest_cache .ruff_cache .schemathesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
