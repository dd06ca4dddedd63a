# broadtape itself: its verbs, its global options, and how it says no.
. "$TOP_SRCDIR/tests/lib/tap.sh"

prints 'the version is told' 'broadtape ' "$BROADTAPE" --version
prints '--help lists the verbs' 'digest' "$BROADTAPE" --help
for verb in init run fetch digest feeds companies parse match merge search story status check; do
	prints "$verb --help shows how it is used" "usage: broadtape $verb" "$BROADTAPE" "$verb" --help
done
fails_with 'no verb is a usage error' 64 "no verb given; 'broadtape --help' lists them" "$BROADTAPE"
fails_with 'so is one that does not exist' 64 "no verb 'fech'; did you mean 'fetch'?" "$BROADTAPE" fech
fails_with 'and one that nothing is like' 64 "no verb 'zzzz'; 'broadtape --help' lists them" "$BROADTAPE" zzzz
fails_with 'an option before any verb' 64 "unknown option '--verison'" "$BROADTAPE" --verison
fails_with 'a slip in an option is guessed' 64 "search: unknown option '--sinc=1d'; did you mean '--since'?" "$BROADTAPE" search --sinc=1d x
fails_with 'an unknown option is named' 64 "run: unknown option '--every'" "$BROADTAPE" run --every
fails_with 'an option without its argument says what it needs' 64 '--config needs an argument: FILE' "$BROADTAPE" run -c
fails_with 'a wrong log format is named' 64 "expected text or json, found 'xml'" "$BROADTAPE" status --log-format xml
fails_with 'a wrong colour is named' 64 "expected auto, always or never, found 'red'" "$BROADTAPE" status --color red
fails_with 'run takes no operand' 64 "did you mean 'fetch'" "$BROADTAPE" run now
fails_with 'workers are counted' 64 "--workers: expected a number, found 'many'" \
	"$BROADTAPE" -c "$TOP_SRCDIR/examples/broadtape.yaml" fetch --workers many
printf 'companies:\n  - {ticker: NOSUCHX}\n' >"$work/ticker.yaml"
run "$BROADTAPE" -c "$work/ticker.yaml" check
has 'a ticker that nobody knows is a warning of check' "$work/err" "the directory has no ticker 'NOSUCHX'"
printf 'store: none.db\nfeeds:\n  - {url: "https://example.com/feed"}\n' >"$work/new.yaml"
prints 'before the first run, the list shows what is configured' 'https://example.com/feed' "$BROADTAPE" -c "$work/new.yaml" feeds list
# Each verb prints JSON under --json, or says that it has none.
cp -R "$TOP_SRCDIR/examples" "$work/json" && chmod -R u+w "$work/json" && cd "$work/json" || exit 99
for verb in init daemon 'import x' 'feeds add https://x.example/' 'feeds remove https://x.example/' 'feeds export'; do
	fails_with "$verb takes no --json" 64 'prints no table: it takes no --json' "$BROADTAPE" --json $verb
done
"$BROADTAPE" --json fetch >out
same 'fetch counts' "$(jq -c '[.feeds.visited, .items.new > 10, .stories.new > 10]' out)" '[13,true,true]'
"$BROADTAPE" --json run --all >out 2>/dev/null
same 'run tells of its digests, too' "$(jq -c '[.feeds.unchanged, (.digests | length), .digests[0].edition]' out)" '[13,2,1]'
"$BROADTAPE" --json digest morning --since 2020-01-01 >out
same 'digest tells what it made' "$(jq -c '[.digest, .edition, .stories > 3, .waiting]' out)" '["morning",2,true,0]'
"$BROADTAPE" --json digest morning --dry-run --since 2020-01-01 >out
same 'or prints a JSON Feed' "$(jq -r '.version' out)" 'https://jsonfeed.org/version/1.1'
fails_with 'but no other format' 64 '--format html is no JSON' "$BROADTAPE" --json digest morning --format html
for verb in 'feeds list' 'feeds list --worth' 'feeds check' 'companies find Meta' 'companies show META' 'parse feeds/seed.xml' \
	'match Meta' 'search a' 'story 1' status check 'replay morning --since 30d'; do
	"$BROADTAPE" --json $verb 2>/dev/null >out
	check "$verb prints one JSON document" jq -e -s 'length == 1' out
done
for verb in export 'merge /dev/null'; do
	"$BROADTAPE" --json $verb >out 2>/dev/null
	check "$verb prints JSON lines" jq -s . out
done
cd "$work" || exit 99
if [ -w /dev/full ]; then
	"$BROADTAPE" --help >/dev/full 2>"$work/err"
	same 'a full disk behind stdout is no success' $? 74
	has 'and is told' "$work/err" 'cannot write to standard output'
fi
finish
