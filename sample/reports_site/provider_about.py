"""What stands around the timeline of a provider's page in the sample reports site: judgements of schools, facts, forms, links to share."""

from html import escape

# The two generations of judgements on pages of schools; pages of councils have none.
NO_OVERALL, OVERALL = "from September 2024", "before September 2024"


def judgements(generation: str, rating: str) -> str:
    """The block above the timeline."""
    items = "".join(
        f"""
          <div class="subjudgements__rates__item">
            <p>{area}:</p>
            <strong>{escape(rating)}</strong>
          </div>"""
        for area in ("What is taught", "How pupils behave")
    )
    first = {
        NO_OVERALL: '<div class="subjudgements__no__overall"><p>Judged after a visit on 04 March 2025:</p></div>',
        OVERALL: f'<div class="subjudgements__overall"><p>Judged as a whole: <strong>{escape(rating)}</strong></p></div>',
    }[generation]
    notice = '<div class="overall__effectivness__notice"><p>No judgement of the whole is made any more.</p></div>'
    return f"""              <h3>What was found</h3>
      {first}
          <div class="subjudgements__rates">{items}
          </div>
    {notice if generation == NO_OVERALL else ""}"""


def next_inspection() -> str:
    """What stands under the timeline: paragraphs as an editor leaves them."""
    return """              <h2>The next visit</h2>
    <div class="next-inspection__content" data-nosnippet>
      <p><span>Nobody knows when.</span></p><p>&nbsp;</p>
      <p><span>There is </span><a href="/how"><span>more to read</span></a><span>.</span></p><p>&nbsp;</p>
    </div>"""


def about(name: str, address: str, urn: str) -> str:
    """All that follows the provider's reports; a date stands here too, which is no date of a report."""
    return f"""      <div class="module">
        <div class="container">
          <h2><span class="js-details-collapse provider-details-header" role="button">About {name}</span></h2>
          <div class="details-column">
            <div class="module info-block info-block--details">{_facts(("Kind", "Invented"), ("Council", name))}</div>
            <div class="module info-block info-block--pupils">
  <h3 class="info-block__title">Numbers</h3>{_facts(("Ages", "0 - 25"))}</div>
            <h3 class="info-block__title">Place</h3>
              <a href="/map?query=0,0">See it on a map</a>{_facts(("Address", address), ("Region", "Nowhere"))}
            <div class="module info-block info-block--details">
            <h3 class="info-block__title">How to reach it</h3>{_facts(("Telephone", "0"), ("Site", '<a href="/">here</a>'))}</div>
          </div>
        </div>
      </div>
      <div class="container">
  <div class="info-block">
    <h3 class="info-block__title">Say what you think</h3>
    <p>There is <a href="/survey">a survey</a>.</p>
    <p>Anything else: ask {name}.</p>
  </div>
<div class="info-block">
  <h3 class="info-block__title">Something else?</h3>
  <p><a href="/search?q=">Compare</a> others nearby.</p>
  <p>Or <a href="/compare">look elsewhere</a></p>
  <p><a href="/more">There is more</a></p>
</div>
      </div>
      <div class="back-to-top container"><a class="govuk-link govuk-link--no-visited-state back-to-top__link" href="#top">Up</a></div>
      <div class="module module--background">
    <div class="container">
      <h2 class="title-block__heading form-title">Messages about {name}</h2>
<p>Sent for reports from <time>01 January 2001</time> on.</p>
        <div class="row">
          <div class="col two-thirds-sm main-column">
            <form method="post" action="/provider/subscribe/1" class="subscribe-form">
              <div class="form-item">
                <label class="form-label" for="email">Where to</label>
                <input class="form-control" type="email" id="email" name="email"/>
              </div>
              <button type="submit" class="btn btn--submit">Go</button>
            </form>
          </div>
        </div>
      <p>What becomes of it: <a href="/privacy">see here</a></p>
      <p>Or for more: <a href="/email-alerts">see there</a></p>
      <div class="report-feedback">
        <p><strong>What was it like?</strong></p>
        <p><a href="/feedback">Tell us</a></p>
      </div>
      <p><strong>A code to print</strong></p>
      <p>There is <a href="/qr-code-download?urn={urn}">a form</a> for it.</p>
    </div>
  </div>
      <div class="container">
        <hr class="separator"/>
        <div class="module sociables">
  <h2 class="sociables__title heading--sub">Tell others</h2>
  <ul class="sociables-links row">
    <li class="col fullwidth"><a href="mailto:?subject={urn}" class="sociable sociable--email">By post</a></li>
    <li class="col half"><a href="/share/1" class="sociable sociable--facebook">One place</a></li>
    <li class="col half"><a href="/share/2" target="_blank" class="sociable sociable--twitter">Another</a></li>
  </ul>
</div>
      </div>"""


def _facts(*facts: tuple[str, str]) -> str:
    items = "".join(
        f'\n    <li class="info-block__item">\n      <span>{label}: </span>\n      <span>{value}</span>\n    </li>'
        for label, value in facts
    )
    return f'\n  <ul class="info-block__items list-unstyled">{items}\n  </ul>\n'
