"""Pages of articles to articles.

article             the way from page to Article
structured, layouts, bylines        facts: by JSON-LD, by the publisher's selectors, by what is printed
body, blocks, inline, generic       the body
furniture, repeated                 what stands beside it: by its form, and because other pages have it too
excerpt, report_links               what the public may see of it; where its links lead
govuk               news of GOV.UK, from its content API
"""
