# `make` runs the main job on seeds/; `make test` runs every check. Needs Python >= 3.11 only.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: all run test docs clean

all: run

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("newsnorm needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev --editable '.[feeds,html,parquet,warc,zstd]'
	touch $@

run: $(VENV)/installed
	mkdir -p out
	$(BIN)/newsnorm normalize seeds/*.txt -o out/articles.jsonl
	$(BIN)/newsnorm dedup out/articles.jsonl -o out/duplicates.jsonl
	@echo 'Articles: out/articles.jsonl; who shares what with whom: out/duplicates.jsonl'
	@echo 'The ledger of one document: $(BIN)/newsnorm explain seeds/000_d2f03ddaf67d4ea5.txt'

test: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

docs: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group docs
	$(BIN)/python -m sphinx -n -W --keep-going -b html docs docs/_build/html

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
