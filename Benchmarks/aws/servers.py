#!/usr/bin/env python3
"""Two small servers for measure.py; each prints its port.

    servers.py delay UPSTREAM SECONDS    passes bytes on; each answer comes SECONDS later
    servers.py stub ANSWERS SECONDS      answers from a file, each SECONDS later

ANSWERS is JSON: {"operation": {"start of the body": [content type, body]}}. The stub stands for a
server that takes more requests a second than moto does; it checks no signature.
"""

import asyncio
import json
import re
import sys


async def serve(handler):
    server = await asyncio.start_server(handler, "127.0.0.1", 0, limit=1 << 20, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def delay(upstream, seconds):
    """A pipe: what comes from the server is held back, and so is the end of the connection."""
    loop = asyncio.get_running_loop()

    async def handle(reader, writer):
        down_reader, down_writer = await asyncio.open_connection("127.0.0.1", upstream)

        async def up():
            while data := await reader.read(65_536):
                down_writer.write(data)

        task = loop.create_task(up())
        while data := await down_reader.read(65_536):
            loop.call_later(seconds, writer.write, data)
        loop.call_later(seconds, writer.close)
        task.cancel()
        down_writer.close()

    return handle


def stub(answers, seconds):
    loop = asyncio.get_running_loop()
    with open(answers) as file:
        known = json.load(file)

    async def handle(reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1")
                length = re.search(r"(?i)\r\ncontent-length: *(\d+)", head)
                body = (await reader.readexactly(int(length[1]) if length else 0)).decode()
                target = re.search(r"(?i)\r\nx-amz-target: *\S*\.(\w+)", head)
                name = target[1] if target else re.match(r"Action=(\w+)", body)[1]
                identity = re.search(r'"SecretId": *"([^"]*)"', body)
                kind, text = known[name][identity[1] if identity else ""]
                data = text.encode()
                answer = (
                    f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n"
                    f"Content-Length: {len(data)}\r\n\r\n"
                ).encode() + data
                if seconds:
                    await asyncio.sleep(seconds)
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    return handle


async def main():
    what, first, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    handler = delay(int(first), seconds) if what == "delay" else stub(first, seconds)
    await serve(handler)


asyncio.run(main())
