#!/bin/sh
# Atom as xmllint sees it: the RELAX NG of RFC 4287, appendix B.
. "$TOP_SRCDIR/tests/lib/tap.sh"

show=$TOP_BUILDDIR/tests/lib/digest_show
schema=$TOP_SRCDIR/tests/corpus/atom.rng

valid() {
	"$show" "$1" atom >"$work/feed.atom" &&
		xmllint --noout --nonet --relaxng "$schema" "$work/feed.atom"
}

if ! command -v xmllint >/dev/null; then
	skip 'atom feeds are valid' 'xmllint is missing'
	finish
fi
check 'a digest is a valid Atom feed' valid morning
check 'an empty digest is a valid Atom feed' valid empty
check 'a digest of 400 stories is a valid Atom feed' valid many:400
check 'a feed of editions is valid' eval '"$show" morning editions >"$work/feed.atom" &&
	xmllint --noout --nonet --relaxng "$schema" "$work/feed.atom"'
"$show" morning site "$work/site"
check 'the archive document of an edition is valid' \
	xmllint --noout --nonet --relaxng "$schema" "$work/site/morning/142.atom"
check 'the feed of a company is valid' \
	xmllint --noout --nonet --relaxng "$schema" "$work/site/company/meta.atom"
n=0
while "$show" "hostile:$n" atom >/dev/null 2>&1; do
	check "hostile text $n in every field leaves the Atom feed valid" valid "hostile:$n"
	n=$((n + 1))
done
check 'there were hostile texts' test "$n" -gt 10

"$show" morning atom | sed 's,<updated>.*</updated>,,' >"$work/broken.atom"
run xmllint --noout --nonet --relaxng "$schema" "$work/broken.atom"
same 'a feed without its dates is not valid, so the schema looks' "$status" 3
finish
