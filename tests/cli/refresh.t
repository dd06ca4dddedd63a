# fetch and run against a server: what is asked, what is stored, and what a bad feed does to the others.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$work" || exit 99

item() { printf '<item><title>%s</title><link>https://n.example/%s</link><guid>%s</guid><description>%s</description></item>' "$1" "$2" "$2" "$3"; }
rss() { printf '<rss version="2.0"><channel><title>%s</title><link>https://n.example/</link>%s</channel></rss>' "$1" "$2"; }

mkdir serve
cat >serve/serve.py <<'END'
import gzip, http.server, os, socketserver, sys

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *args): pass
    def do_GET(self):
        with open("requests", "a") as log:
            log.write(f"{self.command} {self.path} inm={self.headers.get('If-None-Match')} ims={self.headers.get('If-Modified-Since')}\n")
        name = self.path.split("?")[0].strip("/")
        if name == "endless":
            self.send_response(200); self.send_header("Connection", "close"); self.end_headers()
            try:
                while True: self.wfile.write(b"<item>" * 10000)
            except OSError: return
        if name == "bomb":
            return self.reply(200, gzip.compress(b" " * 60000000), {"Content-Encoding": "gzip"})
        if name == "moved":
            return self.reply(301, b"", {"Location": "/good.xml"})
        if name == "gone":
            return self.reply(410, b"")
        if name == "busy":
            return self.reply(503, b"", {"Retry-After": "7200"})
        if not os.path.exists("docs/" + name):
            return self.reply(404, b"no such page")
        tag = '"v1"'
        if self.headers.get("If-None-Match") == tag and name != "plain.xml":
            return self.reply(304, b"", {"ETag": tag})
        self.reply(200, open("docs/" + name, "rb").read(), {"ETag": tag, "Content-Type": "application/rss+xml"} if name != "plain.xml" else {})
    def reply(self, status, body, headers={}):
        self.send_response(status)
        for key, value in headers.items(): self.send_header(key, value)
        self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)

class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
server = Server(("127.0.0.1", 0), Handler)
open("port.new", "w").write(str(server.server_port)); os.rename("port.new", "port")
server.serve_forever()
END
mkdir docs
rss Good "$(item 'Intel opens a plant' a 'Intel Corporation (NASDAQ: INTC) opened a plant.')" >docs/good.xml
rss Plain "$(item 'Meta hires' b 'Meta Platforms hires 200 people.')" >docs/plain.xml
echo '<!doctype html><html><head><title>Sign in</title></head><body><p>Hello</p></body></html>' >docs/page.html
printf '<rss version="2.0"><channel><title>Half</title>%s<item><title>cut he' "$(item 'Half a feed has a whole item' c 'Text.')" >docs/half.xml
cat >docs/entity.xml <<'END'
<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>Bomb</title><item><title>&e;&e;&e;&e;&e;&e;&f;</title><guid>x</guid></item></channel></rss>
END
python3 serve/serve.py &
stop_at_end $!
tries=0
while [ ! -s port ] && [ $tries -lt 200 ]; do sleep 0.05; tries=$((tries + 1)); done
base="http://127.0.0.1:$(cat port)"

config() {
	printf 'store: s.db\nnetwork: {allow_private: true, max_body: 1MiB, timeout: 5s}\nfeeds:\n'
	for feed in "$@"; do printf '  - {url: "%s"}\n' "$feed"; done
}

config "$base/good.xml" "$base/plain.xml" >two.yaml
prints 'two feeds are read' 'feeds: 2 visited, 2 fresh' "$BROADTAPE" -c two.yaml fetch
same 'with one request each' "$(wc -l <requests)" 2
prints 'what is not due is not asked' 'feeds: 0 visited' "$BROADTAPE" -c two.yaml fetch
prints 'asked again, nothing has changed' 'feeds: 2 visited, 0 fresh, 2 unchanged' "$BROADTAPE" -c two.yaml fetch --all
has 'the validator came back byte for byte' requests 'GET /good.xml inm="v1"'
prints 'one feed alone is named by a part of it' 'feeds: 1 visited' "$BROADTAPE" -c two.yaml fetch plain
fails_with 'a name that fits no feed is told' 64 "no feed of the configuration is 'other'" "$BROADTAPE" -c two.yaml fetch other
prints '--force asks for the whole document' '2 fresh' "$BROADTAPE" -c two.yaml fetch --all --force
prints 'and stores nothing twice' '0 new, 0 changed' "$BROADTAPE" -c two.yaml fetch --all --force
rss Plain "$(item 'Meta hires 300' b 'Meta Platforms hires 300 people.')" >docs/plain.xml
prints 'an item that changed is changed' '0 new, 1 changed' "$BROADTAPE" -c two.yaml fetch plain

