"""The frame of every page of the sample reports site, and the pages that stand in for others: not found, error, maintenance.

The markup (element names, classes, odd blanks, comments) is that of captures of 2023 to 2026; the words are our own.
"""

from dataclasses import dataclass
from datetime import date
from html import escape

NOT_FOUND_TITLE = "Report not found"


def printed_date(iso: str) -> str:
    """ "2018-02-03" as the site prints it: "03 February 2018"."""
    return f"{date.fromisoformat(iso):%d %B %Y}"


@dataclass(frozen=True, slots=True)
class Around:
    """What differs around the main part of two kinds of pages; `before` and `within` have a place for the banner of the day."""

    top: str
    heading: str
    within: str
    before: str
    after: str
    crown: str


PAGE = Around(
    top='    <a id="top"></a>\n',
    heading="heading--main",
    within="",
    before="""<div class="container">
  <div class="banners banners--big-listen">
    <p class="banners--big-listen__text">{banner} <a class="banners--big-listen__link" href="/news">More</a></p>
  </div>
</div>""",
    after="",
    crown='    <svg focusable="false" role="presentation" class="govuk-footer__crown"></svg>\n',
)
SEARCH = Around(
    top="",
    heading="heading--sub",
    within="{banner}",
    before="""              <div class="container">
        <ol class="breadcrumbs">
            <li class="crumb back-only">
        <a href="/">Another search</a>
      </li>
                <li class="crumb facet-remove">
        <a href="?q=">A kind</a>
      </li>
      </ol>
      </div>""",
    after="""      <div class="phase-beta">
  <div class="container">
      <strong>What was it like?</strong>
      <a href="/feedback">Tell the sample source</a>
  </div>
</div>
""",
    crown="",
)


def layout(title: str, main: str, banner: str = "", canonical: str = "", around: Around = PAGE) -> str:
    """A whole page around `main`."""
    link = f'          <link rel="canonical" href="{escape(canonical)}">\n' if canonical else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8"/>
  <link rel="stylesheet" href="/css/style.css" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="dcterms.creator" content="The sample source">
{link}          <title>{escape(title)} - Find an Inspection Report - Ofsted</title>
        </head>
<body>

<script> document.body.className = document.body.className + ' js-enabled'; </script>

  <div class="container">
    <a class="skip-link" href="#main">Skip to main content</a>
  </div>
  <div class="main-content">
{around.top}          <div class="cookie-banner" data-nosnippet="data-nosnippet">
  <div class="container">
    <h2 class="cookie-banner__heading {around.heading}">Cookies of the sample site</h2>
    <p class="cookie-banner__message">There are none. <a href="/cookies">More about that</a></p>
    <div class="cookie-banner__buttons">
      <button class="btn cookie-banner__close">Very well</button>
      <a class="btn cookie-banner__info" href="/cookies">Choose</a>
    </div>
  </div>
</div>
              <header class="header">
  <div class="container">
    <a class="header__home-link" href="/">
      <span class="nonvisual">Homepage</span>
      <img class="header__logo" src="/images/logo.svg" alt="A sample" />
    </a>
  </div>
  <div class="banners">
    <div class="container">{around.within.format(banner=banner)}
          </div>
  </div>
</header>
{around.before.format(banner=banner)}

    <main id="main" tabindex="-1">
{main}
    </main>
  </div>

{around.after}      <footer class="footer">
  <div class="container">
{around.crown}    <ul class="footer__links list-inline">
              <li><a href="/terms-and-conditions">Terms of use</a></li>
              <li><a href="/accessibility-statement">Accessibility statement</a></li>
          </ul>
    <div class="footer_crown-copyright">
      <p class="footer__copy-right"><a href="/about">Invented pages of the sample source</a></p>
    </div>
  </div>
</footer>
        </body>
</html>
"""


def not_found_page() -> str:
    """What the site shows, as 404 or as 200, for a report or page that does not exist."""
    main = f"""
  <div class="container">
    <div class="row">
        <div class="col two-thirds-sm">
          <div class="module title-block title-block--flat title-block--clear title-block--large">
            <h1 class="heading--title title-block__heading">{NOT_FOUND_TITLE}</h1>
          </div>
                    <div class="flat-content text-large">
            <p><span><span><span>We hold nothing under this address any more.</span></span></span></p>
<ul>
	<li><span><span>Begin again at <a href="/"><span>the first page</span></a> </span></span></li>
</ul>
          </div>
        </div>
            </div>
  </div>"""
    return layout(NOT_FOUND_TITLE, main)


def application_error_page() -> str:
    """The page of a failed application, which comes with status 500 and, at times, 200."""
    return "<html><head><title>Slim Application Error</title></head><body><h1>Slim Application Error</h1></body></html>"


def maintenance_page() -> str:
    """The page that stands in for every other while the site is worked on."""
    return layout("Maintenance", '<div class="container"><h1 class="heading--title">Closed for maintenance</h1><p>Back tonight.</p></div>')
