# broadtape parse: what a user types, sees, and gets as exit status.
. "$TOP_SRCDIR/tests/lib/tap.sh"

cat >"$work/feed.xml" <<'EOF'
<rss version="2.0"><channel><title>News &amp; more</title><link>/home</link>
<item><title>First</title><guid isPermaLink="false">1</guid>
<description>&lt;p onclick="x()"&gt;A &lt;a href="b"&gt;link&lt;/a&gt;&lt;script&gt;x&lt;/script&gt;&lt;/p&gt;</description>
<pubDate>Sat, 21 Nov 2026 10:00:00 +0100</pubDate></item></channel></rss>
EOF

prints 'a feed becomes one JSON document' '"title":"News & more"' "$BROADTAPE" parse "$work/feed.xml"
prints 'times are RFC 3339 in UTC' '"published":"2026-11-21T09:00:00Z"' "$BROADTAPE" parse "$work/feed.xml"
prints 'plain text has no tags' '"summary_text":"A link"' "$BROADTAPE" parse "$work/feed.xml"
prints 'links stand against --base-url' '"link":"http://a.example/home"' \
	"$BROADTAPE" parse --base-url http://a.example/d/feed "$work/feed.xml"
prints 'so do those in markup' 'http://a.example/d/b' \
	"$BROADTAPE" parse --base-url http://a.example/d/feed "$work/feed.xml"
run "$BROADTAPE" parse "$work/feed.xml"
lacks 'what would run is taken out of markup' "$work/out" onclick
lacks 'and scripts with their text' "$work/out" "<script"

run sh -c '"$BROADTAPE" parse - <"$1"' sh "$work/feed.xml"
same 'a dash reads standard input' "$status" 0

for key in format encoding title link self hub language description rights id updated authors \
	categories ttl_seconds skip_hours skip_days next_page prev_archive generator image warnings \
	items title_html summary_html summary_text content_html content_text published enclosures \
	source comments tickers; do
	run "$BROADTAPE" parse "$work/feed.xml"
	has "the key $key is always there" "$work/out" "\"$key\":"
done

printf '<rss><channel><title>\351t\351</title></channel></rss>' >"$work/latin.xml"
prints 'HTTP says the encoding' '"encoding":"windows-1252"' \
	"$BROADTAPE" parse --content-type 'text/xml; charset=iso-8859-1' "$work/latin.xml"

printf '<rss><channel><item><title>one</title></item>\n<item><title>two & three' >"$work/cut.xml"
prints 'a cut document gives what is there' '"title":"two & three"' "$BROADTAPE" parse "$work/cut.xml"
prints 'and says what was mended, with the line' '{"code":"truncated","line":2' \
	"$BROADTAPE" parse "$work/cut.xml"

printf '<rss><channel><item><pubDate>16/11/28 15:04</pubDate></item></channel></rss>' >"$work/order.xml"
prints 'an item was not written later than now' '"published":"2016-11-28T15:04:00Z"' \
	env BROADTAPE_TEST_CLOCK=2026-11-28T12:00:00Z "$BROADTAPE" parse "$work/order.xml"

printf '<html><body>no</body></html>' >"$work/page.html"
fails_with 'a page is refused' 65 '<html> is no feed' "$BROADTAPE" parse "$work/page.html"
same 'in one line' "$(wc -l <"$work/err" | tr -d ' ')" 1
: >"$work/empty"
fails_with 'an empty document is refused' 65 'empty' "$BROADTAPE" parse "$work/empty"
fails_with 'a file that is not there is told' 66 "$work/none" "$BROADTAPE" parse "$work/none"
fails_with 'no file is a usage error' 64 'one file' "$BROADTAPE" parse
fails_with 'two files are one' 64 'one file' "$BROADTAPE" parse a b
finish
