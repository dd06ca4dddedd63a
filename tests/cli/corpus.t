# Each document of tests/corpus becomes what stands beside it: NAME.xml or NAME.feed.json, and
# NAME.want: one line a value, as "path<tab>value", written the way `jq` would address it. A new case
# needs no code. "options" in the first line are given to the program.
. "$TOP_SRCDIR/tests/lib/tap.sh"

corpus=$TOP_SRCDIR/tests/corpus
for want in "$corpus"/*.want; do
	name=$(basename "$want" .want)
	options=$(sed -n 's/^# options: //p' "$want")
	for document in "$corpus/$name".*; do
		case $document in *.want) ;; *) break ;; esac
	done
	# shellcheck disable=SC2086
	run "$BROADTAPE" parse $options "$document"
	if [ "$status" -ne 0 ]; then
		fail "$name is a feed" "$work/err"
		continue
	fi
	grep -v '^#' "$want" >"$work/want"
	: >"$work/missing"
	while read -r line; do
		grep -qF -e "$line" "$work/out" || echo "$line" >>"$work/missing"
	done <"$work/want"
	if [ -s "$work/missing" ]; then
		fail "$name becomes what it should" "$work/missing" "$work/out"
	else
		pass "$name becomes what it should"
	fi
done
finish
