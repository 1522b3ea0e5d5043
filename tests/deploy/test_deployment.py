"""Units, cron line, container and workflows: as far as they can be tried without a service manager or a container engine."""

import json
import os
import re
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive.keeping.export.public_snapshot import export_public
from archive.web.routes import PAGES
from archive.web.site import metadata
from sample.reports_site.site import SampleSite
from tests.archive.sample import sample_archive
from tests.conftest import IMPOLITE, ROOT, Home
from tests.deploy.context import dockerfile

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HARDENED = ("NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "CapabilityBoundingSet=", "SystemCallFilter=@system-service")
NOBODY = 65534


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")
    (tmp_path / "bin").symlink_to(Path(sys.executable).parent)  # a unit takes no path with a blank
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/childrens-services-archive/deploy", str(tmp_path / "deploy"))
        text = text.replace("/opt/childrens-services-archive/.venv/bin", str(tmp_path / "bin"))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    command = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if str(tmp_path) in line or line.startswith("archive-")], done.stderr


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: str(unit.name))
def test_services_are_hardened_and_not_root(unit: Path) -> None:
    text = unit.read_text("utf-8")
    assert re.search(r"^User=archive", text, re.MULTILINE)
    for line in HARDENED:
        assert line in text


@pytest.mark.parametrize(
    ("result", "status", "tells"),
    [
        ("exit-code", "12", False),
        ("exit-code", "3", False),
        ("exit-code", "226", True),
        ("timeout", "TERM", True),
        ("oom-kill", "KILL", True),
    ],
)
def test_only_a_night_that_could_not_tell_is_told_of(tmp_path: Path, result: str, status: str, tells: bool) -> None:
    """Systemd gives what became of the night to ExecStart of the unit that OnFailure= starts, but not to its ExecCondition."""
    text = (ROOT / "deploy" / "systemd" / "archive-alert@.service").read_text("utf-8").replace("\\\n", " ")
    (line,) = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    assert "ExecCondition=" not in text
    assert "/opt/childrens-services-archive/.venv/bin/archive" in line
    (tmp_path / "archive").symlink_to(Path(sys.executable).with_name("archive"))  # the path may have blanks, which a unit's may not
    line = line.replace("/opt/childrens-services-archive/.venv/bin", str(tmp_path)).replace("%i", "archive-night").replace("$$", "$")
    variables = os.environ | {"MONITOR_SERVICE_RESULT": result, "MONITOR_EXIT_STATUS": status}
    variables |= {"ARCHIVE_DB": str(sample_archive(tmp_path / "a").path), "ARCHIVE_FILES": str(tmp_path / "a" / "files")}
    done = subprocess.run(shlex.split(line), env=variables, capture_output=True, text=True, check=False)
    assert ("archive-night, night: it was stopped, ran out of time or could not start" in done.stdout) == tells
    assert done.returncode == (1 if tells else 0), done.stderr


def test_the_night_is_bounded_by_what_bounds_a_oneshot() -> None:
    text = (ROOT / "deploy" / "systemd" / "archive-night.service").read_text("utf-8")
    assert "Type=oneshot" in text
    assert re.search(r"^TimeoutStartSec=\d+h$", text, re.MULTILINE)
    assert not re.search(r"^RuntimeMaxSec", text, re.MULTILINE)


def test_the_reader_asks_no_other_machine() -> None:
    text = (ROOT / "deploy" / "systemd" / "archive-reader.service").read_text("utf-8")
    assert "IPAddressDeny=any\nIPAddressAllow=localhost\n" in text
    assert "ReadOnlyPaths=/\n" in text


def test_the_reader_sees_of_the_archive_its_public_folder_alone() -> None:
    text = (ROOT / "deploy" / "systemd" / "archive-reader.service").read_text("utf-8")
    assert "TemporaryFileSystem=/var/lib/childrens-services-archive:ro\n" in text
    assert re.findall(r"^BindReadOnlyPaths=(.+)$", text, re.MULTILINE) == ["/var/lib/childrens-services-archive/public"]
    for variable in ("ARCHIVE_DB", "ARCHIVE_FILES"):
        assert f"Environment={variable}=/var/lib/childrens-services-archive/public/" in text


