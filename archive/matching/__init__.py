"""Links articles to reports and sentences to passages. Pure: no disk, database, network or clock.

facts                                   what tying knows of an article, a report and a tie
authority_patterns, authority_names     which local authorities a text names
subjects, story, report_kinds           what an article is about, and what kind of story it is
choose_report, tie_article              the report and authority of an article
sentences, report_words, quotations     where in a report a sentence comes from
claims/                                 what an article says of grades, dates and numbers, checked against the report's facts
similar_wording, copies                 how alike two texts are
plausible_facts, printed_authority      whether what a page or a report says can be right
"""
