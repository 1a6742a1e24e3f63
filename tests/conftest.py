"""What every test has: no network, no settings of the person who runs it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from fogline.record.store import Store


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option of `make golden`; it stands here since options of deeper folders are not known in a run of all tests."""
    parser.addoption("--rewrite-golden", action="store_true", help="write what is read today as the expected golden rows")


class NetworkUsed(AssertionError):
    """A test tried to reach beyond this machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that leave this machine fail; loopback and pipes between processes work."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0]) if isinstance(address, tuple) else str(address)
            if host not in ("127.0.0.1", "::1", "localhost"):
                raise NetworkUsed(f"connection to {host}")
        connect(self, address)  # type: ignore[arg-type]  # the address of any family is handed on as it came

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty record in memory."""
    with Store.open(":memory:") as opened:
        yield opened


def fixed_clock() -> datetime:
    """The time of every test that needs one."""
    return datetime(2024, 5, 1, 12, tzinfo=UTC)
