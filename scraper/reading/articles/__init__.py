"""Pages of articles to articles.

article             the way from page to Article
structured, layouts, bylines        facts: by JSON-LD, by the publisher's selectors, by what is printed
blocks, inline, generic             the body
excerpt, report_links               what the public may see of it; where its links lead
govuk               news of GOV.UK, from its content API
"""
