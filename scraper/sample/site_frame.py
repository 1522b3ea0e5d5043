"""The frame of every page of the sample reports site, and the pages that stand in for others: not found, error, maintenance.

The markup (element names, classes, odd blanks, comments) is that of captures of 2023 to 2026; the words are our own.
"""

from datetime import date
from html import escape

NOT_FOUND_TITLE = "Report not found"


def printed_date(iso: str) -> str:
    """ "2018-02-03" as the site prints it: "03 February 2018"."""
    return f"{date.fromisoformat(iso):%d %B %Y}"


def layout(title: str, main: str, banner: str = "", canonical: str = "") -> str:
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
    <a id="top"></a>
          <div class="cookie-banner" data-nosnippet="data-nosnippet">
  <div class="container">
    <h2 class="cookie-banner__heading heading--main">Cookies of the sample site</h2>
    <p class="cookie-banner__message">There are none. <a href="/cookies">More about that</a></p>
    <div class="cookie-banner__buttons">
      <button class="btn cookie-banner__close">Very well</button>
    </div>
  </div>
</div>
              <header class="header">
  <div class="container">
    <a class="header__home-link" href="/">
      <span class="nonvisual">Homepage</span>
    </a>
  </div>
  <div class="banners">
    <div class="container">
          </div>
  </div>
</header>
<div class="container">
  <div class="banners banners--big-listen">
    <p class="banners--big-listen__text">{banner}</p>
  </div>
</div>

    <main id="main" tabindex="-1">
{main}
    </main>
  </div>

      <footer class="footer">
  <div class="container">
    <ul class="footer__links list-inline">
              <li><a href="/terms-and-conditions">Terms of use</a></li>
              <li><a href="/accessibility-statement">Accessibility statement</a></li>
          </ul>
    <div class="footer_crown-copyright">
      <p class="footer__copy-right">Invented pages of the sample source</p>
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
