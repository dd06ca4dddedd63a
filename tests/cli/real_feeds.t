# Real feeds, where they are at hand: each is read, and has items.
. "$TOP_SRCDIR/tests/lib/tap.sh"

feeds=$TOP_SRCDIR/../shared/data/feeds
if [ ! -d "$feeds" ]; then
	skip 'real feeds have items' 'they are not here'
	finish
fi
for folder in market market-reserialised general edgar-getcurrent embedded; do
	: >"$work/wrong"
	n=0
	for file in "$feeds/$folder"/*; do
		case $file in *.tsv | *.md) continue ;; esac
		n=$((n + 1))
		if ! "$BROADTAPE" parse "$file" >"$work/out" 2>"$work/err"; then
			echo "$file: $(cat "$work/err")" >>"$work/wrong"
		elif ! grep -q '^{"id":' "$work/out"; then
			echo "$file: no items" >>"$work/wrong"
		fi
	done
	if [ -s "$work/wrong" ]; then
		fail "the feeds of $folder have items" "$work/wrong"
	else
		pass "all $n feeds of $folder have items"
	fi
done
finish
