"""Sources behind a voice: cited, quoted, given the word of, named before a colon."""

from __future__ import annotations

import pytest

from tests.read.reading import ids, read

# id, text, trigger, words of the voices, innermost first
VOICES = [
    (
        "citing",
        "The evening paper, citing the defense ministry, reported that a mine killed two sappers.",
        "killed",
        ["ministry", "paper"],
    ),
    ("citing-behind", "Rebels attacked the ferry, the paper wrote, citing witnesses.", "attacked", ["witnesses", "paper"]),
    ("quoted-as-saying", "The broadcaster quoted a nurse as saying police shot a boy.", "shot", ["nurse", "broadcaster"]),
    ("account-of", "By the account of villagers, soldiers bombed the mill.", "bombed", ["villagers"]),
    ("issued-by", "A statement issued by the rebels says soldiers bombed the mill.", "bombed", ["rebels"]),
    ("label", "Police: gunmen attacked a bank in the old town.", "attacked", ["Police"]),
    ("replied", "The general replied that rebels attacked the ferry first.", "attacked", ["general"]),
]


@pytest.mark.parametrize(("case", "text", "trigger", "words"), VOICES, ids=ids(VOICES, 0))
def test_voices(case: str, text: str, trigger: str, words: list[str]) -> None:
    heard = [voice.text for voice in read(text).event(trigger).voices]
    assert all(any(word in voice for voice in heard) for word in words), heard


# id, text, trigger, words that are no voice
NO_VOICES = [
    ("citing-a-reason", "The union said that police had attacked its office, citing the broken doors.", "attacked", "doors"),
    ("label-of-a-thing", "Toll: ten men killed a guard at the dam.", "killed", "Toll"),
]


@pytest.mark.parametrize(("case", "text", "trigger", "words"), NO_VOICES, ids=ids(NO_VOICES, 0))
def test_no_voices(case: str, text: str, trigger: str, words: str) -> None:
    assert not any(words in voice.text for voice in read(text).event(trigger).voices)
