# SPDX-License-Identifier: AGPL-3.0-or-later
# Every goal runs one script in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run invite dev test ci check fix bench bench-check profile attack fleet chaos ocr-bench fuzz goldens fixtures pictures packages plugin clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build everything and serve the dashboard on http://127.0.0.1:8080
	@scripts/run

invite: ## Print a link with which one person can create an account on what `make run` serves
	@scripts/invite

dev: ## Serve the dashboard from its sources, with hot reload, on http://127.0.0.1:5173
	@scripts/dev

test: ## Run every test: C++, wasm, TypeScript, architecture, fuzzers, browser
	@scripts/test

ci: ## Do what CI does, on a clone of HEAD, and write build/ci.json
	@scripts/ci

check: ## Check formatting, lint, types and the architecture rules
	@scripts/check

fix: ## Format the sources and apply the linters' safe fixes
	@scripts/fix

bench: ## Measure speed and size beside goals and docs/figures.json (ROW=claude-call)
	@ROW=$(ROW) scripts/bench

bench-check: ## Measure what is quick, and fail if a figure is much worse than in docs/figures.json
	@scripts/bench --check

profile: ## Draw where the time of a row of `make bench` goes, into build/profile (ROW=claude-call)
	@ROW=$(ROW) scripts/profile

attack: ## Run all known attacks against one server for two minutes while a user works
	@scripts/attack

fleet: ## Run two API servers and two workers as on several machines, and kill each while people write (FLEET_ROUNDS=5)
	@scripts/fleet

chaos: ## Edit a library at random while workers are killed, and compare targets with it (CHAOS_ROUNDS=500, CHAOS_PAGES=1000, LOG_ROWS=1000000)
	@scripts/chaos

ocr-bench: ## Measure how well models transcribe, and at what price (PAGES=folder MODELS=one,another RUNS=3)
	@scripts/ocr-bench $(PAGES)

fuzz: ## Fuzz the readers for ten minutes each (FUZZ_SECONDS=600)
	@scripts/fuzz $(or $(FUZZ_SECONDS),600)

goldens: ## Update the expected images and fingerprints; review the diff
	@scripts/goldens

fixtures: ## Update the generated fixtures
	@scripts/fixtures

pictures: ## Update the README's pictures; look at them
	@scripts/pictures

packages: ## Pack the command line for every platform, and the server as package and container image, into build/packages (RMIRROR_UPDATE_KEY=public.pem)
	@scripts/make-packages

plugin: ## Build the Obsidian plugin and the ZIP of its release into build/plugin
	@scripts/make-plugin

clean: ## Remove everything that was built, but not installed tools
	@scripts/clean
