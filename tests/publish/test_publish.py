"""Publishing: what the site holds, what never changes, and that it is always whole."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from konzept import as_of, catalogue, states
from konzept.editions import PublishError, chronicle, lock, verification
from konzept.publish.amending import withdraw
from konzept.publish.site_plan import plan
from konzept.publish.withdrawal.taking_out import Notice
from tests.browser import chromium, watch
from tests.project import ROOT
from tests.small_editions import Town, needs, page

LONG = "Ein langer Text über die Kurse. " * 60


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with two published Ausgaben; in the second a page has moved and another is gone."""
    made = Town(tmp_path / "repo")
    first = {"index.html": page("Start"), "alt.html": page("Kurse", LONG), "weg.html": page("Nur früher")}
    second = {"index.html": page("Start neu"), "neu.html": page("Kurse", LONG), "mehr/index.html": page("Mehr")}
    made.edition("eins", {**first, "needs.json": needs(SPR_01="alt", SPR_02="weg")})
    made.edition("zwei", {**second, "needs.json": needs(SPR_01="neu")}, "2026-02-01")
    assert made.publish()
    return made


def test_the_note_on_an_old_page_is_in_its_language_or_says_that_it_is_german(tmp_path: Path) -> None:
    made = Town(tmp_path / "repo")
    pages = {f"{tag}.html": page("Top 2").replace('lang="de"', f'lang="{tag}"') for tag in ("de", "en", "ar")}
    made.edition("eins", {**pages, "index.html": page("Start")})
    made.edition("zwei", {**pages, "index.html": page("Start")}, "2026-02-01")
    assert made.publish()
    found = {}
    with chromium() as browser:
        for tag in ("de", "en", "ar"):
            shown = watch(browser.new_context(), (made.site / f"eins/{tag}.html").as_uri()).page
            note = shown.locator(".ausgaben-hinweis")
            found[tag] = [note.get_attribute("lang"), note.inner_text()[:15], note.get_by_role("link").inner_text()]
            assert shown.locator(".ausgaben-wahl").get_attribute("lang") == "de"
    assert found == {
        "de": ["de", "Sie lesen die A", "dieselbe Seite dort"],
        "en": ["en", "You are reading", "the same page there"],
        "ar": ["de", "Sie lesen die A", "dieselbe Seite dort"],
    }


def refused(town: Town, **options: object) -> str:
    """What publishing says when it refuses; the site must stay as it was."""
    before = town.files()
    with pytest.raises(PublishError) as caught:
        town.publish(**options)
    assert town.files() == before
    return str(caught.value).replace(f"{town.root.parent}/", "")


def test_each_ausgabe_stands_at_its_address_and_the_newest_also_at_aktuell(town: Town) -> None:
    assert sorted(town.files()) == sorted(
        [
            *(f"eins/{name}" for name in ("index.html", "alt.html", "weg.html", "needs.json")),
            *("eins/SPR-01/index.html", "eins/SPR-02/index.html"),
            *(f"zwei/{name}" for name in ("index.html", "neu.html", "mehr/index.html", "needs.json")),
            "zwei/SPR-01/index.html",
            *(f"aktuell/{name}" for name in ("index.html", "neu.html", "mehr/index.html", "needs.json")),
            "aktuell/SPR-01/index.html",
            *("aktuell/alt.html", "aktuell/weg.html", "aktuell/SPR-02/index.html"),
            *(
                "SPR-01/index.html",
                "SPR-02/index.html",
                "index.html",
                "404.html",
                "robots.txt",
                ".nojekyll",
                "konzept.css",
            ),
            *("zeichen.svg", "ausgaben.css", "ausgaben.js", "ausgaben.lock.json", "pruefen.py"),
            *("ausgaben/index.html", "ausgaben/eins.sha256", "ausgaben/zwei.sha256"),
        ]
    )
    for name, content in town.files("zwei").items():
        assert town.files("aktuell")[name] == content


