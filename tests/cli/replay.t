# replay: what a digest would have sent, and what another configuration would have made of it.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cp -R "$TOP_SRCDIR/examples/feeds" "$work/" && chmod -R u+w "$work/feeds"
cd "$work" || exit 99

# configure FILE COMPANIES DIGEST: with these further keys of its digest.
configure() {
	cat >"$1" <<-END
		feeds: [{path: "feeds/*wire.xml"}, {path: "feeds/seed.xml"}]
		companies: [$2]
		digests:
		  - name: morning
		    where: "company:watched"
		    email: {from: news@example.com, to: desk@example.com}
		    $3
		mail: {maildir: mail}
	END
}
daily='schedule: {at: ["07:00"], timezone: UTC}'
june='--since 2026-06-01 --until 2026-06-20'

configure broadtape.yaml '{ticker: ORCL}, {ticker: INTC}, {ticker: TLRY}' "$daily"
"$BROADTAPE" fetch >"$work/log" 2>&1
# The items came one every six hours, the first on the first of June.
/usr/bin/python3 -c "
import sqlite3
c = sqlite3.connect('broadtape.db')
c.execute('UPDATE items SET first_seen = 1780272000 + number * 21600')
c.commit()"
prints 'a replay needs no edition' '19 editions, 3 stories' "$BROADTAPE" replay morning $june
has 'each edition has its day' "$work/out" ': 1 story'
has 'and its stories, with their companies' "$work/out" 'Oracle Sets the Date for its Fourth Quarter Fiscal Year 2026 Earnings Announcement (Oracle)'
same 'none is told twice' "$(grep -c 'Oracle Sets' "$work/out")" 1
cp "$work/out" first
"$BROADTAPE" replay morning $june >second
check 'the same store gives the same answer, byte for byte' cmp first second
check 'nothing was sent' test ! -e mail
prints 'and nothing recorded' 'no edition yet' "$BROADTAPE" status

configure other.yaml '{ticker: INTC}, {ticker: TLRY}, {ticker: META}' "$daily"
prints 'another configuration is measured' 'other.yaml keeps 2, drops 1, adds 1' \
	"$BROADTAPE" replay morning $june --against other.yaml
same 'what it would lose is listed' "$(grep -c '^  -  .*Oracle Sets' "$work/out")" 1
same 'and what it would gain, though nobody looked for it when it came' "$(grep -c '^  +  .*Muse Spark' "$work/out")" 1
same 'what both tell stands once' "$(grep -c 'Tilray' "$work/out")" 1
configure topic.yaml '{ticker: ORCL}, {ticker: INTC}' "$daily"
sed -i 's/where: .*/where: "topic:packaging"/' topic.yaml
echo 'topics: [{name: packaging, where: "advanced packaging"}]' >>topic.yaml
prints 'a topic of today is found in items of yesterday' 'keeps 1, drops 2, adds 0' \
	"$BROADTAPE" replay morning $june --against topic.yaml
# A feed's tags, its folder in a list and its title are those of the configuration that is asked.
configure tagged.yaml '{ticker: ORCL}, {ticker: INTC}, {ticker: TLRY}' "$daily"
sed -i -e 's/where: .*/where: "tag:first-hand AND feed:desk"/' \
	-e 's|^feeds: .*|feeds: [{path: "feeds/*wire.xml", tags: [first hand], title: "The desk"}]|' tagged.yaml
prints 'tags and titles of feeds are those of today' 'keeps 3, drops 0, adds 4' \
	"$BROADTAPE" replay morning $june --against tagged.yaml
sed -i 's/tags: .first hand., //' tagged.yaml
prints 'a tag that is gone finds nothing' 'keeps 0, drops 3, adds 0' \
	"$BROADTAPE" replay morning $june --against tagged.yaml
"$BROADTAPE" --json replay morning $june --against other.yaml >replay.json
same 'JSON has the counts' "$(jq -c '.against | [.keeps, .drops, .adds]' replay.json)" '[2,1,1]'
same 'and each story with what becomes of it' \
	"$(jq -r '[.editions[].stories[].change] | sort | join(" ")' replay.json)" 'adds drops keeps keeps'
same 'the editions follow each other without a gap' \
	"$(jq '[.editions[].window_to] as $to | [.editions[].window_from] as $from | [range(1; $to | length) | select($to[. - 1] != $from[.])] | length' replay.json)" 0
same 'the last is no edition yet' "$(jq -c '[.editions[] | select(.open) | .at]' replay.json)" '["2026-06-20T00:00:00Z"]'

configure narrow.yaml '{ticker: ORCL}, {ticker: INTC}, {ticker: TLRY}' "max_stories: 1"
prints 'without a schedule and without editions there is one each day' '19 editions' \
	"$BROADTAPE" -c narrow.yaml replay --since 2026-06-01 --until 2026-06-20
configure broadtape.yaml '{ticker: ORCL}, {ticker: INTC}, {ticker: TLRY}' ''
"$BROADTAPE" digest morning --since 2026-05-01 >"$work/log" 2>&1
prints 'with editions it is as it was made' '1 edition, 3 stories' "$BROADTAPE" replay --since 2026-06-01
same 'and what was told before is not told again' \
	"$("$BROADTAPE" --json replay --since 2099-01-01 --until 2099-01-02 | jq .stories)" 0

fails_with 'a replay needs a beginning' 64 'replay needs a beginning: --since 30d' "$BROADTAPE" replay morning
fails_with 'an unknown digest is named' 64 "has no digest 'evening'" "$BROADTAPE" replay evening $june
sed 's/name: morning/name: evening/' other.yaml >evening.yaml
fails_with 'also in the other configuration' 64 "evening.yaml has no digest 'morning'" "$BROADTAPE" replay morning $june --against evening.yaml
fails_with 'another configuration that is not there is told' 78 'none.yaml: No such file' "$BROADTAPE" replay morning $june --against none.yaml
fails_with 'a period that ends before it begins' 64 '--until is not behind --since' "$BROADTAPE" replay morning --since 1d --until 2d
configure busy.yaml '{ticker: ORCL}' 'schedule: {every: 1m}'
fails_with 'more editions than anybody reads' 64 'more than 10000 editions' "$BROADTAPE" -c busy.yaml replay --since 30d
finish
