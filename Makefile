# Two commands set everything up: `make draft` and `make test`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
BRIEF ?= fixtures/briefs/url_shortener.md
OUTPUT ?= tdd.md
SECONDS ?= 600

.PHONY: draft test test-faults fuzz test-local lint mermaid schemas rules record bench bench-quick bench-one-shot clean

draft: $(VENV)/.local-installed ## Install the local model and draft BRIEF to OUTPUT
	$(BIN)/drafter model install
	$(BIN)/drafter draft $(BRIEF) -o $(OUTPUT) --model local

test: $(VENV)/.dev-installed mermaid ## Run the tests, one process a core; needs neither weights nor network
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

fuzz: $(VENV)/.dev-installed ## Spoil briefs, outlines, configurations and answers for SECONDS (600)
	SECONDS=$(SECONDS) $(BIN)/python -m tests.fuzz

test-local: $(VENV)/.dev-installed ## Run the tests that need the local model's weights
	$(BIN)/drafter model install
	$(BIN)/python -m pytest -m local

test-faults: $(VENV)/.dev-installed ## Run every kill, seed, full disk and edit script instead of a sample
	$(BIN)/python -m pytest tests/faults tests/merge -m "slow or not slow"

lint: $(VENV)/.dev-installed ## Check style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

mermaid: ## The real Mermaid parser for the diagram tests, where npm is at hand
	@if command -v npm >/dev/null 2>&1 && [ ! -d tests/derive/mermaid/node_modules ]; then \
		npm ci --silent --no-audit --no-fund --prefix tests/derive/mermaid || echo "no npm registry: the test with the real parser is skipped"; \
	fi

schemas: $(VENV)/.dev-installed ## Write schemas/ and template_form.json from the models
	$(BIN)/python scripts/update_schemas.py
	$(BIN)/python scripts/update_template_form.py

rules: $(VENV)/.dev-installed ## Write docs/rules.md from the rules
	$(BIN)/python scripts/update_rules.py

record: $(VENV)/.dev-installed ## Record the cassettes and golden documents anew, from the local model
	$(BIN)/drafter model install
	$(BIN)/python scripts/record_drafts.py

bench: $(VENV)/.bench-installed ## Write the table of benchmarks, docs/benchmarks.md, on a machine that does nothing else
	$(BIN)/python -m bench.table --out docs/benchmarks.md

bench-quick: $(VENV)/.bench-installed ## See that the benchmarks run; their figures say little
	$(BIN)/python -m bench.table --quick

bench-one-shot: $(VENV)/.dev-installed ## Ask the local model for each document in one prompt, the peer of a draft
	$(BIN)/drafter model install
	$(BIN)/python -m bench.one_shot

clean: ## Remove the environment
	rm -rf $(VENV)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.local-installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[local]'
	touch $@

$(VENV)/.dev-installed: pyproject.toml | $(VENV)/.local-installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	touch $@

$(VENV)/.bench-installed: pyproject.toml | $(VENV)/.dev-installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	touch $@