# Every kind of trouble at once, beside one good feed.
rm -f s.db*
config "$base/good.xml" "$base/page.html" "$base/half.xml" "$base/endless" "$base/bomb" "$base/entity.xml" \
	"$base/none.xml" "$base/gone" "$base/busy" "http://127.0.0.2:1/dead" "http://no-such-host.invalid/feed" >bad.yaml
run "$BROADTAPE" -c bad.yaml fetch
same 'a bad feed is no failure of the cycle' "$status" 0
has 'the good ones are read' "$work/out" '3 fresh'
trouble() { has "$1" "$work/err" "$2"; }
trouble 'what is no feed is told, with what came instead' 'page.html'
trouble 'and what to do' '`broadtape feeds discover` finds the feeds of a page'
trouble 'a failure says that it is tried again' 'it is tried again, ever more rarely'
trouble 'an endless body is cut' 'endless'
trouble 'so is a bomb' 'bomb'
trouble 'a missing page has its status' '404'
trouble 'a dead host is told' '127.0.0.2:1'
trouble 'a name without an address is told' 'no-such-host.invalid'
trouble 'half a feed is told' 'ends before its root element does'
trouble 'so is an entity bomb' 'is not expanded'
trouble '410 is told as gone for good' 'gone for good'
"$BROADTAPE" -c bad.yaml search 'Half OR Intel' >found
has 'half a feed gives its whole item' found 'Half a feed has a whole item'
has 'beside the good one' found 'Intel opens a plant'
"$BROADTAPE" -c bad.yaml feeds list >list
has 'the list says which feeds fail' list failing
has 'and which are gone' list gone
grep -A1 '/page.html' list >page
has 'and which turned into a web page' page no-feed
has 'and what to do' page '`broadtape feeds discover` on its site'
grep '/busy' list >busy
has 'and which was put off' busy put-off
"$BROADTAPE" -c bad.yaml feeds check >report
same 'check begins with the most urgent' "$(head -1 report)" "gone     $base/gone"
has 'it tells what to do' report 'gone for good, says its server (410); remove it'
has 'and that a failure passes' report '404 Not Found; it is tried again by itself'
lacks 'what is well is left out' report good.xml
has 'but counted' report '11 feeds: 3 undated, 1 put-off, 5 failing, 1 no-feed, 1 gone'
"$BROADTAPE" -c bad.yaml feeds check --all >all
has 'unless it is asked for' all good.xml
check 'JSON has them all' sh -c '"$BROADTAPE" -c bad.yaml --json feeds check | jq -e "length == 11 and .[0].state == \"gone\" and .[0].trouble and .[0].advice == \"remove it\""'
prints 'status says how many need a person' 'feeds that need you: 7; `broadtape feeds check` says why' "$BROADTAPE" -c bad.yaml status
fails_with 'an option of another action is refused' 64 'feeds list takes no --all' "$BROADTAPE" -c bad.yaml feeds list --all
fails_with 'a slip of the pen is guessed' 64 "feeds has no 'chekc'; did you mean 'check'?" "$BROADTAPE" -c bad.yaml feeds chekc
lacks 'nothing of the disk came in by an entity' found 'root:'
: >requests
"$BROADTAPE" -c bad.yaml fetch >/dev/null 2>&1
lacks 'a server that asked for time gets it' requests /busy
lacks 'what is gone is left alone' requests /gone

fails_with 'what is put off is told to who named it' 75 'want to be left alone' \
	"$BROADTAPE" -c bad.yaml fetch "$base/none.xml"
rm -f s.db*
fails_with 'one feed that cannot be read is a failure of fetch' 69 'none of the named feeds could be read' \
	"$BROADTAPE" -c bad.yaml fetch "$base/none.xml"

# Permanent redirects are remembered.
rm -f s.db*
config "$base/moved" >moved.yaml
run "$BROADTAPE" -c moved.yaml fetch
has 'a permanent redirect is told' "$work/err" 'moved for good to'
: >requests
check 'and then' "$BROADTAPE" -c moved.yaml fetch --all
lacks 'the old address is asked no more' requests 'GET /moved'
has 'but the new one' requests 'GET /good.xml'

