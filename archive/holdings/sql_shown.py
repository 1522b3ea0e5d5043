"""The SQL that pages show to readers, who can run it, change it, and download the result as CSV or JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from archive.database.listed_rows import SCALE_GRADE
from archive.database.search_index import FIRST_PARAGRAPH, owner_sql
from archive.search.filters import Filters, conditions, with_group
from archive.search.hits import TEXT_WEIGHT, TITLE_WEIGHT
from archive.search.recommendations import Asked
from archive.search.themes import WITHIN
from archive.urls import NAME

_OF_RESULT = {
    "authority": "reports.local_authority",
    "region": "local_authorities.region",
    "year": "substr(reports.published, 1, 4)",
    "kind": "coalesce(inspections.report_type, 'not_known')",
    "grade": SCALE_GRADE.format(r="reports", i="inspections"),
    "source": "reports.source",
}
_DATES = {"published": "reports.published", "inspected": "coalesce(inspections.inspection_end, reports.inspected)"}
_JOINED = """left join local_authorities on local_authorities.code = reports.local_authority
  left join inspections on inspections.report_id = reports.id"""

_quoted = lru_cache(maxsize=200)(quote_plus)  # most pages show the same query each time


@dataclass(frozen=True, slots=True)
class Behind:
    """A query with the values of its parameters (`:name`)."""

    sql: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the query can be run and changed; not on a public site."""
        return "&".join([f"/{NAME}?sql={_quoted(self.sql)}", *([urlencode(self.values)] if self.values else [])])


_NEWEST = """select reports.key, local_authorities.name as local_authority, reports.title, inspections.report_type,
  reports.published, inspections.overall_effectiveness, inspections.grade_status
from reports
  left join local_authorities on local_authorities.code = reports.local_authority
  left join inspections on inspections.report_id = reports.id
"""
AUTHORITIES = Behind("""select a.code, a.name, a.also_known_as, a.region, a.ended, count(r.id) as reports, max(r.published) as newest
from local_authorities a left join reports r on r.local_authority = a.code and r.availability = 'held'
group by a.code
order by a.region, a.name""")
PROBLEMS = Behind("""select id, source, kind, url, message, first_seen, last_seen
from problems
where resolved is null
order by last_seen desc, id desc""")
_PARAGRAPHS = """select report_paragraphs.position, report_paragraphs.number, report_paragraphs.page,
  report_paragraphs.section, report_paragraphs.text
from report_paragraphs join reports on reports.id = report_paragraphs.report_id
where reports.key = :key
order by report_paragraphs.position"""
_QUOTATIONS = """select quotations.position, quotations.verdict, quotations.passage, reports.key as report, quotations.page,
  claims.subject as claim, claims.said as article_says, claims.stated as report_says, claims.verdict as claim_verdict
from quotations left join reports on reports.id = quotations.report_id
  left join claims on claims.article_id = quotations.article_id and claims.position = quotations.position
where quotations.article_id = :id
order by quotations.position, claims.id"""
_OF_AUTHORITY = """select reports.key, reports.title, inspections.report_type, reports.published, inspections.inspection_end,
  inspections.overall_effectiveness, inspections.grade_status
from reports left join inspections on inspections.report_id = reports.id
where reports.local_authority = :code"""
_BY_DATE = "\norder by reports.published desc, reports.id desc"

UNDATED = "undated"  # "year" of an article whose day of publication is not known
MATCHES = ("report", "authority", "no")  # to a report, to an authority alone, to neither
COMPARED = ("wrong", "right", "none")  # some fact of the article differs from the report; none does; none was found in both
_OF_ARTICLE = {
    "publisher": "n.source",
    "year": f"coalesce(substr(n.published, 1, 4), '{UNDATED}')",
    "matched": """case
    when exists (select 1 from mentions t where t.article_id = n.id and t.report_id is not null) then 'report'
    when exists (select 1 from mentions t where t.article_id = n.id) then 'authority' else 'no' end""",
    "claims": """case
    when exists (select 1 from claims c where c.article_id = n.id and c.verdict = 'wrong') then 'wrong'
    when exists (select 1 from claims c where c.article_id = n.id and c.verdict = 'right') then 'right' else 'none' end""",
}
_OF_MENTION = {"authority": "m.local_authority", "region": "a.region", "report": "r.key"}
ARTICLE_CHOICES = (*_OF_ARTICLE, *_OF_MENTION)
LISTED_ARTICLES = """select n.id, substr(n.published, 1, 10) as published, s.title as publisher, n.title, n.url, n.excerpt,
  (select group_concat(name, '; ') from (
    select distinct a.name from mentions m join local_authorities a on a.code = m.local_authority
    where m.article_id = n.id order by a.name)) as local_authorities,
  (select group_concat(code, '; ') from (
    select distinct a.code, a.name from mentions m join local_authorities a on a.code = m.local_authority
    where m.article_id = n.id order by a.name)) as local_authority_codes,
  (select group_concat(key, '; ') from (
    select distinct r.key from mentions m join reports r on r.id = m.report_id
    where m.article_id = n.id order by r.published desc, r.id desc)) as reports,
  (select count(*) from claims c where c.article_id = n.id and c.verdict = 'wrong') as claims_wrong,
  (select count(*) from claims c where c.article_id = n.id and c.verdict = 'right') as claims_right,
  (select count(*) from claims c where c.article_id = n.id and c.verdict = 'not_stated') as claims_not_stated
from articles n join sources s on s.name = n.source"""
BY_DATE = "order by n.published desc, n.id desc"


