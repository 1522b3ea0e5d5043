"""The real reports beside the project, read and held against their checked answers: no field may be read less well than it once was."""

from collections import Counter
from typing import Any

import pytest

from tests.conftest import SETS, Home
from tests.scores import answers_of, misses_over, score

REACHED: dict[str, dict[str, int]] = {
    "corpus": {},
    "news": {},
}
"""How many facts of each set and field are still not as their answer; what is not named here is right everywhere.

Lower a number with each change that lowers it, and never raise one.
"""

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("added")]


def not_right(found: dict[str, Any]) -> Counter[str]:
    """How many facts are not as their answer, by field."""
    counts = Counter({field: sum(each.values()) - each.get("right", 0) for field, each in found["fields"].items()})
    counts.update({f"recommendations {name}": found["recommendations"].get(name, 0) for name in ("missed", "extra", "wrong_kind")})
    return +counts


@pytest.mark.parametrize("name", SETS)
def test_every_field_is_read_as_well_as_before(added: Home, name: str) -> None:
    answers = answers_of([name])
    found = score(added.database, answers)
    assert found["read"] == len(answers)
    worse = not_right(found) - Counter(REACHED[name])
    fields = {each.split()[0] for each in worse}
    named = [" | ".join(miss) for miss in misses_over(added.database, answers) if miss[3] in fields]
    assert not worse, "\n".join([str(dict(worse)), *named])


def test_what_is_said_to_be_reached_is_of_known_fields(added: Home) -> None:
    fields = score(added.database, answers_of(SETS))["fields"]
    known = {*fields, *(f"recommendations {name}" for name in ("missed", "extra", "wrong_kind"))}
    assert {field for numbers in REACHED.values() for field in numbers} <= known
