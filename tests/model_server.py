"""A stub of an OpenAI-compatible server on this machine, which replays what such servers do: good, bad, slow and broken."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Replay:
    """One reaction to one request. `drop`: the connection ends without a word, or in the middle of `body`."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    drop: bool = False
    drip_s: float | None = None
    """Seconds between the bytes of the body."""


def completion(content: str | None, *, finish: str = "stop", refusal: str | None = None) -> Replay:
    """A chat completion with this content."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    body = {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": finish}], "usage": usage}
    return Replay(json.dumps(body).encode())


def good(*events: dict[str, Any]) -> Replay:
    """A chat completion that holds these events."""
    return completion(json.dumps({"events": list(events)}))


def failure(status: int, message: str = "no", **headers: str) -> Replay:
    """An error in the form in which servers send them."""
    return Replay(json.dumps({"error": {"message": message}}).encode(), status, headers)


def event(paragraph: int, quote: str, trigger: str, **changes: Any) -> dict[str, Any]:
    """An event as a model is asked to give it."""
    values: dict[str, Any] = {
        "paragraph": paragraph, "quote": quote, "trigger": trigger, "type": "ASSAULT", "modes": [], "modality": "happened",
        "stage": "accomplished", "is_total": False, "participants": [], "voices": [], "when": None, "places": [], "weapon": None,
    }  # fmt: skip
    return {**values, **changes}


def party(role: str, words: str, effect: str = "none") -> dict[str, str]:
    """A participant as a model is asked to give it."""
    return {"role": role, "words": words, "effect": effect}


@dataclass
class Served:
    """What the stub was asked: bodies and headers of the requests, in order."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def asked(self) -> list[list[str]]:
        """The paragraphs of each request."""
        told = [json.loads(body["messages"][-1]["content"]) for body in self.bodies]
        return [[paragraph["text"] for paragraph in one["paragraphs"]] for one in told]


Script = Callable[[dict[str, Any], int], Replay]


@contextmanager
def serving(script: Script | Sequence[Replay]) -> Iterator[Served]:
    """A server that answers by a function of body and number of the request, or with these replays one after another."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                number = len(served.bodies)
                served.bodies.append(json.loads(raw))
                served.headers.append({name.lower(): value for name, value in self.headers.items()})
                served.paths.append(self.path)
            replay = script(served.bodies[number], number) if callable(script) else script[min(number, len(script) - 1)]
            time.sleep(replay.wait_s)
            self.close_connection = True
            with suppress(OSError):  # the client has gone away, as it may
                self._send(replay)

        def _send(self, replay: Replay) -> None:
            if replay.drop and not replay.body:
                return
            self.send_response(replay.status)
            for name, value in {"Content-Type": "application/json", "Connection": "close", **replay.headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(replay.body) * (2 if replay.drop else 1)))
            self.end_headers()
            step = 1 if replay.drip_s is not None else len(replay.body) or 1
            for at in range(0, len(replay.body), step):
                self.wfile.write(replay.body[at : at + step])
                self.wfile.flush()
                time.sleep(replay.drip_s or 0)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
