"""Who decides or leads has a page, made of the concept when all is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from konzept.views.responsible import address
from tests.pages.test_freshness import built, differences
from tests.project import recommendation, sphinx, write

OVERVIEW = "# Wer entscheidet\n\n:::{ansicht} wartet-auf\n:::\n"
RAT, AMT = "stellen/rat.html", "stellen/amt-50-sozialamt.html"


def named(more: str, status: str = "unbekannt", after: str = "") -> str:
    return recommendation(more=f":zustaendig_laut: Q-ZB\n{more}", status=status, after=after)


def said(out: Path, page: str) -> list[str]:
    """The lines of what a page says, without its marks."""
    (article,) = html.fromstring((out / page).read_text("utf-8")).xpath("//article")
    for mark in article.xpath(".//*[contains(@class, 'marken') or contains(@class, 'headerlink')]"):
        mark.drop_tree()
    return [
        line.strip()
        for line in article.text_content().replace("\u00ad", "").replace("\u00a0", " ").splitlines()
        if line.strip()
    ]


def test_each_has_a_page_and_nobody_else(tmp_path: Path) -> None:
    """The page is found from the list, from the recommendation, by search and in the sitemap; print has none."""
    texts = {"wer.md": OVERVIEW, "SPR-01.md": named(":entscheidet: Rat\n:federfuehrend: Amt 50 – Sozialamt")}
    texts["kommune.toml"] = (
        'name = "M"\ntitel = "K"\nbasisadresse = "https://m.example"\nentscheidet = ["Rat", "Land"]\n'
    )
    docs, out = write(tmp_path / "docs", texts), tmp_path / "out"
    assert sphinx(docs, out) == ""
    assert sorted(path.name for path in (out / "stellen").iterdir()) == [Path(AMT).name, Path(RAT).name]
    lines = ["Empfehlungen, zu denen eine Quelle diese Stelle nennt.", "Federführend: 1", "SPR-01 Mehr Kurse"]
    assert said(out, AMT) == ["Was wartet auf: Amt 50 – Sozialamt", *lines]
    assert said(out, "wer.html") == [
        *("Wer entscheidet", "Rat", "Entscheidet: 1", "Amt 50 – Sozialamt", "Federführend: 1"),
    ]
    for page in ("wer.html", "SPR-01.html"):
        assert {f"{RAT}#stelle", f"{AMT}#stelle"} <= set(html.parse(out / page).xpath("//article//a/@href"))
    assert html.parse(out / RAT).xpath("//nav//a[@href='../wer.html']")
    assert f"https://m.example/{RAT}" in (out / "sitemap.xml").read_text("utf-8")
    assert '"Was wartet auf: Rat"' in (out / "suche-texte.js").read_text("utf-8")
    sphinx(docs, tmp_path / "typst", "typst")
    assert "Was wartet auf" not in "".join(path.read_text("utf-8") for path in (tmp_path / "typst").glob("*.typ"))


@pytest.mark.parametrize(
    ("more", "status", "told", "expected"),
    [
        (":entscheidet: Rat", "umsetzung-beschlossen", ["umsetzung-beschlossen"], "Wartet nicht mehr: 1"),
        (":federfuehrend: Rat", "umsetzung-beschlossen", ["umsetzung-beschlossen"], "Federführend: 1"),
        (":federfuehrend: Rat", "realisiert", ["realisiert"], "Wartet nicht mehr: 1"),
        (":federfuehrend: Rat", "realisiert", ["realisiert", "in-umsetzung"], "Federführend: 1"),
        (":entscheidet: Rat\n:federfuehrend: Rat", "offen", ["offen"], "Entscheidet und federführend: 1"),
    ],
)
def test_what_is_done_or_decided_waits_no_more(
    more: str, status: str, told: list[str], expected: str, tmp_path: Path
) -> None:
    """And what is disputed does."""
    update = (
        "\n:::{{sachstand}} Gesagt\n:id: SPR-01-S{}\n:betrifft: SPR-01\n:datum: 2021-06-01\n:status: {}\n"
        ":nach_angabe_von: Träger\n:quelle: Q-PRESSE\n:::\n"
    )
    after = "".join(update.format(number, one) for number, one in enumerate(told, 1))
    docs = write(tmp_path / "docs", {"wer.md": OVERVIEW, "SPR-01.md": named(more, status, after)})
    sphinx(docs, tmp_path / "out")
    assert said(tmp_path / "out", RAT)[-2:] == [expected, "SPR-01 Mehr Kurse"]


def test_a_proposal_and_a_town_without_the_list_have_none(tmp_path: Path) -> None:
    proposal = recommendation("SPR-V1", "vorgeschlagen", ":entscheidet: Rat").replace(
        ":genannt_in: Q-ZB", ":anlass: Q-ZB"
    )
    sphinx(write(tmp_path / "a", {"wer.md": OVERVIEW, "SPR-V1.md": proposal}), tmp_path / "out-a")
    sphinx(write(tmp_path / "b", {"SPR-01.md": named(":entscheidet: Rat")}), tmp_path / "out-b")
    for out in ("out-a", "out-b"):
        assert (tmp_path / out / "index.html").is_file()
        assert not (tmp_path / out / "stellen").exists()


def test_what_somebody_wrote_at_the_place_stays(tmp_path: Path) -> None:
    texts = {"wer.md": OVERVIEW, "SPR-01.md": named(":entscheidet: Rat"), "stellen/rat.md": "# Unser Rat\n"}
    sphinx(write(tmp_path / "docs", texts), tmp_path / "out")
    assert said(tmp_path / "out", RAT) == ["Unser Rat"]


def test_edits_leave_what_a_fresh_build_has(tmp_path: Path) -> None:
    docs, out = (
        write(tmp_path / "docs", {"wer.md": OVERVIEW, "SPR-01.md": named(":entscheidet: Rat")}),
        tmp_path / "out",
    )

    def written() -> set[str]:
        times = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
        sphinx(docs, out)
        fresh = tmp_path / f"fresh-{len(list(tmp_path.iterdir()))}"
        sphinx(docs, fresh)
        assert differences(built(out), built(fresh)) == []
        found = {path for path in out.rglob("*.html") if path.stat().st_mtime_ns != times.get(path)}
        return {path.relative_to(out).as_posix() for path in found} - {"search.html", "mitnehmen/konzept.html"}

    sphinx(docs, out)
    assert written() == set()
    (docs / "SPR-01.md").write_text(named(":entscheidet: Rat, Land"), "utf-8")
    assert {"wer.html", "SPR-01.html", "stellen/land.html"} <= written()
    (docs / "SPR-02.md").write_text(named(":entscheidet: Land").replace("SPR-01", "SPR-02"), "utf-8")
    assert "stellen/land.html" in written()
    (out / RAT).unlink()
    assert RAT in written()
    (docs / "SPR-01.md").write_text(named(":entscheidet: Land"), "utf-8")
    written()
    assert not (out / RAT).exists()


def test_the_address_follows_from_the_name_alone() -> None:
    """Two names that differ in more than signs and spaces have two pages."""
    assert address("StädteRegion") == "stellen/staedteregion"
    assert address("Amt 50 – Sozialamt") == address("Amt 50 (Sozialamt)") == "stellen/amt-50-sozialamt"
    names = ("Verein A", "Verein A+", "Δήμος", "Δρόμος")
    assert len({address(name) for name in names}) == len(names)
    assert all(address(name).isascii() for name in names)
