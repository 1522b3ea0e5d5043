"""Which passage of a report each sentence of an article comes from: its page, the words, a score and a verdict. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.matching.report_words import STOP_WORDS, Comparison, ReportWords, tokens_of
from archive.matching.sentences import FEWEST_QUOTED_WORDS, Sentence, outside_quotes, split_sentences

# Thresholds on shares of words, 0..1; set on letters of the archive against articles on them and on other councils.
NEAR = 0.85  # of the words in the report's order: one word in seven may differ
QUOTED_NEAR = 0.75  # the same inside quotation marks, where any difference is shown
RESTATED = 0.65  # of the weight of the words, in any order: rare words weigh more
RESTATED_OVER = 0.7  # the same where the words are spread over several sentences of the report
FEWEST_WORDS = 4  # a sentence of fewer words that carry meaning comes from anywhere


_ATTRIBUTION = re.compile(
    r"(?:,?\s*(?:the |a |an )?(?:focused |latest |new )?(?:report|letter|inspectors?|Ofsted|watchdog|inspectorate)(?: by Ofsted"
    r"| from Ofsted)?(?: has| have| also)? (?:said|says?|found|noted|added|concluded|stated|reported|highlighted|observed)(?: that)?,?"
    r"|,?\s*(?:said|says|added|concluded|noted) (?:the |a |an )?(?:focused |latest )?(?:report|letter|inspectors|Ofsted"
    r"|watchdog)(?: by Ofsted| from Ofsted)?"
    r"|,?\s*according to (?:the |an? )?(?:report|letter|inspectors|Ofsted|watchdog))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a report and the page it begins on (from 1)."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where a sentence of an article comes from; `verdict` is a word of `vocabulary.VERDICTS`.

    `quoted` says that words in quotation marks, attributed to the report, were compared, not the whole sentence.
    `altered` says that such words stand in the report, but with another number, or "not" put in or left out: the
    verdict is then not_found, and page and passage show what the report has instead. Otherwise not_found has neither.
    """

    position: int
    sentence: str
    page: int | None
    passage: str | None
    score: float
    verdict: str
    quoted: bool = False
    altered: bool = False


def passages_of(pages: Iterable[tuple[int, str]]) -> tuple[Passage, ...]:
    """The sentences of a report's (page, text) in order; one that runs over the end of a page belongs to where it begins."""
    passages: list[Passage] = []
    for page, text in pages:
        for block in _blocks(text):
            for sentence in split_sentences(block):
                last = passages[-1] if passages else None
                if last and last.page != page and sentence[:1].islower() and last.text[-1:] not in ".!?":
                    passages[-1] = Passage(last.page, f"{last.text} {sentence}")
                else:
                    passages.append(Passage(page, sentence))
    return tuple(passages)


def match_sentences(sentences: Sequence[Sentence], passages: Sequence[Passage]) -> tuple[Quotation, ...]:
    """For each sentence the passage it comes from, in the sentences' order; positions count from 0."""
    report = _Report(passages, ReportWords([passage.text for passage in passages]))
    return tuple(_match(position, sentence, report) for position, sentence in enumerate(sentences))


@dataclass(frozen=True, slots=True)
class _Report:
    """A report's passages, prepared for comparison."""

    passages: Sequence[Passage]
    words: ReportWords

    def page(self, compared: Comparison) -> int:
        """The page a run of passages begins on."""
        return self.passages[compared.first].page

    def passage(self, compared: Comparison) -> str:
        """The words of a run of passages."""
        return " ".join(passage.text for passage in self.passages[compared.first : compared.last + 1])


def _match(position: int, sentence: Sentence, report: _Report) -> Quotation:
    """Words quoted from the report are compared alone; a sentence that is mostly a person's words comes from no report."""
    from_report = [part for quoted in sentence.quoted if quoted.by == "report" for part in _parts(quoted.words)]
    if from_report:
        judged = [_judge_quoted(position, sentence.text, words, report) for words in from_report]
        return min(judged, key=lambda each: each.score)
    spoken = [quoted for quoted in sentence.quoted if quoted.by == "person"]
    if spoken and len(outside_quotes(sentence)) < len(sentence.text) / 2:
        return Quotation(position, sentence.text, None, None, 0.0, "not_found")
    return _judge_sentence(position, sentence.text, report)


def _judge_quoted(position: int, sentence: str, words: str, report: _Report) -> Quotation:
    """Quoted words: verbatim, nearly so, or not found; a changed number or a "not" more or less is never near."""
    compared = report.words.compare(words)
    if compared is None or compared.ordered < QUOTED_NEAR or (compared.loose and not compared.verbatim):
        return Quotation(position, sentence, None, None, round(compared.ordered if compared else 0.0, 3), "not_found", quoted=True)
    verdict = "verbatim" if compared.verbatim else "not_found" if compared.altered else "near"
    score = 1.0 if compared.verbatim else round(min(compared.ordered, 0.999), 3)
    return Quotation(position, sentence, report.page(compared), report.passage(compared), score, verdict, True, compared.altered)


def _judge_sentence(position: int, sentence: str, report: _Report) -> Quotation:
    """A sentence that quotes nothing: verbatim, near, restated or not found, without the words that name the report."""
    text = _ATTRIBUTION.sub(" ", sentence)
    compared = report.words.compare(text)
    telling = {token for token in tokens_of(text) if token not in STOP_WORDS}
    if compared is None or len(telling) < FEWEST_WORDS:
        return Quotation(position, sentence, None, None, 0.0, "not_found")
    score = round(max(compared.ordered, compared.weighted) if compared.ordered >= NEAR else compared.weighted, 3)
    if compared.verbatim:
        return Quotation(position, sentence, report.page(compared), report.passage(compared), 1.0, "verbatim")
    if compared.ordered >= NEAR:
        verdict = "not_found" if compared.altered else "near"
        return Quotation(position, sentence, report.page(compared), report.passage(compared), score, verdict, altered=compared.altered)
    if compared.weighted >= (RESTATED if compared.first == compared.last else RESTATED_OVER):
        return Quotation(position, sentence, report.page(compared), report.passage(compared), score, "restated")
    return Quotation(position, sentence, None, None, score, "not_found")


def _parts(words: str) -> list[str]:
    """Quoted words cut where the article left some out ("…"), without what it put in square brackets."""
    parts = re.split(r"…|\.\.\.", re.sub(r"\[[^\]]*\]", " … ", words))
    return [part for part in parts if len(part.split()) >= FEWEST_QUOTED_WORDS] or [words]


def _blocks(text: str) -> list[str]:
    """A page's text cut at blank lines, bullets and headings; other line ends are only where the line was full."""
    blocks: list[str] = []
    fresh = True
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped:
            fresh = True
            continue
        bullet = re.match(r"[•●▪■◦‣\uf0a7\uf0b7]\s*|[-–o]\s+", stripped)
        heading = blocks and not fresh and len(blocks[-1]) < 60 and blocks[-1][-1].isalnum() and stripped[0].isupper()
        if fresh or bullet or heading or not blocks:
            blocks.append(stripped[bullet.end() :] if bullet else stripped)
        else:
            blocks[-1] += f" {stripped}"
        fresh = False
    return [block for block in blocks if block]
