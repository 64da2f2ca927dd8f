"""The language of a page, the same page in other languages, and where each language begins."""

from __future__ import annotations

from dataclasses import dataclass

from konzept.languages import GERMAN, LANGUAGES, Language
from konzept.pages.build import Build, language_of


@dataclass(frozen=True, slots=True)
class Version:
    """A page in a language: what the language menu leads to."""

    language: Language
    docname: str
    is_current: bool


def versions(build: Build, docname: str, root: str) -> tuple[Version, ...]:
    """Where the language menu leads: to the same page if there is one, else to where a language begins."""
    if not build.foreign:
        return ()
    german = _german(build, docname) or root
    current = language_of(build, docname)
    found = [Version(GERMAN, docname if current is GERMAN else german, current is GERMAN)]
    for language in LANGUAGES.values():
        pages = [name for name, page in build.foreign.items() if page.language is language]
        if language is current and language is not GERMAN:
            found.append(Version(language, docname, True))
        elif pages:
            same = (name for name in pages if _german(build, name) == german)
            found.append(Version(language, next(same, _beginning(pages)), False))
    return tuple(found)


def same_page(build: Build, docname: str) -> tuple[Version, ...]:
    """The versions of just this page, itself included; nothing if there is only one."""
    german = _german(build, docname) or docname
    others = [
        Version(page.language, name, name == docname)
        for name, page in sorted(build.foreign.items())
        if _german(build, name) == german
    ]
    return (Version(GERMAN, german, german == docname), *others) if others else ()


def _german(build: Build, docname: str) -> str:
    """The German page that a page summarises; of a German page itself."""
    page = build.foreign.get(docname)
    return page.summarises.removesuffix(".md") if page else docname


def _beginning(pages: list[str]) -> str:
    """The page with which a language begins: the one called index, else the first."""
    return min(pages, key=lambda name: (name.rpartition("/")[2] != "index", name))
