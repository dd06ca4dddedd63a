# The published score says what the tests say.
. "$TOP_SRCDIR/tests/lib/tap.sh"

score="$TOP_SRCDIR/docs/manners.md"
tests="$TOP_SRCDIR/tests/manners/manners_test.c"

grep -o 'rule_[0-9][0-9][0-9]' "$score" | sort -u >"$work/named"
grep -o 'rule_[0-9][0-9][0-9]' "$tests" | sort -u >"$work/there"
same 'each rule that the score names has a test' "$(comm -23 "$work/named" "$work/there")" ''
same 'the score names each rule that has a test' "$(comm -13 "$work/named" "$work/there")" ''

# "010", "012, 013", "110-118": how many rules a row stands for.
awk -F' *[|] *' '$2 ~ /^[0-9]/ {
	n = 0
	parts = split($2, part, /, */)
	for (i = 1; i <= parts; i++)
		n += split(part[i], ends, "-") == 2 ? ends[2] - ends[1] + 1 : 1
	total[$4] += n
}
END {
	printf "%d of %d rules are kept, %d built, %d is open.\n", total["kept"],
		total["kept"] + total["built"] + total["open"], total["built"], total["open"]
}' "$score" >"$work/sum"
has 'the sum of the score is right' "$score" "$(cat "$work/sum")"

finish
