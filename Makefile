# fogline. `make demo` and `make test` need Python 3.11 or later and nothing else; everything goes to .venv.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
UV ?= uv

.PHONY: demo test check score ablation speed golden docs wheel lock clean help
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1 - /p' Makefile | sed 's/ - /\t/' | expand -t 16

demo: $(RUN_STAMP) ## build the sample reports and write their dossier
	@$(BIN)/fogline demo --out out/demo

test: $(DEV_STAMP) ## run all tests
	@$(BIN)/python -m pytest -n auto

check: $(DEV_STAMP) ## format, lint, types, tests, docs: what has to be green
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m fogline.cli.reference docs/reference --check
	@$(BIN)/python -m pytest -n auto

score: $(DEV_STAMP) ## measure quality beside the floors; ARGS="--only muc --limit 50" for a part
	@$(BIN)/python -m fogline.scoring $(ARGS)

ablation: $(DEV_STAMP) ## measure what each part of the reader adds; writes docs/ablation.md
	@$(BIN)/python -m fogline.scoring.ablation $(ARGS)

speed: $(RUN_STAMP) ## reports per second beside the bare parser
	@$(BIN)/fogline speed --table

golden: $(DEV_STAMP) ## rewrite the expected rows of the golden cases; the diff is the review
	@if [ -d tests/golden ]; then $(BIN)/python -m pytest tests/golden --rewrite-golden; \
	else echo "no golden cases yet: nothing was rewritten" >&2; exit 1; fi

docs: $(DEV_STAMP) ## rewrite docs/reference from the code
	@$(BIN)/python -m fogline.cli.reference docs/reference

wheel: $(DEV_STAMP) ## build dist/*.whl
	@$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

lock: ## remake both lock files (needs uv)
	$(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --group dev pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --group build -c requirements.lock pyproject.toml -o requirements-run.lock

clean: ## remove what make has made
	rm -rf $(VENV) out dist build

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "fogline needs Python 3.11 or later; give it with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The package itself is installed as a link to this folder; its build tool is in the locks, so nothing is looked up twice.
$(RUN_STAMP): $(VENV)/.made requirements-run.lock pyproject.toml
	@echo "installing what fogline needs to run (once; about 100 MB)"
	@$(PIP) install --quiet --require-hashes -r requirements-run.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): $(VENV)/.made requirements.lock pyproject.toml
	@echo "installing what fogline and its tests need (once; about 200 MB)"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(RUN_STAMP)
