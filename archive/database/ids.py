"""How the ids of pages and articles share the rows of the full-text index; those of paragraphs are in `search_index`."""

FIRST_ARTICLE = 10**12  # rows of the full-text index from here up are articles, below it pages (report id * 10000 + page)
PAGES_PER_REPORT = 10_000


def is_article(owner: int) -> bool:
    """Whether this id is that of an article, not of a report."""
    return owner >= FIRST_ARTICLE
