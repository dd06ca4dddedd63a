# broadtape itself: its verbs, its global options, and how it says no.
. "$TOP_SRCDIR/tests/lib/tap.sh"
export XDG_CACHE_HOME="$work/cache"

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
if [ -w /dev/full ]; then
	"$BROADTAPE" --help >/dev/full 2>"$work/err"
	same 'a full disk behind stdout is no success' $? 74
	has 'and is told' "$work/err" 'cannot write to standard output'
fi
finish
