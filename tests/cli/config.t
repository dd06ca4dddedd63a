# broadtape check and broadtape init: what a user sees of the configuration.
. "$TOP_SRCDIR/tests/lib/tap.sh"

unset BROADTAPE_CONFIG XDG_CONFIG_HOME
HOME=$work/home
export HOME
mkdir "$HOME"
cd "$work" || exit 99

fails_with 'without a configuration, the places that were looked at are told' 78 \
	"neither ./broadtape.yaml, $HOME/.config/broadtape/broadtape.yaml nor /etc/broadtape" \
	"$BROADTAPE" check
fails_with 'a file that is not there is told' 78 'no.yaml: No such file' "$BROADTAPE" -c no.yaml check

check 'init makes a folder with a starter' "$BROADTAPE" init new
for file in broadtape.yaml companies.csv feeds.opml; do
	has "init says that it wrote $file" out "new/$file"
done
prints 'the starter is right as it is' 'new/broadtape.yaml: 6 feeds, 7 companies, 6 topics, 1 digest' \
	"$BROADTAPE" -c new/broadtape.yaml check
same 'and nothing in it is doubtful' "$(cat err)" ''
check 'the feed list of the starter is XML' xmllint --noout new/feeds.opml

echo '# mine' >new/broadtape.yaml
rm new/companies.csv
fails_with 'init does not overwrite' 74 "'new/feeds.opml' is there already; nothing was written" \
	"$BROADTAPE" init new
same 'and leaves what was there' "$(cat new/broadtape.yaml)" '# mine'
check 'and adds nothing to it' test ! -e new/companies.csv
fails_with 'init in a place that cannot be written to says so' 74 "cannot make the folder '/dev/null/x'" \
	"$BROADTAPE" init /dev/null/x
fails_with 'init takes one folder' 64 "found 'b' too" "$BROADTAPE" init a b

cat >broadtape.yaml <<'END'
stor: broadtape.db
network:
  timeout: 30 seconds
feeds:
  - {url: "ftp://example.com/feed"}
topics:
  - name: capex
    where: 'capex OR (data'
END
fails_with 'check tells a wrong key, with what was meant' 78 \
	"broadtape.yaml:1: unknown key 'stor'; did you mean 'store'?" "$BROADTAPE" check
has 'and in the same run a wrong duration' err \
	"broadtape.yaml:3: network.timeout: expected a duration such as 90s, 15m, 24h or 7d, found '30 seconds'"
has 'and a wrong address' err \
	"broadtape.yaml:5: feeds[0].url: expected an address that begins with https:// or http://, found 'ftp://example.com/feed'"
has 'and a bracket left open, to the column' err \
	"broadtape.yaml:8: topics[0].where: column 15: expected ')' for the '(' of column 10, found the end"
same 'and nothing else' "$(wc -l <err | tr -d ' ')" 4
same 'and nothing on stdout' "$(cat out)" ''

run "$BROADTAPE" --json check
same 'under --json the exit status is the same' $status 78
same 'all of them stand in one document' "$(jq -c '[.ok, .configuration, .digests, (.errors | length)]' out)" '[false,"broadtape.yaml",null,4]'
same 'each with its place' "$(jq -c '.errors[3] | [.file, .line]' out)" '["broadtape.yaml",8]'
same 'and its words' "$(jq -r '.errors[0].message' out)" "unknown key 'stor'; did you mean 'store'?"
same 'and stderr is empty' "$(cat err)" ''
run "$BROADTAPE" --json -c no.yaml check
same 'a file that is not there is one, too' "$(jq -c '.errors' out)" '[{"file":"no.yaml","line":null,"message":"No such file or directory"}]'
printf 'feeds: [{opml: none.opml}]\n' >list.yaml
run "$BROADTAPE" --json -c list.yaml check
same 'so is what the configuration names' "$(jq -c '[.errors[] | .line, .message]' out)" '[1,"feeds[0]: cannot read '"'none.opml'"': No such file or directory"]'
same 'with the status that it has without' "$status $(cat err)" '66 '

