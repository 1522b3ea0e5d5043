"""Turns typed words into one page of results.

query, synonyms, question       what was typed, and what it asks for
filters                         what narrows a search
search                          the way from query to results, in one function
search_cost, choose_index       which indexes there is time for
hits                            what matches, as columns
passages, marks                 the places shown, with the found words marked
facets, results                 counts beside the filters, and the page of results; a facet is also a column of
                                database.listed_rows and a line of holdings.sql_shown
suggestions, recommendations    other spellings; a search over recommendations only
"""
