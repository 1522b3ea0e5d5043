"""Providers that the archive holds but a list no longer names. Each is reported once, by name."""

from collections.abc import Iterator

from sqlite_utils import Database

from archive.authorities import LocalAuthority
from archive.records import Problem
from archive.store import transaction
from archive.store.authorities import read_authorities
from archive.store.opening import now
from archive.store.problems import open_problems, resolve_problems
from scraper.crawl.session import Session

KIND = "provider_gone"
SHOWN = 3


def note_gone(session: Session, source: str, provider_type: str, listed: frozenset[str]) -> tuple[Problem, ...]:
    """Record which providers of `provider_type` a whole listing lacks, `listed` being the URNs it led to; returns the new problems.

    An authority that we know was abolished does not count. A provider that is listed again resolves its problem.
    """
    database, moment = session.database, now()
    with transaction(database):
        gone = dict(_gone(database, source, listed, provider_type, moment[:10]))
        new = [problem for url, problem in gone.items() if session.ingest.problem(problem, source, url, None, moment)]
        for url in open_problems(database, source, KIND) - gone.keys():
            resolve_problems(database, source, url, (), moment)
    return tuple(new)


def told_of(gone: tuple[Problem, ...]) -> list[str]:
    """The reason of a run that found these: each in words, or the first few and how many more."""
    more = len(gone) - SHOWN
    return [problem.message for problem in gone[:SHOWN]] + ([f"{more} more providers are no longer listed"] if more > 0 else [])


def _gone(database: Database, source: str, listed: frozenset[str], provider_type: str, today: str) -> Iterator[tuple[str, Problem]]:
    """(address of its page, what to say) of each provider held and not listed."""
    authorities = read_authorities(database)
    here = {_authority(urn, authorities) or urn for urn in listed}
    held = "select urn, name, url from providers where source = ? and provider_type = ? order by urn"
    for urn, name, url in database.execute(held, [source, provider_type]):
        authority = _authority(urn, authorities)
        if (authority or urn) in here or (authority and not _exists(authority, today, authorities)):
            continue
        words = f"{name} (URN {urn}) is no longer listed, so that its page was not read; all that is held of it stays"
        advice = "When the council has ended, give its last day in authorities.csv; otherwise look for it on the site"
        yield url, Problem(KIND, f"{words}. {advice}")


def _authority(urn: str, authorities: tuple[LocalAuthority, ...]) -> str | None:
    """Its two numbers, the URN and the three-digit code, are one authority; the DfE code stands for it."""
    return next((each.dfe_code for each in authorities if urn in (each.ofsted_urn, each.dfe_code)), None)


def _exists(dfe_code: str, today: str, authorities: tuple[LocalAuthority, ...]) -> bool:
    return any(each.existed(today) for each in authorities if each.dfe_code == dfe_code)
