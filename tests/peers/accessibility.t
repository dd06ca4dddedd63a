#!/bin/sh
# Pages as people with other eyes, or no mouse, meet them: checked inside a browser, light and dark, and by
# axe-core where it is there (AXE_CORE=.../axe.min.js; `./bootstrap check` asks npm for it).
. "$TOP_SRCDIR/tests/lib/tap.sh"

show=$TOP_BUILDDIR/tests/lib/digest_show
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -z "$browser" ]; then
	skip 'pages are checked in a browser' 'chromium is missing'
	finish
fi

# load PAGE OPTIONS...: its title after loading, which its script has set.
load() {
	page=$1
	shift
	timeout 60 "$browser" --headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync \
		--host-resolver-rules='MAP * ~NOTFOUND' --user-data-dir="$work/profile" \
		--window-size=1280,1200 --virtual-time-budget=20000 --dump-dom "$@" "file://$page" 2>"$work/log" |
		sed -n 's,.*<title>\(.*\)</title>.*,\1,p' | head -n 1
}
# with_script PAGE SCRIPT...: a copy beside it that may run scripts, every detail open.
with_script() {
	copy=${1%/*}/probe.html
	sed -e 's,<meta http-equiv[^>]*>,,' -e 's,<details,<details open,g' "$1" >"$copy"
	shift
	for script in "$@"; do
		printf '<script>' && cat "$script" && printf '</script>\n'
	done >>"$copy"
	echo "$copy"
}

"$show" morning site "$work/site"
"$show" empty html >"$work/site/morning/empty.html"
cat >"$work/axe.js" <<'END'
axe.run(document, {resultTypes: ["violations"]}).then(found => {
	document.title = "AXE " + axe.version + found.violations.filter(v => v.impact === "serious" || v.impact === "critical")
		.map(v => " | " + v.id + ": " + v.nodes[0].html.slice(0, 80)).join("");
});
END
for page in index.html morning/index.html morning/142.html morning/2026-11.html morning/empty.html \
	company/index.html company/meta.html; do
	probe=$(with_script "$work/site/$page" "$TOP_SRCDIR/tests/peers/accessibility.js")
	for look in light dark; do
		option=--blink-settings=preferredColorScheme=1
		[ $look = dark ] && option=--blink-settings=preferredColorScheme=0
		got=$(load "$probe" $option)
		same "$page, $look: nothing is wrong for anybody" "${got#CHECKED * TEXTS}" ''
		case $got in
		"CHECKED "[1-9]*) pass "$page, $look: its texts were looked at" ;;
		*) fail "$page, $look: its texts were looked at: $got" "$work/log" ;;
		esac
	done
	if [ -f "${AXE_CORE:-}" ]; then
		got=$(load "$(with_script "$work/site/$page" "$AXE_CORE" "$work/axe.js")")
		case $got in
		*' | '*) fail "$page: axe-core finds nothing serious: $got" ;;
		"AXE "*) pass "$page: axe-core finds nothing serious" ;;
		*) fail "$page: axe-core ran: $got" "$work/log" ;;
		esac
	else
		skip "$page: axe-core finds nothing serious" 'AXE_CORE names no axe.min.js'
	fi
done

# The checker itself: what it must find, it finds.
cat >"$work/bad.html" <<'END'
<!DOCTYPE html><html><head><title>x</title></head><body><h3>a</h3><p style="color:#999;background:#fff">pale</p><img src="x"><main></main></body></html>
END
got=$(load "$(with_script "$work/bad.html" "$TOP_SRCDIR/tests/peers/accessibility.js")")
for mistake in 'no language' 'a heading leaves a level out' 'contrast 2.8' 'has no alternative' 'outside of all landmarks'; do
	case $got in
	*"$mistake"*) pass "a page with a mistake is found: $mistake" ;;
	*) fail "a page with a mistake is found: $mistake ($got)" ;;
	esac
done
finish
