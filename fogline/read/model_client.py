"""One request to an OpenAI-compatible server: the only place of the reader that opens a connection (decision 6).

Redirects are not followed, since they could carry reports and key to another host; a server on this machine is never
reached through a proxy; the key goes only over TLS or to this machine, and is blanked out of every message.
"""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from fogline.errors import SettingsError
from fogline.read.model_request import SCHEMA
from fogline.read.settings import ModelReaderSettings
from fogline.record.answers import Answer

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_BUSY: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NO_ACCESS: Final = frozenset({401, 402, 403, 404, 405})
_MOST_BYTES: Final = 8_000_000
_LONGEST_WAIT_S: Final = 120.0
_ENDPOINT: Final = "/chat/completions"
_FORMATS: Final = ("json_schema", "json_object with schema", "json_object", "none")
"""Ways to ask for JSON, from the strictest to none at all; an answer is checked in any case."""
_FIELDS: Final = ("response_format", "max_tokens", "temperature")


class AskError(Exception):
    """A request that brought no answer. `again`: worth another try, after `wait_s` where the server named a time.

    `hopeless`: no other request would do better (wrong key, wrong address).
    """

    def __init__(self, detail: str, *, again: bool = False, hopeless: bool = False, wait_s: float | None = None) -> None:
        super().__init__(detail)
        self.again = again
        self.hopeless = hopeless
        self.wait_s = wait_s


