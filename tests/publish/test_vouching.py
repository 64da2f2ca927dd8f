"""The lock is signed and its time witnessed with common tools: what is published with it belongs to it, or is told."""

from __future__ import annotations

import html
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from konzept.cli import main
from konzept.editions import PublishError, lock, verification
from konzept.publish import vouching
from tests.small_editions import Town, page

NEEDED = [pytest.mark.skipif(not shutil.which(tool), reason=f"{tool} fehlt.") for tool in ("ssh-keygen", "openssl")]
SIGNED, STAMPED = "ausgaben.lock.json.sig", "ausgaben.lock.json.tsr"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with one published Ausgabe."""
    made = Town(tmp_path / "repo")
    made.edition("eins", {"index.html": page("Start")})
    made.publish()
    return made


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command as somebody writes it who follows the guide."""
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)


def command(town: Town, tool: str) -> str:
    """The command that the list of the Ausgaben names for a tool."""
    found = re.findall(rf"<pre><code>({tool} .*?)</code>", town.text("ausgaben/index.html"))
    return html.unescape(found[0])


def sign(town: Town) -> None:
    """Sign the lock as the guide says, and say whose signature counts."""
    key = town.root.parent / "schluessel"
    if not key.exists():
        assert run(town.root, f"ssh-keygen -q -t ed25519 -N '' -C x -f {shlex.quote(str(key))}").returncode == 0
    (town.root / SIGNED).unlink(missing_ok=True)
    done = run(town.root, f"ssh-keygen -Y sign -f {shlex.quote(str(key))} -n ausgaben ausgaben.lock.json")
    assert done.returncode == 0, done.stderr
    (town.root.parent / "unterzeichner").write_text(f"ausgaben {key.with_suffix('.pub').read_text()}", "utf-8")


@NEEDED[0]
def test_a_signature_is_published_with_the_lock_and_verified_by_the_command_of_the_list(town: Town) -> None:
    sign(town)
    assert town.publish()
    shutil.copy(town.root.parent / "unterzeichner", town.root)
    copy = shutil.copytree(town.site, town.root.parent / "kopie")
    shutil.copy(town.root.parent / "unterzeichner", copy.parent / "x")
    told = command(town, "ssh-keygen").replace("-f unterzeichner", f"-f {shlex.quote(str(copy.parent / 'x'))}")
    assert run(copy, told).returncode == 0
    assert verification.check(copy, lock.load(town.project.lock_file).as_data()) == []
    with (copy / "ausgaben.lock.json").open("a") as changed:
        changed.write(" ")
    assert run(copy, told).returncode != 0


@NEEDED[0]
def test_a_signature_of_an_earlier_lock_is_not_published_and_that_is_said(town: Town) -> None:
    sign(town)
    town.edition("zwei", {"index.html": page("Zwei")}, "2026-02-01")
    assert town.publish()
    assert vouching.stale(town.root) == [SIGNED]
    assert not (town.site / SIGNED).exists()
    places = ["--texts", str(town.root / "docs"), "--target", str(town.site)]
    said = CliRunner().invoke(main, ["publish", *places]).stderr
    assert f"{SIGNED} passt nicht zur Sperrdatei und ist nicht veröffentlicht. Machen Sie es neu." in said
    sign(town)
    assert town.publish()
    assert (town.site / SIGNED).exists()


@NEEDED[0]
def test_a_pipeline_publishes_no_other_files_around_the_ausgaben_than_were_signed(town: Town) -> None:
    kommune = town.root / "docs" / "kommune.toml"
    sign(town)
    assert town.publish(frozen=True)
    before = town.files()
    kommune.write_text(kommune.read_text("utf-8").replace('name = "', 'name = "Neu-'), "utf-8")
    with pytest.raises(PublishError, match=r"^ausgaben\.lock\.json ist unterschrieben, nennt aber andere Dateien"):
        town.publish(frozen=True)
    assert town.files() == before
    (town.root / SIGNED).unlink()
    locked = town.project.lock_file.read_bytes()
    assert town.publish(frozen=True)
    assert town.project.lock_file.read_bytes() == locked
    shown = lock.load(town.site / lock.FILE)
    assert verification.check(town.site, shown.as_data()) == []
    assert shown.around != lock.load(town.project.lock_file).around


CONFIG = """
[req]
distinguished_name = name
[name]
[stempel]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = dienst
[dienst]
serial = serial
signer_cert = dienst.pem
signer_key = dienst.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@NEEDED[1]
def test_a_time_stamp_is_published_and_verified_by_the_command_of_the_list(town: Town) -> None:
    service = town.root.parent / "dienst"
    service.mkdir()
    (service / "c.cnf").write_text(CONFIG, "utf-8")
    (service / "serial").write_text("01", "ascii")
    asked = f"openssl ts -query -data {shlex.quote(str(town.project.lock_file))} -sha256 -cert -out anfrage.tsq"
    for line in (
        "openssl req -config c.cnf -x509 -newkey rsa:2048 -nodes -keyout dienst.key -out dienst.pem -days 2 "
        "-subj /CN=x -extensions stempel",
        asked,
        f"openssl ts -reply -config c.cnf -queryfile anfrage.tsq -out {shlex.quote(str(town.root / STAMPED))}",
    ):
        done = run(service, line)
        assert done.returncode == 0, done.stderr
    assert town.publish()
    copy = shutil.copytree(town.site, town.root.parent / "kopie")
    shutil.copy(service / "dienst.pem", copy.parent / "dienst.pem")
    told = command(town, "openssl").replace("dienst.pem", "../dienst.pem")
    assert run(copy, told).returncode == 0
    assert verification.check(copy, lock.load(town.project.lock_file).as_data()) == []
    town.edition("zwei", {"index.html": page("Zwei")}, "2026-02-01")
    town.publish()
    assert not (town.site / STAMPED).exists()
    assert vouching.stale(town.root) == [STAMPED]
    shutil.copy(town.root / STAMPED, town.site / STAMPED)
    assert verification.check(town.site, lock.load(town.project.lock_file).as_data()) == [
        f"{STAMPED}: Dieser Zeitstempel gehört zu einer anderen Sperrdatei."
    ]
