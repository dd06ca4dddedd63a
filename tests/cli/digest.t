# digest, search, story and status: what is made of what is stored, and what is said when it is not.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cp -R "$TOP_SRCDIR/examples" "$work/demo" && chmod -R u+w "$work/demo"
cd "$work/demo" || exit 99
"$BROADTAPE" fetch >"$work/out" 2>"$work/err"

prints 'a digest is shown without being made' 'Before the open' "$BROADTAPE" digest morning --dry-run
check 'nothing was written' test ! -e public
prints 'and recorded nothing' 'no edition yet' "$BROADTAPE" status
prints 'it is made' 'edition 1' "$BROADTAPE" digest morning
prints 'the next one tells nothing twice' '0 stories' "$BROADTAPE" digest morning
has 'a watched company has a page' public/company/META.html 'Muse Spark'
has 'and a feed' public/company/META.atom '<id>tag:news.example.com,2026:company/META</id>'
check 'which is well-formed' xmllint --noout public/company/META.atom
has 'a topic has a page' public/topic/capex.html 'capex'
has 'the index leads to each' public/company/index.html 'META.html'
find public -name '*.html' | while read -r page; do
	grep -o 'href="[^"#]*[.]html' "$page" | cut -d'"' -f2 | grep -v : | sort -u | while read -r link; do
		[ -e "${page%/*}/$link" ] || echo "$page: $link"
	done
done >"$work/dead"
check 'no link of the site leads nowhere' test ! -s "$work/dead"
ls -i public/company/openai.html public/topic/capex.html >"$work/before"
check 'another edition, of another digest' "$BROADTAPE" digest filings
ls -i public/company/openai.html public/topic/capex.html >"$work/after"
check 'leaves pages alone that it does not change' cmp "$work/before" "$work/after"
"$BROADTAPE" digest morning --since 2d --format html >"$work/a.html"
"$BROADTAPE" digest morning --since 2d --format html >"$work/b.html"
prints 'JSON says how new a story is to its company' '"novelty": ' "$BROADTAPE" digest morning --since 2d --format json
fails_with 'an unknown digest is named' 64 "has no digest 'evening'" "$BROADTAPE" digest evening
fails_with 'of two digests one is named' 64 'has 2 digests: name one' "$BROADTAPE" digest
fails_with 'so is an unknown format' 64 "expected text, html, atom, json or eml, found 'pdf'" "$BROADTAPE" digest morning --format pdf
fails_with 'a moment that is none' 64 "found 'last year'" "$BROADTAPE" digest morning --since 'last year' --dry-run
fails_with 'words are moments' 64 "--since 'today' is not before --until 'Yesterday'" "$BROADTAPE" search --since today --until Yesterday x
check 'and so are weekdays' "$BROADTAPE" search --since monday x

prints 'search finds a word, whatever its case' 'Gap Inc. Names' "$BROADTAPE" search 'supply CHAIN'
prints 'a phrase' 'Costco' "$BROADTAPE" search '"three warehouses"'
prints 'a company' 'Target Corporation' "$BROADTAPE" search 'company:TGT'
prints 'a source, and a word' 'Northwind' "$BROADTAPE" search 'source:"ACCESS Newswire" order'
prints 'stories that several outlets tell' 'Intel to Expand' "$BROADTAPE" search 'sources:>=2 company:INTC'
lacks 'and none that one alone tells' "$work/out" 'Costco'
prints 'JSON has the story' '"story"' "$BROADTAPE" --json search Costco
same 'so many at most' "$("$BROADTAPE" search --limit 2 'company:watched' | grep -c story)" 2
"$BROADTAPE" search --limit 3 'company:watched' >"$work/all" 2>/dev/null
"$BROADTAPE" search --limit 2 'company:watched' >"$work/first" 2>"$work/more"
before=$(sed -n 's/.*--before //p' "$work/more")
check 'a page that is not the last says where the next begins' test -n "$before"
"$BROADTAPE" search --limit 1 --before "$before" 'company:watched' 2>/dev/null | cat "$work/first" - >"$work/pages"
check 'and there it begins' cmp "$work/all" "$work/pages"
fails_with 'a bracket left open is pointed at' 64 "expected ')'" "$BROADTAPE" search '(META AND capex'
fails_with 'an empty search says what it takes' 64 'search needs a query' "$BROADTAPE" search
fails_with 'an end before the start is refused' 64 "--since '1d' is not before --until '2d'" "$BROADTAPE" search --since 1d --until 2d Costco
"$BROADTAPE" search --since 2099-01-01 Costco >"$work/none" 2>/dev/null
check 'nothing is found in the future' test ! -s "$work/none"
check 'the index is filled' "$BROADTAPE" run
prints 'and finds the same' 'Costco' "$BROADTAPE" search '"three warehouses"'

fails_with 'a story that is not there is told' 66 'there is no story 99999' "$BROADTAPE" story 99999
fails_with 'a story has a number' 64 'story takes the number' "$BROADTAPE" story first
prints 'status counts' 'feeds: 13 quiet' "$BROADTAPE" status
prints 'in JSON too' '"items": 340' "$BROADTAPE" --json status

# A folder that cannot be written, and a disk that is full.
if [ "$(id -u)" -ne 0 ]; then
	rm -rf public && mkdir public && chmod a-w public
	fails_with 'a folder that cannot be written is named' 74 'public' "$BROADTAPE" digest morning --since 2d
	chmod u+w public
else
	rm -rf public && : >public
	run "$BROADTAPE" digest morning --since 2d
	if [ "$status" -ne 0 ] && grep -q public "$work/err"; then pass 'a site folder that is a file is named'; else fail 'a site folder that is a file is named' "$work/err" "$work/out"; fi
	rm -f public
fi
fails_with 'a store that is none is refused' 65 'notes.txt' sh -c \
	'echo "these are my notes, and no data base at all; do not touch them, please" >notes.txt; sed "s/broadtape.db/notes.txt/" broadtape.yaml >wrong.yaml; "$BROADTAPE" -c wrong.yaml fetch'
has 'and left alone' notes.txt 'my notes'
fails_with 'a reader needs a store' 66 'none.db' sh -c 'sed "s/broadtape.db/none.db/" broadtape.yaml >none.yaml; "$BROADTAPE" -c none.yaml status'
# What each feed was worth: of the examples, by what stands in the editions that were made here.
prints 'feeds are told by their worth' 'ALONE' "$BROADTAPE" feeds list --worth
"$BROADTAPE" --json feeds list --worth >"$work/worth"
check 'as many as there are' jq -e 'length == 13' "$work/worth"
check 'the best first' jq -e 'map(.alone) | . == (sort | reverse)' "$work/worth"
check 'with shares from 0 to 1' jq -e 'all(.[]; .unique >= 0 and .unique <= 1 and .kept >= 0 and .kept <= 1)' "$work/worth"
"$BROADTAPE" --json feeds list --worth --sort -items >"$work/least"
check 'or the least first, of a column' jq -e 'map(.items) | . == sort' "$work/least"
"$BROADTAPE" --json feeds list --worth --since 2090-01-01 >"$work/none"
check 'a feed that brought nothing stands there with nothing' jq -e 'length == 13 and all(.[]; .items == 0 and .unique == null and .first == null)' "$work/none"
fails_with 'a column that is none' 64 "found 'kep'; did you mean 'kept'?" "$BROADTAPE" feeds list --worth --sort kep
fails_with 'its options need it' 64 'feeds list takes --sort with --worth' "$BROADTAPE" feeds list --sort kept

finish
