# What the program accepts and what its manual says are the same.
. "$TOP_SRCDIR/tests/lib/tap.sh"
manual=$TOP_SRCDIR/docs/broadtape.1

"$BROADTAPE" --help | sed -n '/^verbs:/,/^$/s/^  \([a-z]*\) .*/\1/p' >"$work/verbs"
while read -r verb; do
	if grep -qE "^\.It Cm $verb( |\$)|^\.Ss $verb\$|^\.It Xo? ?Cm $verb" "$manual"; then
		pass "broadtape(1) tells of the verb $verb"
	else
		fail "broadtape(1) tells of the verb $verb"
	fi
	"$BROADTAPE" "$verb" --help | sed -n '/^options:/,/^$/s/^  .*--\([a-z-]*\).*/\1/p' >"$work/options"
	while read -r option; do
		grep -qF -e "Fl -$option" "$manual" || echo "$verb --$option"
	done <"$work/options" >"$work/missing"
	if [ -s "$work/missing" ]; then
		fail "broadtape(1) tells of every option of $verb" "$work/missing"
	else
		pass "broadtape(1) tells of every option of $verb"
	fi
done <"$work/verbs"
if command -v mandoc >/dev/null; then
	for page in "$TOP_SRCDIR"/docs/*.[1-9]; do
		check "mandoc finds nothing wrong in ${page##*/}" mandoc -Tlint -Wwarning "$page"
	done
fi
finish
