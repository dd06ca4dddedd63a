"""Follows every link of a site from its front page: crawl.py BASE [PATH...]. Prints what is wrong."""
import html.parser
import sys
import urllib.error
import urllib.parse
import urllib.request

PAGES_MAX = 500


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.follow, self.load, self.ids, self.scripts = [], [], set(), 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and "href" in values:
            self.follow.append(values["href"])
        if tag == "link" and values.get("rel") == "alternate":
            self.follow.append(values["href"])
        if tag == "link" and values.get("rel") == "stylesheet":
            self.load.append(values["href"])
        if tag in ("img", "script", "iframe", "object", "embed", "video", "audio", "source"):
            self.load.append(values.get("src", ""))
        self.scripts += tag == "script" or any(name.startswith("on") for name in values)


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, "", b""


def main():
    base = sys.argv[1]
    waiting = [urllib.parse.urljoin(base, path) for path in [""] + sys.argv[2:]]
    seen, wrong = set(waiting), 0
    for count, url in enumerate(waiting):
        if count == PAGES_MAX:
            break
        status, kind, body = get(url)
        if status != 200:
            print(f"{url}: {status}")
            wrong += 1
        if not kind.startswith("text/html"):
            continue
        links = Links()
        links.feed(body.decode())
        if links.scripts:
            print(f"{url}: a script")
            wrong += 1
        for href in links.load:
            if not urllib.parse.urljoin(url, href).startswith(base) and not href.startswith("data:"):
                print(f"{url}: asks another host for {href}")
                wrong += 1
        for href in links.follow:
            target, fragment = urllib.parse.urldefrag(urllib.parse.urljoin(url, href))
            if target == url and fragment and fragment not in links.ids:
                print(f"{url}: no #{fragment}")
                wrong += 1
            if target.startswith(base) and target not in seen:
                seen.add(target)
                waiting.append(target)
    print(f"{len(waiting)} addresses, {wrong} wrong")


main()
