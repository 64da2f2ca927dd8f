"""What a pipeline does with patches that somebody uploaded: the script itself, with a repository that it pushes to."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from konzept.intake.results import as_push_option
from tests.desk.town import texts
from tests.intake.handing import patches, report, take
from tests.project import ROOT

WHO = ("-c", "user.name=x", "-c", "user.email=x@example.org")
HOOK = """#!/bin/sh
n=0
while [ "$n" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do
    printenv "GIT_PUSH_OPTION_$n" >> optionen
    n=$((n + 1))
done
"""


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", folder, *WHO, *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    """A clone on the branch of an upload, and the repository that it came from."""
    made = tmp_path / "start"
    docs = texts(made)
    shutil.copytree(ROOT / ".ci", made / ".ci")
    shutil.copytree(ROOT / "eingang", made / "eingang")
    shutil.copy(ROOT / ".gitignore", made)
    (made / ".gitignore").write_text((ROOT / ".gitignore").read_text("utf-8").replace(".venv/", ".venv"), "utf-8")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "Stand")
    git(made, "branch", "-M", "main")
    uploads = patches(docs, report("sachstand"), report("text"))
    git(made, "checkout", "-qb", "eingang/von-heute")
    for name, content in uploads.items():
        (made / "eingang" / name).write_bytes(content)
        git(made, "add", "-f", f"eingang/{name}")
    git(made, "commit", "-qm", "Hochgeladen")
    git(tmp_path, "clone", "-q", "--bare", str(made), "ziel.git")
    target = tmp_path / "ziel.git"
    git(target, "config", "receive.advertisePushOptions", "true")
    hook = target / "hooks" / "pre-receive"
    hook.write_text(HOOK, "utf-8")
    hook.chmod(0o755)
    git(tmp_path, "clone", "-q", "-b", "eingang/von-heute", str(target), "klon")
    clone = tmp_path / "klon"
    (clone / ".venv").symlink_to(ROOT / ".venv")
    return clone, target


def run(clone: Path, **more: str) -> subprocess.CompletedProcess[str]:
    names = ("CI", "GITHUB", "GITLAB", "KONZEPT")
    env = {name: value for name, value in os.environ.items() if not name.startswith(names)}
    env |= {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1795000000"} | more
    return subprocess.run([clone / ".ci" / "meldungen"], capture_output=True, text=True, env=env)


def test_on_gitlab_a_branch_and_the_text_of_a_merge_request_are_pushed(place: tuple[Path, Path]) -> None:
    clone, target = place
    done = run(
        clone, GITLAB_CI="true", CI_COMMIT_BRANCH="eingang/von-heute", CI_DEFAULT_BRANCH="main", CI_PIPELINE_ID="7"
    )
    assert (done.returncode, done.stderr) == (0, "")
    log = git(target, "log", "--reverse", "--format=%s", "main..meldungen/von-heute-7").splitlines()
    assert log == ["Inhalt: Meldung zu Q-NIEDERSCHRIFT-VOM-10-11-2026, SPR-01-S1", "Inhalt: Meldung zu SPR-02"]
    assert git(target, "ls-tree", "--name-only", "meldungen/von-heute-7", "eingang/") == git(
        ROOT, "ls-files", "eingang/"
    )
    options = (target / "optionen").read_text("utf-8").splitlines()
    assert options[:3] == [
        "merge_request.create", "merge_request.target=main", "merge_request.title=Gemeldetes aufnehmen",
    ]  # fmt: skip
    text = "\n".join(options[3:])
    assert text.startswith("merge_request.description=# Was im Eingang liegt\\n\\n2 Meldungen: 2 übernommen.\\n")


def test_on_github_a_branch_is_pushed_and_the_report_is_the_summary(place: tuple[Path, Path], tmp_path: Path) -> None:
    clone, target = place
    summary = tmp_path / "summary.md"
    done = run(
        clone,
        GITHUB_REF_NAME="eingang/von-heute",
        GITHUB_RUN_ID="8",
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_SERVER_URL="https://forge.example",
        GITHUB_REPOSITORY="a/b",
    )
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert last == "Pull Request: https://forge.example/a/b/compare/main...meldungen/von-heute-8?expand=1"
    assert summary.read_text("utf-8").startswith("# Was im Eingang liegt\n")
    assert not (target / "optionen").exists()


def test_an_uploaded_table_comes_to_nothing(place: tuple[Path, Path]) -> None:
    clone, target = place
    for path in (clone / "eingang").glob("*.patch"):
        path.unlink()
    (clone / "eingang" / "antwort.csv").write_text("ID;Feld\n", "utf-8")
    done = run(clone, CI_COMMIT_BRANCH="eingang/von-heute")
    assert done.returncode == 1
    assert "Antworten von Stellen kommen nie ins Repository" in done.stdout
    assert "meldungen/" not in git(target, "branch", "--list")


def test_without_the_right_to_push_it_says_what_is_missing(place: tuple[Path, Path]) -> None:
    clone, target = place
    (target / "hooks" / "pre-receive").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    done = run(clone, CI_COMMIT_BRANCH="eingang/von-heute")
    assert done.returncode == 1
    assert "Der Zweig ließ sich nicht hochladen." in done.stderr


def test_elsewhere_it_does_nothing(place: tuple[Path, Path]) -> None:
    clone, _ = place
    done = run(clone, CI_COMMIT_BRANCH="main")
    assert done.returncode == 2
    assert git(clone, "rev-parse", "--abbrev-ref", "HEAD") == "eingang/von-heute\n"


def test_the_text_of_a_push_is_one_line_in_which_nobody_ends_a_line(tmp_path: Path) -> None:
    docs = texts(tmp_path)
    made = patches(docs, report("text", text="Ein Strich: \\\\n/merge"))
    found = take(docs, {f"\\n/merge {name}": content for name, content in made.items()})
    text = as_push_option(found)
    assert "\n" not in text
    assert [line for line in text.split("\\n") if line.startswith("/")] == []
    refused = take(docs, {"x.patch": b"x"})
    many = replace(refused, outcomes=refused.outcomes * 1000)
    assert len(as_push_option(many)) <= 21_000
    assert as_push_option(many).startswith("1000 Meldungen: 1000 abgelehnt. Weiteres steht im Bericht der Pipeline.")


def test_only_uploads_start_it_and_uploads_start_nothing_else() -> None:
    """On a branch eingang/… nothing is published, and no other job runs."""
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    jobs = {name: job for name, job in gitlab.items() if isinstance(job, dict) and "script" in job}
    started = {name for name, job in jobs.items() for rule in job["rules"] if "eingang" in rule["if"]}
    assert started == {"meldungen"}
    github = yaml.safe_load((ROOT / ".github/workflows/konzept.yml").read_text("utf-8"))
    assert {name for name, job in github["jobs"].items() if "eingang" in job["if"]} == {"meldungen"}
    others = [job["if"] for name, job in github["jobs"].items() if name != "meldungen"]
    assert all("github.ref == 'refs/heads/main'" in condition for condition in others)
    assert github["permissions"] == {"contents": "read"}
