# The daemon as its operator meets it: started, signalled, killed, and started again.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$work" || exit 99

item() { printf '<item><title>%s</title><link>https://n.example/%s</link><guid>%s</guid></item>' "$1" "$2" "$2"; }
rss() { printf '<rss version="2.0"><channel><title>%s</title><link>https://n.example/</link>%s</channel></rss>' "$1" "$2"; }
mkdir feeds
rss One "$(item 'Intel opens a plant' a)$(item 'Meta hires' b)" >feeds/one.xml
rss Two "$(item 'Samsung ships memory' c)" >feeds/two.xml
cat >broadtape.yaml <<'END'
feeds: [{path: "feeds/*.xml"}]
companies: [{ticker: INTC}, {ticker: META}]
END

# Starts a daemon; its log is daemon.log, its process $daemon.
start() {
	rm -f daemon.log
	"$BROADTAPE" -v "$@" daemon 2>daemon.log &
	daemon=$!
	stop_at_end $daemon
}

start
until_seen daemon.log 'has been visited'
has 'what is due is visited at the start' daemon.log 'what was due has been visited: 2 feeds, 3 new items'
prints 'what the daemon stored can be read beside it' 'Samsung ships memory' "$BROADTAPE" search samsung
prints 'status says who is at work' "at work: process $daemon" "$BROADTAPE" status
fails_with 'a second daemon on the store is refused' 75 "(process $daemon) is writing to it" "$BROADTAPE" daemon
fails_with 'so is a run' 75 "(process $daemon) is writing to it" "$BROADTAPE" run
kill -TERM $daemon
wait $daemon
same 'SIGTERM ends it with status 0' $? 0

rss Two "$(item 'Samsung ships memory' c)$(item 'Nvidia rises' d)" >feeds/two.xml
start
until_seen daemon.log 'at work'
kill -KILL $daemon
wait $daemon 2>/dev/null
check 'a killed daemon leaves a store that the next one can use' "$BROADTAPE" fetch --all
prints 'and nothing is lost' 'Nvidia rises' "$BROADTAPE" search nvidia
"$BROADTAPE" --json status >out
has 'nor stored twice' out '"items": 4'

# A morning digest, on a machine whose clock begins before its hour and goes ten times faster.
cat >morning.yaml <<'END'
store: morning.db
feeds: [{path: "feeds/*.xml", every: 5m}]
companies: [{ticker: INTC}, {ticker: META}]
site: {dir: public}
mail: {maildir: mail}
digests:
  - name: morning
    schedule: {at: ["07:00"], timezone: America/New_York}
    where: 'plant OR hires OR memory OR rises OR strike'
    html: morning/
    email: {from: "news@example.com", to: [desk@example.com], when_empty: send}
END
BROADTAPE_TEST_CLOCK='2026-03-07T10:00:00Z' "$BROADTAPE" -c morning.yaml run >/dev/null
same 'the first edition is made by a run' "$(ls mail/new | wc -l)" 1
rss One "$(item 'Intel opens a plant' a)$(item 'Dock workers strike' e)" >feeds/one.xml
BROADTAPE_TEST_CLOCK='2026-03-07T11:50:00Z' "$BROADTAPE" -c morning.yaml fetch >/dev/null
export BROADTAPE_TEST_CLOCK='2026-03-07T11:59:40Z*10' # before 07:00 in New York
start -c morning.yaml
until_seen daemon.log 'edition=2'
unset BROADTAPE_TEST_CLOCK
has 'the digest is made at its hour' daemon.log 'edition made: 1 stories (digest=morning edition=2)'
until_seen daemon.log 'delivered'
same 'and mailed' "$(ls mail/new | wc -l)" 2
has 'it is dated with its hour' public/morning/2.html ', 07:0'
lacks 'an edition in time does not say that it is late' public/morning/2.html 'is late'
kill -TERM $daemon
wait $daemon

