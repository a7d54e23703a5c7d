# Two commands do everything: `make demo` and `make test`. Both build .venv first if it is not there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# What Python compiles is kept: tests and demo start many processes, each of which would compile all packages again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test thorough check scan bench docs lock clean

help: ## show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(STAMP): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --no-deps -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(STAMP) ## create .venv with everything in it

demo: $(STAMP) ## read the bundled stories, show the ledger, write demo.html
	@tools/demo.sh

test: $(STAMP) ## all tests, on SQLite and on a real PostgreSQL
	@tools/test.sh

thorough: $(STAMP) ## the same, with more kills, more examples, and what takes long
	@PURPORT_THOROUGH=1 tools/test.sh

check: $(STAMP) ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

scan: $(STAMP) ## dangerous ways of writing Python, and known holes in packages, each explained (bandit, pip-audit)
	$(BIN)/python tools/scan.py

bench: $(STAMP) ## every figure in the docs, measured again
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.page

docs: $(STAMP) ## the reference, the picture and the README's session, made anew from the code
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/picture.py
	$(BIN)/python tools/readme.py

lock: ## renew the lock files (needs uv)
	tools/lock.sh

clean: ## remove .venv and everything that was built
	rm -rf $(VENV) demo demo.html build dist bench/out
