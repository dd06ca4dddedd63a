#!/usr/bin/python3
"""A web server for tests that answers /STATUS and /STATUS/NAME with that status, /silence with nothing.

webhook_server.py FOLDER: writes its port to FOLDER/port, and of the last request what it verified
with the secret in $WEBHOOK_SECRET to FOLDER/seen, its body to FOLDER/body, and to
FOLDER/last-STATUS-NAME; FOLDER/requests has a line for each.
"""
import base64
import hashlib
import hmac
import http.server
import os
import sys
import time

folder = sys.argv[1]
key = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + body
        wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        verdict = "verified" if self.headers["webhook-signature"] == wanted else "forged"
        with open(os.path.join(folder, "body"), "wb") as out:
            out.write(body)
        with open(os.path.join(folder, "seen"), "w") as out:
            print(verdict, self.headers["webhook-id"], self.headers["webhook-timestamp"],
                  self.headers["content-type"], file=out)
        with open(os.path.join(folder, "last" + self.path.replace("/", "-")), "wb") as out:
            out.write(body)
        with open(os.path.join(folder, "requests"), "a") as out:
            print(verdict, self.path, self.headers["webhook-id"], self.headers["webhook-timestamp"],
                  self.headers["content-type"], file=out)
        if self.path == "/silence":
            time.sleep(5)
            return
        self.send_response(int(self.path.split("/")[1]))
        if self.path == "/302":
            self.send_header("location", "/200")
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(os.path.join(folder, "port.new"), "w") as out:
    out.write(str(server.server_port))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
server.serve_forever()
