"""The invented articles: what they quote stands in their reports, what they misquote does not."""

import re

import pytest

from sample.news_site.articles import ARTICLES, RELEVANT, SampleArticle
from sample.reports.reports import REPORTS

BY_ID = {report.id: report for report in REPORTS}
by_slug = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)


def report_text(article: SampleArticle) -> str:
    """The running text of the reports an article is about."""
    return " ".join(block.get("text", "") for report_id in article.about for block in BY_ID[report_id].blocks)


def quotes(article: SampleArticle) -> list[str]:
    """What stands in double quotation marks, without the comma or full stop before the closing one and without a first capital."""
    found = [quote for paragraph in article.paragraphs for quote in re.findall(r"“([^”]+)”", paragraph)]
    return [quote.rstrip(",.")[1:] for quote in found]


def test_fifteen_relevant_articles_of_every_trap() -> None:
    assert len(RELEVANT) == 15
    assert len({article.trap for article in ARTICLES}) == 16
    assert all(any("Ofsted" in paragraph for paragraph in article.paragraphs) for article in RELEVANT)
    [refused] = [article for article in ARTICLES if article not in RELEVANT]
    assert "Ofsted" not in " ".join([refused.title, *refused.paragraphs])


@by_slug
def test_reports_and_links_exist(article: SampleArticle) -> None:
    linked = {target.removeprefix("file:") for target, _ in article.targets if target.startswith("file:")}
    assert linked <= set(article.about)
    assert all(BY_ID[report_id].published <= article.published for report_id in article.about)


@by_slug
def test_quotations(article: SampleArticle) -> None:
    """Every quotation is the report's, save those of the article that misquotes; none of these is."""
    held = [quote in report_text(article) for quote in quotes(article)]
    assert held == [article.trap != "misquoted"] * len(held)


def test_most_articles_about_a_report_quote_it() -> None:
    assert sum(bool(quotes(article)) for article in ARTICLES if article.about) >= 8