def test_a_page_gets_the_switcher_and_the_address_of_the_current_ausgabe_once(town: Town) -> None:
    tags = (
        '<link rel="canonical" href="{0}aktuell/{1}">\n<link rel="stylesheet" href="{0}ausgaben.css">\n'
        '<script defer src="{0}ausgaben.js"></script>\n'
        '<link rel="icon" type="image/svg+xml" href="{0}zeichen.svg">\n</head>'
    )
    assert town.text("eins/alt.html") == page("Kurse", LONG).replace("</head>", tags.format("../", "alt.html"))
    deep = page("Mehr").replace("</head>", tags.format("../../", "mehr/index.html"))
    assert town.text("zwei/mehr/index.html") == deep


def test_a_page_that_may_load_nothing_is_left_as_it_is_and_security_txt_lies_at_the_root(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")
    closed = page("Alles in einer Datei").replace(
        "<title>", '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n<title>'
    )
    town.edition("eins", {"index.html": page("Start"), "alles.html": closed, ".well-known/security.txt": "Contact: x"})
    town.publish()
    assert town.text("eins/alles.html") == closed
    assert town.text(".well-known/security.txt") == "Contact: x"


LACKS = (
    "Die Vorlagen in konzept/theme müssen es setzen. Berichtigen Sie sie und nennen Sie in ausgaben.toml den neuen "
    "Commit."
)


@pytest.mark.parametrize(
    ("name", "text", "lacks"),
    [
        ("a.html", "<head></hea><body>A</body>", "das Ende von <head> oder der Anfang des Textes"),
        ("a.html", "<head></head>A", "das Ende von <head> oder der Anfang des Textes"),
        (
            "SPR-01/index.html",
            "<head></head><body>A</body>",
            'ein <meta http-equiv="refresh">, das zur Seite eines Eintrags führt',
        ),
    ],
)
def test_a_page_without_the_marks_of_the_theme_is_not_published(
    tmp_path: Path, name: str, text: str, lacks: str
) -> None:
    town = Town(tmp_path / "repo")
    town.edition("eins", {"index.html": page("Start"), name: text})
    assert refused(town) == f"eins: In der Seite {name} fehlt {lacks}. {LACKS}"
    assert not town.site.exists()


def test_short_addresses_lead_to_the_page_in_each_ausgabe_that_has_the_item(town: Town) -> None:
    leads = {name: re.findall(r"0; url=([^\"]+)", text.decode()) for name, text in town.files().items()}
    assert leads["eins/SPR-01/index.html"] == ["../alt.html#SPR-01"]
    assert leads["zwei/SPR-01/index.html"] == leads["aktuell/SPR-01/index.html"] == ["../neu.html#SPR-01"]
    assert leads["SPR-01/index.html"] == ["../aktuell/neu.html#SPR-01"]
    assert leads["SPR-02/index.html"] == []
    assert 'href="../eins/weg.html#SPR-02"' in town.text("SPR-02/index.html")
    assert 'href="../../eins/weg.html#SPR-02"' in town.text("aktuell/SPR-02/index.html")


def test_moved_and_removed_pages_leave_something_at_their_address(town: Town) -> None:
    assert 'content="0; url=../aktuell/neu.html"' in town.text("aktuell/alt.html")
    gone = town.text("aktuell/weg.html")
    assert 'href="../eins/weg.html"' in gone
    assert "Zuletzt stand sie in der Ausgabe „Ausgabe eins“ vom 01.01.2026." in gone
    data = town.text("ausgaben.js").splitlines()[0]
    assert data == (
        'window.AUSGABEN = {"ausgaben":[{"datum":"01.02.2026","name":"zwei","titel":"Ausgabe zwei"},'
        '{"datum":"01.01.2026","name":"eins","titel":"Ausgabe eins"}],"fehlt":{"alt.html":{"zwei":"neu.html"},'
        '"mehr/index.html":{"eins":""},"neu.html":{"eins":"alt.html"},"weg.html":{"zwei":""}}};'
    )


def test_addresses_of_a_withdrawn_page_lead_to_the_note_also_when_no_ausgabe_has_it_after(town: Town) -> None:
    """The code on a printed sheet is the short address at the root."""
    withdraw(town.project, ["weg.html", "neu.html"], [], Notice(date(2026, 3, 1), "Personenbezogen."), "keep")
    told = 'vom {}. Sie wurde zurückgezogen: <a href="{}">Tag und Grund lesen</a>.'
    old, new = told.format("01.01.2026", "{}"), told.format("01.02.2026", "{}")
    assert old.format("../eins/weg.html") in town.text("aktuell/weg.html")
    assert old.format("../eins/SPR-02/index.html") in town.text("SPR-02/index.html")
    assert old.format("../../eins/SPR-02/index.html") in town.text("aktuell/SPR-02/index.html")
    assert new.format("../zwei/SPR-01/index.html") in town.text("SPR-01/index.html")
    assert "Diese Seite wurde zurückgezogen" in town.text("aktuell/SPR-01/index.html")
    town.edition("drei", {"index.html": page("Drei")}, "2026-03-02")
    town.publish()
    assert new.format("../zwei/neu.html") in town.text("aktuell/neu.html")
    assert new.format("../../zwei/SPR-01/index.html") in town.text("aktuell/SPR-01/index.html")


def test_a_renaming_in_the_registry_holds_in_both_directions(town: Town) -> None:
    registry = town.root / "docs" / "ausgaben.toml"
    registry.write_text('umbenannt = { "weg.html" = "mehr/index.html" }\n' + registry.read_text("utf-8"), "utf-8")
    assert town.publish()
    assert 'content="0; url=../aktuell/mehr/index.html"' in town.text("aktuell/weg.html")
    assert '"mehr/index.html":{"eins":"weg.html"}' in town.text("ausgaben.js")


def test_with_an_address_there_are_a_sitemap_and_full_canonical_addresses(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")
    kommune = town.root / "docs" / "kommune.toml"
    kommune.write_text(kommune.read_text("utf-8") + 'basisadresse = "https://example.org/k/"\n', "utf-8")
    town.edition("eins", {"index.html": page("Start"), "a.html": page("Ä"), "needs.json": needs(SPR_01="a")})
    town.publish()
    assert '<link rel="canonical" href="https://example.org/k/aktuell/a.html">' in town.text("eins/a.html")
    assert re.findall("<loc>(.*)</loc>", town.text("sitemap.xml")) == [
        "https://example.org/k/aktuell/a.html",
        "https://example.org/k/aktuell/index.html",
        "https://example.org/k/ausgaben/",
    ]
    assert town.text("robots.txt") == "User-agent: *\nAllow: /\nSitemap: https://example.org/k/sitemap.xml\n"
    assert 'href="/k/aktuell/index.html"' in town.text("404.html")


def test_data_stand_in_list_and_sitemap_of_whoever_has_them(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")
    kommune = town.root / "docs" / "kommune.toml"
    kommune.write_text(kommune.read_text("utf-8") + 'basisadresse = "https://example.org"\n', "utf-8")
    files = {"index.html": page("Start"), "needs.json": needs(SPR_01="index")}
    town.edition("eins", files)
    town.publish()
    assert "daten/" not in town.text("sitemap.xml")
    town.edition("zwei", {**files, **{export.file: "x" for export in catalogue.DATA_FILES}}, "2026-02-01")
    town.publish()
    listed = re.findall(r'href="\.\./(\w+)/((?:daten/|needs)[^"]*)"', town.text("ausgaben/index.html"))
    wanted = [catalogue.WORKBOOK.file, catalogue.CONCEPT.file, catalogue.PACKAGE.file]
    assert listed == [*(("zwei", file) for file in (*wanted, "needs.json")), ("eins", "needs.json")]
    named = re.findall("<loc>https://example.org/aktuell/(daten/.*)</loc>", town.text("sitemap.xml"))
    assert named == sorted(export.file for export in catalogue.DATA_FILES)
    assert all(town.text(f"aktuell/{name}") == "x" for name in named)


def test_publishing_again_makes_nothing_and_a_new_ausgabe_makes_only_itself(town: Town) -> None:
    before, state = town.files(), town.site.readlink()
    assert not town.publish()
    assert (town.files(), town.site.readlink()) == (before, state)
    town.edition("drei", {"index.html": page("Drei")}, "2026-03-01")
    assert town.publish()
    assert sorted(town.maker.made) == ["drei", "eins", "zwei"]
    assert town.files("eins") == {
        name.removeprefix("eins/"): text for name, text in before.items() if name.startswith("eins/")
    }
    assert '"name":"drei"' in town.text("ausgaben.js")


def test_a_pipeline_publishes_nothing_that_the_lock_file_does_not_have(town: Town) -> None:
    town.edition("drei", {"index.html": page("Drei")}, "2026-03-01")
    assert refused(town, frozen=True).startswith("ausgaben.lock.json kennt noch nicht: drei. ")
    assert town.maker.made.count("drei") == 0
    town.publish()
    assert not town.publish(frozen=True)


def test_what_the_newest_ausgabe_has_is_written_down_for_the_rule(town: Town) -> None:
    assert json.loads((town.root / "docs" / "ausgabe.json").read_text("utf-8")) == {"ausgabe": "zwei", "eintraege": {}}


def test_the_chronicle_is_written_with_the_site_and_not_without_it(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[str]:
        return [edition.name for edition in chronicle.load(town.root / "docs").editions]

    assert told() == ["eins", "zwei"]
    town.edition("drei", {"index.html": page("Drei")}, "2026-03-01")
    before = town.files()

    def fail(*_: object) -> NoReturn:
        raise states.SnapshotError("Der Stand fehlt.")

    with monkeypatch.context() as broken:
        broken.setattr(states, "of_edition", fail)
        with pytest.raises(states.SnapshotError):
            town.publish()
    assert (town.files(), told()) == (before, ["eins", "zwei"])
    assert town.publish()
    assert told() == ["eins", "zwei", "drei"]


def test_packed_copies_have_the_same_content(town: Town) -> None:
    packed = sorted(town.site.rglob("*.gz"))
    assert town.site / "eins" / "alt.html.gz" in packed
    for path in packed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_a_moved_tag_stops_everything(town: Town) -> None:
    old = town.git("rev-parse", "v-eins^{commit}")[:10]
    town.git("tag", "-f", "-a", "v-eins", "-m", "verschoben", "HEAD")
    now = town.git("rev-parse", "HEAD")[:10]
    assert refused(town) == (
        f"repo/docs/ausgaben.toml:1: eins: 'v-eins' zeigt jetzt auf {now}; veröffentlicht wurde {old}. "
        "Veröffentlichtes ändert sich nicht: Setzen Sie den Verweis zurück oder geben Sie dem neuen Stand "
        "einen eigenen Namen."
    )


LOST = (
    "Holen Sie den letzten Stand der Sperrdatei aus git (git pull, git restore oder den richtigen Zweig) oder aus der "
    "Website."
)


def older(town: Town) -> None:
    """Go back to before the second Ausgabe, as on an older branch."""
    registry = town.root / "docs" / "ausgaben.toml"
    registry.write_text(registry.read_text("utf-8").partition('[[ausgabe]]\nname = "zwei"')[0], "utf-8")
    entries = lock.load(town.project.lock_file).entries
    lock.save(lock.Lock({"eins": entries["eins"]}), town.project.lock_file)


def stored(town: Town) -> list[str]:
    """The names of what is stored."""
    return sorted(path.name for path in town.project.store.editions.iterdir())


def test_an_older_branch_takes_no_ausgabe_off_site_or_store(town: Town) -> None:
    before = stored(town)
    older(town)
    assert refused(town) == (
        f"repo/ausgaben.lock.json: Die Ausgabe 'zwei' ist auf der Website, steht hier aber nicht. {LOST}"
    )
    town.site.unlink()
    with pytest.raises(PublishError) as caught:
        town.publish()
    place = f"site.ablage/ausgaben/{before[1]}"
    assert str(caught.value).replace(f"{town.root.parent}/", "") == (
        f"repo/ausgaben.lock.json: Die Ausgabe 'zwei' ist gespeichert, steht hier aber nicht. {LOST} "
        f"War sie nie veröffentlicht, löschen Sie {place}."
    )
    assert stored(town) == before


def test_a_lost_lock_file_and_a_moved_tag_publish_nothing_else_under_a_known_name(town: Town) -> None:
    before = stored(town)
    town.project.lock_file.unlink()
    town.git("tag", "-f", "-a", "v-eins", "-m", "verschoben", "v-zwei^{commit}")
    assert refused(town).splitlines() == [
        f"repo/ausgaben.lock.json: Die Ausgabe {name!r} ist auf der Website, steht hier aber nicht. {LOST}"
        for name in ("eins", "zwei")
    ]
    town.site.unlink()
    with pytest.raises(PublishError, match=r"^eins: Unter diesem Namen ist schon anderes gespeichert: .*/eins-\w+\."):
        town.publish()
    assert (stored(town), town.project.lock_file.exists()) == (before, False)


def test_a_first_publication_that_was_killed_is_taken_up_again(town: Town) -> None:
    """It had stored Ausgaben, but neither named them in the lock file nor shown a site."""
    before, files = stored(town), town.files()
    town.site.unlink()
    shutil.rmtree(town.project.store.states)
    town.project.lock_file.unlink()
    assert town.publish()
    assert (stored(town), town.files()) == (before, files)


@pytest.mark.parametrize("ref", ["HEAD", "main", "v-eins..v-zwei", "refs/heads/main", "abcdef0"])
def test_a_ref_that_moves_is_refused(town: Town, ref: str) -> None:
    town.git("branch", "abcdef0")
    town.edition("drei", {"index.html": page("Drei")}, "2026-03-01")
    registry = town.root / "docs" / "ausgaben.toml"
    registry.write_text(registry.read_text("utf-8").replace("v-drei", ref), "utf-8")
    assert refused(town) == (
        f"repo/docs/ausgaben.toml:15: drei: {ref!r} ist kein fester Stand: Morgen kann der Verweis etwas anderes "
        "nennen. Nennen Sie die Nummer des Commits oder einen Tag (git tag -a NAME)."
    )


@pytest.mark.parametrize("cut", [None, 10])
def test_the_number_of_a_commit_is_taken_and_a_tag_that_a_branch_is_named_after(town: Town, cut: int | None) -> None:
    number = town.edition("drei", {"index.html": page("Drei")}, "2026-03-01")
    town.git("branch", "v-zwei", "v-eins")
    registry = town.root / "docs" / "ausgaben.toml"
    registry.write_text(registry.read_text("utf-8").replace("v-drei", number[:cut]), "utf-8")
    assert town.publish()
    assert lock.load(town.project.lock_file).entries["drei"].commit == number


def test_an_ausgabe_that_was_published_can_not_leave_the_registry_nor_follow_a_new_one(town: Town) -> None:
    registry = town.root / "docs" / "ausgaben.toml"
    one, two = registry.read_text("utf-8").split("\n\n")[:2]
    registry.write_text(two, "utf-8")
    assert "Die Ausgabe 'eins' ist veröffentlicht, steht hier aber nicht mehr." in refused(town)
    registry.write_text(one.replace("eins", "null") + "\n" + one + "\n" + two, "utf-8")
    town.git("tag", "v-null")
    assert "Neue Ausgaben stehen hinter den veröffentlichten: eins, zwei." in refused(town)


def spoil(path: Path) -> None:
    """Change a stored file in place, as somebody with access to the disk could."""
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8") + " ", "utf-8")


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (lambda site: spoil(site / "eins" / "alt.html"), "eins/alt.html: Die Datei ist verändert."),
        (lambda site: (site / "zwei" / "neu.html").unlink(), "site/zwei/neu.html: Die Datei fehlt."),
        (lambda site: (site / "zwei" / "x.html").write_text("x"), "site/zwei/x.html: Die Datei gehört nicht hierher."),
        (lambda site: spoil(site / "ausgaben.js"), "site/ausgaben.js: Die Datei ist verändert."),
    ],
    ids=["stored file changed", "shown file missing", "file added", "switcher changed"],
)
def test_a_changed_or_missing_file_is_named(town: Town, harm: Callable[[Path], None], complaint: str) -> None:
    harm(town.site)
    assert refused(town).splitlines()[0] == complaint


def test_a_damaged_site_is_put_together_again_on_demand(town: Town) -> None:
    before = town.files()
    (town.site / "zwei" / "neu.html").unlink()
    assert town.publish(renew=True)
    assert town.files() == before


def test_a_rebuild_that_differs_is_reported_and_not_put_in_place(town: Town) -> None:
    entries = lock.load(town.project.lock_file).entries
    shutil.rmtree(town.project.store.place("eins", entries["eins"].files))
    folder = town.root / "seiten"
    export = town.maker.repository.export

    def other(commit: object, target: Path, *paths: str) -> None:
        export(commit, target, *paths)  # type: ignore[arg-type]
        spoil(target / "seiten" / "index.html")

    town.maker.repository.export = other  # type: ignore[method-assign]
    assert folder.exists()
    assert refused(town) == (
        "eins: Der neue Bau gleicht nicht dem, was veröffentlicht wurde, und wird nicht an seine Stelle gesetzt:\n"
        "eins/index.html: Die Datei ist verändert.\n"
        "Nehmen Sie die gespeicherte Ausgabe aus einer Kopie der Website (--copy)."
    )


def test_lost_ausgaben_come_back_by_the_same_build_or_from_a_copy(town: Town, tmp_path: Path) -> None:
    before = town.files()
    copy = tmp_path / "kopie"
    shutil.copytree(town.site, copy)
    for again in ({}, {"copy": copy}):
        shutil.rmtree(town.project.store.folder)
        town.site.unlink()
        town.maker.made.clear()
        assert town.publish(**again)
        assert town.files() == before
        assert sorted(town.maker.made) == ([] if again else ["eins", "zwei"])
    spoil(copy / "eins" / "index.html")
    shutil.rmtree(town.project.store.folder)
    town.site.unlink()
    assert town.publish(copy=copy)
    assert (town.files(), town.maker.made) == (before, ["eins"])


def test_a_failed_build_publishes_nothing_of_that_run(town: Town) -> None:
    town.edition("drei", {"index.html": page("Drei")}, "2026-03-01")
    town.git("tag", "v-vier")
    town.edition("fuenf", {"index.html": page("Fünf")}, "2026-04-01")
    make = type(town.maker).make
    locked = town.project.lock_file.read_bytes()

    class Failing(type(town.maker)):  # type: ignore[misc]
        def make(self, edition: object, commit: object, target: Path) -> None:
            make(self, edition, commit, target)  # type: ignore[arg-type]
            if getattr(edition, "name", "") == "fuenf":
                raise PublishError("Die Ausgabe fuenf lässt sich nicht bauen.")

    town.maker = Failing(town.maker.repository, town.maker.environments, [])
    assert refused(town) == "Die Ausgabe fuenf lässt sich nicht bauen."
    assert town.project.lock_file.read_bytes() == locked


def test_a_shallow_clone_gets_a_clear_message(town: Town, tmp_path: Path) -> None:
    town.git("add", "-A")
    town.git("commit", "-qm", "Register")
    command = ["git", "clone", "-q", "--depth", "1", f"file://{town.root}", str(tmp_path / "flach" / "repo")]
    subprocess.run(command, check=True, capture_output=True)
    with pytest.raises(PublishError, match=r"nur einen Teil der Geschichte \(shallow clone\).*git fetch --unshallow"):
        plan(Town(tmp_path / "flach" / "repo").project)


def test_a_second_publication_waits_for_nobody_but_says_so(town: Town) -> None:
    with town.project.store.alone(), pytest.raises(PublishError, match="gerade schon veröffentlicht"):
        town.publish()


def test_a_folder_in_the_place_of_the_site_is_not_overwritten(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")
    town.edition("eins", {"index.html": page("Start")})
    (tmp_path / "site").mkdir()
    with pytest.raises(PublishError, match="ist keine Website dieses Programms"):
        town.publish()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "ausgaben.toml:1: Die Datei nennt keine Ausgabe. Jede beginnt mit einer Zeile [[ausgabe]]."),
        ("ausgabe = 3", "ausgaben.toml:1: Die Datei nennt keine Ausgabe. Jede beginnt mit einer Zeile [[ausgabe]]."),
        (
            "[[ausgabe]]\ndatum = 2026-02-31",
            "ausgaben.toml:2: Diesen Tag hat der Kalender nicht. Schreiben Sie einen wie 2026-12-31.",
        ),
        ("[[ausgabe", "ausgaben.toml:1: Hier ist die Datei kein gültiges TOML. "),
        ("[[ausgabe]]\nname = 1", "ausgaben.toml:1: 'name' muss ein Text in Anführungszeichen sein, gefunden: 1."),
        ('\n[[ausgabe]]\nname = "../x"', "ausgaben.toml:2: 'name' ist die Adresse der Ausgabe: kleine Buchstaben"),
        ('[[ausgabe]]\nname = "aktuell"', "gefunden: 'aktuell'."),
        ('[[ausgabe]]\nref = "-x"', "'ref' ist der Name eines Tags oder die Nummer eines Commits, gefunden: '-x'."),
        (
            '[[ausgabe]]\ndatum = "2026-01-01"',
            "'datum' muss ein Tag ohne Anführungszeichen wie 2026-12-31 sein",
        ),
        ('[[ausgabe]]\ntittel = "x"', "'tittel' ist keine Angabe einer Ausgabe. Gemeint ist vielleicht 'titel'."),
        (f'[[ausgabe]]\nname = "{"x" * 61}"', "'name' hat 61 Zeichen, möglich sind 60. Kürzen Sie es."),
        (f'[[ausgabe]]\ntitel = "{"x" * 301}"', "'titel' hat 301 Zeichen, möglich sind 300. Kürzen Sie es."),
        (
            "\n[umbenant]\na = 1",
            "ausgaben.toml:2: 'umbenant' ist keine Angabe dieser Datei. Gemeint ist vielleicht 'umbenannt'.",
        ),
    ],
)
def test_a_wrong_registry_is_refused_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    town = Town(tmp_path / "repo")
    (town.root / "docs" / "ausgaben.toml").write_text(text, "utf-8")
    with pytest.raises(PublishError) as caught:
        town.publish()
    assert complaint in str(caught.value)
    assert not town.site.exists()


