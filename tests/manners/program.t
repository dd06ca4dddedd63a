# The rules of docs/manners.md that need the whole program: what is remembered from one run to the next,
# and what its user is told.
. "$TOP_SRCDIR/tests/lib/tap.sh"

feed='<rss version="2.0"><channel><title>Wire</title><item><guid>1</guid><title>Acme beats</title></item></channel></rss>'

cat >"$work/script" <<END
path /same
head HTTP/1.1 200 OK
head Content-Type: application/rss+xml
head ETag: W/"as it came"
head Last-Modified: some day in May
validates
body $feed
path /errs
head HTTP/1.1 200 OK
head ETag: "kept"
body $feed
path /errs
head HTTP/1.1 500 Oops
path /moved
head HTTP/1.1 301 Moved
head Location: /new
path /new
head HTTP/1.1 200 OK
body $feed
path /gone
head HTTP/1.1 410 Gone
path /page
head HTTP/1.1 200 OK
head Content-Type: text/html
body <!DOCTYPE html><html><head><title>Welcome to our new site</title></head></html>
path /site
head HTTP/1.1 200 OK
head Content-Type: text/html
body <title>Site</title><link rel=alternate type=application/rss+xml href=/same title="All news">
body <a href=/new>our RSS feed</a>
path /private?key=s3cret
head HTTP/1.1 302 Found
head Location: /same
path /later
head HTTP/1.1 429 Slow
head Retry-After: 864000
END
"$TOP_BUILDDIR/tests/lib/http_server" "$work/script" "$work/log" >"$work/port" &
stop_at_end $!
for try in 1 2 3 4 5 6 7 8 9 10; do
	[ -s "$work/port" ] && break
	sleep 0.1
done
site=http://127.0.0.1:$(cat "$work/port")

# follow PATH...: a configuration with these feeds and a store of its own.
follow() {
	rm -f "$work"/test.db*
	: >"$work/log"
	{
		echo 'store: test.db'
		echo 'network: {allow_private: true, contact: "https://news.example/about"}'
		echo 'feeds:'
		for path in "$@"; do echo "  - {url: \"$site$path\"}"; done
	} >"$work/broadtape.yaml"
}
# fetch [OPTION...]: one run, as it says nothing of its exit status.
fetch() {
	run "$BROADTAPE" -c "$work/broadtape.yaml" fetch "$@"
	cat "$work/out" >>"$work/err"
}
requests() { grep -c "^GET $1 " "$work/log"; }

follow /same
fetch
same '036: a new feed costs one request' "$(requests /same)" 1
has '081: the configured contact is in the User-Agent' "$work/log" '(+https://news.example/about)'
fetch
same '037: it is not asked again before its time' "$(requests /same)" 1
fetch --all
has '011: a restart forgets no tag' "$work/log" 'If-None-Match: W/"as it came"'
has '011: nor a date, and echoes its bytes' "$work/log" 'If-Modified-Since: some day in May'
fetch --all
same '010: a 304 forgets neither' "$(grep -c 'If-None-Match: W/"as it came"' "$work/log")" 2

follow /errs
fetch
fetch --all
fetch --all
same '016: an error forgets no tag' "$(grep -c 'If-None-Match: "kept"' "$work/log")" 2
has '120: the user is told of the error' "$work/err" '500 Internal Server Error'
fetch --all --force
fetch --all
same '016: nor does one that met a forced visit' "$(grep -c 'If-None-Match: "kept"' "$work/log")" 3

follow /moved
fetch
has '130: the user is told of a permanent redirect' "$work/err" "$site/new"
fetch --all
same '130: the old address is not asked again' "$(requests /moved)" 1
same '130: the new one is' "$(requests /new)" 2

follow /gone
fetch
has '119: the user is told of a 410' "$work/err" '410'
fetch
same '119: and it is not asked again' "$(requests /gone)" 1

follow /page
fetch
has '100: what is no feed is refused' "$work/err" "$site/page"
has '101: and what came instead is shown' "$work/err" '<html> is no feed'
fetch
same '117: and not asked again at once' "$(requests /page)" 1

follow /same /errs
prints '103: feeds are found where a page announces them' "$site/same  All news" \
	"$BROADTAPE" -c "$work/broadtape.yaml" feeds discover "$site/site"
lacks '104: and are not guessed from what else it says' "$work/out" /new
same '105: for one request' "$(grep -c '^GET ' "$work/log")" 1
fails_with '104: a page that announces none is told so' 65 'announces no feed' \
	"$BROADTAPE" -c "$work/broadtape.yaml" feeds discover "$site/page"
fetch
fetch --all
prints '120: feeds check says what is wrong with each feed' ': the server answers 500 Internal Server Error; it is tried again by itself' \
	"$BROADTAPE" -c "$work/broadtape.yaml" feeds check
has '120: and counts all' "$work/out" '2 feeds: 1 undated, 1 failing'

follow /later /same
fetch /later
has '020: the user is told that it was put off' "$work/err" "put off"
fetch
same '020: Retry-After holds over a restart' "$(requests /later)" 1
same '020: for the whole host' "$(requests /same)" 0
prints '120: who is put off is shown so' later "$BROADTAPE" -c "$work/broadtape.yaml" feeds list

fetch --all --force
same '070: nor does who asks for everything at once' "$(requests /later) $(requests /same)" '1 0'

follow /same /same
fetch
same '030: an address that stands twice is asked once' "$(requests /same)" 1
fetch --all
same '071: to ask now is to ask what has changed' "$(grep -c 'If-None-Match' "$work/log")" 1
fetch --all --force
same '071: all of it comes only to who says so' "$(grep -c 'If-None-Match' "$work/log")" 1

follow '/private?key=s3cret'
fetch
same '106: a private address is seen by its own server' "$(requests '/private?key=s3cret')" 1
same '106: and is in no other request' "$(grep -c s3cret "$work/log")" 1

follow /moved /new
fetch
has '137: two feeds that become one are told to the user' "$work/err" 'another feed reads already'
before=$(requests /new)
fetch --all
same '137: and are asked once' "$(($(requests /new) - before))" 1
same '137: at the new address' "$(requests /moved)" 1
{
	echo 'store: test.db'
	echo 'network: {allow_private: true}'
	echo "feeds: [{url: \"$site/moved\"}]"
} >"$work/broadtape.yaml"
before=$(requests /moved)
fetch --all
same '137: who stands alone again is asked again' "$(($(requests /moved) - before))" 1

finish
