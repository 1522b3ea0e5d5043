"""What a request must pass before a page is made.

connections     idle and half-open connections are closed
admission       addresses of bounded length, methods that only read
turns           a bounded queue, short work before long
gate            what a public site answers of Datasette's own pages
misread         questions that Datasette's pages cannot read get an answer, not an error
"""
