"""The words of the frame around a page, in the languages in which somebody has written them.

The frame of a page follows the language of its text. A language without words of its own gets the German ones,
and the page says that they are German.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from konzept.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """The words of menu, search, notes and foot; ``tag`` is the language that they are in."""

    tag: str
    skip: str
    search_for: str
    word_or_number: str
    search: str
    menu: str
    close: str
    all_pages: str
    in_this_language: str
    languages: str
    main_pages: str
    here: str
    start: str
    on_this_page: str
    browse: str
    before: str
    after: str
    what: str
    edition: str
    newest: str
    all_editions: str
    as_of: str
    operator: str
    follow: str
    how_to_follow: str
    hint: str
    hint_question: str
    hint_link: str
    no_contact: str
    about: str
    whole: str
    looked_up: str


_GERMAN: Final = Interface(
    tag="de",
    skip="Zum Inhalt springen",
    search_for="Suchen nach",
    word_or_number="Wort oder Nummer",
    search="Suchen",
    menu="Menü",
    close="Schließen",
    all_pages="Alle Seiten",
    in_this_language="Seiten in dieser Sprache",
    languages="Sprachen",
    main_pages="Wichtigste Seiten",
    here="Sie sind hier",
    start="Start",
    on_this_page="Auf dieser Seite",
    browse="Blättern",
    before="Zurück",
    after="Weiter",
    what="Was diese Seiten sind",
    edition="Ausgabe",
    newest="die neueste Ausgabe steht unter aktuell",
    all_editions="alle stehen in der Liste der Ausgaben",
    as_of="Stichtag dieser Seiten:",
    operator="Betreiber:",
    follow="Auf dem Laufenden bleiben",
    how_to_follow="So erfahren Sie, wenn sich etwas ändert",
    hint="Hinweis geben",
    hint_question="Fehlt etwas, stimmt etwas nicht?",
    hint_link="Hinweis zu dieser Seite schreiben",
    no_contact="Eine Adresse, an die man Hinweise schreiben kann, steht noch nicht fest.",
    about="Über diese Seiten",
    whole="Alle Seiten als eine Datei",
    looked_up="Die Angaben auf dieser Seite haben wir zuletzt durchgesehen am",
)
_ENGLISH: Final = Interface(
    tag="en",
    skip="Skip to content",
    search_for="Search for",
    word_or_number="Word or number",
    search="Search",
    menu="Menu",
    close="Close",
    all_pages="All pages",
    in_this_language="Pages in English",
    languages="Languages",
    main_pages="Main pages (in German)",
    here="You are here",
    start="Start",
    on_this_page="On this page",
    browse="Browse",
    before="Back",
    after="Next",
    what="What these pages are (in German)",
    edition="Edition",
    newest="newest edition",
    all_editions="list of all editions (in German)",
    as_of="These pages are as of",
    operator="Published by:",
    follow="Stay up to date",
    how_to_follow="How to learn of changes (in German)",
    hint="Tell us",
    hint_question="Is something missing or wrong?",
    hint_link="Write to us about this page",
    no_contact="There is no address yet to which you can write.",
    about="About these pages (in German)",
    whole="All pages as one file (in German)",
    looked_up="We last went through the details on this page on",
)
_ARABIC: Final = Interface(
    tag="ar",
    skip="انتقل إلى المحتوى",
    search_for="ابحث عن",
    word_or_number="كلمة أو رقم",
    search="بحث",
    menu="القائمة",
    close="إغلاق",
    all_pages="كل الصفحات",
    in_this_language="صفحات بالعربية",
    languages="اللغات",
    main_pages="أهم الصفحات (بالألمانية)",
    here="أنت هنا",
    start="البداية",
    on_this_page="في هذه الصفحة",
    browse="تصفح",
    before="السابق",
    after="التالي",
    what="ما هذه الصفحات (بالألمانية)",
    edition="الإصدار",
    newest="أحدث إصدار",
    all_editions="قائمة كل الإصدارات (بالألمانية)",
    as_of="تاريخ هذه الصفحات:",
    operator="الناشر:",
    follow="ابق على اطلاع",
    how_to_follow="كيف تعرف إذا تغيّر شيء (بالألمانية)",
    hint="اكتب لنا",
    hint_question="هل ينقص شيء أو هل يوجد خطأ؟",
    hint_link="اكتب لنا عن هذه الصفحة",
    no_contact="لا يوجد بعد عنوان يمكن الكتابة إليه.",
    about="عن هذه الصفحات (بالألمانية)",
    whole="كل الصفحات في ملف واحد (بالألمانية)",
    looked_up="راجعنا المعلومات في هذه الصفحة آخر مرة في",
)
_ALL: Final = {words.tag: words for words in (_GERMAN, _ENGLISH, _ARABIC)}


def interface(language: Language) -> Interface:
    """The words of the frame for a page in a language."""
    return _ALL.get(language.tag.partition("-")[0], _GERMAN)
