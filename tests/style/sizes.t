# The sizes of docs/style.md: what a reader holds in the head. What is larger stands in
# tests/style/exceptions with its reason; that list may only shrink.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$TOP_SRCDIR" || exit 99

find feeds output aggregator -name '*.[ch]' | sort >"$work/sources"
exceptions=tests/style/exceptions

# FILE NAME LINES PARAMETERS DEEPEST of every function: definitions start in column 1, bodies are
# closed by a brace in column 1.
xargs awk '
FNR == 1 { head = ""; inside = 0; taking = 0 }
!inside && /^[a-z_][a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name); head = ""; taking = 1 }
!inside && taking && !/^\{/ { head = head $0 }
!inside && /^\{/ && taking { inside = 1; lines = 0; deepest = 0; taking = 0; next }
!inside && /;[ \t]*$/ { taking = 0 }
inside && /^\}/ {
	parameters = gsub(/,/, ",", head) + 1
	print FILENAME, name, lines, parameters, deepest
	inside = 0
	next
}
inside {
	lines++
	if (match($0, /^\t+(if|for|while|switch|do)[ (]/)) {
		match($0, /^\t+/)
		if (RLENGTH > deepest) deepest = RLENGTH
	}
}' <"$work/sources" >"$work/functions"

# without_exceptions KIND: drops the lines whose second word stands in the list of exceptions.
without_exceptions() {
	while read -r file name rest; do
		grep -qE "^$1 $file $name " "$exceptions" 2>/dev/null || echo "$file $name $rest"
	done
}
none() {
	if [ -s "$work/found" ]; then fail "$1" "$work/found"; else pass "$1"; fi
}

awk '$3 > 60' "$work/functions" | without_exceptions function >"$work/found"
none 'no function is longer than 60 lines'
awk '$4 > 5 {print $1, $2, $4}' "$work/functions" | without_exceptions parameters >"$work/found"
none 'no function takes more than 5 parameters'
awk '$5 > 3 {print $1, $2, $5}' "$work/functions" | without_exceptions nesting >"$work/found"
none 'nothing nests deeper than a body and 3 blocks'

total=$(wc -l <"$work/functions")
small=$(awk '$3 <= 12' "$work/functions" | wc -l)
medium=$(awk '$3 <= 40' "$work/functions" | wc -l)
echo "# $total functions: $small have 12 lines or less, $medium have 40 or less"
if [ $((small * 2)) -ge "$total" ]; then pass 'half of the functions have 12 lines or less'; else fail 'half of the functions have 12 lines or less'; fi
if [ $((medium * 10)) -ge $((total * 9)) ]; then pass 'nine tenths of them have 40 lines or less'; else fail 'nine tenths of them have 40 lines or less'; fi

# A table of data is not read from top to bottom: a file that says in its first line that it is
# generated does not count.
while read -r file; do
	head -n 1 "$file" | grep -qi 'generated' && continue
	echo "$file . $(wc -l <"$file")"
done <"$work/sources" >"$work/files"
awk '$3 > 600' "$work/files" | without_exceptions file >"$work/found"
none 'no file is longer than 600 lines'
short=$(awk '$3 < 300' "$work/files" | wc -l)
if [ $((short * 10)) -ge $(($(wc -l <"$work/files") * 8)) ]; then pass 'most files have less than 300 lines'; else fail 'most files have less than 300 lines'; fi
finish
