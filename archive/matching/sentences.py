"""Sentences of an article, and whose words stand in their quotation marks: the report's, or a person's. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.matching.report_words import STOP_WORDS, tokens_of

FEWEST_QUOTED_WORDS = 3  # shorter quotations ('good', "inadequate") are grades or irony, not words to hold anyone to
# Words that stand in every report: "children in care" in quotation marks is no quotation, as "requires improvement to be good" is none.
_COMMON = STOP_WORDS | frozenset(
    re.findall(
        r"\w+",
        """child children childrens young people person care service services work workers support time year years
        social family families council
        local authority area city county town""",
    )
)

_ABBREVIATION = re.compile(
    r"(?i:mr|mrs|ms|dr|prof|cllr|coun|st|nos?|vs|rev|hon|jr|sr|ltd|co|inc|dept|approx|eg|ie|etc|fig|paras?|pp|vol|sgt|supt"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mt)|[A-Z]|[ei]\.[ge]"
)
_BULLET = re.compile(r"^\s*(?:[•●▪■◦‣⁃·*–—\-o]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])|[.!?…]+[\"”’')\]]*\s*$")
_QUOTED = re.compile(
    r"“(?P<curly>[^“”]*)(?:”|$)|\"(?P<straight>[^\"]*)(?:\"|$)"
    r"|(?<![\w’])‘(?P<single>(?:[^‘’]|’(?=\w)|(?<=s)’(?=\s[a-z][^’]*’(?!\w)))+)’(?!\w)|(?<![\w'])'(?P<plain>(?:[^']|'(?=\w)|(?<=s)'(?=\s[a-z][^']*'(?!\w)))+)'(?!\w)"
)
_SAYS = r"(?:has |have |had )?(?:said|says|added|adds|told|stated|insisted|commented|explained|continued|welcomed|responded|went on)\b"
_PERSON = re.compile(
    r"\b(?:Cllr|Councillor|Coun|Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|MP|(?i:spokes(?:man|woman|person|people)|cabinet member|portfolio holder"
    r"|chief executive|chair(?:man|woman)?|(?:council )?leader of|council leader|mayor|minister|commissioner"
    r"|(?:executive|corporate|regional|managing|strategic|assistant)? ?director (?:of|for)|head of|opposition))\b"
    r"|\b(?i:she|he|I|we|council|authority|trust|department|charity|union|parents?|mother|father|campaigners?) " + _SAYS,
)
_REPORT_SPEAKS = re.compile(
    r"\b(?i:Ofsted|inspectors|inspectorate|report|letter|watchdog)\b[^“\"]{0,40}?\b"
    r"(?:said|says?|found|noted?|praised|highlighted|described|wrote|added|stated|concluded|criticised|warned)\b"
)
_NAMED = re.compile(
    r"\b(?:said|says|added|according to|explained|continued|told \w+)\s+(?P<after>[A-Z][a-z’'-]+ (?:[A-Z][\w.’'-]+ )?[A-Z][\w’'-]+)"
    r"|(?P<before>\b[A-Z][a-z’'-]+ (?:Mc|O['’])?[A-Z][\w’'-]+),?(?: [^,.]{0,80},)? (?:said|says|added|explained|told|commented"
    r"|welcomed|responded)\b"
)
_REPORT = re.compile(
    r"\b(?i:Ofsted)\b|\b(?i:inspect(?:ors?|ion|orates?)|reports?|letter|watchdogs?)\b|\bHMI\b|\b[Jj]udgement\b|\b(?:it"
    r"|they) (?:said|says|added|noted|found|also|concluded)\b"
)
_GRADE = re.compile(r"\brequir\w+ improvements?(?: to be good)?\b|\b(?:outstanding|good|inadequate|adequate|satisfactory)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|I[’']m|I[’']ve|we|We|our|Our|us|my|My|We[’'](?:re|ve)|we[’'](?:re|ve))\b")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks; `by` is report, person, or None where the article does not say."""

    words: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or bullet of an article with its quotations of three words or more, and the paragraph it stands in."""

    text: str
    paragraph: int
    quoted: tuple[Quoted, ...] = ()


def split_sentences(text: str) -> list[str]:
    """The sentences of one paragraph; abbreviations, initials and decimals end none, closing quotes stay with theirs."""
    plain = _BULLET.sub("", " ".join(text.split()))
    sentences, start = [], 0
    for end in _END.finditer(plain):
        word = re.search(r"([\w’']+)$", plain[start : end.start()])
        stop = end.group()
        if stop == "." and word and end.end() < len(plain) and _ABBREVIATION.fullmatch(word[1]):
            continue
        sentences.append(plain[start : end.end()].strip())
        start = end.end()
    sentences.append(plain[start:].strip())
    return [sentence for sentence in sentences if sentence]


def read_sentences(paragraphs: Iterable[str]) -> tuple[Sentence, ...]:
    """The sentences of an article's paragraphs and bullets, in order, each with its quotations and whose they are."""
    sentences: list[Sentence] = []
    speaker: str | None = None
    for number, paragraph in enumerate(paragraphs):
        opens = bool(re.match(r"\s*[“\"‘']", paragraph))
        read, speaker = _read_paragraph(paragraph, number, speaker if opens or _BULLET.match(paragraph) else None)
        sentences += read
    return tuple(sentences)


