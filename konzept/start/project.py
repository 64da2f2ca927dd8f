"""The files of a new project: texts, settings, commands and pipelines in the town's words, and the package."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from konzept.german import numeral
from konzept.model import TYPES
from konzept.model.dates import german_day
from konzept.model.phrase import ARTICLE, POSSESSIVE, PRONOUN, Noun
from konzept.model.speech import ADMINISTRATION, Naming, Speech, kept, say, speak, spoken
from konzept.model.words import Subject
from konzept.start.plan import Plan, PlannedField, sure_slug
from konzept.start.wheel import Package

TEMPLATES: Final = Path(__file__).parent / "templates"
PACKAGES: Final = "paket"
STATE: Final = f"{PACKAGES}/stand.json"
"""Which version wrote the project, and the sums of the files that ``upgrade`` renews."""
GUIDE: Final = tuple(f"docs/redaktion/{name}.md" for name in ("anleitung", "konzept-kommt", "pruefung"))
# The name of each file of the root, and that of its template.
ROOT: Final[Mapping[str, str]] = {
    "conf.py": "conf.py",
    "Makefile": "Makefile",
    "requirements.txt": "requirements.txt",
    "requirements.lock": "requirements.lock",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".github/workflows/konzept.yml": "konzept.yml",
    "README.md": "README.md",
}
RENEWED: Final = (
    *GUIDE,
    *("conf.py", "Makefile", ".gitlab-ci.yml", ".github/workflows/konzept.yml"),
    *("requirements.txt", "requirements.lock"),
)
"""What ``upgrade`` writes anew, as long as nobody changed it."""
EXAMPLE_STEPS: Final = (
    "`make html` bauen und `build/html/index.html` öffnen: So sieht ein gepflegtes Konzept aus.",
    "In `docs/handlungsfelder/` etwas ändern; `make check` sagt, was nicht passt.",
    "Ein eigenes Konzept anlegen: `.venv/bin/konzept new ../mein-konzept`.",
)
_FOLDERS: Final = {"en": "en", "de-simple": "einfach"}


def texts(plan: Plan) -> dict[str, str]:
    """The files of ``docs/``, by their addresses from the folder of the project."""
    words = _words(plan)
    folder = TEMPLATES / "docs"
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    called = {"empfehlungen.md": f"{words['list_page']}.md"}
    made = {
        f"docs/{called.get(name, name)}": _render(f"docs/{name}", words)
        for name in names
        if name != "top.md" or plan.top_count
    }
    for field in plan.fields:
        made[f"docs/handlungsfelder/{field.folder}/index.md"] = _render("feld.md", {**words, "field": field})
    return made


def field_page(field: PlannedField, top_count: int) -> str:
    """The text of the page of a field, in the words of the town in use."""
    return _render("feld.md", {"field": field, "top_count": top_count, "item": spoken().item})


def summary(plan: Plan, language: str, fingerprint: str) -> tuple[str, str]:
    """Address and text of a first summary; ``fingerprint`` is that of the page which it summarises."""
    words = {**_words(plan), "fingerprint": fingerprint}
    return f"docs/{_FOLDERS[language]}/index.md", _render(f"languages/{language}.md", words)


def around(plan: Plan, package: Package, steps: Sequence[str] = ()) -> dict[str, str]:
    """The files beside ``docs/``, but the package itself; ``steps`` are the next ones, if not those of a beginning.

    Who begins has the guide; the example, which has steps of its own, has none.
    """
    words = {
        **_words(plan),
        "version": package.version,
        "sha256": package.sha256,
        "lock": package.lock,
        "guide": not steps,
        "steps": "\n".join(f"{number}. {step}" for number, step in enumerate(steps or next_steps(plan), 1)),
    }
    return {name: _render(f"root/{template}", words) for name, template in ROOT.items()}


def model() -> dict[str, dict[str, list[str]]]:
    """What items can say: the options of each type, each with its words."""
    return {
        kind.NAME: {spec.name: [str(word) for word in spec.words or ()] for _, spec in kind.options()} for kind in TYPES
    }


def next_steps(plan: Plan) -> Iterator[str]:
    """What whoever begins has to do, in order."""
    field = plan.fields[0]
    if not plan.bodies:
        yield "Die Gremien eintragen, die über das Konzept beraten: `docs/gremien.md`."
    yield (
        f"{_said(plan.item, 'Jeden Eintrag')} eintragen. Liegt das Konzept als PDF, DOCX oder ODT vor: "
        "`.venv/bin/konzept ingest DATEI` macht daraus eine Tabelle, in der Sie über jede Aussage entscheiden. "
        "Wie, sagt `docs/redaktion/konzept-kommt.md`."
    )
    yield (
        f"Sonst {_said(plan.item, 'den ersten Eintrag')} selbst schreiben: "
        f"`docs/handlungsfelder/{field.folder}/{field.code}-01.md`, Muster in `docs/redaktion/anleitung.md`, und die "
        "Quelle ergänzen: Adresse, Datum und Prüfsumme bei `Q-KONZEPT` in `docs/quellen.md`."
    )
    yield "In `docs/kommune.toml` eintragen, wer die Website betreibt; `make check` nennt, was noch fehlt."
    yield "`rechtlich` und `lizenz` in `docs/kommune.toml` auf dieses Konzept zuschneiden."
    yield "Impressum, Datenschutz und Erklärung zur Barrierefreiheit von einer zuständigen Stelle lesen lassen."
    for language in plan.languages:
        yield f"Die kurze Fassung in `docs/{_FOLDERS[language]}/index.md` ausschreiben."
    yield "Das Projekt in ein Repository legen (`git init`, `git add -A`, `git commit`); die Pipelines liegen schon da."


def _words(plan: Plan) -> dict[str, Any]:
    """What the templates speak of; with a capital letter the same at the beginning of a sentence."""
    found: dict[str, Any] = {name: getattr(plan, name) for name in Plan.__slots__}
    found |= {"title": plan.title, "named": plan.named, "list_page": sure_slug(plan.item.plural)}
    found["parties"] = ", ".join(dict.fromkeys((ADMINISTRATION, plan.authors.short)))
    found["as_guide"] = plan.decision is not None and plan.decision.subject is Subject.GUIDE
    for name, naming in (("body", plan.body), ("concept", plan.concept), ("authors", plan.authors)):
        cases = _cases(naming)
        found[name] = cases
        found[name.capitalize()] = {case: word[:1].upper() + word[1:] for case, word in cases.items()}
    return found


def _cases(naming: Naming) -> dict[str, str]:
    cases = {case: getattr(naming, case) for case in (*Naming.__slots__, "by", "pronoun")}
    return {**cases, "possessive": f"{POSSESSIVE[naming.gender]}e", "pronoun_object": PRONOUN[naming.gender][2]}


def _render(template: str, words: Mapping[str, Any]) -> str:
    text = _ENVIRONMENT.get_template(template).render(words)
    lines = text.split("\n")
    kept = [line for n, line in enumerate(lines) if line.strip() or not n or lines[n - 1].strip()]
    return "\n".join(kept).rstrip("\n") + "\n"


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _naming(naming: Mapping[str, str] | Naming) -> str:
    cases = _cases(naming) if isinstance(naming, Naming) else naming
    keys = {"kurz": "short", "wer": "who", "wessen": "whose", "wem": "to_whom", "wen": "whom"}
    return "{ " + ", ".join(f"{key} = {_toml(cases[case])}" for key, case in keys.items()) + " }"


def _noun_table(noun: Noun) -> str:
    cases = [f"{article} {word}" for article, word in zip(ARTICLE[noun.gender], noun.singular, strict=True)]
    values = (noun.singular[0], *cases, noun.plural, noun.plural_dative)
    keys = ("kurz", "wer", "wessen", "wem", "wen", "mehrzahl", "mehrzahl_wem")
    return "{ " + ", ".join(f"{key} = {_toml(value)}" for key, value in zip(keys, values, strict=True)) + " }"


def _said(noun: Noun, words: str) -> str:
    """A phrase around "Eintrag" with the noun of the town."""
    with kept():
        speak(Speech(item=noun))
        return say(f"{{{words}}}")


@pass_context
def _with_noun(context: Context, words: str) -> str:
    return _said(context["item"], words)


def _environment() -> Environment:
    # Markdown and TOML: what was typed has no sign of theirs (plan), so nothing is masked.
    made = Environment(  # noqa: S701
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        variable_start_string="«",
        variable_end_string="»",
        block_start_string="«%",
        block_end_string="%»",
        comment_start_string="«#",
        comment_end_string="#»",
    )
    filters = {
        "german": german_day,
        "numeral": numeral,
        "toml": _toml,
        "naming": _naming,
        "noun": _with_noun,
        "noun_table": _noun_table,
        "field": "HF-{}".format,
    }
    made.filters |= filters
    return made


_ENVIRONMENT: Final = _environment()
