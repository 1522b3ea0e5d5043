"""One file a page, named as its address; archive.web.routes lists them all. Beside them what several pages share.

home, search, report, article, authority, recommendations, problems, original (/files), health, query_csv
outcomes, neighbours, compare, visits (also /send and /after-inadequate), week, reconciliation
authority_history, citations, outcome_rows, search_offers       shared parts
"""
