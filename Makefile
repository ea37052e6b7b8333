# Market Twin: `make run` and `make test` are all that is needed; both install what is missing.

SHELL := /bin/bash
CONFIGURATION := release
BINARY := .build/$(CONFIGURATION)/twin
PACKAGES := libopenblas-dev liblapacke-dev libboost-dev libnlopt-dev libsqlite3-dev zlib1g-dev libxml2 libxlsxwriter-dev
SWIFT_BUILD_FLAGS := -c $(CONFIGURATION) --explicit-target-dependency-import-check error
SOURCES := $(shell find Sources Package.swift -type f 2>/dev/null)
VALIDATOR := .build/schema-validator/bin/check-jsonschema
READERS := .build/readers/bin/python

.PHONY: run test build bench fuzz faults cores soak lint setup clean

run: $(BINARY)
	@$(BINARY) run Scenarios/quickstart.yaml

build: $(BINARY)

$(BINARY): $(SOURCES) | setup
	swift build $(SWIFT_BUILD_FLAGS) --product twin
	@touch $@

test: export MARKET_TWIN_STRICT ?= 1
test: setup $(VALIDATOR) $(READERS)
	swift build $(SWIFT_BUILD_FLAGS) --build-tests
	@set -o pipefail; \
	MARKET_TWIN_VALIDATOR=$(abspath $(VALIDATOR)) MARKET_TWIN_READERS=$(abspath $(READERS)) swift test -c $(CONFIGURATION) --skip-build 2>&1 \
	  | tee .build/tests.log \
	  || { echo; echo "What failed:"; grep -aA 4 'recorded an issue\|^error: ' .build/tests.log | grep -av '^✔\|^◇'; exit 1; }

lint: setup
	swift format lint --strict --parallel --recursive Sources Tests Package.swift \
	  Benchmarks/Package.swift Benchmarks/Sources Benchmarks/EngineBenchmarks

# Files and options changed at random, for an hour; `make fuzz SECONDS=60 INPUTS=100000` for a minute.
fuzz: SECONDS ?= 3600
fuzz: INPUTS ?= 10000000
fuzz: setup
	swift build $(SWIFT_BUILD_FLAGS) --build-tests
	FUZZ_SECONDS=$(SECONDS) FUZZ_INPUTS=$(INPUTS) FUZZ_SEED=$${FUZZ_SEED:-1} swift test -c $(CONFIGURATION) --skip-build \
	  --filter 'Fuzz'

# Commands that write, killed or refused at 500 calls of the file system.
faults: setup
	swift build $(SWIFT_BUILD_FLAGS) --build-tests
	FAULTS=$${FAULTS:-500} swift test -c $(CONFIGURATION) --skip-build --filter 'FaultSoakTests|SystemCallFaultTests'

# Every shipped scenario in either precision on every kernel set of OpenBLAS that the processor has.
cores: setup
	swift build $(SWIFT_BUILD_FLAGS) --build-tests
	CORES=all swift test -c $(CONFIGURATION) --skip-build --filter 'CoreTests'

# Nights killed at 200 random moments, on full and read-only disks, every byte of a record flipped once.
soak: setup
	swift build $(SWIFT_BUILD_FLAGS) --build-tests
	SOAK_KILLS=$${SOAK_KILLS:-200} SOAK_FLIPS=1 SOAK_SEED=$${SOAK_SEED:-1} swift test -c $(CONFIGURATION) --skip-build \
	  --filter 'NightSoakTests|VerificationTests'

# The engine beside MKL and NumPy. `make bench BENCH=short` only shows that everything builds and runs.
bench: setup
	@.ci/setup python3-venv
	Benchmarks/peers/setup
	swift build -c release --package-path Benchmarks
	python3 Benchmarks/compare.py $(if $(filter short,$(BENCH)),--short)

setup:
	@.ci/setup $(PACKAGES)

$(VALIDATOR):
	@.ci/setup python3-venv
	python3 -m venv .build/schema-validator
	.build/schema-validator/bin/pip install --quiet check-jsonschema

# What reads back the files that people take away.
$(READERS):
	@.ci/setup python3-venv weasyprint
	python3 -m venv .build/readers
	.build/readers/bin/pip install --quiet numpy openpyxl pyarrow polars

clean:
	rm -rf .build reports
