#!/bin/sh
# The daemon's web server and real clients: curl, a browser, feed readers, Prometheus.
. "$TOP_SRCDIR/tests/lib/tap.sh"

base=
log=$work/log
cp -R "$TOP_SRCDIR/examples/." "$work/demo" && chmod -R u+w "$work/demo"
cd "$work/demo" || exit 99
printf '\nserver:\n  listen: 127.0.0.1:0\n' >>broadtape.yaml

# start CONFIG: the daemon, until it is ready; sets $base and $pid.
start() {
	"$BROADTAPE" -v -c "$1" daemon >/dev/null 2>"$log" &
	pid=$!
	stop_at_end $pid
	tries=0
	until [ $tries -eq 600 ]; do
		port=$(sed -n 's/.*web server listens on .*, port \([0-9]*\).*/\1/p' "$log" | tail -n 1)
		base=http://127.0.0.1:$port/
		[ -n "$port" ] && curl -fs -o /dev/null "${base}readyz" && return 0
		kill -0 $pid 2>/dev/null || return 1
		tries=$((tries + 1))
		sleep 0.1
	done
	return 1
}
stop() {
	kill $pid
	wait $pid
}
# status_of [CURL OPTIONS...]: the status of one request.
status_of() {
	curl -s -o "$work/body" -D "$work/head" -w '%{http_code}' "$@"
}
header() {
	tr -d '\r' <"$work/head" | sed -n "s/^$1: //p" | head -n 1
}

check 'a first cycle fills the store' "$BROADTAPE" -c broadtape.yaml run --all
check 'the daemon becomes ready' start broadtape.yaml

# --- curl ---

same 'a feed is served' "$(status_of "${base}morning.atom")" 200
same 'as what it is' "$(header Content-Type)" 'application/atom+xml; charset=utf-8'
tag=$(header ETag)
modified=$(header Last-Modified)
same 'a feed that a client has is not sent again' \
	"$(status_of -H "If-None-Match: $tag" "${base}morning.atom")" 304
same 'nor by its date' "$(status_of -H "If-Modified-Since: $modified" "${base}morning.atom")" 304
status_of --compressed -H 'Accept-Encoding: gzip' "${base}morning.atom" >"$work/status"
same 'compressed it is the same feed' "$(cksum <"$work/body")" "$(cksum <public/morning.atom)"
same 'and says so' "$(header Content-Encoding)" gzip
same 'a tag of the compressed form is one, too' \
	"$(status_of -H 'Accept-Encoding: gzip' -H "If-None-Match: $(header ETag)" "${base}morning.atom")" 304
same 'a search page has a tag' "$(status_of "${base}search?q=capex")" 200
same 'by which it is not sent again' \
	"$(status_of -H "If-None-Match: $(header ETag)" "${base}search?q=capex")" 304
status_of "${base}search?q=Announcement" >"$work/status"
has 'a found title has its marks' "$work/body" 'Earnings <mark>Announcement</mark></a>'
lacks 'and not the name of its outlet' "$work/body" '</mark> | Example Tape Notes</a></h3>'
same 'HEAD has no body' "$(curl -sI -o "$work/head" -w '%{http_code} %{size_download}' "${base}")" '200 0'
same 'a path out of the site is refused' "$(status_of --path-as-is "${base}../broadtape.yaml")" 400
same 'a dot file is not there' "$(status_of "${base}.git")" 404
same 'another name is refused' "$(status_of -H 'Host: evil.example' "${base}")" 421
same 'nothing can be posted' "$(status_of -d q=x "${base}search")" 405
same 'and it is said what can' "$(header Allow)" 'GET, HEAD'
same 'a missing page is one in the look of the site' "$(status_of "${base}nothing/here")" 404
has 'with its style' "$work/body" '../broadtape.css'
same 'a wrong query is told' "$(status_of "${base}search?q=%28a%20AND")" 400
has 'with the place' "$work/body" '(a AND<mark>'
same 'a query is not run as a page' "$(status_of "${base}search?q=%3Cscript%3Ealert(1)%3C/script%3E")" 200
lacks 'its text stays text' "$work/body" '<script'
same 'a story that is not there is told' "$(status_of "${base}story/999999")" 404
same 'the page of how everything is' "$(status_of "${base}status")" 200
lacks 'knows no next run: a digest without a schedule is made at each full hour' "$work/body" 'with the next run'
same 'a company is found by its ticker' "$(status_of "${base}company/INTC")" 200
has 'and named' "$work/body" '<h1 dir="auto">Intel</h1>'
same 'the same company by its name' "$(status_of "${base}company/Intel")" 200
same 'an unknown company is told' "$(status_of "${base}company/NOSUCH")" 404
status_of "${base}search.atom?q=company:INTC" >"$work/status"
check 'the feed of a search is well-formed' xmllint --noout "$work/body"
has 'and has its stories' "$work/body" '<entry'

