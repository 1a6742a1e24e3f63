"""Who says so: verbs of speech, "according to", quotations, statements, and how they nest."""

from __future__ import annotations

import pytest

from tests.read.reading import ids, read

# id, text, trigger, voices innermost first
VOICES = [
    ("outlet-itself", "Rebels attacked the base.", "attacked", []),
    ("said-after", "Rebels attacked the base, the ministry said.", "attacked", ["ministry"]),
    ("said-before", "The ministry said that rebels attacked the base.", "attacked", ["ministry"]),
    ("said-inside", "Rebels, the ministry said, attacked the base.", "attacked", ["ministry"]),
    ("according-to-after", "Rebels attacked the base, according to a police officer.", "attacked", ["police officer"]),
    ("according-to-before", "According to a police officer, rebels attacked the base.", "attacked", ["police officer"]),
    ("quotation", "“Rebels attacked our base last night,” the commander said.", "attacked", ["commander"]),
    ("statement", "The army said in a statement that rebels attacked the base.", "attacked", ["army"]),
    ("accused", "The governor accused rebels of attacking the base.", "attacking", ["governor"]),
    ("rule39-nested", "The agency quoted a doctor as saying that shells hit the clinic.", "hit", ["doctor", "The agency"]),
    ("two-levels", "The mayor said that witnesses reported an attack on the bridge.", "attack", ["witnesses", "mayor"]),
    ("not-covered", "The mayor, who said he was tired, left after rebels attacked the base.", "attacked", []),
    ("passive", "An attack on the base was reported by residents.", "attack", ["residents"]),
    ("coordination", "The mayor said that rebels attacked the base and burned down a school.", "burned down", ["mayor"]),
]


@pytest.mark.parametrize(("case", "text", "trigger", "voices"), VOICES, ids=ids(VOICES, 0))
def test_voices(case: str, text: str, trigger: str, voices: list[str]) -> None:
    assert [voice.text for voice in read(text).event(trigger).voices] == voices


# id, text, kind, stance, speaker, words of the content
STATEMENTS = [
    ("report", "The ministry said that the bridge was closed.", "report", "asserts", "ministry", "that the bridge was closed"),
    ("denial", "The militia denied that it shelled the school.", "denial", "denies", "militia", "that it shelled the school"),
    ("threat", "The militia vowed to attack the port.", "threat", "threatens", "militia", "to attack the port"),
    ("promise", "The army promised to leave the town.", "promise", "promises", "army", "to leave the town"),
    ("demand", "The president urged the militia to disarm.", "demand", "demands", "president", "to disarm"),
    ("assessment", "The general believes that the war will end.", "assessment", "asserts", "general", "that the war will end"),
    (
        "quote",
        "“We will never leave this valley,” the general said.",
        "report",
        "asserts",
        "general",
        "We will never leave this valley",
    ),
]


@pytest.mark.parametrize(("case", "text", "kind", "stance", "speaker", "content"), STATEMENTS, ids=ids(STATEMENTS, 0))
def test_statement(case: str, text: str, kind: str, stance: str, speaker: str, content: str) -> None:
    said = read(text).claims("statement")
    assert [(c.kind, c.stance, c.voices[0].text) for c in said] == [(kind, stance, speaker)]
    assert content in " ".join(span.quote for span in said[0].content)


def test_statement_has_condition_addressee_and_channel() -> None:
    told = read("The general warned the militia that the army will attack if the shelling goes on.").claims("statement")[0]
    assert told.condition is not None
    assert told.condition.quote == "if the shelling goes on"
    assert told.addressee is not None
    posted = read("The militia said on Telegram that it shelled the port.").claims("statement")[0]
    assert posted.channel == "Telegram"


def test_statement_is_about_the_event_told_in_it() -> None:
    said = read("The ministry said that rebels attacked the base.")
    assert said.claims("statement")[0].value == said.event("attacked").id


def test_scare_quotes_are_no_quotation() -> None:
    assert read("The general said little as the “rebels” attacked the base.").event("attacked").voices == ()


def test_nobody_is_no_voice() -> None:
    assert read("Nobody said that rebels attacked the base.").event("attacked").voices == ()
