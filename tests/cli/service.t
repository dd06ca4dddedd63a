# What systemd needs: the unit is installed, sound and tight, and the service tells how it is.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$work" || exit 99

sed "s|@bindir@|/bin|; s|/bin/broadtape|/bin/true|" "$TOP_SRCDIR/systemd/broadtape.service.in" >broadtape.service
if command -v systemd-analyze >/dev/null; then
	check 'the unit names nothing that systemd does not know' \
		systemd-analyze verify --man=no --recursive-errors=no "$work/broadtape.service"
	cat out err | grep -v '^$' >said
	same 'and leaves nothing to be said about it' "$(cat said)" ''
	check 'its exposure is 1.5 or less' \
		systemd-analyze security --offline=true --no-pager --threshold=15 "$work/broadtape.service"
else
	skip 'the unit names nothing that systemd does not know' 'no systemd-analyze'
	skip 'and leaves nothing to be said about it' 'no systemd-analyze'
	skip 'its exposure is 1.5 or less' 'no systemd-analyze'
fi
if command -v systemd-sysusers >/dev/null; then
	mkdir -p root/etc
	check 'its user can be made' \
		systemd-sysusers --root="$work/root" "$TOP_SRCDIR/systemd/broadtape.sysusers"
	has 'and has no shell' root/etc/passwd 'broadtape, market news:/var/lib/broadtape:/usr/sbin/nologin'
else
	skip 'its user can be made' 'no systemd-sysusers'
	skip 'and has no shell' 'no systemd-sysusers'
fi

# Someone who listens as systemd does: each datagram a line, newlines as '|'.
cat >listen.py <<'END'
import os, socket
door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
door.bind("notify")
open("listening", "w").close()
while True:
    with open("heard", "a") as heard:
        heard.write(door.recv(4096).decode().replace("\n", "|") + "\n")
END
python3 listen.py &
stop_at_end $!
while [ ! -e listening ]; do sleep 0.1; done
printf '<rss version="2.0"><channel><title>One</title><item><title>News</title><guid>a</guid></item></channel></rss>' >one.xml
printf 'feeds: [{path: one.xml}]\ncompanies: [{ticker: META}]\n' >broadtape.yaml
NOTIFY_SOCKET="$work/notify" WATCHDOG_USEC=1000000 "$BROADTAPE" -v --log-format json daemon 2>daemon.log &
daemon=$!
stop_at_end $daemon
until_seen heard 'READY=1'
has 'the service says that it is ready' heard 'READY=1|STATUS=at work: 1 feeds, 0 digests'
until_seen heard 'WATCHDOG=1'
has 'it satisfies the watchdog' heard 'WATCHDOG=1'
until_seen heard '1 new items'
has 'it says how it is' heard 'STATUS=1 visits so far, 0 failed; 1 new items'
kill -HUP $daemon
until_seen heard 'read again'
has 'it says that it reloads' heard 'RELOADING=1|MONOTONIC_USEC='
has 'and when that is done' heard 'READY=1|STATUS=the configuration was read again'
if [ "$SANITIZED" = yes ]; then
	has 'it says why it has not confined itself' daemon.log 'not confined: this is a build with sanitizers'
elif grep -q '^Seccomp:' /proc/$daemon/status 2>/dev/null; then
	has 'it has confined itself' /proc/$daemon/status 'NoNewPrivs:	1'
else
	skip 'it has confined itself' 'this kernel cannot'
fi
printf 'feeds: [{path: one.xml}]\ncompanies: [{ticker: META}]\nsite: {dir: pages}\n' >broadtape.yaml
if grep -q 'writes in its own folders' daemon.log; then
	kill -HUP $daemon
	until_seen heard 'is refused'
	has 'a configuration that leads out of the confinement is refused' daemon.log 'has confined itself to other folders: restart it'
else
	skip 'a configuration that leads out of the confinement is refused' 'this build, or kernel, cannot confine'
fi
kill -TERM $daemon
wait $daemon
same 'SIGTERM ends it' $? 0
has 'and it says that it stops' heard 'STOPPING=1'
check 'each line of its log is a JSON document' jq -e .message daemon.log
odd=$(printf 'odd\377.xml')
echo 'not a feed' >"$odd"
printf 'store: odd.db\nfeeds: [{path: "odd*.xml"}]\ncompanies: [{ticker: META}]\n' >odd.yaml
"$BROADTAPE" -c odd.yaml --log-format json fetch 2>odd.log
grep '^{' odd.log >odd.json
prints 'also where a name is no UTF-8' '"feed=odd\ufffd.xml"' jq -a .about odd.json
finish