class _Rejected(Exception):
    """The server does not take the request as it is: 400, 422, or 500 with the name of a field that it does not know."""


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How much of the protocol a server knows; found out by asking."""

    answer_format: str = "json_schema"
    length: str = "max_tokens"
    has_temperature: bool = True

    def fields(self, max_tokens: int) -> dict[str, Any]:
        """The fields of a request in this dialect."""
        fields: dict[str, Any] = {self.length: max_tokens}
        if self.has_temperature:
            fields["temperature"] = 0
        if self.answer_format == "json_schema":
            schema = {"name": "events", "strict": True, "schema": SCHEMA}
            fields["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.answer_format == "json_object with schema":  # llama-cpp-python and its kin
            fields["response_format"] = {"type": "json_object", "schema": SCHEMA}
        elif self.answer_format == "json_object":
            fields["response_format"] = {"type": "json_object"}
        return fields

    def simpler(self, complaint: str) -> _Dialect | None:
        """The dialect without what the server complains of; None where it is in the simplest one."""
        if "max_completion_tokens" in complaint and self.length == "max_tokens":
            return _Dialect(self.answer_format, "max_completion_tokens", self.has_temperature)
        if "temperature" in complaint and self.has_temperature:
            return _Dialect(self.answer_format, self.length, False)
        following = _FORMATS[_FORMATS.index(self.answer_format) + 1 :]
        return _Dialect(following[0], self.length, self.has_temperature) if following else None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def check_address(settings: ModelReaderSettings) -> None:
    """Raises SettingsError where a model cannot or must not be asked with these settings."""
    try:
        parts = urlsplit(settings.url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SettingsError(f"reader.url is no address: {error}") from error
    if parts.username or parts.password or parts.query:
        raise SettingsError(f"reader.url must hold no name, key or query; put the key into the environment as {settings.key_env}")
    if parts.scheme not in ("http", "https") or not host:
        raise SettingsError(f"reader.url is {settings.url!r}; give an address such as http://127.0.0.1:8000/v1")
    if not settings.model:
        raise SettingsError("reader.url is given but no reader.model; name the model as the server knows it")
    if parts.scheme == "http" and host not in _LOOPBACK and os.environ.get(settings.key_env):
        raise SettingsError(f"the key in {settings.key_env} would go to {host} in the clear; use https, or unset it")


class ModelClient:
    """Asks one server. Threads may share it: the dialect that one request found serves the others."""

    def __init__(self, settings: ModelReaderSettings) -> None:
        check_address(settings)
        self._settings = settings
        self._key = os.environ.get(settings.key_env, "")
        self._url = settings.url.rstrip("/").removesuffix(_ENDPOINT) + _ENDPOINT
        self._dialect = _Dialect()
        is_near = urlsplit(settings.url).hostname in _LOOPBACK
        proxies = [urllib.request.ProxyHandler({})] if is_near else []
        self._opener = urllib.request.build_opener(_NoRedirects(), *proxies)

    def ask(self, asked: list[dict[str, str]]) -> Answer:
        """The answer to these messages. Raises AskError."""
        dialect: _Dialect | None = self._dialect
        while dialect is not None:
            fields = {"model": self._settings.model, "messages": asked, "stream": False}
            try:
                answer = _answer(self._post({**fields, **dialect.fields(self._settings.max_tokens)}))
            except _Rejected as error:
                complaint = str(error)
                dialect = dialect.simpler(complaint)
                continue
            self._dialect = dialect
            return answer
        raise AskError(f"the server does not take the request (a smaller reader.window_chars may help): {complaint}")

    def _post(self, body: Mapping[str, Any]) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "fogline"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        data = json.dumps(body).encode("ascii")
        request = urllib.request.Request(self._url, data=data, headers=headers, method="POST")
        until = time.monotonic() + self._settings.timeout_s
        try:
            with self._opener.open(request, timeout=self._settings.timeout_s) as response:
                raw = self._read(response, until)
        except urllib.error.HTTPError as error:
            with error:
                self._refused(error)
        except (OSError, http.client.HTTPException) as error:
            raise AskError(self._clean(f"no answer: {_why(error)}"), again=True) from None
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            raise AskError("what came back is no JSON", again=True) from None

    def _read(self, response: http.client.HTTPResponse, until: float) -> bytes:
        """The body, as long as it comes in time: a server that sends a byte now and then does not hold the run up."""
        parts, size = [], 0
        while part := response.read1(65_536):
            parts.append(part)
            size += len(part)
            if size > _MOST_BYTES:
                raise AskError(f"the answer is longer than {_MOST_BYTES} bytes")
            if time.monotonic() > until:
                raise TimeoutError(f"not complete after {self._settings.timeout_s:g} s")
        if response.length:  # read1 does not complain of a body that ends early
            raise http.client.IncompleteRead(b"", response.length)
        return b"".join(parts)

    def _refused(self, error: urllib.error.HTTPError) -> None:
        """Raises what an HTTP status of 300 and more means."""
        try:
            said = _message(error.read(20_000))
        except (OSError, http.client.HTTPException):
            said = ""
        detail = self._clean(f"HTTP {error.code} {said}".strip())
        is_complaint = error.code in (500, 501) and any(name in said for name in _FIELDS)  # so llama-cpp-python says "invalid"
        if error.code in (400, 422) or is_complaint:
            raise _Rejected(detail)
        if error.code in _BUSY:
            raise AskError(detail, again=True, wait_s=_wait(error.headers.get("Retry-After"), error.headers.get("Date")))
        raise AskError(detail, hopeless=error.code in _NO_ACCESS or error.code < 400)

    def _clean(self, text: str) -> str:
        """The text on one line, without the key."""
        line = " ".join((text.replace(self._key, "***") if self._key else text).split())
        return "".join(char for char in line if char.isprintable())[:300]


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(reason or error) or type(error).__name__


def _message(raw: bytes) -> str:
    """What an error body says, in the forms that servers use."""
    text = raw.decode("utf-8", "replace")
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return text
    for name in ("error", "message", "detail"):
        if isinstance(body, dict) and body.get(name):
            body = body[name]
    return body if isinstance(body, str) else json.dumps(body)


def _wait(after: str | None, now: str | None) -> float | None:
    """Seconds that the server asks to wait, from Retry-After as a number or a date beside its own Date."""
    if not after:
        return None
    try:
        if after.strip().isdigit():
            seconds = float(after)
        else:
            seconds = (parsedate_to_datetime(after) - parsedate_to_datetime(now or "")).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT_S)


def _answer(body: Any) -> Answer:
    """The answer in a completion. Raises AskError where it is none."""
    try:
        choice = body["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
        finish = str(choice.get("finish_reason") or "stop")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise AskError("what came back is no chat completion", again=True) from None
    counted = body.get("usage")
    usage = counted if isinstance(counted, dict) else {}
    if refusal or finish == "content_filter":
        content, finish = str(refusal or "stopped by the server's filter"), "refusal"
    return Answer(
        text=content if isinstance(content, str) else "",
        finish=finish,
        tokens_in=_whole(usage.get("prompt_tokens")),
        tokens_out=_whole(usage.get("completion_tokens")),
    )


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None
