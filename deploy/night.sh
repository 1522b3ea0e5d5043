#!/bin/sh
# One nightly run: fetch, back up, publish, report. Exit status: that of `scrapy update`, or else of the first step that failed.
# Words after it go to `scrapy update`: names of sources, or options of it.
# Required: ARCHIVE_DB, ARCHIVE_FILES, ARCHIVE_CONTACT. Optional: ARCHIVE_BACKUP and ARCHIVE_PUBLIC (folders), ARCHIVE_ALERT (a command),
# ARCHIVE_DIGEST (the file of `archive digest`),
# ARCHIVE_VERIFY_DAY (the day on which everything is checked: 1 is Monday, 7 is Sunday, 0 is never; Sunday if unset).
set -u
cd "$(dirname "$0")/.." # scrapy looks for scrapy.cfg here

scrapy update "$@"
result=$?
[ "$result" -eq 75 ] && exit 75 # another run is in progress and will do the rest

set -- # the steps that failed, as options of archive status
case $result in
0 | 11 | 12 | 15 | 18) ;; # the run's own row says how it went
*) set -- --failed update ;;
esac
then_run() {
	"$@"
	status=$?
	[ "$result" -eq 0 ] && result=$status
	return "$status"
}
# What the crawl had no time for, so that questions are answered by meaning.
then_run archive vectors || set -- "$@" --failed vectors
# Once a week, check everything before backing it up.
[ "$(date -u +%u)" = "${ARCHIVE_VERIFY_DAY:-7}" ] && { then_run archive verify || set -- "$@" --failed verify; }
[ -n "${ARCHIVE_BACKUP:-}" ] && { then_run archive backup "$ARCHIVE_BACKUP" || set -- "$@" --failed backup; }
[ -n "${ARCHIVE_PUBLIC:-}" ] && { then_run archive export --public "$ARCHIVE_PUBLIC" || set -- "$@" --failed export; }
[ -n "${ARCHIVE_DIGEST:-}" ] && { then_run archive digest "$ARCHIVE_DIGEST" || set -- "$@" --failed digest; }
if [ -n "${ARCHIVE_ALERT:-}" ]; then
	then_run archive status --tell "$@" --alert "$ARCHIVE_ALERT"
else
	then_run archive status --tell "$@"
fi
exit "$result"
