# `make` lists what can be done. Each target sets up what it needs, once.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint bench worker scheduler simulator demo-reset screenshots setup bun chromium redis postgresql clean

export PORT ?= 3000
BUN_VERSION := 1.4.4
VENV := .venv
PYTHON := $(VENV)/bin/python
SYSTEM_PYTHON := $(shell command -v python3.11 || command -v python3)

export PATH := $(CURDIR)/$(VENV)/bin:$(CURDIR)/.bun/node_modules/.bin:$(PATH)
export REFLEX_TELEMETRY_ENABLED := false
export REFLEX_CHECK_LATEST_VERSION := false
# Reflex times two public registries at each build unless told which one this machine uses.
ifndef NPM_CONFIG_REGISTRY
NPM_CONFIG_REGISTRY := $(shell npm config get registry 2>/dev/null)
endif
ifneq ($(NPM_CONFIG_REGISTRY),)
export NPM_CONFIG_REGISTRY
endif

define DEMO_RESET
import shutil, sys
from chorus_app.settings import settings
wanted = settings()
if not wanted.demo or wanted.chorus != "simulator":
    sys.exit("This is not a demo: nothing was removed.")
if wanted.database_url.get_secret_value():
    sys.exit(f"Nothing was removed: empty the database of CHORAL_DATABASE_URL and {wanted.data_dir}.")
shutil.rmtree(wanted.data_dir, ignore_errors=True)
print("Emptied:", wanted.data_dir)
endef
export DEMO_RESET

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: setup bun ## build Choral and serve it on PORT (3000)
	@reflex run --env prod --loglevel warning

test: setup bun chromium redis postgresql ## run every test
	@pytest --numprocesses 2 --no-loadscope-reorder

lint: setup ## check style, types and the arrows between rooms
	@ruff check && ruff format --check && mypy && lint-imports

bench: setup bun chromium ## measure the search, its handler and the pages (Lighthouse)
	@$(PYTHON) -m tests.bench

worker: setup ## carry out jobs in a process of its own, told by CHORAL_REDIS_URL
	@$(PYTHON) -m chorus_app.worker

scheduler: setup ## find jobs for the workers, carry out none
	@$(PYTHON) -m chorus_app.worker --scheduler

simulator: setup ## serve the Chorus Pro simulator alone, on PORT (9000)
	@$(PYTHON) -m chorus_app.simulator --port $(if $(filter file,$(origin PORT)),9000,$(PORT))

demo-reset: setup ## forget the demo's invoices, accounts and simulator
	@$(PYTHON) -c "$$DEMO_RESET"

screenshots: setup bun chromium ## photograph every screen into .screenshots/
	@$(PYTHON) -m tests.bench.screenshots

clean: ## remove everything that was built or installed here
	@rm -rf $(VENV) .bun .node .web .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.txt
	@$(SYSTEM_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Choral needs Python 3.11 or newer; found: $$($(SYSTEM_PYTHON) --version)" >&2; exit 1; }
	@$(SYSTEM_PYTHON) -m venv $(VENV)
	@$(VENV)/bin/pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

# Bun builds the front end: the one on PATH, else npm's, else the one Reflex downloads itself.
bun:
	@newest=$$(printf '%s\n' "$$(bun --version 2>/dev/null)" $(BUN_VERSION) | sort -V | head -1); \
	if [ "$$newest" != $(BUN_VERSION) ] && command -v npm >/dev/null; then \
		npm install --prefix .bun --no-save --no-audit --no-fund --loglevel error bun@$(BUN_VERSION) >/dev/null; \
	fi

chromium:
	@command -v chromium >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
			&& apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	} || { echo "The browser tests need Chromium: install it (apt-get install chromium)." >&2; exit 1; }

redis:
	@command -v redis-server >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
			&& apt-get update -qq && apt-get install -y -qq redis-server >/dev/null; \
	} || echo "Tests of several processes are skipped: they need redis-server (apt-get install redis-server)." >&2

postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
			&& apt-get update -qq && apt-get install -y -qq postgresql >/dev/null; \
	} || echo "Tests on PostgreSQL are skipped: they need it (apt-get install postgresql)." >&2