# --- every link ---

if command -v python3 >/dev/null; then
	python3 "$TOP_SRCDIR/tests/peers/crawl.py" "$base" search?q=company status search >"$work/crawl"
	same 'every link leads somewhere, and nothing to a script or another host' \
		"$(sed 's/.* addresses, //' "$work/crawl")" '0 wrong'
	sed 's/^/# /' "$work/crawl" | tail -n 5
else
	skip 'every link leads somewhere' 'python3 is missing'
fi

# --- Prometheus ---

same 'metrics are told' "$(status_of "${base}metrics")" 200
has 'with what the server did' "$work/body" 'broadtape_http_requests_total{code="404"}'
has 'and what the store has' "$work/body" 'broadtape_store_items '
if command -v promtool >/dev/null; then
	check 'promtool finds nothing wrong in them' promtool check metrics <"$work/body"
	promtool check metrics <"$work/body" >"$work/lint" 2>&1
	same 'not even a doubt' "$(cat "$work/lint")" ''
else
	skip 'promtool finds nothing wrong in them' 'promtool (of the package prometheus) is missing'
fi

# --- a browser, by WebDriver ---

wire() {
	curl -s -X "$1" -H 'Content-Type: application/json' "http://127.0.0.1:$driver_port$2" ${3:+-d "$3"}
}
session() {
	wire POST /session '{"capabilities": {"alwaysMatch": {"goog:loggingPrefs": {"browser": "ALL",
		"performance": "ALL"}, "goog:chromeOptions": {"args": ["--headless=new", "--no-sandbox",
		"--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
		"--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
		"--user-data-dir='"$work/profile"'", "--window-size='"$1"'"'"$2"']}}}}' |
		jq -r '.value.sessionId // empty'
}
visit() {
	wire POST "/session/$id/url" "{\"url\": \"$base$1\"}" >"$work/visit"
}
# script EXPRESSION: its value, by the driver and past the page's policy.
script() {
	jq -n --arg code "return $1" '{script: $code, args: []}' >"$work/code"
	wire POST "/session/$id/execute/sync" "@$work/code" | jq -r .value
}
# keys TEXT...: one after the other; a name of WebDriver's stands for a key that writes nothing.
keys() {
	jq -n '$ARGS.positional | [.[] | if startswith("\\u") then ("\"" + . + "\"" | fromjson) else . end
		| if length > 1 then split("")[] else . end
		| {type: "keyDown", value: .}, {type: "keyUp", value: .}]
		| {actions: [{type: "key", id: "keyboard", actions: .}]}' --args "$@" >"$work/keys"
	wire POST "/session/$id/actions" "@$work/keys" >"$work/answer"
}
said() {
	wire POST "/session/$id/se/log" '{"type": "browser"}' | jq -r '.value[].message'
}
asked() {
	wire POST "/session/$id/se/log" '{"type": "performance"}' |
		jq -r '.value[].message | fromjson.message | select(.method == "Network.requestWillBeSent")
			| .params.request.url' | grep -Ev '^(data|chrome):' | sed 's,\(https*://[^/]*\)/.*,\1,' | sort -u
}
beyond='[...document.body.querySelectorAll(":not(.skip)")].filter(e =>
	e.getBoundingClientRect().right > innerWidth + 0.5).length'
small='[...document.querySelectorAll("input, button")].filter(e => e.getBoundingClientRect().height < 44).length'