def test_an_ausgabe_of_a_day_that_is_still_to_come_is_refused(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")
    tomorrow = as_of.today() + timedelta(days=1)
    town.edition("eins", {"index.html": page("Start")}, day=str(as_of.today()))
    town.edition("zwei", {"index.html": page("Start")}, day=str(tomorrow))
    with pytest.raises(PublishError) as caught:
        town.publish()
    assert "zwei: 'datum' ist der Tag, an dem die Ausgabe erscheint, und liegt in der Zukunft" in str(caught.value)
    assert f"{tomorrow:%d.%m.%Y}" in str(caught.value)
    assert not town.site.exists()


def test_an_unknown_ref_and_a_broken_lock_file_are_named(town: Town) -> None:
    registry = town.root / "docs" / "ausgaben.toml"
    registry.write_text(registry.read_text("utf-8").replace('ref = "v-zwei"', 'ref = "v-drei"'), "utf-8")
    assert "ausgaben.toml:8: zwei: 'v-drei' ist weder ein Tag noch ein Commit dieses Repositorys." in refused(town)
    town.project.lock_file.write_text('{"ausgaben": 1}', "utf-8")
    assert "ausgaben.lock.json: Die Sperrdatei ist beschädigt" in refused(town)


def test_killed_at_any_moment_the_site_is_whole_and_the_next_run_cleans_up(town: Town) -> None:
    """A program of its own publishes one Ausgabe after another and is killed at a random moment of it."""
    chance = random.Random(7)
    pages = {f"s{number}.html": page(f"Seite {number}", LONG) for number in range(40)}
    duration, killed = 0.0, 0
    for number in range(14):
        published = set(lock.load(town.project.lock_file).entries)
        town.edition(f"n{number:02}", {**pages, "index.html": page(f"Stand {number}")}, "2026-03-01")
        command = [sys.executable, "-m", "tests.small_editions", str(town.root)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None
            assert run.stdout.readline() == "los\n"
            begin = time.monotonic()
            if number:
                time.sleep(chance.uniform(0, duration))
                run.kill()
            killed += run.wait() == -9
            duration = max(duration, time.monotonic() - begin)
        shown = lock.load(town.site / verification.LOCK)
        assert verification.check(town.site, shown.as_data()) == []
        assert published <= set(lock.load(town.project.lock_file).entries)
        assert (town.site / "index.html").is_file()
    assert killed > 3
    town.publish()
    assert verification.check(town.site, lock.load(town.project.lock_file).as_data()) == []
    assert len(lock.load(town.project.lock_file).entries) == 16
    store = town.project.store
    assert sorted(path.name for path in store.folder.iterdir()) == ["ausgaben", "sperre", "staende"]
    assert len(list(store.editions.iterdir())) == 16
    assert all(path.suffix in ("", ".json") for path in store.states.iterdir())
    assert [path.name for path in town.site.parent.iterdir() if path.name.startswith(".")] == []
