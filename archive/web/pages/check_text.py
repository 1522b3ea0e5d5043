"""/check-text: a draft is pasted, and each of its quotations and grades is looked up. What is pasted is neither kept nor logged."""

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from datasette import Request, Response

from archive.holdings.check_text import LONGEST, CheckedClaim, CheckedText, check_text
from archive.urls import file_url, report_url
from archive.web.database import archive_of
from archive.web.pages.quote import MEANS, VERDICTS, as_json
from archive.web.render import page
from archive.web.words import count

if TYPE_CHECKING:
    from datasette.app import Datasette

CLAIMED = {"wrong": "not as in the report", "not_stated": "not in the report", "right": "as in the report"}  # the worst first
NOT_KEPT = {"cache-control": "no-store"}
TOO_LONG = f"This text has more than {LONGEST:,} letters. Check it in parts."
EMPTY = "Paste the text that you want to check."


async def check_text_page(datasette: "Datasette", request: Request) -> Response:
    """The form, or what was found of the text that was posted as the field `text` of a form; JSON with `.json`."""
    form = request.url_vars["form"]
    text = await _posted(request) if request.method == "POST" else ""
    error = "" if text.strip() and len(text) <= LONGEST else TOO_LONG if text.strip() else EMPTY
    checked: CheckedText | None = None
    if not error:
        archive = archive_of(datasette)
        checked = await archive.of_own_page(lambda connection: check_text(connection, text, public=archive.public))
    status = 200 if checked or request.method != "POST" else 413 if error == TOO_LONG else 400
    if form == "json":
        answer = _as_json(checked, f"{request.scheme}://{request.host}") if checked else {"error": error}
        return Response.json(answer, status=status, headers=NOT_KEPT)
    told = error if request.method == "POST" else ""
    values: dict[str, Any] = {
        "checked": checked,
        "text": text[:LONGEST],
        "error": told,
        "longest": LONGEST,
        "verdicts": VERDICTS,
        "means": MEANS,
    }
    values["summary"] = summary(checked) if checked else ""
    response = await page(datasette, request, "check_text.html", status=status, **values)
    response.headers.update(NOT_KEPT)
    return response


def summary(checked: CheckedText) -> str:
    """What was found, in a line: "2 quotations: 1 word for word, 1 not found. 1 grade, date or number: 1 differs from the report."."""
    quoted = Counter(one.verdict for one in checked.quotations)
    told = Counter(one.claim.verdict for one in checked.claims)
    quotations = ", ".join(f"{quoted[verdict]} {words.lower()}" for verdict, words in VERDICTS.items() if quoted[verdict])
    claims = ", ".join(f"{told[verdict]} {words}" for verdict, words in CLAIMED.items() if told[verdict])
    return " ".join(
        f"{count(number, one, many)}{': ' if words else ''}{words}."
        for number, one, many, words in (
            (len(checked.quotations), "quotation", "quotations", quotations),
            (len(checked.claims), "grade, date or number", "grades, dates and numbers", claims),
        )
    )


async def _posted(request: Request) -> str:
    """The field `text`, however it is encoded: a form's, or plain text as the whole body."""
    body: str = (await request.post_body()).decode("utf-8", errors="replace")
    if request.headers.get("content-type", "").startswith("text/plain"):
        return body
    return parse_qs(body, keep_blank_values=True, max_num_fields=10).get("text", [""])[0]


def _as_json(checked: CheckedText, site: str) -> dict[str, Any]:
    return {
        "quotations": [as_json(one, site) for one in checked.quotations],
        "claims": [_claim(one, site) for one in checked.claims],
        "councils": [{"local_authority": code, "name": name} for code, name in checked.councils],
        "not_held": list(checked.not_held),
        "unchecked": checked.unchecked,
    }


def _claim(one: CheckedClaim, site: str) -> dict[str, Any]:
    claim, row = one.claim, one.row
    facts = {"kind": claim.kind, "subject": claim.subject, "said": claim.said, "stated": claim.stated, "verdict": claim.verdict}
    return {"sentence": one.sentence, **facts, "report": row["key"], "local_authority_name": row["authority_name"]} | {
        "published": row["published"],
        "page": claim.page,
        "url": site + report_url(row["key"]),
        "pdf": site + file_url(row["sha256"], claim.page),
    }
