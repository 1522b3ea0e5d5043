"""The parts of a report that a search can be narrowed to, told from its headings; and the table that knows them page by page.

Headings differ from family to family and carry grades ("…children in care: good"); one heading may belong to several parts. A page
belongs to every part of which it holds a paragraph. Words are compared by SQL's `like`: the table is kept by triggers.
"""

from collections.abc import Mapping

# Part -> (what readers see, patterns of headings); the place of a part is its bit in page_sections.sections, so parts are only added.
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "summary": ("Summary and main findings", ("%summary%", "%main findings%", "%headline findings%", "overview")),
    "improve": (
        "What needs to improve, recommendations",
        ("%need% to improve%", "%area% for improvement%", "recommendations%", "%priority %action%", "next steps%", "%need to do better%"),
    ),
    "leaders": ("Leaders and management", ("%leaders%",)),
    "help_and_protection": ("Help and protection", ("%help and protection%",)),
    "children_in_care": ("Children in care", ("%children in care%", "%looked after and achieving%", "%for looked after children%")),
    "care_leavers": ("Care leavers", ("%care leavers%",)),
    "adoption": ("Adoption", ("%adoption%",)),
    "safeguarding_board": ("Local Safeguarding Children Board", ("%safeguarding children board%", "%lscb%")),
    "strengths": ("Strengths", ("%strength%", "%doing that is effective%", "%effective practice%")),
    "send": ("What it is like to be a child with SEND", ("what is it like to be a child%",)),
    "about": ("About the area and the inspection", ("%information about%", "% in this area", "about %inspection", "%inspection team%")),
}
LABELS = {part: label for part, (label, _) in PARTS.items()}
BITS = {part: 1 << place for place, part in enumerate(PARTS)}


def parts_of(bits: int) -> tuple[str, ...]:
    """The parts whose bits are set."""
    return tuple(part for part, bit in BITS.items() if bits & bit)


def _bits_of(heading: str) -> str:
    """SQL for the bits of the parts that the heading `heading`, a column, belongs to."""
    tests = {part: " or ".join(f"{heading} like '{pattern}'" for pattern in patterns) for part, (_, patterns) in PARTS.items()}
    return " | ".join(f"iif({test}, {BITS[part]}, 0)" for part, test in tests.items())


# All paragraphs of a report are deleted and written together, so that a page loses its parts with the first of them.
PAGE_SECTIONS = f"""
    create table page_sections (
        id integer primary key,             -- that of the page: report_id * 10000 + page
        sections integer not null           -- bits of archive.sections; 0 where no heading is known
    );
    create trigger report_paragraphs_sections_insert after insert on report_paragraphs when new.section is not null begin
        insert into page_sections values (new.report_id * 10000 + new.page, {_bits_of("new.section")})
            on conflict (id) do update set sections = sections | excluded.sections;
    end;
    create trigger report_paragraphs_sections_delete after delete on report_paragraphs begin
        delete from page_sections where id = old.report_id * 10000 + old.page;
    end;
"""
FILL = f"""
    insert into page_sections select report_id * 10000 + page, {_bits_of("section")} from report_paragraphs
        where section is not null order by id
        on conflict (id) do update set sections = sections | excluded.sections;
"""
