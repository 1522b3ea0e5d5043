"""/quote and /check-text: each quotation and grade with its page, or that it is not there; nothing pasted is kept."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archive.holdings.check_text import LONGEST
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask

SAID = "Supervision of social workers is irregular"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DRAFT = (
    f"Amberford requires improvement.\nInspectors said: “{SAID}”. They also said «Supervision of social workers is regular», and added that"
    " “every child in the town owns a canoe and a lantern”."
)


def quote(site: Ask, **asked: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(site(f"/quote.json?{urlencode(asked)}").text)
    return found


def check(site: Ask, text: str, form: str = "") -> tuple[int, str]:
    answer = site(f"/check-text{form}", method="post", content=urlencode({"text": text}), headers=FORM)
    return answer.status_code, answer.text


def test_a_quotation_has_its_place(site: Ask, public_site: Ask) -> None:
    for asked in (site, public_site):
        found = quote(asked, q=f"“{SAID}.”")
        assert (found["verdict"], found["report"], found["changes_sense"]) == ("verbatim", "ofsted-101", False)
        assert isinstance(found["page"], int)
        assert found["pdf"] == f"http://localhost/files/{found['sha256']}.pdf#page={found['page']}"
        assert len(str(found["sha256"])) == 64
        assert str(found["url"]).startswith("http://localhost/report/ofsted-101")
        assert str(found["as_at"]).endswith("+00:00")


def test_a_changed_quotation_says_what_was_changed(site: Ask) -> None:
    found = quote(site, q="Supervision of social workers is not irregular")
    assert (found["verdict"], found["changes_sense"]) == ("near", True)
    assert found["changes"] == [{"quoted": "not", "report": "", "sense": True}]
    page = site("/quote?q=Supervision+of+social+workers+is+not+irregular").text
    assert "Do not print these words as a quotation" in page
    assert "This changes the sense" in page


def test_not_found_and_not_held_are_answers_of_their_own(site: Ask) -> None:
    assert quote(site, q="Every child in the town owns a canoe")["verdict"] == "not_found"
    assert quote(site, q=SAID, report="ofsted-1")["verdict"] == "not_held"
    assert quote(site, q=SAID, authority="X9999999")["verdict"] == "not_held"
    assert quote(site, q=SAID, report="ofsted-102")["verdict"] != "verbatim"
    assert "Three words" in str(quote(site, q="irregular")["why"])
    assert quote(site)["error"]


def test_what_is_withheld_is_in_no_answer(public_site: Ask, made: ArchiveFactory, tmp_path: Path) -> None:
    del made
    answer = public_site(f"/quote.json?{urlencode({'q': 'private body sentence of an article'})}").text
    assert json.loads(answer)["verdict"] == "not_found"


def test_a_draft_is_told_quotation_by_quotation(site: Ask) -> None:
    status, body = check(site, DRAFT, ".json")
    found = json.loads(body)
    assert status == 200
    assert [one["verdict"] for one in found["quotations"]] == ["verbatim", "near", "not_found"]
    assert [(one["subject"], one["said"], one["verdict"]) for one in found["claims"]][:1] == [
        ("overall_effectiveness", "requires_improvement", "right")
    ]
    assert found["councils"][0]["name"] == "Amberford"
    status, page = check(site, DRAFT)
    assert status == 200
    for words in ("Word for word", "Not word for word", "Not found", "Grades, dates and numbers", SAID):
        assert words in page


def test_errors_say_what_to_do(site: Ask) -> None:
    assert check(site, "  ")[0] == 400
    status, page = check(site, "a" * (LONGEST + 1))
    assert status == 413
    assert "Check it in parts" in page
    assert check(site, "No quotation here.")[0] == 200
    assert site("/check-text").status_code == 200


def test_markup_in_a_draft_stays_text(site: Ask) -> None:
    assert "<script>" not in check(site, "“<script>alert one two three</script>” said Amberford.")[1]


@pytest.mark.parametrize("form", ["", ".json"])
def test_no_answer_to_a_draft_is_kept_anywhere(public_site: Ask, form: str) -> None:
    answer = public_site(f"/check-text{form}", method="post", content=urlencode({"text": DRAFT}), headers=FORM)
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_the_answer_stands_in_one_line_before_the_parts(site: Ask) -> None:
    _, page = check(site, DRAFT)
    line = page[page.index('id="result"') :].partition("</p>")[0]
    assert "3 quotations: 1 word for word, 1 not word for word, 1 not found." in line
    assert "1 grade, date or number: 1 as in the report." in line
    assert page.index('id="result"') < page.index('id="quotations"')
    _, wrong = check(site, DRAFT.replace("Amberford requires improvement", "Amberford was judged inadequate"))
    assert "1 grade, date or number: 1 not as in the report." in wrong


def test_words_of_a_council_that_the_text_does_not_name_are_said_to_be_so(site: Ask) -> None:
    other = "These words are from a report on Amberford, which your text does not name."
    assert other in check(site, f"Of Brackmere inspectors wrote: “{SAID}”.")[1]
    assert other not in check(site, f"Of Amberford inspectors wrote: “{SAID}”.")[1]
    assert other not in check(site, f"Inspectors wrote: “{SAID}”.")[1]
