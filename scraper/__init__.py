"""Fills the archive: turns sites, pages and PDFs into records. The only package that uses Scrapy."""
