"""The list of articles: what narrows it, its rows, what each is about, and the values there are to choose from."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from sqlite3 import Connection, Row

from archive.database.listed_rows import REPORTS
from archive.holdings.sql_shown import ARTICLE_CHOICES, BY_DATE, COMPARED, LISTED_ARTICLES, MATCHES, UNDATED, narrow_articles, of_articles
from archive.parameters import read_day
from archive.search.filters import outside_group, read_group, read_page, unknown_choices, values_of, with_group

ON_A_PAGE = 50
_THESE = "(select value from json_each(?))"


@dataclass(frozen=True, slots=True)
class Asked:
    """What narrows the list: `chosen` has a value for each of ARTICLE_CHOICES (several with commas; empty text: all), and for `from`, `to`,
    `group` and `group_name`. `page` counts from 1.
    """

    chosen: Mapping[str, str]
    page: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article of the list; `reports` are rows of listed_rows.REPORTS with `how`, `authorities` those that none of them is on.

    `differing` are rows of `claims`: where it says other than the report.
    """

    article: Row
    reports: tuple[Row, ...]
    authorities: tuple[Row, ...]
    differing: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One page of the list (the last where one beyond it was asked for), newest first; `total` articles were found of `every`.

    `report` is the one asked for, if it is known.
    """

    articles: tuple[ListedArticle, ...]
    total: int
    page: int
    every: int
    choices: Mapping[str, list[tuple[str, str]]]
    notices: tuple[str, ...]
    report: Row | None

    @property
    def pages(self) -> int:
        """How many pages the list has, at least 1."""
        return max(1, -(-self.total // ON_A_PAGE))


def read_asked(parameters: Mapping[str, str]) -> Asked:
    """What a request asks. Any text is taken; what is no value finds nothing, and `notices` says so (reading the list adds to them)."""
    notices: list[str] = []
    given = {name: value.replace("\x00", "").strip() for name, value in parameters.items()}
    chosen = {name: ",".join(values_of(given.get(name, "")[:2000])) for name in ARTICLE_CHOICES}
    chosen["publisher"] = chosen["publisher"] or ",".join(values_of(given.get("source", "")[:2000]))  # as a search calls it
    chosen |= {name: read_day(given.get(name, ""), name, notices) for name in ("from", "to")} | read_group(given)
    return Asked(chosen, read_page(given.get("page", ""), notices), (*outside_group(given), *notices))


def read_rows(connection: Connection, asked: Asked) -> tuple[list[Row], tuple[str, ...]]:
    """All articles that were asked for, newest first, and the notices."""
    behind = of_articles(asked.chosen)
    return connection.execute(behind.sql, dict(behind.values)).fetchall(), _notices(connection, asked)


def read_article_page(connection: Connection, asked: Asked, *, everything: bool = False) -> ArticlePage:
    """The page of the list that was asked for; with `everything`, all articles that match on one page."""
    where, values = narrow_articles(asked.chosen)
    total = connection.execute(f"select count(*) from articles n {where}", values).fetchone()[0]
    number = min(asked.page, max(1, -(-total // ON_A_PAGE)))
    sql = f"select n.id from articles n {where}{BY_DATE} limit {-1 if everything else ON_A_PAGE} offset {ON_A_PAGE * (number - 1)}"
    ids = json.dumps([row["id"] for row in connection.execute(sql, values)])  # first, so that only these are looked up
    rows = connection.execute(f"{LISTED_ARTICLES} where n.id in {_THESE} {BY_DATE}", [ids]).fetchall()
    every, choices = _read_choices(connection, values_of(asked.chosen["authority"]))
    return ArticlePage(
        articles=tuple(_with_ties(connection, rows, ids)),
        total=total,
        page=number,
        every=every,
        choices=choices,
        notices=_notices(connection, asked),
        report=connection.execute(f"select * from ({REPORTS}) where key = ?", [asked.chosen["report"]]).fetchone(),
    )


def _notices(connection: Connection, asked: Asked) -> tuple[str, ...]:
    """The notices, with one for each choice that the archive does not know."""
    key = asked.chosen["report"]
    unknown = key and connection.execute("select 1 from reports where key = ?", [key]).fetchone() is None
    no_report = (f"There is no report “{key[:40]}”, so nothing matches.",) if unknown else ()
    return (*asked.notices, *unknown_choices(connection, with_group(asked.chosen), {"matched": MATCHES, "claims": COMPARED}), *no_report)


def _read_choices(connection: Connection, authorities: list[str]) -> tuple[int, dict[str, list[tuple[str, str]]]]:
    """How many articles there are, and (value, words) of the publishers, councils, regions and years that they have.

    The `authorities` that were chosen are choices in any case, so that their box says so.
    """
    counted = connection.execute(f"""select s.name, s.title, coalesce(substr(n.published, 1, 4), '{UNDATED}'), count(*)
        from articles n join sources s on s.name = n.source group by 1, 3""").fetchall()
    years = sorted({year for _, _, year, _ in counted} - {UNDATED}, reverse=True)
    undated = [(UNDATED, "Undated")] * any(year == UNDATED for _, _, year, _ in counted)
    councils = connection.execute(
        f"""select code, name, region from local_authorities
        where code in (select local_authority from mentions) or code in {_THESE} order by name""",
        [json.dumps(authorities)],
    ).fetchall()
    return sum(number for _, _, _, number in counted), {
        "publisher": sorted({(name, title) for name, title, _, _ in counted}, key=lambda pair: pair[1]),
        "authority": [(row["code"], row["name"]) for row in councils],
        "region": [(region, region) for region in sorted({row["region"] for row in councils} - {None})],
        "year": [(year, year) for year in years] + undated,
    }


def _with_ties(connection: Connection, rows: list[Row], ids: str) -> list[ListedArticle]:
    """Each article with its reports, the surest first, with the authorities it is about beside those, and what differs; `ids` as JSON."""
    reports = _by_article(connection, f"""select v.*, m.article_id, m.how from mentions m join ({REPORTS}) v on v.id = m.report_id
        where m.article_id in {_THESE} group by m.article_id, v.id order by max(m.score) desc, min(m.id)""", ids)  # fmt: skip
    authorities = _by_article(connection, f"""select distinct m.article_id, l.code, l.name from mentions m
        join local_authorities l on l.code = m.local_authority where m.article_id in {_THESE} order by l.name""", ids)  # fmt: skip
    differing = _by_article(connection, f"""select article_id, kind, subject, said, stated, verdict from claims
        where article_id in {_THESE} and verdict = 'wrong' group by article_id, report_id, kind, subject, said, stated
        order by min(position), min(id)""", ids)  # fmt: skip
    listed = []
    for row in rows:
        own = reports[row["id"]]
        others = [one for one in authorities[row["id"]] if one["code"] not in {report["authority"] for report in own}]
        listed.append(ListedArticle(row, tuple(own), tuple(others), tuple(differing[row["id"]])))
    return listed


def _by_article(connection: Connection, sql: str, ids: str) -> defaultdict[int, list[Row]]:
    """The rows of `sql` by the article they belong to."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(sql, [ids]):
        found[row["article_id"]].append(row)
    return found
