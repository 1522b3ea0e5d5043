"""What a first look asks, what comes back, and what it finds."""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

T = TypeVar("T")
Verdict = Literal["agrees", "differs", "new", "unknown"]
# Verdict -> the heading under which a person reads it, in this order.
VERDICTS: dict[Verdict, str] = {
    "differs": "Different from what the source expects",
    "new": "New to us",
    "unknown": "Not checked",
    "agrees": "As the source expects",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One address to ask; `what` names it for people."""

    what: str
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: `headers` in order, as text; `trouble` says why nothing came (then `status` is 0 and the body empty)."""

    ask: Ask
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    trouble: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)

    @property
    def came(self) -> bool:
        """Whether the address gave what was asked for, by its status."""
        return self.status == 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One point that was checked: a sentence for a person."""

    verdict: Verdict
    words: str


# Yields what to ask (and is sent the Answer) and what was found; knows nothing of the network, so that tests can send it any answer.
Looking = Generator[Ask | Finding, Answer | None, None]


def probe(what: str, url: str) -> Generator[Ask | Finding, Answer | None, Answer]:
    """Ask, and give the answer, whatever it is."""
    answer = yield Ask(what, url)
    assert answer is not None  # whoever drives a Looking sends an Answer for each Ask
    return answer


def ask(what: str, url: str) -> Generator[Ask | Finding, Answer | None, Answer]:
    """Ask, and give the answer; an answer that did not come is a finding by itself."""
    answer = yield from probe(what, url)
    if answer.trouble:
        yield Finding("differs", f"we could not fetch {what} ({url}): {answer.trouble}")
    elif not answer.came:
        yield Finding("differs", f"{what} ({url}) answers with status {answer.status}")
    return answer


def judge(agrees: bool, words: str, otherwise: str | None = None) -> Finding:
    """A finding: `words` when it agrees, `otherwise` (or the same words) when not."""
    return Finding("agrees", words) if agrees else Finding("differs", otherwise or words)


def spread(items: Sequence[T]) -> Iterator[tuple[str, T]]:
    """The first, the middle and the last of `items`, each once, with that word."""
    places = {"first": 0, "middle": len(items) // 2, "last": len(items) - 1}
    seen: set[int] = set()
    for word, at in places.items():
        if 0 <= at < len(items) and at not in seen:
            seen.add(at)
            yield word, items[at]


def known_and_new(what: str, found: Iterable[str], known: Iterable[str]) -> Finding:
    """Which of the words `found` are not among those `known`, with how often each was met."""
    counted = Counter(found)
    levelled = {one.casefold() for one in known}
    new = {word: times for word, times in counted.items() if word.casefold() not in levelled}
    if new:
        return Finding("new", f"{what}: {', '.join(f'“{word}” ({times})' for word, times in sorted(new.items()))}")
    return Finding("agrees", f"{what}: {', '.join(sorted(counted)) or 'none'}, all known")
