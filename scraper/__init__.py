"""Fills the archive: sites, pages and PDFs to records; the only package that knows Scrapy."""
