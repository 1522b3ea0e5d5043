"""Small random archives, ways to change them, and what a search must find in them, gone through row by row."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from archive.database.public import hide_private
from archive.database.readonly import connect_read_only, reading
from archive.search.engine import open_engine
from archive.search.filters import read_filters
from archive.search.search import search
from tests.archive.factory import FIRST_ARTICLE, NOW, ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE

HEADINGS = (None, "Leaders", "Care leavers", "What needs to improve")
WORDS = ("supervision", "caseloads", "housing", "police", "plans", "visits", "panels", "records")
CHOICES = ({}, {"authority": AMBERFORD}, {"year": "2021"}, {"section": "leaders"}, {"from": "2021-06-01"})
CHANGES = (
    "update reports set published = '2021-07-07' where id = :report",
    "delete from report_paragraphs where report_id = :report",
    "update report_paragraphs set text = 'police records', section = 'Leaders' where report_id = :report",
    "update report_pages set rest = 'housing' where report_id = :report",
    "update report_pages set rest = null where report_id = :report",
    "update report_paragraphs set text = text || ' panels' where report_id = :report and position = 1",
    f"update reports set withheld = '{NOW}' where id = :report",
    "update reports set withheld = null where id = :report",
    f"delete from articles where id = {FIRST_ARTICLE} + :report",
    f"update articles set text = 'visits', excerpt = 'plans' where id = {FIRST_ARTICLE} + :report",
    f"update articles set withheld = '{NOW}' where id = {FIRST_ARTICLE} + :report",
)


def random_archive(folder: Path, random: Random) -> ArchiveFactory:
    """Up to twelve reports and as many articles, some changed after they were made."""
    made = ArchiveFactory(folder)
    for code, name in ((AMBERFORD, "Amberford"), (BRACKMERE, "Brackmere")):
        made.authority(code, name)
    for number in range(random.randint(1, 12)):
        pages = [" ".join(random.choices(WORDS, k=3)) for _ in range(random.randint(1, 3))]
        day = f"202{random.randint(0, 2)}-0{random.randint(1, 9)}-11"
        report = made.report(number, random.choice((AMBERFORD, BRACKMERE, None)), day, pages)
        made.db.execute("update report_pages set rest = ? where report_id = ? and page = 1", [random.choice(("", pages[0], None)), report])
        for position in range(1, random.randint(1, 5)):
            text = " ".join(random.choices(WORDS, k=4))
            made.fact("report_paragraphs", report, position=position, page=1, section=random.choice(HEADINGS), text=text)
        excerpt = random.choice((None, " ".join(random.choices(WORDS, k=2))))
        made.article(number, random.choice(WORDS), " ".join(random.choices(WORDS, k=5)), day, excerpt=excerpt)
    change(made.db.conn, random, random.randint(0, 8))
    return made


def change(connection: sqlite3.Connection, random: Random, number: int) -> None:
    """So many of CHANGES, in one transaction."""
    for _ in range(number):
        sql = random.choice(CHANGES)
        connection.execute(sql, {"report": random.randint(1, 12)})
    connection.commit()


def check(path: Path, random: Random, number: int) -> bool:
    """So many random searches find what going through the tables finds, private and public; whether the engine answered them."""
    for public in (False, True):
        with closing(connect_read_only(path)) as connection:
            if public:
                hide_private(connection)
            with reading(connection, 5):
                by_engine = open_engine(connection) is not None
            for _ in range(number):
                words = random.sample(WORDS, random.choice((1, 1, 2, 3)))
                typed = random.choice(("{0}", "{0}", '"{0}"', "{1}*", "{2}"))
                typed = typed.format(" ".join(words), words[0][:4], " OR ".join(words))
                if len(words) == 2 and random.random() < 0.2:
                    typed = f"{words[0]} -{words[1]}"
                chosen = random.choice(CHOICES)
                found = search(connection, typed, read_filters(chosen | {"sort": "newest"}), public=public, everything=True)
                assert {result.key for result in found.results} == by_hand(path, typed, chosen, public=public), (typed, chosen, public)
                assert found.total == len(found.results)
                if "section" not in chosen:
                    sort = random.choice(("newest", "relevance"))
                    counted = search(connection, typed, read_filters(chosen | {"sort": sort}), public=public)
                    leaders = {one.value: one.count for one in counted.facets["section"]}.get("leaders", 0)
                    wanted = by_hand(path, typed, chosen | {"section": "leaders"}, public=public)
                    assert counted.loosely or leaders == len(wanted), (typed, chosen, public)
    return by_engine


def by_hand(path: Path, typed: str, chosen: dict[str, str], *, public: bool) -> set[str]:
    """Keys of the reports and ids of the articles of which one paragraph, rest or text has what was typed, gone through one by one."""
    found = set()
    reports = "select key, local_authority as authority, published, text, section, 1 as paragraph, withheld from report_paragraphs p"
    pages = "select key, local_authority, published, coalesce(rest, text), null, 0, withheld from report_pages p"
    both = f"{reports} join reports r on r.id = p.report_id union all {pages} join reports r on r.id = p.report_id"
    text = "coalesce(excerpt, '')" if public else "text"
    articles = f"select cast(id as text), null, published, title || ' . ' || {text}, null, 0, withheld from articles"
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"{both} union all {articles}").fetchall()
    for key, authority, published, words, section, paragraph, withheld in rows:
        passes = (
            chosen.get("authority") in (None, authority)
            and chosen.get("year") in (None, published[:4])
            and ("section" not in chosen or (paragraph and section == "Leaders"))
            and published >= chosen.get("from", "")
            and not (public and withheld)
        )
        if passes and _has(words, typed):
            found.add(key)
    return found


def _has(text: str, typed: str) -> bool:
    words = set(text.split())
    if typed.startswith('"'):
        return f" {typed.strip(chr(34))} " in f" {text} "
    if typed.endswith("*"):
        return any(word.startswith(typed[:-1]) for word in words)
    if " OR " in typed:
        return any(word in words for word in typed.split(" OR "))
    wanted = [word for word in re.findall(r"\S+", typed) if not word.startswith("-")]
    return set(wanted) <= words and not any(word.removeprefix("-") in words for word in typed.split() if word.startswith("-"))
