"""Random damage, as a failing disk or a stray program does it: `archive verify` finds each, and forgets none until it is mended."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.cli import main
from archive.keeping.verify import INDEXES
from archive.store import files
from archive.store.seals import NO_FACTS, SEALED
from sample.reports_site.site import SampleSite
from tests.conftest import Home

DAMAGED = 20
FEW, MANY = 4, 50


def verify(home: Home) -> Result:
    """`archive verify`, in this process: starting one takes longer than looking."""
    return CliRunner().invoke(main, ["verify"], env=home.environment)


def flip_row(home: Home, chance: random.Random) -> str:
    """Another letter in a text, another number, in any column of any row that a reading wrote."""
    with closing(sqlite3.connect(home.database)) as connection, connection:
        while True:
            table = chance.choice([name for name in SEALED if connection.execute(f"select count(*) from {name}").fetchone()[0]])
            columns = [
                name for _, name, _, _, _, pk in connection.execute(f"pragma table_info({table})") if not pk and name not in NO_FACTS
            ]
            if not columns:
                continue
            column = chance.choice(columns)
            rows = connection.execute(f"select rowid, {column} from {table} where {column} not in ('', 0) and typeof({column}) <> 'null'")
            found = rows.fetchall()
            if not found:
                continue
            row, value = chance.choice(found)
            if isinstance(value, str):
                place = chance.randrange(len(value))
                value = value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
            else:
                value += 1
            try:
                connection.execute(f"update {table} set {column} = ? where rowid = ?", [value, row])
            except sqlite3.IntegrityError:  # SQLite itself keeps such damage out
                continue
            return f"{table}.{column} of row {row}"


def flip_index(home: Home, chance: random.Random) -> str:
    """Sixteen bytes of a full-text index. (Of single bits SQLite's own check finds 98 of 100; the others mark rows for a later merge.)"""
    with closing(sqlite3.connect(home.database)) as connection, connection:
        blocks = [
            (table, row, block)
            for table in INDEXES
            for row, block in connection.execute(f"select id, block from {table}_data where length(block) > 16")
        ]
        table, row, block = chance.choice(blocks)
        place = chance.randrange(len(block) - 16)
        connection.execute(
            f"update {table}_data set block = ? where id = ?", [block[:place] + chance.randbytes(16) + block[place + 16 :], row]
        )
        return f"{table} {row}, bytes from {place} of {len(block)}"


def flip_file(home: Home, chance: random.Random) -> str:
    """A bit of an original."""
    ((sha256,),) = chance.sample(home.rows("select distinct sha256 from documents"), 1)
    path = files.path_of(home.files, str(sha256))
    body = bytearray(path.read_bytes())
    place = chance.randrange(len(body))
    body[place] ^= 1 << chance.randrange(8)
    path.chmod(0o644)
    path.write_bytes(body)
    return f"file {sha256}, byte {place}"


@pytest.fixture
def damaged(crawled: Home, tmp_path: Path) -> Home:
    """A copy of the archive of one crawl."""
    shutil.copytree(crawled.folder, tmp_path / "archive")
    return Home(tmp_path / "archive")


def found_in(home: Home, number: int, seed: int) -> list[str]:
    """What was damaged and not found. Each damage is done to a whole archive, looked for twice, and taken back."""
    chance = random.Random(seed)
    missed = []
    assert verify(home).exit_code == 0
    whole = home.folder.with_name("whole")
    shutil.copytree(home.folder, whole)
    for turn in range(number):
        flip = (flip_row, flip_row, flip_index, flip_file)[turn % 4]
        done = flip(home, chance)
        first, second = verify(home), verify(home)
        # An index is made anew from its table, which mends it; all other damage stands.
        if first.exit_code != DAMAGED or second.exit_code != (0 if flip is flip_index else DAMAGED):
            missed.append(f"{done}: {first.exit_code}, then {second.exit_code}: {first.output}")
        shutil.rmtree(home.folder)
        shutil.copytree(whole, home.folder)
    return missed


def test_a_few_flips_are_found(damaged: Home) -> None:
    assert found_in(damaged, FEW, 1) == []


@pytest.mark.parametrize("block", [bytes.fromhex("ff") * 16, bytes.fromhex("00000001018f7f8f7f")], ids=["nonsense", "impossible counts"])
def test_an_index_that_does_not_open_is_made_anew(damaged: Home, block: bytes) -> None:
    """FTS5 keeps the list of its parts in block 10; where that is damaged, it opens the index no more."""
    with closing(sqlite3.connect(damaged.database)) as connection, connection:
        for index in INDEXES:
            connection.execute(f"update {index}_data set block = ? where id = 10", [block])
    first, second = verify(damaged), verify(damaged)
    assert (first.exit_code, second.exit_code) == (DAMAGED, 0), first.output + second.output
    for index in INDEXES:
        assert f"{index} did not match its table; we rebuilt it" in first.output


@pytest.mark.drill
def test_fifty_flips_are_found(damaged: Home) -> None:
    assert found_in(damaged, MANY, 20261127) == []


@pytest.mark.long
def test_a_night_forgets_no_damage_and_a_rereading_mends_it(damaged: Home, drawn: Path) -> None:
    with closing(sqlite3.connect(damaged.database)) as connection, connection:
        connection.execute("update report_pages set text = 'not ' || text where id = (select min(id) from report_pages)")
        connection.execute("update reports set title = 'Another title' where id = 1")
    with SampleSite(drawn) as site:
        damaged.crawl(site)
    said = verify(damaged)
    assert said.exit_code == DAMAGED
    assert "report_pages has 1 changed" in said.output
    damaged.scrapy("reread")
    said = verify(damaged)
    assert (said.exit_code, damaged.rows("select count(*) from problems where kind = 'row_changed' and resolved is null")) == (0, [(0,)]), (
        said.output
    )
