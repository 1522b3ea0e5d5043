"""No address of a public site tells whether a word stands in private text: all answers are as for a word that stands nowhere.

Asked is every page of Datasette and of ours, with every parameter that either knows, over the live archive in public mode and over a
snapshot. Parameters are read out of Datasette's own code, so that a newer version brings its new ones along.
"""

import io
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import datasette
import openpyxl
import pytest
from httpx import Response

from archive.keeping.export.public_snapshot import export_public
from archive.web.guards.gate import refuse_columns, refuse_public
from archive.web.site import metadata
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, sample_archive
from tests.archive.web.addresses import DATA, PAGES, STOCK_PRIVATE
from tests.archive.web.conftest import Ask, asked

# Words of one shape, so that stems, spelling and order treat them alike.
ABSENT = "qzxkobg"
# Where each stands alone: an article's text, a sentence compared with a report, an inspector's name, a withheld report.
PRIVATE = ("qzxkobb", "qzxkobc")
ALL_PRIVATE = (*PRIVATE, "qzxkobd", "qzxkobh")
SHOWN = "qzxkobf"
XLSX = "application/vnd.openxmlformats"
OTHERS = (("articles", "text"), ("quotations", "sentence"), ("inspectors", "name"), ("search_fts", "text"), ("reports", "title"))


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    """The sample archive with a word of its own in each private place."""
    made = sample_archive(tmp_path_factory.mktemp("secret"))
    with made.db.conn:
        made.db.conn.execute("update articles set text = text || ' qzxkobb', excerpt = excerpt || ' qzxkobf' where id = 1000000000001")
        made.db.conn.execute("update quotations set sentence = sentence || ' qzxkobd'")
    report = made.report(190, AMBERFORD, "2021-01-01", ["Qzxkobc stands on this page."])
    made.fact("inspectors", report, position=1, name="Qzxkobc", lead=1)
    made.fact("recommendations", report, position=1, kind="improvement", addressed_to="authority", text="The qzxkobc.", page=1)
    with made.db.conn:
        made.db.conn.execute("update inspectors set name = 'Qzxkobh' where report_id != ?", [report])
        made.db.conn.execute("update reports set withheld = '2026-01-01' where id = ?", [report])
    return made


