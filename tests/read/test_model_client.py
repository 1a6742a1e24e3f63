"""One request: what is sent, what comes back, and what servers do instead of answering."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from fogline.errors import SettingsError
from fogline.read.model_client import AskError, ModelClient, check_address
from fogline.read.model_request import SCHEMA
from fogline.read.settings import ModelReaderSettings
from fogline.record.answers import Answer
from tests.model_server import Replay, Served, completion, failure, good, serving

KEY = "sk-very-secret-0123456789"
ASKED = [{"role": "system", "content": "Read."}, {"role": "user", "content": '{"paragraphs": [{"n": 1, "text": "Łódź \ud800"}]}'}]


def client(served: Served, **changes: Any) -> ModelClient:
    return ModelClient(ModelReaderSettings(url=served.url, model="tiny", **{"timeout_s": 0.5, **changes}))


def failed(replay: Replay, **changes: Any) -> AskError:
    """The error that this reaction gives."""
    with serving([replay]) as served, pytest.raises(AskError) as caught:
        client(served, **changes).ask(ASKED)
    return caught.value


def test_a_request_says_what_the_protocol_asks_for_and_the_answer_is_read() -> None:
    with serving([good()]) as served:
        answer = client(served).ask(ASKED)
    assert answer == Answer(text='{"events": []}', finish="stop", tokens_in=11, tokens_out=7)
    body = served.bodies[0]
    assert served.paths == ["/v1/chat/completions"]
    assert (body["model"], body["temperature"], body["max_tokens"], body["stream"]) == ("tiny", 0, 4096, False)
    assert body["messages"] == ASKED
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "events", "strict": True, "schema": json.loads(json.dumps(SCHEMA))},
    }
    assert "authorization" not in served.headers[0]


@pytest.mark.parametrize("ending", ["", "/", "/chat/completions"])
def test_the_address_may_be_given_in_three_forms(ending: str) -> None:
    with serving([good()]) as served:
        ModelClient(ModelReaderSettings(url=served.url + ending, model="tiny")).ask(ASKED)
    assert served.paths == ["/v1/chat/completions"]


def test_the_key_comes_from_the_environment_and_is_in_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOGLINE_READER_KEY", KEY)
    with serving([failure(401, f"Incorrect API key provided: {KEY}.")]) as served, pytest.raises(AskError) as caught:
        client(served).ask(ASKED)
    assert served.headers[0]["authorization"] == f"Bearer {KEY}"
    assert str(caught.value) == "HTTP 401 Incorrect API key provided: ***."
    assert caught.value.hopeless
    assert KEY not in json.dumps(served.bodies)


def test_a_redirect_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOGLINE_READER_KEY", KEY)
    with serving([good()]) as other, serving([Replay(b"", 302, {"Location": f"{other.url}/chat/completions"})]) as served:
        with pytest.raises(AskError, match="HTTP 302"):
            client(served).ask(ASKED)
        assert other.bodies == []


def test_a_proxy_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([good()]) as proxy, serving([good()]) as served:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        client(served).ask(ASKED)
        assert (len(proxy.bodies), len(served.bodies)) == (0, 1)


PASSING = [
    ("busy", failure(429)),
    ("overloaded", failure(503)),
    ("gateway", Replay(b"<html>502</html>", 502)),
    ("dropped", Replay(drop=True)),
    ("cut short", Replay(b'{"choices": [', drop=True)),
    ("slow", Replay(b"{}", wait_s=2.0)),
    ("page", Replay(b"<html>hello</html>")),
    ("dripping", Replay(b'{"choices": [] }' * 10, drip_s=0.05)),
    ("no completion", Replay(b'{"ok": true}')),
    ("a list", Replay(b"[1]")),
    ("no choices", Replay(b'{"choices": []}')),
    ("deep", Replay(b"[" * 200_000)),
    ("empty", Replay(b"")),
]


@pytest.mark.parametrize("replay", [replay for _, replay in PASSING], ids=[name for name, _ in PASSING])
def test_what_may_pass_is_worth_another_try(replay: Replay) -> None:
    started = time.monotonic()
    error = failed(replay)
    assert error.again and not error.hopeless
    assert 0 < len(str(error)) < 200
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("status", [401, 403, 404, 301, 308])
def test_what_no_other_request_would_mend_is_hopeless(status: int) -> None:
    error = failed(failure(status, "nope\x1b[31m"))
    assert error.hopeless and not error.again
    assert str(error).isprintable()


def test_a_request_that_is_too_long_is_neither() -> None:
    error = failed(failure(413))
    assert not error.hopeless and not error.again


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry_After": "7"}, 7.0), ({"Retry_After": "100000"}, 120.0), ({"Retry_After": "soon"}, None), ({}, None)],
    ids=str,
)
def test_the_server_says_when_to_come_back(headers: dict[str, str], seconds: float | None) -> None:
    assert failed(failure(429, **headers)).wait_s == seconds


def test_nobody_there() -> None:
    with serving([good()]) as served:
        pass
    with pytest.raises(AskError, match=r"no answer: .*refused") as caught:
        client(served).ask(ASKED)
    assert caught.value.again


DIALECTS = [
    (
        "no schema",
        lambda body: body.get("response_format", {}).get("type") == "json_schema",
        "response_format json_schema is unknown",
    ),
    ("no formats", lambda body: "response_format" in body, "extra inputs are not permitted: response_format"),
    ("other length", lambda body: "max_tokens" in body, "Unsupported parameter: use max_completion_tokens"),
    ("no temperature", lambda body: "temperature" in body, "temperature does not support 0"),
]


@pytest.mark.parametrize(("minds", "message"), [case[1:] for case in DIALECTS], ids=[case[0] for case in DIALECTS])
def test_a_server_that_knows_less_is_asked_in_its_dialect_from_then_on(minds: Any, message: str) -> None:
    with serving(lambda body, _: failure(400, message) if minds(body) else good()) as served:
        asking = client(served)
        assert asking.ask(ASKED).text == '{"events": []}'
        tries = len(served.bodies)
        assert asking.ask(ASKED).text == '{"events": []}'
    assert 2 <= tries <= 4
    assert len(served.bodies) == tries + 1


def test_a_server_that_calls_a_field_it_does_not_know_its_own_fault_is_asked_otherwise() -> None:
    """As llama-cpp-python 0.3.36 answers."""
    fault = failure(
        500, "1 validation error: 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'json_object'\""
    )
    with serving(lambda body, _: fault if body["response_format"]["type"] == "json_schema" else good()) as served:
        assert client(served).ask(ASKED).text == '{"events": []}'
    assert served.bodies[1]["response_format"]["schema"] == json.loads(json.dumps(SCHEMA))


def test_a_request_that_suits_in_no_dialect_is_given_up() -> None:
    with serving([failure(400, "context length exceeded")]) as served, pytest.raises(AskError, match="context length") as caught:
        client(served).ask(ASKED)
    assert not caught.value.again and not caught.value.hopeless
    assert len(served.bodies) == 4


def test_refusals_and_filters_are_answers() -> None:
    with serving([completion(None, refusal="I will not."), completion("x", finish="content_filter"), completion(None)]) as served:
        asking = client(served)
        assert asking.ask(ASKED) == Answer(text="I will not.", finish="refusal", tokens_in=11, tokens_out=7)
        assert asking.ask(ASKED).finish == "refusal"
        assert asking.ask(ASKED).text == ""


ADDRESSES = [
    ("ftp://127.0.0.1/v1", "give an address"),
    ("127.0.0.1:8000", "give an address"),
    ("http://", "give an address"),
    ("http://me:secret@host/v1", "no name, key or query"),
    ("https://host/v1?key=secret", "no name, key or query"),
    ("http://host:port/v1", "is no address"),
]


@pytest.mark.parametrize(("url", "message"), ADDRESSES)
def test_an_address_that_cannot_be_used_is_named(url: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        check_address(ModelReaderSettings(url=url, model="tiny"))


def test_a_model_has_to_be_named() -> None:
    with pytest.raises(SettingsError, match=r"no reader\.model"):
        check_address(ModelReaderSettings(url="http://127.0.0.1:1/v1"))


def test_a_key_does_not_go_over_the_net_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    far = ModelReaderSettings(url="http://models.example.org/v1", model="tiny")
    check_address(far)
    monkeypatch.setenv("FOGLINE_READER_KEY", KEY)
    check_address(ModelReaderSettings(url="https://models.example.org/v1", model="tiny"))
    with pytest.raises(SettingsError, match="in the clear"):
        check_address(far)
