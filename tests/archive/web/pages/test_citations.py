"""Citations stand as their formats want them, whatever a title holds."""

from dataclasses import replace

from archive.keeping.source_terms import SENTENCE
from archive.web.pages.citations import Cited, bibtex, harvard, ris

CITED = Cited(
    key="ofsted-101",
    author="Ofsted",
    title="Amberford: ILACS inspection",
    published="2019-05-13",
    url="https://files.example/101",
    kept_at="https://archive.example/report/ofsted-101",
    snapshot="2026-11-01T06:00:00+00:00",
)
HOSTILE = replace(CITED, title="50% of {brackets} & \\input{x}\nER  - \nTY  - BOOK", published=None, snapshot=None, url="")


def test_harvard_names_year_address_archive_day_and_licence() -> None:
    assert harvard(CITED) == (
        "Ofsted (2019) Amberford: ILACS inspection. Available at: https://files.example/101; archived at: "
        f"https://archive.example/report/ofsted-101 (downloaded on 2026-11-01). {SENTENCE}"
    )
    assert harvard(HOSTILE).startswith("Ofsted (no date) ")


def test_bibtex_escapes_what_means_something_to_tex() -> None:
    assert "  year = {2019},\n  date = {2019-05-13},\n" in bibtex(CITED)
    assert (
        r"50\% of \textbraceleft brackets\textbraceright  \& \textbackslash input\textbraceleft x\textbraceright  ER - TY - BOOK"
    ) in bibtex(HOSTILE)


def test_braces_of_a_title_are_not_counted() -> None:
    for title in ("}", "{", "a } b", "\\}", "}}} {"):
        written = bibtex(replace(CITED, title=title))
        assert written.count("{") == written.count("}") == bibtex(replace(CITED, title="a")).count("{"), title


def test_ris_is_one_record_whatever_the_title_holds() -> None:
    assert "PY  - 2019\r\nDA  - 2019/05/13\r\n" in ris(CITED)
    lines = ris(HOSTILE).split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert sum(line.startswith(("TY", "ER")) for line in lines) == 2
    assert "\n" not in ris(HOSTILE).replace("\r\n", "")


def test_every_field_is_escaped() -> None:
    hostile = "https://a.example/x?a=1&b=%20#c}\\{\nER  - \x1b"
    dirty = replace(CITED, url=hostile, published="2019}\n", kept_at=hostile, author="A}\n\nER  - ", snapshot="20\nER  - ")
    assert r"  url = {https://a.example/x?a=1\&b=\%20\#c\%7D\%5C\%7BER-}," in bibtex(dirty)
    assert "  date = {2019\\textbraceright }," in bibtex(dirty)
    assert "\x1b" not in bibtex(dirty) + ris(dirty)
    assert [line[:2] for line in ris(dirty).split("\r\n")].count("ER") == 1
    assert not any("\n" in line for line in ris(dirty).split("\r\n"))