def of_report(key: str) -> Behind:
    """The paragraphs of the report with this key."""
    return Behind(_PARAGRAPHS, {"key": key})


def of_article(number: int) -> Behind:
    """The passages of reports that the article with this id uses; its own sentences are left out."""
    return Behind(_QUOTATIONS, {"id": str(number)})


def of_articles(chosen: Mapping[str, str]) -> Behind:
    """The articles that meet what was chosen of ARTICLE_CHOICES, newest first, with the authorities and reports they are about."""
    where, values = narrow_articles(chosen)
    return Behind(f"{LISTED_ARTICLES}\n{where}{BY_DATE}", values)


def narrow_articles(chosen: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A `where` clause (or nothing) over articles n for choices, group and dates, and the values of its parameters."""
    of_article = conditions(_OF_ARTICLE, chosen, "substr(n.published, 1, 10)", chosen.get("from", ""), chosen.get("to", ""))
    of_mention = conditions(_OF_MENTION, with_group(chosen), "n.published", "", "")
    wheres = [one.sql() for one in of_article]
    if of_mention:
        within = " and ".join(one.sql() for one in of_mention)
        mentions = "mentions m left join reports r on r.id = m.report_id left join local_authorities a on a.code = m.local_authority"
        wheres.append(f"n.id in (\n    select m.article_id from {mentions}\n    where {within})")
    return f"where {' and '.join(wheres)} " if wheres else "", {one.name: one.value for one in (*of_article, *of_mention)}


def of_newest(sources: str = "") -> Behind:
    """The newest reports of these sources (names with commas), or of all."""
    narrowing = conditions({"source": "reports.source"}, {"source": sources}, "", "", "")
    where = "".join(f"where {one.sql()}" for one in narrowing)
    return Behind(f"{_NEWEST}{where}{_BY_DATE if where else _BY_DATE[1:]}\nlimit 50", {one.name: one.value for one in narrowing})


def of_authority(code: str, sources: str = "") -> Behind:
    """The reports on the authority with this ONS code: those of these sources (names with commas), or all."""
    narrowing = conditions({"source": "reports.source"}, {"source": sources}, "", "", "")
    where = "".join(f" and {one.sql()}" for one in narrowing)
    return Behind(f"{_OF_AUTHORITY}{where}{_BY_DATE}", {"code": code} | {one.name: one.value for one in narrowing})


def of_recommendations(asked: Asked) -> Behind:
    """The recommendations that were asked for."""
    match = asked.query.match()
    narrowing = asked.conditions()
    wheres = [one.sql() for one in narrowing]
    values = {one.name: one.value for one in narrowing}
    if match is not None:
        wheres.append("c.id in (select rowid from recommendations_fts where recommendations_fts match :match)")
        values["match"] = match
    if asked.chosen["theme"]:
        wheres.append(WITHIN.format(":theme") if asked.theme else "false")
        values |= {"theme": asked.theme.words} if asked.theme else {}
    sql = f"""select a.name as local_authority, r.key, r.published, i.family, c.kind, c.addressed_to, c.text, c.reference, c.page
from recommendations c
  join reports r on r.id = c.report_id
  join inspections i on i.report_id = r.id
  left join local_authorities a on a.code = r.local_authority
{f"where {' and '.join(wheres)} " if wheres else ""}order by r.published desc, r.id desc, c.position"""
    return Behind(sql, values)


def of_search(match: str | None, filters: Filters) -> Behind | None:
    """The reports with a paragraph, or a rest of a page, that has all words; None where nothing is looked for."""
    if match is None:
        return None
    day = _DATES[filters.date]
    narrowing = conditions(_OF_RESULT, filters.chosen(), day, filters.since, filters.until)
    wheres = [one.sql() for one in narrowing]
    values = {"match": match} | {one.name: one.value for one in narrowing}
    where = f"\nwhere {' and '.join(wheres)}" if wheres else ""
    within = f"\n    and rowid >= {FIRST_PARAGRAPH} and rowid & {filters.section_bit}" if filters.section else ""
    order = {"relevance": f"score, {day} desc", "newest": f"{day} desc, score", "oldest": f"coalesce({day}, 'no date'), score"}
    sql = f"""with hits as materialized (
  select {owner_sql("rowid")} as report_id, bm25(search_fts, {TITLE_WEIGHT:g}, {TEXT_WEIGHT:g}) as score from search_fts
  where search_fts match :match{within}
)
select reports.key, local_authorities.name as local_authority, reports.title, reports.published,
  count(*) as paragraphs, min(hits.score) as score
from hits join reports on reports.id = hits.report_id
  {_JOINED}{where}
group by reports.id
order by {order[filters.sort]}"""
    return Behind(sql, values)
