"""An HTTP server on this machine that plays model hub and package index, well or badly."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Server:
    """What the server has and does.

    Attributes:
        files: content by path.
        cut: bytes after which a connection is dropped, by path; taken away once done.
        redirects: where a path leads to.
        ranges: whether it knows ranges.
        requests: (method, path, Range header) of all that came.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    ranges: bool = True
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    address: str = ""

    def add_repository(self, name: str, files: dict[str, bytes]) -> None:
        """Serve files as the Hugging Face hub does."""
        for revision in ("main", COMMIT):
            for path, data in files.items():
                self.files[f"/{name}/resolve/{revision}/{path}"] = data
        info = {"id": name, "sha": COMMIT, "siblings": [{"rfilename": path} for path in files]}
        self.files[f"/api/models/{name}"] = json.dumps(info).encode()


@contextmanager
def serving() -> Iterator[Server]:
    """A server, running while the block does."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.do_GET(body=False)

        def do_GET(self, body: bool = True) -> None:
            path, wanted = self.path, self.headers.get("Range", "")
            if path.startswith("http://"):  # asked as a proxy
                path = "/" + path.split("/", 3)[3]
            server.requests.append((self.command, self.path, wanted))
            if path in server.redirects:
                self.send_response(302)
                self.send_header("Location", server.redirects[path])
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            data = server.files.get(path)
            if data is None:
                self.send_error(404)
                return
            etag = f'"{hashlib.sha256(data).hexdigest()}"'
            start = 0
            if server.ranges and wanted and self.headers.get("If-Range", etag) == etag:
                start = int(wanted.removeprefix("bytes=").split("-")[0])
                if start >= len(data):
                    self.send_error(416)
                    return
            self.send_response(206 if start else 200)
            self.send_header("ETag", etag)
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("Content-Length", str(len(data) - start))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.end_headers()
            if not body:
                return
            if path in server.cut:
                self.wfile.write(data[start : server.cut.pop(path)])
                self.wfile.flush()
                self.close_connection = True
                self.connection.close()
                return
            with suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough
                self.wfile.write(data[start:])

        def log_message(self, *arguments: object) -> None:
            pass

        def finish(self) -> None:
            with suppress(OSError, ValueError):
                super().finish()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server.address = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
