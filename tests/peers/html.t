#!/bin/sh
# Pages in a real browser, from files and without a network.
. "$TOP_SRCDIR/tests/lib/tap.sh"

show=$TOP_BUILDDIR/tests/lib/digest_show
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)

if [ -z "$browser" ]; then
	skip 'pages load in a browser' 'chromium is missing'
	finish
fi

# load PAGE WIDTH: the document after loading to $work/dom, what the console said to $work/console.
load() {
	timeout 60 "$browser" --headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync \
		--host-resolver-rules='MAP * ~NOTFOUND' --user-data-dir="$work/profile.$$.$2" \
		--enable-logging=stderr --v=0 --window-size="$2",1200 --dump-dom "file://$1" \
		>"$work/dom" 2>"$work/log"
	loaded=$?
	grep ':CONSOLE' "$work/log" >"$work/console"
	return $loaded
}

"$show" morning site "$work/site"
for page in index.html morning/index.html morning/142.html morning/2026-11.html company/index.html \
	company/meta.html; do
	check "$page loads" load "$work/site/$page" 800
	same "$page gives the console nothing to say" "$(cat "$work/console")" ''
	has "$page has its content" "$work/dom" '<main id="content">'
done
printf 'body { display: none }\n' >"$work/site/style.css"
"$show" morning site "$work/site"
check 'a page with the style sheet of a user loads' load "$work/site/morning/142.html" 800
has 'the style sheet of a user is linked' "$work/dom" 'href="../style.css"'
same 'the style sheet of a user is allowed' "$(cat "$work/console")" ''
"$show" morning single >"$work/single.html"
check 'a single page loads' load "$work/single.html" 800
same 'the style inside a single page is allowed by its own policy' "$(cat "$work/console")" ''

# A probe in the page needs a script, which no page allows: a copy of the page without a policy is
# made as narrow as the phone, and tells what reaches beyond its right edge.
probe='const page = document.documentElement; page.style.width = WIDTH + "px"; document.title = "BEYOND " +
	[...document.body.querySelectorAll(":not(.skip)")].filter(e => e.getBoundingClientRect().right > WIDTH + 0.5)
	.map(e => e.outerHTML.slice(0, 60).replace(/\s+/g, " "));'
beyond() {
	{
		sed -e 's,<meta http-equiv[^>]*>,,' -e 's,<details,<details open,g' "$work/site/$1"
		echo "<script>const WIDTH = $2; $probe</script>"
	} >"$work/site/morning/probe.html"
	load "$work/site/morning/probe.html" 500
	sed -n 's,.*<title>BEYOND \(.*\)</title>.*,\1,p' "$work/dom" | head -n 1
}
rm "$work/site/style.css"
"$show" morning site "$work/site"
for width in 320 390; do
	for page in morning/142.html morning/index.html company/meta.html company/index.html; do
		same "nothing of $page sticks out of a screen of $width pixels" "$(beyond $page $width)" ''
		has "the probe of $page at $width pixels ran" "$work/dom" '<title>BEYOND '
	done
done

last=0
while "$show" "hostile:$((last + 1))" html >/dev/null 2>&1; do last=$((last + 1)); done
"$show" "hostile:$last" html >"$work/site/morning/long.html"
for width in 320 1200; do
	same "a word without an end does not stick out of $width pixels" "$(beyond morning/long.html $width)" ''
	has "it stands there, $width pixels wide" "$work/dom" aWordWithoutAnEnd
done

n=0
while "$show" "hostile:$n" html >"$work/site/morning/hostile.html" 2>/dev/null; do
	load "$work/site/morning/hostile.html" 800
	# the browser writes text with &lt;, so what begins with < is an element
	lacks "hostile text $n becomes no element" "$work/dom" '<script'
	same "hostile text $n runs nothing" "$(cat "$work/console")" ''
	n=$((n + 1))
	[ "$n" -ge 5 ] && break
done
finish
