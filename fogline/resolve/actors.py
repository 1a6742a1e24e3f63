"""Actor mentions to actors: by the lexicon, by composition ("Iraqi army"), or as a new actor made from the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.lexicon.actors import ActorEntry, ActorLexicon, actor_id
from fogline.lexicon.agents import institutions
from fogline.lexicon.comparing import ActorComparer, KnownActor
from fogline.lexicon.folding import fold
from fogline.lexicon.name_words import name_parts
from fogline.record.types import Mention, Reason

_GROUPS = frozenset({"rebel", "militia", "party", "umbrella", "coalition"})
_HOME_SHARE = 0.6
"""Share of the parties named that one country must have for "the army" to be its army."""
_MIN_HOMES = 2
_BY_HOW = {"name": 8.0, "alias": 7.0, "acronym": 6.0, "metonym": 5.0, "demonym": 5.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An actor that a mention may refer to, with the reasons, whose weights add up to the score."""

    actor_id: str
    reasons: tuple[Reason, ...]
    is_sure: bool = True
    """False for a candidate that is only worth showing beside the one that is asserted."""

    @property
    def score(self) -> float:
        """Log2 odds: the sum of the weights."""
        return sum(reason.weight for reason in self.reasons)


class ActorResolver:
    """Resolves the actor mentions of one report."""

    def __init__(
        self,
        lexicon: ActorLexicon,
        mentions: Iterable[Mention],
        homes: Mapping[str, int] | None = None,
        groups: GroupNames | None = None,
    ) -> None:
        self._lexicon = lexicon
        mentions = list(mentions)
        self._homes = homes or {}
        self._groups = groups
        self._countries = _countries(lexicon, mentions) if groups is not None else frozenset()
        self._mentions = {mention.id: mention for mention in mentions if mention.kind == "actor"}
        self._full_names = _by_later_words(self._mentions.values())
        self._acronyms = _by_initials(self._mentions.values())

    def candidates(self, mention: Mention, depth: int = 0) -> list[Candidate]:
        """The actors that a mention may refer to, best first; one is an answer, several are kept unasserted, none is none."""
        if mention.refers_to in self._mentions and depth < 4:
            earlier = self._mentions[mention.refers_to]
            step = Reason(feature="stands for", level=mention.label, weight=-2.0, left=mention.reading, right=earlier.reading)
            return [
                Candidate(actor_id=found.actor_id, reasons=(*found.reasons, step))
                for found in self.candidates(earlier, depth + 1)
            ]
        if mention.label in ("pronoun", "party", "person"):
            return []
        matched = self._matched(mention)
        if matched:
            return matched
        if mention.label == "agent":
            return self._agent(mention)
        return self._named(mention, depth)

    def _matched(self, mention: Mention) -> list[Candidate]:
        found: dict[str, Candidate] = {}
        for entry, how in self._lexicon.match(mention.reading):
            reason = Reason(feature="lexicon", level=how, weight=_BY_HOW.get(how, 5.0), left=mention.reading, right=entry.name)
            if entry.id not in found or found[entry.id].score < reason.weight:
                found[entry.id] = Candidate(actor_id=entry.id, reasons=(reason,))
        ranked = sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.actor_id))
        return [candidate for candidate in ranked if candidate.score == ranked[0].score]

    def _agent(self, mention: Mention) -> list[Candidate]:
        """ "Iraqi army", "US troops", "the Iran-backed militias": composed where a state stands first, else described."""
        words = mention.reading.replace("-", " - ").split()
        if len(words) > 4 and words[1] == "-":  # "Iran-backed": Iran is not who acts
            words = words[3:]
        agent = self._agent_noun(words, mention.head)
        if agent is None:
            return []
        for size in range(min(3, len(words) - 1), 0, -1):
            if "-" in words[: size + 1]:
                continue
            states = [
                entry for entry, _ in self._lexicon.match(" ".join(words[:size])) if entry.kind in ("state", "igo", "coalition")
            ]
            if len(states) == 1:
                return [self._composed(mention, states[0], agent)]
        if len(words) < 2:
            return self._at_home(mention, agent)
        kind = self._lexicon.agent(agent)
        if kind is not None and kind.entity == "person" and all(word.islower() or word.isupper() for word in words):
            return []  # "unidentified gunmen", "urban guerrillas": whoever they were
        reason = Reason(
            feature="described in the text", level=kind.kind if kind else "unknown", weight=1.0, left=mention.reading, right=agent
        )
        return [Candidate(actor_id=actor_id(f"described:{fold(mention.reading)}"), reasons=(reason,))]

    def _at_home(self, mention: Mention, agent: str) -> list[Candidate]:
        """ "The army" in a report whose parties are nearly all of one country: that country's."""
        noun = self._lexicon.agent(agent)
        total = sum(self._homes.values())
        if noun is None or fold(agent) not in institutions() or noun.entity != "organization" or total < _MIN_HOMES:
            return []
        country, n = max(self._homes.items(), key=lambda item: (item[1], item[0]))
        states = [entry for entry in self._lexicon.entries() if entry.kind == "state" and entry.country == country]
        if n < _HOME_SHARE * total or len(states) != 1:
            return []
        entry = self._lexicon.compose(states[0], noun)
        reason = Reason(feature="composed", level=entry.kind, weight=2.0, left=states[0].id, right=agent)
        return [Candidate(actor_id=entry.id, reasons=(reason,))]

    def _agent_noun(self, words: Sequence[str], head: str) -> str | None:
        tail = f"{words[-2].lower()} {head.lower()}" if len(words) > 1 else ""
        return next((phrase for phrase in (tail, head.lower()) if phrase and self._lexicon.agent(phrase)), None)

    def _composed(self, mention: Mention, state: ActorEntry, agent: str) -> Candidate:
        noun = self._lexicon.agent(agent)
        assert noun is not None
        entry = self._lexicon.compose(state, noun)
        reason = Reason(feature="composed", level=entry.kind, weight=5.0, left=state.id, right=agent)
        return Candidate(actor_id=entry.id, reasons=(reason,))

    def _named(self, mention: Mention, depth: int) -> list[Candidate]:
        """A name that the lexicon does not hold: the fuller names of the same report, else a new actor."""
        found: dict[str, Candidate] = {}
        for fuller in self._fuller(mention) if depth < 4 else ():
            step = Reason(feature="short for", level="same report", weight=-1.0, left=mention.reading, right=fuller.reading)
            for longer in self.candidates(fuller, depth + 1):
                found.setdefault(longer.actor_id, Candidate(actor_id=longer.actor_id, reasons=(*longer.reasons, step)))
        if found:
            return list(found.values())
        if mention.label in ("GPE", "LOC", "FAC") or not fold(mention.reading):
            return []
        if mention.label == "ORG":
            composed = [found for found in self._agent(mention) if found.reasons[0].feature == "composed"]
            if composed:
                return composed
        alike = self._groups.find(mention.reading, self._countries) if self._groups and mention.label == "ORG" else []
        if alike and alike[0].is_sure:
            return alike
        reason = Reason(feature="named in the text", level=mention.label, weight=3.0, left=mention.reading, right=mention.reading)
        return [Candidate(actor_id=actor_id(f"named:{fold(mention.reading)}"), reasons=(reason,)), *alike]

    def _fuller(self, mention: Mention) -> list[Mention]:
        """The first mention of each fuller name that this one may be short for."""
        options: list[Mention] = []
        own = fold(mention.reading)
        if own and mention.label in ("PERSON", "ORG"):  # a surname alone is often taken for the name of a body
            options = [one for one in self._full_names.get(own.split()[-1], []) if _is_part(own, one)]
        if not options and mention.label != "PERSON" and mention.reading.isupper() and 2 <= len(mention.reading) <= 6:
            options = self._acronyms.get(mention.reading, [])
        names: dict[str, Mention] = {}
        for option in options:
            names.setdefault(fold(option.reading), option)
        return [option for option in names.values() if option.id != mention.id]


