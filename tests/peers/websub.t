# WebSub from end to end: a hub that verifies and pushes, and the daemon's server that it reaches.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$work" || exit 99

if ! command -v python3 >/dev/null || ! command -v curl >/dev/null; then
	skip 'WebSub from end to end' 'python3 or curl is missing'
	finish
fi
python3 "$TOP_SRCDIR/tests/peers/hub.py" >port &
stop_at_end $!
until_true test -s port
hub=http://127.0.0.1:$(cat port)
listen=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >b.yaml <<END
store: test.db
network: {allow_private: true}
site: {dir: public, url: "http://127.0.0.1:$listen/"}
server: {listen: "127.0.0.1:$listen"}
feeds: [{url: "$hub/feed"}]
END

hub_says() { curl -s "$hub/log" | grep -q -e "$1"; }
stored() { "$BROADTAPE" -c b.yaml search "$1" | grep -q "$1"; }
happens() { # happens NAME COMMAND...
	name=$1
	shift
	until_true "$@"
	check "$name" "$@"
}
start() {
	"$BROADTAPE" -v -c b.yaml daemon 2>>daemon.log &
	daemon=$!
	stop_at_end $daemon
}

start
happens 'the hub that a feed names is asked' hub_says 'asked to subscribe'
happens 'its question is answered with the challenge' hub_says 'verified subscribe 200 c h&x'
check 'a question that nobody meant is not' hub_says 'wrong topic 404'
for method in sha1 sha256 sha384 sha512; do
	curl -s "$hub/publish?sign=$method&title=News+by+$method"
	happens "a push signed by $method is stored at once" stored "News by $method"
done
curl -s "$hub/publish?sign=sha256&chunks=7&title=News+in+chunks"
happens 'a push that comes in chunks is stored too' stored 'News in chunks'
curl -s "$hub/publish?sign=wrong&title=Forged+news"
curl -s "$hub/publish?sign=none&title=Unsigned+news"
check 'who signs wrongly is answered as others are' hub_says 'pushed wrong 202'
same 'a call-back that nobody was given is gone' "$(curl -s "$hub/stranger")" 410
check 'what is pushed without the secret is thrown away' sh -c '! "$BROADTAPE" -c b.yaml search "Forged OR Unsigned" | grep -q news'
has 'and the log says so' daemon.log 'without the right signature'
curl -s "http://127.0.0.1:$listen/metrics" >metrics
has 'the pushes that were taken are counted' metrics 'broadtape_pushes_total{outcome="taken"} 5'
has 'and so are those thrown away' metrics 'broadtape_pushes_total{outcome="refused"} 2'
"$BROADTAPE" -c b.yaml export >all
check 'a feed that is pushed is visited once a day' sh -c 'grep \"feeds\" all | jq -e ".next_visit - .last_visit > 70000"'
check 'the subscription is stored' sh -c 'grep \"subscriptions\" all | jq -e ".state == 2 and .pushes == 5"'
until=$("$BROADTAPE" -c b.yaml feeds list --json | jq -r '.[0].push.until | .[:10] + " " + .[11:16] + " UTC"')
prints 'the list says that it is pushed, and until when' "pushed by $hub/hub until $until" "$BROADTAPE" -c b.yaml feeds list
prints 'so does a check of all' "pushed by $hub/hub until $until" "$BROADTAPE" -c b.yaml feeds check --all
prints 'status counts such feeds' "pushed: 1 of 1 feed that names a hub; the first lease ends $until" "$BROADTAPE" -c b.yaml status
"$BROADTAPE" -c b.yaml status --json >status.json
check 'in JSON too' jq -e '.push | .feeds == 1 and .pushed == 1 and .failing == 0 and .hubs[0].pushed == 1' status.json
curl -s "http://127.0.0.1:$listen/status" >page
has 'the page of the state says so' page "Pushed: 1 of 1 feed that names a hub; the first lease ends $until"
kill -TERM $daemon
wait $daemon
same 'it ends in order' "$?" 0

start
until_true curl -sf "http://127.0.0.1:$listen/healthz"
curl -s "$hub/publish?sign=sha256&title=After+a+restart"
happens 'a restart forgets no subscription' stored 'After a restart'
same 'nor is the hub asked again for it' "$(curl -s "$hub/log" | grep -c 'asked to subscribe')" 1

# The address at which hubs reach us is another one: while the daemon runs, and over a restart.
asked() { [ "$(curl -s "$hub/log" | grep -c "^asked to subscribe")" -eq "$1" ]; }
verified() { [ "$(curl -s "$hub/log" | grep -c '^verified subscribe 200')" -eq "$1" ]; }
sed "/^site:/s|http://127.0.0.1|http://localhost|" b.yaml >new.yaml && mv new.yaml b.yaml
kill -HUP $daemon
happens 'a new site.url is told to the hub, without a restart' asked 2
happens 'which finds us there' verified 2
same 'and gets no other address' "$(curl -s "$hub/callbacks" | tail -n 1 | cut -d / -f 1-4)" "http://localhost:$listen/websub"
curl -s "$hub/publish?sign=sha256&title=At+a+new+address"
happens 'what it pushes there is stored' stored 'At a new address'
kill -TERM $daemon
wait $daemon
sed "/^site:/s|http://localhost|http://127.0.0.1|" b.yaml >new.yaml && mv new.yaml b.yaml
start
happens 'so is one that changed while nothing ran' verified 3

sed 's/^feeds:.*/feeds: [{path: none.xml}]/' b.yaml >new.yaml && mv new.yaml b.yaml
kill -TERM $daemon
wait $daemon
start
happens 'a feed that is not wanted any more is left' hub_says 'verified unsubscribe 200'
kill -TERM $daemon
wait $daemon
"$BROADTAPE" -c b.yaml export >all
same 'and its subscription forgotten' "$(grep -c '"subscriptions"' all)" 0
sed 's/^store:.*/store: other.db/; s/^site:.*/site: {dir: public}/' b.yaml >new.yaml && mv new.yaml b.yaml
start
until_true curl -sf "http://127.0.0.1:$listen/healthz"
same 'without a site.url hubs are sent away' "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$listen/websub/x")" 404
sed "s|^site:.*|site: {dir: public, url: \"http://127.0.0.1:$listen/\"}|"'; s|^feeds:.*|feeds: [{url: "'"$hub"'/feed"}]|' b.yaml >new.yaml && mv new.yaml b.yaml
kill -HUP $daemon
happens 'with one, and a feed that names a hub, it is asked' sh -c '"$BROADTAPE" -c b.yaml status | grep -q "^pushed: 1 of 1"'
curl -s "$hub/deny"
refused='0 of 1 feed pushed, 1 fails: the hub refuses: no; asked again'
happens 'status tells of a hub that refuses, and why' sh -c '"$BROADTAPE" -c b.yaml status | grep -q "$1"' - "  $hub/hub: $refused"
prints 'the list says that of the feed' "not pushed by $hub/hub: the hub refuses: no" "$BROADTAPE" -c b.yaml feeds list
curl -s "http://127.0.0.1:$listen/status" >page
has 'the page of the state does' page "$refused"
sed 's/^site:.*/site: {dir: public}/' b.yaml >new.yaml && mv new.yaml b.yaml
kill -HUP $daemon
happens 'no subscription is kept when hubs cannot reach us any more' sh -c '! "$BROADTAPE" -c b.yaml status | grep -q ^pushed'
kill -TERM $daemon
wait $daemon
finish