if command -v chromedriver >/dev/null && command -v jq >/dev/null; then
	driver_port=$((30000 + $$ % 10000))
	chromedriver --port=$driver_port >"$work/driver" 2>&1 &
	stop_at_end $!
	tries=0
	until [ "$(wire GET /status | jq -r .value.ready 2>/dev/null)" = true ] || [ $tries -eq 100 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	id=$(session 1280,900 '')
	if [ -n "$id" ]; then pass 'a browser starts'; else fail 'a browser starts' "$work/driver"; fi
	visit ''
	keys '\uE004' '\uE007'
	same 'the first key leads past the masthead' "$(script 'location.hash')" '#content'
	visit search
	same 'the search field waits for words' "$(script 'document.activeElement.id')" q
	keys earnings '\uE007'
	same 'words and the Enter key search' "$(script 'location.pathname + location.search')" \
		'/search?q=earnings'
	same 'what was looked for is marked' "$(script 'document.querySelector("mark").textContent.toLowerCase()')" \
		earnings
	script 'document.querySelector("h3 a").focus()' >"$work/focus"
	keys '\uE004'
	same 'the next key is at the whole story' "$(script 'document.activeElement.textContent')" \
		'The whole story'
	keys '\uE007'
	same 'which the Enter key opens' "$(script 'location.pathname.startsWith("/story/")')" true
	for page in '' search 'search?q=earnings' 'search?q=(' story/1 company/INTC status nothing; do
		visit "$page"
		same "/$page fits into a desktop's screen" "$(script "$beyond")" 0
	done
	said | grep -v 'status of 40[04]' >"$work/said"
	same 'the console has nothing to say' "$(cat "$work/said")" ''
	same 'no other host is asked' "$(asked)" "${base%/}"
	wire DELETE "/session/$id" >"$work/answer"
	id=$(session 500,900 ', "--force-dark-mode", "--blink-settings=preferredColorScheme=0"')
	wire POST "/session/$id/goog/cdp/execute" '{"cmd": "Emulation.setDeviceMetricsOverride", "params":
		{"width": 320, "height": 640, "deviceScaleFactor": 2, "mobile": true}}' >"$work/answer"
	for page in '' search 'search?q=earnings' 'search?q=(' story/1 company/INTC status nothing; do
		visit "$page"
		same "/$page fits into a phone's screen of 320 pixels" "$(script "$beyond")" 0
		same "its form is large enough for a finger" "$(script "$small")" 0
	done
	same 'the pages are dark where dark is wished' "$(script 'getComputedStyle(document.body).backgroundColor')" \
		'rgb(22, 22, 21)'
	wire DELETE "/session/$id" >"$work/answer"
else
	skip 'search works by keyboard alone' 'chromedriver or jq is missing'
fi
check 'the daemon ends in order' stop

# --- feed readers, over three editions ---

mkdir "$work/readers" && cd "$work/readers" || exit 99
cat >readers.yaml <<YAML
store: readers.db
site: {dir: public, url: "${base}"}
feeds: [{path: wire.xml}]
companies: [{ticker: META}]
digests: [{name: wire, title: Wire, atom: wire.atom, html: wire/}]
server: {listen: "127.0.0.1:$port"}
YAML
# edition N: N stories stand in the feed, one of them new. Its file is given a minute of its own: libcurl, in
# newsboat, throws away a body whose Last-Modified is the second that it knows, whatever its ETag says.
edition() {
	{
		echo '<rss version="2.0"><channel><title>Tape</title><link>http://tape.example/</link>'
		for i in $(seq "$1"); do
			echo "<item><title>Meta opens plant number $i in $(printf 'Austin Boston Chicago' | cut -d' ' -f"$i")</title>" \
				"<link>http://tape.example/$i</link><guid>http://tape.example/$i</guid>" \
				"<description>The line number $i builds $i$i$i servers a week.</description></item>"
		done
		echo '</channel></rss>'
	} >wire.xml
	"$BROADTAPE" -c readers.yaml run --all >"$work/run" 2>&1 && touch -d "-$((9 - $1)) minutes" public/wire.atom &&
		start readers.yaml
}
if command -v newsboat >/dev/null && command -v sfeed_update >/dev/null; then
	echo "${base}wire.atom" >urls
	mkdir -p sfeeds
	printf 'sfeedpath="%s"\nfeeds() { feed wire "%s"; }\n' "$PWD/sfeeds" "${base}wire.atom" >sfeedrc
	printf 'show-read-feeds yes\n' >newsboatrc
	for n in 1 2 3; do
		check "edition $n is served" edition $n
		HOME=$PWD newsboat -q -u urls -c cache.db -C newsboatrc -x reload >"$work/newsboat" 2>&1
		HOME=$PWD sfeed_update sfeedrc >"$work/sfeed" 2>&1
		stop
		same "newsboat has each story once after edition $n" \
			"$(HOME=$PWD newsboat -q -u urls -c cache.db -C newsboatrc -x print-unread | sed 's/ .*//')" $n
		same "sfeed has each story once after edition $n" \
			"$(cut -f2 sfeeds/wire | sort | uniq | wc -l) of $(wc -l <sfeeds/wire)" "$n of $n"
	done
else
	skip 'readers show each story once over three editions' 'newsboat or sfeed is missing'
fi
finish
