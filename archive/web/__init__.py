"""What Datasette adds for readers; all of it read-only.

site, plugin, routes        makes the Datasette; its hooks; the list of all pages
guards/, headers, compressed   what a request must pass, the headers of every answer, and gzip
pages/, templates/          one file a page
render, database            a page from its template; the archive as Datasette's database
words, words_of_outcomes, words_of_claims   what readers see instead of codes
pills, told, paragraphs     grades, what reports ask for, and their text, as readers see them
mcp_server, mcp_tools       tools for language models: what they are called, and what they answer (the extra [mcp])
formats/, drawings/         downloads and feeds; charts
"""
