"""The list of the steps of a build is its order, whole and without a second one."""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.events import EventManager

from konzept.extension.order import steps
from konzept.pages.build import Build
from tests.project import ROOT, recommendation, sphinx, write

STEPS = steps(Build())
EVENTS = [event for event, _ in groupby(STEPS, lambda step: step.event)]


def test_each_event_stands_once_and_its_steps_by_their_numbers() -> None:
    assert len(EVENTS) == len(set(EVENTS))
    for event, group in groupby(STEPS, lambda step: step.event):
        numbers = [step.number for step in group]
        assert numbers == sorted(numbers), event


def test_the_build_goes_through_the_list_from_above_to_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    emit = EventManager.emit

    def noted(self: EventManager, name: str, *values: Any, **more: Any) -> list[Any]:
        seen.append(name)
        return emit(self, name, *values, **more)

    monkeypatch.setattr(EventManager, "emit", noted)
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    assert sphinx(docs, tmp_path / "out") == ""
    assert [event for event in dict.fromkeys(seen) if event in EVENTS] == [e for e in EVENTS if e != "env-merge-info"]


def test_sphinx_calls_the_steps_of_each_event_as_the_list_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apps: list[Sphinx] = []
    build = Sphinx.build
    monkeypatch.setattr(Sphinx, "build", lambda app, *values: (apps.append(app), build(app, *values)))
    sphinx(write(tmp_path / "docs", {"SPR-01.md": recommendation()}), tmp_path / "out")
    listeners = apps[0].events.listeners
    for event, group in groupby(STEPS, lambda step: step.event):
        called = sorted(listeners[event], key=lambda listener: listener.priority)
        ours = [listener.handler for listener in called if listener.handler.__module__.startswith("konzept.")]
        assert [name(handler) for handler in ours] == [name(step.handler) for step in group], event


def test_nobody_else_connects_a_handler() -> None:
    calls = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "konzept").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect"
    ]
    assert calls == ["konzept/extension/__init__.py"]


def name(handler: Callable[..., Any]) -> str:
    """A handler's module and name, whatever it was given beforehand."""
    function = getattr(handler, "func", handler)
    return f"{function.__module__}.{function.__name__}"
