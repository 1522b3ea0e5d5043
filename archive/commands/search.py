"""`archive search`: prints the best passages with page numbers, or the same JSON as /search.json."""

import json
import sys
from contextlib import closing

import click

from archive.database.readonly import connect_read_only
from archive.search.filters import read_filters
from archive.search.marks import for_terminal
from archive.search.results import Result, Results, as_json, loosely_words, place_words
from archive.search.search import search as find
from archive.store import archive_paths
from archive.vocabulary import KIND_LABELS


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json_text", is_flag=True, help="Print the same JSON as /search.json.")
@click.option("--page", default=1, show_default=True, type=click.IntRange(1), help="Page of results; each has ten.")
def search(words: tuple[str, ...], as_json_text: bool, page: int) -> None:
    """Search reports and articles for WORDS. You can use "a phrase", supervis* (beginnings), -without and this OR that."""
    path, _ = archive_paths()
    with closing(connect_read_only(path)) as connection:
        found = find(connection, " ".join(words), read_filters({"page": str(page)}))
    if as_json_text:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        return
    for line in _lines(found, colour=sys.stdout.isatty()) if found.total else _nothing(found):
        click.echo(line, color=True)


def _lines(found: Results, *, colour: bool) -> list[str]:
    """What the terminal shows; one block a result, best passages with their pages."""
    lines = [
        *found.notices,
        f"{found.total:,} reports and articles, page {found.filters.page} of {max(1, found.pages)}",
        *loosely_words(found),
    ]
    for result in found.results:
        lines += ["", for_terminal(_heading(result), colour=False), f"  {result.key}"]
        for passage in result.passages:
            place = f"{place_words(passage)}: " if passage.page else ""
            lines.append(f"  {place}{for_terminal(passage.text, colour=colour)}")
        if result.others:
            lines.append(f"  and on {len(result.others)} more pages")
    return lines


def _nothing(found: Results) -> list[str]:
    """What the terminal shows when there are no results: why, and what to try."""
    if not found.query.groups or found.stopped:  # nothing was looked for, or the search was stopped: the notices say so
        return list(found.notices)
    lines = [*found.notices, f"Nothing in the archive matches {found.query.typed}"]
    lines += [f"Did you mean: {spelling}" for spelling in found.suggestions]
    return [*lines, "Try fewer words, the beginning of a word (supervis*), or a choice of words (carer OR adopter)."]


def _heading(result: Result) -> str:
    about = result.other_provider or result.authority_name
    parts = [
        about,
        result.title or KIND_LABELS.get(result.kind, result.kind),
        result.published or "no date",
    ]
    return " · ".join(part for part in parts if part)
