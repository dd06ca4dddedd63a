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
# Its process is $postgres.
start_server() {
	(cd "$work" && exec $as postgres -D "$server" -k "$socket" -c listen_addresses= -c fsync=off) \
		>>"$work/log" 2>&1 &
	postgres=$!
	stop_at_end $postgres
	tries=0
	until pg_isready -q -h "$socket" || [ $tries -ge 100 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
}
start_server
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

# The server is stopped under the daemon, in the two ways that end its connections, and comes back.
cd "$work" || exit 99
createdb -h "$socket" -U broadtape daemon
rss() { printf '<rss version="2.0"><channel><title>T</title><item><title>%s</title><guid>%s</guid></item></channel></rss>' "$1" "$2"; }
rss 'Intel opens a plant' a >first.xml
rss 'Samsung ships memory' b >INT.xml
rss 'Nvidia rises' c >QUIT.xml
feeds='{path: first.xml}'
configure() {
	printf 'store: "postgresql://broadtape@/daemon?host=%s"\nfeeds: [%s]\ncompanies: [{ticker: META}]\n' \
		"$socket" "$feeds" >broadtape.yaml
}
until_seen() { # until_seen N TEXT: waits until the log has so many such lines, a minute at most.
	tries=600
	until [ "$(grep -cF -e "$2" daemon.log)" -ge "$1" ] || [ $tries -eq 0 ]; do
		tries=$((tries - 1))
		sleep 0.1
	done
}
configure
"$BROADTAPE" -v daemon 2>daemon.log &
daemon=$!
stop_at_end $daemon
until_seen 1 'has been visited'
prints 'a daemon stores what it reads on a PostgreSQL server' 'Intel opens a plant' "$BROADTAPE" search intel
n=0
for signal in INT QUIT; do
	n=$((n + 1))
	kill -$signal $postgres
	wait $postgres
	until_seen $n 'fetching waits, and it is tried again'
	same "a server that is stopped by SIG$signal does not end the daemon" \
		"$(grep -cF 'fetching waits, and it is tried again' daemon.log)" $n
	start_server
	until_seen $n 'the store works again'
	same 'it goes on when the server is back' "$(grep -cF 'the store works again; nothing was lost' daemon.log)" $n
	feeds="$feeds, {path: $signal.xml}"
	configure
	kill -HUP $daemon
	title=$(sed 's/.*<item><title>\([^<]*\).*/\1/' $signal.xml)
	tries=300
	until "$BROADTAPE" search "\"$title\"" 2>/dev/null | grep -qF "$title" || [ $tries -eq 0 ]; do
		tries=$((tries - 1))
		sleep 0.1
	done
	prints 'and stores what comes then' "$title" "$BROADTAPE" search "\"$title\""
done
"$BROADTAPE" --json status >out
has 'with all that it had before, once' out '"items": 3'
lacks 'the log has nothing but lines of its own' daemon.log 'WARNING:'
kill -TERM $daemon
wait $daemon
same 'SIGTERM ends it with status 0' $? 0
rm -rf "$socket"
finish
