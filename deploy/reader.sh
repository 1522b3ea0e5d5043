#!/bin/sh
# Serves the newest public snapshot ($ARCHIVE_DB, the link latest.db), and restarts when the link points to another.
# Replacing a file under a running server would mix old and new answers. A restart takes about a second.
set -u
host=${ARCHIVE_HOST:-127.0.0.1}
port=${ARCHIVE_PORT:-8001}
server=
trap 'kill "$server" 2>/dev/null; exit 0' TERM INT

until [ -f "$ARCHIVE_DB" ]; do
	echo "reader: waiting for a snapshot at $ARCHIVE_DB"
	sleep 30 &
	wait $!
done
while :; do
	served=$(readlink -f "$ARCHIVE_DB")
	archive serve --public --host "$host" --port "$port" &
	server=$!
	while [ "$(readlink -f "$ARCHIVE_DB")" = "$served" ]; do
		kill -0 "$server" 2>/dev/null || exit 1 # systemd or Docker restarts this script
		sleep "${ARCHIVE_LOOK_SECONDS:-5}" &
		wait $!
	done
	kill "$server"
	wait "$server"
done
