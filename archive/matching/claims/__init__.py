"""Checks what an article says of a report's grades, dates and numbers against the report's facts. Pure.

facts       what an article says, what a report's facts are, and a claim with its verdict
prose       which paragraphs are prose
clauses     the clauses of a sentence, and which of them are about the past, a wish or somebody else
areas       what a clause names that has a grade
grade_words whether a word like "good" is a grade
grades      the grades that a sentence gives, and to what
days        the days, months and dates of publication that a sentence names
counts      how many recommendations, inspectors, days and pages a sentence counts
verdicts    whether what is said is right
check       all claims of an article, each with its verdict
"""
