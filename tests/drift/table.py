"""The table of drift, a row a change. First what must be noticed, then what must not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sample.reports_site.councils import BANKS, PELLINGHAM, WEXCOMBE
from sample.reports_site.search_page import ListedProvider
from tests.drift.changing import ChangingSite, Edit, day_of, everywhere, without_day

OF_NORWELL = "/provider/44/990001$"
PAGES = "/provider/"
LIST = "/search"
SWAPPED = "50094433"  # a report of Calderwick, published on 6 December 2019
ONE = "50036418"  # a report of Norwell, published on 5 November 2018


@dataclass(frozen=True, slots=True)
class Drift:
    """`change` is made after the first night. `status` is the exit status of the second, `says` words of each problem that it must open.

    Every problem that is opened must have the words of one of `says`. All that is held stays as it is, but for `becomes`: columns of
    `reports` by "KEY.COLUMN", with the value they must have then ("*": any).
    """

    name: str
    change: Callable[[ChangingSite], object]
    status: int = 0
    says: tuple[str, ...] = ()
    becomes: Mapping[str, object] = field(default_factory=dict)


def _edit(pattern: str, edit: Edit) -> Callable[[ChangingSite], object]:
    return lambda site: site.edits.append((pattern, edit))


def _unlist(*urns: str) -> Callable[[ChangingSite], object]:
    return lambda site: site.unlisted.update(urns)


def _add(site: ChangingSite, **changes: object) -> None:
    like = site.reports_of(BANKS)[0]
    site.add_report(replace(like, **{"id": "50990001", "published": "2026-10-05", "inspected": "2026-09-10", **changes}))


FEWER = ("entries; its last runs listed about", "documents; its last runs listed about")
GONE = "is no longer listed, so that its page was not read"
NORWELL_GONE = f"Norwell Metropolitan Borough Council (URN 990001) {GONE}"

LISTING = (
    Drift("one council is gone from the list and from its total", _unlist("990001"), 12, (NORWELL_GONE,)),
    Drift("two councils are gone", _unlist("990001", "990013"), 12, (NORWELL_GONE, f"Banks Borough Council (URN 990013) {GONE}", *FEWER)),
    Drift(
        "half of the councils are gone, and the total with them",
        _unlist(*(f"99000{number}" for number in range(1, 7))),
        12,
        (
            *(f"(URN 99000{number}) {GONE}" for number in range(1, 7)),
            "listed 6 entries; its last runs listed about 12",
            "documents; its last",
        ),
    ),
    Drift("the list lacks one council, the total does not", lambda site: site.shorten_listing(1), 12, ("11 of 12 entries",)),
    Drift("the total is smaller than what is listed", _edit(LIST, everywhere(r">12</strong>", ">10</strong>")), 12, ("12 of 10 entries",)),
    Drift("the total is larger", _edit(LIST, everywhere(r">12</strong>", ">153</strong>")), 12, ("12 of 153 entries",)),
    Drift("the list is empty and says so", lambda site: site.empty_listing(), 12, ("was empty",)),
    Drift("the list has another class", _edit(LIST, everywhere("results-list", "result-cards")), 12, ("ul.results-list", "was empty")),
    Drift("the total has another class", _edit(LIST, everywhere("results-count", "result-sum")), 12, ("results-count", "was empty")),
    Drift(
        "one council stands twice, another not at all",
        _edit(LIST, everywhere(r"/provider/44/990013", "/provider/44/990012")),
        12,
        ("11 of 12 entries", "prints the URN 990013"),
    ),
    Drift(
        "a council that no table knows is listed",
        lambda site: site.added.append(ListedProvider("991001", "Sample Council 001", "1 Spare Street")),
        0,
        ("no local authority has the URN 991001 (Sample Council 001)",),
    ),
)

PAGE = (
    Drift(
        "a page has no reports",
        _edit(OF_NORWELL, everywhere(r'<ol class="timeline">.*?</ol>\s*</div>', '<ol class="timeline"></ol></div>')),
        12,
        ("listed 6 reports and no longer lists 6 of them",),
    ),
    Drift(
        "a page ends in the middle",
        _edit(OF_NORWELL, lambda html: html[: html.index("50088290") - 100]),
        12,
        ("990001",),
    ),
    Drift(
        "a page lacks the last two reports",
        _edit(OF_NORWELL, lambda html: without_day("50003118")(without_day(ONE)(html))),
        12,
        ("listed 6 reports and no longer lists 2 of them",),
        {f"ofsted-{ONE}.off_page": "*", "ofsted-50003118.off_page": "*"},
    ),
    Drift(
        "one report leaves its page while its file stays",
        _edit(OF_NORWELL, without_day(ONE)),
        12,
        (f'no longer lists 1 of them: "Children\'s services inspection" of 2018-11-05 (ofsted-{ONE})',),
        {f"ofsted-{ONE}.off_page": "*"},
    ),
    Drift(
        "one report is taken off, page and file",
        lambda site: site.remove_report(ONE),
        12,
        (f"(ofsted-{ONE}); we mark them as no longer on the site", f"/v1/file/{ONE}"),
        {f"ofsted-{ONE}.off_page": "*", f"ofsted-{ONE}.availability": "missing", f"ofsted-{ONE}.asked": 1, f"ofsted-{ONE}.ask_next": "*"},
    ),
    Drift(
        "all reports of one council are taken off, pages and files",
        lambda site: [site.remove_report(each.id) for each in site.reports_of(WEXCOMBE)],
        12,
        ("listed 3 reports and no longer lists 3 of them", *(f"/v1/file/{each}" for each in ("50098870", "50149903", "50239950"))),
        {
            f"ofsted-{each}.{column}": value
            for each in ("50098870", "50149903", "50239950")
            for column, value in {"off_page": "*", "availability": "missing", "asked": 1, "ask_next": "*"}.items()
        },
    ),
    Drift("a page of another council is served", _edit(OF_NORWELL, everywhere("URN: 990001", "URN: 990002")), 12, ("990002",)),
    Drift(
        "the heading has another class",
        _edit(PAGES, everywhere("title-block__heading", "title-block__name")),
        12,
        ("title-block__heading",),
    ),
    Drift(
        "the URN has another class",
        _edit(PAGES, everywhere("title-block__subheading", "title-block__n")),
        12,
        ("there is no URN under the heading",),
    ),
    Drift(
        "one page lacks the address",
        _edit(OF_NORWELL, everywhere("<address.*?</address>", "")),
        12,
        ("no longer gives the address of the provider; we keep 'Spinners Hall",),
    ),
    Drift(
        "no page says whether the council is open",
        _edit(PAGES, everywhere(" - Open - ", " - ")),
        12,
        ("no longer gives the status of the provider; we keep 'Open'", "pages give status of less than half"),
    ),
    Drift(
        "links to files have another class",
        _edit(PAGES, everywhere("publication-link", "document-link")),
        12,
        ("is linked outside ol.timeline",),
    ),
    Drift(
        "labels move into another element",
        _edit(PAGES, everywhere(r'(<a class="publication-link"[^>]*>)\s*([^<]*?)(:? *<)', r"\1<b>\2</b>\3")),
        12,
        ("the label stands where it is not looked for",),
    ),
    Drift(
        "labels are empty",
        _edit(OF_NORWELL, everywhere(r'(<a class="publication-link"[^>]*>)[^<]*', r"\1")),
        12,
        ("without a title; ", "the label stands where it is not looked for"),
    ),
)

DATES = (
    Drift("dates of inspection have another class", _edit(PAGES, everywhere("timeline__date", "timeline__when")), 12, ("",)),
    Drift("dates of publication with words before", _edit(PAGES, everywhere("<time pubdate>", "<time pubdate>ca. ")), 12, ("",)),
    Drift("dates without a year", _edit(OF_NORWELL, everywhere(r"(<time[^>]*>\d\d \w+) \d{4}", r"\1")), 12, ("",)),
    Drift(
        "a report is published in 2099",
        _edit(PAGES, day_of(ONE, "05 November 2018", "05 November 2099")),
        12,
        (f"(ofsted-{ONE}) is listed as published on 2099-11-05, which is in the future; we keep 2018-11-05",),
    ),
    Drift(
        "a report is published in 1970",
        _edit(PAGES, day_of(ONE, "05 November 2018", "01 January 1970")),
        12,
        ("published on 1970-01-01, before 1992; we keep 2018-11-05",),
    ),
    Drift(
        "a report is published four years later",
        _edit(PAGES, day_of(ONE, "05 November 2018", "05 November 2022")),
        12,
        ("1461 days away from what it said before; we keep 2018-11-05",),
    ),
    Drift(
        "a report is published before its inspection",
        _edit(PAGES, day_of(ONE, "05 November 2018", "20 September 2018")),
        12,
        ("2018-09-20",),
    ),
    Drift(
        "a report is inspected after its publication",
        _edit(PAGES, day_of(SWAPPED, "06 November 2019", "08 December 2019")),
        12,
        ("inspected on 2019-12-08",),
    ),
    Drift(
        "day and month of a date are changed over",
        _edit(PAGES, day_of(SWAPPED, "06 December 2019", "12 June 2019")),
        12,
        ("published on 2019-06-12, with day and month swapped; we keep 2019-12-06",),
    ),
    Drift(
        "a report has no day of publication any more",
        _edit(PAGES, day_of(ONE, r",? (?:as )?PDF - 05 November 2018|(?<=<time pubdate>)05 November 2018", "")),
        12,
        (f"(ofsted-{ONE}) is listed without the date it was published; we keep 2018-11-05", "no date of publication is printed"),
    ),
    Drift(
        "a report has no day of inspection any more",
        _edit(PAGES, day_of(ONE, r'<p class="timeline__date">.*?</p>', "")),
        12,
        (f"(ofsted-{ONE}) is listed without the date it was inspected; we keep 2018-09-28",),
    ),
    Drift(
        "a new report is published in 2099",
        lambda site: _add(site, published="2099-10-05"),
        0,
        ("published on 2099-10-05, which is in the future; we leave it empty",),
    ),
)

FILES = (
    Drift(
        "files move to another host",
        _edit(PAGES, everywhere(r'href="[^"]*(/v1/file/\d+)"', r'href="https://documents.example\1"')),
        12,
        ("is linked at https://documents.example/v1/file/",),
    ),
    Drift(
        "a new report lies on another host",
        lambda site: (
            _add(site),
            site.edits.append((PAGES, everywhere(r'href="[^"]*(/v1/file/50990001)"', r'href="https://documents.example\1"'))),
        ),
        0,
        ("https://documents.example/v1/file/50990001",),
    ),
    Drift(
        "files have another kind of address",
        _edit(PAGES, everywhere("/v1/file/", "/v2/documents/")),
        12,
        ("/v2/documents/", "listed 0 documents; its last runs listed about"),
    ),
    Drift("a new report's file does not exist", lambda site: (_add(site), site.remove_file("50990001")), 12, ("/v1/file/50990001",)),
    Drift("a new report's file is a page", lambda site: (_add(site), site.remove_file("50990001", 200)), 12, ("/v1/file/50990001",)),
    Drift(
        "a new report is another council's",
        lambda site: _add(site, council=PELLINGHAM),
        0,
        ("ofsted-50990001 is listed on the page of Pellingham, but its text is about Banks; we link it to neither",),
    ),
    Drift(
        "a new report has a label never seen",
        lambda site: _add(site, label="Progress letter"),
        0,
        ("'Progress letter' is a label we do not know",),
    ),
    Drift("the site is down for maintenance", lambda site: site.maintenance(), 18, ("",)),
)

QUIET = (
    Drift("another banner", lambda site: setattr(site, "banner", "Another banner, with a <time>31 December 2026</time>.")),
    Drift("tokens and the time of day", _edit("/", everywhere("</body>", '<input name="token" value="5f8a"/><!-- 02:00:01 --></body>'))),
    Drift("other attributes before the known ones", _edit("/", everywhere(r"<(a|li|p|span|ol|ul|h1|h3) class=", r'<\1 data-x="1" class='))),
    Drift("more classes", _edit("/", everywhere(r'class="(timeline|results-list|publication-link)', r'class="new \1'))),
    Drift("quotes of another kind", _edit("/", everywhere(r'class="([\w -]*)"', r"class='\1'"))),
    Drift("blanks and lines", _edit("/", everywhere(r">\s*\n", ">\n\n   \t \n"))),
    Drift("no blanks between elements", _edit("/", everywhere(r">\s+<", "><"))),
    Drift("elements in capitals", _edit("/", everywhere(r"<(/?)(li|p|span|time|h1)\b", lambda found: f"<{found[1]}{found[2].upper()}"))),
    Drift("nothing but a new style sheet", _edit("/", everywhere("style.css", "style.20261127.css"))),
    Drift("the day of the week before dates", _edit(PAGES, everywhere(r"<time>(\d\d \w+ \d{4})", r"<time> \1 "))),
    Drift("dates in ISO form too", _edit(PAGES, everywhere(r"<time>17 April 2026", '<time datetime="2026-04-17">17 April 2026'))),
    Drift("months by three letters", _edit(PAGES, everywhere(r"<time>(\d\d \w{3})\w* ", r"<time>\1 "))),
    Drift(
        "an entry without a file", _edit(OF_NORWELL, everywhere('(<ol class="timeline">)', r'\1<li class="timeline__day">Registered</li>'))
    ),
    Drift("no hidden words in links", _edit(OF_NORWELL, everywhere(r'<span class="nonvisual">[^<]*</span></a>', "</a>"))),
    Drift(
        "all reports are folded",
        _edit(
            OF_NORWELL,
            everywhere('(<ol class="timeline">)(.*?)(</ol>)', r"\1<li class='timeline__day'><details><ol>\2</ol></details></li>\3"),
        ),
    ),
    Drift("a new report", lambda site: _add(site)),
    Drift("two new reports of one day", lambda site: (_add(site), _add(site, id="50990002"))),
    Drift(
        "a file is replaced under a new number",
        lambda site: site.replace_report(ONE, "50990001"),
        0,
        (),
        {f"ofsted-{ONE}.off_page": "*", f"ofsted-{ONE}.replaced_by": "ofsted-50990001"},
    ),
    Drift("a file changes under its number", lambda site: site.change_bytes(ONE)),
    Drift(
        "a date is corrected by three days",
        _edit(PAGES, day_of(ONE, "05 November 2018", "08 November 2018")),
        0,
        (),
        {f"ofsted-{ONE}.published": "2018-11-08"},
    ),
    Drift(
        "a known label in the place of another",
        _edit(PAGES, day_of(ONE, "Children's services inspection", "Children's services focused visit")),
        0,
        (),
        {f"ofsted-{ONE}.title": "Children's services focused visit"},
    ),
    Drift("a council is closed", _edit(OF_NORWELL, everywhere(" - Open - ", " - Closed - "))),
    Drift("the councils stand in another order", lambda site: setattr(site, "backwards", True)),
)

ALL = (*LISTING, *PAGE, *DATES, *FILES, *QUIET)
