"""Titles of incidents in plain words, built from their parts: "Drone attack on the depot in Calde, Tarevia"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.tables import iter_rows
from fogline.model.case import Case, Part, Said, Telling
from fogline.model.naming import holds_name, name_phrase, same_name, title_words, with_place_article, words_phrase
from fogline.model.origins import Support, independent
from fogline.model.whereabouts import is_beside

_ROLES = ("target", "object", "victim", "partner")
"""What an act is aimed at is named before who was hurt by it."""
_THINGS = frozenset({"facility", "vehicle", "infrastructure", "thing"})
_AIMED_AT_ACTORS = frozenset({"with", "to"})
"""Words before a target that can only be somebody: talks with, a demand to."""
_SURE = frozenset({None, "fact", "admitted"})
"""Words of blame that a title may pass on; a title must not settle what is only claimed or suspected."""


@dataclass(frozen=True, slots=True)
class Noun:
    """How incidents of a type and mode are called."""

    rank: int
    noun: str
    plural: str
    target_word: str
    names_doer: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A phrase for what an act is aimed at; the smallest key is the best choice."""

    phrase: str
    key: tuple[int, ...]
    is_killed: bool = False
    is_person: bool = False


@cache
def nouns() -> dict[tuple[str, str], Noun]:
    """(event type, mode or "") -> noun."""
    return {
        (row["event_type"], row["mode"]): Noun(
            int(row["rank"]), row["noun"], row["plural"], row["target_word"], row["names_doer"] == "yes"
        )
        for row in iter_rows("incident_titles.tsv")
    }


def build_title(case: Case, where: str | None) -> str:
    """The title from the incident's type and modes, its target, its doer where that is sure, and its place."""
    mode, noun = _noun(case)
    targets = sorted(_targets(case, noun), key=lambda target: (target.key, target.phrase))
    target = targets[0] if targets else None
    place = _place(case, where, target, on=noun.target_word == "on")
    name = _name(case, noun, mode, target)
    doer = _doer(case)
    if noun.target_word == "with":
        body = _between(doer, [target.phrase for target in targets])
    else:
        to_target = f" {_target_word(noun, name)} {target.phrase}" if target else ""
        by_doer = f" by {doer}" if doer and (noun.names_doer or not target) else ""
        body = by_doer + to_target
    words = name + body + place
    if words == name and case.incident.event_type == "ASSAULT":
        words += ", target not named"
    return words + (" (total)" if case.incident.kind == "aggregate" else "")


def _noun(case: Case) -> tuple[str, Noun]:
    kind = case.incident.event_type
    modes: dict[str, list[Support]] = defaultdict(list)
    for telling in case.tellings:
        for mode in telling.mention.modes if telling.mention.event_type == kind else ():
            modes[mode].append(telling.support)
    table = nouns()
    known = [mode for mode in modes if (kind, mode) in table]
    mode = min(known, key=lambda m: (-len(independent(modes[m])), table[kind, m].rank), default="")
    return mode, table[kind, mode]


def _name(case: Case, noun: Noun, mode: str, target: Target | None) -> str:
    if case.incident.kind == "aggregate":
        counted = next(filter(None, (_count_before(telling) for telling in _in_order(case))), None)
        return f"{counted} {noun.plural[0].lower()}{noun.plural[1:]}" if counted else noun.plural
    return "Killing" if _is_killing(case, mode, target) else noun.noun


def _is_killing(case: Case, mode: str, target: Target | None) -> bool:
    """True where a person was killed, or where nothing but the dead is known of an attack without a means."""
    if case.incident.event_type != "ASSAULT" or target is None or not target.is_killed:
        return False
    return mode in title_words("killing_mode") if target.is_person else mode in {"", "targeted"}


def _target_word(noun: Noun, name: str) -> str:
    return "of" if name == "Killing" else noun.target_word


def _in_order(case: Case) -> list[Telling]:
    return sorted(case.tellings, key=lambda telling: telling.mention.id)


def _targets(case: Case, noun: Noun) -> Iterator[Target]:
    found: dict[str, list[Part]] = defaultdict(list)
    for telling in case.tellings:
        for part in telling.parts:
            phrase = _phrase(case, part)
            if part.role.role in _ROLES and phrase and (part.actor or noun.target_word not in _AIMED_AT_ACTORS):
                found[phrase].append(part)
    for phrase, parts in found.items():
        yield Target(
            phrase=phrase,
            key=_key(phrase, parts, min(_ROLES.index(part.role.role) for part in parts)),
            is_killed=_are_killed(parts),
            is_person=any(part.is_person and part.is_named for part in parts),
        )


def _are_killed(parts: list[Part]) -> bool:
    return all(part.role.effect == "killed" and part.role.role == "victim" for part in parts)


