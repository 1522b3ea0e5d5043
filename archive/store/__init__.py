"""The only part that writes. Each `save_*` is one transaction or takes part in its caller's.

opening, migration_copies, sqlite_errors    opens an archive, and says in words what SQLite could not do
files, bucket                       originals, by their SHA-256: in a folder, or in S3
documents                           a row a fetched original
provider_pages, authorities         what pages and the shipped list say
reports, reissues                   what reports say, and what a new file changed
same_reports                        one report of a file that was added and crawled
articles, page_blocks, ties, claims     articles, what stands on their pages, what they are tied to, and what they claim
code_version                        names the code that made a row
certificates                        until when those of crawled sites are valid
runs, problems, refused_pages       what was done each night, what could not be, and which pages were left out
official_inspections, official_providers, reconciliations       Ofsted's own statistics
indexes, seals, takedowns           indexes, hashes of rows, what was taken down
vectors, engine                     what paragraphs mean, and the search engine, both beside the archive
clean_text                          what makes text safe to keep
"""

from archive.store.opening import archive_paths, open_archive, transaction

__all__ = ["archive_paths", "open_archive", "transaction"]