def test_the_container_runs_as_a_user_that_is_not_root_and_copies_what_is_there() -> None:
    steps = dockerfile()
    assert steps[0][0] == "FROM"
    users = [arguments for name, arguments in steps if name == "USER"]
    assert users
    assert users[-1] not in ("0", "root")
    assert [name for name, _ in steps].index("USER") > max(place for place, (name, _) in enumerate(steps) if name == "RUN")
    allowed = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    for name, arguments in steps:
        assert name != "ADD"
        if name == "COPY":
            for source in arguments.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source}" in allowed, source


def test_the_steps_of_the_container_install_what_its_commands_need() -> None:
    """Every package the two scripts and the default command name is an entry point or a module that the image installs."""
    said = " ".join(arguments for _, arguments in dockerfile())
    assert "pip install --no-cache-dir --constraint constraints.txt --editable ." in said
    for program in ("archive", "scrapy"):
        assert Path(sys.executable).with_name(program).is_file()


def test_compose_keeps_crawler_and_reader_apart() -> None:
    services = read_yaml(ROOT / "compose.yml")["services"]
    reader, crawler = services["reader"], services["crawler"]
    assert reader["volumes"] == ["public:/public:ro"]
    assert all(reader["environment"][name].startswith("/public/") for name in ("ARCHIVE_DB", "ARCHIVE_FILES"))
    assert not set(reader["networks"]) & set(crawler["networks"])
    assert "ports" not in crawler
    assert all(port.startswith("127.0.0.1:") for port in reader["ports"])
    assert crawler["healthcheck"] == {"disable": True}  # it serves nothing, and would count as ill
    assert "healthcheck" not in reader
    for service in (reader, crawler):
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert "no-new-privileges:true" in service["security_opt"]
        program = service["command"][0]
        assert (ROOT / program.removeprefix("/app/")).is_file() or program == "archive"
    for volume in crawler["volumes"]:
        folder = volume.split(":")[1]
        assert re.search(rf"chown archive:archive .*{folder}\b", (ROOT / "Dockerfile").read_text("utf-8")), f"{folder} would be root's"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: str(path.name))
def test_workflows_have_few_rights_and_an_end(workflow: Path) -> None:
    read = read_yaml(workflow)
    assert read["permissions"] == {"contents": "read"}
    for job in read["jobs"].values():
        assert job["timeout-minutes"] <= 360
        for step in job["steps"]:
            assert "uses" in step or "run" in step
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False
            assert "${{ github.event" not in step.get("run", ""), "text of strangers would reach a shell"


def test_samples_name_what_is_there() -> None:
    addresses = {page.address for page in PAGES}
    for proxy in ("Caddyfile", "nginx.conf"):
        named = set(re.findall(r"/-/\w+", (ROOT / "deploy" / "samples" / proxy).read_text("utf-8")))
        assert {"/-/health", "/-/metrics"} <= named <= addresses, proxy
    (database,) = read_yaml(ROOT / "deploy" / "samples" / "litestream.yml")["dbs"]
    assert f"ARCHIVE_DB={database['path']}\n" in (ROOT / "deploy" / "environment").read_text("utf-8")


def test_the_audit_and_the_sbom_are_in_ci() -> None:
    runs = " ".join(step.get("run", "") for step in read_yaml(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]["audit"]["steps"])
    assert "pip-audit" in runs
    assert "cyclonedx-py environment" in runs
    assert "sbom.json" in runs


def test_the_newest_alpha_of_datasette_is_tried_and_may_fail() -> None:
    job = read_yaml(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]["next-datasette"]
    assert job["continue-on-error"] is True
    assert '--pre "datasette>=1.0a0"' in job["steps"][-2]["run"]
    named = [word for word in job["steps"][-1]["run"].split() if word.startswith("tests/")]
    assert named
    assert all((ROOT / name).is_file() for name in named)