@pytest.fixture(scope="module")
def live(secret: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(secret.path, secret.files, public=True)


@pytest.fixture(scope="module")
def snapshot(secret: ArchiveFactory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("snapshot")
    export_public(secret.path, folder, metadata()["databases"]["archive"]["tables"])
    (database,) = folder.glob("archive-*.db")
    yield from asked(database, secret.files, public=True)


def known_parameters() -> list[str]:
    """Every name that begins with _ and stands in quotes in Datasette's code for tables, rows and databases."""
    root = Path(datasette.__file__).parent
    files = [*root.glob("views/*.py"), root / "filters.py", root / "facets.py", root / "url_builder.py", *root.glob("utils/__init__.py")]
    names = {name for file in files for name in re.findall(r"""["'?&](_[a-z_]+)["'=]""", file.read_text())}
    assert {"_fts_table", "_fts_pk", "_searchmode", "_where", "_through", "_facet", "_sort_desc", "_trace"} <= names
    return sorted(names | {"_search_text", "_search_title", "_facet_array", "_facet_date", "_facet_size", "_extra", "sql"})


def tables(made: ArchiveFactory) -> list[str]:
    return [name for (name,) in made.db.execute("select name from sqlite_master where type in ('table', 'view') order by name")]


def columns(made: ArchiveFactory, table: str) -> list[str]:
    return [row[1] for row in made.db.execute(f"pragma table_info([{table}])")]


def questions(made: ArchiveFactory, table: str) -> Iterator[dict[str, str]]:
    """Everything that can be asked of a table's page about a word; the word is written as {}."""
    for name in known_parameters():
        yield {name: "{}"}
        yield {name: "text", "_search": "{}"}
    for column in columns(made, table):
        for operator in ("", "__contains", "__like", "__not", "__gte", "__glob", "__in", "__arraycontains"):
            yield {f"{column}{operator}": "%{}%" if operator == "__like" else "*{}*" if operator == "__glob" else "{}"}
        yield {"_sort": column}
        yield {"_facet": column}
        yield {"_filter_column": column, "_filter_op": "contains", "_filter_value": "{}"}
    for index, pk in itertools.product(("search_fts", "articles_fts", "recommendations_fts"), columns(made, table)[:3]):
        yield {"_fts_table": index, "_fts_pk": pk, "_searchmode": "raw", "_search": "{}"}
        yield {"_fts_table": index, "_fts_pk": pk, "_search_text": "{}"}
    for other, column in OTHERS:
        yield {"_through": f'{{"table": "{other}", "column": "{column}", "value": "{{}}"}}'}
        yield {"_where": f"exists (select 1 from {other} where {column} like '%{{}}%')"}
        yield {"sql": f"select count(*) from main.{other} where {column} like '%{{}}%'"}
        yield {"_extra": f"{other}.{column}", "_search": "{}"}


def levelled(answer: Response, word: str) -> tuple[int, str]:
    """Status and text, with the word that was asked for, however it is written, made one."""
    if answer.headers["content-type"].startswith(XLSX):  # its bytes hold the moment it was made
        rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert rows is not None
        return answer.status_code, repr(list(rows.values))
    text = re.sub(re.escape(word), "WORD", answer.text, flags=re.IGNORECASE)
    return answer.status_code, re.sub(r"\d+(?:\.\d+)? ?ms|\"query_ms\": [\d.]+|WORD(?:%\w\w)*", "WORD", text)


def differing(site: Ask, path: str, question: dict[str, str], private: Iterable[str] = PRIVATE) -> list[str]:
    """The private words whose answer differs from that for a word that stands nowhere."""

    def answer(word: str) -> tuple[int, str]:
        return levelled(site(f"{path}?{urlencode({name: value.replace('{}', word) for name, value in question.items()})}"), word)

    nowhere = answer(ABSENT)
    return [word for word in private if answer(word) != nowhere]


FEW = ("recommendations", "search_fts", "articles")


def asked_of_stock_pages(site: Ask, made: ArchiveFactory, names: Iterable[str], one_in: int = 1) -> int:
    """Ask everything of the pages of these tables, or one question in so many; how many that were.

    Fails where one tells of a private word, or is an error.

    Where the gate refuses a question, so that every word is answered alike, one in fifty is asked all the same.
    """
    shown = {name: frozenset(columns(made, name)) for name in tables(made)}
    told, failed = [], []
    asked_for = [(f"/archive/{quote(table)}.json", question) for table in names for question in questions(made, table)][::one_in]
    for number, (path, question) in enumerate(asked_for):
        query = urlencode({name: value.replace("{}", ABSENT) for name, value in question.items()})
        if number % 50 and (refuse_public(path, query, shown) or refuse_columns(path, query, shown)):
            continue
        if words := differing(site, path, question):
            told.append((path, question, words))
        if site(f"{path}?{query}").status_code >= 500:
            failed.append((path, question))
    assert told == []
    assert failed == []
    return len(asked_for)


@pytest.mark.parametrize("kind", ["live", "snapshot"])
def test_stock_pages_of_a_few_tables_tell_nothing_of_private_text(
    request: pytest.FixtureRequest, secret: ArchiveFactory, kind: str
) -> None:
    assert asked_of_stock_pages(request.getfixturevalue(kind), secret, FEW, one_in=7) > 80


@pytest.mark.parametrize("one_in", [pytest.param(6, marks=pytest.mark.long), pytest.param(1, marks=pytest.mark.drill)])
@pytest.mark.parametrize("kind", ["live", "snapshot"])
def test_stock_pages_of_all_tables_tell_nothing_of_private_text(
    request: pytest.FixtureRequest, secret: ArchiveFactory, kind: str, one_in: int
) -> None:
    assert asked_of_stock_pages(request.getfixturevalue(kind), secret, tables(secret), one_in) > 10_000 / one_in


OURS = sorted({path.partition("?")[0] for path in (*PAGES, *DATA, *STOCK_PRIVATE)})
NAMES = ("q", "authority", "region", "year", "kind", "grade", "source", "from", "to", "sort", "page", "section", "synonyms", "topic", "a",
         "publisher", "matched", "claims", "report")  # fmt: skip
IN_SEARCH = ({"q": '"{}"'}, {"q": "{}*"}, {"q": "{} OR qzxkobf"}, {"q": "qzxkobf -{}"})


def told_by_our_pages(site: Ask, paths: Iterable[str], one_in: int = 1) -> list[tuple[str, dict[str, str], list[str]]]:
    asked_for = list(itertools.product(paths, [{name: "{}"} for name in NAMES] + list(IN_SEARCH)))[::one_in]
    return [(path, question, words) for path, question in asked_for if (words := differing(site, path, question, ALL_PRIVATE))]


@pytest.mark.parametrize("kind", ["live", "snapshot"])
def test_searches_tell_nothing_of_private_text(request: pytest.FixtureRequest, kind: str) -> None:
    paths = ("/search", "/search.json", "/recommendations.json", "/article/1000000000001.json", "/articles.json")
    assert told_by_our_pages(request.getfixturevalue(kind), paths) == []


@pytest.mark.parametrize("one_in", [pytest.param(5, marks=pytest.mark.long), pytest.param(1, marks=pytest.mark.drill)])
@pytest.mark.parametrize("kind", ["live", "snapshot"])
def test_no_address_of_ours_tells_of_private_text(request: pytest.FixtureRequest, kind: str, one_in: int) -> None:
    """Each address is asked some of the questions, and each question at some of the addresses: there are 23."""
    assert len(OURS) > 50
    assert told_by_our_pages(request.getfixturevalue(kind), OURS, one_in) == []


@pytest.mark.parametrize("kind", ["live", "snapshot"])
def test_a_word_of_an_excerpt_is_found(request: pytest.FixtureRequest, kind: str) -> None:
    """Else the tests above could not fail."""
    site: Ask = request.getfixturevalue(kind)
    assert differing_by_excerpt(site)


def differing_by_excerpt(site: Ask) -> bool:
    return levelled(site(f"/search.json?q={SHOWN}"), SHOWN) != levelled(site(f"/search.json?q={ABSENT}"), ABSENT)
