"""Stores one document, has a separate process read it, and saves the facts. Nothing here depends on Scrapy.

ingest              keeps bytes first, then facts and problems in one transaction
coverage            notices facts that pages no longer give
add, named_files, local_files, manifest, manifest_cells     local reports by `scrapy add`
reread              kept documents read again
golden_cases        saved documents with the records read from them
"""
