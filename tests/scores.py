"""`python -m tests.scores [ARCHIVE.db]`: scores a reading of the real reports beside the project, family by family, into docs/families.md.

The archive is one that `scrapy add` filled with ../shared/corpus/manifest.csv and ../shared/news/manifest.csv (default: the one ARCHIVE_DB
names). A report of both sets counts once.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.store import archive_paths
from archive.vocabulary import FAMILIES
from tests.conftest import ROOT, SETS

SHARED = ROOT.parent / "shared"
SCORER = SHARED / "corpus" / "score.py"
TABLE = ROOT / "docs" / "families.md"
# The answers name the kind of each report; a family is a way of being laid out, which several kinds may share.
FAMILY_OF = {
    "ilacs_inspection": "ilacs",
    "focused_visit": "focused_visit",
    "sif_inspection": "sif",
    "sif_reinspection": "sif",
    "jtai": "jtai",
    "area_send_inspection": "area_send",
    "looked_after_children_inspection": "looked_after",
    "joint_area_review": "older",
    "other": "board_review",  # the answers hold no other kind of these
}
ALL = "All"
# Why a document is not wholly right, by authority and date of publication: read it beside its answers before writing here.
CAUSES = {
    ("Portsmouth", "2014-09-01"): "the answers take for an item the statement that there is none; the reader does not",
}
INTRODUCTION = """# How well each family of reports is read

`python -m tests.scores` makes this page from an archive that `scrapy add` filled with real reports whose answers were checked. Do not edit
it by hand.

A family is a way in which reports are laid out. For each field, the figure is the share of documents in which the field is right: equal to
the answer, or empty if the report prints nothing. “n/a” means that the answers contain nothing to compare.

“Asked for” means areas for improvement, priority actions and recommendations. Precision is the share of the items we read that the report
really asks for. Recall is the share of the items the report asks for that we read. An item of the wrong kind counts as an error in the
document. A document is wholly right if every field and every item is right.

"""


def answers_of(names: Sequence[str]) -> list[str]:
    """The lines of the answers of these sets, each report once."""
    lines = [line for name in names for line in (SHARED / name / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    return list({json.loads(line)["sha256"]: line for line in lines}.values())


def run_scorer(archive: Path, answers: Sequence[str], *options: str) -> str:
    """What score.py prints of `archive` over these lines of answers."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("\n".join(answers))
        file.flush()
        words = [sys.executable, str(SCORER), str(archive), "--answers", file.name, *options]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def score(archive: Path, answers: Sequence[str]) -> dict[str, Any]:
    """The figures of score.py for `archive` over these lines of answers."""
    found: dict[str, Any] = json.loads(run_scorer(archive, answers, "--json"))
    return found


def score_families(archive: Path) -> dict[str, dict[str, Any]]:
    """The scores of `archive` by family, in the order of the vocabulary, then of all together."""
    answers: defaultdict[str, list[str]] = defaultdict(list)
    for line in answers_of(SETS):
        answers[FAMILY_OF[json.loads(line)["report_type"]]].append(line)
    families = {FAMILIES.words[name]: score(archive, answers[name]) for name in FAMILIES.words if name in answers}
    return families | {ALL: score(archive, [line for lines in answers.values() for line in lines])}


def misses_over(archive: Path, answers: Sequence[str]) -> list[list[str]]:
    """For each fact not as its answer: report type, authority, day of publication, field, what is wrong, answer, reading."""
    printed = run_scorer(archive, answers, "--all-misses")
    return [line.strip().split(" | ") for line in printed.splitlines() if line.count(" | ") >= 6]  # the lines of figures hold no bar


def misses(archive: Path) -> list[str]:
    """A line for each fact of `archive` that is not as its answer, with its cause; figures only, no words of the reports."""
    return [
        f"- {authority}, published {published}: `{field}`, {what}: {CAUSES.get((authority, published), 'not explained yet')}."
        for _, authority, published, field, what, *_ in misses_over(archive, answers_of(SETS))
    ]


def share(right: int, of: int) -> str:
    """A share in per cent, rounded down so that 100 % means all; "n/a" of nothing."""
    return f"{int(1000 * right / of) / 10:g} %" if of else "n/a"


def field_share(counts: Mapping[str, int]) -> str:
    """The share of `right` among the counts of one field."""
    return share(counts.get("right", 0), sum(counts.values()))  # score.py counts only what occurred


def as_markdown(scores: Mapping[str, Mapping[str, Any]], wrong: Sequence[str]) -> str:
    """The page: a table with a column a family and a row a figure, then the lines of `wrong`."""
    figures: dict[str, list[str]] = {
        "documents": [str(one["documents"]) for one in scores.values()],
        "read": [str(one["read"]) for one in scores.values()],
        "wholly right": [str(one["wholly_right"]) for one in scores.values()],
    }
    for field in scores[ALL]["fields"]:
        figures[f"`{field}`"] = [field_share(one["fields"][field]) for one in scores.values()]
    asked = [one["recommendations"] for one in scores.values()]
    counts = [{name: one.get(name, 0) for name in ("found", "extra", "missed", "wrong_kind")} for one in asked]
    figures["asked for: found"] = [str(one["found"]) for one in counts]
    figures["asked for: precision"] = [share(one["found"], one["found"] + one["extra"]) for one in counts]
    figures["asked for: recall"] = [share(one["found"], one["found"] + one["missed"]) for one in counts]
    figures["asked for: wrong kind"] = [str(one["wrong_kind"]) for one in counts]
    rows = [["", *scores], ["---", *["---:"] * len(scores)], *([name, *values] for name, values in figures.items())]
    unproven = [words for words in FAMILIES.words.values() if words not in scores]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""{INTRODUCTION}{table}

## What is not right

{chr(10).join(wrong) or "Nothing."}

## What is not measured

We have no real reports with checked answers for these families. The tests use invented reports instead:
{"; ".join(unproven)}.

Of school reports we had three genuine ones, all of 2016, with checked answers; every fact of them is read right. The other three layouts
(2019 to 2025, report cards, independent schools) follow descriptions of genuine reports. We had no genuine file of them. Compare a fact
with the report before you rely on it. Reports on nurseries, colleges, teacher training and children’s homes can be searched, but no facts
are read from them.
"""


def page(archive: Path) -> str:
    """The whole of docs/families.md for `archive`."""
    return as_markdown(score_families(archive), misses(archive))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.scores", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archive", nargs="?", type=Path, default=archive_paths()[0], help="database to score (default: %(default)s)")
    archive = parser.parse_args().archive
    for needed in (SCORER, archive):
        if not needed.exists():
            parser.error(f"{needed} is not there")
    TABLE.write_text(page(archive), encoding="utf-8")
    sys.stdout.write(f"Wrote {TABLE}\n")


if __name__ == "__main__":
    main()
