# make run    the program, at http://127.0.0.1:8501
# make test   formatting, lint, types and all tests
# make lint   formatting, lint, types
# make check  the same, and of the tests those of structure and wording
# make bench  the measurements
# make docs   writes the reference in docs/ anew
# make sample writes the sample office into a ledger of its own, which the screens then open
# Python 3.11 or later; another one than python3: make PYTHON=python3.13 …

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# A browser that the tests bring themselves stays inside the checkout.
export PLAYWRIGHT_BROWSERS_PATH := $(CURDIR)/$(VENV)/browsers

.PHONY: run test lint check bench docs sample browser clean

run: $(VENV)/installed
	$(BIN)/streamlit run streamlit_app.py --server.address 127.0.0.1 --server.showEmailPrompt false

# The other tests go on in order from as many places as there are processors: what shares a ledger mostly stays together,
# and nobody waits for the last module. A browser test has the machine for itself: two at once would only wait for each
# other.
test: lint browser
	$(BIN)/python -m pytest -m "not browser" --numprocesses auto --dist worksteal
	$(BIN)/python -m pytest -m browser

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy --no-error-summary

check: lint
	$(BIN)/python -m pytest tests/test_structure.py tests/test_locale.py

bench: $(VENV)/installed-dev browser
	$(BIN)/python -m tests.bench

docs: $(VENV)/installed
	$(BIN)/python -m kantoku.reference

sample: $(VENV)/installed
	$(BIN)/python -m kantoku sample

# Never fails: a browser test that finds no Chromium says so and is skipped.
browser: $(VENV)/installed-dev
	@$(BIN)/python -m tests.chromium

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kantoku needs Python 3.11 or later. Another one than python3: make PYTHON=…")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python comes without venv here. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/installed: requirements.txt | $(VENV)/bin/pip
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(PIP) -r requirements-dev.txt
	@touch $@
