# The same bodies give the same stories, whatever the number of threads.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cp -R "$TOP_SRCDIR/examples" "$work/demo" && chmod -R u+w "$work/demo"
cd "$work/demo" || exit 99
python3 "$TOP_SRCDIR/tests/bench/gencorpus" "$work/demo/more" 20 10 >/dev/null
sed 's|^feeds:|feeds:\n  - {path: "more/*.xml"}|' broadtape.yaml >many.yaml

# Everything that was stored, without the moments at which it was.
stored() {
	rm -f broadtape.db*
	"$BROADTAPE" -c many.yaml fetch --workers "$1" >"$work/told.$1" 2>"$work/err"
	"$BROADTAPE" -c many.yaml --json search --limit 100000 'NOT zzzzzz' | grep -v first_seen
}
stored 0 >"$work/none"
check 'without threads everything is stored' grep -q Intel "$work/none"
for workers in 1 2 5; do
	stored $workers >"$work/some"
	check "$workers workers store the same" cmp "$work/none" "$work/some"
	check "$workers workers tell the same" cmp "$work/told.0" "$work/told.$workers"
done
finish
