# broadtape match: which companies and topics, and why.
. "$TOP_SRCDIR/tests/lib/tap.sh"

cat >"$work/all.yaml" <<'EOT'
feeds:
  - {path: "nothing.xml"}
companies:
  - {directory: all}
EOT
cat >"$work/mine.yaml" <<'EOT'
feeds:
  - {path: "nothing.xml"}
companies:
  - {ticker: META}
  - {id: openai, name: OpenAI, products: [ChatGPT], people: [Sam Altman]}
  - {id: acme, name: Acme Rockets, aliases: [Acme], reject: [Acme Bakery]}
topics:
  - {name: capex, where: '"capital expenditure" OR capex'}
EOT

prints 'a company is found and named' 'META  Meta Platforms  (about, relevance' \
	"$BROADTAPE" -c "$work/all.yaml" match 'Meta Platforms raises its outlook'
prints 'its evidence is shown with place and weight' "title 0-14  'Meta Platforms'  name" \
	"$BROADTAPE" -c "$work/all.yaml" match 'Meta Platforms raises its outlook'
prints 'what was not taken is told with the reason' 'after a first name' \
	"$BROADTAPE" -c "$work/all.yaml" match 'Mark Eaton dies at 64'
prints 'an item without companies says so' 'no company' \
	"$BROADTAPE" -c "$work/all.yaml" match 'Rains flood the coast'
prints 'the title may be given' 'title 0-6' \
	"$BROADTAPE" -c "$work/all.yaml" match --title 'Nvidia up' 'Chips were dear.'
prints 'a topic is found with its words' "title 15-20  'capex'" \
	"$BROADTAPE" -c "$work/mine.yaml" match 'OpenAI watches capex of Meta'
prints 'without a configuration every listed company is watched' 'PFE  Pfizer' \
	env -u BROADTAPE_CONFIG HOME="$work" sh -c 'cd "$HOME" && "$0" match "Pfizer wins approval"' \
	"$(cd "$(dirname "$BROADTAPE")" && pwd)/$(basename "$BROADTAPE")"

printf 'Pfizer wins\nThe drug of Novartis helps.\n' |
	"$BROADTAPE" -c "$work/all.yaml" match - >"$work/out" 2>"$work/err"
has 'the first of several lines is the title' "$work/out" 'title 0-6'
has 'and the others are the text' "$work/out" "text 12-20  'Novartis'"

cat >"$work/google.yaml" <<'EOT'
companies: [{ticker: GOOGL}]
topics:
  - {name: class, where: 'company:GOOG'}
  - {name: number, where: 'company:1652044'}
  - {name: other, where: 'company:META'}
EOT
run "$BROADTAPE" -c "$work/google.yaml" --json match 'Alphabet raises its outlook'
same 'each ticker of a company and its CIK mean it in a query' \
	"$(jq -c '[.topics[].name]' "$work/out")" '["class","number"]'
run "$BROADTAPE" -c "$work/google.yaml" check
lacks 'and check does not doubt them' "$work/err" "'GOOG'"
lacks 'nor the number' "$work/err" "'1652044'"
has 'but a company that is not watched' "$work/err" "'META'"

printf 'Pfizer wins\n\nThe drug helps.' >"$work/text"
"$BROADTAPE" -c "$work/all.yaml" match - <"$work/text" >"$work/out" 2>"$work/err"
has 'a text on stdin has its title in front of an empty line' "$work/out" 'title 0-6'

run "$BROADTAPE" -c "$work/mine.yaml" --json match 'Acme sues OpenAI. Acme Bakery opens.'
same 'the same is given as JSON' "$(jq -c '[.companies[] | {id, role, n: (.evidence | length > 0)}]' "$work/out")" \
	'[{"id":"acme","role":"about","n":true},{"id":"openai","role":"about","n":true}]'
same 'each row of evidence has kind, text, place and weight' \
	"$(jq -c '.companies[] | select(.id == "openai") | .evidence[0] | keys' "$work/out")" \
	'["end","field","kind","note","start","text","weight"]'

cat >"$work/items.jsonl" <<'EOT'
{"id":"a","title":"Meta to spend more","text":"The capex is large.","source":"Reuters"}

{"id":7,"title":"Results","tickers":["NASDAQ:META"]}
{"id":null,"title":"ChatGPT is down"}
{"id":"d"}
EOT
"$BROADTAPE" -c "$work/mine.yaml" match --jsonl <"$work/items.jsonl" >"$work/out" 2>"$work/err"
same 'a batch succeeds' "$?" 0
same 'each item gets one line, in order, with its own id' \
	"$(jq -c '[.id, [.companies[].id], [.topics[].name], (.junk | type)]' "$work/out" | tr '\n' ' ')" \
	'["a",["META"],["capex"],"array"] [7,["META"],[],"array"] [null,["openai"],[],"array"] ["d",[],[],"array"] '

echo '{"title":"Our results","feed_url":"https://newsroom.openai.com/feed"}
{"title":"Rains flood the coast; acme of style"}' |
	"$BROADTAPE" -c "$work/mine.yaml" match --jsonl --near-misses >"$work/out" 2>"$work/err"
same 'a company is known by the address of its own feed' \
	"$(jq -c '[.companies[] | .id, .role, .evidence[0].kind]' "$work/out" | head -1)" \
	'["openai","about","newsroom"]'
