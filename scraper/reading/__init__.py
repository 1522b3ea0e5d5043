"""Turns bytes and text into facts. Pure: no network, disk, database or clock.

errors, refusals        why something was not read; what a site serves instead of a page
soup, packed            HTML and JSON, and packed bytes
dates, timestamps       dates as printed, and as machines write them
canonical_url           one address for one article
pdf/, reports/          PDFs to pages, and pages to facts
articles/, link_pages/  pages of articles, and lists that name what to fetch
"""
