# The daemon as its operator meets it: started, signalled, killed, and started again.
. "$TOP_SRCDIR/tests/lib/tap.sh"
export XDG_CACHE_HOME="$work/cache"
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
	"$BROADTAPE" -v "$@" daemon 2>daemon.log &
	daemon=$!
	stop_at_end $daemon
}

# until_seen FILE TEXT: waits for a line, half a minute at most.
until_seen() {
	tries=300
	while ! grep -qF -e "$2" "$1" 2>/dev/null && [ $tries -gt 0 ]; do
		tries=$((tries - 1))
		sleep 0.1
	done
}

start
until_seen daemon.log 'has been visited'
has 'what is due is visited at the start' daemon.log 'what was due has been visited: 2 feeds, 3 new items'
prints 'what the daemon stored can be read beside it' 'Samsung ships memory' "$BROADTAPE" search samsung
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
fails_with 'the daemon takes no operand' 64 "found 'now'" "$BROADTAPE" daemon now
finish
