"""What the answers of any site tell us: robots.txt, headers that later runs rely on, and reserved rights."""

from collections.abc import Generator, Iterable
from urllib.parse import urlsplit

from protego import Protego

from scraper.sources.first_look.looking import Answer, Ask, Finding, ask, judge

RESERVATIONS = ("tdm-reservation", "tdm-policy")


def look_at_robots(home: str, addresses: Iterable[str], user_agent: str) -> Generator[Ask | Finding, Answer | None, None]:
    """Whether robots.txt lets this user agent ask for each of `addresses`, and how long it wants between two requests."""
    answer = yield from ask("robots.txt", f"{home}/robots.txt")
    if 400 <= answer.status < 500:
        yield Finding("agrees", f"there is no robots.txt (status {answer.status}), so a crawl may request everything")
        return
    if not answer.came:
        yield Finding("differs", "we cannot read robots.txt, so a crawl would request nothing; try again later")
        return
    rules = Protego.parse(answer.body.decode("utf-8", "replace"))
    refused = [address for address in addresses if not rules.can_fetch(address, user_agent)]
    yield judge(not refused, "robots.txt allows the addresses that a crawl requests", f"robots.txt forbids {', '.join(refused)}")
    delay = rules.crawl_delay(user_agent)
    if delay:
        yield Finding("new", f"robots.txt asks us to wait {delay:g} seconds between requests (Crawl-delay)")


def headers_of(what: str, answer: Answer) -> Finding:
    """The headers that say whether an answer is whole and whether it has changed since; those that are absent."""
    present = {name: answer.header(name) for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control")}
    told = ", ".join(f"{name}: {value}" for name, value in present.items() if value) or "none of the headers we look for"
    if present["ETag"] or present["Last-Modified"]:
        return Finding("agrees", f"{what} has an ETag or Last-Modified header, so the site sends it again only if it changes ({told})")
    return Finding("new", f"{what} has no ETag or Last-Modified header, so a crawl rarely requests again what the archive holds ({told})")


def reservation_of(answer: Answer) -> Finding | None:
    """What the answer's headers reserve of text and data mining, if anything."""
    found = [f"{name}: {answer.header(name)}" for name in RESERVATIONS if answer.header(name)]
    return (
        Finding("new", f"{urlsplit(answer.final_url).hostname} reserves rights ({', '.join(found)}): read its terms before you crawl it")
        if found
        else None
    )
