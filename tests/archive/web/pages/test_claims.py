"""What an article says of a report's facts is marked on both pages, in words, in public too; its sentences are not shown there."""

import json

from archive.web.words_of_claims import claimed
from tests.archive.web.conftest import Ask

ARTICLE, REPORT = "/article/1000000000001", "/report/ofsted-101"
DIFFERS = (
    '<span class="tag strong">Differs from the report</span> Overall effectiveness: the article says good;'
    " the report says requires improvement."
)


def test_a_claim_is_marked_on_the_articles_page_and_on_the_reports(site: Ask, public_site: Ask) -> None:
    for ask in (site, public_site):
        article, report = ask(ARTICLE).text, ask(REPORT).text
        section = article.partition('id="claims"')[2].partition("</section>")[0]
        assert DIFFERS in section
        assert "Adoption performance: the article says outstanding; the report does not state this." in section
        assert "Days of the inspection: the article and the report say 25 March to 5 April 2019." in section
        assert f'<a href="{REPORT}">See the report</a>, <a href="/files/' in section
        assert DIFFERS in report
        assert "Same as the report: 1 grade, date or number" in report
        assert f'<a href="{ARTICLE}#claims">' in report
        assert "Differs" not in ask("/report/ofsted-102").text
        assert 'id="claims"' not in ask("/article/1000000000003").text


def test_claims_are_in_json_and_csv_and_those_that_differ_come_first(site: Ask, public_site: Ask) -> None:
    for ask in (site, public_site):
        claims = json.loads(ask(f"{ARTICLE}.json").text)["claims"]
        assert [(row["subject"], row["said"], row["stated"], row["verdict"], row["key"]) for row in claims] == [
            ("overall_effectiveness", "good", "requires_improvement", "wrong", "ofsted-101"),
            ("inspected", "2019-03-25/2019-04-05", "2019-03-25/2019-04-05", "right", "ofsted-101"),
            ("adoption", "outstanding", None, "not_stated", "ofsted-101"),
        ]
        assert [row["verdict"] for row in json.loads(ask(f"{REPORT}.json").text)["claims"]] == ["wrong", "right", "not_stated"]
        rows = ask(f"{ARTICLE}.csv").text.splitlines()
        assert rows[0].endswith("claim,article_says,report_says,claim_verdict")
        assert [row.split(",")[-4:] for row in rows[3:]] == [
            ["overall_effectiveness", "good", "requires_improvement", "wrong"],
            ["inspected", "2019-03-25/2019-04-05", "2019-03-25/2019-04-05", "right"],
            ["adoption", "outstanding", "", "not_stated"],
        ]
        assert "private" not in ask(f"{ARTICLE}.csv").text


def test_claimed_values_in_words() -> None:
    words = {
        ("date", "inspected", "2019-03-25"): "25 March 2019",
        ("date", "inspected", "2019-03"): "March 2019",
        ("date", "inspected", "2014-02/2014-03"): "February 2014 to March 2014",
        ("number", "pages", "1"): "1 page",
        ("number", "days", "2 weeks"): "2 weeks",
        ("number", "days", "3"): "3 days",
        ("number", "priority_actions", "0"): "none",
        ("number", "recommendations", "4"): "4",
        ("grade", "outcome", "2"): "“inconsistent experiences”",
        ("grade", "areas", "all good"): "good in all areas",
        ("grade", "areas", "1 requires_improvement"): "requires improvement in 1 area",
        ("grade", "adoption", "inadequate"): "inadequate",
    }
    assert {key: claimed(*key) for key in words} == words
