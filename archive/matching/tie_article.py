"""Which reports and authorities an article is about: by its links, else by the evidence in its words and dates. Pure.

No row is better than a wrong row: where two readings are possible, none is taken.
"""

from collections.abc import Collection, Sequence

from archive.authorities import LocalAuthority, authority_of_urn
from archive.matching import story as stories
from archive.matching.choose_report import Candidate, candidates, choose, is_same_inspection
from archive.matching.evidence import LATEST_DAYS, TextOf, age_in_days, weigh
from archive.matching.facts import ArticleFacts, Evidence, Mention, ReportFacts, Ties
from archive.matching.links import OFSTED_HOSTS, ReportLink, file_id, report_link
from archive.matching.reading import Reading, read
from archive.matching.subjects import Subject, find_subjects

EARLY_DAYS = 14  # an article that links a report may appear before the date on the provider's page
NEWS_DAYS = 75  # what links an older report, and does not tell findings, has it as background
SURE = 10.0  # points that make a tie as sure as a link does
LINK = Evidence("link", "links to the report", SURE)
PROVIDER = Evidence("provider", "links to the council's page at Ofsted", 2.0)
TWIN = Evidence("twin", "another council of the article has a report of the same inspection", 2.0)


def tie_article(
    article: ArticleFacts,
    reports: Sequence[ReportFacts],
    authorities: Sequence[LocalAuthority],
    text_of: TextOf | None = None,
    hosts: Collection[str] = OFSTED_HOSTS,
) -> Ties:
    """The authorities and reports an article is about, with the evidence of each tie: links first, then title and text.

    `text_of` gives a report's words; without it, sentences and quotations are no evidence.
    """
    reading = read(article)
    links = [link for url, _ in article.links if (link := report_link(url, hosts))]
    subjects = find_subjects(reading, authorities)
    addresses = {url for url, _ in article.links}
    linked = [report for report in reports if _is_linked(report, links, addresses) and _may_be_subject(reading, report, subjects)]
    mentions = _by_link(reading, linked, authorities, text_of)
    if not mentions:
        subjects += _linked_owner(reading, links, subjects, authorities)
        mentions = _by_text(reading, links, reports, subjects, text_of)
    known = {mention.local_authority for mention in mentions}
    mentions += [
        Mention(each.authority.code, None, each.how, each.score)
        for each in subjects
        if each.authority.code not in known and not (each.shared and (mentions or any(not other.shared for other in subjects)))
    ]
    return Ties(tuple(mentions))


def _code(report: ReportFacts, authorities: Sequence[LocalAuthority]) -> str | None:
    """The ONS code of a report's authority, from its URN where the report itself has none."""
    if report.local_authority or report.urn is None:
        return report.local_authority
    authority = authority_of_urn(report.urn, report.inspection_start or report.published, authorities)
    return authority.code if authority else None


def _is_of(report: ReportFacts, authority: LocalAuthority) -> bool:
    """Whether a report is on this authority, by code or by URN (which a successor may share with its predecessor)."""
    return report.local_authority == authority.code or (report.urn is not None and report.urn == authority.ofsted_urn)


def _is_linked(report: ReportFacts, links: Sequence[ReportLink], addresses: Collection[str]) -> bool:
    """Whether one of an article's links leads to the report: by the file's number at Ofsted, or else by its whole address."""
    return file_id(report) in {link.file_id for link in links if link.file_id} if report.ofsteds else report.url in addresses


def _by_link(
    reading: Reading, linked: Sequence[ReportFacts], authorities: Sequence[LocalAuthority], text_of: TextOf | None
) -> list[Mention]:
    """Of the `linked` reports those that the article is about, one an authority: background links (old, of others) are left out."""
    by_authority: dict[str | None, list[Candidate]] = {}
    for report in linked:
        evidence = (LINK, *weigh(reading, report, [other for other in linked if other is not report], text_of))
        by_authority.setdefault(_code(report, authorities), []).append(Candidate(report, evidence))
    chosen = ((code, _one_of(reading, group)) for code, group in by_authority.items())
    return [Mention(code, each.report.key, "link", 1.0, each.evidence) for code, each in chosen if each]


def _one_of(reading: Reading, group: list[Candidate]) -> Candidate | None:
    """Of several linked reports on one authority: the newest for a dated article, else the one with the most evidence."""
    if len(group) == 1:
        return group[0]
    if reading.article.published:
        return max(group, key=lambda each: each.report.published or "")
    return choose(sorted(group, key=lambda each: -each.points))


def _may_be_subject(reading: Reading, report: ReportFacts, subjects: tuple[Subject, ...]) -> bool:
    """Whether a linked report can be what the article is about: of its authority, and of its time."""
    age = age_in_days(reading.article, report)
    if age is not None and not -EARLY_DAYS <= age <= LATEST_DAYS:
        return False
    story = reading.story
    if age is not None and age > NEWS_DAYS and (story.no_report or not story.tells_findings):
        return False
    if subjects:
        return any(_is_of(report, subject.authority) for subject in subjects)
    return not stories.is_national(story.title)


def _linked_owner(
    reading: Reading, links: list[ReportLink], subjects: tuple[Subject, ...], authorities: Sequence[LocalAuthority]
) -> tuple[Subject, ...]:
    """The one authority whose page at Ofsted is linked, for an article that names nobody."""
    owners = {owner for link in links if link.urn and (owner := authority_of_urn(link.urn, reading.article.day, authorities))}
    if subjects or len(owners) != 1 or stories.is_national(reading.story.title):
        return ()
    return (Subject(owners.pop(), "link", 0.9),)


def _with_twins(ranked: dict[Subject, list[Candidate]]) -> dict[Subject, list[Candidate]]:
    """Reports that are best for two of the subjects, and of one inspection, speak for each other."""
    best = {subject: found[0].report for subject, found in ranked.items() if found}
    weighed: dict[Subject, list[Candidate]] = {}
    for subject, found in ranked.items():
        others = [report for other, report in best.items() if other is not subject]
        twins = (any(is_same_inspection(each.report, report) for report in others) for each in found)
        both = [Candidate(each.report, (*each.evidence, TWIN)) if twin else each for each, twin in zip(found, twins, strict=True)]
        weighed[subject] = sorted(both, key=lambda each: -each.points)
    return weighed


def _by_text(
    reading: Reading,
    links: list[ReportLink],
    reports: Sequence[ReportFacts],
    subjects: tuple[Subject, ...],
    text_of: TextOf | None,
) -> list[Mention]:
    """For each subject the report with enough evidence, and the twin reports of the same inspection."""
    urns = {link.urn for link in links}
    ranked = {
        subject: [
            Candidate(each.report, (PROVIDER, *each.evidence)) if each.report.urn in urns else each
            for each in candidates(
                reading, [report for report in reports if _is_of(report, subject.authority)], text_of, alone=len(subjects) == 1
            )
        ]
        for subject in subjects
    }
    named = any(not subject.shared for subject in subjects)
    chosen = {
        subject: best
        for subject, found in _with_twins(ranked).items()
        if (best := choose(found)) and (TWIN in best.evidence or not (subject.shared and named))
    }
    return [
        Mention(
            best.report.local_authority or subject.authority.code,
            best.report.key,
            "link" if PROVIDER in best.evidence else subject.how,
            round(min(best.points / SURE, 1.0), 2),
            best.evidence,
        )
        for subject, best in chosen.items()
    ]
