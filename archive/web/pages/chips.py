"""The filters in use above a list of results, each with the address that takes it back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive.holdings.chosen_councils import ChosenCouncils
from archive.search.filters import values_of
from archive.urls import with_query
from archive.web.words import count, day


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use: what it is of, its value in words, and the address without it."""

    title: str
    label: str
    url: str


def make_chips(path: str, chosen: Mapping[str, str], titles: Iterable[tuple[str, str]], words: Callable[[str, str], str]) -> list[Chip]:
    """A chip for each value chosen of the filters in `titles` (parameter, title), for a group of councils, and for dates.

    `chosen` are the parameters that ask for the list at `path` again, several values of a filter with commas; `words` gives what readers
    see of a parameter's value.
    """
    return list(_chips(path, chosen, titles, words))


def council_chips(path: str, councils: ChosenCouncils) -> list[Chip]:
    """A chip for each council, region and source chosen, and for a group, above the list at `path`."""
    titles = [("authority", "Local authority"), ("region", "Region"), ("source", "Source")]
    names = {"authority": councils.names, "source": councils.titles}
    return make_chips(path, councils.chosen, titles, lambda name, value: names.get(name, {}).get(value, value))


def _chips(path: str, chosen: Mapping[str, str], titles: Iterable[tuple[str, str]], words: Callable[[str, str], str]) -> Iterator[Chip]:
    for name, title in titles:
        for value in (values := values_of(chosen[name])):
            yield Chip(title, words(name, value), with_query(path, {**chosen, name: ",".join(one for one in values if one != value)}))
    if chosen["group"]:
        group = chosen["group_name"] or count(len(values_of(chosen["group"])), "council")
        yield Chip("Group", group, with_query(path, {**chosen, "group": "", "group_name": ""}))
    for name, title in (("from", "From"), ("to", "To")):
        if chosen.get(name):
            yield Chip(title, day(chosen[name], chosen[name]), with_query(path, {**chosen, name: ""}))
