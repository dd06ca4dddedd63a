# Nothing is missed and nothing comes twice: items that came and went between two visits, ids that change,
# dates that lie, items that change, sitemaps below an index, and servers that send only what is new.
. "$TOP_SRCDIR/tests/lib/tap.sh"

# item GUID LINK TITLE [REST]: one item of an RSS feed.
item() { printf '<item><guid>%s</guid><link>http://news.example/%s</link><title>%s</title>%s</item>' "$1" "$2" "$3" "${4:-}"; }
# reply PATH BODY [HEADER...]: the next answer of that path.
reply() {
	printf 'path %s\nhead HTTP/1.1 200 OK\n' "$1"
	body=$2
	shift 2
	for header in "$@"; do printf 'head %s\n' "$header"; done
	printf 'body %s\n' "$body"
}
# feed ITEMS [LINKS]: a document.
feed() { printf '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Wire</title>%s%s</channel></rss>' "${2:-}" "$1"; }
older() { printf '<atom:link rel="prev-archive" href="%s"/>' "$1"; }
paged() { printf '<atom:link rel="next" href="%s"/>' "$1"; }
many() { i=$1; while [ "$i" -le "$2" ]; do item "$i" "$i" "Report $i of Acme"; i=$((i + 1)); done; }

{
	reply /gap "$(feed "$(many 1 3)")"
	reply /gap "$(feed "$(many 20 22)" "$(older /old1)")"
	reply /gap "$(feed "$(many 22 24)" "$(older /old1)")"
	reply /old1 "$(feed "$(many 10 19)" "$(older /old2)")"
	reply /old2 "$(feed "$(many 3 9)" "$(older /old3)")"
	reply /old3 "$(feed "$(many 100 110)")"
	reply /lost "$(feed "$(many 1 3)")"
	reply /lost "$(feed "$(many 20 22)")"
	reply /deep "$(feed "$(many 1 2)")"
	reply /deep "$(feed "$(many 500 501)" "$(paged /deep/1)")"
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		reply "/deep/$i" "$(feed "$(many "$((500 - i * 2))" "$((501 - i * 2))")" "$(paged "/deep/$((i + 1))")")"
	done

	reply /ids "$(feed "$(item a1 1 One)$(item a2 2 Two)$(item a3 3 Three)")"
	reply /ids "$(feed "$(item b1 1 One)$(item b2 2 Two)$(item b3 3 Three)")"
	reply /ids "$(feed "$(item c2 2 Two)$(item c3 3 Three)$(item c4 4 Four)")"
	outlet='<source url="http://r.example/">Reuters</source><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate>'
	reply /links "$(feed "$(item a1 x1 'Acme beats - Reuters' "$outlet")$(item a2 x2 'Intel falls - Reuters' "$outlet")")"
	reply /links "$(feed "$(item b1 y1 'Acme beats - Reuters' "$outlet")$(item b2 y2 'Intel falls - Reuters' "$outlet")")"
	reply /links "$(feed "$(item c1 z1 'Acme beats - Reuters' "$outlet")$(item c2 z2 'Tesla jumps - Reuters' "$outlet")")"

	reply /dates "$(feed "$(item 1 1 Now)")"
	old='<pubDate>Mon, 05 Jan 2015 00:00:00 GMT</pubDate>'
	next='<pubDate>Mon, 05 Jan 2099 00:00:00 GMT</pubDate>'
	reply /dates "$(feed "$(item 1 1 Now)$(item 2 2 'Back-dated' "$old")$(item 3 3 Undated)$(item 4 4 Future "$next")")"
	reply /dates "$(feed "$(item 1 1 Now)$(item 2 2 'Back-dated' "$old")$(item 3 3 Undated)$(item 4 4 Future "$next")$(item 5 5 Last)")"

	reply /change "$(feed "$(item 1 1 'Acme buys Bolt')$(item 2 2 'Intel rests')")"
	reply /change "$(feed "$(item 1 1 'Acme denies buying Bolt')$(item 2 2 'Intel rests')")"

	reply /delta "$(feed "$(many 1 3)")" 'ETag: "one"'
	printf 'path /delta\nhead HTTP/1.1 226 IM Used\nhead IM: feed\nhead ETag: "two"\nbody %s\n' "$(feed "$(many 4 5)")"
	reply /delta "$(feed "$(many 1 6)")" 'ETag: "three"'

	map='<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
	news='xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
	url() { printf '<url><loc>http://news.example/%s</loc><news:news><news:publication><news:name>N</news:name></news:publication><news:title>%s</news:title></news:news></url>' "$1" "$2"; }
	reply /index "$map<sitemap><loc>/map1</loc><lastmod>2025-01-01</lastmod></sitemap><sitemap><loc>/map2</loc><lastmod>2025-01-02</lastmod></sitemap></sitemapindex>"
	reply /index "$map<sitemap><loc>/map1</loc><lastmod>2025-01-01</lastmod></sitemap><sitemap><loc>/map2</loc><lastmod>2098-01-02</lastmod></sitemap></sitemapindex>"
	reply /map1 "<urlset $news>$(url m1 'Map one')</urlset>"
	reply /map2 "<urlset $news>$(url m2 'Map two')</urlset>"
	reply /map2 "<urlset $news>$(url m2 'Map two')$(url m3 'Map three')</urlset>"
	printf 'path /many\nhead HTTP/1.1 200 OK\nbody %s' "$map"
	for i in 01 02 03 04 05 06 07 08 09 10 11 12; do
		printf '<sitemap><loc>/many/%s</loc><lastmod>2025-01-%s</lastmod></sitemap>' "$i" "$i"
	done
	printf '</sitemapindex>\n'
} >"$work/script"
"$TOP_BUILDDIR/tests/lib/http_server" "$work/script" "$work/log" >"$work/port" &
stop_at_end $!
for try in 1 2 3 4 5 6 7 8 9 10; do
	[ -s "$work/port" ] && break
	sleep 0.1
