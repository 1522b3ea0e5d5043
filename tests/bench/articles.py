"""Articles without any publisher's facts: our generic path beside trafilatura alone, on genuine pages and on the sample's, in one run.

`python -m tests.bench.articles` prints for both, on the 44 genuine news pages of ../shared/pages: recall and precision of the body's words,
pages without text, pages under .85 in either; and on the sample publisher's: body F1 over words, bodies and links exact, dates right (none
is printed). Each page is read alone, without what other pages of its publisher could tell. ms a page.
"""

import gzip
import json
import re
import runpy
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import trafilatura

from archive.records import Article, ArticleLink, Document
from sample.news_site.publisher import SamplePublisher
from sample.server.loopback import LoopbackSite
from scraper.reading.articles.article import read_article
from scraper.reading.articles.layouts import Pages
from scraper.reading.errors import ReadingError

GENUINE = Path(__file__).resolve().parents[2].parent / "shared" / "pages"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a page: paragraphs without bullets' marks, links as (address, words), the date or None."""

    paragraphs: list[str]
    links: list[tuple[str, str]]
    published: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the sample publisher with its right answer."""

    url: str
    body: bytes
    answer: Reading


@dataclass(frozen=True, slots=True)
class Figures:
    """Means and counts of a reader over the pages; `ms` a page."""

    f1: float
    bodies: int
    links: int
    dates: int
    ms: float


def sample_pages() -> list[Page]:
    """Every article's page of the sample publisher, fetched once."""
    with LoopbackSite() as reports, SamplePublisher(reports) as publisher:
        found = []
        for slug, sample in publisher.articles.items():
            url = f"{publisher.url}/{slug}/"
            links = [(publisher.addresses.resolve(target), words) for target, words in sample.targets]
            with urlopen(url) as answer:
                found.append(Page(url, answer.read(), Reading(list(sample.paragraphs), links, None)))
        return found


def read_generic(page: Page) -> Reading:
    """Our generic path, knowing nothing of the publisher."""
    article, links = generic_article(page.url, page.body)
    paragraphs = [re.sub(r"^• ", "", paragraph) for paragraph in article.text.split("\n\n")]
    return Reading(paragraphs, links, article.published)


def generic_article(url: str, body: bytes) -> tuple[Article, list[tuple[str, str]]]:
    """The article that our generic path reads from a page, and its links."""
    document = Document("bench", "article", url, body, url, 200, "{}", "text/html")
    records = list(read_article(document, Pages(), (), lambda _: True))
    (article,) = [record for record in records if isinstance(record, Article)]
    return article, [(link.url, link.text) for link in records if isinstance(link, ArticleLink)]


def read_trafilatura(page: Page) -> Reading:
    """trafilatura alone, as it is meant to be used for precision; links as its Markdown shows them."""
    html = page.body.decode()
    text = trafilatura.extract(html, favor_precision=True, include_comments=False) or ""
    linked = trafilatura.extract(html, favor_precision=True, include_comments=False, include_links=True) or ""
    links = [(url, words) for words, url in re.findall(r"\[([^\]]*)\]\(([^)]*)\)", linked)]
    paragraphs = [line.removeprefix("- ") for line in text.splitlines() if line.strip()]
    return Reading(paragraphs, links, trafilatura.extract_metadata(html).date)


def measure(read: Callable[[Page], Reading], pages: Sequence[Page]) -> Figures:
    """The figures of one reader."""
    started = time.process_time()
    readings = [read(page) for page in pages]
    ms = (time.process_time() - started) / len(pages) * 1000
    pairs = [(reading, page.answer) for reading, page in zip(readings, pages, strict=True)]
    return Figures(
        f1=sum(f1(reading, answer) for reading, answer in pairs) / len(pairs),
        bodies=sum(reading.paragraphs == answer.paragraphs for reading, answer in pairs),
        links=sum(reading.links == answer.links for reading, answer in pairs),
        dates=sum(reading.published == answer.published for reading, answer in pairs),
        ms=ms,
    )


def f1(reading: Reading, answer: Reading) -> float:
    """F1 over the words of two bodies, each word as often as it stands there."""
    got, wanted = (Counter(re.findall(r"\w+", " ".join(one.paragraphs).lower())) for one in (reading, answer))
    return 2 * (got & wanted).total() / (got.total() + wanted.total())


def genuine_pages() -> list[tuple[dict[str, Any], bytes]]:
    """The genuine pages of ../shared/pages: what is known of each, and its bytes."""
    answers = map(json.loads, (GENUINE / "answers.jsonl").read_text(encoding="utf-8").splitlines())
    return [(answer, gzip.decompress((GENUINE / "html" / answer["file"]).read_bytes())) for answer in answers]


def measure_genuine(read: Callable[[str, bytes], str], pages: Sequence[tuple[dict[str, Any], bytes]]) -> dict[str, float]:
    """What ../shared/pages/score.py says of the bodies that a reader gives of genuine pages; "ms" a page."""
    started = time.process_time()
    found = {answer["file"]: {"text": read(answer["url"], body)} for answer, body in pages}
    ms = (time.process_time() - started) / len(pages) * 1000
    figures, _ = runpy.run_path(str(GENUINE / "score.py"))["score"](found, [answer for answer, _ in pages])
    return {**figures, "ms": ms}


def body_generic(url: str, body: bytes) -> str:
    """The body by our generic path; none where it cannot read the page."""
    try:
        return generic_article(url, body)[0].text
    except ReadingError:
        return ""


def body_trafilatura(url: str, body: bytes) -> str:
    """The body by trafilatura alone."""
    del url
    return trafilatura.extract(body, favor_precision=True, include_comments=False) or ""


def main() -> None:
    """Print the figures of both readers."""
    if GENUINE.is_dir():
        genuine = genuine_pages()
        lines = [f"{len(genuine)} genuine pages  recall  precision  no text  poor  ms a page"]
        for name, body in (("generic path", body_generic), ("trafilatura", body_trafilatura)):
            said = measure_genuine(body, genuine)
            shares = f"{said['recall']:12.3f} {said['precision']:10.3f}"
            lines.append(f"{name:13} {shares} {said['no_text']:8} {said['poor']:5} {said['ms']:10.1f}")
    else:
        lines = [f"no genuine pages: {GENUINE} is not there"]
    pages = sample_pages()
    lines.append(f"{len(pages)} sample pages   body F1  bodies  links  dates  ms a page")
    for name, read in (("generic path", read_generic), ("trafilatura", read_trafilatura)):
        figures = measure(read, pages)
        lines.append(f"{name:13} {figures.f1:12.3f} {figures.bodies:7} {figures.links:6} {figures.dates:6} {figures.ms:10.1f}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
