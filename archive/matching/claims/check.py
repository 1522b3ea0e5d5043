"""All claims of an article on its reports, each with its verdict: right, wrong, or not stated there. Pure."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from archive.matching.claims.areas import areas_named
from archive.matching.claims.clauses import looks_at_now, looks_back, split_clauses
from archive.matching.claims.counts import counts_said
from archive.matching.claims.days import days_said
from archive.matching.claims.facts import EARLIER, Claim, Facts, Said
from archive.matching.claims.grades import grade_alone, grades_said
from archive.matching.claims.verdicts import of_the_whole, verdict_on
from archive.matching.sentences import Sentence

LONGEST_LINE = 120  # letters of a line in a list of areas that have one grade
Read = tuple[Facts, list[Said]]
"""A report and what a sentence says, if it is about this report."""
_BEST_FIRST = ("right", "wrong", "not_stated")


def check_claims(
    sentences: Sequence[Sentence], prose: Collection[int], reports: Sequence[Facts], named: Callable[[str], Collection[str]]
) -> tuple[Claim, ...]:
    """The claims of an article's sentences on the `reports` it is tied to, in the order of the sentences.

    `prose` are the numbers of the paragraphs that are neither headings nor links; `named` gives the authorities (ONS codes) a text names.
    """
    claims: list[Claim] = []
    listed: str | None = None
    back = False  # whether the sentence before told of another inspection, as this one then may
    for position, sentence in enumerate(sentences):
        if sentence.paragraph not in prose:
            continue
        back = back and not looks_at_now(sentence.text)
        read = [(report, _said(sentence.text, report, listed, sure=not back)) for report in reports]
        if any(said for _, said in read):
            meant = _meant(sentence.text, read, named)
            for authority in {report.local_authority: None for report, _ in meant}:
                own = [(report, said) for report, said in meant if report.local_authority == authority]
                claims += _best(claim for report, said in own for claim in _judged(position, said, report))
        back = back or any(looks_back(sentence.text, report.years) for report in reports)
        line = len(sentence.text) < LONGEST_LINE and areas_named(sentence.text)
        listed = grade_alone(sentence.text) or (listed if line else None)
    return tuple(claims)


def _said(text: str, report: Facts, listed: str | None, *, sure: bool) -> list[Said]:
    """What a sentence says; `listed` is the grade of the list it may be a line of."""
    said = [*grades_said(text, report.years), *days_said(text, report), *counts_said(text, report.years)]
    said = said or [Said("grade", area, listed) for area in areas_named(text) if listed]
    return [replace(one, sure=one.sure and sure) for one in said]


def _meant(text: str, read: Sequence[Read], named: Callable[[str], Collection[str]]) -> list[Read]:
    """Of what a sentence may say of each report, what it does say, by the councils that it or its clauses name."""
    own = {report.local_authority for report, _ in read}
    found = set(named(text)) or (own if len(own) == 1 else set())
    if found - own:
        return []
    if len(found) == 1:
        return [(report, said) for report, said in read if report.local_authority in found]
    clauses = [(start, start + len(clause), set(named(clause))) for start, clause in split_clauses(text)] if found else []
    return [(report, [one for one in said if _is_of(one, said, report, clauses)]) for report, said in read]


def _is_of(one: Said, said: Sequence[Said], report: Facts, clauses: Sequence[tuple[int, int, set[str]]]) -> bool:
    """Whether a clause says something of this council: it names it alone, or says one thing only of all whom it names."""
    for start, end, names in clauses:
        if start <= one.start < end and report.local_authority in names:
            return len(names) == 1 or sum(start <= each.start < end for each in said) == 1
    return False


def _judged(position: int, said: Sequence[Said], report: Facts) -> Iterator[Claim]:
    found = [(one, verdict_on(one, report)) for one in (of_the_whole(each, report) for each in said)]
    wrong = {one.subject for one, verdict in found if verdict and verdict[0] == "wrong"}
    if {EARLIER, "overall_effectiveness"} <= wrong:  # "from inadequate to good", with neither right, is another change
        found = [(one, verdict) for one, verdict in found if one.subject not in (EARLIER, "overall_effectiveness")]
    for one, verdict in found:
        if verdict is not None:
            key = report.earlier.key if one.subject == EARLIER and report.earlier else report.key
            yield Claim(position, key, one.kind, one.subject, one.value, verdict[1], verdict[2], verdict[0])


def _best(claims: Iterator[Claim]) -> Iterator[Claim]:
    """Each claim of a sentence on one council once, on the report that bears it out, or else on the first that says something else."""

    def what(claim: Claim) -> tuple[str, str, str]:
        return claim.kind, claim.subject, claim.said

    ordered = sorted(claims, key=lambda claim: (what(claim), _BEST_FIRST.index(claim.verdict)))
    return (next(same) for _, same in groupby(ordered, key=what))
