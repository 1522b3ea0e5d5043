"""Stores one document, has a separate process read it, and saves the facts. Nothing here depends on Scrapy.

ingest              keeps bytes first, then facts and problems in one transaction
coverage            notices facts that pages no longer give
add, named_files, local_files, manifest, manifest_cells     local reports by `scrapy add`
workers, reread, furniture   kept documents read again: all of them, and pages of which more is known now
kept                a document as it was when it came
golden_cases, golden_differences     saved documents with the records read from them, and what is read otherwise
"""
