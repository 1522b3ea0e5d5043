"""The report of a first look: what differs, what is new, what is as expected, and what to do next."""

from collections.abc import Sequence

from scraper.sources.first_look.looking import VERDICTS, Answer, Finding

SILENT = (
    "The site sent nothing, so this look says nothing about it. Check the network of this machine (ping, resolvectl, the firewall)."
    " If it works, the site is down: look again later."
)


def write_report(name: str, day: str, site: str, answers: Sequence[Answer], findings: Sequence[Finding]) -> str:
    """The report as Markdown; `site` is what was asked, `day` when (ISO)."""
    lines = [
        f"# First look at {name}",
        "",
        f"{day}, {site}: {len(answers)} requests, {sum(len(answer.body) for answer in answers):,} bytes.",
        "",
        f"**{next_step(name, findings) if any(answer.status for answer in answers) else SILENT}**",
    ]
    for verdict, heading in VERDICTS.items():
        words = [finding.words for finding in findings if finding.verdict == verdict]
        if words:
            lines += ["", f"## {heading} ({len(words)})", "", *(f"- {one}" for one in dict.fromkeys(words))]
    lines += ["", "## Requests", "", "| | address | status | bytes |", "| --- | --- | --- | ---: |"]
    lines += [f"| {one.ask.what} | {one.ask.url} | {one.trouble or one.status} | {len(one.body):,} |" for one in answers]
    return "\n".join(lines) + "\n"


def next_step(name: str, findings: Sequence[Finding]) -> str:
    """The sentence that says what to do now."""
    counted = {verdict: sum(finding.verdict == verdict for finding in findings) for verdict in VERDICTS}
    if counted["differs"]:
        return (
            f"Do not crawl yet: {counted['differs']} of {len(findings)} points differ from what the source expects."
            " Check the saved pages, change the source or its reader, and take another first look."
        )
    if counted["new"]:
        return (
            f"Nothing differs from what the source expects, but {counted['new']} of {len(findings)} points are new to us. Read them below."
            f" If they do not matter, try a few documents: scrapy crawl {name} -a limit=5"
        )
    return f"All {len(findings)} points are as the source expects. Try a few documents: scrapy crawl {name} -a limit=5"
