"""Event codes of single sentences: type, CAMEO root, countries of source and target, and events that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fogline.scoring.corpora import Gold
from fogline.show.exports.codes import cameo

Row = dict[str, Any]
"""An event mention of the exported record."""
SOURCES: Final = ("initiator",)
BODY: Final = "IGO"
"""What stands for an international body in place of a country; the gold takes associations for those of states and back."""
_BODY_KINDS: Final = frozenset({"igo", "coalition", "ngo"})
TARGETS: Final = ("target", "victim", "partner", "beneficiary", "object")
_MARK = re.compile(r"\((SRC|TAR|EVT|LOC|SRC/TAR|TAR/SRC)\s*:\s*")


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


def root_of(mention: Row) -> str:
    """The CAMEO root of a mention."""
    return cameo(mention["type"], mention["mode"])


def countries(mention: Row, roles: Iterable[str], actors: Mapping[str, Row]) -> set[str]:
    """Countries of the participants in these roles; IGO for international bodies."""
    wanted = set(roles)
    return {code for a in mention["arguments"] if a["role"] in wanted and (code := _country(a, actors.get(a["actor"] or "", {})))}


def _country(argument: Row, actor: Row) -> str | None:
    code = argument.get("country") or actor.get("country")
    return code or (BODY if actor.get("kind") in _BODY_KINDS else None)


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
