# broadtape companies: the directory.
. "$TOP_SRCDIR/tests/lib/tap.sh"

prints 'a company is found by its name' 'MSFT         listed   NASDAQ         Microsoft' \
	"$BROADTAPE" companies find Microsoft
prints 'by a product' 'META' "$BROADTAPE" companies find instagram
prints 'by a former name' 'META' "$BROADTAPE" companies find 'facebook inc'
prints 'by its number at the SEC' 'AAPL' "$BROADTAPE" companies find 320193
prints 'by the ticker of another class' 'GOOGL' "$BROADTAPE" companies find GOOG
prints 'in any script and any case' 'NESN.SW' "$BROADTAPE" companies find NESTLE
prints 'what is on no exchange is known too' 'openai       private  -' "$BROADTAPE" companies find OpenAI
prints 'an index is no company' '^SPX         index' "$BROADTAPE" companies find 'S&P 500'
prints 'a company is shown whole' 'CIK           1326801' "$BROADTAPE" companies show META
has 'with its former ticker' "$work/out" 'FB'
has 'its products' "$work/out" 'Instagram'
lacks 'but without the marks of the data file' "$work/out" '!Instagram'
prints 'a former ticker shows whose it was' 'PSKY  Paramount' "$BROADTAPE" companies show VIAC
run "$BROADTAPE" --json companies show BRK.A
same 'the same is given as JSON' "$(jq -c '[.id, .kind, .cik, .tickers]' "$work/out")" \
	'["BRK-B","listed","1067983",["BRK-A"]]'
run "$BROADTAPE" --json companies find 'no such company at all'
same 'nothing found is an empty list' "$(jq -c . "$work/out")" '[]'
fails_with 'for people it is a message' 65 "no company is called 'no such company at all'" \
	"$BROADTAPE" companies find 'no such company at all'
fails_with 'an unknown ticker says what to try' 65 'companies find NOSUCH' "$BROADTAPE" companies show NOSUCH
fails_with 'a missing word is told' 64 'find TEXT or show TICKER' "$BROADTAPE" companies find
fails_with 'a wrong question is told' 64 'find TEXT or show TICKER' "$BROADTAPE" companies look META
prints 'help is printed' 'usage: broadtape companies' "$BROADTAPE" companies --help
fails_with 'missing data files are named' 66 'companies.tsv' \
	env "BROADTAPE_DATA=$work" "$BROADTAPE" companies find x
finish
