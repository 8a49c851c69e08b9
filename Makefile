# The README's commands. Everything is set up in .venv from the pinned, hashed requirements.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
OUT := demo-output

.PHONY: help demo test app lint bench clean

help:  ## Show the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: $(VENV)/.installed  ## Run the main job on the samples: claims table and map
	@BIN=$(BIN) OUT=$(OUT) sh scripts/demo.sh

test: $(VENV)/.installed-dev  ## Run all checks and tests
	@BIN=$(BIN) sh scripts/test.sh

app: $(VENV)/.installed  ## Open the dashboard
	$(BIN)/geoclaims app

lint: $(VENV)/.installed-dev  ## Style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev  ## Run the benchmarks on data they generate (some minutes)
	$(BIN)/python bench/gazetteer_growth.py 1000000
	$(BIN)/python bench/evidence_read.py
	$(BIN)/python bench/evidence_scale.py --claims 10000 --events 300000 --baseline
	$(BIN)/python bench/map_page.py
	$(BIN)/python bench/dashboard.py

clean:  ## Remove what the commands made here
	rm -rf $(VENV) $(OUT) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist

$(VENV)/bin/python:
	@sh scripts/make_venv.sh $(PYTHON) $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/.installed
