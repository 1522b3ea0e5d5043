"""The documents say what the code does: help texts, tables, addresses, figures, links and examples are those of today."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import unquote
from urllib.request import urlopen

import pytest

import tests.house.docs as docs
import tests.house.man as man
import tests.scores as scores
from archive.configuration import SETTINGS
from archive.web.plugin import register_routes
from archive.web.routes import PAGES as SITE
from archive.web.site import make_site
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import CALDERWICK, sample_archive
from tests.conftest import ROOT, Home
from tests.serving import served

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in PAGES}
SERVED = "http://127.0.0.1:8001"  # the address that the documents name
PYTHON_EXAMPLES = re.findall(r"```python\n(.*?)```", TEXTS["docs/api.md"], re.DOTALL)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    """A small archive."""
    return sample_archive(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def address(made: ArchiveFactory) -> Iterator[str]:
    """Where `archive serve` serves it."""
    with served({"ARCHIVE_DB": str(made.path), "ARCHIVE_FILES": str(made.files)}) as found:
        yield found


def test_every_command_is_documented() -> None:
    assert {block["command"] for block in docs.BLOCK.finditer(TEXTS["docs/commands.md"])} == set(docs.helps())


def test_help_texts_are_current() -> None:
    assert docs.with_helps(TEXTS["docs/commands.md"]) == TEXTS["docs/commands.md"], "run `python -m tests.house.docs`"


def test_tables_are_current() -> None:
    assert docs.tables() == TEXTS["docs/tables.md"], "run `python -m tests.house.docs`"


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name: str) -> None:
    """To files of the project, and to headings of them."""
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", TEXTS[name]):
        path, _, heading = unquote(target).partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), f"{name} links to {target}"
        if heading:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", line).lower().replace(" ", "-") for line in headings}
            assert heading in anchors, f"{name} links to {target}"


@pytest.mark.parametrize("name", TEXTS)
def test_commands_that_documents_name_exist(name: str) -> None:
    """`scrapy …` and `archive …` in code, and the targets of make."""
    known = set(docs.helps())
    scrapys_own = {"scrapy list"}
    for command in re.findall(r"(?:`|^\$ )((?:scrapy|archive) [a-z]+)\b", TEXTS[name], re.MULTILINE):
        assert command in known | scrapys_own, f"{name} names {command}"
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|\$ )make ([a-z-]+)", TEXTS[name])) <= targets


def test_every_variable_of_the_environment_is_a_setting() -> None:
    """What the code asks of the environment, its scripts too, can be set in the file."""
    code = "".join(path.read_text(encoding="utf-8") for package in ("archive", "scraper") for path in (ROOT / package).rglob("*.py"))
    asked = set(re.findall(r"(?:environ(?:\.get\(|\[)|envvar=)\"(ARCHIVE_[A-Z_]+)\"", code))
    asked |= set(re.findall(r"\$\{(ARCHIVE_[A-Z_]+)", (ROOT / "deploy" / "night.sh").read_text(encoding="utf-8")))
    assert len(asked) >= 8
    assert asked <= {setting.variable for setting in SETTINGS} | {"ARCHIVE_CONFIG"}


def test_the_table_of_settings_is_current() -> None:
    assert len(docs.VARIABLES.findall(TEXTS["docs/commands.md"])) == 1
    assert docs.with_settings(TEXTS["docs/commands.md"]) == TEXTS["docs/commands.md"], "run `python -m tests.house.docs`"


@pytest.mark.parametrize("name", TEXTS)
def test_settings_that_documents_name_exist(name: str) -> None:
    known = {setting.variable for setting in SETTINGS} | {"ARCHIVE_CONFIG"}
    assert set(re.findall(r"\bARCHIVE_[A-Z_]+\b", TEXTS[name])) <= known


def test_the_manual_page_is_current() -> None:
    assert man.page(docs.helps()) == man.MAN.read_text(encoding="utf-8"), "run `python -m tests.house.docs`"


def documented_addresses(made: ArchiveFactory) -> list[str]:
    """The addresses of docs/api.md, with what the sample archive holds in the place of {key} and the like."""
    rows = "\n".join(line for line in TEXTS["docs/api.md"].splitlines() if line.startswith("| `/"))
    (sha256,) = made.db.execute("select sha256 from documents where kind = 'report' order by id").fetchone()
    filled = {"key": "ofsted-101", "code": CALDERWICK, "id": "1000000000001", "sha256": sha256, "table": "reports", "chart": "years"}
    filled |= {"name": "ofsted_reports", "source": "ofsted_reports", "urn": "SC101"}
    return [address.format(**filled) for address in re.findall(r"`(/[^`]*)`", rows)]


def test_the_table_of_addresses_is_as_it_is_made() -> None:
    assert len(docs.ADDRESSES.findall(TEXTS["docs/api.md"])) == 1
    assert docs.with_addresses(TEXTS["docs/api.md"]) == TEXTS["docs/api.md"], "run python -m tests.house.docs"


def test_every_address_has_its_route(made: ArchiveFactory) -> None:
    """Each address leads to the page that lists it, before any other."""
    routes = register_routes(make_site(made.path, made.files))
    for page in SITE:
        for address in page.addresses:
            path = address.format(key="a", code="a", id="1", sha256="a" * 64, chart="a", name="a", source="a", urn="a")
            found = next(answer for route, answer in routes if re.match(route, path))
            assert found is page.answer, address


def test_documented_addresses_answer(made: ArchiveFactory, address: str) -> None:
    for path in documented_addresses(made):
        if path == "/-/health":  # the invented archive is not well, and says so
            with pytest.raises(HTTPError, match="503"):
                urlopen(address + path, timeout=30)
            continue
        with urlopen(address + path, timeout=30) as answer:
            assert answer.status == 200, path


def test_examples_in_python_run(address: str) -> None:
    assert len(PYTHON_EXAMPLES) == 2
    printed = []
    for example in PYTHON_EXAMPLES:
        code = example.replace(SERVED, address)
        assert code != example
        printed.append(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60).stdout)
    assert f"{address}/files/" in printed[0]
    assert re.match(r"\d authorities on \d{4}-\d\d-\d\d: \{", printed[1])


def has_r() -> bool:
    """Whether R and its package jsonlite are installed (Debian: r-base-core and r-cran-jsonlite)."""
    r = shutil.which("Rscript")
    return r is not None and subprocess.run([r, "-e", "library(jsonlite)"], capture_output=True, timeout=60, check=False).returncode == 0


@pytest.mark.skipif(not has_r(), reason="needs Debian's r-base-core and r-cran-jsonlite")
def test_the_example_in_r_runs(address: str) -> None:
    (example,) = re.findall(r"```r\n(.*?)```", TEXTS["docs/api.md"], re.DOTALL)
    code = example.replace(SERVED, address)
    assert code != example
    printed = subprocess.run(["Rscript", "-e", code], check=True, capture_output=True, text=True, timeout=60).stdout
    assert "ofsted-103" in printed  # the report with “front door”
    assert re.search(r"2019 +.*\d", printed)  # graded inspections by year


def test_the_picture_is_there_and_small() -> None:
    for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXTS["README.md"]):
        assert 10_000 < (ROOT / name).stat().st_size < 300_000


def test_every_source_is_in_the_readme() -> None:
    spiders = {path.stem for path in (ROOT / "scraper" / "spiders").glob("[a-z]*.py")}
    assert spiders == set(
        re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]*(?:licence|copyright)", TEXTS["README.md"], re.MULTILINE | re.IGNORECASE)
    )


@pytest.mark.long
def test_figures_of_the_families_are_those_of_the_command(added: Home) -> None:
    assert scores.page(added.database) == TEXTS["docs/families.md"], "run `python -m tests.scores`"
