"""Settings of fogline/read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fogline.errors import SettingsError

PARTS: Final = ("speech_rules", "attributions", "event_words", "phrases", "parts", "joins")
"""What can be left out of the reader: rules of speech; the models of attributions, of event words, of typed phrases, of the
parts of an assault, of tellings of one incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """What of the reader can be set; a comment says how a default was found."""

    packs: tuple[str, ...] = ()
    """Names of the packs whose actors are looked for; filled in from the top-level `packs`."""
    packs_sha256: str = ""
    """Hash of the packs' content, so that a changed pack makes the reader run again."""
    min_score: float = 0.35
    """Event mentions of a lower probability (docs/models/probability.md) are not kept. By eye on the sample reports."""
    leave_out: tuple[str, ...] = ()
    """Parts of the reader to leave out, to see what each is worth (docs/ablation.md): `speech_rules`, `attributions`,
    `event_words`, `phrases`, `parts`, `joins`."""

    def __post_init__(self) -> None:
        for name in self.leave_out:
            if name not in PARTS:
                raise SettingsError(f"read, leave_out: there is no part {name!r} of the reader; known: {', '.join(PARTS)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReaderSettings:
    """The optional language-model reader. Off while `url` is empty; the key is never a setting."""

    url: str = ""
    """Address of an OpenAI-compatible server, such as "http://127.0.0.1:8000/v1"; empty: no model is asked. The text of
    every report goes there."""
    model: str = ""
    """Name of the model, as the server knows it."""
    may_ask: bool = True
    """False: use the answers that are kept and ask nothing. So it is in a build that takes its settings from the case: one that
    somebody sent you must not send your reports anywhere."""
    key_env: str = "FOGLINE_READER_KEY"
    """Environment variable that holds the key of the server, where it wants one. The key is written nowhere."""
    window_chars: int = 6000
    """Most characters of a report that one request holds; about a page and a half, so that small models keep the thread."""
    max_tokens: int = 4096
    """Most tokens that an answer may have."""
    timeout_s: float = 120.0
    """Seconds until a request is given up."""
    attempts: int = 4
    """How often a request is tried where the server is busy or the connection fails."""
    concurrency: int = 4
    """How many requests are under way at once."""
    score: float = 0.6
    """Score of the mentions that only the model found. By judgement; no data set was read with a model yet."""
    price_in: float = 0.0
    """Price of a million tokens asked, in any currency; for the estimate."""
    price_out: float = 0.0
    """Price of a million tokens answered; for the estimate."""
    packs: tuple[str, ...] = ()
    """Names of the packs whose actors are looked for; filled in from the top-level `packs`."""
    packs_sha256: str = ""
    """Hash of the packs' content, so that a changed pack makes the reader run again."""
