# make demo   sets everything up and checks the bundled documents of a small invented province
# make test   the whole test suite
# make lint   ruff, mypy --strict, import-linter
SHELL := /bin/bash
BIN := .venv/bin
.PHONY: demo test lint setup bench bench-copies quality clean

setup:
	@.ci/setup

demo: setup
	@$(BIN)/qualitycheck demo

test:
	@.ci/setup browser
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# the figures of README and docs/quality.md
quality: setup
	$(BIN)/qualitycheck evaluate corpora/labelled/lam-khe corpora/labelled/hai-van corpora/labelled/dak-mil corpora/labelled/tra-giang corpora/labelled/muong-lat corpora/labelled/ben-soi corpora/labelled/phu-san --write-quality

# reading and checking beside their floors, in one run
bench: setup
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/checking.py

# copy search at the scale of a province, public tools beside it (an hour on two quiet cores; registers in build/copies)
bench-copies: setup
	$(BIN)/python benchmarks/copies.py --write docs/copies-scale

clean:
	rm -rf .venv .uv demo dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
