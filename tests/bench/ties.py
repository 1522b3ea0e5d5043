"""Tying 1,000 articles to 1,000 reports, as after a first crawl, and one new article, as on any night; one core.

`python -m tests.bench.ties`: reports of 20 pages on the real councils; each has an article that names its council and repeats ten of its
sentences among others; a quarter of the articles has no date. Aims: all in under 60 s, one in under 0.3 s,
of the processor's time.
"""

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from archive.authorities import LocalAuthority, shipped_authorities
from archive.matching.quotations import passages_of
from archive.store.ties import tie_articles
from tests.archive.factory import ArchiveFactory
from tests.bench._archive import pool

MANY = 1_000  # reports, and articles
PAGES = 20
OWN, OTHERS = 10, 20  # sentences of an article: of its report, and of other reports


def main() -> None:
    """Print the seconds for all, how many were tied to their own report, and the seconds for one more article."""
    random = Random(16)
    halves = pool(random)
    councils = [each for each in shipped_authorities() if each.ofsted_urn]
    with tempfile.TemporaryDirectory() as folder:
        made = ArchiveFactory(Path(folder))
        _without_indexes(made)
        for each in councils:
            made.authority(each.code, each.name, ofsted_urn=each.ofsted_urn)
        for number in range(1, MANY + 1):
            _report_with_article(made, random, number, councils[number % len(councils)], halves)
        began = time.process_time()
        tied = tie_articles(made.db)
        every = time.process_time() - began
        right = made.db.execute("select count(*) from mentions where report_id = article_id - 1000000000000").fetchone()[0]
        with made.db.conn:
            made.db.conn.execute("update articles set tied = null where id = 1000000000001")
        began = time.process_time()
        tie_articles(made.db)
        one = time.process_time() - began
        made.db.close()
    print(f"{'articles tied, of them to their own report':48} {tied:6} {right:6}")
    print(f"{'seconds for all, and the aim':48} {every:6.1f} {60:6}")
    print(f"{'seconds for one more article, and the aim':48} {one:6.2f} {0.3:6}")


def _without_indexes(made: ArchiveFactory) -> None:
    """Tying reads no full-text index, so that none need be kept here."""
    made.db.execute("pragma synchronous = off")
    kept = made.db.execute("select name from sqlite_master where type = 'trigger' and tbl_name in ('report_pages', 'articles')")
    for (name,) in kept.fetchall():
        made.db.execute(f"drop trigger {name}")


def _report_with_article(made: ArchiveFactory, random: Random, number: int, council: LocalAuthority, halves: list[str]) -> None:
    """A report on a council, a month after the one before, and the article about it."""
    pages = [f"{random.choice(halves)}\n{random.choice(halves)}" for _ in range(PAGES)]
    published = date(2012, 1, 1) + timedelta(days=31 * (number // 10) + number % 10)
    days = {"inspection_start": str(published - timedelta(days=40)), "inspection_end": str(published - timedelta(days=30))}
    made.report(number, council.code, str(published), pages, urn=council.ofsted_urn, inspection=days)
    own = [passage.text for passage in passages_of(enumerate(pages)) if len(passage.text.split()) > 8]
    others = [passage.text for passage in passages_of([(1, random.choice(halves)) for _ in range(PAGES)])]
    body = [f"Ofsted has inspected {council.name} Council.", *random.sample(own, OWN), *random.choices(others, k=OTHERS)]
    day = None if number % 4 == 0 else str(published + timedelta(days=1))
    made.article(number, f"{council.name} children's services inspected by Ofsted", "\n\n".join(body), day)


if __name__ == "__main__":
    main()
