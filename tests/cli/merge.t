# broadtape merge: items in, the story of each out.
. "$TOP_SRCDIR/tests/lib/tap.sh"

cat >"$work/items.jsonl" <<'EOT'
{"id":"a","title":"Zorblax Corp to buy Quillon Pharma for $4.2 billion","text":"","published":"2026-05-12T10:00:00Z","source":"Reuters","url":"https://www.reuters.com/zorblax-quillon?utm_source=rss"}
{"id":2,"title":"Zorblax Corp to buy Quillon Pharma for $4.2 billion - Reuters","text":"","published":"2026-05-12T10:05:00Z","source":"Yahoo","url":"https://finance.yahoo.com/news/zorblax-1.html"}
{"id":"c","title":"Quillon Pharma agrees to $4.2 bn takeover by Zorblax","text":"","published":"2026-05-12T11:00:00Z","source":"CNBC","url":""}
{"id":"d","title":"Heavy rain floods streets of Lisbon","text":"","published":"2026-05-12T11:30:00Z","source":"BBC","url":""}
EOT

"$BROADTAPE" merge --jsonl <"$work/items.jsonl" >"$work/out" 2>"$work/err"
same 'a run over good items succeeds' "$?" 0
same 'each item gets one line, in order' "$(sed 's/,"score.*//' "$work/out" | tr '\n' ' ')" \
	'{"id":"a","story":"1","relation":"new" {"id":2,"story":"1","relation":"copy" {"id":"c","story":"1","relation":"same" {"id":"d","story":"2","relation":"new" '
has 'a copy says by what it was known' "$work/out" '"reasons":["title"]'
prints 'the same is told to people' 'story 1: copy, 100 %, by title' "$BROADTAPE" merge "$work/items.jsonl"
prints 'help is printed' 'usage: broadtape merge' "$BROADTAPE" merge --help
check 'no items give no lines' "$BROADTAPE" merge --jsonl /dev/null

printf '%s\n' '{"id":1,"title":"x"}' '{"id":2' >"$work/broken.jsonl"
fails_with 'a broken line is named by its number' 65 'broken.jsonl: line 2: expected a JSON object' \
	"$BROADTAPE" merge --jsonl "$work/broken.jsonl"
has 'what stood before it was answered' "$work/out" '{"id":1,"story":"1"'
printf '{"id":1}\n' >"$work/broken.jsonl"
fails_with 'an item without a title is refused' 65 "string 'title'" "$BROADTAPE" merge "$work/broken.jsonl"
printf '{"id":1,"title":"x","published":"soon"}\n' >"$work/broken.jsonl"
fails_with 'a date that is none is refused' 65 "found 'soon'" "$BROADTAPE" merge "$work/broken.jsonl"
fails_with 'a missing file is named' 66 'no-such-file' "$BROADTAPE" merge no-such-file
fails_with 'a missing table of words is named' 66 'df.tsv' \
	env "BROADTAPE_DATA=$work" "$BROADTAPE" merge /dev/null

cat >"$work/two.jsonl" <<'EOT'
{"id":1,"title":"Zorblax confirms talks about Quillon takeover","published":"2026-05-12T10:00:00Z"}
{"id":2,"title":"Ortega quits as Quillon chairman in protest","published":"2026-05-12T11:00:00Z"}
{"id":3,"title":"Quillon chairman Ortega quits in protest at Zorblax takeover talks","published":"2026-05-12T12:00:00Z"}
{"id":4,"title":"Zorblax takeover talks: Quillon chairman Ortega quits in protest, confirms Zorblax","published":"2026-05-12T13:00:00Z"}
EOT
"$BROADTAPE" merge --jsonl "$work/two.jsonl" >"$work/out"
has 'two stories that prove to be one are told as a merge' "$work/out" '"merge":["2","1"]'
prints 'to people too' 'story 1 proved to be the same' "$BROADTAPE" merge "$work/two.jsonl"

# One filing, of the company and of the insider who files, in two feeds.
edgar=https://www.sec.gov/Archives/edgar/data
cat >"$work/filings.jsonl" <<EOT
{"id":1,"title":"4 - PROGRESSIVE CORP/OH/ (0000080661) (Issuer)","text":"Filed: 2026-01-12 AccNo: 0000080661-26-000032 Size: 5 KB","url":"$edgar/80661/000008066126000032/0000080661-26-000032-index.htm","published":"2026-01-12T21:00:00Z"}
{"id":2,"title":"4 - DAVIS CHARLES A (0001071287) (Reporting)","text":"Filed: 2026-01-12 AccNo: 0000080661-26-000032 Size: 5 KB","url":"$edgar/1071287/000008066126000032/0000080661-26-000032-index.htm","published":"2026-01-12T21:00:00Z"}
EOT
"$BROADTAPE" merge --jsonl "$work/filings.jsonl" >"$work/out"
same 'a filing is one story, whoever of its parties it is shown under' "$(jq -r .story "$work/out" | tr '\n' ' ')" '1 1 '
has 'known by its number in the link' "$work/out" '"relation":"copy","score":100,"reasons":["link"]'

# One item at a time through a pipe: the answer comes before the next item is asked for.
mkfifo "$work/in" "$work/answers"
"$BROADTAPE" merge --jsonl <"$work/in" >"$work/answers" &
stop_at_end $!
exec 8>"$work/in" 9<"$work/answers"
echo '{"id":"first","title":"Zorblax Corp to buy Quillon Pharma"}' >&8
read -r answer <&9
case $answer in
*'"id":"first"'*) pass 'an item is answered before the next one comes' ;;
*) fail 'an item is answered before the next one comes' ;;
esac
exec 8>&- 9<&-
finish
