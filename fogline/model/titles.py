"""Titles of incidents in plain words, built from their parts: "Drone attack on Tower 22, Jordan"."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fogline.lexicon.function_words import function_words
from fogline.model.case import Case, Said
from fogline.model.origins import Support, independent

_LONGEST_TARGET = 48


@dataclass(frozen=True, slots=True)
class Noun:
    """How incidents of a type and mode are called."""

    rank: int
    noun: str
    target_word: str
    names_doer: bool


@cache
def nouns() -> dict[tuple[str, str], Noun]:
    """(event type, mode or "") -> noun."""
    text = files("fogline.lexicon").joinpath("data/incident_titles.tsv").read_text("utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    return {
        (row["event_type"], row["mode"]): Noun(int(row["rank"]), row["noun"], row["target_word"], row["names_doer"] == "yes")
        for row in rows
    }


def build_title(case: Case, where: str | None) -> str:
    """The title from the incident's type and modes, its target, its doer where that is what it is, and its place."""
    noun = _noun(case)
    place = next((said for said in case.claims("where") if said.place and said.place.id == where), None)
    target = _target(case)
    words = f"Reported total: {noun.noun.lower()}" if case.incident.kind == "aggregate" else noun.noun
    if noun.names_doer and (doer := _doer(case)):
        words += f" by {doer}"
    if target:
        words += f" {noun.target_word} {target}"
    return words + _place(case, place, has_target=bool(target), on=noun.target_word == "on")


def _noun(case: Case) -> Noun:
    kind = case.incident.event_type
    modes: dict[str, list[Support]] = defaultdict(list)
    for telling in case.tellings:
        for mode in telling.mention.modes if telling.mention.event_type == kind else ():
            modes[mode].append(telling.support)
    table = nouns()
    known = [mode for mode in modes if (kind, mode) in table]
    mode = min(known, key=lambda m: (-len(independent(modes[m])), table[kind, m].rank), default="")
    return table[kind, mode]


def _target(case: Case) -> str | None:
    """The actor that most tellings name as target, else the words for it."""
    actors = Counter(actor for telling in case.tellings for actor in telling.patients)
    if actors:
        return case.name(min(actors, key=lambda actor: (-actors[actor], actor)))
    return _most_said(
        role.text
        for telling in case.tellings
        for role in telling.mention.roles
        if role.role in {"target", "victim", "object"} and _can_be_shown(role.text)
    )


def _can_be_shown(words: str) -> bool:
    """False for what is too long for a title, and for pronouns ("which"), which name nothing outside their sentence."""
    return 0 < len(words) <= _LONGEST_TARGET and not set(words.lower().split()) <= function_words()


def _most_said(words: Iterable[str]) -> str | None:
    counts = Counter(" ".join(text.split()) for text in words)
    best = min(counts, key=lambda text: (-counts[text], text), default=None)
    return "the " + best[4:] if best and best.startswith("The ") else best


def _doer(case: Case) -> str | None:
    actors = Counter(actor for telling in case.tellings for actor, _ in telling.initiators)
    return case.name(min(actors, key=lambda actor: (-actors[actor], actor))) if actors else None


def _place(case: Case, said: Said | None, *, has_target: bool, on: bool) -> str:
    if said is None or said.place is None:
        return ""
    place, country = said.place, dict(case.countries).get(said.place.country or "")
    tail = f", {country}" if country and country != place.name else ""
    if place.precision == "site":
        return f" {'at' if has_target or not on else 'on'} {place.name}{tail}"
    return f" in {place.name}{tail}"
