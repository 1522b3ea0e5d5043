#!/bin/sh
# Sends the backups of the archive to another place, encrypted; run it after the night, as the user archive.
# Before the first run: restic init. RESTIC_REPOSITORY and RESTIC_PASSWORD_FILE say where to, and where the password is.
set -eu
: "${RESTIC_REPOSITORY:?}" "${RESTIC_PASSWORD_FILE:?}" "${ARCHIVE_BACKUP:?}"
restic backup --tag archive "$ARCHIVE_BACKUP"
restic forget --tag archive --keep-daily 14 --keep-weekly 8 --keep-monthly 24 --prune
restic check --read-data-subset 1% # so that all of it has been read after about three months
