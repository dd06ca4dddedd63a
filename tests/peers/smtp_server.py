#!/usr/bin/python3
"""A mail server for tests: aiosmtpd on a free loopback port.

smtp_server.py FOLDER [--tls CERT KEY] [--starttls CERT KEY] [--auth USER PASSWORD]

Writes its port to FOLDER/port, and of each message FOLDER/N.eml and FOLDER/N.envelope.
"""
import argparse
import asyncio
import os
import ssl

from aiosmtpd.smtp import AuthResult, SMTP


class Keeper:
    def __init__(self, folder):
        self.folder, self.count = folder, 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        base = os.path.join(self.folder, str(self.count))
        with open(base + ".envelope", "w") as out:
            print(session.host_name, envelope.mail_from, *envelope.rcpt_tos, file=out)
            print("tls" if session.ssl else "plain", session.auth_data, file=out)
        with open(base + ".eml", "wb") as out:
            out.write(envelope.original_content)
        return "250 2.0.0 kept"


def context(pair):
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(*pair)
    return made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--starttls", nargs=2)
    parser.add_argument("--auth", nargs=2)
    args = parser.parse_args()

    def authenticate(server, session, envelope, mechanism, data):
        good = (data.login.decode(), data.password.decode()) == tuple(args.auth)
        return AuthResult(success=good, handled=good, auth_data=data.login.decode())

    options = {}
    if args.starttls:
        options.update(tls_context=context(args.starttls), require_starttls=True)
    if args.auth:
        options.update(authenticator=authenticate, auth_required=True,
                       auth_require_tls=bool(args.starttls))
    keeper = Keeper(args.folder)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    server = loop.run_until_complete(loop.create_server(
        lambda: SMTP(keeper, loop=loop, **options), "127.0.0.1", 0,
        ssl=context(args.tls) if args.tls else None))
    with open(os.path.join(args.folder, "port.new"), "w") as out:
        out.write(str(server.sockets[0].getsockname()[1]))
    os.rename(os.path.join(args.folder, "port.new"), os.path.join(args.folder, "port"))
    loop.run_forever()


main()
