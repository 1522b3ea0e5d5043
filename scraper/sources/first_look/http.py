"""What any site's answers say of themselves: robots.txt, headers that later nights rely on, reservations of rights."""

from collections.abc import Generator, Iterable
from urllib.parse import urlsplit

from protego import Protego

from scraper.sources.first_look.looking import Answer, Ask, Finding, ask, judge

RESERVATIONS = ("tdm-reservation", "tdm-policy")


def look_at_robots(home: str, addresses: Iterable[str], user_agent: str) -> Generator[Ask | Finding, Answer | None, None]:
    """Whether robots.txt lets this user agent ask for each of `addresses`, and how long it wants between two requests."""
    answer = yield from ask("robots.txt", f"{home}/robots.txt")
    if 400 <= answer.status < 500:
        yield Finding("agrees", f"there is no robots.txt (status {answer.status}), so everything may be asked for")
        return
    if not answer.came:
        yield Finding("differs", "robots.txt cannot be read, so a crawl asks for nothing; try again later")
        return
    rules = Protego.parse(answer.body.decode("utf-8", "replace"))
    refused = [address for address in addresses if not rules.can_fetch(address, user_agent)]
    yield judge(not refused, "robots.txt allows the addresses that a crawl asks for", f"robots.txt refuses {', '.join(refused)}")
    delay = rules.crawl_delay(user_agent)
    if delay:
        yield Finding("new", f"robots.txt asks for {delay:g} seconds between two requests (Crawl-delay)")


def headers_of(what: str, answer: Answer) -> Finding:
    """The headers that say whether an answer is whole and whether it has changed since; those that are absent."""
    present = {name: answer.header(name) for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control")}
    told = ", ".join(f"{name}: {value}" for name, value in present.items() if value) or "none of those we look for"
    if present["ETag"] or present["Last-Modified"]:
        return Finding("agrees", f"{what} has a validator, so an unchanged one need not be sent again ({told})")
    return Finding("new", f"{what} has no ETag and no Last-Modified, so a crawl asks for held ones again only now and then ({told})")


def reservation_of(answer: Answer) -> Finding | None:
    """What the answer's headers reserve of text and data mining, if anything."""
    found = [f"{name}: {answer.header(name)}" for name in RESERVATIONS if answer.header(name)]
    return (
        Finding("new", f"{urlsplit(answer.final_url).hostname} reserves rights ({', '.join(found)}): read its terms first")
        if found
        else None
    )
