"""Mutations of what keeps bytes: files, backup, restore, verify, takedown."""

from tests.mutants.mutation import Mutation

_FILES, _BACKUP, _VERIFY = "archive/store/files.py", "archive/keeping/backup.py", "archive/keeping/verify.py"
_RESTORING, _TAKEDOWN, _STORED = "archive/keeping/restore.py", "archive/keeping/takedown.py", "archive/store/takedowns.py"
_BUCKET, _TEST_BUCKET = "archive/store/bucket.py", "tests/archive/store/test_bucket.py"
_TEST_FILES, _TEST_BACKUP, _TEST_VERIFY = (
    "tests/archive/store/test_files.py",
    "tests/archive/keeping/test_backup.py",
    "tests/archive/keeping/test_verify.py",
)
_REPORTS, _PROBLEMS, _INDEXES = (f"archive/store/{name}.py" for name in ("reports", "problems", "indexes"))
_TEST_TAKEDOWN = "tests/archive/keeping/test_takedown.py"
_ERASING = f"{_TEST_TAKEDOWN}::test_erasing_leaves_no_byte_in_archive_or_backup"

MUTATIONS = (
    Mutation(_FILES, "            os.fsync(file.fileno())\n", "", "bytes are lost in a power cut", _TEST_FILES),
    Mutation(_FILES, "    sync(target.parent)\n", "", "a name is lost in a power cut", _TEST_FILES),
    Mutation(_FILES, " and target.read_bytes() == body:", ":", "a damaged copy is never written anew", _TEST_FILES),
    Mutation(_FILES, "        Path(temporary).unlink(missing_ok=True)\n", "", "half a file is left behind", _TEST_FILES),
    Mutation(_FILES, "        os.chmod(temporary, 0o644)", "        pass", "the reader's user cannot read files", _TEST_FILES),
    Mutation(_FILES, "return body if hash_of(body) == sha256 else None", "return body", "damaged bytes pass for whole", _TEST_FILES),
    Mutation(_FILES, 'if not path.name.startswith(".new-"):', "if path.name:", "unfinished files count as kept", _TEST_FILES),
    Mutation(_FILES, "if len(sha256) != 64 or not", "if not", "names other than hashes reach the disk", _TEST_FILES),
    Mutation(_BUCKET, 'IfNoneMatch="*"', "", "a put may replace what is there", _TEST_BUCKET),
    Mutation(_BUCKET, "if self.checksum(sha256) == sha256:", "if True:", "a damaged copy in a bucket stays", _TEST_BUCKET),
    Mutation(_BUCKET, " == ABSENT and self._answers()", " == ABSENT", "without its bucket, every file counts as lost", _TEST_BUCKET),
    Mutation(_BUCKET, '"total_max_attempts": int', '"total_max_attempts": 0 * int', "a bucket is asked once only", _TEST_BUCKET),
    Mutation(_VERIFY, 'stated == row["sha256"] and ', "", "KNOWN: no hash of files", _TEST_VERIFY),
    Mutation(_VERIFY, ' and kept.size(row["sha256"]) == row["size"]', "", "a wrong size in the row passes", _TEST_VERIFY),
    Mutation(_VERIFY, 'return "file_missing"', "return None", "lost files are passed over", _TEST_VERIFY),
    Mutation(
        _REPORTS, "where file_document_id = ?", "where file_document_id is not null or id = ?", "every report is fetched anew", _TEST_VERIFY
    ),
    Mutation(
        _VERIFY, 'in ("file_missing", "file_damaged"):', 'in ("file_missing",):', "a damaged file is never fetched anew", _TEST_VERIFY
    ),
    Mutation(
        _PROBLEMS,
        '        if Problem(row["kind"], row["message"]) not in standing:',
        "        if True:",
        "standing damage is called over",
        _TEST_VERIFY,
    ),
    Mutation(
        _VERIFY,
        "        resolve_found(database, {damage.problem for damage in found}, moment)\n",
        "",
        "mended damage stands for ever",
        _TEST_VERIFY,
    ),
    Mutation(
        _VERIFY,
        '"pragma foreign_key_check").fetchall():',
        '"pragma foreign_key_check").fetchall()[:0]:',
        "rows that point nowhere pass",
        _TEST_VERIFY,
    ),
    Mutation(
        _INDEXES,
        "({index}, rank) values ('integrity-check', 1)",
        "({index}) values ('integrity-check')",
        "an index is not compared with its table",
        _TEST_VERIFY,
    ),
    Mutation(
        _INDEXES, "({index}) values ('rebuild')", "({index}) values ('optimize')", "an index is said to be mended and is not", _TEST_VERIFY
    ),
    Mutation(
        _VERIFY,
        "(report_id is null or file_document_id is null)",
        "file_document_id is null",
        "held reports without facts pass",
        _TEST_VERIFY,
    ),
    Mutation(_BACKUP, "    check_database(copy)\n", "", "a damaged archive is backed up over good copies", _TEST_BACKUP),
    Mutation(
        "archive/keeping/locks.py",
        "fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)",
        "two backups at once",
        _TEST_BACKUP,
    ),
    Mutation(_BACKUP, "copies(target)[:-keep]", "copies(target)[keep:]", "the newest copies are dropped", _TEST_BACKUP),
    Mutation(_BACKUP, 'if path.with_suffix(".json").is_file())', "if path.is_file())", "a copy cut short counts", _TEST_BACKUP),
    Mutation(
        _BACKUP, "(quick or archive.store.files.hash_of_file(kept) == sha256)", "True", "damaged files of the backup stay", _TEST_BACKUP
    ),
    Mutation(_BACKUP, "kept.stat().st_size == size and ", "", "quick: a file cut short stays", _TEST_BACKUP),
    Mutation(_BACKUP, "            absent.append(sha256)\n", "", "files that are lost are not named", _TEST_BACKUP),
    Mutation(_BACKUP, "    archive.store.files.sync(copy)\n", "", "the copy is lost in a power cut", _TEST_BACKUP),
    Mutation(_BACKUP, "    _clear(target)\n", "", "what was cut short is left for ever", _TEST_BACKUP),
    Mutation(_RESTORING, "if path.exists() and not replace:", "if False:", "an archive is replaced unasked", _TEST_BACKUP),
    Mutation(
        _RESTORING,
        "if archive.store.files.hash_of_file(chosen) != manifest.sha256:",
        "if False:",
        "a changed copy is restored",
        _TEST_BACKUP,
    ),
    Mutation(
        _RESTORING,
        "                lost.append(sha256)\n",
        "                pass\n",
        "an archive without its files is restored",
        _TEST_BACKUP,
    ),
    Mutation(_RESTORING, "    return found[-1]", "    return found[0]", "the oldest copy is restored", _TEST_BACKUP),
    Mutation(
        _RESTORING, 'for end in ("", "-wal", "-shm"):', 'for end in ("",):', "the old log is played into the new database", _TEST_BACKUP
    ),
    Mutation(_RESTORING, "    with lock(path):", "    if True:", "restored under a run that writes", _TEST_BACKUP),
    Mutation(
        _STORED,
        "values ('optimize')",
        "values ('merge', 0)".replace("('merge', 0)", "('integrity-check')"),
        "KNOWN: erased text in old segments of the index",
        f"{_TEST_TAKEDOWN}::test_erasing_leaves_no_word_in_old_segments_of_an_index",
    ),
    Mutation(
        _STORED,
        '    database.execute("pragma secure_delete = on")\n',
        "",
        "erased rows stay in free pages",
        f"{_TEST_TAKEDOWN}::test_rows_are_overwritten_as_they_are_deleted",
    ),
    Mutation(
        _STORED,
        " and undone is null and (subject",
        " and (subject",
        "what was put back is never fetched",
        f"{_TEST_TAKEDOWN}::test_what_is_withheld_only_or_put_back_may_be_fetched",
    ),
    Mutation(
        _STORED,
        "where erased is not null and undone",
        "where undone",
        "what is withheld only is never fetched",
        f"{_TEST_TAKEDOWN}::test_what_is_withheld_only_or_put_back_may_be_fetched",
    ),
    Mutation(
        _STORED,
        "    if any(erased for _, erased in standing):",
        "    if False:",
        "the erased is said to be put back",
        f"{_TEST_TAKEDOWN}::test_erasing_leaves_no_byte_in_archive_or_backup",
    ),
    Mutation(
        _STORED,
        "        if not _standing(database, subject):",
        "        if True:",
        "two takedowns of one thing",
        f"{_TEST_TAKEDOWN}::test_it_can_be_put_back",
    ),
    Mutation(
        _STORED,
        'if not database.execute("select 1 from documents where sha256 = ?", [sha256]).fetchone()]',
        "if sha256]",
        "a file that others name goes",
        f"{_TEST_TAKEDOWN}::test_erasing_keeps_what_others_name",
    ),
    Mutation(
        _STORED,
        "or id in (select document_id from article_versions where article_id = :id)",
        "",
        "older versions of an article stay",
        f"{_TEST_TAKEDOWN}::test_erasing_takes_every_version_of_an_article",
    ),
    Mutation(
        _STORED,
        '"update articles set tied = null where id in (select',
        '"update articles set tied = tied where id in (select',
        "articles about it are never tied anew",
        f"{_TEST_TAKEDOWN}::test_erasing_keeps_what_others_name",
    ),
    Mutation(
        _STORED,
        'and undone is null"\n            database.execute(sql, [moment, subject.name])',
        'and 0"\n            database.execute(sql, [moment, subject.name])',
        "erased is not written down",
        _ERASING,
    ),
    Mutation(
        _TAKEDOWN,
        '    database.execute("vacuum")\n    database.execute("pragma wal',
        '    database.execute("pragma wal',
        "erased bytes stay in the file",
        f"{_TEST_TAKEDOWN}::test_the_file_is_written_anew_without_what_was_erased",
    ),
    Mutation(
        _TAKEDOWN,
        '    database.execute("pragma wal_checkpoint(truncate)")',
        "    pass",
        "erased bytes stay in the log",
        f"{_TEST_TAKEDOWN}::test_erasing_takes_every_version_of_an_article",
    ),
    Mutation(
        _TAKEDOWN,
        "        if not named and (kept",
        "        if (kept",
        "a file that others name is deleted",
        f"{_TEST_TAKEDOWN}::test_a_backup_that_was_erased_from_still_restores",
    ),
    Mutation(
        _TAKEDOWN, "            _erase_copy(plain, subject, moment)\n", "        pass\n", "copies beside the archive keep it", _ERASING
    ),
    Mutation(
        _TAKEDOWN,
        "        for copy in copies(folder):",
        "        for copy in copies(folder)[-1:]:",
        "older copies of a backup keep it",
        _ERASING,
    ),
    Mutation(
        _TAKEDOWN,
        "            write_manifest(copy, describe(copy, manifest.made))\n",
        "",
        "the backup no longer restores",
        f"{_TEST_TAKEDOWN}::test_a_backup_that_was_erased_from_still_restores",
    ),
    Mutation(
        _TAKEDOWN,
        '        gone += _forget(folder / "files", found | hashes, newest)',
        "        pass",
        "the backup keeps the file",
        _ERASING,
    ),
)
