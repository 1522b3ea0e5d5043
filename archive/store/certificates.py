"""Until when the certificates of crawled sites are valid: a file beside the database, renewed by each crawl."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from archive.store.files import write_whole

FORGOTTEN = timedelta(days=15)  # a site that no crawl met for so long is no longer crawled


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate: valid from `begins` until `ends`, last met by a crawl at `seen` (all UTC)."""

    begins: datetime
    ends: datetime
    seen: datetime


def note_certificates(database: Path, met: Mapping[str, Certificate], moment: datetime) -> None:
    """Keep the certificates that a crawl met, by host, beside those of others met lately. OSError when they cannot be written."""
    kept = {host: one for host, one in read_certificates(database).items() if moment - one.seen < FORGOTTEN}
    lines = {
        host: {"begins": one.begins.isoformat(), "ends": one.ends.isoformat(), "seen": one.seen.isoformat()}
        for host, one in sorted({**kept, **met}.items())
    }
    write_whole(_place(database), (json.dumps(lines, indent=1) + "\n").encode())


def read_certificates(database: Path) -> dict[str, Certificate]:
    """The certificates by host; none where no crawl noted any, or the file is damaged: the next crawl notes them again."""
    try:
        read = json.loads(_place(database).read_text("utf-8"))
        return {
            host: Certificate(*(datetime.fromisoformat(one[name]) for name in ("begins", "ends", "seen"))) for host, one in read.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _place(database: Path) -> Path:
    return database.with_name(f"{database.name}.certificates")