printf 'feeds: [{path: "*.xml"}]\nsite: {title: "${BROADTAPE_TEST_TITLE}"}\n' >broadtape.yaml
fails_with 'a variable that is not set is told' 78 "no variable 'BROADTAPE_TEST_TITLE'" "$BROADTAPE" check
prints 'one that is set is taken' 'broadtape.yaml: 0 feeds,' \
	env BROADTAPE_TEST_TITLE=x "$BROADTAPE" check
prints '$BROADTAPE_CONFIG names a file' 'other.yaml: 0 feeds' \
	env BROADTAPE_CONFIG=other.yaml sh -c 'echo "store: x" >other.yaml; "$BROADTAPE" check'
has 'a doubt is a warning' err 'warning: other.yaml:1: no feeds: there is nothing to read'
prints 'and -q keeps it back' '0 feeds' "$BROADTAPE" -q -c other.yaml check
same 'so that stderr is empty' "$(cat err)" ''
fails_with 'check takes no operand' 64 "check takes no operand, found 'x'" "$BROADTAPE" check x
prints 'the configuration of the example is right' ': 13 feeds' \
	"$BROADTAPE" -c "$TOP_SRCDIR/examples/broadtape.yaml" check

# A name that nothing has is right by the grammar, and never true.
cat >names.yaml <<'EOF'
feeds: [{url: 'https://x.example/', tags: [wire, market news]}]
companies: [{ticker: META}, {id: openai, name: OpenAI}]
topics:
- {name: capex, where: 'company:meta AND capex'}
- {name: chips, where: 'tag:wire OR tag:"market-news" OR tag:wires'}
digests:
- {name: all, where: 'company:watched OR company:OpenAI OR company:APPL OR NOT topic:capx'}
- {name: fine, where: 'topic:cap* company:open* lang:xx source:nobody feed:nothing'}
EOF
"$BROADTAPE" --json -c names.yaml check >names.json
check 'names that nothing has are no errors' "$BROADTAPE" -c names.yaml check
same 'as JSON they are the warnings' "$(jq -c '[.ok, (.warnings | length), .topics]' names.json)" "[true,$(grep -c warning: err),2]"
same 'with line and words' "$(jq -r '.warnings[] | select(.message | contains("APPL")) | "\(.file):\(.line): \(.message)"' names.json)" \
	"$(sed -n "/'APPL'/s/^warning: //p" err)"
has 'but a company that is not watched is a warning' err "names.yaml:7: digests[0].where: no watched company is called 'APPL'"
has 'and so is an unknown topic, with a suggestion' err "names.yaml:7: digests[0].where: no topic is called 'capx'; did you mean 'capex'?"
has 'and a tag' err "names.yaml:5: topics[1].where: no feed has the tag 'wires'; did you mean 'wire'?"
same 'and no other' "$(grep -c '\.where:' err)" 3

manual=$TOP_SRCDIR/docs/broadtape.yaml.5
check 'broadtape.yaml(5) is clean mdoc' mandoc -Tlint -Wwarning "$manual"
awk '/^\.Ed/ { on = 0 } on; /^\.Bd/ { on = !seen++ }' "$manual" >manual.yaml
has 'the example of the manual is taken out of it' manual.yaml 'ticker: META'
echo '<opml version="2.0"><body/></opml>' >feeds.opml # that the example names
check 'and it is right' env WIRE_PASSWORD=x "$BROADTAPE" -c manual.yaml check
awk '/^\.Ed/ { on = 0 } on; /^\.Bd/ { on = seen++ == 1 }' "$manual" >queries
{
	echo 'feeds: [{path: x}]'
	echo 'topics:'
	sed "s/'/''/g; s/^\(.*\)$/- {name: '\1', where: '\1'}/" queries
} >queries.yaml
prints 'and so are its queries' '4 topics' "$BROADTAPE" -c queries.yaml check

finish
