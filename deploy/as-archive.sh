#!/bin/sh
# Runs a command as the nights run it: as the user archive, with the settings of /etc/childrens-services-archive.env. As root, for example:
# /opt/childrens-services-archive/deploy/as-archive.sh archive status
set -eu
refuse() {
	echo "$0: $1" >&2
	exit 4
}
settings=/etc/childrens-services-archive.env
[ $# -gt 0 ] || refuse "say which command to run, for example: $0 archive status"
[ "$(id -u)" -eq 0 ] || refuse "only root can run a command as the user archive; say sudo $0 $*"
[ -f "$settings" ] || refuse "$settings is not there; copy deploy/environment to it and set it (docs/deployment.md)"
here=$(cd "$(dirname "$0")/.." && pwd)
set -a
. "$settings"
set +a
[ -n "${ARCHIVE_DB:-}" ] || refuse "ARCHIVE_DB is not set in $settings; copy its line from deploy/environment"
HOME=$(dirname "$ARCHIVE_DB")
[ -d "$HOME" ] || refuse "the folder of ARCHIVE_DB, $HOME, is not there; mount its disk, or make it as docs/deployment.md says"
PATH=$here/.venv/bin:/usr/bin:/bin
SCRAPY_SETTINGS_MODULE=scraper.settings # scrapy.cfg is not in the folder where this runs
export HOME PATH SCRAPY_SETTINGS_MODULE
cd "$HOME" # what a command writes beside it, such as firstlook/, lies with the archive
case $(stat --format %A "${ARCHIVE_PUBLIC:-.}" 2>/dev/null) in
*r-x) umask 0022 ;; # the site runs from cron, as a user who is not in the group archive
*) umask 0027 ;;
esac
exec setpriv --reuid=archive --regid=archive --init-groups --no-new-privs "$@"
