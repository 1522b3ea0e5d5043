"""A provider's page of the sample reports site, with every form of timeline entry seen on the real one."""

from dataclasses import dataclass
from html import escape

from sample.reports_site.frame import layout, printed_date
from sample.reports_site.provider_about import NO_OVERALL, about, judgements, next_inspection
from sample.reports_site.search_page import ListedProvider


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline. `href` None is an entry without a file ("Opened"); `variant` names a form seen on real pages:

    plain, doubled_blank ("LABEL,  PDF"), as_pdf ("LABEL as PDF"), no_hidden (no `span.nonvisual`), graded ("LABEL: <strong>Good"),
    folded (inside `<details>`).
    """

    label: str
    href: str | None = None
    published: str | None = None
    inspected: str | None = None
    variant: str = "plain"


def provider_page(
    provider: ListedProvider, events: list[Event], status: str = "Open", banner: str = "", generation: str = NO_OVERALL
) -> str:
    """A provider's page; events newest first, those of variant `folded` inside one `<details>` at the end of the list.

    A provider with a rating has a block of judgements, in one of the two generations of the real pages.
    """
    name = escape(provider.name)
    timeline = "".join(_event(event) for event in events if event.variant != "folded")
    folded = "".join(_event(event) for event in events if event.variant == "folded")
    if folded:
        timeline += (
            f'<li class="timeline__day"><details class="timeline__older"><summary>Older reports</summary><ol>{folded}</ol></details></li>\n'
        )
    judged = judgements(generation, provider.rating) if provider.rating else ""
    main = f"""
<div class="module title-block  ">
  <div class="container">
          <ol class="breadcrumbs">
            <li class="crumb">
        <a href="/">Home</a>
      </li>
                <li class="crumb">{name}</li>
      </ol>

    <h1 class="heading--title title-block__heading">{name}</h1>
        <p class="heading--main title-block__subheading">URN: {provider.urn}</p>
        <address class="title-block__address">Address: {escape(provider.address)}</address>
                  <a class="title-block__mat-link" href="/provider/1000/"></a>
      </div>
</div>
  <div class="provider provider--default">
          <div class="container">
                                  <h2 class="timeline__title heading__main">What was found, and reports</h2>
{judged}
<div class="module">

      <h2 class="timeline__title heading--sub">Every report</h2>

  <ol class="timeline">
{timeline}                                                        </ol>
</div>
{next_inspection()}
      </div>
{about(name, escape(provider.address), provider.urn)}
      </div>
"""
    return layout(
        f"{provider.name} - {status}", main, banner, f"https://reports.ofsted.gov.uk/provider/{provider.provider_type}/{provider.urn}"
    )


def _event(event: Event) -> str:
    """One `li.timeline__day`, with the blank lines and the commented file size that the real one has."""
    inspected = f'                  <p class="timeline__date"><time>{printed_date(event.inspected)}</time></p>\n' if event.inspected else ""
    kind = " timeline__day--opened" if event.href is None else ""
    return f"""
    <li class="timeline__day  {kind}      ">
            <div class="event">

{inspected}
                          <span class="event__title heading--sub">{_event_title(event)}</span>



      </div>
    </li>
"""


def _event_title(event: Event) -> str:
    label = escape(event.label, quote=False)
    if event.href is None or event.published is None:
        return label
    published = printed_date(event.published)
    visible = {"graded": f"{label}: <strong>Good</strong>"}.get(event.variant, f"{label}                ")
    hidden = {
        "doubled_blank": f"{label},  PDF - {published}",
        "as_pdf": f"{label} as PDF - {published}",
        "no_hidden": "",
    }.get(event.variant, f"{label}, PDF - {published}")
    span = f'<span class="nonvisual">{hidden}</span>' if hidden else ""
    return (
        f'<a class="publication-link" target="_blank" href="{escape(event.href)}">\n                {visible}{span}</a>'
        f'<div class="event__metadata"><span class="filetype">PDF</span> &ndash; <!--<span class="filesize">10kb</span>--> '
        f"Published <time pubdate>{published}</time></div>"
    )
