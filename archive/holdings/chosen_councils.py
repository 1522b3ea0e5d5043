"""Which councils a reader chose for a list that has no other filters: councils, regions, or a group of their own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from sqlite3 import Connection

from archive.search.filters import chosen_codes, outside_group, read_group, unknown_choices, values_of, with_group


@dataclass(frozen=True, slots=True)
class ChosenCouncils:
    """`chosen` are parameters of an address: `authority`, `region` (several values with commas), `group` and `group_name`.

    `codes` are the ONS codes they leave, None where nothing was chosen; `names` those of all councils, by code.
    """

    chosen: Mapping[str, str]
    codes: Collection[str] | None
    names: Mapping[str, str]
    notices: tuple[str, ...]

    def has(self, code: str | None) -> bool:
        """Whether this council is among them."""
        return self.codes is None or code in self.codes


def read_chosen_councils(connection: Connection, parameters: Mapping[str, str]) -> ChosenCouncils:
    """What a request asks; any text is taken: what is no value finds nothing, and `notices` says so."""
    given = {name: value.replace("\x00", "").strip() for name, value in parameters.items()}
    chosen = {name: ",".join(values_of(given.get(name, "")[:2000])) for name in ("authority", "region")} | read_group(given)
    names = dict(connection.execute("select code, name from local_authorities").fetchall())
    notices = (*outside_group(given), *unknown_choices(connection, with_group(chosen)))
    return ChosenCouncils(chosen, chosen_codes(connection, chosen), names, notices)
