# Every target but `setup` needs Swift 6.2 or later on the path (https://swift.org/install).
SPECTER := .build/release/specter
PACKAGES := bubblewrap ca-certificates haproxy libcmark-gfm-dev libcmark-gfm-extensions-dev \
  libfaketime libmd-dev libsqlite3-dev pkg-config python3 socat util-linux

.PHONY: all setup build test test-agents demo bench board coverage fuzz lint clean
all: build

# Installs what Debian has and the machine lacks; does nothing when nothing is missing.
setup:
	@scripts/setup $(PACKAGES)

build: setup
	swift build -c release --product specter

test: setup
	swift build --build-tests
	python3 -m unittest discover -s Tests/PythonTests -q
	swift test --skip-build --no-parallel

# The real agents against a scripted endpoint; they come from their packages. AGENTS=all: also those
# in Python, which take 2 GB and some minutes more.
test-agents: setup
	@scripts/setup python3-venv
	swift build --product specter
	@scripts/test-agents .build/debug/specter

demo: build
	@scripts/demo $(SPECTER)

bench: build
	@scripts/bench $(SPECTER)
	@$(MAKE) --no-print-directory board

# Specter beside its peers on the same seeded mutants (docs/benchmarks.md, "The board"); the peers
# go into an environment of their own below .build. A larger run: BOARD="--mutants 40 --seconds 20".
BOARD ?= --seed 1 --mutants 10 --controls 3 --seconds 10
board: build
	@scripts/setup python3-venv
	@python3 scripts/board $(SPECTER) $(BOARD)

# How often the interval of a score covers the truth, on simulated subjects.
coverage: setup
	@scripts/coverage

# Random and markdown-like inputs for the parser and the edits, SECONDS long.
SECONDS ?= 60
fuzz: setup
	@scripts/fuzz $(SECONDS)

# The debug build serves `make test` too.
lint: setup
	swift format lint --strict --recursive --parallel \
	  Sources Tests Bench Fuzz Package.swift
	swift run --quiet specter spec lint specs/specter --severity warning

clean:
	rm -rf .build .specter
