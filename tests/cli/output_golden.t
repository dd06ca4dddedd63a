#!/bin/sh
# Each format of one digest against the file that somebody looked at. After a wanted change:
# UPDATE_GOLDEN=1 make check TESTS=tests/cli/output_golden.t, and read the difference.
. "$TOP_SRCDIR/tests/lib/tap.sh"

show=$TOP_BUILDDIR/tests/lib/digest_show
corpus=$TOP_SRCDIR/tests/corpus/output

for row in morning:html:html morning:atom:atom morning:json:json morning:text:txt morning:eml:eml \
	empty:html:html empty:text:txt; do
	digest=${row%%:*} suffix=${row##*:} format=${row#*:} format=${format%:*}
	"$show" "$digest" "$format" >"$work/got" 2>&1
	if [ -n "$UPDATE_GOLDEN" ]; then cp "$work/got" "$corpus/$digest.$suffix"; fi
	check "the $digest digest as $format is the looked-at file, byte for byte" \
		diff -u "$corpus/$digest.$suffix" "$work/got"
done
"$show" morning site "$work/site"
for page in index.html morning/index.html morning/2026-11.html; do
	name=site-$(echo "$page" | tr / -)
	if [ -n "$UPDATE_GOLDEN" ]; then cp "$work/site/$page" "$corpus/$name"; fi
	check "the site's $page is the looked-at file" diff -u "$corpus/$name" "$work/site/$page"
done
check 'the edition of the site is the page' diff "$work/site/morning/142.html" "$corpus/morning.html"
finish
