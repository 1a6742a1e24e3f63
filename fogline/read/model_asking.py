"""Asks the model server about many windows at once: cached, with retries, giving up where asking on is of no use."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final, Protocol

from fogline.errors import SettingsError
from fogline.read.model_client import AskError
from fogline.read.model_request import SCHEMA, Window, messages, request_key, windows
from fogline.read.settings import ModelReaderSettings
from fogline.record.answers import Answer, Answers, ReaderEstimate
from fogline.record.types import Report

_CHARS_PER_TOKEN: Final = 3
"""Fewer than any common tokenizer has for English (about 4), so that an estimate is rather too high."""
_FIRST_WAIT_S: Final = 1.0
_LONGEST_WAIT_S: Final = 60.0
_FAILURES_IN_A_ROW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A window that the model was asked about in vain, and why. It is asked about again by the next build."""

    why: str


Reply = Answer | Unanswered


class Client(Protocol):
    """Whoever can be asked."""

    def ask(self, asked: list[dict[str, str]]) -> Answer: ...


def count_tokens(text: str) -> int:
    """A number of tokens that the text hardly exceeds."""
    n_ascii = sum(char.isascii() for char in text)
    return math.ceil(n_ascii / _CHARS_PER_TOKEN) + len(text) - n_ascii


def estimate(reports: Iterable[Report], settings: ModelReaderSettings, answers: Answers) -> ReaderEstimate:
    """What asking about these reports would take; what is answered already costs nothing."""
    n_reports = n_windows = n_answered = tokens_in = 0
    for report in reports:
        n_reports += 1
        for window in windows(report, settings.window_chars):
            n_windows += 1
            asked = messages(window)
            if answers.get(request_key(settings, asked)) is not None:
                n_answered += 1
                continue
            tokens_in += sum(count_tokens(message["content"]) for message in asked) + count_tokens(str(SCHEMA))
    tokens_out = settings.max_tokens * (n_windows - n_answered)
    has_price = bool(settings.price_in or settings.price_out)
    cost = (tokens_in * settings.price_in + tokens_out * settings.price_out) / 1_000_000
    return ReaderEstimate(
        reports=n_reports,
        windows=n_windows,
        answered=n_answered,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        cost=round(cost, 4) if has_price else None,
    )


class Asking:
    """The asking of one run: threads that ask, what they learnt of the server, and the answers written down at once.

    Without a client only the answers that are kept are given.
    """

    def __init__(self, settings: ModelReaderSettings, answers: Answers, client: Client | None) -> None:
        self._settings = settings
        self._answers = answers
        self._client = client
        self._line: SimpleQueue[tuple[Window, Future[Reply]] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._stopped_by = ""
        self._failures = self._got = 0

    def replies(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Reply, ...]]]:
        """Each report with one reply per window, in order. Raises SettingsError where the server never answered at all."""
        n_threads = max(1, self._settings.concurrency)
        for _ in range(n_threads):
            threading.Thread(target=self._serve, daemon=True).start()  # daemons, so that an interrupted run ends at once
        waiting: deque[tuple[Report, list[Future[Reply]]]] = deque()
        try:
            for report in reports:
                waiting.append((report, [self._ask(window) for window in windows(report, self._settings.window_chars)]))
                while sum(len(asked) for _, asked in waiting) > 4 * n_threads:
                    yield self._take(waiting)
            while waiting:
                yield self._take(waiting)
        finally:
            self._stop.set()
            for _ in range(n_threads):
                self._line.put(None)

    def _take(self, waiting: deque[tuple[Report, list[Future[Reply]]]]) -> tuple[Report, tuple[Reply, ...]]:
        report, asked = waiting.popleft()
        replies = tuple(future.result() for future in asked)
        if self._stopped_by and not self._got:
            raise SettingsError(
                f"{self._settings.url} does not answer: {self._stopped_by}; see to the server and the key in "
                f"{self._settings.key_env}, or build with --no-reader; what was read is kept"
            )
        return report, replies

    def _ask(self, window: Window) -> Future[Reply]:
        future: Future[Reply] = Future()
        self._line.put((window, future))
        return future

    def _serve(self) -> None:
        while (item := self._line.get()) is not None:
            window, future = item
            try:
                future.set_result(self._reply(window))
            except Exception as error:  # noqa: BLE001  # raised again in the thread that waits for it
                future.set_exception(error)

    def _reply(self, window: Window) -> Reply:
        asked = messages(window)
        key = request_key(self._settings, asked)
        answer = self._answers.get(key)
        if answer is None:
            if self._client is None:
                return Unanswered(why="not asked; name the server again, with --reader-url")
            if self._stop.is_set():
                return Unanswered(why=f"not asked, since {self._stopped_by}")
            try:
                answer = self._patiently(self._client, asked)
            except AskError as error:
                return self._failed(error)
            self._answers.keep(key, answer)
        with self._lock:
            self._got += 1
            self._failures = 0
        return answer

    def _patiently(self, client: Client, asked: list[dict[str, str]]) -> Answer:
        """The answer, after waiting out what passes: busy servers, dropped connections."""
        for tried in range(1, max(1, self._settings.attempts) + 1):
            try:
                return client.ask(asked)
            except AskError as error:
                if not error.again or tried >= self._settings.attempts:
                    raise
                self._stop.wait(error.wait_s if error.wait_s is not None else _pause(tried))
                if self._stop.is_set():
                    raise
        raise AssertionError("attempts are at least one")

    def _failed(self, error: AskError) -> Unanswered:
        with self._lock:
            self._failures += 1
            if error.hopeless or self._failures >= _FAILURES_IN_A_ROW:
                self._stopped_by = self._stopped_by or str(error)
                self._stop.set()
        return Unanswered(why=str(error))


def _pause(tried: int) -> float:
    return min(_FIRST_WAIT_S * 2.0 ** (tried - 1), _LONGEST_WAIT_S)


def unanswered(replies: Sequence[Reply]) -> list[str]:
    """Why windows have no answer."""
    return [reply.why for reply in replies if isinstance(reply, Unanswered)]
