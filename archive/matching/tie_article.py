"""Which report and which authority an article is about: by its links, else by its words and dates. Pure.

No row is better than a wrong row: where two readings are possible, none is taken.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from archive.authorities import LocalAuthority, authority_of_urn
from archive.matching import report_kinds
from archive.matching import story as stories
from archive.matching.authority_names import find_authorities
from archive.matching.choose_report import DATED_DAYS, NEWS_DAYS, SentencesScore, age_in_days, choose_by_sentences, choose_report
from archive.matching.facts import ArticleFacts, Mention, ReportFacts, Ties
from archive.matching.subjects import Subject, find_subjects

OFSTED_HOSTS = frozenset(
    (
        "files.ofsted.gov.uk",
        "files.api.ofsted.gov.uk",
        "reports.ofsted.gov.uk",
        "reports.beta.ofsted.gov.uk",
        "www.ofsted.gov.uk",
        "ofsted.gov.uk",
    )
)
_PATHS = (
    ("file", re.compile(r"/v1/file/(\w+)/?$")),
    ("urn", re.compile(r"/provider/\d+/(\w+)/?$")),
    ("urn", re.compile(r"/inspection-reports/find-inspection-report/provider/[A-Za-z]+/(\w+)/?$")),
    ("urn", re.compile(r"/provider/files/\d+/urn/(\w+)\.pdf$")),
)

EARLY_DAYS = 14  # an article that links a report may appear before the date on the provider's page
SCORES = {"link": 1.0, "title": 0.9, "text": 0.8}
PROVIDER_SCORE = 0.9  # a link to the provider's page, with date and kind, chose the report
OTHER_NAME = 0.9  # factor where the article calls the report by another kind's name


@dataclass(frozen=True, slots=True)
class ReportLink:
    """Where a link leads: the id of a report's file, or the URN of a provider; the other is None."""

    file_id: str | None
    urn: str | None


def report_link(url: str, hosts: Collection[str] = OFSTED_HOSTS) -> ReportLink | None:
    """The report or provider that a URL leads to; None for other hosts and pages. Mail-filter wrappers are opened.

    `hosts` are names, or name:port for a source served elsewhere.
    """
    parts = urlsplit(url.strip())
    if parts.hostname and parts.hostname.endswith(".safelinks.protection.outlook.com"):
        wrapped = parse_qs(parts.query).get("url")
        return report_link(wrapped[0], hosts) if wrapped else None
    if parts.hostname not in hosts and parts.netloc not in hosts:
        return None
    for kind, pattern in _PATHS:
        if match := pattern.search(parts.path):
            return ReportLink(match[1], None) if kind == "file" else ReportLink(None, match[1])
    return None


def tie_article(
    article: ArticleFacts,
    reports: Sequence[ReportFacts],
    authorities: Sequence[LocalAuthority],
    sentences_score: SentencesScore | None = None,
    hosts: Collection[str] = OFSTED_HOSTS,
) -> Ties:
    """The authorities and reports an article is about, best evidence first: link, then title, then text.

    `sentences_score` gives the share (0..1) of the article's sentences that a report holds; without it, an article
    without a date is tied to no report by text.
    """
    links = [link for url, _ in article.links if (link := report_link(url, hosts))]
    subjects = find_subjects(article, authorities)
    by_link = _linked_reports(article, links, reports, subjects, authorities, sentences_score)
    mentions = [Mention(_code(report, authorities), report.key, "link", SCORES["link"]) for report in by_link]
    if not mentions:
        mentions = _by_provider(article, links, reports, subjects, authorities, sentences_score)
    if not mentions and len(subjects) == 1:
        mentions = _by_text(article, subjects[0], reports, sentences_score)
    known = {mention.local_authority for mention in mentions}
    mentions += [Mention(each.authority.code, None, each.how, each.score) for each in subjects if each.authority.code not in known]
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


def _linked_reports(
    article: ArticleFacts,
    links: list[ReportLink],
    reports: Sequence[ReportFacts],
    subjects: tuple[Subject, ...],
    authorities: Sequence[LocalAuthority],
    score: SentencesScore | None,
) -> list[ReportFacts]:
    """The linked reports that the article is about, one an authority: background links (old, of others) are left out."""
    ids = {link.file_id for link in links if link.file_id}
    linked = [report for report in reports if _file_id(report) in ids and _may_be_subject(article, report, subjects, authorities)]
    by_authority: dict[str | None, list[ReportFacts]] = {}
    for report in linked:
        by_authority.setdefault(_code(report, authorities), []).append(report)
    return [chosen for group in by_authority.values() if (chosen := _one_of(article, group, score))]


def _one_of(article: ArticleFacts, group: list[ReportFacts], score: SentencesScore | None) -> ReportFacts | None:
    """Of several linked reports on one authority: the newest for a dated article, else the one its sentences come from."""
    if len(group) == 1:
        return group[0]
    return max(group, key=lambda report: report.published or "") if article.published else choose_by_sentences(group, score)


def _file_id(report: ReportFacts) -> str:
    link = re.search(r"/v1/file/(\w+)/?$", report.url or "")
    return link[1] if link else report.key.rpartition("-")[2]


def _may_be_subject(
    article: ArticleFacts, report: ReportFacts, subjects: tuple[Subject, ...], authorities: Sequence[LocalAuthority]
) -> bool:
    """Whether a linked report can be what the article is about: of its authority, and of its time."""
    age = age_in_days(article, report)
    if age is not None and not -EARLY_DAYS <= age <= DATED_DAYS:
        return False
    if age is not None and age > NEWS_DAYS and not stories.tells_findings(article.title, article.paragraphs[: stories.LEAD]):
        return False
    if subjects:
        return any(_is_of(report, subject.authority) for subject in subjects)
    named = [found.authority for found in find_authorities(article.text, authorities, article.day)]
    return not named or (any(_is_of(report, authority) for authority in named) and not stories.is_national_title(article.title))


def _by_provider(
    article: ArticleFacts,
    links: list[ReportLink],
    reports: Sequence[ReportFacts],
    subjects: tuple[Subject, ...],
    authorities: Sequence[LocalAuthority],
    score: SentencesScore | None,
) -> list[Mention]:
    """The report of the one authority whose provider page is linked; the authority alone where no report is sure."""
    owners = {owner for link in links if link.urn and (owner := authority_of_urn(link.urn, article.day, authorities))}
    if subjects:
        owners &= {subject.authority for subject in subjects}
    if len(owners) != 1 or (not subjects and stories.is_national_title(article.title)):
        return []
    owner = owners.pop()
    report = choose_report(article, [report for report in reports if _is_of(report, owner)], score)
    if report is None:
        return [Mention(owner.code, None, "link", PROVIDER_SCORE)]
    return [Mention(report.local_authority or owner.code, report.key, "link", PROVIDER_SCORE)]


def _by_text(article: ArticleFacts, subject: Subject, reports: Sequence[ReportFacts], score: SentencesScore | None) -> list[Mention]:
    """The report on the article's one subject that its kind, date or sentences choose; none where they do not."""
    report = choose_report(article, [report for report in reports if _is_of(report, subject.authority)], score)
    if report is None:
        return []
    named = report_kinds.kinds_named(article.text)
    factor = 1.0 if not named or report.report_type in named else OTHER_NAME
    return [Mention(report.local_authority or subject.authority.code, report.key, subject.how, round(SCORES[subject.how] * factor, 2))]
