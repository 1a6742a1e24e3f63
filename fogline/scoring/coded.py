"""Event codes of single sentences: type, CAMEO root, countries of source and target, and events that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from fogline.lexicon.actors import ActorLexicon
from fogline.lexicon.tables import iter_rows, split_list
from fogline.scoring.corpora import Gold
from fogline.show.exports.codes import cameo

Row = dict[str, Any]
"""An event mention of the exported record."""
SOURCES: Final = ("initiator",)
BODY: Final = "IGO"
"""What stands for an international body in place of a country; the gold takes associations for those of states and back."""
_BODY_KINDS: Final = frozenset({"igo", "coalition", "ngo"})
TARGETS: Final = ("target", "victim", "partner", "beneficiary", "object")
_AHEAD: Final = frozenset({"planned", "hypothetical", "promised"})


@cache
def _newer() -> Mapping[str, str]:
    text = files("fogline.scoring").joinpath("data/older_types.tsv").read_text("utf-8")
    pairs = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    return dict((pair[0], pair[1]) for pair in pairs)


def type_of(name: str) -> str:
    """Today's name of an event type."""
    return _newer().get(name, name)


def stated(mention: Row) -> bool:
    """Whether the record tells it as something that happened."""
    return mention["modality"] == "happened" and not mention["excluded"]


def told(mentions: Iterable[Row]) -> list[Row]:
    """The mentions that are events of the record: what is left out (rule 45) is coded nowhere."""
    return [mention for mention in mentions if not mention["excluded"]]


def main_mention(gold: Gold, mentions: Sequence[Row]) -> Row | None:
    """The mention that the gold means: at the words it gives for the event, else the likeliest of all."""
    words = {word.lower() for word in re.findall(r"\w+", gold.get("event_text") or "")}
    at_event = [m for m in mentions if words & {w.lower() for w in re.findall(r"\w+", m["trigger"]["text"])}]
    return min(at_event or mentions, key=lambda m: (-m["confidence"], m["trigger"]["start"]), default=None)


@cache
def _weis() -> Mapping[str, frozenset[str]]:
    rows = iter_rows("weis_roots.tsv", Path(str(files("fogline.scoring").joinpath("data"))))
    return {code: frozenset(split_list(row["roots"])) for row in rows for code in split_list(row["codes"])}


_HELD: Final = {"02": frozenset({"10"}), **{f"{n:02d}": frozenset({f"{n:02d}"}) for n in range(3, 21)}}
"""CAMEO roots that an event type can have. 01 (comment, claim, denial) is none: the record keeps those as statements; an appeal
(02) is REQUEST."""


def roots_meant(code: str, *, is_weis: bool) -> frozenset[str]:
    """The CAMEO roots that are right for the code of a sentence; none where it is made up or stands for no type of event."""
    if is_weis:
        return _weis().get(code, frozenset())
    return _HELD.get(code[:2], frozenset()) if code.isdigit() else frozenset()


def coded_roots(mentions: Iterable[Row]) -> list[Row]:
    """The mentions that a dictionary would code: those of the record, and what is about to be done.

    Such coders know no tense: "will break relations" is coded as a break, where the record has a break, planned.
    """
    return [mention for mention in mentions if not mention["excluded"] or mention["modality"] in _AHEAD]


def root_of(mention: Row) -> str:
    """The CAMEO root of a mention."""
    return cameo(mention["type"], mention["mode"])


def countries(mention: Row, roles: Iterable[str], actors: Mapping[str, Row]) -> set[str]:
    """Countries of the participants in these roles; IGO for international bodies."""
    wanted = set(roles)
    return {code for a in mention["arguments"] if a["role"] in wanted and (code := _country(a, actors.get(a["actor"] or "", {})))}


def target_countries(mention: Row, actors: Mapping[str, Row], places: Mapping[str, Row]) -> set[str]:
    """Countries of the other side. Where no party is named the gold takes the place for it ("shelled the capital", "lifted the
    curfew in the province"), which the record keeps as the place of the event."""
    found = countries(mention, TARGETS, actors)
    place = places.get((mention.get("place") or {}).get("id") or "", {})
    return found or ({place["country"]} if place.get("country") else set())


