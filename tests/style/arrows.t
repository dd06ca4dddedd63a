# Who may include whom: the arrows of docs/design.md, section 1.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cd "$TOP_SRCDIR" || exit 99

# folder               may include, besides itself and feeds/base
cat >"$work/arrows" <<'EOF'
feeds/base             -
feeds                  -
output                 feeds
aggregator/base        feeds
aggregator/config      aggregator/base aggregator/watch feeds
aggregator/fetch       aggregator/base feeds
aggregator/watch       aggregator/base feeds
aggregator/story       aggregator/base aggregator/watch feeds
aggregator/store       aggregator/base feeds
aggregator/serve       aggregator/base feeds output
aggregator/commands    aggregator/base aggregator/config aggregator/fetch aggregator/watch aggregator/story aggregator/store aggregator/serve output feeds aggregator
aggregator             aggregator/base aggregator/config aggregator/fetch aggregator/watch aggregator/story aggregator/store aggregator/serve aggregator/commands feeds output
EOF

# The files of one folder (not of those below it), with what they include in quotes.
includes() {
	for source in "$1"/*.c "$1"/*.h; do
		[ -e "$source" ] || continue
		sed -n "s|^#include \"\(.*\)/[^/]*\"|$source \1|p" "$source"
	done
}

while read -r folder allowed; do
	includes "$folder" | while read -r source included; do
		case " $folder feeds/base $allowed " in
		*" $included "*) ;;
		*) echo "$source includes $included" ;;
		esac
	done >"$work/wrong"
	if [ -s "$work/wrong" ]; then
		fail "$folder includes only what the design allows" "$work/wrong"
	else
		pass "$folder includes only what the design allows"
	fi
done <"$work/arrows"

# door HEADER FILES...: only these files (patterns) may include the library's header.
find feeds output aggregator -name '*.[ch]' | sort >"$work/sources"
door() {
	header=$1
	shift
	xargs grep -lE "^#include <($header)" <"$work/sources" >"$work/users"
	for allowed in "$@"; do
		grep -vE "^$allowed\$" "$work/users" >"$work/rest"
		mv "$work/rest" "$work/users"
	done
	if [ -s "$work/users" ]; then
		fail "only $* may include <$header>" "$work/users"
	else
		pass "only $* may include <$header>"
	fi
}
door 'libxml/' 'feeds/xml[a-z_]*\.[ch]'
door 'libxslt/' 'output/template[a-z_]*\.[ch]'
door 'gumbo' 'feeds/html_[a-z_]*\.[ch]'
door 'utf8proc' 'feeds/fold[a-z_]*\.[ch]'
door 'sqlite3' 'aggregator/store/db_sqlite[a-z_]*\.[ch]'
door 'libpq' 'aggregator/store/db_postgresql[a-z_]*\.[ch]'
door 'gmime/' 'output/mail[a-z_]*\.[ch]'
door 'curl/' 'aggregator/fetch/[a-z_]*\.[ch]' 'output/smtp\.c' 'output/webhook[a-z_]*\.c'
door 'event2/' 'aggregator/fetch/[a-z_]*\.[ch]' 'aggregator/serve/[a-z_]*\.[ch]'
door 'xxhash' 'aggregator/base/hash\.c'
door 'yaml' 'aggregator/config/[a-z_]*\.[ch]'
door 'zlib' 'aggregator/serve/gzip\.c'
door 'seccomp' 'aggregator/sandbox_calls\.c'
door 'libpsl' 'aggregator/fetch/[a-z_]*\.[ch]'
finish
