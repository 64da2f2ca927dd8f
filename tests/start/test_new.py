"""A new town's project: whole and green at once, in its own words, and only where nothing lies yet."""

from __future__ import annotations

import hashlib
import re
import tomllib
import zipfile
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
import yaml
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from konzept import town, website
from konzept.blocks import Table, cell
from konzept.cli import asking, main
from konzept.examine import examine_folder
from konzept.markdown.reader import read
from konzept.model import TYPES, Organization, Status
from konzept.views import VIEWS
from konzept.views.scope import Scope
from tests.project import BASE, NOW, recommendation

TODAY: Final = NOW
KREIS: Final = (
    *("--name", "Musterland", "--kind", "Kreis", "--concept", "Klimaschutzkonzept", "--authors", "Steuerungsgruppe"),
    *("--field", "KE=Klima und Energie", "--field", "Bauen & Wohnen", "--top", "3", "--item", "Maßnahme"),
    *("--decided-by", "Kreistag", "--decided-on", "18.11.2021", "--council", "Ausschuss für Umwelt"),
    *("--language", "en", "--language", "de-simple"),
)
NONE: Final = (
    *("--name", "Süßfließ an der Größe", "--kind", "Große Kreisstadt", "--concept", "Lokaler Teilhabeplan"),
    *("--authors", "das Werk, des Werkes", "--item", "Ziel", "--field", "Öffentlichkeit & Maß", "--top", "0"),
)


def new(folder: Path, *options: str) -> Result:
    """Run the command as somebody who sits at no terminal."""
    return CliRunner().invoke(main, ["new", str(folder), *options])


