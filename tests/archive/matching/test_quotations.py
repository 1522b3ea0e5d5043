"""Sentences of an article and the passages of its report: quotations, attributions, misquotations, and one real pair as golden case."""

import hashlib
from importlib.resources import files
from pathlib import Path

import pypdfium2
import pytest

from archive.authorities import parse_authorities
from archive.matching.facts import ArticleFacts, ReportFacts
from archive.matching.quotations import Quotation, match_sentences, passages_of
from archive.matching.report_text import report_text
from archive.matching.sentences import read_sentences, split_sentences
from archive.matching.tie_article import tie_article

PAGES = (
    (
        1,
        "Overview\nSocial workers in Fernshire visit children regularly and they record\nwhat children tell them. "
        "Managers do not always check plans before these are\nshared with families.\n\n"
        "• Thresholds are well understood by partners, and most contacts are answered within 24 hours.\n"
        "• Five care leavers live in homes that are not suitable for them, and the authority’s",
    ),
    (2, "leaders did not know of this.\n\nSupervision is frequent, reflective and recorded in good time by team managers."),
)
PASSAGES = passages_of(PAGES)


def match(*paragraphs: str) -> list[Quotation]:
    return list(match_sentences(read_sentences(paragraphs), PASSAGES))


def test_passages_know_their_page_and_cross_its_end() -> None:
    assert [passage.page for passage in PASSAGES] == [1, 1, 1, 1, 1, 2]
    assert PASSAGES[4].text.endswith("the authority’s leaders did not know of this.")
    assert PASSAGES[3].text.startswith("Thresholds")


@pytest.mark.parametrize(
    ("sentence", "verdict", "page"),
    [
        ("Thresholds are well understood by partners, the report said.", "verbatim", 1),
        ("Supervision is frequent, reflective and recorded in very good time by team managers.", "near", 2),
        ("Supervision is not frequent, reflective and recorded in good time by team managers.", "not_found", 2),
        ("Inspectors found that team managers record reflective supervision in good time.", "restated", 2),
        ("Social workers in the town visit families and children at home in good weather.", "not_found", None),
        ("Plans before these are shared.", "not_found", None),  # it stands there, but two words that carry meaning stand anywhere
        ("The council will open a new leisure centre and two swimming pools next spring.", "not_found", None),
        ("Ofsted noted that:", "not_found", None),
        ("• Social workers visit children regularly and record what children tell them.", "near", 1),
    ],
)
def test_verdicts(sentence: str, verdict: str, page: int | None) -> None:
    quotation = match(sentence)[0]
    assert (quotation.verdict, quotation.page) == (verdict, page)
    assert not quotation.quoted


@pytest.mark.parametrize(
    ("sentence", "verdict", "altered"),
    [
        ("“Managers do not always check plans,” the report said.", "verbatim", False),
        ("“Managers do not always read plans before these are shared,” the report said.", "near", False),
        ("“Managers do always check plans before these are shared,” the report said.", "not_found", True),
        ('Inspectors said "Thresholds are not well understood by partners".', "not_found", True),
        ("The letter says that ‘most contacts are answered within 48 hours’.", "not_found", True),
        ("The report says “three care leavers live in homes that are not suitable”.", "not_found", True),
        ("Ofsted said “children are failed at every turn by distant leaders”.", "not_found", False),
        ("The report said “social workers … visit children regularly”.", "verbatim", False),
        ("Ofsted said “managers do not always check plans” and “children are failed at every turn by leaders”.", "not_found", False),
        ("Ofsted said “children are failed at every turn by leaders” and “managers do not always check plans”.", "not_found", False),
    ],
)
def test_quoted_words_are_held_to_the_letter(sentence: str, verdict: str, altered: bool) -> None:
    quotation = match(sentence)[0]
    assert (quotation.verdict, quotation.altered, quotation.quoted) == (verdict, altered, True)
    assert (quotation.page is None) == (verdict == "not_found" and not altered)


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        (["“Children are seen in good time,” the report said."], ["report"]),
        (["Cllr Ann Able said: “We are delighted with this.”"], ["person"]),
        (["John Reed, director of services, called it “a fair picture of hard work”."], ["person"]),
        (["Inspectors wrote that 'leaders' plans are weak' overall."], ["report"]),
        (["“Plans are weak in many teams,” it added. “Drift and delay follow from this.”"], ["report", "report"]),
        (["Ofsted said:", "“Caseloads are high in most teams.”"], ["report"]),
        (["A spokeswoman said: “It is a good day.", "“There is more to do here.”"], ["person", "person"]),
        (["“A ragged band of helpers”, nobody knows whose words."], [None]),
        (["Inspectors said the director of services had “a clear and shared vision”."], ["report"]),
        (["The report found that parents “feel listened to by staff”."], ["report"]),
        (["Responding to the report, which found gaps, Cllr Ann Able said it was “a day to be proud of”."], ["person"]),
        (["The council said “much has been done since then”."], ["person"]),
        (["The service was rated ‘good’ by Ofsted."], []),
        (["“Our staff are proud of this report,” Ofsted was told."], ["person"]),
    ],
)
def test_whose_words_are_quoted(paragraphs: list[str], speakers: list[str | None]) -> None:
    assert [quoted.by for sentence in read_sentences(paragraphs) for quoted in sentence.quoted] == speakers


