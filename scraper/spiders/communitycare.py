"""Community Care: a trade title on social work, on WordPress, with the day of publication in its addresses."""

from scraper.reading.articles.layouts import Layout, Pages
from scraper.sources.news_spider import NewsSpider
from scraper.sources.ways import Feed, Sitemap, WordPressApi


class CommunityCare(NewsSpider):
    """Addresses are /YYYY/MM/DD/words/. Some articles are for registered readers: what is shown of them is kept as a stub."""

    name = "communitycare"
    title = "Community Care"
    home = "https://www.communitycare.co.uk"
    licence = "All rights reserved"
    terms = "The publisher's copyright: kept for private analysis; only title, date, address and a short excerpt are shown."
    key_prefix = "communitycare"
    hosts = ("www.communitycare.co.uk", "communitycare.co.uk")
    nightly = False  # until a first live run has confirmed these facts
    discovery = (WordPressApi(), Sitemap(), Feed())
    allow = (r"^/\d{4}/\d\d/\d\d/[^/]+/?$",)
    pages = Pages(
        layouts=(Layout(seen="assumed, a WordPress theme", body=".entry-content", title="h1.entry-title", authors=".byline .author"),),
        drop=(".sharedaddy", ".related-posts", ".newsletter-signup", ".advert"),
        stop_at=("More from Community Care", "Related articles", "Comments are closed"),
        paywall=(".registration-wall", ".paywall"),
        url_date=r"/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/",
    )
