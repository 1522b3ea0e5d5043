"""Saves what articles claim of reports, each checked against the report's facts. Claims depend on two documents and belong to neither."""

from collections.abc import Sequence

from sqlite_utils import Database

from archive.authorities import LocalAuthority
from archive.matching.authority_names import find_authorities
from archive.matching.claims.check import check_claims
from archive.matching.claims.days import days_printed
from archive.matching.claims.facts import Claim, EarlierGrade, Facts, Graded
from archive.matching.claims.prose import prose_of
from archive.matching.facts import ArticleFacts
from archive.matching.sentences import Sentence
from archive.store.documents import insert

_REPORT = """
    select r.key, r.local_authority, r.published, i.* from reports r join inspections i on i.report_id = r.id where r.id = ?
"""
_JUDGEMENTS = "select area, grade, grade_status, page, body from judgements where report_id = ? order by position"
_PAGES = "select text from report_pages where report_id = ?"
_COUNTS = "select kind, addressed_to, min(page) as page, count(*) as number from recommendations where report_id = ? group by 1, 2"
# The graded inspection before, unless a report between the two is not held, which may be another one.
_EARLIER = """
    select e.key, e.published, i.overall_effectiveness as grade, i.inspection_end as inspected, i.overall_page as page
    from reports r join reports e on e.local_authority = r.local_authority and e.published < r.published
        join inspections i on i.report_id = e.id
    where r.id = :id and i.grade_status = 'given' and i.report_type in ('ilacs_inspection', 'sif_inspection', 'sif_reinspection')
        and not exists (
            select 1 from reports b left join inspections bi on bi.report_id = b.id where b.local_authority = r.local_authority
            and b.published > e.published and b.published < r.published
            and (b.availability <> 'held' or bi.report_type is null)
        )
    order by e.published desc limit 1
"""


def read_facts(database: Database, report_id: int) -> Facts | None:
    """What the report's facts are; None where the report is not held, or is of a kind that we cannot read."""
    row = next(database.query(_REPORT, [report_id]), None)
    if row is None or row["report_type"] is None:
        return None
    judged = tuple(
        Graded(each["area"], each["grade"], each["grade_status"], each["page"], each["body"])
        for each in database.query(_JUDGEMENTS, [report_id])
    )
    overall = Graded("overall_effectiveness", row["overall_effectiveness"], row["grade_status"], row["overall_page"])
    earlier = next(database.query(_EARLIER, {"id": report_id}), None)
    counts, page = _counts(database, report_id)
    (inspectors,) = database.execute("select count(*) from inspectors where report_id = ?", [report_id]).fetchone()
    return Facts(
        key=row["key"],
        local_authority=row["local_authority"],
        report_type=row["report_type"],
        published=row["published"],
        inspection_start=row["inspection_start"],
        inspection_end=row["inspection_end"],
        overall=overall,
        judgements=judged,
        outcome=row["outcome"],
        outcome_page=row["outcome_page"],
        dates_page=row["dates_page"],
        counts=counts,
        counts_page=page,
        inspectors=inspectors if inspectors > 1 else None,  # some reports name only who led them
        pages=row["pages"],
        earlier=EarlierGrade(**earlier) if earlier else None,
        printed_days=days_printed(text for (text,) in database.execute(_PAGES, [report_id]).fetchall()),
    )


def _counts(database: Database, report_id: int) -> tuple[dict[str, tuple[int, ...]], int | None]:
    """How many of each an article may count, the likeliest first, and the page of the first: to anybody or to the authority alone."""
    rows = list(database.query(_COUNTS, [report_id]))

    def number(kinds: Sequence[str], *, authority: bool) -> int:
        return sum(row["number"] for row in rows if row["kind"] in kinds and (not authority or row["addressed_to"] == "authority"))

    asked, urgent = ("improvement", "recommendation"), ("priority_action",)
    ways = [(asked, False), (asked, True), ((*asked, *urgent), False), ((*asked, *urgent), True)]
    recommendations = tuple(number(kinds, authority=authority) for kinds, authority in ways)
    actions = (number(urgent, authority=False), number(urgent, authority=True))
    return {"recommendations": recommendations, "priority_actions": actions}, min((row["page"] for row in rows), default=None)


def claims_of(
    article: ArticleFacts, sentences: Sequence[Sentence], reports: Sequence[Facts], authorities: Sequence[LocalAuthority]
) -> tuple[Claim, ...]:
    """What the sentences of an article claim of the `reports` it is tied to, each with its verdict."""
    day = article.day or next((report.published for report in reports), None)

    def named(text: str) -> set[str]:
        return {found.authority.code for found in find_authorities(text, authorities, day)}

    prose = prose_of(article.paragraphs, frozenset(text for _, text in article.links))
    return check_claims(sentences, prose, reports, named)


def save_claims(database: Database, article_id: object, claims: Sequence[Claim], ids: dict[str, int], version: str) -> None:
    """Replace the claims of an article; `ids` maps keys of reports to their ids. Takes part in the caller's transaction."""
    database.execute("delete from claims where article_id = ?", [article_id])
    for claim in claims:
        row = {"article_id": article_id, "report_id": ids[claim.report_key], "position": claim.position + 1}
        what = {"kind": claim.kind, "subject": claim.subject, "said": claim.said, "stated": claim.stated}
        insert(database, "claims", row | what | {"page": claim.page, "verdict": claim.verdict, "reader_version": version})
