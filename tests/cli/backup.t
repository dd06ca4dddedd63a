# export and import: a backup, as a user makes and reads it.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$work" || exit 99

cat >feed.xml <<'END'
<rss version="2.0"><channel><title>Wire</title><link>https://n.example/</link>
<item><title>Meta delays a product</title><link>https://n.example/1</link><guid>1</guid></item>
<item><title>Rates stay</title><link>https://n.example/2</link><guid>2</guid></item>
</channel></rss>
END
for name in one two three; do
	printf 'store: %s.db\nfeeds:\n  - {path: feed.xml}\ncompanies:\n  - {ticker: META}\n' $name >$name.yaml
done

check 'a feed is read' "$BROADTAPE" -q -c one.yaml fetch
check 'a store is exported to a file' "$BROADTAPE" -c one.yaml export backup.jsonl
has 'its items are in it' backup.jsonl '"title":"Meta delays a product"'
"$BROADTAPE" -c one.yaml export >one.jsonl
check 'standard output has the same' cmp one.jsonl backup.jsonl
prints 'it is imported into a new store' 'rows into' "$BROADTAPE" -c two.yaml import backup.jsonl
"$BROADTAPE" -c two.yaml export >two.jsonl
check 'and exported from there as it was' cmp two.jsonl backup.jsonl
prints 'what was imported is found' 'Meta delays' "$BROADTAPE" -c two.yaml search meta
prints 'and known: nothing is new' '0 new' "$BROADTAPE" -c two.yaml fetch --all --force
fails_with 'a store with something in it is left alone' 73 'import into a new one' \
	"$BROADTAPE" -c two.yaml import backup.jsonl

rm -f two.db
head -n 5 backup.jsonl >half.jsonl
fails_with 'half a backup is refused' 65 'import: line 6: the backup ends before its last line' \
	"$BROADTAPE" -c two.yaml import half.jsonl
fails_with 'and what it left is not used' 65 'import into it was cut off' "$BROADTAPE" -c two.yaml status
check 'but imported anew, from standard input' sh -c '"$BROADTAPE" -c two.yaml import - <backup.jsonl'
check 'the store is whole then' "$BROADTAPE" -c two.yaml status
fails_with 'a file that is no backup is told' 65 'line 1: is no JSON' "$BROADTAPE" -c three.yaml import feed.xml
fails_with 'so is one that is not there' 66 'none.jsonl: cannot be opened' "$BROADTAPE" -c two.yaml import none.jsonl
fails_with 'a store that is not there is not exported' 66 'there is none yet' \
	sh -c 'rm -f one.db; exec "$BROADTAPE" -c one.yaml export'
fails_with 'a full disk is told' 74 'cannot be written' sh -c 'exec "$BROADTAPE" -c two.yaml export >/dev/full'
finish
