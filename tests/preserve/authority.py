"""A real time-stamping authority: `openssl ts` behind real HTTP on loopback, with certificates of its own."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG = """
[req]
distinguished_name = dn
[dn]
[tsa]
default_tsa = here
[here]
dir = {folder}
serial = $dir/serial
crypto_device = builtin
signer_cert = $dir/tsa.pem
signer_key = $dir/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""


class Authority:
    """Keys and certificates in a folder; `mood` says what is answered: a stamp, or something that is none."""

    def __init__(self, folder: Path, name: str = "Test TSA"):
        self.folder, self.mood, self.asked = folder, "stamp", 0
        folder.mkdir()
        self.config = folder / "openssl.cnf"
        self.config.write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self.roots = folder / "root.pem"
        new = ["req", "-config", self.config, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        self._openssl(
            *new,
            "-x509",
            "-days",
            "30",
            "-subj",
            f"/CN={name} root",
            "-extensions",
            "root",
            "-keyout",
            "root.key",
            "-out",
            "root.pem",
        )
        self._openssl(*new, "-subj", f"/CN={name}", "-keyout", "tsa.key", "-out", "tsa.csr")
        self._openssl(
            "x509",
            "-req",
            "-in",
            "tsa.csr",
            "-CA",
            "root.pem",
            "-CAkey",
            "root.key",
            "-CAcreateserial",
            "-days",
            "20",
            "-extfile",
            self.config,
            "-extensions",
            "leaf",
            "-out",
            "tsa.pem",
        )
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _openssl(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def stamp(self, request: bytes) -> bytes:
        (self.folder / "query").write_bytes(request)
        self._openssl(
            "ts", "-reply", "-config", self.config, "-section", "here", "-queryfile", "query", "-out", "answer"
        )
        return (self.folder / "answer").read_bytes()

    def _handler(self):
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                authority.asked += 1
                body = self.rfile.read(int(self.headers["content-length"]))
                status, answer = authority.answer(body)
                self.send_response(status)
                self.send_header("content-type", "application/timestamp-reply")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, body: bytes):
        if self.mood == "error":
            return 503, b"closed"
        if self.mood == "rubbish":
            return 200, b"not DER at all"
        if self.mood == "huge":
            return 200, b"x" * 2_000_000
        if self.mood == "old":
            return 200, (self.folder / "answer").read_bytes()
        if self.mood == "refuses":
            return 200, self.stamp(b"\x30\x03\x02\x01\x01")
        return 200, self.stamp(body)
