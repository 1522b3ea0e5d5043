"""What a loopback site and its clients exchange: answers, the requests it has seen, and the faults it was asked for."""

import re
from dataclasses import dataclass, field

HTML = "text/html; charset=UTF-8"
KINDS = ("answer", "reset", "truncate", "slow")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends: `headers` beside Content-Type and Content-Length, which it works out itself."""

    body: bytes = field(repr=False)
    content_type: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the server saw it; `path` has the query; `status` is None where the connection was reset."""

    method: str
    path: str
    headers: dict[str, str]
    status: int | None


@dataclass(slots=True)
class Fault:
    """What goes wrong for the next `times` requests whose path (with query) `pattern` is found in; None: for all of them.

    `kind`: answer (send `answer` instead), reset (the connection is reset), truncate (half the body, then the connection
    ends), slow (`seconds` of silence, then the right answer).
    """

    pattern: re.Pattern[str]
    kind: str
    times: int | None = 1
    answer: Answer | None = None
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS or (self.kind == "answer") != (self.answer is not None):
            raise ValueError(f"a fault of kind {self.kind!r} with the answer {self.answer!r}")


def page(html: str, status: int = 200) -> Answer:
    """An HTML page as an answer."""
    return Answer(html.encode(), HTML, status)
