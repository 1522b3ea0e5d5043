"""The SQL behind a search: the reports that it finds, in the order of the page; articles are joined in the same way."""

from archive.dated import INDEX, KEYS
from archive.filters import PAGES_PER_REPORT, Filters
from archive.hits import HITS_RANKED, TEXT_WEIGHT, TITLE_WEIGHT
from archive.web.sql_behind import Behind

_OF_RESULT = {
    "authority": "reports.local_authority = :authority",
    "region": "local_authorities.region = :region",
    "year": "substr(reports.published, 1, 4) = :year",
    "kind": "coalesce(inspections.report_type, 'not_known') = :kind",
    "grade": "coalesce(inspections.overall_effectiveness, inspections.grade_status) = :grade",
    "source": "reports.source = :source",
}
_DATES = {"published": "reports.published", "inspected": "coalesce(inspections.inspection_end, reports.inspected)"}
_JOINED = """left join local_authorities on local_authorities.code = reports.local_authority
  left join inspections on inspections.report_id = reports.id"""
_REPORT = f"rowid % {KEYS} / {PAGES_PER_REPORT}"


def of_search(match: str | None, filters: Filters, index: str = INDEX) -> Behind | None:
    """The reports that a search finds; None where nothing is looked for. Filters narrow before the newest are ranked, as on the page.

    `index` is the one the search went through.
    """
    if match is None:
        return None
    chosen = {name: value for name, value in filters.chosen().items() if name != "section"}
    wheres = [_OF_RESULT[name] for name in chosen]
    values = {"match": match, **chosen}
    day = _DATES[filters.date]
    for sign, name, given in ((">=", "since", filters.since), ("<=", "until", filters.until)):
        if given:
            wheres.append(f"{day} {sign} :{name}")
            values[name] = given
    within = ""
    if filters.section:
        within = f"\n    and (select sections from page_sections where id = {index}.rowid % {KEYS}) & {filters.section_bit}"
    if wheres:
        within += f"\n    and {_REPORT} in (\n  select reports.id from reports {_JOINED}\n  where {' and '.join(wheres)})"
    order = {"relevance": f"score, {day} desc", "newest": f"{day} desc, score", "oldest": f"coalesce({day}, 'no date'), score"}
    sql = f"""with hits as materialized (
  select {_REPORT} as report_id, bm25({index}, {TITLE_WEIGHT:g}, {TEXT_WEIGHT:g}) as score from {index}
  where {index} match :match{within}
  order by rowid desc limit {HITS_RANKED}
)
select reports.key, local_authorities.name as local_authority, reports.title, reports.published,
  count(*) as pages, min(hits.score) as score
from hits join reports on reports.id = hits.report_id
  {_JOINED}
group by reports.id
order by {order[filters.sort]}"""
    return Behind(sql, values)
