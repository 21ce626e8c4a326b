# The two commands of the README. Each does all of its own set-up in .venv (another place: make VENV=…).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test clean system

demo: $(VENV)/.base
	$(BIN)/python -m evals.demo

test: system $(VENV)/.dev
	$(BIN)/poe check

# Tesseract and LibreOffice, for scans and old Word files. Where they cannot be installed, the tests that need them are skipped.
system:
	@.ci/system

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.dev: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[models,dev]'
	touch $@ $(VENV)/.base

clean:
	rm -rf $(VENV) .demo
