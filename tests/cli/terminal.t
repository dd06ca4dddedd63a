# Tables on a terminal: they fit it, however narrow; in a pipe every row is one line.
. "$TOP_SRCDIR/tests/lib/tap.sh"
export BROADTAPE_TEST_CLOCK=2026-11-23T12:00:00Z
mkdir "$work/feeds" && cd "$work" || exit 99
# on COLUMNS VERB...: what a terminal of that width shows.
on() {
	columns=$1
	shift
	LC_ALL=C.UTF-8 /usr/bin/python3 "$TOP_SRCDIR/tests/lib/terminal.py" "$columns" "$BROADTAPE" "$@"
}
# The lines that are wider than a terminal and could have been broken; a wide character has two columns.
cat >too_wide.py <<'END'
import sys, unicodedata
columns = int(sys.argv[1])
for line in sys.stdin.read().split("\n"):
    width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
    if width > columns and " " in line.strip() or line != line.rstrip():
        print(line)
END
cat >feeds/one.xml <<'END'
<rss version="2.0"><channel><title>A wire with a title that is longer than half of a line</title>
<item><title>Meta Platforms orders more memory for its data centers than in all the years before</title><guid>1</guid>
<link>https://news.example.com/2026/11/23/meta-platforms-orders-more-memory-than-ever</link></item>
<item><title>三星电子 宣布 扩大 存储 芯片 生产 以 满足 数据 中心 的 需求 Meta Platforms</title><guid>2</guid></item>
</channel></rss>
END
cat >broadtape.yaml <<'END'
feeds: [{path: "feeds/*.xml"}, {path: "none.xml"}]
companies: [{ticker: META}]
site: {dir: public}
digests: [{name: morning, html: m/, where: "company:watched", schedule: {at: ["07:00"], timezone: America/New_York}}]
END
"$BROADTAPE" run >log 2>&1
for verb in 'feeds list' 'feeds list --worth' 'feeds check --all' 'companies find Samsung' 'companies show META' \
	'search Meta' status 'replay --since 30d'; do
	on 40 $verb >shown
	same "$verb fits forty columns" "$(/usr/bin/python3 too_wide.py 40 <shown)" ''
	"$BROADTAPE" $verb >piped
	same 'with all that it says elsewhere' "$(tr -d ' \n' <shown)" "$(tr -d ' \n' <piped)"
done
"$BROADTAPE" search Meta >piped
has 'in a pipe a row is a line' piped 'orders more memory for its data centers than in all the years before'
on 200 search Meta >shown
check 'so it is on a wide terminal' cmp shown piped
finish
