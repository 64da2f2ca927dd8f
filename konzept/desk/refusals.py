"""What can't be written of a form, each sentence at the field whose words stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from konzept.desk.form_fields import FormField
from konzept.desk.pen import Values
from konzept.desk.remarks import Remark
from konzept.edits import EditError
from konzept.errors import RefusedError

_PLAIN = "…"


def refused(
    fields: Mapping[str, FormField], values: Values, error: RefusedError, write: Callable[[Values], object]
) -> list[Remark]:
    """Say an error beside each field whose words alone can't be written; ``write`` tries values and keeps nothing."""
    texts = [name for name, field in fields.items() if field.kind in ("text", "long") and values.get(name)]
    plain = {**values, **dict.fromkeys(texts, _PLAIN)}
    found: list[Remark] = []
    if not _stopped(write, plain):
        for name in texts:
            own = _stopped(write, plain | {name: values[name]})
            found += [Remark(name, remark.text) for remark in _told(fields, own)] if own else []
    return found or [*_told(fields, error)]


def _stopped(write: Callable[[Values], object], values: Values) -> RefusedError | None:
    try:
        write(values)
    except RefusedError as error:
        return error
    return None


def _told(fields: Mapping[str, FormField], error: RefusedError) -> Iterator[Remark]:
    """At the field whose option a finding names, else at the whole."""
    if not isinstance(error, EditError):
        yield Remark("", str(error))
        return
    for finding in error.findings:
        named = next((name for name in fields if name == finding.subject.option or f"'{name}'" in finding.message), "")
        yield Remark(named, finding.beside_field)
