# The project's tasks. Works from a path with blanks; safe to run twice.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: help demo test test-long drills coverage docs-site lint bench bench-large fuzz mutants soak container-steps setup clean
.DEFAULT_GOAL := help

help: ## list these tasks
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 18

setup: .venv/ready ## make the virtual environment, with pinned versions

.venv/ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; install it, or say make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments; on Debian: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (once; about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,meaning,cluster,mcp]'
	@touch $@

demo: setup ## crawl the embedded sample source into data/demo/, and serve the archive
	@$(BIN)/python -m sample.demo

# twice as many processes as cores: many tests wait for servers
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --dist loadgroup --durations 25 \
	--numprocesses $$($(BIN)/python -c 'import os; print(2 * (os.cpu_count() or 1))')

test: setup ## run the tests that take under five minutes
	@$(PYTEST) -m 'not long and not drill'

test-long: setup ## run the longer tests: real reports, odd cases, changed sites (20 minutes at most)
	@$(PYTEST) -m 'long and not drill'

drills: setup ## run the drills: tests of many machines, of whole tasks and of killed programs, each of several minutes
	@$(PYTEST) -m drill

coverage: setup ## run the tests of `make test` and report which lines they never reach (slower)
	@$(PYTEST) -m 'not long and not drill' --cov --cov-report=term --cov-report=xml

docs-site: setup ## build the documentation site in site/; fails if a link leads nowhere
	@$(BIN)/python -m mkdocs build --strict --quiet

lint: setup ## run ruff (rules and format) and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict

bench: setup ## run the benchmarks, each beside what it is compared with
	@$(BIN)/python -m tests.bench

bench-large: setup ## search 2,000,000 pages with one client and with eight; needs 25 GB under BENCH_DIR
	@$(BIN)/python -m tests.bench.search 2000000 1 8

clean: ## remove the virtual environment and everything made by running
	rm -rf .venv site data/demo .mypy_cache .ruff_cache .pytest_cache

soak: setup ## run 200 crawls with random faults, 200 rounds of kill -9 and 30 nightly runs (an hour or two)
	@$(BIN)/python -m tests.soak

fuzz: setup ## read 20,000 damaged reports
	@$(BIN)/python -m tests.fuzz 20000

mutants: setup ## break the code in about 290 places, one at a time, and check that a test notices (about half an hour)
	@$(BIN)/python -m tests.mutants

container-steps: setup ## do the steps of Dockerfile and compose.yml without a container engine (as root)
	@$(BIN)/python -m tests.deploy.container
