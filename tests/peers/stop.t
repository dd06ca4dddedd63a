# SIGTERM while everything hangs that can: the daemon ends within the time that its manual gives.
. "$TOP_SRCDIR/tests/lib/tap.sh"
mkdir "$work/silent" && cd "$work" || exit 99
/usr/bin/python3 "$TOP_SRCDIR/tests/peers/silent.py" silent &
stop_at_end $!
until_seen silent/port ''
port=$(cat silent/port)

item='<item><title>Intel opens a plant</title><guid>a</guid></item>'
printf '<rss version="2.0"><channel><title>One</title>%s</channel></rss>' "$item" >one.xml
configure() {
	cat >broadtape.yaml <<-END
		network: {allow_private: true}
		feeds: [{path: one.xml}$1]
		companies: [{ticker: INTC}]
		site: {dir: public}
		digests:
		  - name: morning
		    html: morning/
		    email: {from: news@example.com, to: desk@example.com}
		mail: {smtp: "smtp://127.0.0.1:$2"}
		server: {listen: "unix:$work/http"}
	END
}
# A mail that could not be sent, and is due again.
configure '' 1
BROADTAPE_TEST_CLOCK=2026-03-07T10:00:00Z "$BROADTAPE" run >log 2>&1
prints 'a mail waits' 'wait to be sent: 1' "$BROADTAPE" status
head -c 30000000 /dev/zero >public/large.bin
configure ", {url: \"http://127.0.0.1:$port/feed\"}" "$port"
BROADTAPE_TEST_CLOCK=2026-03-07T12:00:00Z "$BROADTAPE" -v daemon 2>daemon.log &
daemon=$!
stop_at_end $daemon
until_seen silent/heard 'GET /feed'
until_seen silent/heard '-'
has 'a feed does not answer' silent/heard 'GET /feed'
has 'nor does the mail server' silent/heard '-'
# A client that asks for much and fetches nothing, gone when the test ends.
/usr/bin/python3 -c '
import socket, sys, time
client = socket.socket(socket.AF_UNIX)
client.connect(sys.argv[1])
client.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
client.recv(16)
open("asked", "w").write("asked")
time.sleep(60)' "$work/http" &
stop_at_end $!
until_seen asked asked
has 'and a client does not fetch what it asked for' asked asked

began=$(date +%s%N)
kill -TERM $daemon
wait $daemon
status=$?
took=$((($(date +%s%N) - began) / 1000000))
echo "# ended after $took ms"
same 'the daemon ends all the same, with status 0' $status 0
if [ $took -lt 4000 ]; then pass 'well within five seconds'; else fail 'well within five seconds' daemon.log; fi
prints 'the mail that hung is still to be sent' 'wait to be sent: 1' "$BROADTAPE" status
finish
