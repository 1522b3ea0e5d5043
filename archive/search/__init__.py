"""Turns typed words into one page of results.

query, synonyms, stop_words     what was typed, and what it means
question                        what a question asks for
filters                         what narrows a search
search                          the way from query to results, in one function
hits                            what matches, by report and article
engine, engine_fields, engine_query, stems    what answers in the place of FTS5 where it is beside the archive: ranks and counts everything
passages, marks                 the places shown, with the found words marked
facets, results                 counts beside the filters, and the page of results; a facet is also a column of
                                database.listed_rows and a line of holdings.sql_shown
themes                          what recommendations are about, by their words
verify_quote                    where a quotation stands, or that it stands nowhere
suggestions, council_names      other spellings, and the council that a name means
meaning, vector_file            what a text means, as a vector; the vectors beside the archive
ask                             paragraphs that answer a question, by words and by meaning
recommendations, similar_recommendations, recurring    a search over recommendations only; who else was told the same, and what many were
page_bounds                     where pages of recommendations begin and end
alike                           recommendations of different reports that are alike
trend, terms, reports_with      a search over the years; a list of terms over councils; what both count
"""
