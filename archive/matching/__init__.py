"""Links articles to reports and sentences to passages. Pure: no disk, database, network or clock.

facts                                   what tying knows of an article, a report, evidence and a tie
phrases, printed_dates, grades_said     small tables of phrases; dates and grades that sentences print
report_kinds, story, reading            what kind of story it is, and one reading of it for all candidates
authority_patterns, authority_names     which local authorities a text names
subjects, links, report_text            whom an article is about, where it links, and whether its words stand in a report
evidence, choose_report, tie_article    the evidence for each report, and the reports and authorities of an article
sentences, report_words, quotations     where in a report a sentence comes from
quoted_words                            whether a quotation stands in a report word for word, and what was changed
claims/                                 what an article says of grades, dates and numbers, checked against the report's facts
similar_wording, copies                 how alike two texts are
plausible_facts, printed_authority      whether what a page or a report says can be right
"""
