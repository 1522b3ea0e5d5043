#!/bin/sh
# One night: fetch, back up, publish, say how it went. Exit status: that of `scrapy update`, else of the first step that failed.
# Wanted: ARCHIVE_DB, ARCHIVE_FILES, ARCHIVE_CONTACT. Optional: ARCHIVE_BACKUP and ARCHIVE_PUBLIC (folders), ARCHIVE_ALERT (a command).
set -u
cd "$(dirname "$0")/.." # scrapy looks for scrapy.cfg here

scrapy update
result=$?
[ "$result" -eq 75 ] && exit 75 # another run is going on; it will do the rest

then_run() {
	"$@"
	status=$?
	[ "$result" -eq 0 ] && result=$status
}
[ -n "${ARCHIVE_BACKUP:-}" ] && then_run archive backup "$ARCHIVE_BACKUP"
[ -n "${ARCHIVE_PUBLIC:-}" ] && then_run archive export --public "$ARCHIVE_PUBLIC"
if [ -n "${ARCHIVE_ALERT:-}" ]; then
	then_run archive status --alert "$ARCHIVE_ALERT"
else
	then_run archive status
fi
exit "$result"