def _country(argument: Row, actor: Row) -> str | None:
    code = argument.get("country") or actor.get("country")
    return code or (BODY if actor.get("kind") in _BODY_KINDS or _speaks_for_body(argument.get("text") or "") else None)


def _speaks_for_body(text: str) -> bool:
    """Whether the words of a participant name an international body ("UN inspectors"), as others name a state.

    The record ties a participant to a state only; that a body's people are its own is for the reader of the record to see.
    """
    words = text.split()
    parts = (" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1))
    return any(entry.kind == "igo" for part in parts if part[:1].isupper() for entry, _ in _lexicon().match(part))


@cache
def _lexicon() -> ActorLexicon:
    return ActorLexicon()


def gold_countries(participants: Iterable[Mapping[str, Any]]) -> set[str]:
    """Countries of the gold's participants."""
    codes = {one["country"] for one in participants if one["country"] and len(one["country"]) == 3}
    return {BODY if code == "NGO" else code for code in codes}


def texts(mention: Row, roles: Iterable[str]) -> str:
    """The words of the participants in these roles."""
    wanted = set(roles)
    return " | ".join(a["text"] or "" for a in mention["arguments"] if a["role"] in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """Names of actors with the country that opens their code, for sentences about invented countries."""

    names: Mapping[str, str]

    def codes_in(self, text: str) -> set[str]:
        """The countries whose names stand in a text; the longest name counts where names overlap."""
        plain = re.sub(r"[^A-Z0-9]+", " ", text.upper())
        found = set()
        for name in sorted(self.names, key=len, reverse=True):
            pattern = rf"\b{re.escape(name)}(?:S|N|IAN|IANS|ESE)?\b"
            if re.search(pattern, plain):
                found.add(self.names[name])
                plain = re.sub(pattern, " ", plain)
        return found


def read_dictionary(text: str) -> Dictionary:
    """A dictionary in the format of TABARI: ``NAME_OF_ACTOR [CODE]``, comments after #."""
    names = {}
    for line in text.splitlines():
        match = re.match(r"^\+?([A-Z][A-Z0-9_ .'-]*?)[_\s]*\[([A-Za-z]{3})[A-Za-z/]*", line)
        if match:
            names[re.sub(r"[^A-Z0-9]+", " ", match[1]).strip()] = match[2].upper()
    return Dictionary(names=names)


def dictionary_checks(
    row: Mapping[str, Any], mentions: Sequence[Row], actors: Mapping[str, Row], names: Dictionary
) -> Iterable[tuple[str, bool]]:
    """The questions that a sentence of the PETRARCH tests asks, by name, with whether the answer is right."""

    def codes(mention: Row, side: str, *, mutual: bool = False) -> set[str]:
        return _codes(mention, (*SOURCES, *TARGETS) if mutual else _SIDES[side], actors, names)

    if row["no_events"]:
        # These dictionaries code an event between two parties that they know, and nothing else: that crowds burned an
        # embassy is in the sentence and is no invention.
        stated_here = told(mentions)
        yield "no event where there is none", not any(codes(m, "source") and codes(m, "target") for m in stated_here)
        yield "no event at all where there is none", not stated_here
    found = coded_roots(mentions)
    pairs = {(event["source"], event["target"]) for event in row["events"]}
    for event in row["events"]:
        if re.match(r"0[1-9]|1\d|20", event["cameo"]):
            yield "CAMEO root, codes as they stand", any(root_of(m) == event["cameo"][:2] for m in told(mentions))
        roots = roots_meant(event["cameo"], is_weis=row["is_weis"])
        if not roots:
            continue
        at_root = [mention for mention in found if root_of(mention) in roots]
        yield "CAMEO root", bool(at_root)
        # Given in both directions, it is mutual, and the record has both parties as initiators.
        mutual = (event["target"], event["source"]) in pairs
        for side in _SIDES:
            code = (event[side] or "---")[:3]
            if code != "---":
                yield f"{side} country", any(code in codes(m, side, mutual=mutual) for m in at_root or found)


_SIDES: Final = {"source": SOURCES, "target": TARGETS}


def _codes(mention: Row, roles: Sequence[str], actors: Mapping[str, Row], names: Dictionary) -> set[str]:
    """Countries of the participants: as resolved, and, since some are invented, by their names in the test's dictionary."""
    return countries(mention, roles, actors) | names.codes_in(texts(mention, roles))
