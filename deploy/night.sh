#!/bin/sh
# One night: fetch, back up, publish, say how it went. Exit status: that of `scrapy update`, else of the first step that failed.
# Wanted: ARCHIVE_DB, ARCHIVE_FILES, ARCHIVE_CONTACT. Optional: ARCHIVE_BACKUP and ARCHIVE_PUBLIC (folders), ARCHIVE_ALERT (a command),
# ARCHIVE_VERIFY_DAY (the day on which everything held is checked: 1 is Monday, 7 Sunday, 0 never; Sunday if not set).
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
# Once a week everything that is held is checked, before it is backed up.
[ "$(date -u +%u)" = "${ARCHIVE_VERIFY_DAY:-7}" ] && then_run archive verify
[ -n "${ARCHIVE_BACKUP:-}" ] && then_run archive backup "$ARCHIVE_BACKUP"
[ -n "${ARCHIVE_PUBLIC:-}" ] && then_run archive export --public "$ARCHIVE_PUBLIC"
if [ -n "${ARCHIVE_ALERT:-}" ]; then
	then_run archive status --alert "$ARCHIVE_ALERT"
else
	then_run archive status
fi
exit "$result"
