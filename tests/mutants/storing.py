"""Mutations of the store: transactions, documents, problems, reports, pages, articles."""

from tests.mutants.mutation import Mutation

_TEST = "tests/archive/store/test_store.py"
_OPENING, _DOCUMENTS, _PAGES = (f"archive/store/{name}.py" for name in ("opening", "documents", "provider_pages"))
_RUNS, _PROBLEMS = (f"archive/store/{name}.py" for name in ("runs", "problems"))
_REPORTS, _CHANGES, _ARTICLES, _FAILURES = (f"archive/store/{name}.py" for name in ("reports", "reissues", "articles", "sqlite_errors"))

MUTATIONS = (
    Mutation(
        _OPENING, "                connection.rollback()", "                connection.commit()", "half a document is committed", _TEST
    ),
    Mutation(_OPENING, "            connection.commit()\n", "", "nothing is committed", _TEST),
    Mutation(_OPENING, '"begin immediate"', '"begin"', "a busy archive is noticed too late", _TEST),
    Mutation(_OPENING, "pragma synchronous = full", "pragma synchronous = off", "commits are lost in a power cut", _TEST),
    Mutation(_OPENING, "pragma foreign_keys = on", "pragma foreign_keys = off", "rows may point nowhere", _TEST),
    Mutation(_OPENING, "pragma journal_mode = wal", "pragma journal_mode = delete", "readers block the crawl", _TEST),
    Mutation(_OPENING, "fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)", "pass", "two runs write at once", _TEST),
    Mutation(_OPENING, "            _locked.discard(path)", "            pass", "a lock is thought to be held for ever", _TEST),
    Mutation(
        _OPENING,
        "        if migrations.applied(database):\n",
        "        if False:\n",
        "no copy before a migration",
        "tests/archive/database/test_migrations.py",
    ),
    Mutation(_FAILURES, "code & 0xFF", "code", "extended errors of SQLite are not known", _TEST),
    Mutation(
        _DOCUMENTS,
        'and sha256 = ?", [document.url, sha256]',
        "and ? != ''\", [document.url, sha256]",
        "new bytes are taken for the old",
        _TEST,
    ),
    Mutation(
        _DOCUMENTS,
        "if found is None and document.kind in PAGES:",
        "if found is None:",
        "a re-issued report is taken for the old file",
        _TEST,
    ),
    Mutation(_DOCUMENTS, "newest[2] == facts:", "newest[2] != facts:", "a page's changed facts are no new version", _TEST),
    Mutation(_DOCUMENTS, "etag = coalesce(?, etag)", "etag = ?", "a validator is lost", _TEST),
    Mutation(
        _DOCUMENTS,
        "(select max(id) from documents where url = ?)",
        "(select min(id) from documents where url = ?)",
        "the wrong version is seen",
        _TEST,
    ),
    Mutation(
        _DOCUMENTS, "        if isinstance(record, Problem):\n            continue\n", "", "a doubt makes a new version of a page", _TEST
    ),
    Mutation(
        _DOCUMENTS,
        'if keep_null else f"excluded.{name}"',
        'if not keep_null else f"excluded.{name}"',
        "null overwrites what was known",
        _TEST,
    ),
    Mutation(
        _DOCUMENTS,
        'for name, value in new.items() if name not in ("document_id", "reader_version"))',
        "for name, value in new.items())",
        "unchanged rows are touched",
        _TEST,
    ),
    Mutation(
        _PROBLEMS, "        return False\n    row = {", "        return True\n    row = {", "an old problem is news every night", _TEST
    ),
    Mutation(
        _PROBLEMS,
        'and kind = ? and message = ? and resolved is null"',
        'and kind = ? and message = ?"',
        "a problem that comes back is not told",
        _TEST,
    ),
    Mutation(_PROBLEMS, "not in keys:", "in keys:", "problems that stand are called over", _TEST),
    Mutation(_RUNS, "where finished is null and outcome is null", "where outcome is null or 1", "runs that ended well died", _TEST),
    Mutation(_PROBLEMS, "sorted(FETCHING - {standing})", "sorted(FETCHING)", "a missing file is no problem any more", _TEST),
    Mutation(
        _PROBLEMS,
        'resolved is null and kind in ({marks})"',
        'resolved is null and (1 or kind in ({marks}))"',
        "an answer ends doubts of the text",
        _TEST,
    ),
    Mutation(_REPORTS, "file_document_id = coalesce(?, file_document_id)", "file_document_id = ?", "a good copy is let go", _TEST),
    Mutation(_REPORTS, "asked = asked + 1", "asked = 1", "a missing file is asked for every day", _TEST),
    Mutation(_REPORTS, "off_page = coalesce(off_page, ?)", "off_page = ?", "the day a file went is lost", _TEST),
    Mutation(
        _REPORTS, "    for table in PARTS.values():", "    for table in list(PARTS.values())[:-1]:", "pages of an old reading stay", _TEST
    ),
    Mutation(
        _REPORTS,
        "    save_changes(database, report_id, records, origin.document_id)\n",
        "",
        "what a new file changed is lost",
        _TEST,
    ),
    Mutation(_CHANGES, "if held is None or held[0] == document_id:", "if held is None:", "a changed reader is a changed report", _TEST),
    Mutation(_CHANGES, ' and "not_read" not in (one.text, other.text)]', "]", "what could not be read is a change", _TEST),
    Mutation(
        _CHANGES,
        'if database.execute(f"select 1 from report_changes where {same}", row).fetchone() is None:',
        "if True:",
        "a change is told twice",
        _TEST,
    ),
    Mutation(
        _PAGES,
        "if 2 * len(lost) > len(live) else set()",
        "if len(lost) > len(live) else set()",
        "a page cut in two marks its reports as gone",
        _TEST,
    ),
    Mutation(_PAGES, "if 2 * len(lost) > len(live)", "if 2 * len(lost) >= len(live)", "half a page is doubted", _TEST),
    Mutation(_PAGES, "return same_day and others is None", "return others is None", "a file is replaced by one of another day", _TEST),
    Mutation(
        _PAGES, '    if report.title != old["title"]:\n        return False\n', "", "a file is replaced by one of another title", _TEST
    ),
    Mutation(_PAGES, "one.key not in heirs.values() and ", "", "one file replaces two", _TEST),
    Mutation(
        _PAGES,
        '        if held["page_url"] in (None, report.page_url):\n            _update',
        "        if True:\n            _update",
        "another page rewrites a report",
        _TEST,
    ),
    Mutation(_PAGES, '{name} = coalesce(:{name}, {name})" for', '{name} = :{name}" for', "null overwrites what a page said", _TEST),
    Mutation(_ARTICLES, "article.published or (known[5] if known else None)", "article.published", "a date that was known is lost", _TEST),
    Mutation(
        _ARTICLES,
        "if known is None or (known[1], known[2]) != (article.title, article.text):",
        "if known is None:",
        "a changed article has no version",
        _TEST,
    ),
    Mutation(_ARTICLES, "gone = coalesce(gone, ?)", "gone = ?", "the day an article went is lost", _TEST),
    Mutation(_ARTICLES, "last_seen = ?, gone = null where", "last_seen = ? where", "an article that is back stays gone", _TEST),
    Mutation(_ARTICLES, '"tied": None,', '"tied": now,', "a changed article is not tied anew", _TEST),
    Mutation(_ARTICLES, "url = known[0] if known else article.url", "url = article.url", "the address of an article changes", _TEST),
)
