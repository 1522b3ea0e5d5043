"""One run of a source.

contact             a crawl of a live site needs one
part, session       how Scrapy sees each part of a run, and what they share
pace, budget        how fast and how much a run may request
frontier            what is still to be fetched
pipeline            stores, reads and saves each document
certificates, clock             until when those of the sites are valid, and whether our clock is right
outcome, missing_providers      how the run ended, and which providers are no longer listed
run_log, logs, progress         its row in the database, its log lines and its progress bar
"""
