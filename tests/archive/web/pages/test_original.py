"""/files/: originals inline, in ranges, and of reports only."""

import pytest

from archive.store.files import hash_of, path_of
from tests.archive.factory import ArchiveFactory, tiny_pdf
from tests.archive.web.conftest import Ask

BODY = tiny_pdf("report 101")
ADDRESS = f"/files/{hash_of(BODY)}.pdf"
SIZE = len(BODY)


def test_the_whole_file_is_shown_inline(site: Ask) -> None:
    answer = site(ADDRESS)
    assert (answer.status_code, answer.content) == (200, BODY)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'inline; filename="ofsted-101.pdf"'
    assert answer.headers["content-length"] == str(SIZE)
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["etag"] == f'"{hash_of(BODY)}"'
    assert "max-age" in answer.headers["cache-control"]


def test_only_this_site_may_frame_an_original(site: Ask) -> None:
    headers = site(ADDRESS).headers
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 9),
        ("bytes=10-", 206, 10, SIZE - 1),
        ("bytes=-5", 206, SIZE - 5, SIZE - 1),
        (f"bytes=0-{SIZE * 9}", 206, 0, SIZE - 1),
        (f"bytes=-{SIZE * 9}", 206, 0, SIZE - 1),
        (f"bytes={SIZE}-", 416, 0, -1),
        ("bytes=-0", 416, 0, -1),
        ("bytes=5-2", 200, 0, SIZE - 1),
        ("bytes=-", 200, 0, SIZE - 1),
        ("bytes=0-1,4-5", 200, 0, SIZE - 1),
        ("pages=1", 200, 0, SIZE - 1),
    ],
)
def test_ranges(site: Ask, asked: str, status: int, first: int, last: int) -> None:
    answer = site(ADDRESS, headers={"range": asked})
    assert (answer.status_code, answer.content) == (status, BODY[first : last + 1])
    if status == 206:
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{SIZE}"


def test_a_range_of_another_version_gives_the_whole(site: Ask) -> None:
    assert site(ADDRESS, headers={"range": "bytes=0-1", "if-range": '"other"'}).status_code == 200


def test_head_has_the_headers_only(site: Ask) -> None:
    answer = site(ADDRESS, "head")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", str(SIZE))


def test_what_the_reader_has_is_not_sent_again(site: Ask) -> None:
    answer = site(ADDRESS, headers={"if-none-match": f'W/"x", "{hash_of(BODY)}"'})
    assert (answer.status_code, answer.content) == (304, b"")


def test_only_reports_of_the_archive_are_served(site: Ask, made: ArchiveFactory) -> None:
    page = made.db.execute("select sha256 from documents where kind = 'provider_page' limit 1").fetchone()[0]
    assert path_of(made.files, page).is_file()
    for name in (page, "0" * 64, "../" * 5 + "etc/passwd", hash_of(BODY).upper()):
        assert site(f"/files/{name}.pdf").status_code == 404


def test_a_file_that_is_gone_is_said_plainly(tmp_path_factory: pytest.TempPathFactory, site: Ask, made: ArchiveFactory) -> None:
    gone = tiny_pdf("report 104")
    path = path_of(made.files, hash_of(gone))
    path.rename(path.with_suffix(".away"))
    answer = site(f"/files/{hash_of(gone)}.pdf")
    path.with_suffix(".away").rename(path)
    assert answer.status_code == 404
    assert "archive verify" in answer.text
