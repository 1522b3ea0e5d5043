"""A manifest's bytes to rows: as spreadsheets save them, or refused with the line and what to do."""

import pytest

from archive.errors import ConfigurationError
from scraper.ingest.manifest import ManifestRow, read_rows

HEADER = "path,urn,title,published,url,sha256\n"
ROW = ManifestRow(2, "a.pdf", "80426", "Visit", "2018-02-23", None, None)
DIGITS = "0a" * 32


def row_of(cells: str) -> ManifestRow:
    [row] = read_rows((HEADER + cells).encode(), "m.csv")
    return row


def refusal_of(body: bytes) -> str:
    with pytest.raises(ConfigurationError) as refused:
        read_rows(body, "m.csv")
    return str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "path,urn,title,published\na.pdf,80426,Visit,2018-02-23\n",
        "path,urn,title,published\r\na.pdf,80426,Visit,2018-02-23",
        "path,urn,title,published\ra.pdf,80426,Visit,2018-02-23\r",
        "\ufeffPath,URN, Title ,PUBLISHED\na.pdf, 80426 ,Visit ,2018-02-23\n",
        "path;urn;title;published\na.pdf;80426;Visit;2018-02-23\n",
        "path\turn\ttitle\tpublished\na.pdf\t80426\tVisit\t2018-02-23\n",
        '"path", "urn", "title", "published"\n"a.pdf", "80426", "Visit", "2018-02-23"\n',
        "published,title,note,urn,path\n2018-02-23,Visit,ours,80426,a.pdf\n",
        "path,urn,title,published,,\na.pdf,80426,Visit,2018-02-23,,\n,,,,,\n",
        "path,urn,title,published\na.pdf,80426,Visit,2018-02-23,,,\n \n,,,\n",
    ],
)
def test_a_manifest_is_read_however_it_was_saved(text: str) -> None:
    assert read_rows(text.encode(), "m.csv") == (ROW,)


@pytest.mark.parametrize("start", ["sep=;\n", "\n", " ; ; ;\n"])
def test_lines_are_counted_as_an_editor_counts_them(start: str) -> None:
    body = f'{start}path;urn;title;published\na.pdf;80426;"A visit\n of two days";2018-02-23\n\nb.pdf;;;\n'.encode()
    assert [(row.line, row.path, row.title) for row in read_rows(body, "m.csv")] == [
        (3, "a.pdf", "A visit of two days"),
        (6, "b.pdf", None),
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-01", "2024-05-01"),
        ("20240501", "2024-05-01"),
        ("2024-W18-3", "2024-05-01"),
        ("2024W183", "2024-05-01"),
        ("2024-05-01T00:00:00", "2024-05-01"),
        ("2024-05-01 00:00", "2024-05-01"),
        ("2024-05-01T23:59:59.5+01:00", "2024-05-01"),
        ("20240501T000000Z", "2024-05-01"),
        ("", None),
    ],
)
def test_a_day_in_any_form_of_iso_8601_is_kept_in_one(written: str, day: str | None) -> None:
    assert row_of(f"a.pdf,1,T,{written}").published == day


@pytest.mark.parametrize(
    "written",
    [
        "23/02/2018",
        "02/23/2018",
        "23 February 2018",
        "2018-02-30",
        "2018-02",
        "2018-W08",
        "2018-2-3",
        "43154",
        "43154.0",
        "0218-02-23",
        "2108-02-23",
        "20180223x",
        "2018-02-23 or later",
        "2018-02-23-24",
        "２０１８-02-23",
    ],
)
def test_what_is_no_such_day_is_refused_with_its_line(written: str) -> None:
    said = refusal_of(f"{HEADER}a.pdf,1,T,2018-02-23\nb.pdf,1,T,{written}\n".encode())
    assert said == f"m.csv, line 3: published is not a date like 2018-02-23: {written!r}; correct it, or leave the cell empty"


@pytest.mark.parametrize("urn", ["80426.0", "8.0426E4", "80 426", '"80,426"', "-80426", "080426", "x", "８０４２６", "'80426", "1" * 11])
def test_a_urn_that_is_no_number_is_refused(urn: str) -> None:
    assert "line 2: urn is not a number like 80426: " in refusal_of(f"{HEADER}a.pdf,{urn},T,2018-02-23".encode())


@pytest.mark.parametrize("cell", ["NaN", "None", "NULL", "#N/A", "#REF!", "#NAME?", "=A2", '"=""80426"""', "<NA>", "NaT"])
@pytest.mark.parametrize("column", ["urn", "title", "published"])
def test_a_word_for_nothing_or_a_formula_is_no_fact(cell: str, column: str) -> None:
    cells = {"urn": "1", "title": "T", "published": "2018-02-23"} | {column: cell}
    assert f"line 2: {column} is " in refusal_of(f"{HEADER}a.pdf,{','.join(cells.values())}".encode())


