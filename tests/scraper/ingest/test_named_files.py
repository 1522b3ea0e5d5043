"""What one call of `scrapy add` names: each file found and checked, each report once, or a refusal that says where and what to do."""

import json
import os
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from archive.errors import ConfigurationError
from archive.store.files import hash_of
from scraper.ingest.named_files import Named, named_by
from scraper.sources.registry import LocalFiles, source_classes
from scraper.spiders.ofsted_reports import OfstedReports
from tests.conftest import ROOT

SOURCES = {source.name: source for source in (LocalFiles, OfstedReports)}
A, B = b"%PDF-1.4 one", b"%PDF-1.4 two"
SHA_A, SHA_B = hash_of(A), hash_of(B)
FILE_5 = "https://files.ofsted.gov.uk/v1/file/5"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two PDFs, one of them also as a copy in a folder, and what is no PDF."""
    (tmp_path / "sub").mkdir()
    for name, body in {"a.pdf": A, "b.pdf": B, "sub/copy.pdf": A, "page.pdf": b"<html>Report not found", "empty.pdf": b""}.items():
        (tmp_path / name).write_bytes(body)
    return tmp_path


def named(folder: Path, *lines: str, name: str = "m.csv") -> Named:
    """What a manifest with these lines names."""
    (folder / name).write_text("path,urn,title,published,url,sha256\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return named_by([folder / name], SOURCES)


def refusal(folder: Path, *lines: str) -> str:
    with pytest.raises(ConfigurationError) as refused:
        named(folder, *lines)
    return str(refused.value).replace(str(folder), "F")


def test_two_files_of_one_name_have_two_addresses_that_tell_no_folder(folder: Path) -> None:
    (folder / "sub" / "a.pdf").write_bytes(B)
    found = named_by([folder / "a.pdf", folder / "sub" / "a.pdf"], SOURCES)
    assert [report.address for report in found.reports] == [f"file:{SHA_A[:16]}/a.pdf", f"file:{SHA_B[:16]}/a.pdf"]
    assert [report.key for report in found.reports] == [f"local-{SHA_A[:16]}", f"local-{SHA_B[:16]}"]


def test_one_pdf_for_two_providers_is_one_report(folder: Path) -> None:
    found = named(folder, "a.pdf,1,T,2018-02-23", "b.pdf,1,T,2018-02-23", "sub/../a.pdf,2,,", "a.pdf,1,T,2018-02-23")
    assert [(report.key, report.urns, report.title) for report in found.reports] == [
        (f"local-{SHA_A[:16]}", ("1", "2"), "T"),
        (f"local-{SHA_B[:16]}", ("1",), "T"),
    ]
    assert (found.count, found.again) == (4, ())


def test_a_copy_is_the_same_report_and_is_told(folder: Path) -> None:
    found = named(folder, "a.pdf,,,", f"sub/copy.pdf,1,T,2018-02-23,{FILE_5}")
    assert [(report.key, report.address, report.title, report.source) for report in found.reports] == [
        ("ofsted-5", FILE_5, "T", OfstedReports)
    ]
    assert found.again == (f"{folder}/m.csv, line 3: {folder}/sub/copy.pdf is the same file as {folder}/a.pdf",)


def test_one_file_at_two_addresses_is_two_reports(folder: Path) -> None:
    found = named(folder, f"a.pdf,1,T,,{FILE_5}", f"a.pdf,2,T,,{FILE_5}1")
    assert [(report.key, report.urns) for report in found.reports] == [("ofsted-5", ("1",)), ("ofsted-51", ("2",))]


@pytest.mark.parametrize("path", [r".\sub\copy.pdf", r"sub\copy.pdf", "sub/../sub/copy.pdf", "link.pdf", "./sub//copy.pdf"])
def test_a_path_is_found_as_it_is_meant(folder: Path, path: str) -> None:
    (folder / "link.pdf").symlink_to(folder / "sub" / "copy.pdf")
    assert [report.sha256 for report in named(folder, f"{path},,,").reports] == [SHA_A]
    (folder / "sub" / "m.csv").write_text(f"path,urn,title,published\n../{path},,,\n")
    assert [report.sha256 for report in named_by([folder / "sub" / "m.csv"], SOURCES).reports] == [SHA_A]


def test_accents_are_found_however_they_are_composed(folder: Path) -> None:
    (folder / "Cafe\u0301 #1.pdf").write_bytes(A)
    assert [report.sha256 for report in named(folder, "Caf\u00e9 #1.pdf,,,", name="UPPER.CSV").reports] == [SHA_A]


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        (b"r\xe9port.pdf", r"r\xe9port.pdf"),
        (b"line\nbreak.pdf", r"line\nbreak.pdf"),
        ("é – #1 ?.pdf".encode(), "é – #1 ?.pdf"),
        (b"x" * 250 + b".pdf", "x" * 250 + ".pdf"),
        (b"\xe2\x80\xaefdp.exe.pdf", r"\u202efdp.exe.pdf"),
        (b"\x1b[31m.pdf", r"\x1b[31m.pdf"),
    ],
)
def test_any_name_of_a_file_becomes_an_address_that_can_be_kept_and_shown(tmp_path: Path, name: bytes, spelt: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(A)
    [report] = named_by([path], SOURCES).reports
    assert report.address == f"file:{SHA_A[:16]}/{spelt}"
    path.write_bytes(b"no PDF")
    with pytest.raises(ConfigurationError) as refused:
        named_by([path], SOURCES)
    assert str(refused.value).startswith(f"{tmp_path}/{spelt} is not a PDF; ")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a.pdf,,,", "x.pdf,,,"], "F/m.csv, line 3: F/x.pdf does not exist; a path in a manifest begins at the manifest's folder"),
        (["sub,,,"], "F/m.csv, line 2: F/sub is a folder; name the files in it; "),
        (["page.pdf,,,"], "F/m.csv, line 2: F/page.pdf is not a PDF; "),
        (["empty.pdf,,,"], "F/m.csv, line 2: F/empty.pdf is not a PDF; "),
        (["pipe,,,"], "F/m.csv, line 2: F/pipe is not an ordinary file"),
        ([f"{'x' * 300}.pdf,,,"], "cannot be read: File name too long"),
        ([f"a.pdf,,,,,{SHA_B}"], f"line 2: F/a.pdf has the SHA-256 {SHA_A}, not {SHA_B}; "),
        ([f"a.pdf,,,,{FILE_5},", f"b.pdf,,,,{FILE_5},"], "line 3: F/b.pdf has the same url as F/a.pdf, but is another file"),
        (["a.pdf,,,,https://a.org/x,", "b.pdf,,,,https://a.org/x,"], "line 3: F/b.pdf has the same url as F/a.pdf, but is another file"),
        (["a.pdf,1,T,", "sub/copy.pdf,2,U,"], "line 3: title 'U' differs from 'T', which F/m.csv, line 2 gives for the same file"),
        (["a.pdf,1,T,2018-02-23", "a.pdf,2,T,2018-02-24"], "line 3: published '2018-02-24' differs from '2018-02-23'"),
    ],
)
def test_what_is_not_as_it_says_is_refused_with_what_to_do(folder: Path, lines: list[str], said: str) -> None:
    os.mkfifo(folder / "pipe")
    assert said in refusal(folder, *lines)


def test_a_hash_in_capitals_is_the_same_hash(folder: Path) -> None:
    assert named(folder, f"a.pdf,,,,,{SHA_A.upper()}").count == 1


def test_a_file_that_changes_between_the_check_and_the_reading_is_not_taken(folder: Path) -> None:
    [report] = named(folder, "a.pdf,,,").reports
    (folder / "a.pdf").write_bytes(B)
    with pytest.raises(ConfigurationError, match="changed while we were adding it"):
        report.read()


EVERY = source_classes(get_project_settings())
LISTED = [
    (one["key"], one["url"], path.parent.parent.name)
    for path in sorted((ROOT / "tests" / "fixtures").glob("*/*/expected.json"))
    for one in json.loads(path.read_text(encoding="utf-8"))
    if one["record"] == "Report"
]
"""(key, address, source) of each file that a provider's page of a golden case links."""


def test_every_inspectorate_has_a_listed_file() -> None:
    assert {name for _, _, name in LISTED} == {name for name, source in EVERY.items() if source.kind == "inspectorate"} - {"local"}


@pytest.mark.parametrize(("key", "url", "source"), LISTED)
def test_a_file_of_any_source_has_the_key_that_its_crawl_gives(folder: Path, key: str, url: str, source: str) -> None:
    (folder / "m.csv").write_text(f"path,urn,title,published,url\na.pdf,,,,{url}\n", encoding="utf-8")
    (report,) = named_by([folder / "m.csv"], EVERY).reports
    assert (report.key, report.source.name, report.address) == (key, source, url)


def test_an_address_that_tells_no_key_leaves_it_to_the_bytes(folder: Path) -> None:
    eti, other = "https://www.etini.gov.uk/about-us", "https://nobody.example/reports/1.pdf"
    (folder / "m.csv").write_text(f"path,urn,title,published,url\na.pdf,,,,{eti}\nb.pdf,,,,{other}\n", encoding="utf-8")
    assert [report.key for report in named_by([folder / "m.csv"], EVERY).reports] == [f"local-{SHA_A[:16]}", f"local-{SHA_B[:16]}"]
