# Company matching over labelled sets, when $BROADTAPE_SHARED (or ../shared) has them: each
# figure is a floor that was reached.
. "$TOP_SRCDIR/tests/lib/tap.sh"

shared=${BROADTAPE_SHARED:-$TOP_SRCDIR/../shared}
if [ ! -x "$shared/tools/score-match" ] || [ ! -d "$shared/corpus/match" ]; then
	skip 'companies are found in labelled sets' "no labelled sets in $shared"
	finish
fi

# reaches SET WHAT FLOOR: WHAT is precision, recall or F1.
reaches() {
	score=$(awk -v what="$2" '{ for (i = 1; i < NF; i++) if ($i == what) print $(i + 1) }' "$work/$1")
	if awk -v score="${score:-0}" -v floor="$3" 'BEGIN { exit !(score >= floor) }'; then
		pass "$1: $2 is at least $3"
	else
		fail "$1: $2 is at least $3" "$work/$1"
	fi
}
# below SET MOST: companies an item beyond the labels.
below() {
	beyond=$(awk '/beyond the labels/ { print $1 }' "$work/$1")
	if awk -v beyond="${beyond:-99}" -v most="$2" 'BEGIN { exit !(beyond <= most) }'; then
		pass "$1: at most $2 companies an item beyond the labels"
	else
		fail "$1: at most $2 companies an item beyond the labels" "$work/$1"
	fi
}

for set in traps sentfin stocknewsapi alphavantage finentity ambiguous semeval-fiqa no-company; do
	"$shared/tools/score-match" --program "$BROADTAPE" --set "$shared/corpus/match/$set" \
		>"$work/$set" 2>"$work/err" || fail "$set is answered whole" "$work/$set" "$work/err"
done
reaches traps F1 0.97
reaches sentfin F1 0.895
reaches stocknewsapi recall 0.93
below stocknewsapi 0.76
reaches alphavantage recall 0.70
below alphavantage 0.5
reaches finentity recall 0.97
reaches ambiguous F1 0.67
reaches ambiguous precision 0.85
reaches semeval-fiqa recall 0.955
below semeval-fiqa 0.46

set=$shared/corpus/match/no-company
"$BROADTAPE" -c "$set/broadtape.yaml" match --jsonl <"$set/items.jsonl" >"$work/out" 2>/dev/null
wrong=$(jq '.companies | length' "$work/out" | awk '{ n += $1 } END { printf "%.3f", n / NR }')
if awk -v wrong="$wrong" 'BEGIN { exit !(wrong <= 0.022) }'; then
	pass 'no-company: at most 0.022 wrong companies an item'
else
	fail "no-company: at most 0.022 wrong companies an item (found $wrong)"
fi
finish
