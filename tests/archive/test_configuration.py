"""`archive.toml`: what it sets, what wins over it, what is refused; and the commands that start Scrapy with it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from archive.configuration import SETTINGS, load, template
from archive.errors import ConfigurationError

ARCHIVE = [str(Path(sys.executable).with_name("archive"))]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and an environment without any setting."""
    monkeypatch.setattr(os, "environ", {name: value for name, value in os.environ.items() if not name.startswith("ARCHIVE_")})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, **variables: str) -> tuple[int, str]:
    """Exit status and output of `archive …` in the empty folder."""
    done = subprocess.run([*ARCHIVE, *words], env=os.environ | variables, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_without_a_file_nothing_is_set(bare: Path) -> None:
    assert load() is None
    assert not [name for name in os.environ if name.startswith("ARCHIVE_")]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_a_folder_that_the_user_may_not_enter_has_no_settings(tmp_path: Path) -> None:
    """As after `sudo -u archive` in root's own folder."""
    (tmp_path / "archive.toml").write_text('contact = "of root"\n')
    tmp_path.chmod(0o700)
    os.chdir(tmp_path)
    child = os.fork()
    if not child:
        os.setuid(65534)
        os._exit(0 if load() is None else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_file_sets_what_no_variable_has_set(bare: Path) -> None:
    (bare / "archive.toml").write_text('database = "here/a.db"\nverify_day = 3\nlog_json = true\ncontact = "in the file"\n')
    os.environ["ARCHIVE_CONTACT"] = "in the environment"
    assert load() == bare / "archive.toml"
    assert os.environ["ARCHIVE_DB"] == str(bare / "here" / "a.db")
    assert (os.environ["ARCHIVE_VERIFY_DAY"], os.environ["ARCHIVE_LOG_JSON"]) == ("3", "1")
    assert os.environ["ARCHIVE_CONTACT"] == "in the environment"


def test_paths_are_relative_to_the_file_wherever_it_is(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "elsewhere").mkdir()
    (bare / "elsewhere" / "mine.toml").write_text('files = "originals"\nalert = "say it"\n')
    monkeypatch.setitem(os.environ, "ARCHIVE_CONFIG", "elsewhere/mine.toml")
    load()
    assert os.environ["ARCHIVE_FILES"] == str(bare / "elsewhere" / "originals")
    assert os.environ["ARCHIVE_ALERT"] == "say it", "a command is no path"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("databse = 'a'", "'databse', which does not exist"),
        ("database = 3", "database must be text"),
        ("verify_day = true", "verify_day must be a number"),
        ("log_json = 'yes'", "log_json must be true or false"),
        ("database = ", "cannot read the settings"),
        (b"contact = '\xff'", "cannot read the settings"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(bare: Path, text: str | bytes, says: str) -> None:
    (bare / "archive.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError, match=says):
        load()


def test_a_file_that_is_named_must_be_there(bare: Path) -> None:
    os.environ["ARCHIVE_CONFIG"] = "nowhere.toml"
    with pytest.raises(ConfigurationError, match="nowhere"):
        load()


def test_the_template_sets_nothing_until_it_is_edited_and_then_all() -> None:
    assert tomllib.loads(template()) == {}
    lines = [line.removeprefix("# ") for line in template().splitlines() if " = " in line]
    assert tomllib.loads("\n".join(lines)) == {setting.name: setting.example for setting in SETTINGS}
    awkward = 'a "name" \\ and more'
    assert tomllib.loads(template(contact=awkward)) == {"contact": awkward}


def test_init_writes_a_file_that_commands_then_obey(bare: Path) -> None:
    status, output = run("init", "--contact", "you@example.org")
    assert (status, output.startswith("Wrote archive.toml")) == (0, True)
    file = bare / "archive.toml"
    file.write_text(file.read_text().replace('# database = "data/archive.db"', 'database = "mine/some.db"'))
    status, output = run("status")
    assert status == 4
    assert str(bare / "mine" / "some.db") in output
    assert str(bare / "other.db") in run("status", ARCHIVE_DB="other.db")[1]


def test_init_never_replaces_a_file(bare: Path) -> None:
    (bare / "archive.toml").write_text("# mine\n")
    status, output = run("init")
    assert (status, "already exists" in output) == (4, True)
    assert (bare / "archive.toml").read_text() == "# mine\n"


@pytest.mark.long
def test_commands_that_fill_start_scrapy_with_our_settings_and_give_its_status(bare: Path) -> None:
    """From a folder that holds packages of the same names, and with settings of another project in the environment."""
    for name in ("scraper", "archive", "scrapy"):
        (bare / name).mkdir()
        (bare / name / "__init__.py").write_text("raise SystemExit('a folder of the user was taken for a package')")
    status, output = run("update", "nobody", SCRAPY_SETTINGS_MODULE="their.settings")
    assert (status, "no source called nobody" in output) == (4, True), output
    status, output = run("reread", "--dry-run", "--surely-not")
    assert status == 2
    assert "does not know --surely-not" in output
    assert not (bare / "data").exists()


@pytest.mark.long
def test_help_of_a_command_that_fills_is_scrapys() -> None:
    status, output = run("update", "--help")
    assert status == 0
    assert "--missing" in output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_that_asks_archive(shell: str) -> None:
    status, output = run("completion", shell)
    assert status == 0
    assert "_ARCHIVE_COMPLETE" in output


def test_a_shell_completes_commands() -> None:
    status, output = run(_ARCHIVE_COMPLETE="bash_complete", COMP_WORDS="archive verif", COMP_CWORD="1")
    assert (status, "plain,verify" in output) == (0, True), output


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ARCHIVE_CONTCT", "there is no setting ARCHIVE_CONTCT, so it does nothing; did you mean ARCHIVE_CONTACT?"),
        ("ARCHIVE_QUITE_OTHER", "there is no setting ARCHIVE_QUITE_OTHER, so it does nothing; docs/commands.md lists the settings"),
    ],
)
def test_a_variable_that_is_no_setting_is_named(capsys: pytest.CaptureFixture[str], name: str, says: str) -> None:
    os.environ |= {name: "x", "ARCHIVE_CONTACT": "you@council.example", "ARCHIVE_CONFIG": "", "ARCHIVES": "x"}
    load()
    assert capsys.readouterr().err == f"archive: {says}\n"


@pytest.mark.parametrize("command", ["update", "crawl"])
def test_a_file_that_scrapy_cannot_use_is_one_line(bare: Path, command: str) -> None:
    (bare / "archive.toml").write_text("databse = 'a'")
    os.environ["SCRAPY_SETTINGS_MODULE"] = "scraper.settings"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "scrapy", command, "x"], env=os.environ, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("scrapy: ")
    assert "'databse', which does not exist" in done.stderr
    assert done.stderr.count("\n") == 1
