"""A real calendar of OpenTimestamps on loopback: takes digests, answers with promises, and later with the way into a block.

It writes the form by hand, byte for byte, so that it shares nothing with the code under test.
"""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PENDING, BITCOIN = bytes.fromhex("83dfe30d2ef90c8e"), bytes.fromhex("0588960d73d71901")


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def number(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value % 128 + 128])
        value //= 128
    return out + bytes([value])


def sized(data: bytes) -> bytes:
    return number(len(data)) + data


class Calendar:
    """`mood`: ``good``, or what it does instead. `blocks`: Merkle roots by height, of what was mined."""

    def __init__(self):
        self.mood, self.asked = "good", []
        self.waiting, self.ways, self.blocks = [], {}, {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def taken(self, digest: bytes) -> bytes:
        """A digest noted: the way to the calendar's own commitment, and its promise."""
        salt = sha256(digest)[:8]
        commitment = sha256(digest + salt)
        self.waiting.append(commitment)
        promise = b"\x00" + PENDING + sized(sized(self.url.encode()))
        return b"\xf0" + sized(salt) + b"\x08" + promise

    def mine(self, height: int) -> bytes:
        """Put all that waits into a block, beside another leaf; the Merkle root."""
        leaves = {one: (one, b"") for one in self.waiting}
        root = b"\x11" * 32
        for one, (message, way) in leaves.items():
            step = b"\xf1" + sized(root) + b"\x08"  # what came before stands on the left
            for other in [w for w in leaves if w != one and leaves[w][1]]:
                leaves[other] = (leaves[other][0], leaves[other][1] + b"\xf0" + sized(message) + b"\x08")
            leaves[one] = (message, way + step)
            root = sha256(root + message)
        root_of_tx = sha256(sha256(b"tx" + root))
        for one, (_, way) in leaves.items():
            self.ways[one] = way + b"\xf1" + sized(b"tx") + b"\x08\x08" + b"\x00" + BITCOIN + sized(number(height))
        self.waiting = []
        self.blocks[height] = root_of_tx
        return root_of_tx

    def _handler(self):
        calendar = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                calendar.asked.append((self.path, body, self.headers["accept"]))
                self.reply(*calendar.answer(lambda: calendar.taken(body)))

            def do_GET(self):
                calendar.asked.append((self.path, b"", self.headers["accept"]))
                way = calendar.ways.get(bytes.fromhex(self.path.rpartition("/")[2]))
                self.reply(*((404, b"Pending confirmation") if way is None else calendar.answer(lambda: way)))

            def reply(self, status, answer):
                self.send_response(status)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, good):
        if self.mood == "closed":
            return 503, b"closed"
        if self.mood == "rubbish":
            return 200, b"\xf0\xff\xff\xff no proof"
        if self.mood == "huge":
            return 200, b"x" * 2_000_000
        return 200, good()