def test_the_cron_line_names_what_is_there() -> None:
    lines = [line for line in (ROOT / "deploy" / "crontab").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    fields = lines[-1].split(maxsplit=5)
    assert len(fields) == 6
    program = shlex.split(fields[5])[-1]
    assert (ROOT / "deploy" / Path(program).name).is_file()


@pytest.mark.parametrize("script", ["night.sh", "as-archive.sh", "samples/restic.sh"])
def test_scripts_are_plain_shell(script: str) -> None:
    path = ROOT / "deploy" / script
    assert os.access(path, os.X_OK)
    subprocess.run(["sh", "-n", str(path)], check=True)


def test_the_words_after_a_night_go_to_the_update(home: Home) -> None:
    """Sources that are off, and what else an update takes."""
    fake = home.folder / "bin"
    fake.mkdir()
    (fake / "scrapy").write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {shlex.quote(str(home.folder))}/asked\nexit 75\n')
    (fake / "scrapy").chmod(0o755)
    given = environment(home)
    given["PATH"] = f"{fake}:{given['PATH']}"
    words = ["govuk_ofsted", "-a", "limit=5"]
    assert subprocess.run([ROOT / "deploy" / "night.sh", *words], env=given, check=False, timeout=60).returncode == 75
    assert (home.folder / "asked").read_text("utf-8").split("|")[:-1] == ["update", *words]


def environment(home: Home, **more: str) -> dict[str, str]:
    return home.environment | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"} | more


@pytest.mark.long
def test_a_night_updates_backs_up_publishes_and_gives_the_worst_status(home: Home) -> None:
    """Without a source that answers: every source fails, and the rest is done all the same."""
    today = datetime.now(UTC).strftime("%u")
    folders = {"ARCHIVE_BACKUP": str(home.folder / "backup"), "ARCHIVE_PUBLIC": str(home.folder / "public")}
    settings = folders | {"ARCHIVE_VERIFY_DAY": today}
    fake = home.folder / "bin"
    fake.mkdir()
    (fake / "scrapy").write_text("#!/bin/sh\nexit 12\n")  # the one step that needs the internet
    (fake / "scrapy").chmod(0o755)
    given = environment(home, **settings)
    given["PATH"] = f"{fake}:{given['PATH']}"
    done = subprocess.run([ROOT / "deploy" / "night.sh"], env=given, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 12, done.stderr
    assert list((home.folder / "backup").glob("archive-*.json"))
    assert (home.folder / "public" / "latest.db").exists()
    assert not done.stderr, "a step failed that is hidden by the status of the update"
    assert "0 documents checked, 0 faults found" in done.stdout
    assert "Healthy" in done.stdout


@pytest.mark.long
def test_a_night_whose_reader_is_killed_ends_with_backup_export_and_alert(home: Home, drawn: Path) -> None:
    """Every reading is killed by its limit of time, which is none."""
    fake = home.folder / "bin"
    fake.mkdir()
    with SampleSite(drawn) as site:
        options = " ".join(f"-s {setting}" for setting in (*IMPOLITE, "READER_WALL_SECONDS=0.001"))
        real = Path(sys.executable).with_name("scrapy")
        (fake / "scrapy").write_text(
            f'#!/bin/sh\nexec {shlex.quote(str(real))} "$@" ofsted_reports -a ofsted_reports.site={site.url} {options}\n'
        )
        (fake / "alert").write_text(f"#!/bin/sh\ncat > {shlex.quote(str(home.folder))}/told.json\n")
        for script in fake.iterdir():
            script.chmod(0o755)
        folders = {"ARCHIVE_BACKUP": str(home.folder / "backup"), "ARCHIVE_PUBLIC": str(home.folder / "public")}
        given = environment(home, **folders, ARCHIVE_ALERT=str(fake / "alert"), ARCHIVE_VERIFY_DAY="0")
        given["PATH"] = f"{fake}:{given['PATH']}"
        done = subprocess.run([ROOT / "deploy" / "night.sh"], env=given, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode not in (0, 20), done.stderr
    assert home.rows("select count(*) > 0 from problems where kind = 'reader_died'") == [(1,)], done.stderr
    assert list((home.folder / "backup").glob("archive-*.json"))
    assert (home.folder / "public" / "latest.db").exists()
    assert "ofsted_reports" in (home.folder / "told.json").read_text()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def reader(tmp_path: Path, free_port: int) -> Iterator["tuple[Path, int, subprocess.Popen[bytes]]"]:
    """What the unit of the reader starts, over a public folder that holds one snapshot."""
    made = sample_archive(tmp_path / "archive")
    public = tmp_path / "public"
    export_public(made.path, public, metadata()["databases"]["archive"]["tables"])
    given = environment(Home(tmp_path / "archive"), ARCHIVE_DB=str(public / "latest.db"), ARCHIVE_PORT=str(free_port))
    running = subprocess.Popen(["archive", "serve", "--public", "--follow", "0.2"], env=given)
    yield public, free_port, running
    running.terminate()
    assert running.wait(timeout=60) == 0
    made.db.close()


def snapshot_served(port: int, seconds: float = 60) -> str:
    """When the snapshot was made that is served now; waits until the site answers."""
    address = f"http://127.0.0.1:{port}/archive/snapshot.json?_shape=array"
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(yaml.safe_load(answer.read())[0]["made"])
        except OSError:
            if time.monotonic() > end:
                raise


@pytest.mark.long
def test_the_reader_takes_the_newest_snapshot(reader: "tuple[Path, int, subprocess.Popen[bytes]]") -> None:
    public, port, _ = reader
    first = snapshot_served(port)
    archive_db = public.parent / "archive" / "archive.db"
    while export_public(archive_db, public, metadata()["databases"]["archive"]["tables"]) and first == made_of(public):
        pass  # moments are to the second
    end = time.monotonic() + 60
    while snapshot_served(port) == first and time.monotonic() < end:
        pass
    assert snapshot_served(port) == made_of(public)


@pytest.mark.long
def test_the_image_asks_its_own_server_whether_it_answers(reader: "tuple[Path, int, subprocess.Popen[bytes]]") -> None:
    _, port, _ = reader
    snapshot_served(port)  # waits until it answers
    (check,) = [arguments for name, arguments in dockerfile() if name == "HEALTHCHECK"]
    ask = json.loads(check.partition("CMD ")[2])[-1]
    assert "127.0.0.1:8001/-/live" in ask
    with socket.create_server(("127.0.0.1", 0)) as silent:
        nobody = silent.getsockname()[1]
    for asked, answers in ((port, True), (nobody, False)):
        done = subprocess.run([sys.executable, "-c", ask.replace(":8001/", f":{asked}/")], capture_output=True, check=False)
        assert (done.returncode == 0) is answers, done.stderr


def made_of(public: Path) -> str:
    with closing(sqlite3.connect(public / "latest.db")) as connection:
        return str(connection.execute("select made from snapshot").fetchone()[0])


def archive_for(user: dict[str, Any], home: Home) -> tuple[list[str], dict[str, str]] | None:
    """`archive` and its environment as another user can run it: this Python, else the system's of the same version; None when neither."""
    system = [f"/usr/bin/python3.{sys.version_info.minor}", "-c", "from archive.cli import main; main()"]
    packages = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    ways = [
        ([str(Path(sys.executable).with_name("archive"))], home.environment),
        (system, home.environment | {"PYTHONPATH": packages}),
    ]
    for words, given in ways:
        with suppress(OSError, subprocess.CalledProcessError):
            subprocess.run([*words, "--version"], env=given, check=True, capture_output=True, cwd="/", **user)
            return words, given
    return None


@pytest.fixture
def open_home() -> Iterator[Home]:
    """An archive of one's own in a folder that every user may enter, as pytest's own is closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        home = Home(Path(name) / "home")
        home.folder.mkdir()
        home.open().close()
        yield home


@pytest.mark.long
def test_commands_run_for_a_user_that_is_not_root(open_home: Home) -> None:
    if os.getuid() != 0:
        pytest.skip("all tests run as a user that is not root already")
    nobody: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    found = archive_for(nobody, open_home)
    if found is None:
        pytest.skip("this Python stands in a folder that only root may enter, and the system has no other of its version")
    program, given = found
    for path in (open_home.folder, *open_home.folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    for words in (["status"], ["verify"], ["backup", "backup"], ["export", "--public", "public"]):
        done = subprocess.run([*program, *words], env=given, cwd=open_home.folder, capture_output=True, text=True, check=False, **nobody)
        assert done.returncode == 0, done.stdout + done.stderr
    (open_home.folder / "archive.db").chmod(0o600)
    for path in open_home.folder.glob("archive.db*"):
        os.chown(path, 0, 0)  # as a command that root ran leaves it
    for words, status, said in (
        (["status"], 4, "archive: this user may not read "),
        (["backup", "backup"], 3, "archive: cannot write "),
        (["verify"], 3, "archive: cannot "),
    ):
        done = subprocess.run([*program, *words], env=given, cwd=open_home.folder, capture_output=True, text=True, check=False, **nobody)
        assert done.returncode == status, done.stdout + done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["backup"], ["export", "--public"]])
@pytest.mark.parametrize("size", [64, 256, 512])
def test_a_full_disk_is_said_in_one_line(tmp_path: Path, words: list[str], size: int) -> None:
    """`size`: KiB of a disk of its own, on which the copy, its engine or its tables find no room."""
    made = sample_archive(tmp_path / "a")
    made.db.close()
    (tmp_path / "full").mkdir()
    given = os.environ | {"ARCHIVE_DB": str(made.path), "ARCHIVE_FILES": str(made.files)}
    mounted = f"mount -t tmpfs -o size={size}k none full && " + shlex.join([str(Path(sys.executable).with_name("archive")), *words, "full"])
    command = ["unshare", "--mount", "sh", "-c", f"{mounted}; status=$?; ls -A full; echo $status"]
    if subprocess.run([*command[:3], "-c", "mount -t tmpfs none full"], cwd=tmp_path, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user may not mount")
    done = subprocess.run(command, env=given, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "3", done.stdout + done.stderr
    assert done.stderr.startswith("archive: cannot write ")
    assert "free space" in done.stderr
    assert "Traceback" not in done.stderr
    assert ".new-" not in done.stdout, "nothing half-written remains"
    assert ".part" not in done.stdout


def test_scrapy_by_hand_knows_its_commands(tmp_path: Path) -> None:
    text = (ROOT / "deploy" / "as-archive.sh").read_text("utf-8")
    exported = {name for line in re.findall(r"^export (.+)$", text, re.MULTILINE) for name in line.split()}
    found = {name: value for name, value in re.findall(r"^(SCRAPY\w+)=(\S+)", text, re.MULTILINE) if name in exported}
    given = {name: value for name, value in os.environ.items() if not name.startswith("SCRAPY")} | found
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    done = subprocess.run([scrapy, "firstlook", "--help"], env=given, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "--into" in done.stdout


@pytest.mark.parametrize(
    ("settings", "words", "said"),
    [
        ("", [], "say which command to run"),
        ("", ["archive", "status"], "is not there; copy deploy/environment to it"),
        ("ARCHIVE_CONTACT=a@b.example\n", ["archive", "status"], "ARCHIVE_DB is not set in "),
        ("ARCHIVE_DB=/nowhere/archive.db\n", ["archive", "status"], "the folder of ARCHIVE_DB, /nowhere, is not there"),
    ],
)
def test_a_command_by_hand_says_what_it_lacks(tmp_path: Path, settings: str, words: list[str], said: str) -> None:
    if os.getuid() != 0:
        pytest.skip("needs root")
    script, file = tmp_path / "as-archive.sh", tmp_path / "settings.env"
    text = (ROOT / "deploy" / "as-archive.sh").read_text("utf-8")
    assert text.count("settings=/etc/childrens-services-archive.env") == 1
    script.write_text(text.replace("settings=/etc/childrens-services-archive.env", f"settings='{file}'"), encoding="utf-8")
    if settings:
        file.write_text(settings, encoding="utf-8")
    done = subprocess.run(["sh", str(script), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert said in done.stderr