class GroupNames:
    """The listed armed groups, parties and coalitions, to be found by names that the lexicon does not hold as they stand."""

    def __init__(self, lexicon: ActorLexicon) -> None:
        self._names = {e.id: e.name for e in lexicon.entries() if e.kind in _GROUPS and e.country}
        self._comparer = ActorComparer(
            KnownActor(id=entry.id, names=(entry.name, *entry.aliases), countries=frozenset({entry.country or ""}))
            for entry in lexicon.entries()
            if entry.id in self._names
        )
        self._found: dict[tuple[str, frozenset[str]], list[Candidate]] = {}

    def find(self, name: str, countries: frozenset[str]) -> list[Candidate]:
        """The group of these countries that the name surely means, else those that it may mean, marked as not sure."""
        if not countries or not looks_like_group(name):
            return []
        known = self._found.get((name, countries))
        if known is None:
            known = self._found[name, countries] = self._look(name, countries)
        return known

    def _look(self, name: str, countries: frozenset[str]) -> list[Candidate]:
        ranked = self._comparer.find(name, countries)
        is_sure = self._comparer.is_sure(ranked)
        return [
            Candidate(
                actor_id=found.actor_id,
                reasons=(
                    Reason(feature="name alike", level=found.name, weight=4.0 if is_sure else 1.0, left=name, right=found.name),
                ),
                is_sure=is_sure,
            )
            for found in (ranked[:1] if is_sure else self._comparer.possible(ranked))
        ]


def looks_like_group(name: str) -> bool:
    """True for an acronym of three letters and more, and for names with a word that groups are named with ("front")."""
    parts = name_parts(name)
    return len(parts.acronym) > 2 or (len(parts.words) > 1 and any(word.meanings for word in parts.words))


def _countries(lexicon: ActorLexicon, mentions: Iterable[Mention]) -> frozenset[str]:
    """The states that a report names, as places, parties or nationalities."""
    readings = {mention.reading for mention in mentions}
    matched = (entry for reading in sorted(readings) for entry, how in lexicon.match(reading) if how != "metonym")
    return frozenset(entry.country for entry in matched if entry.kind == "state" and entry.country)


def _by_later_words(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Persons by each word of their name but the first: by which of two family names somebody is called differs."""
    found: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.span.start):
        words = fold(mention.reading).split() if mention.label == "PERSON" else []
        for word in words[1:]:
            found.setdefault(word, []).append(mention)
    return found


def _is_part(name: str, fuller: Mention) -> bool:
    """True where the words of a folded name stand together in a longer one."""
    longer = fold(fuller.reading)
    return name != longer and f" {name} " in f" {longer} "


def _by_initials(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.span.start):
        words = [word for word in mention.reading.replace("-", " ").split() if word[:1].isupper()]
        if mention.label in ("ORG", "LEX", "NORP", "FAC") and len(words) > 1:
            found.setdefault("".join(word[0] for word in words), []).append(mention)
    return found