def _key(phrase: str, parts: list[Part], role: int) -> tuple[int, ...]:
    """A named person who was killed, then things, people, bare numbers; of equals what most tellings say, and say first."""
    is_amount = phrase.endswith(" people") and any(not part.role.text.endswith("people") for part in parts)
    is_thing = any(not part.is_named and part.role.entity in _THINGS for part in parts)
    is_killed_person = _are_killed(parts) and any(part.is_person and part.is_named for part in parts)
    has_name = any(part.is_named for part in parts) or phrase.startswith("the ")
    order = 0 if is_killed_person else 1 if is_thing else 3 if is_amount else 2
    first = min((part.role.head.report_id, part.role.head.start) for part in parts)[1]
    return (order, role, -len(parts), int(not has_name), first)


def _phrase(case: Case, part: Part) -> str | None:
    if part.actor and part.is_named:
        return name_phrase(case.name(part.actor))
    if part.role.entity == "place":
        return None  # the place of the incident says it
    return words_phrase(part.role.text, are_people=part.role.role == "victim")


def _doer(case: Case) -> str | None:
    """The actor that most tellings name as the doer; None where somebody only claims or suspects it."""
    actors: Counter[str] = Counter()
    for telling in case.tellings:
        if any(blame not in _SURE for _, blame in telling.initiators):
            return None
        for part in telling.parts:
            phrase = _doer_phrase(case, part)
            if part.role.role == "initiator" and phrase:
                actors[phrase] += 1
    return min(actors, key=lambda phrase: (-actors[phrase], phrase), default=None)


def _doer_phrase(case: Case, part: Part) -> str | None:
    if part.actor is None:
        return None
    # A state is often named by an adjective ("Iranian drones"): as a doer that is the state itself.
    return name_phrase(case.name(part.actor)) if part.has_name else words_phrase(part.role.text)


def _between(doer: str | None, partners: list[str]) -> str:
    both = list(dict.fromkeys([doer, *partners] if doer else partners))[:2]
    if len(both) == 2:
        return f" between {both[0]} and {both[1]}"
    return f" {'by' if doer else 'with'} {both[0]}" if both else ""


def _count_before(telling: Telling) -> str | None:
    """The words of number right before the trigger: "Nearly 200", "Hundreds of"; None for a rate ("ten a week")."""
    mention = telling.mention
    start, end = mention.trigger.start - mention.sentence.start, mention.trigger.end - mention.sentence.start
    after = mention.sentence.quote[end : end + 40].casefold()
    if not mention.trigger.quote.endswith("s") or any(f" {word}" in after for word in title_words("rate")):
        return None
    found = _number_pattern().search(mention.sentence.quote[:start])
    if not found:
        return None
    words = " ".join(found["count"].split())
    if words.casefold().startswith("to "):
        return None  # the upper end of a range
    return words[0].upper() + words[1:]


@cache
def _number_pattern() -> re.Pattern[str]:
    qualifiers = "|".join(sorted(title_words("qualifier"), key=lambda word: (-len(word), word)))
    crowds = "|".join(sorted(title_words("counting")))
    number = rf"(?:(?<![\d.,–-])\d[\d,]*|(?:{crowds})\s+of)"
    # Up to four words of kind may stand between: "200 drone and rocket attacks".
    return re.compile(rf"(?P<count>(?:\b(?:{qualifiers})\s+){{0,3}}{number})\s+(?:[\w-]+\s+){{0,4}}$", re.IGNORECASE)


def _place(case: Case, where: str | None, target: Target | None, *, on: bool) -> str:
    stated = (said for said in case.claims("where") if not said.claim.inferred_because)
    said = next((said for said in stated if said.place and said.place.id == where), None)
    if said is None or said.place is None:
        return _unresolved_place(case, target)
    place, country = said.place, dict(case.countries).get(said.place.country or "")
    tail = f", {country}" if country and country != place.name else ""
    if target and same_name(target.phrase, place.name):
        return tail
    if target and holds_name(target.phrase, place.name):
        return tail if place.precision in {"site", "settlement"} else ""
    if is_beside(one for one in case.claims("where") if one.place == place):
        return f" near {with_place_article(place.name)}{tail}"
    if place.precision == "site":
        return f" {'at' if target or not on else 'on'} {place.name}{tail}"
    return f" in {with_place_article(place.name)}{tail}"


def _unresolved_place(case: Case, target: Target | None) -> str:
    """The place in the words of the reports where no single place of the gazetteer fits them."""
    names = Counter(_written(said) for said in case.claims("where") if said.place is None and not said.claim.inferred_because)
    names.pop("", None)
    name = min(names, key=lambda name: (-names[name], name), default="")
    if not name or (target and (holds_name(target.phrase, name) or same_name(target.phrase, name))):
        return ""
    beside = is_beside(said for said in case.claims("where") if said.place is None and _written(said) == name)
    return f" {'near' if beside else 'in'} {with_place_article(name)}"


def _written(said: Said) -> str:
    phrase = getattr(said.claim.value, "phrase", None)
    words = " ".join(phrase.quote.split()) if phrase else ""
    return words if words[:1].isupper() and len(words) <= 30 else ""