# The night in which the clocks change, and two days for which nobody was there.
export BROADTAPE_TEST_CLOCK='2026-03-10T14:00:00Z*60'
start -c morning.yaml
until_seen daemon.log 'delivered'
has 'what was missed is made when the feeds have been visited' daemon.log 'edition=3'
has 'the log says that it is late' daemon.log 'the edition is late'
has 'so does the edition, with its hour after the change of clocks' public/morning/3.html 'it was due on 2026-03-08 at 07:00'
same 'and it is mailed once' "$(ls mail/new | wc -l)" 3
grep -l 'was due on 2026-03-08' mail/new/* >late
same 'the mail says so too' "$(wc -l <late)" 1
kill -KILL $daemon
wait $daemon 2>/dev/null
export BROADTAPE_TEST_CLOCK='2026-03-10T14:30:00Z*60'
start -c morning.yaml
until_seen daemon.log 'has been visited'
prints 'after a kill the next edition is the next morning' 'late: it was due 2026-03-08 07:00 EDT; next 2026-03-11 07:00 EDT' "$BROADTAPE" -c morning.yaml status
"$BROADTAPE" -c morning.yaml --json status >out
has 'as JSON, too' out '"missed": "2026-03-08T11:00:00Z"'
has 'in the zone of the digest, and in UTC' out '"next_local": "2026-03-11 07:00 EDT"'
same 'and none is sent twice' "$(ls mail/new | wc -l)" 3
unset BROADTAPE_TEST_CLOCK

# Another configuration, for the daemon that runs.
rss Three "$(item 'Nokia moves' f)" >three.xml
cp morning.yaml old.yaml
sed -i 's|^feeds: .*|feeds: [{path: three.xml}]|; s|^companies:|compani:|' morning.yaml
kill -HUP $daemon
until_seen daemon.log 'is refused'
has 'a configuration with a mistake is refused' daemon.log "unknown key 'compani'; did you mean 'companies'?"
: >morning.yaml
kill -HUP $daemon
until_seen daemon.log 'neither feeds'
has 'an empty one is' daemon.log 'morning.yaml: has neither feeds nor digests'
sed 's|^feeds: .*|feeds: [{path: three.xml}]|; s|^store: .*|store: other.db|' old.yaml >morning.yaml
kill -HUP $daemon
until_seen daemon.log 'store: cannot be changed'
has 'another store needs a restart' daemon.log 'store: cannot be changed while the daemon runs'
sed 's|^feeds: .*|feeds: [{path: three.xml}]|; s|name: morning|name: evening|' old.yaml >morning.yaml
kill -HUP $daemon
until_seen daemon.log 'digest=evening edition=1'
prints 'a good one is taken over: its feeds are visited' 'Nokia moves' "$BROADTAPE" -c morning.yaml search nokia
has 'and its digests made' daemon.log 'digest=evening edition=1'
kill -TERM $daemon
wait $daemon
same 'and SIGTERM still ends it with status 0' $? 0

# Other addresses of the web server, while it runs.
cat >client.py <<'END'
"""client.py PORT FIFO: sends half a request, waits for a line of the FIFO, sends the rest, prints the status line."""
import socket, sys
client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
client.sendall(b"GET /n/healthz HTTP/1.1\r\nHost: loc")
print("half", flush=True)
open(sys.argv[2]).readline()
client.sendall(b"alhost\r\n\r\n")
print(client.makefile().readline().strip(), flush=True)
END
python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1], flush=True); s.accept()' >taken &
stop_at_end $!
until_true test -s taken
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
one=$(free_port) two=$(free_port)
listens() { # listens ADDRESSES TEXT: reads the configuration again with these, and waits for the line
	sed "s|^server:.*|server: {listen: [$1], hosts: [news.example], base_path: /n}|" web.yaml >new.yaml && mv new.yaml web.yaml
	: >daemon.log
	kill -HUP $daemon
	until_seen daemon.log "$2"
}
answers() { curl -sf -o /dev/null -H 'Host: news.example' "http://127.0.0.1:$1/n/healthz"; }
cat >web.yaml <<END
store: web.db
feeds: [{path: three.xml}]
companies: [{ticker: META}]
server: {listen: ["127.0.0.1:$one"], hosts: [news.example], base_path: /n}
END
sed "s|$one|$(cat taken)|" web.yaml >shut.yaml
fails_with 'a daemon whose address another program has does not start' 75 'Address already in use (another program does' \
	timeout 20 "$BROADTAPE" -c shut.yaml daemon
start -c web.yaml
until_seen daemon.log 'at work'
check 'the web server answers' answers $one
listens "\"127.0.0.1:$one\"" 'was read again'
check 'it does when nothing has changed' answers $one
listens "\"127.0.0.1:$(cat taken)\"" 'is refused'
has 'an address that another program has is refused' daemon.log "web.yaml: server: cannot listen on '127.0.0.1:$(cat taken)'"
check 'and the old one answers still' answers $one
mkfifo go
python3 client.py $one go >client.log &
client=$!
stop_at_end $client
until_seen client.log half
listens "\"127.0.0.1:$one\", \"127.0.0.1:$two\", \"unix:socket\"" 'was read again'
check 'a further address is listened on' answers $two
check 'beside the old one' answers $one
echo >go
wait $client
has 'who was in the middle of a request has an answer' client.log 'HTTP/1.1 200'
listens "\"127.0.0.1:$two\", \"unix:socket\"" 'was read again'
check 'an address that is given up is shut' sh -c '! curl -s "http://127.0.0.1:$1/n/healthz"' - $one
check 'the others stay' answers $two
check 'a socket file, too' curl -sf -o /dev/null --unix-socket socket http://localhost/n/healthz
sed 's/^server:/#server:/' web.yaml >new.yaml && mv new.yaml web.yaml
: >daemon.log
kill -HUP $daemon
until_seen daemon.log 'was read again'
until_true test ! -e socket
check 'none at all can be wanted' sh -c '! curl -s "http://127.0.0.1:$1/n/healthz"' - $two
check 'the socket file is gone then' test ! -e socket
kill -TERM $daemon
wait $daemon
same 'it ends in order' $? 0

# A disk that is full for a while: the store may not grow, until it may again.
python3 - >big.xml <<'END'
print('<rss version="2.0"><channel><title>Big</title>')
for n in range(300):
    print(f'<item><title>Item {n} of many</title><guid>{n}</guid><description>{f"word{n} " * 400}</description></item>')
print('</channel></rss>')
END
printf 'store: big.db\nfeeds: [{path: big.xml}]\ncompanies: [{ticker: META}]\n' >big.yaml
"$BROADTAPE" -c big.yaml match 'Intel opens a plant' >/dev/null
if command -v prlimit >/dev/null; then
	rm -f daemon.log
	prlimit --fsize=800000:unlimited "$BROADTAPE" -v -c big.yaml daemon 2>daemon.log &
	daemon=$!
	stop_at_end $daemon
	until_seen daemon.log 'it is tried again'
	has 'a disk that is full does not end the daemon' daemon.log 'fetching waits, and it is tried again'
	prlimit --pid $daemon --fsize=unlimited
	until_seen daemon.log 'works again'
	has 'it goes on when there is room' daemon.log 'the store works again; nothing was lost'
	until_seen daemon.log 'has been visited'
	"$BROADTAPE" -c big.yaml --json status >out
	has 'with all that had arrived, once' out '"items": 300'
	kill -TERM $daemon
	wait $daemon
	same 'and ends with status 0' $? 0
else
	skip 'a disk that is full does not end the daemon' 'no prlimit'
	skip 'it goes on when there is room' 'no prlimit'
	skip 'with all that had arrived, once' 'no prlimit'
	skip 'and ends with status 0' 'no prlimit'
fi
# A store that is taken away under the daemon: what it would write went nowhere.
start
until_seen daemon.log 'has been visited'
rm broadtape.db
wait $daemon
same 'a daemon whose store was removed ends' $? 66
has 'and says what to do' daemon.log "store 'broadtape.db': its file was removed while broadtape wrote to it"
start
until_seen daemon.log 'has been visited'
has 'the next one begins a new store' daemon.log 'what was due has been visited: 2 feeds'
cp broadtape.db copy.db && mv copy.db broadtape.db
wait $daemon
same 'a copy put in its place ends it too' $? 66
has 'and it says so' daemon.log 'was replaced by another while'
fails_with 'the daemon takes no operand' 64 "found 'now'" "$BROADTAPE" daemon now
finish
