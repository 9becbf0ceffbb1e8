# What one does with Kinkeeper; `make help` lists it. Everything is built by the `swift` on PATH.
SWIFT ?= swift
CONFIG ?= config.example.json
# Programs that carry the Swift runtime in them need no toolchain where they are installed, and less memory.
# Their debug information would be larger than they are, and takes a twentieth of the build.
# A type is asked for by its accessor, not by its name, which the runtime would look up among all: a command starts sooner.
RELEASE = -c release --static-swift-stdlib -Xswiftc -gnone \
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
PROGRAMS = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)

.DEFAULT_GOAL := help
.PHONY: help run build release test test-json test-differential simulate mutants fuzz lint bench cost-curve install uninstall man programs deb test-deb picture phrases stories setup setup-test docs clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: release ## the daemon on the example config, in the foreground, until Ctrl-C
	@Scripts/run-example "$(PROGRAMS)" "$(CONFIG)"

build: setup ## both programs, for debugging
	$(SWIFT) build

release: setup ## both programs, as they are installed
	$(SWIFT) build $(RELEASE) --product Programs
	$(SWIFT) build $(RELEASE) --product kinkeeperd
	$(SWIFT) build $(RELEASE) --product kin
	@mkdir -p "$(PROGRAMS)/man" && cp man/* "$(PROGRAMS)/man/"

# What runs the real programs by the clock runs alone, so that nothing else takes its processors.
test: setup-test ## every test; the end-to-end ones need root or sudo
	$(SWIFT) build --build-tests
	@[ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null || { [ ! -t 0 ] || sudo -v; }
	$(SWIFT) test --skip-build --skip '^(FaultTests|EndToEndTests)\.'
	$(SWIFT) test --skip-build --filter '^FaultTests\.'
	$(SWIFT) test --skip-build --filter '^EndToEndTests\.'

test-json: setup ## the JSON reader on a folder of y_, n_ and i_ files: make test-json SUITE=FOLDER
	@[ -d "$(SUITE)" ] || { echo "make test-json: SUITE=FOLDER must name a folder of JSON files" >&2; exit 64; }
	JSON_SUITE="$(abspath $(SUITE))" $(SWIFT) test --filter JSONTextTests.SuiteTests

test-differential: setup ## random rules against libical and python-dateutil: make test-differential [SEED=n] [RULES=n]
	@Scripts/test-differential $(or $(RULES),10000) $(SEED)

simulate: setup ## ten years of 200 random rituals, every promise held: make simulate [SEED=n] [RITUALS=n] [STEPS=n]
	@Scripts/simulate $(or $(RITUALS),200) $(or $(STEPS),2900) $(SEED)

mutants: setup ## break each rule of the planner and the outbox in a copy; the tests must notice: make mutants [ONLY=name]
	@Scripts/mutants $(ONLY)

fuzz: setup ## libFuzzer on each parser and on the engine: make fuzz [SECONDS=n] [ONLY=rule|phrase|next|calendar]
	@Scripts/fuzz $(or $(SECONDS),60) $(ONLY)

lint: setup ## formatting of Swift, and the shell scripts
	@Scripts/lint

bench: release ## memory, wake-ups, starts and delay, planning, the engine beside libical and dateutil, kin beside remind
	@Scripts/bench "$(PROGRAMS)"
	@Scripts/bench-planning
	@Scripts/bench-engine
	@Scripts/bench-looking "$(PROGRAMS)"

cost-curve: release ## what rituals cost from 10 to 1,000,000, as a table and as docs/cost-curve.svg
	@Scripts/setup run peers
	@python3 Benchmarks/cost_curve.py "$(PROGRAMS)" docs/cost-curve.svg

install: release ## into ~/.local/bin, as a service of your user manager
	"$(PROGRAMS)/kin" service install

uninstall: release ## takes the service back; config and history stay
	"$(PROGRAMS)/kin" service uninstall

man: setup ## bring the manual in man/ and dbus/*.xml up to date with the code
	$(SWIFT) run -q handbook man man
	$(SWIFT) run -q handbook bus dbus

programs: ## says where the programs are once they are built
	@echo "$(PROGRAMS)"

deb: release ## a Debian package in dist/, judged by lintian
	@Scripts/setup run deb
	@Scripts/deb "$(PROGRAMS)" dist

test-deb: release ## install the package over an older one in a clean root, use it and purge it; needs root or sudo
	@Scripts/setup run deb
	@Scripts/test-deb "$(PROGRAMS)"

picture: release ## draw docs/desktop.png: a status bar and a reminder on a desktop without a screen
	@Scripts/setup run picture
	@Scripts/picture "$(PROGRAMS)" docs/desktop.png

phrases: setup ## count again how much of what people say is understood
	$(SWIFT) run -q handbook phrases docs

stories: setup ## play the stories in docs/ again, with the real planner
	$(SWIFT) run -q handbook stories docs

# The plugin's folder is its own, so that a build without it is not resolved again.
docs: setup ## the documentation of the recurrence library, into .build/docs/documentation
	KINKEEPER_DOCS=1 $(SWIFT) package --scratch-path .build/docs --allow-writing-to-directory .build/docs/documentation \
	  generate-documentation --target CivilTime --target Recurrence --enable-experimental-combined-documentation \
	  --transform-for-static-hosting --output-path .build/docs/documentation

setup: ## the Debian packages that building and running need
	@Scripts/setup run

setup-test: ## the same, and what the tests need
	@Scripts/setup run test

clean: ## everything that was built, and the state of `make run`
	rm -rf .build
