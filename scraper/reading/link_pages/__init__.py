"""Pages and lists that name what to fetch.

entries                         what a list names, and what is odd about an entry
feeds, lists_xml, article_lists     sitemaps and feeds, APIs and list pages of publishers
stated_lists, stated_pages      lists and pages of an inspectorate that states their markup
ofsted_search, ofsted           the reports site: results of a search, provider pages
ofsted_remits                   the kinds of providers it can be asked for
ofsted_entries, ofsted_facts    entries of a provider's timeline
"""
