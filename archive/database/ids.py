"""How the ids of pages and articles share the rows of the full-text index."""

FIRST_ARTICLE = 10**12  # rows of the full-text index from here up are articles, below it pages (report id * 10000 + page)
PAGES_PER_REPORT = 10_000