done
site=http://127.0.0.1:$(cat "$work/port")

# follow PATH: a store of its own, with this feed.
follow() {
	rm -f "$work"/test.db*
	: >"$work/log"
	printf 'store: test.db\nnetwork: {allow_private: true}\nfeeds: [{url: "%s"}]\n' "$site$1" >"$work/b.yaml"
}
fetch() {
	run "$BROADTAPE" -c "$work/b.yaml" fetch --all "$@"
	cat "$work/out" >>"$work/err"
}
count_rows() { "$BROADTAPE" -c "$work/b.yaml" export | grep -c "\"table\": *\"$1\""; }
rows() { "$BROADTAPE" -c "$work/b.yaml" export | grep "\"table\": *\"$1\""; }
requests() { grep -c "^GET $1 " "$work/log"; }

follow /gap
fetch
fetch
same 'items that came and went are found in older pages' "$(count_rows items)" 22
has 'the user is told' "$work/err" 'its older pages are read'
same 'no further back than to what is known' "$(requests /old3)" 0
same 'each page is asked for once' "$(requests /old1) $(requests /old2)" '1 1'
fetch
same 'with an item in common no page is asked for' "$(requests /old1)" 1
same 'and nothing comes twice' "$(count_rows items)" 24

follow /lost
fetch
fetch
has 'without older pages the user is told that items were lost' "$work/err" 'items were lost'
prints 'and feeds check says so' losing "$BROADTAPE" -c "$work/b.yaml" feeds check

follow /deep
fetch
same 'a new feed is not read to its beginning' "$(requests /deep/1)" 0
fetch
same 'older pages are bounded' "$(requests '/deep/[0-9]*')" 10

follow /ids
fetch
fetch
same 'items with other ids and the same links are the same' "$(count_rows items)" 3
lacks 'and nothing was lost' "$work/err" lost
fetch
same 'what is new among them is new' "$(count_rows items)" 4

follow /links
fetch
fetch
same 'items with other ids and other links are known by what they say' "$(count_rows items)" 2
fetch
same 'and what is new is new' "$(count_rows items)" 3
same 'and none of them counts as changed' "$(count_rows versions)" 0

follow /dates
fetch
fetch
same 'back-dated, undated and future-dated items come' "$(count_rows items)" 4
fetch
same 'and come once' "$(count_rows items)" 5

follow /change
fetch
fetch
same 'an item that changes is no other item' "$(count_rows items)" 2
rows items >"$work/items"
has 'its title is the new one' "$work/items" 'Acme denies buying Bolt'
rows versions >"$work/versions"
has 'what it said before is kept' "$work/versions" 'Acme buys Bolt'
same 'of what did not change nothing is' "$(count_rows versions)" 1

follow /delta
fetch
lacks 'RFC 3229 is not offered without a version' "$work/log" 'A-IM:'
fetch
has 'with one it is' "$work/log" 'A-IM: feed'
same 'what is new alone is added' "$(count_rows items)" 5
lacks 'and is no loss' "$work/err" lost
fetch
has 'the set of the partial answer is the one that is sent' "$work/log" 'If-None-Match: "two"'
same 'and the whole document brings nothing twice' "$(count_rows items)" 6

follow /index
fetch
same 'the sitemaps of an index are read' "$(count_rows items)" 2
fetch
same 'again only those that have changed' "$(requests /map1) $(requests /map2)" '1 2'
same 'and nothing comes twice' "$(count_rows items)" 3
follow /many
fetch
same 'so many of them at most' "$(requests '/many/[0-9]*')" 8
same 'the newest' "$(requests /many/12) $(requests /many/04)" '1 0'

finish