# Nobody in: a private address is refused unless it is allowed.
sed 's/allow_private: true, //' two.yaml >private.yaml
rm -f s.db*
run "$BROADTAPE" -c private.yaml fetch
has 'a loopback address is refused' "$work/out" '2 failed'

# Adding and removing feeds by the command line.
rm -f s.db*
printf '# my feeds\nstore: s.db\nnetwork: {allow_private: true}\nfeeds:\n  - {url: "%s"}\n' "$base/good.xml" >mine.yaml
: >requests
prints 'a feed is added' 'added' "$BROADTAPE" -c mine.yaml feeds add "$base/plain.xml"
same 'which costs one request' "$(wc -l <requests)" 1
has 'it stands in the configuration' mine.yaml 'plain.xml'
has 'whose comments are still there' mine.yaml '# my feeds'
fails_with 'it cannot be added twice' 78 "is there already, in mine.yaml:6" "$BROADTAPE" -c mine.yaml feeds add "$base/plain.xml"
fails_with 'nor in another spelling' 78 "is there already, in mine.yaml:6" "$BROADTAPE" -c mine.yaml feeds add "HTTP${base#http}/plain.xml/"
: >requests
fails_with 'what is no feed is not added, and shown' 65 "page.html' was not added: <html> is no feed of a format that broadtape reads; it begins with '<!doctype html><html>" "$BROADTAPE" -c mine.yaml feeds add "$base/page.html"
same 'that is told once' "$(wc -l <"$work/err")" 1
same 'after one request' "$(wc -l <requests)" 1
fails_with 'a page that is missing is told' 69 'none.xml'"'"' was not added: the server answers 404 Not Found' "$BROADTAPE" -c mine.yaml feeds add "$base/none.xml"
fails_with 'what is no address is refused at once' 64 "feeds add 'plain.xml': expected a URL that begins with" "$BROADTAPE" -c mine.yaml feeds add plain.xml
fails_with 'a password is not written down' 64 "feeds add 'http://...@x.example/': expected an address without user" "$BROADTAPE" -c mine.yaml feeds add http://me:secret@x.example/
lacks 'nor shown' "$work/err" secret
: >requests
check 'a feed whose address begins another one' "$BROADTAPE" -c mine.yaml feeds add "$base/plain.xml?page=2"
check 'is taken out' "$BROADTAPE" -c mine.yaml feeds remove "$base/plain.xml"
check 'and added alone' "$BROADTAPE" -c mine.yaml feeds add "$base/plain.xml"
same 'with one request each' "$(wc -l <requests)" 2
check 'its sister goes' "$BROADTAPE" -c mine.yaml feeds remove "$base/plain.xml?page=2"
lacks 'and not kept' mine.yaml page.html
check 'a feed is removed' "$BROADTAPE" -c mine.yaml feeds remove "$base/plain.xml"
lacks 'and gone' mine.yaml plain.xml
fails_with 'what is not there cannot be removed' 64 "no feed of the configuration is 'x'; \`broadtape feeds list\` shows them" "$BROADTAPE" -c mine.yaml feeds remove x
cat >list.opml <<END
<opml version="2.0"><body><outline text="Wires"><outline type="rss" text="Plain" xmlUrl="$base/plain.xml"/><outline type="rss" text="Good" xmlUrl="$base/good.xml"/></outline></body></opml>
END
prints 'an OPML list is imported, what is known is not doubled' '1 feed added, 1 there already' "$BROADTAPE" -c mine.yaml feeds import list.opml
prints 'and exported' "xmlUrl=\"$base/plain.xml\"" "$BROADTAPE" -c mine.yaml feeds export
printf 'feeds: [{opml: list.opml}]\n' >opml.yaml
fails_with 'a feed of a list is removed there' 78 "stands in a list: take it out of list.opml:1" "$BROADTAPE" -c opml.yaml feeds remove "$base/plain.xml"
printf '<html><head><link rel="alternate" type="application/rss+xml" href="/good.xml" title="Good"></head></html>' >docs/site.html
prints 'the feeds of a page are found' "$base/good.xml  Good" "$BROADTAPE" -c mine.yaml feeds discover "$base/site.html"
fails_with 'a page without one is told' 65 'announces no feed' "$BROADTAPE" -c mine.yaml feeds discover "$base/page.html"
fails_with 'what is no address is refused' 64 'expected a URL that begins with' "$BROADTAPE" -c mine.yaml feeds discover site.html
fails_with 'an action that does not exist is named' 64 "found 'drop'" "$BROADTAPE" -c mine.yaml feeds drop x
finish
