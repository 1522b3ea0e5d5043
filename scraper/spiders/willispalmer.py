"""WillisPalmer's news: a provider of social work services that writes about inspections of children's services."""

from scraper.reading.articles.layouts import Layout, Pages
from scraper.sources.news_spider import NewsSpider
from scraper.sources.ways import Feed, Listing, Sitemap, WordPressApi


class WillisPalmer(NewsSpider):
    """Flat addresses (`/some-words/`) shared by news, blog and static pages, so that the gate of `words` decides; no date is printed.

    A rotating banner stands above the title; related cards with dd/mm/yyyy and an enquiry block below the body.
    """

    name = "willispalmer"
    title = "WillisPalmer"
    home = "https://www.willispalmer.com"
    licence = "All rights reserved"
    terms = "The publisher's copyright: kept for private analysis; only title, date, address and a short excerpt are shown."
    key_prefix = "willispalmer"
    hosts = ("www.willispalmer.com", "willispalmer.com")
    # Probably WordPress, not certain: what answers is logged and stands in the run's row.
    discovery = (
        WordPressApi(),
        Sitemap(),
        Feed(),
        Listing("/news/page/{page}/", "article a[href], .post-card > a[href], h2 a[href], h3 a[href]"),
    )
    allow = (r"^/[^/]+/?$",)
    deny = (
        r"^/(?:news|blog|(?:about|contact)(?:-us)?|(?:privacy|cookies?)(?:-(?:policy|notice))?|terms(?:-(?:of-use|and-conditions))?"
        r"|(?:our-)?(?:services|team)|careers|vacancies|events|category|tag|author|page|feed)/?$",
        r"^/wp-",
    )
    pages = Pages(
        layouts=(
            Layout(seen="the sample publisher: one div holds body, cards and footer", body=".main-column", title=".main-column > h1"),
            Layout(seen="assumed, a WordPress theme", body=".entry-content", title="h1.entry-title"),
        ),
        drop=(".banner", ".related", ".related-articles", ".related-posts", ".enquiry", ".share", ".breadcrumbs"),
        stop_at=("Delivering a diverse, reliable range",),
        never=("A Mackman Group collaboration", "Delivering a diverse, reliable range"),
    )
