# The main job on examples/, as ./bootstrap demo runs it, and the seed article as its acceptance case.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cp -R "$TOP_SRCDIR/examples" "$work/demo" && chmod -R u+w "$work/demo"
cd "$work/demo" || exit 99
LC_ALL=C.UTF-8 export LC_ALL

prints 'run reads every feed of the example' 'feeds: 13 visited, 13 fresh, 0 unchanged, 0 failed' \
	"$BROADTAPE" run --all
has 'and says what it published' "$work/out" 'digest morning: edition 1'
for file in public/index.html public/morning/1.html public/morning/index.html public/morning.atom public/morning.json; do
	check "it wrote $file" test -s "$file"
done
same 'and one mail' "$(find mail/new -type f | wc -l)" 1
check 'the Atom feed is well-formed' xmllint --noout public/morning.atom
prints 'a second run has nothing to do' 'feeds: 0 visited' "$BROADTAPE" run
prints 'and if it must, finds everything unchanged' '13 unchanged' "$BROADTAPE" run --all

# Once: how often a text stands in the story of the seed article, in each format.
title='Muse Spark developer API underscore the gap between its $145 billion'
lead='has postponed the release of its Muse Spark'
count() { tr -s ' \n' ' ' <"$2" | sed 's/<[^>]*>//g' | grep -oF -e "$1" | wc -l; }
for format in text html atom json; do
	"$BROADTAPE" digest morning --since 2d --format $format >"$work/seed.$format" 2>"$work/err"
done
same 'text: the title stands once' "$(count "$title" "$work/seed.text")" 1
same 'text: and what the article says, once' "$(count "$lead" "$work/seed.text")" 1
for format in html atom json; do
	has "$format: the article is there" "$work/seed.$format" 'Muse Spark'
done
for format in text html atom json; do
	lacks "$format: no disclaimer in it" "$work/seed.$format" 'informational purposes only'
	lacks "$format: the fruit stays out" "$work/seed.$format" 'Apple harvest'
	lacks "$format: so does the price target" "$work/seed.$format" 'price target'
done
"$BROADTAPE" digest morning --since 2d --format eml >"$work/seed.eml"
lacks 'mail: no disclaimer in it' "$work/seed.eml" 'informational purposes only'

# Who it is about: one story, with its companies and topics.
"$BROADTAPE" --json search 'company:META' >"$work/meta.json"
story=$(sed -n 's/.*"story": \([0-9]*\).*/\1/p' "$work/meta.json" | head -1)
"$BROADTAPE" story "$story" >"$work/story"
has 'about Meta' "$work/story" 'about META'
for id in openai anthropic xai; do has "a mention of $id" "$work/story" "mention $id"; done
same 'and of nobody else' "$(grep -cE '^    (about|mention) ' "$work/story")" 4
has 'the topics are found' "$work/meta.json" 'product delay'
has 'both of them' "$work/meta.json" 'capex'

# A copy found in another feed stands in the same story.
prints 'a press release and its copy are one story' 'copy' \
	"$BROADTAPE" story "$("$BROADTAPE" --json search 'title:packaging' | sed -n 's/.*"story": \([0-9]*\).*/\1/p' | head -1)"

# All companies of the directory watched: still nothing but those four.
python3 - >"$work/article.jsonl" <<'END'
import json, re, html, xml.etree.ElementTree as tree
item = tree.parse("feeds/seed.xml").getroot().find("channel/item")
text = item.find("{http://purl.org/rss/1.0/modules/content/}encoded").text
print(json.dumps({"id": "1", "title": item.find("title").text, "text": html.unescape(re.sub("<[^>]*>", " ", text))}))
END
printf 'companies:\n  - {directory: all}\n' >"$work/all.yaml"
"$BROADTAPE" -c "$work/all.yaml" match --jsonl <"$work/article.jsonl" >"$work/verdict.json"
same 'of the whole directory: META about, three private firms mentioned' \
	"$(python3 -c '
import json, sys
print(" ".join(sorted(c["id"].lower() + ":" + c["role"] for c in json.load(open(sys.argv[1]))["companies"])))' "$work/verdict.json")" \
	'anthropic:mention meta:about openai:mention xai:mention'
finish
