"""/articles, its CSV, Excel, JSON and feed: the articles the archive holds, and what each is about. No text of an article is on it."""

from dataclasses import replace
from sqlite3 import Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.holdings.articles import ArticlePage, Asked, ListedArticle, read_article_page, read_asked, read_rows
from archive.holdings.sql_shown import COMPARED, MATCHES, of_articles
from archive.search.filters import given_by, values_of
from archive.urls import article_url, with_query
from archive.web.database import archive_of
from archive.web.formats.atom import Entry, feed_response, is_whole
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.render import caching, page
from archive.web.words import count, day, report_title
from archive.web.words_of_claims import claim_words

if TYPE_CHECKING:
    from datasette.app import Datasette

BOXES = {
    "publisher": "Publisher",
    "authority": "Council",
    "region": "Region",
    "year": "Year published",
    "matched": "Matched to",
    "claims": "Compared with the report",
}
MATCHED = list(zip(MATCHES, ("A report", "A council, but no report", "Neither a council nor a report"), strict=True))
CLAIMS = list(zip(COMPARED, ("Some facts differ", "No facts differ", "No facts compared"), strict=True))
RIGHTS = "Articles belong to their publishers. Follow the links to read them."


async def articles_page(datasette: "Datasette", request: Request) -> Response:
    """The articles that match, as a page, CSV, Excel, JSON or feed."""
    archive = archive_of(datasette)
    asked = read_asked(given_by(request.args))
    form, headers = request.url_vars["form"], caching(datasette)
    if form in ("csv", "json", "xlsx", *FORMS):
        rows, notices = await archive.read(read_rows, asked)
        if form in FORMS:
            return await cite_list(datasette, request, form, [row["id"] for row in rows], "articles")
        return list_response(
            form,
            columns_of(f"{request.scheme}://{request.host}"),
            rows,
            "articles",
            headers,
            notices,
            licence=archive_of(datasette).rights.lines(),
        )
    if form == "atom":
        asked = replace(asked, page=1)
    found: ArticlePage = await archive.read(read_article_page, asked, everything=form == "atom" and is_whole(request))
    narrowed = narrowing(asked, found)
    title = f"Articles: {', '.join(words for _, words in narrowed)}" if narrowed else "Articles"
    if form == "atom":
        entries = [entry_of(one) for one in found.articles]
        return feed_response(request, title, "/articles", entries, headers, rights=RIGHTS, notices=found.notices)
    return await page(
        datasette, request, "articles.html", title=title, asked=asked, found=found, narrowed=narrowed, choices=choices(found), boxes=BOXES,
        exports={one: with_query(f"/articles.{one}", dict(asked.chosen)) for one in ("csv", "xlsx", "json", "atom")},
        turn=lambda number: with_query("/articles", {**asked.chosen, "page": str(number)}), behind=of_articles(asked.chosen),
    )  # fmt: skip


def choices(found: ArticlePage) -> dict[str, list[tuple[str, str]]]:
    """(value, words) of what can be chosen in each box."""
    return {**found.choices, "matched": MATCHED, "claims": CLAIMS}


def narrowing(asked: Asked, found: ArticlePage) -> list[tuple[str, str]]:
    """(title of the box, words of the choice) of what narrows the list, the report last; a value that is no choice as it is."""
    words = {name: dict(pairs) for name, pairs in choices(found).items()}
    chosen = [(title, words[name].get(value, value)) for name, title in BOXES.items() for value in values_of(asked.chosen[name])]
    if asked.chosen["group"]:
        chosen.append(("Group", asked.chosen["group_name"] or count(len(values_of(asked.chosen["group"])), "council")))
    chosen += [(title, day(asked.chosen[name])) for name, title in (("from", "From"), ("to", "To")) if asked.chosen[name]]
    key = asked.chosen["report"]
    return chosen + [("Report", report_title(found.report) if found.report else key)] * bool(key)


def columns_of(site: str) -> Columns[Row]:
    """The columns of the list; `url` is the article's page here, `publisher_url` where it was published."""
    return {
        "id": lambda row: row["id"],
        "published": lambda row: row["published"],
        "publisher": lambda row: row["publisher"],
        "title": lambda row: row["title"],
        "publisher_url": lambda row: row["url"],
        "excerpt": lambda row: row["excerpt"],
        "local_authorities": lambda row: row["local_authorities"],
        "local_authority_codes": lambda row: row["local_authority_codes"],
        "reports": lambda row: row["reports"],
        "claims_wrong": lambda row: row["claims_wrong"],
        "claims_right": lambda row: row["claims_right"],
        "claims_not_stated": lambda row: row["claims_not_stated"],
        "url": lambda row: f"{site}{article_url(row['id'])}",
    }


def entry_of(one: ListedArticle) -> Entry:
    """An article as an entry of a feed: who published it, what it is about, where it differs from the report, its excerpt."""
    reports = [f"{report_title(report)}, published {day(report['published'])}" for report in one.reports]
    about = "; ".join([*reports, *(authority["name"] for authority in one.authorities)])
    differing = [f"Differs from the report: {claim_words(row)}" for row in one.differing]
    parts = (f"{one.article['publisher']}.", f"About {about}." if about else "", *differing, one.article["excerpt"] or "")
    return Entry(article_url(one.article["id"]), one.article["title"], one.article["published"], " ".join(filter(None, parts)))
