# Merging against labelled clusters, where the shared corpora are there: B-cubed precision and F1.
. "$TOP_SRCDIR/tests/lib/tap.sh"

shared=$TOP_SRCDIR/../shared
[ -d "$shared/corpus/merge" ] || shared=$TOP_SRCDIR/../../shared
scorer=$shared/tools/score-merge

# reaches SET PRECISION F1: the program's B-cubed figures on a set are no lower.
reaches() {
	name="on $1 the B-cubed precision reaches $2, and F1 $3"
	if [ ! -x "$scorer" ] || [ ! -d "$shared/corpus/merge/$1" ]; then
		skip "$name" "no labelled clusters here"
		return
	fi
	run "$scorer" --program "$BROADTAPE" --set "$shared/corpus/merge/$1"
	sed "s/^/# $1: /" "$work/out"
	if awk -v precision="$2" -v f1="$3" \
		'/^B3/ { found = 1; ok = $3 >= precision && $7 >= f1 } END { exit !(found && ok) }' \
		"$work/out"; then
		pass "$name"
	else
		fail "$name" "$work/out" "$work/err"
	fi
}

reaches uci 0.88 0.77
reaches ecbplus 0.87 0.88
reaches gnews 0.96 0.89
finish
