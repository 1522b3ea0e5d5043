"""The routes of the pages about outcomes: what the sector keeps by hand in spreadsheets, made from the reports."""

from collections.abc import Callable
from typing import Any

from archive.web.compare_page import compare_page
from archive.web.neighbours_page import neighbours_page
from archive.web.outcomes_page import outcomes_page
from archive.web.reconciliation_page import reconciliation_page
from archive.web.visits_page import after_inadequate_page, send_page, visits_page
from archive.web.week_page import week_page

ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"^/reconciliation(?:\.(?P<form>json|csv))?$", reconciliation_page),
    (r"^/week(?:\.(?P<form>txt|atom))?$", week_page),
    (r"^/visits(?:\.(?P<form>json|csv|atom))?$", visits_page),
    (r"^/send(?:\.(?P<form>json|csv))?$", send_page),
    (r"^/after-inadequate(?:\.(?P<form>json|csv))?$", after_inadequate_page),
    (r"^/compare$", compare_page),
    (r"^/neighbours/(?P<code>[^/]+?)(?:\.(?P<form>json|csv|atom))?$", neighbours_page),
    (r"^/outcomes(?P<sector>/sector(?=\.))?(?:\.(?P<form>json|csv|xlsx|atom))?$", outcomes_page),
]
