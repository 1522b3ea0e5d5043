"""One run of a source.

part, session       what each part of a run is to Scrapy, and what they share
pace, budget        how fast, and how much
frontier            what is still to be fetched
pipeline            keeps, reads and saves what came
outcome, missing_providers      what the run was, and who is missing from the listing
run_log, logs, progress         its row, its lines, its bar
"""
