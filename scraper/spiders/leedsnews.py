"""Leeds City Council's news pages: what a council itself says of its inspections."""

from scraper.reading.articles.layouts import Layout, Pages
from scraper.sources.news_spider import NewsSpider
from scraper.sources.ways import Feed, Listing, Sitemap


class LeedsNews(NewsSpider):
    """A list of news with printed days; the news of another council is this file with another name, home and address of the list."""

    name = "leedsnews"
    title = "Leeds City Council news"
    home = "https://news.leeds.gov.uk"
    licence = "All rights reserved"
    terms = "The council's copyright: kept for private analysis; only title, date, address and a short excerpt are shown."
    key_prefix = "leedsnews"
    hosts = ("news.leeds.gov.uk",)
    nightly = False  # until a first live run has confirmed these facts
    discovery = (Sitemap(("/sitemap.xml",)), Feed("/feed"), Listing("/news?page={page}", "main h2 a[href], main h3 a[href]"))
    allow = (r"^/(?:news|leeds-news)/[^/]+/?$",)
    deny = (r"/(?:category|tag|page|archive)(?:/|$)",)
    pages = Pages(
        layouts=(Layout(seen="assumed", body="main .news-content", title="main h1", published="main .news-date, main time.published"),),
        drop=(".share", ".related", ".media-contacts"),
        stop_at=("Notes to editors", "For media enquiries", "ENDS"),
    )
