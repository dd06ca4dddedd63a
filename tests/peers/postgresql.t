#!/bin/sh
# The store on a real PostgreSQL server: the tests of each noun, run again, and those of its own.
. "$TOP_SRCDIR/tests/lib/tap.sh"

tests='item_store_test feed_store_test host_store_test edition_store_test search_store_test backup_test'

# The server's own programs stand outside of PATH on Debian.
for folder in /usr/lib/postgresql/*/bin; do
	[ -d "$folder" ] && PATH=$folder:$PATH
done
if ! command -v initdb >/dev/null || ! command -v psql >/dev/null; then
	skip 'the store on a PostgreSQL server' 'postgresql is missing'
	finish
fi
if [ ! -x "$TOP_BUILDDIR/tests/unit/store_server_test" ]; then
	skip 'the store on a PostgreSQL server' 'configured --without-postgresql'
	finish
fi

# The server refuses to be run by root: then it runs as nobody.
as=
if [ "$(id -u)" -eq 0 ]; then
	as='setpriv --reuid=65534 --regid=65534 --clear-groups'
	chown 65534 "$work"
fi
server=$work/server
$as initdb -D "$server" -U broadtape --auth=trust -E UTF8 --locale=C --no-sync >"$work/initdb" 2>&1 ||
	fail 'a new server is made' "$work/initdb"
# Sockets have short paths, and the server listens on nothing else.
socket=$(mktemp -d /tmp/bt-pg.XXXXXX)
[ -z "$as" ] || chown 65534 "$socket"
(cd "$work" && exec $as postgres -D "$server" -k "$socket" -c listen_addresses= -c fsync=off) \
	>"$work/log" 2>&1 &
stop_at_end $!
tries=0
until pg_isready -q -h "$socket" || [ $tries -ge 100 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
check 'the server has a database for us' createdb -h "$socket" -U broadtape news

BROADTAPE_POSTGRESQL="postgresql://broadtape@/news?host=$socket"
export BROADTAPE_POSTGRESQL
for test in $tests store_server_test; do
	run "$TOP_BUILDDIR/tests/unit/$test"
	sed -n "s/^\(not \)*ok [0-9]* - \(.*\)/\1\2/p" "$work/out" | grep -v '^tests$' >"$work/results"
	while read -r result; do
		case $result in
		not\ *) fail "$test: ${result#not }" "$work/out" "$work/err" ;;
		*) pass "$test: $result" ;;
		esac
	done <"$work/results"
	same "$test ran to its end" "$status" 0
done
rm -rf "$socket"
finish
