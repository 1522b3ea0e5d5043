"""The tools for language models, called by a real MCP client over loopback HTTP. Needs the extra [mcp]."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import copied
from tests.conftest import ROOT
from tests.serving import served

mcp = pytest.importorskip("mcp", reason="needs the extra [mcp]")
pytest.importorskip("datasette_mcp", reason="needs the extra [mcp]")

pytestmark = pytest.mark.xdist_group("mcp")  # one server for all
OURS = {"search", "ask", "verify_quote", "report", "recommendations", "outcomes"}
SAID = "Supervision of social workers is irregular"
Call = Callable[..., dict[str, Any]]


@contextmanager
def quietly_served(made: ArchiveFactory, folder: Path, *options: str) -> Iterator[str]:
    """The address of `archive serve`; nothing that was asked may be on its standard error."""
    log = folder / "said.txt"
    with (
        log.open("w") as errors,
        served({"ARCHIVE_DB": str(copied(made, folder)), "ARCHIVE_FILES": str(made.files)}, *options, errors=errors) as found,
    ):
        yield found
    said = log.read_text()
    assert "HTTP Request" not in said
    assert "Supervision" not in said


@pytest.fixture(scope="module")
def address(made: ArchiveFactory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The public site."""
    with quietly_served(made, tmp_path_factory.mktemp("public"), "--public") as found:
        yield found


@pytest.fixture(scope="module")
def call(address: str) -> Call:
    """Calls a tool of the public site and gives its structured answer."""
    return lambda tool, **asked: asyncio.run(called(address, tool, asked))


async def called(address: str, tool: str, asked: dict[str, Any]) -> dict[str, Any]:
    async with mcp.Client(f"{address}/-/mcp") as client:
        answer = await client.call_tool(tool, asked)
        assert not answer.is_error, answer.content
        found: dict[str, Any] = answer.structured_content
        return found


async def offered(address: str, mode: str) -> tuple[dict[str, str], str]:
    async with mcp.Client(f"{address}/-/mcp", mode=mode) as client:
        tools = (await client.list_tools()).tools
        return {tool.name: tool.description or "" for tool in tools}, str(client.instructions)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_a_public_site_offers_our_tools_and_no_sql(address: str, mode: str) -> None:
    tools, instructions = asyncio.run(offered(address, mode))
    assert set(tools) == OURS
    assert all("ite `cite`" in words or "cite them" in words for words in tools.values())
    assert "not_held" in instructions
    assert "execute_sql" not in instructions


@pytest.mark.long
def test_a_private_site_keeps_the_tools_for_sql(made: ArchiveFactory, tmp_path: Path) -> None:
    with quietly_served(made, tmp_path) as private:
        assert set(asyncio.run(offered(private, "auto"))[0]) == OURS | {"list_databases", "get_database_schema", "execute_sql"}


def test_a_quotation_is_told_from_a_changed_and_an_invented_one(call: Call, address: str) -> None:
    exact = call("verify_quote", quote=SAID, council="Amberford Council")
    assert (exact["status"], exact["verdict"], exact["report"], exact["page"]) == ("found", "verbatim", "ofsted-101", 2)
    assert exact["pdf"] == f"{address}/files/{exact['sha256']}.pdf#page=2"
    assert exact["as_at"].endswith("+00:00")
    assert call("verify_quote", quote=SAID.replace("irregular", "not irregular"))["verdict"] == "near"
    assert call("verify_quote", quote="Every child in the town owns a canoe")["status"] == "not_found"
    assert call("verify_quote", quote=SAID, report="ofsted-1")["status"] == "not_held"


def test_search_says_not_found_or_not_held(call: Call, address: str) -> None:
    found = call("search", query="supervision", council="Amberford")
    first = found["results"][0]
    assert (found["status"], first["cite"]) == ("found", "Amberford, Full inspection, published 13 May 2019")
    assert first["passages"][0]["snippet"].startswith("Supervision of social workers")
    assert first["passages"][0]["pdf"].startswith(f"{address}/files/")
    assert call("search", query="canoes", council="Amberford")["status"] == "not_found"
    for asked in ({"council": "Nowhereshire"}, {"council": "X9999999"}, {"council": "X0000001", "until": "2001"}):
        assert call("search", query="supervision", **asked)["status"] == "not_held"


def test_the_other_tools_answer_with_what_to_cite(call: Call, address: str) -> None:
    answers = call("ask", question="how good is supervision", limit=3)["results"]
    assert "Amberford, Full inspection, published 13 May 2019, page 2" in {one["cite"] for one in answers}
    told = call("recommendations", query="supervision", council="Amberford")
    assert [(one["council"], one["key"], one["page"]) for one in told["recommendations"]] == [("Amberford", "ofsted-101", 2)]
    (row,) = call("outcomes", council="Amberford", as_at="2020-01-01")["rows"]
    assert (row["overall_effectiveness"], row["report"]) == ("requires_improvement", "ofsted-101")
    assert row["cite"] == "Amberford, Full inspection, published 13 May 2019"
    assert call("outcomes", council="Calderwick")["status"] == "not_held"
    read = call("report", key="ofsted-101")
    assert SAID in str(read)
    assert SAID not in str(call("report", key="ofsted-101", first_page=3))
    assert call("report", key="ofsted-1")["status"] == "not_held"


def test_the_address_takes_posts_only(address: str) -> None:
    for method, body, status in (("GET", None, 405), ("DELETE", None, 405), ("POST", b"x" * 60_000, 413)):
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(f"{address}/-/mcp", body, method=method), timeout=60)
        assert refused.value.code == status
        refused.value.close()


WITHOUT = """
import asyncio, sys
from pathlib import Path
sys.modules["mcp"] = sys.modules["datasette_mcp"] = None
sys._called_from_test = True  # then Datasette loads no plugin that is installed; make_site registers ours
from archive.web.site import make_site
from tests.serving import served
site = make_site(Path(sys.argv[1]), Path(sys.argv[2]), public=True)
asyncio.run(site.invoke_startup())
answer = asyncio.run(site.client.post("/-/mcp", json={}))
print(answer.status_code, sorted(name for name in sys.modules if name.startswith(("mcp.", "mcp_types", "archive.web.mcp_"))))
"""


def test_without_the_extra_there_is_nothing_of_it(made: ArchiveFactory) -> None:
    command = [sys.executable, "-c", WITHOUT, str(made.path), str(made.files)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ran.stdout.split("\n")[0] == "404 []", ran.stderr
