"""What the archive holds about one thing, read for its page: a report, an article, an authority, what is new, what is missing.

report, article, authority      everything that hangs on one of them
provider, sources               a provider with its reports; what each source is, how complete, how well read
articles, chosen_councils       the list of articles; which councils a reader chose for a list
cited                           what citations name of the reports and articles of a list
original                        whose report a file is
newest, changes, gaps           the home page's lists; what changed since a moment; what is not held or not read
official_providers              social care providers in Ofsted's lists
reconciliations                 comparisons with Ofsted's yearly files
check_text                      quotations, grades, dates and numbers of a text that somebody pasted
sql_shown                       the SQL that a page shows to its reader, with every filter of the search
"""
