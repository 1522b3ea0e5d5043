"""What a release needs: one version everywhere, pinned actions, forms that a code host can read, types, and a documentation site."""

import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from archive import __version__
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


PINS = {
    canonicalize_name(pin.name): pin
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if (pin := Requirement(line)).marker is None or pin.marker.evaluate()
}


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_the_version_is_the_same_everywhere() -> None:
    newest, *older = re.findall(r"^## \[([^\]]+)\] - (.+)$", CHANGELOG, re.MULTILINE)
    assert newest[0] == __version__ == read_yaml(ROOT / "CITATION.cff")["version"]
    assert "version" in PROJECT["dynamic"]
    assert older, "earlier versions keep their sections"
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for _, day in older), "only the newest section may be unreleased"


def test_every_section_of_the_changelog_has_a_version() -> None:
    assert len(re.findall(r"^## ", CHANGELOG, re.MULTILINE)) == len(re.findall(r"^## \[\d+\.\d+\.\d+\] - ", CHANGELOG, re.MULTILINE))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: str(path.name))
def test_actions_are_pinned_by_hash_and_say_their_version(workflow: Path) -> None:
    used = re.findall(r"uses: (.+)$", workflow.read_text("utf-8"), re.MULTILINE)
    assert used
    assert not [one for one in used if not PINNED.fullmatch(one)]


def test_the_same_action_has_the_same_hash_everywhere() -> None:
    used = {one for path in WORKFLOWS for one in re.findall(r"uses: (.+)$", path.read_text("utf-8"), re.MULTILINE)}
    repositories = [("/".join(one.split("@")[0].split("/")[:2]), one.partition("@")[2]) for one in used]
    assert len({name for name, _ in repositories}) == len(set(repositories))


def test_ci_runs_the_pythons_that_the_package_promises() -> None:
    jobs = read_yaml(GITHUB / "workflows" / "ci.yml")["jobs"]
    promised = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if re.search(r"Python :: 3\.\d+$", one)]
    assert jobs["test"]["strategy"]["matrix"]["python"] == promised
    assert PROJECT["requires-python"] == f">={promised[0]}"
    steps = " ".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    assert "coverage" in steps
    assert "make docs-site" in steps


@pytest.mark.parametrize("form", FORMS, ids=lambda path: str(path.stem))
def test_forms_of_issues_can_be_read(form: Path) -> None:
    """What a code host asks of a form: a name, a description, and fields that have an id of their own and a label."""
    read = read_yaml(form)
    assert read["name"]
    assert read["description"]
    fields = [field for field in read["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    assert all(field["type"] in ("input", "textarea", "dropdown") and field["attributes"]["label"] for field in fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_there_is_a_form_for_each_common_issue() -> None:
    assert {path.stem for path in FORMS} == {"source-broke", "wrong-fact", "new-source"}
    assert (GITHUB / "pull_request_template.md").is_file()
    assert {one["package-ecosystem"] for one in read_yaml(GITHUB / "dependabot.yml")["updates"]} == {"pip", "github-actions", "docker"}


def test_the_package_says_that_it_is_typed_and_where_it_lives() -> None:
    assert all((ROOT / package / "py.typed").is_file() for package in ("archive", "scraper"))
    assert {"Repository", "Documentation", "Changelog", "Issues"} <= PROJECT["urls"].keys()
    assert PROJECT["urls"]["Repository"] == read_yaml(ROOT / "CITATION.cff")["repository-code"]
    assert "Typing :: Typed" in PROJECT["classifiers"]


class Loads(HTMLParser):
    """Collects the addresses that a page loads when it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "img", "iframe") or (tag == "link" and given.get("rel") == "stylesheet"):
            self.addresses.append(given.get("src") or given.get("href") or "")


def test_the_documentation_site_builds_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    if find_spec("mkdocs") is None:
        pytest.skip("needs mkdocs: run make setup")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    texts = {path.stem for path in (ROOT / "docs").glob("*.md")} | {"CONTRIBUTING", "CHANGELOG", "SECURITY"}
    assert {f"{name}/index.html" for name in texts} | {"index.html"} <= pages
    loads = Loads()
    for page in pages:
        loads.feed((tmp_path / page).read_text("utf-8"))
    assert loads.addresses
    assert not [address for address in loads.addresses if re.match(r"(https?:)?//", address)]


@pytest.mark.parametrize("extra", ["", *PROJECT["optional-dependencies"]])
def test_each_extra_installs_with_the_pins(extra: str) -> None:
    """Every package that the extra brings, by whatever way, has a pin; and the pin is a version that all who need the package accept."""
    waiting = [Requirement(line) for line in PROJECT["optional-dependencies"].get(extra, PROJECT["dependencies"])]
    assert waiting
    seen: set[str] = set()
    while waiting:
        needed = waiting.pop()
        if str(needed) in seen or needed.name == "pip":  # each environment brings its own pip
            continue
        seen.add(str(needed))
        pin = PINS.get(canonicalize_name(needed.name))
        assert pin is not None, f"{needed.name} has no pin"
        (pinned,) = (each.version for each in pin.specifier)
        assert needed.specifier.contains(pinned, prereleases=True), f"{needed} is wanted, but {pin} is pinned"
        try:
            further = requires(needed.name) or ()
        except PackageNotFoundError:
            pytest.skip(f"{needed.name} is not installed; remove .venv/ready and run make setup")
        for line in further:
            one = Requirement(line)
            if one.marker is None or any(one.marker.evaluate({"extra": each}) for each in needed.extras or {""}):
                waiting.append(one)
