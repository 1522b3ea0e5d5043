"""Writes the running text of invented reports: sentences put together from `prose.json`, the same for the same seed."""

import json
from functools import cache
from importlib.resources import files
from random import Random
from typing import Literal

Mood = Literal["good", "weak"]
TopicWords = dict[str, list[str]]


@cache
def _words() -> dict[str, TopicWords | list[str]]:
    text = files("sample.reports").joinpath("prose.json").read_text(encoding="utf-8")
    words: dict[str, TopicWords | list[str]] = json.loads(text)
    return words


def _topic(topic: str) -> TopicWords:
    words = _words()[topic]
    if not isinstance(words, dict):
        raise TypeError(f"{topic!r} of prose.json is a list of sentences, not a topic")
    return words


def phrases(name: str) -> list[str]:
    """The ready sentences of one list of `prose.json`, in order."""
    listed = _words()[name]
    if not isinstance(listed, list):
        raise TypeError(f"{name!r} of prose.json is a topic, not a list of sentences")
    return listed


def improvements(topic: str) -> list[str]:
    """What could improve in one topic: noun phrases without a capital or a full stop."""
    return _topic("improvements")[topic]


class Prose:
    """Sentences for one report; the same seed gives the same text in every run, and no sentence comes twice."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self._used: set[str] = set()

    def sentence(self, topic: str, mood: Mood, *, avoid: frozenset[str] = frozenset()) -> str:
        """A sentence about the topic that this report does not hold yet and that has no part in `avoid`.

        Raises RuntimeError when the words run out.
        """
        return "".join(self._parts(topic, mood, avoid))

    def _parts(self, topic: str, mood: Mood, avoid: frozenset[str]) -> tuple[str, str, str]:
        words = _topic(topic)
        for _ in range(1000):
            subject, predicate, end = (self.random.choice(words[name]) for name in ("subjects", mood, f"{mood}_ends"))
            parts = (subject, f" {predicate}", end)
            if not avoid.intersection(parts) and "".join(parts) not in self._used:
                self._used.add("".join(parts))
                return parts
        raise RuntimeError(f"no new sentence about {topic} ({mood}) after 1,000 draws; add words to prose.json")

    def paragraph(self, topic: str, moods: str = "ggw") -> str:
        """A paragraph with a sentence for each letter of `moods`: g for a strength, w for a weakness; a turn begins "However"."""
        names: dict[str, Mood] = {"g": "good", "w": "weak"}
        sentences: list[str] = []
        said: frozenset[str] = frozenset()
        for before, letter in zip(" " + moods, moods, strict=False):
            parts = self._parts(topic, names[letter], said)
            said = said.union(parts)
            sentence = "".join(parts)
            turned = f"However, {sentence[0].lower()}{sentence[1:]}" if before == "g" and letter == "w" else sentence
            sentences.append(turned)
        return " ".join(sentences)

    def some(self, choices: list[str], count: int) -> list[str]:
        """`count` different entries of `choices`, in the order in which they stand there."""
        chosen = set(self.random.sample(range(len(choices)), count))
        return [choice for position, choice in enumerate(choices) if position in chosen]
