"""Rules on what was published: it stays, and changes only with a reason that everybody can see."""

from __future__ import annotations

from collections.abc import Iterator

from konzept.editions.remembered import FILE, fingerprint
from konzept.findings import About, Finding
from konzept.model import Place, Recommendation
from konzept.rules.context import Context, error


def kept(context: Context) -> Iterator[Finding]:
    """An ID of the newest Ausgabe still exists; a text of the adopted concept changes only with source or mark."""
    published = context.published
    yield from published.findings
    known = {*context.concept.items, *(record.id for record in context.faulty), *context.hidden}
    for ident, then in published.items.items():
        if ident not in known:
            yield Finding(
                place=Place(file=FILE, line=then.line),
                subject=About(item=ident),
                lead=f"{ident}: ",
                must=f"Die Ausgabe {published.edition!r} hatte diesen Eintrag. IDs sind dauerhaft: Nehmen Sie ihn "
                "wieder auf; was nicht mehr gilt, behält seinen Eintrag "
                f"(bei {Recommendation.PLURAL}: 'status: entfallen')",
            )
        item = context.concept.get(ident, Recommendation)
        if item is None or not then.text or fingerprint(item) == then.text:
            continue
        marked = item.edited_on is not None and str(item.edited_on) != then.edited
        if not marked and not set(item.named_in) - set(then.sources):
            yield error(
                item,
                "",
                "Der Text unter „Laut Quelle“ steht im beschlossenen Konzept und ist anders als in der Ausgabe "
                f"{published.edition!r}",
                mend="Nennen Sie bei 'genannt_in' die neue Quelle oder, wenn nur die Form geändert oder "
                "Zurückgezogenes herausgenommen ist, den Tag bei 'redaktionell'; sonst stellen Sie den Text "
                "wieder her.",
            )
