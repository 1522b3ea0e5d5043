"""One file per page, named after its address, and the parts that pages share. archive.web.routes lists all pages.

home, search, ask, trend, terms, similar, recurring (/recommendations/similar)
report (report_parts), article, articles, authority, recommendations, problems, original (/files), about, query_csv
health, probes      for monitors: /-/health, /-/live, /-/metrics
outcomes (outcomes_view, outcome_order, charts), neighbours, compare, visits (also /send and /after-inadequate), week, reconciliation
quote, check_text   where a quotation, or all of those of a draft, stand
sources, provider   where reports come from, and whom they are about
themes              what recommendations are about
social_care         children's homes and others in Ofsted's lists
download            every table whole, with the types of its columns
follow, changes     how to hear of what is new, and what changed, for programs
authority_history, citations, citation_list, outcome_cells, search_offers, chips       shared parts
"""
