"""Which councils a reader chose for a list that has few filters: councils, regions, or a group of their own; and which sources."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from sqlite3 import Connection

from archive.database.councils import read_council_names, read_source_titles
from archive.search.filters import chosen_codes, chosen_keys, outside_group, read_group, unknown_choices, values_of, with_group


@dataclass(frozen=True, slots=True)
class ChosenCouncils:
    """`chosen` are parameters of an address: `authority`, `region`, `source` (several values with commas), `group` and `group_name`.

    `codes` are the ONS codes that the councils chosen have, None where none was chosen; `keys` those of reports of the sources chosen,
    as `chosen_keys` has them. `names` are those of all councils by code, `titles` those of all sources by name.
    """

    chosen: Mapping[str, str]
    codes: Collection[str] | None
    keys: Collection[str] | None
    names: Mapping[str, str]
    titles: Mapping[str, str]
    notices: tuple[str, ...]

    @property
    def sources(self) -> list[str]:
        """The names of the sources chosen; none where all are."""
        return values_of(self.chosen["source"])

    def has(self, code: str | None, key: str) -> bool:
        """Whether a report with this key, on this council, is among what was asked for."""
        return (self.codes is None or code in self.codes) and (self.keys is None or key in self.keys)


def read_chosen_councils(connection: Connection, parameters: Mapping[str, str]) -> ChosenCouncils:
    """What a request asks; any text is taken: what is no value finds nothing, and `notices` says so."""
    given = {name: value.replace("\x00", "").strip() for name, value in parameters.items()}
    chosen = {name: ",".join(values_of(given.get(name, "")[:2000])) for name in ("authority", "region", "source")} | read_group(given)
    names = read_council_names(connection)
    titles = read_source_titles(connection)
    notices = (*outside_group(given), *unknown_choices(connection, with_group(chosen)))
    return ChosenCouncils(chosen, chosen_codes(connection, chosen), chosen_keys(connection, chosen), names, titles, notices)