same 'near misses have their points and the reason' \
	"$(jq -c '.near_misses[] | [.id, .points < 50, .reason]' "$work/out")" \
	'["acme",true,"written as a word, not as a name"]'

printf '%s\n' '{"id":1,"title":"Meta"}' '{"id":2' '{"id":3}' >"$work/broken.jsonl"
"$BROADTAPE" -c "$work/mine.yaml" match --jsonl <"$work/broken.jsonl" >"$work/out" 2>"$work/err"
same 'a broken line ends the batch with 65' "$?" 65
has 'it is named by its number' "$work/err" 'stdin:2: expected a JSON object'
same 'what stood before it was answered' "$(jq -c .id "$work/out")" 1

# One item at a time through a pipe: the answer comes before the next item is asked for.
mkfifo "$work/in" "$work/answers"
"$BROADTAPE" -c "$work/mine.yaml" match --jsonl <"$work/in" >"$work/answers" 2>/dev/null &
stop_at_end $!
exec 8>"$work/in" 9<"$work/answers"
echo '{"id":"first","title":"Meta"}' >&8
read -r answer <&9
case $answer in
*'"id":"first"'*) pass 'an item is answered before the next one comes' ;;
*) fail 'an item is answered before the next one comes' ;;
esac
exec 8>&- 9<&-

title='7 Best Stocks to Buy Now: a Class Action Reminder'
for choice in all none '[class-action]' listicle; do
	{ cat "$work/all.yaml"; echo "junk: $choice"; } >"$work/junk.yaml"
	echo "$choice $("$BROADTAPE" -q -c "$work/junk.yaml" match --title "$title" x | grep '^junk' | tr '\n' ' ')"
done >"$work/out"
same 'the classes of junk are chosen' "$(tr '\n' ';' <"$work/out")" \
	'all junk class-action junk listicle ;none ;[class-action] junk class-action ;listicle junk listicle ;'

fails_with 'a batch takes no text' 64 'takes no text' "$BROADTAPE" match --jsonl text
fails_with 'an unknown option is refused' 64 '--nonsense' "$BROADTAPE" match --nonsense
prints 'help is printed' 'usage: broadtape match' "$BROADTAPE" match --help
fails_with 'missing data files are named' 66 'companies.tsv' \
	env "BROADTAPE_DATA=$work" "$BROADTAPE" -c "$work/all.yaml" match text
mkdir "$work/data" && cp "$TOP_SRCDIR"/data/*.tsv "$work/data" && chmod u+w "$work"/data/*
echo 'broken line' >>"$work/data/companies.tsv"
fails_with 'a broken data file is told with its line' 65 'companies.tsv:' \
	env "BROADTAPE_DATA=$work/data" "$BROADTAPE" -c "$work/all.yaml" match text
cp "$TOP_SRCDIR/data/companies.tsv" "$work/data" && chmod u+w "$work/data/companies.tsv"
printf 'listicle\tbest AND (\n' >>"$work/data/junk.tsv"
fails_with 'so is a broken rule of junk' 65 "junk.tsv:$(wc -l <"$work/data/junk.tsv"): where: column" \
	env "BROADTAPE_DATA=$work/data" "$BROADTAPE" -c "$work/all.yaml" match text

# The article from which the project grew: about Meta, which rivals it names, and nobody else.
"$BROADTAPE" --json parse "$TOP_SRCDIR/examples/feeds/seed.xml" 2>/dev/null |
	jq -c '.items[0] | {id: "seed", title, text: .content_text, url}' >"$work/seed.jsonl"
for config in "$TOP_SRCDIR/examples/broadtape.yaml" "$work/all.yaml"; do
	"$BROADTAPE" -c "$config" match --jsonl <"$work/seed.jsonl" >"$work/out" 2>"$work/err"
	same "the seed article is about META and mentions its rivals ($(basename "$config"))" \
		"$(jq -c '[.companies[] | .id + " " + .role] | sort' "$work/out")" \
		'["META about","anthropic mention","openai mention","xai mention"]'
done
"$BROADTAPE" -c "$TOP_SRCDIR/examples/broadtape.yaml" match --jsonl <"$work/seed.jsonl" >"$work/out"
same 'its topics are found' "$(jq -c '[.topics[].name] | sort' "$work/out")" \
	'["capex","product delay"]'
same 'and point at words of the text' \
	"$(jq -c '[.topics[].spans[] | .end > .start] | all' "$work/out")" true

# Traps of our own: whole directory, words that are also companies.
"$BROADTAPE" -c "$work/all.yaml" match --jsonl <"$TOP_SRCDIR/tests/corpus/match/traps.jsonl" >"$work/out"
jq -r '.want | sort | join(" ")' "$TOP_SRCDIR/tests/corpus/match/traps.jsonl" >"$work/want"
jq -r '[.companies[].id] | sort | join(" ")' "$work/out" >"$work/got"
jq -r .title "$TOP_SRCDIR/tests/corpus/match/traps.jsonl" | paste "$work/want" "$work/got" - |
	awk -F'\t' '$1 != $2 { print $3 ": got \"" $2 "\", want \"" $1 "\"" }' >"$work/wrong"
if [ -s "$work/got" ] && [ ! -s "$work/wrong" ]; then
	pass 'words that are companies too are told apart'
else
	fail 'words that are companies too are told apart' "$work/wrong"
fi
finish
