"""Whether quoted words stand in a report: verbatim, nearly so, or not, and where; stricter than `quotations` with articles. Pure.

Case, punctuation, quotation marks and line ends do not count; every word and number does. “…” and square brackets are an editor's: what
stands around them must stand in the report in this order, close together, and what they replace must not change the sense.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from archive.matching.report_words import NEGATIONS, NUMBERS, ReportWords, tokens_of
from archive.matching.sentences import split_sentences

FEWEST_WORDS = 3  # shorter words stand in any report
NEAR = 0.75  # of the words, in the report's order: one in four may differ
NEAR_EACH = 0.5  # the same of each two sentences of a longer quotation
LEFT_OUT_MOST = 150  # words of the report that “…” may stand for
REPLACED_MOST = 6  # words of the report that square brackets may stand for
SENSE = 12  # a “not” or a number among so few words that were left out changes the sense
_WHO = frozenset(
    re.findall(
        r"\w+",
        """it its they them their this that these those he him his she her we us our i you your the a an who which local authority
        authorities council councils leaders senior managers staff inspectors ofsted childrens services service partners partnership""",
    )
)
"""Words that square brackets may stand for, or put in the place of others, while the quotation stays the report's own."""
_OPPOSED = tuple(
    (frozenset(this.split()), frozenset(that.split()))
    for this, that in (
        ("good strong well robust effective excellent", "poor weak badly poorly ineffective inadequate fragile"),
        ("better improved improving improvement stronger", "worse worsened worsening deteriorated declined decline weaker"),
        ("all always every most many consistently often usually", "no none few never some rarely sometimes seldom inconsistently"),
        ("most", "all"),
        ("increased increase increasing more rising rose", "reduced reduce reducing fewer less falling fell decreased"),
        ("high higher highest large", "low lower lowest small"),
        ("timely prompt promptly swift swiftly quickly early", "late delayed slow slowly delays"),
        ("before", "after"),
        ("above", "below"),
        ("safe", "unsafe"),
        ("outstanding", "good inadequate adequate satisfactory"),
        ("good", "inadequate adequate satisfactory requires"),
        ("meets met positive appropriate sufficient", "fails failed negative lacking"),
    )
)
_LETTER = re.compile(r"\[(\w)\](?=\w)")  # “[T]he” for “the”
_GAP = re.compile(r"\[[^\]]*\]|…|(?:\.\s?){3,}")
_SIC = re.compile(r"\[\s*(?:sic|emphasis (?:added|ours|mine))\s*\]|(?:^[\s.…]+|(?:\.\s?){3,}$|…\s*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a report, or the text of a page: its position (None for a page), first and last page (from 1), and words."""

    position: int | None
    page: int
    page_end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a quotation and what the report has there; either may be empty. `sense`: a “not”, a number or an opposite changed."""

    quoted: str
    report: str
    sense: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """`verdict` is verbatim, near or not_found; where found, `first` and `last` place (from 0), share of words, and what differs."""

    verdict: str
    score: float = 0.0
    first: int = 0
    last: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """Words in a row; `gap` is what stands before them: "" at the start, "…", or the words in square brackets."""

    tokens: list[str]
    gap: str


class Report:
    """A report's places in order, ready to be asked for several quotations."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = places
        tokens = [tokens_of(place.text) for place in places]
        self.tokens = [token for some in tokens for token in some]
        self.place_of = [number for number, some in enumerate(tokens) for _ in some]
        self.joined = f" {' '.join(self.tokens)} "
        self._sentences: ReportWords | None = None
        self._sentence_places: list[int] = []

    def sentences(self) -> tuple[ReportWords, list[int]]:
        """The sentences, and the place of each."""
        if self._sentences is None:
            split = [(sentence, number) for number, place in enumerate(self.places) for sentence in split_sentences(place.text)]
            self._sentences, self._sentence_places = ReportWords([sentence for sentence, _ in split]), [number for _, number in split]
        return self._sentences, self._sentence_places

    def find(self, tokens: Sequence[str], start: int = 0) -> int:
        """Where these words stand in a row, from the word `start` on; -1 where they do not."""
        words = f" {' '.join(tokens)} "
        offset = len(" ".join(self.tokens[:start])) if start else 0
        found = self.joined.find(words, offset)
        return self.joined.count(" ", 0, found) if found >= 0 else -1


def words_quoted(words: str) -> str:
    """The words to look for of a quotation as it was typed: without the marks around it, and without “[sic]”."""
    plain = words.strip().strip("“”\"‘’'«»„ \n\t")
    return _LETTER.sub(r"\1", _SIC.sub(" ", plain)).strip()


def runs_of_words(words: str) -> list[str]:
    """The words of a quotation as it was typed, cut where the editor left some out or put some in."""
    return [run.strip() for run in _GAP.split(words_quoted(words)) if run.strip()]


def judge(words: str, report: Report, *, nearly: bool = True) -> Judged:
    """Whether the quoted words (as typed) stand in the report; without `nearly`, which takes longer, only those that stand in a row."""
    plain = words_quoted(words)
    parts = list(_parts(plain))
    if sum(len(part.tokens) for part in parts) < FEWEST_WORDS or not report.tokens:
        return Judged("not_found")
    return _in_a_row(parts, report) or (_nearly(plain, report) if nearly else Judged("not_found"))


def _parts(plain: str) -> Iterable[_Part]:
    start, gap = 0, ""
    for match in (*_GAP.finditer(plain), None):
        tokens = tokens_of(plain[start : match.start() if match else len(plain)])
        if tokens:
            yield _Part(tokens, gap)
            gap = ""
        if match:
            start = match.end()
            gap = f"{gap} {match.group()}".strip()


def _in_a_row(parts: Sequence[_Part], report: Report) -> Judged | None:
    """Verbatim, or near for what was put into brackets or left out; None where the parts do not stand close together in this order."""
    begin = report.find(parts[0].tokens)
    best: Judged | None = None
    while begin >= 0 and (best is None or best.verdict != "verbatim"):
        end, changes = begin + len(parts[0].tokens), []
        for part in parts[1:]:
            at = report.find(part.tokens, end)
            most = REPLACED_MOST if part.gap.startswith("[") and "…" not in part.gap and ".." not in part.gap else LEFT_OUT_MOST
            if at < 0 or at - end > most:
                break
            changes += _changed_at(part.gap, report.tokens[end:at])
            end = at + len(part.tokens)
        else:
            verdict = "near" if changes else "verbatim"
            score = 0.999 if changes else 1.0
            best = best or Judged(verdict, score, report.place_of[begin], report.place_of[end - 1], tuple(changes))
            best = best if changes else Judged(verdict, score, report.place_of[begin], report.place_of[end - 1])
        begin = report.find(parts[0].tokens, begin + 1)
    return best


def _changed_at(gap: str, left_out: list[str]) -> list[Change]:
    """What an ellipsis or square brackets change in the sense of the words around them."""
    put_in = tokens_of(" ".join(re.findall(r"\[([^\]]*)\]", gap)))
    tells = _telling(put_in) or (len(left_out) <= SENSE and _telling(left_out))
    if tells and sorted(_telling(put_in)) != sorted(_telling(left_out)):
        return [Change(gap, " ".join(left_out), sense=True)]
    if put_in and left_out and not (_WHO.issuperset(put_in) or _WHO.issuperset(left_out)):
        return [Change(gap, " ".join(left_out), sense=False)]
    return []


def _telling(tokens: Iterable[str]) -> list[str]:
    return [token for token in tokens if token in NEGATIONS or token in NUMBERS or token[0].isdigit()]


def _nearly(plain: str, report: Report) -> Judged:
    """The sentences of the report that are most like the words; not_found where too few words are the same."""
    sentences, place_of = report.sentences()
    chunks = _chunks(_GAP.sub(" ", plain))
    shared = total = 0.0
    places: list[int] = []
    changes: list[Change] = []
    for chunk in chunks:
        tokens, compared = tokens_of(chunk), sentences.compare(chunk, together=True)
        if compared is None or compared.ordered < (NEAR_EACH if len(chunks) > 1 else NEAR) or (compared.loose and not compared.verbatim):
            return Judged("not_found", round(compared.ordered, 3) if compared else 0.0)
        shared, total = shared + compared.ordered * len(tokens), total + len(tokens)
        places += [place_of[compared.first], place_of[compared.last]]
        changes += _changes(tokens, [token for number in range(compared.first, compared.last + 1) for token in sentences.tokens[number]])
    score = round(min(shared / total, 0.999), 3) if total else 0.0
    return Judged("near", score, min(places), max(places), tuple(changes)) if score >= NEAR else Judged("not_found", score)


def _chunks(plain: str) -> list[str]:
    """Two sentences each, with enough words to tell."""
    split = split_sentences(plain)
    pairs = [" ".join(split[start : start + 2]) for start in range(0, len(split), 2)]
    if len(pairs) > 1 and len(tokens_of(pairs[-1])) < FEWEST_WORDS:
        pairs[-2:] = [" ".join(pairs[-2:])]
    return pairs


def _changes(tokens: list[str], words: list[str]) -> list[Change]:
    """What differs, from the first to the last word that both have."""
    blocks = list(LCSseq.opcodes(tokens, words))
    while blocks and blocks[0].tag == "insert":
        del blocks[0]
    while blocks and blocks[-1].tag == "insert":
        del blocks[-1]
    changes: list[Change] = []
    quoted: list[str] = []
    said: list[str] = []
    for block in (*blocks, None):
        if block is not None and block.tag != "equal":
            quoted += tokens[block.src_start : block.src_end]
            said += words[block.dest_start : block.dest_end]
        elif quoted or said:
            sense = sorted(_telling(quoted)) != sorted(_telling(said)) or _are_opposites(quoted, said)
            changes.append(Change(" ".join(quoted), " ".join(said), sense))
            quoted, said = [], []
    return changes


def _are_opposites(some: Iterable[str], others: Sequence[str]) -> bool:
    """Whether a word has become its opposite: strong, weak; or by a part of it: effective, ineffective; careful, careless."""
    for one in some:
        for other in others:
            if any((one in this and other in that) or (other in this and one in that) for this, that in _OPPOSED):
                return True
            short, long = sorted((one, other), key=len)
            if any(long == before + short for before in ("un", "in", "im", "ir", "il", "dis", "mis", "non")):
                return True
            if one != other and re.sub(r"(?:ful|less)(?=(?:ly|ness)?$)", "", one) == re.sub(r"(?:ful|less)(?=(?:ly|ness)?$)", "", other):
                return True
    return False
