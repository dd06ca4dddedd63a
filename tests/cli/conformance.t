# The conformance corpus, where it is at hand: no case may fail but those in tests/corpus/exceptions.
. "$TOP_SRCDIR/tests/lib/tap.sh"

shared=$TOP_SRCDIR/../shared
tool=$shared/tools/feed-conformance
if [ ! -x "$tool" ] || [ ! -d "$shared/corpus/feeds" ] || [ "$SANITIZED" = yes ]; then
	skip 'the conformance corpus passes' 'it is not here'
	finish
fi
"$tool" --program "$BROADTAPE" --cases "$shared/corpus/feeds" >"$work/report" 2>&1
sed -n 's/^  FAIL //p' "$work/report" | sort >"$work/failed"
grep -v '^#' "$TOP_SRCDIR/tests/corpus/exceptions" | cut -f 1 | grep . | sort >"$work/allowed"

sed -n 's/^\(.*\): \([0-9]*\) of \([0-9]*\) passed$/\1 \2 \3/p' "$work/report" |
	while read -r suite passed all; do
		echo "$suite $((all - passed))"
	done >"$work/suites"
while read -r suite failures; do
	grep "^$suite/[^/]*$" "$work/failed" | comm -23 - "$work/allowed" >"$work/wrong"
	if [ -s "$work/wrong" ]; then
		fail "$suite passes" "$work/wrong"
	else
		pass "$suite passes"
	fi
done <"$work/suites"
comm -23 "$work/failed" "$work/allowed" >"$work/wrong"
if [ -s "$work/suites" ] && [ ! -s "$work/wrong" ]; then
	pass 'every case passes, but the exceptions'
else
	fail 'every case passes, but the exceptions' "$work/wrong" "$work/report"
fi
finish
