# `make` runs the main job on seeds/; `make test` runs every check. Needs Python >= 3.11 only.
PYTHON ?= python3
VENV ?= .venv
# The optional parts that are tested; CI adds spark and ray.
EXTRAS ?= feeds,html,parquet,warc,zstd
BIN := $(VENV)/bin

.PHONY: all run test docs wheel test-wheel clean

all: run

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("newsnorm needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev --editable '.[$(EXTRAS)]'
	touch $@

run: $(VENV)/installed
	mkdir -p out
	$(BIN)/newsnorm normalize seeds/*.txt -o out/articles.jsonl --report out/report.html
	$(BIN)/newsnorm dedup out/articles.jsonl -o out/duplicates.jsonl
	@echo 'Articles: out/articles.jsonl; who shares what with whom: out/duplicates.jsonl; to look at: out/report.html'
	@echo 'The ledger of one document: $(BIN)/newsnorm explain seeds/000_d2f03ddaf67d4ea5.txt'

test: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

# The same commit gives the same files: the commit's own time is written into them.
wheel: $(VENV)/installed
	rm -rf dist
	$(BIN)/python -m pip install --quiet build twine
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build
	$(BIN)/twine check --strict dist/*

# The wheel is what users get, so the tests also run against it, outside the source tree.
test-wheel:
	$(PYTHON) -m venv --clear build/wheel-env
	build/wheel-env/bin/python -m pip install --quiet --upgrade pip
	build/wheel-env/bin/python -m pip install --quiet --group test --group check dist/*.whl
	rm -rf build/wheel-tests && mkdir -p build/wheel-tests
	cp -r tests seeds pyproject.toml build/wheel-tests/
	cd build/wheel-tests && mkdir -p src docs && touch README.md && \
		../wheel-env/bin/python -m pytest tests -p no:cacheprovider

docs: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group docs
	$(BIN)/python -m sphinx -n -W --keep-going -b html docs docs/_build/html

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
