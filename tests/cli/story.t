# broadtape story: why items are one story, what each brings, how new it is; and what nearly joined.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$work" || exit 99

# feed FILE TITLE, then on stdin: guid|date|title|text
feed() {
	printf '<rss version="2.0"><channel><title>%s</title><link>https://%s.example/</link>\n' "$2" "$1"
	while IFS='|' read -r guid date title text; do
		printf '<item><guid isPermaLink="false">%s</guid><link>https://%s.example/%s</link><pubDate>%s</pubDate><title>%s</title><description>%s</description></item>\n' \
			"$guid" "$1" "$guid" "$date" "$title" "$text"
	done
	echo '</channel></rss>'
}
configure() {
	printf 'store: s.db\nfeeds:\n'
	for name; do printf '  - {path: "%s.xml"}\n' "$name"; done
	printf 'digests:\n  - {name: all, html: all/, window: 999d, group_by: none}\nsite: {dir: public}\n'
	printf 'companies:\n  - {id: zorblax, name: Zorblax}\n  - {id: quillon, name: Quillon Pharma}\n'
}
deal='Zorblax agreed to buy Quillon Pharma for $4.2 billion in cash, the companies said, in the largest takeover of a maker of allergy drugs this year. The deal should close in December if regulators in Europe agree to it and shareholders of the company vote for it in the coming month.'

feed wire 'Wire One' >wire.xml <<EOF
a|Wed, 01 May 2024 08:00:00 GMT|Zorblax to buy Quillon Pharma for \$4.2 billion|$deal
b|Wed, 01 May 2024 09:00:00 GMT|Zorblax reports first-quarter results|
c|Wed, 01 May 2024 10:00:00 GMT|Zorblax reports second-quarter results|
EOF
configure wire >one.yaml
check 'a first feed is read' "$BROADTAPE" -c one.yaml fetch
feed paper 'Paper Two' >paper.xml <<EOF
p|Wed, 01 May 2024 08:40:00 GMT|Quillon Pharma agrees to \$4.2 bln takeover by Zorblax|
q|Wed, 01 May 2024 20:00:00 GMT|Haste over Zorblax purchase of Quillon Pharma denied by Brussels|
EOF
feed blog 'Blog Three' >blog.xml <<EOF
r|Fri, 03 May 2024 20:00:00 GMT|Look what Zorblax pays for Quillon|$deal
t|Mon, 13 May 2024 08:59:00 GMT|Zorblax opens a refinery for lithium in Ghent|
s|Mon, 13 May 2024 09:00:00 GMT|Zorblax to buy Quillon Pharma for \$4.4 billion after all|
EOF
configure wire paper >two.yaml
check 'a second feed is read' "$BROADTAPE" -c two.yaml fetch --all
configure wire paper blog >three.yaml
check 'and a third' "$BROADTAPE" -c three.yaml fetch --all
cp three.yaml broadtape.yaml

"$BROADTAPE" story 1 >"$work/story" 2>"$work/err"
has 'a story counts its items' "$work/story" 'story 1: 4 items'
has 'who was first is told, and by how much' "$work/story" 'first: Wire One, 40 minutes before Paper Two'
has 'what each feature gave to the score is told' "$work/story" 'score: cosine +'
has 'and what all need' "$work/story" 'threshold -'
has 'the reasons are named' "$work/story" 'terms, company, number, time)'
has 'what a report brings is told: a name and a negation' "$work/story" 'brings: denied, Brussels'
same 'and nothing of a copy' "$(grep -c brings: "$work/story")" 1
has 'a copy names what it copies, and that it is old' "$work/story" 'copy of item 1, recycled: days old'
"$BROADTAPE" story 3 >"$work/other" 2>"$work/err"
has 'a near miss is told, with what kept it away' "$work/other" ', veto:period'
has 'a first story is all new' "$work/story" 'new to zorblax: 100 of 100, nothing like it is known'
"$BROADTAPE" story 5 >"$work/again" 2>"$work/err"
has 'one that was told days ago is not' "$work/again" 'new to quillon: 37 of 100, 9 days since story 1, which is like it'
check 'but half of it at most' test "$(sed -n 's/.*new to quillon: \([0-9]*\) of.*/\1/p' "$work/again")" -lt 60
"$BROADTAPE" digest all --dry-run --format text >"$work/digest" 2>"$work/err"
same 'so a digest ranks it below what is new, though it came later' \
	"$(grep -o 'lithium in Ghent\|4.4 billion after all' "$work/digest" | awk '!seen[$0]++' | tr '\n' '|')" \
	'lithium in Ghent|4.4 billion after all|'

"$BROADTAPE" --json story 1 >"$work/json" 2>"$work/err"
same 'JSON tells the same' "$(python3 -c '
import json, sys
story = json.load(open(sys.argv[1]))
copy = [i for i in story["items"] if i["relation"] == "copy"][0]
same = [i for i in story["items"] if i["relation"] == "same"][0]
print(story["first"]["source"], story["first"]["lead_seconds"], copy["recycled"], copy["copy_of"],
      same["parts"]["cosine"] > 0, sorted(c["company"] for c in story["companies"]))' "$work/json")" \
	"Wire One 2400 True 1 True ['quillon', 'zorblax']"

# The note outlives a backup, and one of an older program has none.
"$BROADTAPE" export >"$work/backup.jsonl"
configure wire | sed 's/s.db/t.db/' >copy.yaml
check 'a backup is read' "$BROADTAPE" -c copy.yaml import "$work/backup.jsonl"
"$BROADTAPE" -c copy.yaml story 1 >"$work/copied"
check 'and tells the story the same way' cmp "$work/story" "$work/copied"
sed 's/,"why":[^,}]*//; s/, "why": [^,}]*//' "$work/backup.jsonl" >"$work/older.jsonl"
sed 's/t.db/u.db/' copy.yaml >older.yaml
check 'a backup without notes is read too' "$BROADTAPE" -c older.yaml import "$work/older.jsonl"
prints 'and the story is told without them' 'story 1: 4 items' "$BROADTAPE" -c older.yaml story 1
lacks 'so nothing is said of a score' "$work/out" 'cosine'

# A store in a folder of somebody else: who may read it and not write beside it is told what to do.
reader() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
mkdir "$work/theirs"
cp "$BROADTAPE" "$work/theirs/program"
echo 'store: theirs.db' >"$work/theirs/theirs.yaml"
"$BROADTAPE" -c "$work/theirs/theirs.yaml" import "$work/backup.jsonl" >"$work/out" 2>&1
chmod 755 "$work" && chmod 755 "$work/theirs/program"
chmod 444 "$work/theirs/"*.db* && chmod 555 "$work/theirs"
if reader "$work/theirs/program" --version >"$work/out" 2>&1; then
	prints 'who may not write beside a store reads it while nobody writes' 'story 1: 4 items' \
		reader "$work/theirs/program" -c "$work/theirs/theirs.yaml" story 1
	chmod 755 "$work/theirs" && echo log >"$work/theirs/theirs.db-wal" && chmod 555 "$work/theirs"
	fails_with 'and beside what a writer left open is told what to do' 74 'run as the owner of its folder' \
		reader "$work/theirs/program" -c "$work/theirs/theirs.yaml" story 1
else
	skip 'who may not write beside a store reads it while nobody writes' 'no other user can be had'
	skip 'and beside what a writer left open is told what to do' 'no other user can be had'
fi
chmod 755 "$work/theirs"
finish
