"""Keeps an archive safe and whole: copies, checks, health, takedowns, exports.

backup, restore           consistent copies, and the way back
verify                    bytes against hashes, rows against seals, indexes against tables
health_rules, health_dates, health    what must hold of a healthy archive, and the verdict
completeness              how far the listing of a source was read
takedown                  takes a report or article out of everything public, or out altogether
export/                   what others are given: public snapshots, tables, texts, WARC
"""
