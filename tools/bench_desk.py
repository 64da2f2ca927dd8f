"""What an edit costs in the Redaktion in the browser, with 100 recommendations: ``make bench``.

A real Chromium types one letter after the other; measured is how long the program under Pyodide takes for the remarks,
and for what changes with its preview. Nothing else runs in that browser, so this is about its processor time.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.desk.serving import put, served
from tools.bench_survey import TODAY, texts

COUNT: Final = 100
EDITS: Final = 15
_MEASURE: Final = """async ([today, report, edits]) => {
  const worker = new Worker("worker.mjs", { type: "module" });
  const ask = (call, ...given) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => { if (!data.step) data.error ? reject(data.error) : resolve(data.result); };
    worker.postMessage({ id: 1, call, given });
  });
  const took = async (work) => { const begin = performance.now(); await work(); return performance.now() - begin; };
  const found = { start: [await took(() => ask("start", today))], check: [], show: [] };
  for (let edit = 0; edit < edits; edit += 1) {
    report.values.titel += "e";
    found.check.push(await took(() => ask("check", JSON.stringify(report), "[]")));
    found.show.push(await took(() => ask("show", JSON.stringify(report), "[]")));
  }
  return found;
}"""
_REPORT: Final = {
    "task": "sachstand",
    "values": {
        "betrifft": "AAA-01",
        "titel": "Zwei Kurse lauf",
        "datum": "10.1.2026",
        "status": "in-umsetzung",
        "nach_angabe_von": "Verwaltung",
        "quelle": "Q-ZB",
    },
}


def measured() -> dict[str, list[float]]:
    """Milliseconds of the start, and of the remarks and the preview after each edit."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        texts(root / "docs", COUNT)
        git = ["git", "-C", folder, "-c", "user.name=Bench", "-c", "user.email=bench@example.org"]
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Texte"]):
            subprocess.run([*git, *words], check=True)
        put(root / "docs", root / "html")
        with served(root / "html") as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"{address}index.html")
            found: dict[str, list[float]] = page.evaluate(_MEASURE, [str(TODAY), _REPORT, EDITS])
            browser.close()
            return found


def main() -> None:
    """Print the figures."""
    found = measured()
    sys.stdout.write(f"Redaktion im Browser mit {COUNT} Empfehlungen, Millisekunden (Mitte, höchstens):\n")
    for name, label in (("start", "Start"), ("check", "Prüfung je Eingabe"), ("show", "Vorschau je Eingabe")):
        sys.stdout.write(f"  {label}: {statistics.median(found[name]):.0f}, {max(found[name]):.0f}\n")


if __name__ == "__main__":
    main()