@pytest.mark.parametrize("options", [KREIS, NONE], ids=["decided", "not yet"])
def test_it_builds_green_at_once(options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "Größe ä & b"
    result = new(folder, *options)
    assert result.exit_code == 0, result.output
    assert [str(finding) for finding in examine_folder(folder / "docs", TODAY).findings] == []
    assert website.build(folder / "docs", folder / "build" / "html", TODAY)
    assert (folder / "build/html/.nojekyll").is_file()  # GitHub would leave out _static
    assert capsys.readouterr().err == ""


def test_it_has_everything_and_says_the_next_steps(tmp_path: Path) -> None:
    result = new(tmp_path / "neu", *KREIS)
    files = {path.relative_to(tmp_path / "neu").as_posix() for path in (tmp_path / "neu").rglob("*") if path.is_file()}
    beside = {name for name in files if not name.startswith("docs/") and not name.endswith(".whl")}
    assert (
        len([name for name in files if re.fullmatch(r"paket/konzept-0\.1\.0\+g[0-9a-f]{8}-py3-none-any\.whl", name)])
        == 1
    )
    assert beside == {
        *(".gitattributes", ".github/workflows/konzept.yml", ".gitignore", ".gitlab-ci.yml", "Makefile", "README.md"),
        *("conf.py", "paket/stand.json"),
        *("requirements.lock", "requirements.txt"),
    }
    assert {"docs/en/index.md", "docs/einfach/index.md", "docs/impressum.md", "docs/datenschutz.md"} <= files
    assert {"docs/handlungsfelder/klima-und-energie/index.md", "docs/redaktion/anleitung.md", "docs/top.md"} <= files
    steps = re.findall(r"^\d\. (.*)$", result.output, re.MULTILINE)
    assert len(steps) == 8
    assert steps == re.findall(r"^\d\. (.*)$", (tmp_path / "neu/README.md").read_text("utf-8"), re.MULTILINE)
    settings = tomllib.loads((tmp_path / "neu/docs/kommune.toml").read_text("utf-8"))
    assert settings["koerperschaft"]["wessen"] == "des Kreises"
    assert settings["titel"] == "Klimaschutzkonzept für den Kreis Musterland"
    assert (settings["anzahl_top"], settings["reihenfolge"]) == (3, ["HF-KE", "HF-BAU"])


SEEN_AS_DONE: Final = """

:::{sachstand} Es ist fertig
:id: OEF-01-S1
:datum: 2026-01-15
:festgestellt_am: 2026-01-20
:status: realisiert
:nach_angabe_von: Redaktion
:betrifft: OEF-01
:quelle: Q-KONZEPT
:::
"""


@pytest.mark.parametrize(
    ("authors", "parties"),
    [("Steuerungsgruppe", ["Verwaltung", "Steuerungsgruppe", "Träger"]), ("Verwaltung", ["Verwaltung", "Träger"])],
)
def test_who_may_say_so_is_named_once_and_as_the_town_calls_them(
    authors: str, parties: list[str], tmp_path: Path
) -> None:
    """Also where the administration itself made the concept: then it is one of them, and not two."""
    docs = tmp_path / "neu/docs"
    new(docs.parent, *NONE[:6], "--authors", authors, *NONE[8:])
    first = recommendation("OEF-01", "realisiert", after=SEEN_AS_DONE).replace("Q-ZB", "Q-KONZEPT")
    (docs / "handlungsfelder/oeffentlichkeit-mass/OEF-01.md").write_text(first.replace("HF-SPR", "HF-OEF"), "utf-8")
    found = examine_folder(docs, TODAY)
    scope = Scope(concept=found.concept, town=town.load(docs), today=TODAY)
    (table,) = VIEWS["angabe-woerter"](scope)
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [cell(party) for party in (*parties, "Redaktion")]
    assert f"wer es sagt ({', '.join(parties)}), mit" in "\n".join(map(str, found.findings))
    *others, last = parties
    assert Status.REALISED.criterion.startswith(f"Nach Angabe der {', der '.join(others)} oder eines {last}s ist ")
    guide = (docs / "redaktion/anleitung.md").read_text("utf-8")
    assert f"wer es sagt: {', '.join(parties)} oder Redaktion." in guide
    assert f"als wer sie spricht: {', '.join(others)} oder {last}\n" in (docs / "umfrage.toml").read_text("utf-8")


@pytest.mark.parametrize("more", ["", ", Integration, Demographie und Quartier", f" und {'Zusammen' * 8}"])
def test_a_council_may_have_commas_in_its_name_and_a_long_one(more: str, tmp_path: Path) -> None:
    """Who decides is a list with commas in the texts, so such a name is none of its words."""
    title, docs = f"Ausschuss für Soziales, Familie{more}", tmp_path / "neu/docs"
    result = new(docs.parent, *KREIS, "--council", title, "--decided-by", f"Haupt-, Finanz- und {title}")
    assert (result.exit_code, [str(f) for f in examine_folder(docs, TODAY).findings]) == (0, [])
    bodies = {body.title for body in examine_folder(docs, TODAY).concept.all(Organization)}
    assert bodies == {f"Haupt-, Finanz- und {title}", "Ausschuss für Umwelt", title}
    usual = ("Verwaltung", "Ausschuss", "Kreistag", "Kreis", "Land", "Bund", "Träger", "Ausschuss für Umwelt")
    assert town.load(docs).deciders == usual


def test_its_readme_names_the_commands_of_every_day_and_only_such_as_there_are(tmp_path: Path) -> None:
    new(tmp_path / "neu", *KREIS)
    readme = (tmp_path / "neu/README.md").read_text("utf-8")
    named = [words.split() for words in re.findall(r"`\.venv/bin/konzept ([a-z][^`]*)`", readme)]
    assert {words[0] for words in named} == {"agenda", "ingest", "intake", "report", "session", "survey", "todo"}
    assert ["report", "--from", "18.11.2021"] in named  # since it is decided, and no day yet to come
    for words in named:
        called = [word for word in words if word.islower() and not word.startswith("-")]
        assert CliRunner().invoke(main, [*called, "--help"]).exit_code == 0, words


def test_its_commands_are_five_and_its_pipelines_call_only_these(tmp_path: Path) -> None:
    new(tmp_path / "neu", *KREIS)
    targets = re.findall(r"^([a-z]+):", (tmp_path / "neu/Makefile").read_text("utf-8"), re.MULTILINE)
    assert targets == ["check", "html", "pdf", "site", "public"]
    gitlab = yaml.safe_load((tmp_path / "neu/.gitlab-ci.yml").read_text("utf-8"))
    github = yaml.safe_load((tmp_path / "neu/.github/workflows/konzept.yml").read_text("utf-8"))
    called = [*gitlab["texte"]["script"], *gitlab["pages"]["script"]]
    assert called == ["make check", "make html", "make public"]
    jobs = github["jobs"]
    assert [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step] == called
    # any default branch: nothing in either names one
    assert "default_branch" in jobs["veroeffentlichen"]["if"]
    assert gitlab["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert github[True]["push"] is None


def test_the_package_beside_it_is_pinned_by_its_sum_and_knows_what_it_needs(tmp_path: Path) -> None:
    new(tmp_path / "neu", *KREIS)
    (wheel,) = (tmp_path / "neu/paket").glob("*.whl")
    version = wheel.name.split("-")[1]
    sha = hashlib.sha256(wheel.read_bytes()).hexdigest()
    for name in ("requirements.txt", "requirements.lock"):
        text = (tmp_path / "neu" / name).read_text("utf-8")
        assert f"--find-links paket\nkonzept=={version} --hash=sha256:{sha}\n" in text
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        record = archive.read(f"konzept-{version}.dist-info/RECORD").decode()
    assert {"konzept/cli/start.py", "konzept/theme/layout.html", "konzept/start/templates/root/Makefile"} <= names
    assert {f"konzept-{version}.dist-info/requirements.lock", "konzept/start/beispiel/kommune.toml"} <= names
    assert {line.split(",")[0] for line in record.split()} == names


def test_the_example_is_musterau(tmp_path: Path) -> None:
    result = new(tmp_path / "spiel", "--beispiel")
    assert result.exit_code == 0, result.output
    assert 'name = "Musterau"' in (tmp_path / "spiel/docs/kommune.toml").read_text("utf-8")
    assert not [f for f in examine_folder(tmp_path / "spiel/docs", date(2026, 11, 26)).findings if f.is_error]
    assert (tmp_path / "spiel/Makefile").is_file()
    named = re.findall(r"`(docs/[\w./-]+)`", (tmp_path / "spiel/README.md").read_text("utf-8"))
    assert not [name for name in named if not (tmp_path / "spiel" / name).exists()]
    assert not (tmp_path / "spiel/docs/chronik.json").exists()  # it has no Ausgaben yet


def test_where_something_lies_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "notiz.txt").write_text("meins")
    result = new(tmp_path, *KREIS)
    assert result.exit_code == 2
    assert result.output == (
        f"In {tmp_path} liegt schon etwas. Das ändert und löscht dieses Programm nicht. "
        "Nennen Sie einen neuen oder leeren Ordner.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["notiz.txt"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            (*NONE, "--name", "Stadt Aachen", "--kind", "Stadt"),
            "Der Name steht ohne 'Stadt', sonst hieße es zweimal 'Stadt'; gefunden: 'Stadt Aachen'. Lassen Sie das "
            "Wort bei --name weg. Gehört es zum Namen, nennen Sie ihn ganz, mit Artikel: --full-name.",
        ),
        (
            (*NONE, "--name", "Rhein-Beispiel-Kreis", "--kind", "Kreis"),
            "Der Name steht ohne 'Kreis', sonst hieße es zweimal 'Kreis'; gefunden: 'Rhein-Beispiel-Kreis'. Lassen Sie "
            "das Wort bei --name weg. Gehört es zum Namen, nennen Sie ihn ganz, mit Artikel: --full-name.",
        ),
        (
            (*NONE, "--as-guide"),
            "'--as-guide' sagt, als was ein Gremium das Konzept beschlossen hat. Nennen Sie es mit --decided-by und "
            "--decided-on, oder lassen Sie '--as-guide' weg.",
        ),
        (
            ("--name", "A"),
            "Es fehlt: --concept, --authors, --field. Was die Optionen bedeuten, zeigt konzept new --help.",
        ),
        ((*KREIS, "--decided-by", ""), "Zum Beschluss gehören das Gremium und der Tag: --decided-by und --decided-on."),
        ((*KREIS, "--decided-on", "01.01.2999"), "Der Tag des Beschlusses darf nicht in der Zukunft liegen"),
        ((*KREIS, "--top", "10"), "Vorn stehen können je Handlungsfeld 0 bis 9, gefunden: 10."),
        ((*KREIS, "--field", "ke=Kleines"), "Ein Kürzel besteht aus zwei bis fünf Großbuchstaben ohne Umlaut"),
        ((*KREIS, "--field", "HF=Feld"), "Mit 'HF' beginnen schon die Nummern anderer Einträge. Schreiben Sie zum"),
        ((*KREIS, "--decider", "Rat, Kreistag"), "Wer entscheiden kann, heißt ohne Komma, denn damit trennt man dort"),
        (
            (*KREIS, *(word for end in "AB" for word in ("--council", f"{'Ausschuss für Soziales ' * 4}{end}"))),
            "Nennen Sie 'Ausschuss für Soziales Ausschuss für Soziales Ausschuss für Soziales Ausschuss für Sozial",
        ),
        ((*KREIS, "--council", "4711"), "'4711' ist kein Name: Es steht kein Buchstabe darin."),
        ((*KREIS, "--field", "Con"), "Ein Handlungsfeld kann nicht 'Con' heißen: So darf unter Windows kein Ordner"),
        ((*KREIS, "--field", "KE=Anderes"), "Jedes Handlungsfeld hat sein eigenes Kürzel"),
        ((*KREIS, "--kind", "Ding"), "Wie 'Ding' in den vier Fällen heißt, ist nicht zu erkennen."),
        ((*KREIS, "--name", "A{b"), "In 'A{b' steht '{'; das geht in einem Namen nicht."),
        ((*KREIS, "--name", " "), "Es fehlt, wie die Kommune heißt."),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_made(
    options: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    result = new(tmp_path / "neu", *options)
    assert result.exit_code != 0
    assert result.output.startswith(message)
    assert list(tmp_path.iterdir()) == []


def examples(guide: str) -> dict[str, list[tuple[str, str]]]:
    """The examples of each section of a guide: file, and what belongs into it; the text before names the file."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    section = said = ""
    for before, token in pairwise(MarkdownIt("commonmark").parse(guide)):
        section = token.content if before.type == "heading_open" else section
        said = token.content if token.type == "inline" else said
        if token.type == "fence" and token.info == "{code-block} markdown":
            option, _, content = token.content.partition("\n\n")
            file = option.removeprefix(":caption: ")
            assert f"`docs/{file}`" in said, f"vor dem Beispiel für {file} steht nicht, wohin es gehört: {said}"
            found[section].append((file, content))
    return found


@pytest.mark.parametrize("options", [KREIS, NONE], ids=["decided", "not yet"])
def test_every_example_of_its_guide_is_clean_in_it(options: tuple[str, ...], tmp_path: Path) -> None:
    new(tmp_path / "neu", *options)
    docs = tmp_path / "neu/docs"
    sources = BASE["quellen.md"].removeprefix("# Quellen\n\n")
    with (docs / "quellen.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{sources}")
    before = {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()}
    types = set()
    found = examples((docs / "redaktion/anleitung.md").read_text("utf-8"))
    assert len(found) == (12 if "3" in options else 11)
    for section, parts in found.items():
        for path in docs.rglob("*.md"):
            if path not in before:
                path.unlink()
        for path, content in before.items():
            path.write_bytes(content)
        for name, content in parts:
            path, records = docs / name, read(content, name).records
            types |= {record.type for record in records}
            text = path.read_text("utf-8") if path.exists() else ""
            known = {record.id for record in read(text, name).records}
            if known & {record.id for record in records}:
                text = re.sub(r":::\{\w+\}[^\n]*\n:id: " + records[0].id + r"\n.*?\n:::\n", "", text, flags=re.DOTALL)
                path.write_text(f"{content}\n{text}", "utf-8")
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{text}\n{content}" if text else content, "utf-8")
        assert (section, [str(f) for f in examine_folder(docs, TODAY).findings if f.is_error]) == (section, [])
    assert set(
        re.findall("`(nummer_im_konzept|gehoert_zu)`", (docs / "redaktion/anleitung.md").read_text("utf-8"))
    ) == {
        "nummer_im_konzept",
        "gehoert_zu",
    }
    assert types == {kind.NAME for kind in TYPES} - (set() if "3" in options else {"handlungsfeld"})


# Of somebody at a terminal, in the order of the questions; what does not fit is asked again.
ANSWERS: Final = """\
Musterfließ
Ding
Gemeinde

Mobilitätskonzept
Beirat
der Stein
Vorschlag
12.03.2024
Gemeinderat
gestern
12.03.2024
vielleicht
ja
zehn
2

MOB=Rad und Fuß
mob=Bus
BUS=
MOB=Bahn
Con
Bus & Bahn

Bauausschuss

weiß nicht
ja

""".splitlines()


def test_at_a_terminal_it_asks_and_asks_again_for_what_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    result = CliRunner().invoke(main, ["new", str(tmp_path / "neu")], input="\n".join((*ANSWERS, "")))
    assert result.exit_code == 0, result.output
    again = [
        line
        for line in result.output.splitlines()
        if re.search(
            "nicht zu erkennen|ist kein|Schreiben Sie|Eines gehört|Jedes Handlungsfeld|Ein Handlungsfeld kann", line
        )
    ]
    assert [line.split(":")[0][:40] for line in again if not line.startswith("Wie heißt ein")] == [
        "Wie 'Ding' in den vier Fällen heißt, ist",
        "Wie 'der Stein' in der Mehrzahl heißt, i",
        "'12.03.2024' ist kein Name",
        "'gestern' ist kein Tag oder liegt in der",
        "Schreiben Sie ja oder nein.",
        "'zehn' ist keine Zahl von 0 bis 9.",
        "Eines gehört dazu; nach dem letzten schl",
        "Ein Kürzel besteht aus zwei bis fünf Gro",
        "Jedes Handlungsfeld hat sein eigenes Kür",
        "Ein Handlungsfeld kann nicht 'Con' heiße",
        "Schreiben Sie ja oder nein.",
    ]
    assert [path.name for path in (tmp_path / "neu/docs").iterdir() if path.name in ("en", "einfach")] == ["en"]
    settings = tomllib.loads((tmp_path / "neu/docs/kommune.toml").read_text("utf-8"))
    assert (settings["name"], settings["reihenfolge"]) == ("Musterfließ", ["HF-MOB", "HF-BUS"])
    assert ":gegenstand: leitfaden\n" in (tmp_path / "neu/docs/beratungen.md").read_text("utf-8")
    assert "Ein Handlungsfeld braucht einen Titel, zum Beispiel 'Klima und Energie'." in result.output
    assert not re.search(r"Error|y/N|--", result.output)


def test_at_a_terminal_a_name_that_would_be_said_twice_is_asked_for_whole_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    first, rest = ["Gemeinde Musterfließ", "Gemeinde", "", "die Gemeinde Musterfließ"], ANSWERS[4:]
    result = CliRunner().invoke(main, ["new", str(tmp_path / "neu")], input="\n".join((*first, *rest, "")))
    assert result.exit_code == 0, result.output
    said = "Das hieße zweimal 'Gemeinde'. Nennen Sie den ganzen Namen, etwa 'die Gemeinde Musterfließ'."
    assert result.output.splitlines()[3].endswith(said)
    assert "Gemeinde Gemeinde" not in (tmp_path / "neu/README.md").read_text("utf-8")


def test_without_a_paper_the_session_folder_says_why_there_is_none(tmp_path: Path) -> None:
    new(tmp_path / "neu", *NONE)
    docs = tmp_path / "neu/docs"
    result = CliRunner().invoke(main, ["session", str(docs), str(tmp_path / "mappe")])
    assert (result.exit_code, "steht noch keine Sitzungsvorlage" in result.stderr) == (1, True)
    assert not (tmp_path / "mappe").exists()


def test_a_kreis_is_offered_no_rat(tmp_path: Path) -> None:
    for name, options in (("kreis", KREIS), ("ort", NONE)):
        new(tmp_path / name, *options)
    deciders = {
        name: tomllib.loads((tmp_path / name / "docs/kommune.toml").read_text("utf-8"))["entscheidet"]
        for name in ("kreis", "ort")
    }
    assert ["Rat" in words for words in deciders.values()] == [False, True], deciders
