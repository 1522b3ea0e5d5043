"""/-/live: whether the server answers at all; /-/metrics: the archive's health in the text form of Prometheus."""

import hmac
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive import __version__
from archive.keeping.health import Health, health
from archive.web.database import archive_of
from archive.web.pages.health import NEVER_KEPT

if TYPE_CHECKING:
    from datasette.app import Datasette

TEXT = "text/plain; version=0.0.4; charset=utf-8"
HELD = "Reports with their file, articles and documents in the archive."


def live() -> Response:
    """The server answers; nothing is asked of the archive."""
    return Response.text("live\n", headers=NEVER_KEPT)


async def metrics(datasette: "Datasette", request: Request) -> Response:
    """Figures for a monitor: on a private site for all, on a public one for those who bring the token of ARCHIVE_METRICS_TOKEN."""
    archive = archive_of(datasette)
    if archive.public and not _has_token(request):
        words = "The figures of a public site need a token.\n"
        return Response.text(words, status=403, headers=NEVER_KEPT)
    found = await archive.read(health)
    return Response("\n".join(lines(found)) + "\n", content_type=TEXT, headers=NEVER_KEPT)


def _has_token(request: Request) -> bool:
    token = os.environ.get("ARCHIVE_METRICS_TOKEN", "")
    return bool(token) and hmac.compare_digest(f"Bearer {token}".encode(), request.headers.get("authorization", "").encode())


def lines(found: Health) -> Iterator[str]:
    """Each figure with its help and type."""
    yield from _gauge("archive_version_info", "Version of the program.", [({"version": __version__}, 1)])
    yield from _gauge("archive_healthy", "1 if no rule asks for attention.", [({}, int(found.well))])
    yield from _gauge("archive_held", HELD, [({"what": what}, number) for what, number in found.held.items()])
    yield from _gauge("archive_open_problems", "Open problems.", [({"kind": kind}, number) for kind, number in found.problems.items()])
    rules: dict[tuple[str, str], bool] = {}
    for one in found.verdicts:  # a rule may say several things about one source; Prometheus wants each series once
        key = (one.rule, one.about or "")
        rules[key] = rules.get(key, True) and one.well
    judged = [({"rule": rule, "about": about}, int(well)) for (rule, about), well in rules.items()]
    yield from _gauge("archive_rule_ok", "1 if the rule is content, 0 if it asks for attention.", judged)


def _gauge(name: str, means: str, values: list[tuple[dict[str, str], int]]) -> Iterator[str]:
    yield f"# HELP {name} {means}"
    yield f"# TYPE {name} gauge"
    for labels, value in values:
        told = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{name}{{{told}}} {value}" if told else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