@pytest.mark.parametrize(
    "url",
    [
        "http://[bad",
        "ftp://a.org/1",
        "file:///etc/passwd",
        "a.org/1",
        "https://",
        "https://a.org/1 2",
        "https://a.org:x/",
        "javascript:1",
        "https://a.org:99999/",
        "https://me:word@a.org/",
        "https://a.org/\u202e",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    assert "line 2: url is not an address like https://" in refusal_of(f"{HEADER}a.pdf,1,T,2018-02-23,{url}".encode())


def test_addresses_and_hashes_are_taken() -> None:
    row = row_of(f'"a, b.pdf",1,"T ""and"" U",2018-02-23,https://a.org/v1/file/5?x=1#p,{DIGITS.upper()}')
    assert (row.path, row.title, row.url, row.sha256) == ("a, b.pdf", 'T "and" U', "https://a.org/v1/file/5?x=1#p", DIGITS)


@pytest.mark.parametrize("name", ["SHA256", "sha-256", "SHA 256", "Sha_256"])
def test_a_hash_is_checked_whatever_its_column_is_called(name: str) -> None:
    text = f"path,urn,title,published,{name}\na.pdf,1,T,2018-02-23,"
    assert read_rows(f"{text}{DIGITS}".encode(), "m.csv")[0].sha256 == DIGITS
    assert "is not a SHA-256" in refusal_of(f"{text}{DIGITS[1:]}".encode())


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"{HEADER}a.pdf,1,T\u2019s,".encode("cp1252"), "line 2: the file is not UTF-8; save it as CSV UTF-8"),
        (f"{HEADER}a.pdf,1,T,".encode("utf-16"), "line 1: the file is not UTF-8; save it as CSV UTF-8"),
        (f"{HEADER}a.pdf,1,T,".encode("utf-16-le"), "line 1: the file is not UTF-8; save it as CSV UTF-8"),
        (f"{HEADER}a.pdf,1,V\0isit,".encode(), "line 2: the file is not UTF-8; save it as CSV UTF-8"),
        (f"{HEADER}a.pdf,1,V\ufffdisit,".encode(), "line 2: title is 'V\ufffdisit': a character was lost"),
        (f"{HEADER}a.pdf,1,V\x92isit,".encode(), "line 2: title is 'V\\x92isit': a character was lost"),
        (f'{HEADER}a.pdf,1,T,\n"b.pdf,1,T,\nc.pdf,1,T,\n'.encode(), "line 3: the quotation marks do not match"),
        (f'{HEADER}a.pdf,1,"T" again,\n'.encode(), "line 2: the quotation marks do not match"),
        (b"path,urn,title,published\na.pdf,1,Visit, the second,2018-02-23\n", "line 2: 5 cells for 4 columns"),
        (f"{HEADER},1,T,2018-02-23".encode(), "line 2: no path"),
        (b"", "m.csv is empty; a manifest has the columns path, urn, title, published"),
        (b"\xef\xbb\xbf\r\n,,,\r\n", "m.csv is empty"),
        (b"path,urn\nx.pdf,1\n", "m.csv has no column title, published; a manifest has the columns"),
        (b"a.pdf,80426,Visit,2018-02-23\n", "m.csv has no column path, urn, title, published"),
        (b"path,urn,Title,title,published\na.pdf,1,T,U,\n", "m.csv has the column title twice"),
    ],
)
def test_what_cannot_be_read_surely_is_refused_with_what_to_do(body: bytes, said: str) -> None:
    assert said in refusal_of(body)


def test_a_manifest_may_name_nothing_and_thousands() -> None:
    assert read_rows(HEADER.encode(), "m.csv") == ()
    rows = read_rows((HEADER + "".join(f"{n}.pdf,{n + 1},T,2018-02-23,,\n" for n in range(5000))).encode(), "m.csv")
    assert [(row.line, row.path, row.urn) for row in rows[-1:]] == [(5001, "4999.pdf", "5000")]


def test_a_title_is_read_as_the_archive_keeps_it() -> None:
    assert row_of("a.pdf,1,Focused \ue000\u202evisit\ue001 \u2066,2018-02-23").title == "Focused visit"
    assert "line 2: title is not a title" in refusal_of(f"{HEADER}a.pdf,1,\u202e\ue000,2018-02-23".encode())
    assert "line 2: title is 'V\\x1b[31misit': a character was lost" in refusal_of(f"{HEADER}a.pdf,1,V\x1b[31misit,".encode())
