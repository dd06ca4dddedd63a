# feeds: lists of feeds in and out. What asks servers is in refresh.t.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$work" || exit 99

cat >list.opml <<'EOF'
<opml version="2.0"><head><title>mine</title></head><body>
<outline text="Market News">
<outline text="Wires"><outline type="rss" text="One &amp; only" xmlUrl="https://a.example/one"/></outline>
<outline type="rss" text="Two" xmlUrl="https://b.example/a b"/>
</outline>
<outline text="Old" xmlUrl="ftp://c.example/x"/>
<outline text="Private" xmlUrl="https://me:secret@c.example/x"/>
<outline text="One again" xmlUrl="http://A.example:80/one/"/>
<outline text="One more" xmlUrl="https://a.example/one"/>
</body></opml>
EOF
echo 'feeds: []' >mine.yaml
check 'a list is imported into an empty one' "$BROADTAPE" -c mine.yaml feeds import list.opml
same 'and it is said how many' "$(cat out)" '2 feeds added, 2 there already, 2 refused'
has 'a bad address is told with its line' err "list.opml:6: 'ftp://c.example/x' was not added: expected http:// or https://, found 'ftp:'"
has 'a password is told of, not told' err "list.opml:7: 'https://...@c.example/x' was not added: expected an address without user"
lacks 'indeed' err secret
has 'another way to write an address is the same feed' err "list.opml:8: 'http://A.example:80/one/' was not added: it is the feed of line 3"
has 'and so is the same address' err "list.opml:9: 'https://a.example/one' was not added: it is the feed of line 3"
has 'folders become tags' mine.yaml '  - {url: "https://a.example/one", title: "One & only", tags: ["Market News", "Wires"]}'
has 'what no address may hold is escaped' mine.yaml '  - {url: "https://b.example/a%20b", title: "Two", tags: ["Market News"]}'
prints 'a second import adds nothing' '0 feeds added, 4 there already, 2 refused' "$BROADTAPE" -q -c mine.yaml feeds import list.opml
check 'as JSON' "$BROADTAPE" --json -c mine.yaml feeds import list.opml
has 'with a count' out '"known": 4'
has 'and each line' out '"line": 6'

"$BROADTAPE" -c mine.yaml feeds export >out.opml
echo 'feeds: []' >other.yaml
check 'what was exported is imported' "$BROADTAPE" -c other.yaml feeds import out.opml
check 'and is the same' cmp mine.yaml other.yaml
printf 'feeds: [{path: "x*.xml"}]\n' >brackets.yaml
check 'a list in brackets takes feeds in, from a pipe' sh -c '"$BROADTAPE" -c brackets.yaml feeds import - <out.opml'
prints 'and can be read' 'brackets.yaml: 2 feeds' "$BROADTAPE" -c brackets.yaml check
has 'a pattern without a file is a warning' err "brackets.yaml:4: no file matches the path"

cat >opml.yaml <<'EOF'
feeds:
- {url: "https://a.example/one/"}
- {opml: list.opml}
EOF
prints 'a list beside the configuration is read' 'opml.yaml: 2 feeds' "$BROADTAPE" -c opml.yaml check
has 'its bad addresses are warnings' err "warning: list.opml:6: 'ftp://c.example/x' is not read"
has 'and its doubles' err "warning: list.opml:3: 'https://a.example/one' is the feed of opml.yaml:2 already"
prints 'the feeds stand in a list before the first visit' 'https://b.example/a%20b' "$BROADTAPE" -c opml.yaml feeds list
echo 'feeds: [{opml: none.opml}]' >none.yaml
fails_with 'a list that is missing is told by check' 66 "none.yaml:1: feeds[0]: cannot read 'none.opml'" "$BROADTAPE" -c none.yaml check

cp mine.yaml before.yaml
fails_with 'a file that is none is refused' 66 "cannot read 'nothing.opml': No such file" "$BROADTAPE" -c mine.yaml feeds import nothing.opml
fails_with 'and so is a folder' 66 "cannot read '.': Is a directory" "$BROADTAPE" -c mine.yaml feeds import .
fails_with 'and what is no OPML' 65 "'mine.yaml': no OPML" "$BROADTAPE" -c mine.yaml feeds import mine.yaml
echo '<opml><body><outline text="x"/></body></opml>' >empty.opml
fails_with 'and a list of nothing' 65 "'empty.opml' lists no feed" "$BROADTAPE" -c mine.yaml feeds import empty.opml
echo '<opml><body><outline xmlUrl="x"/></body></opml>' >bad.opml
fails_with 'and one without an address' 65 "none of the 1 addresses of 'bad.opml' can be asked" "$BROADTAPE" -c mine.yaml feeds import bad.opml
check 'the configuration is then as it was' cmp before.yaml mine.yaml

# Thousands cost one change of the file; the time is for tests/bench.
{
	echo '<opml version="2.0"><body>'
	seq 5000 | sed 's|.*|<outline text="Feed &" xmlUrl="https://h&.example/feed"/>|'
	echo '</body></opml>'
} >many.opml
echo 'feeds: []' >many.yaml
prints 'five thousand feeds are imported' '5000 feeds added, 0 there already' "$BROADTAPE" -c many.yaml feeds import many.opml
prints 'and can be read' 'many.yaml: 5000 feeds' "$BROADTAPE" -c many.yaml check
finish
