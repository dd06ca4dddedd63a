"""A publisher and its WebSub hub, on one free loopback port, which it prints.

GET /feed            the feed, with its hub in the Link header
POST /hub            subscriptions and their ends, verified by a request of its own
GET /publish?sign=M  adds an item, and pushes the document; M: sha1 ... sha512, wrong or none;
                     with &chunks=N in chunks of N bytes
GET /silent          adds an item, and pushes nothing
GET /deny            says that the subscription was refused
GET /callbacks       where it was told to push, the last one last
GET /log             what happened: a line each
"""

import hashlib
import hmac
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

items = ["Acme opens a plant"]
log = []
subscribed = {}  # callback -> secret
topic = ""


def document():
    body = "".join(
        f"<item><guid>{i}</guid><link>http://news.example/{i}</link><title>{t}</title></item>"
        for i, t in enumerate(items)
    )
    return f'<rss version="2.0"><channel><title>Wire</title>{body}</channel></rss>'.encode()


def ask(url, data=None, headers=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers or {}), timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


def verify(form):
    callback = form["hub.callback"]
    query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "c h&x", "hub.lease_seconds": "864000"}
    wrong = dict(query, **{"hub.topic": "http://other.example/"})
    log.append("wrong topic %d" % ask(callback + "?" + urllib.parse.urlencode(wrong))[0])
    status, body = ask(callback + "?" + urllib.parse.urlencode(query))
    log.append("verified %s %d %s" % (form["hub.mode"], status, body.decode()))
    if status == 200 and form["hub.mode"] == "subscribe":
        subscribed[callback] = form["hub.secret"].encode()
    elif status == 200:
        subscribed.pop(callback, None)


def publish(method, chunk):
    for callback, secret in list(subscribed.items()):
        body = document()
        headers = {"Content-Type": "application/rss+xml", "Link": f'<{topic}>; rel="self"'}
        if method == "wrong":
            headers["X-Hub-Signature"] = "sha256=" + "0" * 64
        elif method != "none":
            headers["X-Hub-Signature"] = method + "=" + hmac.new(secret, body, getattr(hashlib, method)).hexdigest()
        if chunk:
            body = [body[i : i + chunk] for i in range(0, len(body), chunk)]
        log.append("pushed %s %d" % (method, ask(callback, body, headers)[0]))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body=b"", headers=()):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        log.append("asked to %s" % form["hub.mode"])
        self.reply(202)
        threading.Thread(target=verify, args=(form,)).start()

    def do_GET(self):
        global topic
        url = urllib.parse.urlparse(self.path)
        site = "http://%s" % self.headers["Host"]
        if url.path == "/feed":
            topic = site + "/feed"
            self.reply(200, document(), [("Link", f'<{site}/hub>; rel="hub", <{topic}>; rel="self"')])
        elif url.path == "/publish":
            query = dict(urllib.parse.parse_qsl(url.query))
            items.insert(0, query["title"])
            publish(query["sign"], int(query.get("chunks", 0)))
            self.reply(200)
        elif url.path == "/deny":
            for callback in list(subscribed):
                ask(callback + "?" + urllib.parse.urlencode({"hub.mode": "denied", "hub.topic": topic, "hub.reason": "no"}))
            self.reply(200)
        elif url.path == "/callbacks":
            self.reply(200, ("\n".join(subscribed) + "\n").encode())
        elif url.path == "/stranger":
            callback = next(iter(subscribed))
            guess = callback[:-4] + "0000"
            self.reply(200, str(ask(guess, document(), {})[0]).encode())
        else:
            self.reply(200, ("\n".join(log) + "\n").encode())


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