def _read_paragraph(paragraph: str, number: int, speaker: str | None) -> tuple[list[Sentence], str | None]:
    """The sentences of a paragraph, and who speaks at its end; `speaker` is who spoke at the end of the one before.

    A quotation that nobody is named beside belongs to whoever spoke last in the paragraph, or else speaks next in it.
    """
    pieces = _with_marks(split_sentences(paragraph))
    speakers = [_speaker(piece) for piece in pieces]
    sentences = []
    for place, piece in enumerate(pieces):
        later = next(filter(None, speakers[place + 1 :]), None)
        by = speakers[place] or next(filter(None, reversed(speakers[:place])), None) or later or speaker
        sentences.append(Sentence(piece.text, number, tuple(_attribute(quoted, by) for quoted in piece.quoted)))
    return sentences, next(filter(None, reversed(speakers)), speaker)


def quotations_in(paragraph: str) -> list[str]:
    """The words in quotation marks of a paragraph, three or more and not only a grade, whoever says them."""
    found = (next(filter(None, match.groups()), "") for match in _QUOTED.finditer(paragraph))
    return [words for words in found if _is_telling(words)]


def _attribute(quoted: Quoted, by: str | None) -> Quoted:
    """First-person words are a person's, whoever stands beside them."""
    return replace(quoted, by="person" if _FIRST_PERSON.search(quoted.words) else by)


def _with_marks(texts: list[str]) -> list[Sentence]:
    """Sentences with the words in their quotation marks; a quotation that runs on is closed and opened at each sentence."""
    sentences, open_mark = [], ""
    for text in texts:
        marked = open_mark + text
        quoted = [next(filter(None, match.groups()), "") for match in _QUOTED.finditer(marked)]
        sentences.append(Sentence(text, 0, tuple(Quoted(words, None) for words in quoted if _is_telling(words))))
        straight = '"' if marked.count('"') % 2 else ""
        open_mark = "“" if marked.count("“") > marked.count("”") else straight
    return sentences


def _is_telling(words: str) -> bool:
    """Whether words in quotation marks can be held to the report's: enough of them, and more than a grade and small words."""
    return len(words.split()) >= FEWEST_QUOTED_WORDS and any(token not in _COMMON for token in tokens_of(_GRADE.sub(" ", words)))


def outside_quotes(sentence: Sentence) -> str:
    """A sentence without the words in its quotation marks."""
    text = sentence.text
    for quoted in sentence.quoted:
        text = text.replace(quoted.words, " ")
    return text


def _speaker(sentence: Sentence) -> str | None:
    """Who speaks in a sentence, by the words outside its quotation marks: person, report or None."""
    outside = outside_quotes(sentence)
    person = _PERSON.search(outside) or _named_person(outside)
    report = _REPORT_SPEAKS.search(outside)
    if person and report and report.end() <= person.start() and not re.search(_SAYS, outside[person.start() :]):
        return "report"  # "Inspectors said the director of services had “…”": a person is spoken of, not speaking
    if person:
        return "person"
    return "report" if _REPORT.search(outside) else None


def _named_person(outside: str) -> re.Match[str] | None:
    """A speaker named by first name and surname, unless the two words are the report's or the inspectorate's."""
    named = _NAMED.search(outside)
    return named if named and not _REPORT.search(named.group()) else None
