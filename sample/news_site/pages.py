"""The pages of the sample publisher: articles, listing, feed, sitemaps and the WordPress API's answers.

An article's page is hard on purpose: body, related cards with dates, enquiry block and footer share one `div`, a banner above
the title changes from request to request, and no date of the article's own is printed.
"""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from sample.news_site.articles import Addresses, SampleArticle

UK = ZoneInfo("Europe/London")
BANNERS = (
    "Foster carers wanted in every county",
    "Ofsted registration: ask our advisers",
    "Assessments written by people who listen",
)
# Words of the frame that must never stand in an article's text.
FRAME = ("You may also like", "Make an enquiry", "Sample Publisher Ltd", "Registered in Norwell", *BANNERS)
STATIC_PAGES = {
    "about-us": ("About us", "We write about services for children and have done so since last Tuesday."),
    "contact": ("Contact", "Write to us at Sample House. We answer most letters."),
    "independent-assessments": ("Independent assessments", "Our assessors know what Ofsted asks for, and what families need."),
}


def frame(title: str, content: str, banner: str, canonical: str, description: str = "") -> str:
    """A whole page; `content` stands with the title and the footer in the one `div` that is there."""
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="UTF-8">
<title>{escape(title)} | Sample Publisher</title>
<meta name="description" content="{escape(description)}">
<link rel="canonical" href="{escape(canonical)}">
<link rel="alternate" type="application/rss+xml" title="Feed" href="/feed/">
</head>
<body class="wp-singular">
<div class="header-menu"><a href="/">Home</a>
<a href="/about-us/">About us</a> <a href="/news/">News</a> <a href="/contact/">Contact</a></div>
<div class="banner-rotator"><p>{escape(banner)}</p></div>
<div class="main-column">
<h1>{escape(title)}</h1>
{content}
<p>Sample Publisher Ltd, Sample House, Weir Street, Norwell NX1 1AA</p>
<p>Tel: 0300 000 0000 <a href="/contact/">Contact us</a></p>
<p>Registered in Norwell | <a href="https://webmakers.example/">made by nobody</a></p>
</div>
</body>
</html>
"""


def article_page(article: SampleArticle, related: Sequence[SampleArticle], addresses: Addresses, home: str, banner: str) -> str:
    """An article's page; `home` begins its canonical address."""
    cards = "\n".join(_card(other) for other in related)
    content = f"""{article.html(addresses)}
<p>&nbsp;</p>
<h3>You may also like</h3>
{cards}
<div class="enquiry"><h3>Make an enquiry</h3>
<form action="/contact/" method="post"><label>Your name <input name="name"></label></form></div>"""
    return frame(article.title, content, banner, f"{home}/{article.slug}/", article.summary())


def _card(article: SampleArticle) -> str:
    day = datetime.fromisoformat(article.published)
    return (
        f'<div class="post-card"><a href="/{article.slug}/"><h4>{escape(article.title)}</h4></a>'
        f'<span class="post-card__date">{day:%d/%m/%Y}</span><p>{escape(article.summary())}</p></div>'
    )


def static_page(slug: str, home: str, banner: str) -> str:
    """A page that is no article although its address looks like one."""
    title, words = STATIC_PAGES[slug]
    return frame(title, f"<p>{escape(words)}</p>", banner, f"{home}/{slug}/")


def listing_page(articles: Sequence[SampleArticle], number: int, pages: int, home: str, banner: str) -> str:
    """Page `number` of the news listing, from 1."""
    cards = "\n".join(_card(article) for article in articles)
    older = f'<a class="next page-numbers" rel="next" href="/news/page/{number + 1}/">Older</a>' if number < pages else ""
    newer = f'<a class="prev page-numbers" rel="prev" href="/news/page/{number - 1}/">Newer</a>' if number > 1 else ""
    return frame("News", f'{cards}\n<div class="nav-links">{newer} {older}</div>', banner, f"{home}/news/page/{number}/")


def api_post(article: SampleArticle, addresses: Addresses, modified: str) -> dict[str, object]:
    """A post as the WordPress API gives it."""
    local, changed = _local(article.published), _local(modified)
    return {
        "id": article.id,
        "date": article.published,
        "date_gmt": f"{local.astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%S}",
        "modified": modified,
        "modified_gmt": f"{changed.astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%S}",
        "slug": article.slug,
        "status": "publish",
        "type": "post",
        "link": f"{addresses.publisher}/{article.slug}/",
        "title": {"rendered": escape(article.title)},
        "content": {"rendered": article.html(addresses), "protected": False},
        "excerpt": {"rendered": f"<p>{escape(article.summary())}</p>", "protected": False},
        "author": 1,
    }


def feed(articles: Sequence[SampleArticle], home: str) -> str:
    """A page of the RSS feed."""
    entries = "\n".join(
        f"""<item>
<title>{escape(article.title)}</title>
<link>{home}/{article.slug}/</link>
<dc:creator><![CDATA[{article.author}]]></dc:creator>
<pubDate>{format_datetime(_local(article.published))}</pubDate>
<guid isPermaLink="false">{home}/?p={article.id}</guid>
<description><![CDATA[{article.summary()}]]></description>
</item>"""
        for article in articles
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>Sample Publisher</title>
<link>{home}/</link>
<description>Invented news</description>
{entries}
</channel>
</rss>
"""


def sitemap(addresses: Sequence[tuple[str, str]]) -> str:
    """A sitemap of (address, lastmod)."""
    return _sitemap("urlset", "url", addresses)


def sitemap_index(addresses: Sequence[tuple[str, str]]) -> str:
    """A sitemap of sitemaps."""
    return _sitemap("sitemapindex", "sitemap", addresses)


def _sitemap(root: str, entry: str, addresses: Sequence[tuple[str, str]]) -> str:
    lines = "\n".join(f"<{entry}><loc>{escape(url)}</loc><lastmod>{changed}</lastmod></{entry}>" for url, changed in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</{root}>\n'


def w3c_date(published: str) -> str:
    """Local time as sitemaps print it, with its offset."""
    return _local(published).isoformat()


def _local(published: str) -> datetime:
    return datetime.fromisoformat(published).replace(tzinfo=UK)
