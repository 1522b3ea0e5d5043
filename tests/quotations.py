"""A hundred quotations of the real reports beside the project: 50 exact, 25 changed in sense, 25 invented, drawn anew from the archive."""

import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

EXACT, CHANGED = 50, 25
INVENTED = (
    "The council’s fleet of supervision vans is parked too far from the homes that it visits.",
    "Inspectors met every headteacher in the borough and none could name a social worker.",
    "Children told inspectors that their advocates always bring homemade soup.",
    "Personal advisers keep a ledger of birthdays that the director signs each Tuesday.",
    "Care leavers praised the council’s new boat, on which tenancy workshops are held.",
    "Strategy meetings take place in a converted library where parents feel at ease.",
    "The front door team answers by telegram, which delays decisions by a fortnight.",
    "Foster carers described the allowance as generous enough to buy a small farm.",
    "A third of case files had been translated into Latin before being closed.",
    "Senior leaders have abolished caseloads and now share every child between them.",
    "The virtual school has moved to an island and teaches its pupils by radio.",
    "Managers audit the kettle in each office before they audit any child’s plan.",
    "Return home interviews are conducted by retired magistrates on bicycles.",
    "Elected members visit a different children’s home every morning before breakfast.",
    "The designated officer resolves all allegations within a single lunch hour.",
    "Disabled children wait for equipment because the warehouse opens only in leap years.",
    "Private fostering arrangements are announced in the local paper each Friday.",
    "Social workers write to children in rhyme, and children say that they enjoy it.",
    "Adoption matching is decided by a panel of former adopters aged under thirty.",
    "Thresholds are printed on the back of bus tickets so that every parent knows them.",
    "Partners describe the safeguarding hub as a beehive with too many queens.",
    "Unaccompanied children receive a bicycle, a map and a tutor on their first day.",
    "The workforce strategy promises each new social worker a cottage by the sea.",
    "Legal proceedings are so swift that the court has dismissed its own ushers.",
    "Out-of-hours staff sleep beside the telephone and have never missed a call.",
)  # our own words
_OPPOSITES = {
    "effective": "ineffective", "strong": "weak", "good": "poor", "well": "badly", "most": "few", "consistently": "rarely",
    "improved": "worsened", "high": "low", "always": "never", "regular": "irregular", "appropriate": "inappropriate", "timely": "late",
    "clear": "unclear", "sufficient": "insufficient", "better": "worse", "increased": "reduced", "all": "no", "many": "few",
}  # fmt: skip
_MARKS = ("“{}”", "‘{}’", '"{}"', "«{}»", "„{}“")


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation, of what kind it is, and the report (key) and pages that it was taken from; no key where it is invented."""

    kind: str
    words: str
    key: str = ""
    pages: tuple[int, ...] = ()


def hundred(connection: sqlite3.Connection, seed: int) -> list[Case]:
    """50 exact, 25 changed, 25 invented."""
    drawn = random.Random(seed)
    connection.row_factory = sqlite3.Row
    rows = connection.execute(
        "select r.key, p.page, coalesce(p.page_end, p.page) as last, p.text from report_paragraphs p join reports r on r.id = p.report_id"
    ).fetchall()
    drawn.shuffle(rows)
    sentences = [(row, one) for row in rows for one in _sentences(row["text"])]
    inside = [(row, one) for row, one in sentences if row["page"] == row["last"]]
    exact = [*_over_pages(connection, rows, 10), *_exact(drawn, inside, EXACT - 10)]
    changed = list(_changed(drawn, inside[1000:]))
    return [*exact, *changed, *(Case("invented", words) for words in INVENTED)]


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.])\s+(?=[A-Z])", " ".join(text.split())) if 10 <= len(one.split()) <= 40]


def _over_pages(connection: sqlite3.Connection, rows: list[sqlite3.Row], number: int) -> Iterator[Case]:
    """Words of which some stand at the end of a page and some at the beginning of the next."""
    found = 0
    for row in rows:
        words = row["text"].split()
        if row["last"] == row["page"] or found == number:
            continue
        sql = "select p.text from report_pages p join reports r on r.id = p.report_id where r.key = ? and p.page = ?"
        pages = [" ".join(connection.execute(sql, [row["key"], page]).fetchone()[0].split()) for page in (row["page"], row["last"])]
        cut = next((at for at in range(8, len(words) - 8) if _turns(words, at, pages)), None)
        if cut:
            found += 1
            yield Case("over pages", f"“{' '.join(words[cut - 8 : cut + 8])}”", row["key"], (row["page"], row["last"]))


def _turns(words: list[str], at: int, pages: list[str]) -> bool:
    before, after = " ".join(words[at - 6 : at]), " ".join(words[at : at + 6])
    return before in pages[0] and after in pages[1] and after not in pages[0]


def _exact(drawn: random.Random, sentences: list[tuple[sqlite3.Row, str]], number: int) -> Iterator[Case]:
    for place, (row, sentence) in enumerate(sentences[:number]):
        words = sentence.split()
        kind, text = "plain", sentence
        if place % 4 == 1 and len(words) >= 14:
            kind, text = "ellipsis", f"{' '.join(words[:5])} {drawn.choice(('…', '...', '[…]'))} {' '.join(words[-6:])}"
            left_out = " ".join(words[5:-6]).lower()
            if len(words) < 24 and re.search(r"\b(?:not?|never|none|nor|without|cannot|two|three|four|five|six|half)\b|\d", left_out):
                kind, text = "plain", sentence
        elif place % 4 == 2:
            kind, text = "brackets", f"[{words[0][0].swapcase()}]{sentence[1:]}"
            if words[0] in ("They", "It", "The", "These", "This"):
                text = f"[These leaders] {' '.join(words[1:])}"
        yield Case(kind, _MARKS[place % len(_MARKS)].format(text), row["key"], (row["page"],))


def _changed(drawn: random.Random, sentences: list[tuple[sqlite3.Row, str]]) -> Iterator[Case]:
    ways: tuple[tuple[str, int, Callable[[random.Random, str], str | None]], ...] = (
        ("number", 9, _another_number),
        ("negation", 8, _not),
        ("opposite", 8, _opposite),
    )
    for kind, number, change in ways:
        changed = ((row, change(drawn, sentence)) for row, sentence in sentences)
        found = [(row, words) for row, words in changed if words][:number]
        for row, words in found:
            yield Case(kind, f"“{words}”", row["key"], (row["page"],))


def _another_number(drawn: random.Random, sentence: str) -> str | None:
    found = re.search(r"\b\d+\b", sentence)
    return sentence[: found.start()] + str(int(found[0]) + drawn.randint(1, 9)) + sentence[found.end() :] if found else None


def _not(drawn: random.Random, sentence: str) -> str | None:
    if " not " in sentence and drawn.random() < 0.8:
        return sentence.replace(" not ", " ", 1)
    found = re.search(r"\b(?:is|are|have|has|was|were)\b", sentence)
    return f"{sentence[: found.end()]} not{sentence[found.end() :]}" if found and " not " not in sentence else None


def _opposite(drawn: random.Random, sentence: str) -> str | None:
    found = [word for word in re.findall(r"\b[a-z]+\b", sentence) if word in _OPPOSITES]
    if not found:
        return None
    word = drawn.choice(found)
    return re.sub(rf"\b{word}\b", _OPPOSITES[word], sentence, count=1)
