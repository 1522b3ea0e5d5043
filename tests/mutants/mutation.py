"""What a mutation is: one place of the code changed for the worse, and the tests that must notice."""

from dataclasses import dataclass
from pathlib import Path


class StaleError(Exception):
    """The text that a mutation replaces is not in its file, or is there more than once."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """In `file` the text `old`, which stands there once, becomes `new`; `harm` says what goes wrong then, `tests` are pytest's words."""

    file: str
    old: str
    new: str
    harm: str
    tests: str

    def applied(self, root: Path) -> str:
        """The text of the file below `root` with the mutation. StaleError when it no longer fits."""
        text = (root / self.file).read_text("utf-8")
        if text.count(self.old) != 1:
            raise StaleError(f"{self.file} holds {text.count(self.old)} times: {self.old!r} ({self.harm})")
        return text.replace(self.old, self.new)
