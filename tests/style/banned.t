# Functions that docs/style.md, section 5, bans from the program.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$TOP_SRCDIR" || exit 99

find feeds output aggregator -name '*.[ch]' | sort >"$work/sources"

banned() {
	xargs grep -nE "(^|[^A-Za-z0-9_.>])($1)\(" <"$work/sources" >"$work/found"
	if [ -s "$work/found" ]; then fail "no $2" "$work/found"; else pass "no $2"; fi
}
banned 'strcpy|strcat|sprintf|vsprintf|strncpy|strtok|gets|alloca' 'unbounded copy'
banned 'atoi|atol|atof|rand|srand|random' 'number out of thin air'
banned 'gmtime|localtime|asctime|ctime|gmtime_r|localtime_r|mktime|timegm|strptime|setlocale' 'clock or calendar that asks the locale or the zone'
banned 'isalpha|isdigit|isspace|isalnum|isupper|islower|tolower|toupper|strtod|strcasecmp|strncasecmp' 'byte test that asks the locale'

xargs grep -nE '(TODO|FIXME|[^X]XXX[^X]|HACK)' <"$work/sources" | grep -vE 'issue [0-9]+' >"$work/found"
if [ -s "$work/found" ]; then fail 'no unfinished business' "$work/found"; else pass 'no unfinished business'; fi
finish
