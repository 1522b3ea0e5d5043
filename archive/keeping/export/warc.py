"""Originals with their HTTP facts as one WARC file (ISO 28500), which the tools of any web archive can read, also without this program."""

import json
import os
import sqlite3
import tempfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import archive.store.files
from archive import __version__
from archive.database.public import SHOWN
from archive.errors import DamageError, cannot_write
from archive.store.files import Place

DOCUMENTS = f"""
    select d.*, (select key from reports where file_document_id = d.id) as key from documents d where {SHOWN["documents"]} order by id
"""
# Headers that were true of the answer on its way, and are not of the bytes that are kept: these are decoded and whole.
ON_ITS_WAY = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


def export_warc(connection: sqlite3.Connection, root: Place, target: Path) -> int:
    """Write every document that was not taken down, with its bytes from `root`, to the file `target`; returns how many.

    Answers to requests become `response` records, files added by hand `resource` records; the key of a report stands in
    `WARC-X-Archive-Key`. The file is read back before it takes its place. DamageError when an original is lost.
    """
    connection.row_factory = sqlite3.Row
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                written = _write(connection, root, file, target.name)
            if read_back(temporary) != written:
                raise DamageError(f"the WARC file does not contain all {len(written)} original files that we wrote to it; try again")
            archive.store.files.sync(temporary)
            temporary.chmod(0o644)
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(f"cannot write {target}", error) from error
    return len(written)


def read_back(path: Path) -> list[str]:
    """SHA-256 of the payload of every record of an original, in order."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        return [archive.store.files.hash_of(one.content_stream().read()) for one in records if one.rec_type in ("response", "resource")]


def _write(connection: sqlite3.Connection, root: Place, file: BinaryIO, name: str) -> list[str]:
    writer = WARCWriter(file, gzip=True)
    software = f"childrens-services-archive/{__version__}"
    writer.write_record(writer.create_warcinfo_record(name, {"software": software, "format": "WARC File Format 1.0"}))
    written = []
    for row in connection.execute(DOCUMENTS):
        body = archive.store.files.read_whole(root, row["sha256"])
        if body is None:
            raise DamageError(f"the file of {row['url']} is lost or damaged; run archive verify")
        answered = row["url"].startswith(("http://", "https://"))
        facts = {"WARC-Date": _warc_date(row["first_fetched"])} | ({"WARC-X-Archive-Key": row["key"]} if row["key"] else {})
        record = writer.create_warc_record(
            row["final_url"],
            "response" if answered else "resource",
            payload=BytesIO(body),
            length=len(body),
            http_headers=_answer(row) if answered else None,
            warc_content_type="" if answered else row["content_type"],
            warc_headers_dict=facts,
        )
        writer.write_record(record)
        written.append(row["sha256"])
    return written


def _warc_date(moment: str) -> str:
    return f"{moment[:19]}Z"


def _answer(row: sqlite3.Row) -> StatusAndHeaders:
    """Status line and headers as received. Headers about the transfer (such as its encoding) are renamed to X-Archive-Orig-…."""
    headers = [("Content-Length", str(row["size"]))]
    for name, value in json.loads(row["headers"]).items():
        kept = f"X-Archive-Orig-{name}" if name.lower() in ON_ITS_WAY else name
        headers.append((kept, " ".join(str(value).split())))
    return StatusAndHeaders(str(row["status"]), headers, protocol="HTTP/1.1")