def test_words_over_the_end_of_a_page_are_of_the_page_they_begin_on() -> None:
    words = "the authority’s leaders did not know of this; supervision is frequent, reflective and recorded in good time"
    quotation = match(f"The report said “{words}”.")[0]
    assert (quotation.verdict, quotation.page) == ("verbatim", 1)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cllr Ann Able said: “Social workers visit children regularly, I see it daily.”",
        "A spokeswoman said: “Thresholds are well understood by partners, and most contacts are answered within 24 hours.”",
    ],
)
def test_a_persons_words_are_not_held_against_the_report(sentence: str) -> None:
    quotation = match(sentence)[0]
    assert (quotation.verdict, quotation.quoted, quotation.page) == ("not_found", False, None)


def test_split_sentences() -> None:
    assert split_sentences("Mr. A. Day met Cllr. Roe at St. Anne's. It took 2.5 hours! “Did it?” Yes.") == [
        "Mr. A. Day met Cllr. Roe at St. Anne's.",
        "It took 2.5 hours!",
        "“Did it?”",
        "Yes.",
    ]
    assert split_sentences("  • One point; no stop") == ["One point; no stop"]
    assert split_sentences("") == []


def test_no_passages_find_nothing() -> None:
    assert [each.verdict for each in match_sentences(read_sentences(["Social workers visit children regularly."]), ())] == ["not_found"]


# The article this project began with and its report: number of the sentence, its first words, its SHA-256's beginning, the
# page of the letter, the verdict; made by reading both. After 19 come the link's text and the page's footer.
WARRINGTON = (
    (0, "Warrington children’s services", "74c280fd", 2, "restated"),
    (1, "Children in need", "9500c2cc", 2, "verbatim"),
    (2, "“Children at risk", "def49157", 2, "near"),
    (3, "The focus of", "b2e9f2fe", 2, "verbatim"),
    (4, "The rationale for", "87d1cd75", 2, "near"),
    (5, "In some cases,", "8288138e", 2, "verbatim"),
    (6, "As a result,", "50b5b2ee", 2, "near"),
    (7, "The report noted", "c67e142e", None, "not_found"),
    (8, "The threshold for", "75558aae", 2, "verbatim"),
    (9, "Social workers take", "632a2e68", 2, "verbatim"),
    (10, "Children experiencing neglect,", "d218bbbd", 2, "verbatim"),
    (11, "There is evidence", "5a8cd9b1", 3, "verbatim"),
    (12, "There has been", "13b2e774", 3, "verbatim"),
    (13, "Caseloads are manageable", "b9ed89ac", 3, "verbatim"),
    (14, "Supervision sessions with", "3c5bf4b3", 4, "verbatim"),
    (15, "There are no", "f3dc8e72", 4, "near"),
    (16, "Assessments vary in", "cfafd466", 4, "restated"),
    (17, "While some are", "92922a49", 4, "near"),
    (18, "A recently revised", "bf6cdfce", 4, "near"),
    (19, "However, not all", "77e5c7be", 5, "verbatim"),
    (20, "Warrington focused visit", "030a2797", None, "not_found"),
    (21, "Delivering a diverse,", "fb3b9f4b", None, "not_found"),
    (22, "D1, Parkside, Knowledge", "b8590180", None, "not_found"),
    (23, "Tel: 01206 878178Contact", "e2480bb2", None, "not_found"),
    (24, "A Mackman Group", "fb08903a", None, "not_found"),
)


def test_the_article_this_project_began_with(shared: Path) -> None:
    article = (shared / "seed" / "warrington-focused-visit.txt").read_text(encoding="utf-8").splitlines()
    pdf = pypdfium2.PdfDocument(shared / "corpus" / "pdf" / "80575-focused_visit-2018-02-23.pdf")
    passages = passages_of((number, page.get_textpage().get_text_range()) for number, page in enumerate(pdf, 1))
    quotations = match_sentences(read_sentences(line for line in article[1:] if line.strip()), passages)
    got = tuple(
        (
            each.position,
            " ".join(each.sentence.split()[:3]),
            hashlib.sha256(each.sentence.encode()).hexdigest()[:8],
            each.page,
            each.verdict,
        )
        for each in quotations
    )
    assert got == WARRINGTON
    assert sum(each.verdict != "not_found" for each in quotations[:20]) == 19


@pytest.mark.parametrize(
    ("links", "tie"),
    [
        ((("https://reports.ofsted.gov.uk/provider/44/80575", "Warrington focused visit"),), ("link", 1.0)),
        ((), ("title", 0.93)),
    ],
)
def test_that_article_is_tied_without_a_date(shared: Path, links: tuple[tuple[str, str], ...], tie: tuple[str, float]) -> None:
    """By its sentences alone, among three real reports, two of them on others but offered as the authority's own."""
    lines = (shared / "seed" / "warrington-focused-visit.txt").read_text(encoding="utf-8").splitlines()
    body = tuple(line for line in lines[1:] if line.strip())
    names = ("80575-focused_visit-2018-02-23", "80445-focused_visit-2018-04-09", "80534-focused_visit-2018-02-22")
    words = {}
    for name in names:
        pdf = pypdfium2.PdfDocument(shared / "corpus" / "pdf" / f"{name}.pdf")
        words[name] = report_text(page.get_textpage().get_text_range() for page in pdf)
    reports = [ReportFacts(name, "80575", "E06000007", "focused_visit", name[-10:]) for name in names]
    authorities = parse_authorities((files("archive") / "authorities.csv").read_text(encoding="utf-8"))
    article = ArticleFacts("https://news.example/warrington", lines[0], None, body, links)
    (mention,) = tie_article(article, reports, authorities, lambda report: words[report.key]).mentions
    assert (mention.local_authority, mention.report_key, mention.how, mention.score) == ("E06000007", names[0], *tie)
    assert {"sentences", "kind"} <= {each.kind for each in mention.evidence}
