# Templates of the user's own: what they make, what they cannot do, and what is said of a wrong one.
. "$TOP_SRCDIR/tests/lib/tap.sh"
# A Monday of June; each command begins in one and the same second.
export BROADTAPE_TEST_CLOCK=2026-06-08T11:30:00Z
cp -R "$TOP_SRCDIR/examples" "$work/demo" && chmod -R u+w "$work/demo"
cd "$work/demo" || exit 99
"$BROADTAPE" fetch >"$work/out" 2>"$work/err"
"$BROADTAPE" digest morning --format eml >"$work/plain.eml" 2>"$work/err"

sed 's/^  title: Broadtape example/&\n  templates: templates/' broadtape.yaml >themed.yaml
themed() { "$BROADTAPE" -c themed.yaml "$@"; }
check 'the example is right' themed check
check 'an edition is made with it' themed digest morning
has 'its page is the template'"'"'s' public/morning/1.html '<p class="who">Monday 8 June 2026'
has 'with the stories' public/morning/1.html 'Muse Spark'
has 'and matched words' public/morning/1.html '<b>Oracle</b>'
has 'its links lead back' public/morning/1.html 'href="../index.html"'
has 'a page without a template stays as it is' public/index.html 'class="masthead"'
check 'so does the style of ours' test -s public/broadtape.css
themed digest morning --format eml --since 2d >"$work/themed.eml"
prints 'the mail has no template, and stays, too' '<table role=3D"presentation"' cat "$work/themed.eml"

# all_of TEXT: a template for every page that says TEXT, and what kind of page it is.
all_of() {
	for page in edition archive front subject subjects mail; do
		cat >"templates/$page.xsl" <<-END
			<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
			<xsl:template match="/page"><html><body>$1
			<xsl:value-of select="concat('[', @kind, ']')"/></body></html></xsl:template>
			</xsl:stylesheet>
		END
	done
}
all_of '<xsl:for-each select="//headline | //latest | digest"><p title="{.}{@title}"><xsl:value-of select="."/></p></xsl:for-each>'
rm -rf public
check 'every page can be taken over' themed digest morning --since 2d
for page in index.html:front morning/index.html:archive morning/2.html:edition company/META.html:subject \
	company/index.html:subjects topic/capex.html:subject topic/index.html:subjects; do
	has "${page%:*} is" "public/${page%:*}" "[${page#*:}]"
done
month=$(ls public/morning/20*.html)
has 'a month is, too' "$month" '[archive]'
has 'and the mail' mail/new/"$(ls -t mail/new | head -1)" '[mail]'
themed digest morning --since 2d --format html >"$work/a" && themed digest morning --since 2d --format html >"$work/b"
check 'the same edition is the same bytes' cmp "$work/a" "$work/b"

# Text of the outside stays text, wherever the template puts it.
cat >hostile.xml <<'END'
<rss version="2.0"><channel><title>Wire</title><link>https://n.example/</link><description>d</description>
<item><title>Oracle &amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; "&amp;gt;&amp;lt;img src=x onerror=alert(2)&amp;gt; &amp;amp; ]]&gt;</title>
<link>https://n.example/1"onclick="x</link><description>Oracle Corporation (NYSE: ORCL) said so today.</description></item>
</channel></rss>
END
sed 's|^feeds:|feeds:\n  - {path: hostile.xml}|; s|min_relevance: 50|min_relevance: 0|' themed.yaml >hostile.yaml
"$BROADTAPE" -c hostile.yaml fetch >/dev/null 2>&1
"$BROADTAPE" -c hostile.yaml digest morning --format html --since 2d >"$work/hostile.html"
prints 'a hostile headline is told' 'alert(1)' cat "$work/hostile.html"
lacks 'and runs nothing' "$work/hostile.html" '<script'
lacks 'nor is an element' "$work/hostile.html" '<img'
check 'and leaves its attribute whole' /usr/bin/python3 -c '
import html.parser, sys
class Page(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        assert tag in ("html", "body", "p", "head", "meta"), tag
        assert all(name in ("title", "http-equiv", "content") for name, _ in attributes), attributes
Page().feed(open(sys.argv[1]).read())' "$work/hostile.html"

# wrong NAME MESSAGE TEMPLATE: one that is told by check.
wrong() {
	printf '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">\n%s\n</xsl:stylesheet>\n' "$3" >templates/edition.xsl
	fails_with "$1" 78 "templates/edition.xsl:$2" themed check
}
wrong 'XML that is broken is told with its line' '2: Opening and ending tag mismatch' '<xsl:template match="/"><p></xsl:template>'
wrong 'so is a wrong expression' '2: ' '<xsl:template match="/"><xsl:value-of select="a["/></xsl:template>'
wrong 'an unknown instruction' '2: ' '<xsl:template match="/"><xsl:vlue-of select="a"/></xsl:template>'
wrong 'a template that is not there' "2: The called template 'x' was not found" '<xsl:template match="/"><xsl:call-template name="x"/></xsl:template>'
wrong 'a file of another folder' '2: xsl:import' '<xsl:import href="../broadtape.yaml"/>'
wrong 'reading a file' '2: Local file read for' '<xsl:template match="/"><xsl:copy-of select="document('"'/etc/hostname'"')"/></xsl:template>'
wrong 'asking the network' '2: ' '<xsl:template match="/"><xsl:copy-of select="document('"'http://127.0.0.1:1/'"')"/></xsl:template>'
wrong 'writing a file' '2: File write for' "<xsl:template match='/'><xsl:document href='$work/written'>x</xsl:document></xsl:template>"
check 'nothing was written' test ! -e "$work/written"
wrong 'going round for ever' '2: ' '<xsl:template match="node()|/"><xsl:apply-templates select="."/></xsl:template>'
rm templates/*.xsl
fails_with 'a folder without templates is told' 78 'expected a folder with edition.xsl' themed check

# A webhook's own form.
cp "$TOP_SRCDIR"/examples/templates/* templates/
mkdir "$work/log"
WEBHOOK_SECRET=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw /usr/bin/python3 "$TOP_SRCDIR/tests/peers/webhook_server.py" "$work/log" >"$work/server" 2>&1 &
stop_at_end $!
for _ in $(seq 200); do
	[ -f "$work/log/port" ] && break
	sleep 0.05
done
url=http://127.0.0.1:$(cat "$work/log/port")
sed "s|^    email: .*|    webhooks: [{name: own, url: '$url/200/own', template: templates/hook.xsl}, {name: each, url: '$url/200/each', per: story, template: templates/hook.xsl}]|" \
	hostile.yaml >hook.yaml
check 'an edition is posted in a form of its own' "$BROADTAPE" -c hook.yaml digest morning --since 2d
same 'it is JSON, whatever the headlines are' "$(jq '[.headlines[] | select(contains("alert(1)"))] | length' "$work/log/last-200-own")" 1
same 'with what the template counts' "$(jq .stories "$work/log/last-200-own")" "$(jq '.headlines | length' "$work/log/last-200-own")"
same 'and a story each, of its own' "$(jq '.headlines | length' "$work/log/last-200-each")" 1
printf '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><p/></xsl:template></xsl:stylesheet>' >templates/hook.xsl
fails_with 'what is no JSON is told when it is made' 78 'expected it to make JSON' "$BROADTAPE" -c hook.yaml digest morning --since 2d
finish
