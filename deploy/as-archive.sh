#!/bin/sh
# Runs a command as the nights run it: as the user archive, with the settings of /etc/childrens-services-archive.env. As root, for example:
# /opt/childrens-services-archive/deploy/as-archive.sh archive status
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
set -a
. /etc/childrens-services-archive.env
set +a
HOME=$(dirname "$ARCHIVE_DB")
PATH=$here/.venv/bin:/usr/bin:/bin
export HOME PATH
cd "$HOME"
case $(stat --format %A "${ARCHIVE_PUBLIC:-.}" 2>/dev/null) in
*r-x) umask 0022 ;; # the site runs from cron, as a user who is not in the group archive
*) umask 0027 ;;
esac
exec setpriv --reuid=archive --regid=archive --init-groups --no-new-privs "$@"
