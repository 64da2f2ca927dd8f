"""The languages that pages can be written in: name, direction, and what stands above a summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_BINDING: Final = "Das ist eine kurze Zusammenfassung. Es gilt der deutsche Text:"
_CHANGED: Final = (
    "Der deutsche Text wurde geändert, seit diese Zusammenfassung geschrieben wurde. Manches hier kann überholt sein."
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its tag (BCP 47) and its name in the language itself.

    ``binding`` and ``changed`` stand above a summary; where nobody has written them in the
    language they are German, and ``says_so`` is false.
    """

    tag: str
    name: str
    rtl: bool = False
    binding: str = _BINDING
    changed: str = _CHANGED

    @property
    def direction(self) -> str:
        """The direction of the script, as HTML calls it."""
        return "rtl" if self.rtl else "ltr"

    @property
    def says_so(self) -> bool:
        """Whether the sentences above a summary are in the language itself."""
        return self.binding != _BINDING


GERMAN: Final = Language("de", "Deutsch")
LANGUAGES: Final[dict[str, Language]] = {
    language.tag: language
    for language in (
        GERMAN,
        Language(
            "de-simple",
            "Einfache Sprache",
            binding="Diese Seite ist kurz und in Einfacher Sprache. Es gilt der ausführliche Text:",
            changed="Der ausführliche Text wurde inzwischen geändert. Vielleicht stimmt hier etwas nicht mehr.",
        ),
        Language(
            "en",
            "English",
            binding="This is a short summary. The German text is the full version:",
            changed="The German text has changed since this summary was written. Parts of it may be out of date.",
        ),
        Language(
            "ar",
            "العربية",
            rtl=True,
            binding="هذا ملخص قصير. النص الألماني هو النص الكامل:",
            changed="تغيّر النص الألماني منذ كتابة هذا الملخص. قد يكون بعض ما هنا قديمًا.",
        ),
        Language("bg", "Български"),
        Language("es", "Español"),
        Language("fa", "فارسی", rtl=True),
        Language("fr", "Français"),
        Language("it", "Italiano"),
        Language("nl", "Nederlands"),
        Language("pl", "Polski"),
        Language("ro", "Română"),
        Language("ru", "Русский"),
        Language("sq", "Shqip"),
        Language("tr", "Türkçe"),
        Language("uk", "Українська"),
    )
}
