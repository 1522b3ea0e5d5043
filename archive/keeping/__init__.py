"""Backups, checks, health, takedowns and exports of an archive.

backup, restore           make consistent copies, and restore them
verify                    bytes against hashes, rows against seals, indexes against tables
health_rules, health_dates, health_machine, health    the rules for a healthy archive, and the verdict
refused                   which pages of publishers crawls did not take
alerts                    tells somebody what asks for attention, once
completeness              how much of a source's list was read
source_terms              whose reports are held, and on which terms
takedown                  removes a report or article from everything public, or deletes it
locks                     one backup or export at a time in a folder
replica                   brings back the database that Litestream copied to S3
publish                   snapshots in S3: uploads one, and fetches the newest for a reader
export/                   what others can have: public snapshots, tables, texts, WARC
"""
