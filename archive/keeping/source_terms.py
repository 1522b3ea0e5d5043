"""Whose reports the archive holds, and on which terms: what footers, feeds, files and licences of exports say of rights."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from sqlite3 import Connection

from archive.database.listed_rows import AUTHOR

OFSTED = "Ofsted"
LICENCE = "Open Government Licence v3.0"
SENTENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
"""What the terms of Ofsted's reports ask for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Who writes the reports of the `sources` (their names), the sentence that the terms ask for, the licence's name, and their site."""

    author: str
    attribution: str
    licence: str
    home: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rights:
    """The terms of all inspectorates whose reports are held, Ofsted's first."""

    held: tuple[Terms, ...] = ()

    @property
    def others(self) -> tuple[Terms, ...]:
        """Those of other authors than Ofsted."""
        return tuple(one for one in self.held if one.author != OFSTED)

    @property
    def of_ofsted(self) -> bool:
        """Whether reports of Ofsted's are held; so it is said of an archive that holds nothing yet."""
        return len(self.others) < len(self.held) or not self.held

    @property
    def licences(self) -> str:
        """The names of all their licences, each once."""
        return ", ".join(dict.fromkeys(one.licence for one in self.held)) or LICENCE

    def of(self, sources: Iterable[str]) -> list[Terms]:
        """The terms of these sources, each once; none of a publisher."""
        wanted = set(sources)
        return [one for one in self.held if wanted & set(one.sources)]

    def narrowed(self, sources: Collection[str]) -> "Rights":
        """Those of these sources, where a reader chose some whose reports are held; else of all."""
        held = tuple(self.of(sources))
        return replace(self, held=held) if held else self

    def others_of(self, source: str) -> list[Terms]:
        """The terms of this source, where its reports are not Ofsted's."""
        return [one for one in self.others if source in one.sources]

    def whose(self, source: str) -> str:
        """The author of this source's reports; empty where it is Ofsted."""
        return next((one.author for one in self.others_of(source)), "")

    def lines(self, sources: Iterable[str] | None = None) -> list[str]:
        """The sentences to print beside what comes from these sources, or from all: the author before each where there are several."""
        terms = list(self.held) if sources is None else self.of(sources)
        if len(terms) < 2:
            return [one.attribution for one in terms] or [SENTENCE]
        return [f"{one.author}: {one.attribution}" for one in terms]


def read_rights(connection: Connection) -> Rights:
    """The terms of every inspectorate of which a report is held."""
    rows = connection.execute(f"""select s.name, {AUTHOR}, s.licence, s.home from sources s where s.kind = 'inspectorate'
        and exists (select 1 from documents d where d.source = s.name and d.kind = 'report') order by s.name""").fetchall()
    found: dict[tuple[str, str], Terms] = {}
    for name, author, attribution, licence, home in sorted(rows, key=lambda row: (row[1] != OFSTED, row[0] == "local", row[1])):
        same = found.get((author, attribution), Terms(author, attribution, licence, home, ()))
        found[author, attribution] = replace(same, sources=(*same.sources, name))
    return Rights(tuple(found.values()))
