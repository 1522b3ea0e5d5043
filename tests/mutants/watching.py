"""Mutations of what watches and what leaves the house: health, providers that are gone, clean texts, the public snapshot."""

from tests.mutants.mutation import Mutation

_HEALTH, _GONE, _CLEAN = "archive/keeping/health_rules.py", "scraper/crawl/missing_providers.py", "archive/store/clean_text.py"
_EXPORT, _SNAPSHOT = "archive/keeping/export/public_snapshot.py", "archive/keeping/export/public_database.py"
_TEST_HEALTH, _TEST_CLEAN, _TEST_GONE = (
    "tests/archive/keeping/test_health.py",
    "tests/archive/store/test_clean_text.py",
    "tests/scraper/crawl/test_missing_providers.py",
)
_TEST_EXPORT = "tests/archive/keeping/export"

MUTATIONS = (
    Mutation(_HEALTH, 'row[0] == "ok", f', "True, f", "a last run that failed is well", _TEST_HEALTH),
    Mutation(_HEALTH, "source, hours <= SILENT_HOURS, note", "source, True, note", "silence is well", _TEST_HEALTH),
    Mutation(_HEALTH, "died = hours > RUNNING_HOURS", "died = False", "a run that died is going on", _TEST_HEALTH),
    Mutation(_HEALTH, "source, newest[3] >= floor, note", "source, True, note", "half a listing is well", _TEST_HEALTH),
    Mutation(_HEALTH, "named == sum(counts), note", "True, note", "reports that are named and lost are well", _TEST_HEALTH),
    Mutation(_HEALTH, "share <= MOST_UNREADABLE\n", "share <= 1\n", "unreadable files are well", _TEST_HEALTH),
    Mutation(_HEALTH, "kept < FEWEST_FILES or share", "share", "one bad file of ten is an alarm", _TEST_HEALTH),
    Mutation(_HEALTH, "            if share < limit:\n", "            if False:\n", "a new layout is well", _TEST_HEALTH),
    Mutation(_HEALTH, '"freshness", source, days <= limit,', '"freshness", source, True,', "a year without news is well", _TEST_HEALTH),
    Mutation(_HEALTH, "max(QUIET_DAYS, QUIET * gap)", "QUIET * gap", "a quiet week is an alarm", _TEST_HEALTH),
    Mutation(_HEALTH, '"damage", None, not faults,', '"damage", None, True,', "damage is well", _TEST_HEALTH),
    Mutation(_HEALTH, "where resolved is null and source is null", "where source is null", "mended damage is an alarm", _TEST_HEALTH),
    Mutation(_GONE, "(authority or urn) in here or ", "", "every provider is gone", _TEST_GONE),
    Mutation(_GONE, "(authority or urn) in here or ", "urn in listed or ", "an authority under its other number is gone", _TEST_GONE),
    Mutation(_GONE, " or (authority and not _exists(authority, today, authorities))", "", "councils that ended are news", _TEST_GONE),
    Mutation(
        _GONE, "            resolve_problems(database, source, url, (), moment)\n", "            pass\n", "gone stays gone", _TEST_GONE
    ),
    Mutation(_GONE, " if session.ingest.problem(problem, source, url, None, moment)]", "]", "gone is news every night", _TEST_GONE),
    Mutation(_CLEAN, 'return _UNSAFE.sub("", text)', "return text", "forged marks are stored", _TEST_CLEAN),
    Mutation(
        _CLEAN, "super().execute(sql, _cleaned(parameters))", "super().execute(sql, parameters)", "one way in is not clean", _TEST_CLEAN
    ),
    Mutation(_CLEAN, "(_cleaned(row) for row in parameters)", "parameters", "many rows at once are not clean", _TEST_CLEAN),
    Mutation(_CLEAN, 'if Path(found["root"]).exists() else', "if False else", "paths of the machine are published", _TEST_CLEAN),
    Mutation(_CLEAN, 'if Path(found["root"]).exists() else', "if True else", "paths of sites are cut", _TEST_CLEAN),
    Mutation(_EXPORT, "            _check_rights(path, database)\n", "", "sentences of articles are published", _TEST_EXPORT),
    Mutation(_EXPORT, "if not (fresh / name).is_file()}", "if False}", "what was taken down stays in the export", _TEST_EXPORT),
    Mutation(_EXPORT, "if old.is_relative_to(target.resolve()):", "if True:", "a list of checksums deletes elsewhere", _TEST_EXPORT),
    Mutation(_EXPORT, "number = max(numbers, default=0) + 1", "number = 1", "a served file is replaced", _TEST_EXPORT),
    Mutation(_EXPORT, "    os.replace(fresh / NEWEST, target / NEWEST)\n", "    pass\n", "the newest is an old one", _TEST_EXPORT),
    Mutation(_SNAPSHOT, "    for table in PRIVATE_TABLES:\n", "    for table in ():\n", "private tables are in the snapshot", _TEST_EXPORT),
    Mutation(
        _SNAPSHOT,
        '        connection.execute(f"update {emptied} set',
        '        str(f"update {emptied} set',
        "summaries are in the snapshot",
        _TEST_EXPORT,
    ),
    Mutation(
        _SNAPSHOT,
        '            connection.execute(f"alter table {holder} drop column {name}")\n',
        "            pass\n",
        "private columns are in the snapshot",
        _TEST_EXPORT,
    ),
    Mutation(
        _SNAPSHOT,
        '        connection.execute(f"delete from {table} where rowid in (select row from gone_{table})")\n',
        "        pass\n",
        "what is withheld is in the snapshot",
        _TEST_EXPORT,
    ),
    Mutation(
        _SNAPSHOT,
        '            connection.execute(f"delete from {table} where rowid in (select row from gone)")\n',
        "            pass\n",
        "pages of withheld reports are in the snapshot",
        _TEST_EXPORT,
    ),
    Mutation(_SNAPSHOT, "insert into withdrawn select * from public_marks", "select 1", "what was withdrawn is not said", _TEST_EXPORT),
    Mutation(
        _SNAPSHOT,
        "        connection.execute(f\"insert into {index}({index}) values ('rebuild')\")\n",
        "",
        "indexes keep private words",
        _TEST_EXPORT,
    ),
    Mutation(
        "archive/keeping/verify.py",
        "        *_rows(database),\n",
        "",
        "changed rows are not looked for",
        "tests/archive/keeping/test_verify.py",
    ),
    Mutation(
        "archive/keeping/verify.py",
        'stated == row["sha256"]',
        "True",
        "damaged files of the same size",
        "tests/archive/keeping/test_verify.py",
    ),
    Mutation(
        "archive/store/seals.py",
        " where {own} and seal = {old}; end",
        " where {own}; end",
        "a later change seals damage",
        "tests/archive/keeping/test_verify.py",
    ),
    Mutation(
        "archive/store/seals.py",
        "            delete from row_seals where {own}; end",
        "            select 1; end",
        "rows that went are missed for ever",
        "tests/archive/keeping/test_verify.py tests/archive/keeping/test_takedown.py",
    ),
    Mutation(
        "archive/keeping/takedown.py",
        "        keep_seals(database.conn)\n",
        "",
        "erasing leaves broken seals in backups",
        "tests/archive/keeping/test_takedown.py",
    ),
    Mutation(
        "scraper/processes/read_document.py",
        "len(document.body) > LONGEST_PAGE",
        "False",
        "pages without end are read",
        "tests/scraper/processes/test_read_document.py",
    ),
)
