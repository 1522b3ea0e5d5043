"""The SQLite file of an archive: its schema, its indexes, and the connections that read it.

migrations      the schema and every change to it; the SQL of each stands in landed/ and never changes
other_keys      keys that a report had before
ids, listed_rows    how ids are shared out; one row a report or article, as lists and filters want them
search_index    the full-text index over paragraphs, rests of pages and articles
sections        the parts of a report that a search can be narrowed to
older_snapshots what snapshots made by an earlier version lack, laid over them
readonly        connections that only read, bounded in time and memory, and what they keep until somebody writes
councils        all local authorities and sources, as pages need them
public          what the public may see of every table
"""
