"""Which nouns can act or be hit, and the actor mention behind a noun phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from fogline.lexicon.actors import ActorLexicon
from fogline.lexicon.agents import AgentNoun
from fogline.lexicon.leaders import country_of_leader
from fogline.lexicon.outlets import OutletLexicon
from fogline.read import syntax
from fogline.read.event_words import facilities
from fogline.read.names import NameHit

_PRONOUNS = frozenset("he she it they them him her we who that which those".split())
_MEMBERS = frozenset("fighter member soldier militant man troop trooper force combatant gunman recruit".split())
_OF_STATE = frozenset("of in from throughout".split())
_NOT_OF_STATE = frozenset({"ethnic"})
_TOWARDS_STATE = frozenset({"anti", "pro", "non"})
_FROM_STATE = frozenset("backed aligned allied supported funded financed sponsored armed trained supplied friendly".split())
_RUN_BY = frozenset({"led", "ruled", "run", "controlled"})
_LEADING = frozenset("president minister premier chancellor leader chairman general emperor dictator colonel".split())
ARMED = frozenset({"military", "militia", "police", "rebel"})


@dataclass(frozen=True, slots=True)
class ActorPhrase:
    """Words that point at an actor: token range and how they do (name, agent or pronoun)."""

    start: int
    end: int
    label: str
    head: Token


@cache
def _outlets() -> OutletLexicon:
    return OutletLexicon()


def is_outlet(name: str) -> bool:
    """True for the names of agencies and papers: they tell of attacks and make none."""
    return bool(_outlets().match(name))


class ActorWords:
    """Answers questions about the nouns of one parsed paragraph."""

    def __init__(
        self, doc: Doc, hits: list[NameHit], lexicon: ActorLexicon, *, in_violence: bool = False, in_conflict: bool = False
    ) -> None:
        self.in_violence = in_violence
        """Whether the report around the paragraph tells of violence (violence.py)."""
        self.in_conflict = in_conflict
        """Whether it tells of a conflict, with or without force."""
        self._doc = doc
        self._hits = hits
        self._lexicon = lexicon
        self._hit_at = {i: hit for hit in hits for i in range(hit.start, hit.end)}

    @property
    def hits(self) -> Sequence[NameHit]:
        """The names of the paragraph, in text order."""
        return self._hits

    @property
    def doc(self) -> Doc:
        """The paragraph."""
        return self._doc

    def agent(self, token: Token) -> AgentNoun | None:
        """The agent noun that a token, with its compound words, is."""
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return None
        for left in syntax.children(token, "compound", "amod"):
            found = self._lexicon.agent(f"{left.lemma_.lower()} {token.lemma_.lower()}")
            if found is not None:
                return found
        return self._lexicon.agent(token.lemma_.lower())

    def hit(self, token: Token) -> NameHit | None:
        """The name that a token is part of."""
        return self._hit_at.get(token.i)

    def kinds(self, token: Token) -> list[str]:
        """The kinds of the listed actors that the name at a token may mean."""
        hit = self.hit(token)
        if hit is None:
            return []
        return sorted({entry.kind for entry, _ in self._lexicon.match(self._doc[hit.start : hit.end].text)})

    def can_act(self, token: Token) -> bool:
        """True for words that name somebody: names of actors, agent nouns, personal pronouns."""
        if token.pos_ == "PRON" or token.tag_ in ("WP", "WDT"):
            return token.lower_ in _PRONOUNS
        hit = self.hit(token)
        if hit is not None:
            return hit.is_actor and not is_outlet(self._doc[hit.start : hit.end].text)
        return self.agent(token) is not None

    def is_doer(self, token: Token) -> bool:
        """True for a modifier that names who acts ("US strike"), not one that says of what sort ("military strike")."""
        return self.can_act(token) and not (token.pos_ == "ADJ" and self.hit(token) is None)

    def can_be_hit(self, token: Token) -> bool:
        """True for words that an attack can hit: actors, facilities, vehicles, places."""
        return self.can_act(token) or self.hit(token) is not None or token.lemma_.lower() in facilities()

    def is_time(self, token: Token) -> bool:
        """True inside a time expression of the tagger."""
        return token.ent_type_ in ("DATE", "TIME")

    def is_armed(self, token: Token) -> bool:
        """True for fighting bodies: agent nouns of an armed class, names of armed groups."""
        hit = self.hit(token)
        if hit is not None:
            matches = self._lexicon.match(self._doc[hit.start : hit.end].text)
            return any(entry.kind in ("military", "militia", "rebel", "umbrella", "police", "state") for entry, _ in matches)
        agent = self.agent(token)
        return agent is not None and agent.argument_class in ARMED

    def is_person(self, token: Token) -> bool:
        """True for words that name people."""
        if token.ent_type_ == "PERSON":
            return True
        agent = self.agent(token)
        return agent is not None and agent.entity in ("person", "group")

    def is_state(self, token: Token) -> bool:
        """True for the name of a state or an international organization."""
        hit = self.hit(token)
        if hit is None:
            return False
        matches = self._lexicon.match(self._doc[hit.start : hit.end].text)
        return any(entry.kind in ("state", "government", "igo") for entry, _ in matches)

    def is_official(self, token: Token) -> bool:
        """True for offices, officials, diplomats and governments."""
        agent = self.agent(token)
        return agent is not None and agent.argument_class in ("official", "diplomat", "government")

    def country(self, token: Token) -> str | None:
        """The state that the words of a phrase tie it to: its name, a modifier ("French farmers"), or "rebels in Sudan"."""
        token = syntax.counted(token)
        # "Ethnic Hungarians in Romania" are of Romania.
        near = [] if self._is_ethnic(token) else [token, *self._modifiers(token)]
        clauses = [inner for clause in syntax.children(token, "acl") for inner in (clause, *syntax.children(clause, "dobj"))]
        for noun in [token, *syntax.children(token, "appos"), *clauses]:
            of = [obj for prep, obj in syntax.prepositions(noun) if prep.lower_ in _OF_STATE]
            of += [inner for obj in of for prep, inner in syntax.prepositions(obj) if prep.lower_ == "of"]
            near += [one for obj in of for one in (obj, *self._modifiers(obj))]
            near += self._modifiers(noun) if noun.i != token.i else []
        return next((found for one in near if (found := self._country_of(one))), None)

    def _is_ethnic(self, token: Token) -> bool:
        return any(inner.lower_ in _NOT_OF_STATE for inner in syntax.children(token, "amod", "compound"))

    def _modifiers(self, token: Token) -> list[Token]:
        """What stands before a noun, innermost last: "Israel's" of "Israel's defense minister"."""
        found: list[Token] = []
        if self._is_ethnic(token):
            return found
        for inner in syntax.children(token, "poss", "amod", "compound", "nmod"):
            if self._is_ethnic(inner):
                continue
            found += [inner, *self._modifiers(inner)]
            if inner.lower_ in _RUN_BY:  # "Vietnamese-led forces"
                found += syntax.children(inner, "npadvmod")
        return found

    def _country_of(self, token: Token) -> str | None:
        hit = self.hit(token)
        if hit is None:
            return None
        whole = self._doc[hit.start : hit.end]
        if self._is_part_of_compound(hit):
            return None
        for text in (whole.text, *(word.text for word in whole if len(whole) > 1)):  # "Radical French"
            found = {entry.country for entry, _ in self._lexicon.match(text) if entry.country}
            if len(found) == 1:
                return found.pop()
        if hit.label != "PERSON" and token.pos_ != "PROPN":
            return None
        return country_of_leader(whole.text, titled=self._is_titled(hit))

    def _is_part_of_compound(self, hit: NameHit) -> bool:
        """True in "anti-Syria" and "Iran-backed", which tell of no citizen of that state; "French-led forces" are its own."""
        doc = self._doc
        before = doc[hit.start - 2].lower_ if hit.start > 1 and doc[hit.start - 1].text == "-" else ""
        after = doc[hit.end + 1].lower_ if hit.end + 1 < len(doc) and doc[hit.end].text == "-" else ""
        return before in _TOWARDS_STATE or after in _FROM_STATE

    def _is_titled(self, hit: NameHit) -> bool:
        """True for "President Okoro" and "the Okoro administration"."""
        before = self._doc[hit.start - 1].lower_ if hit.start else ""
        head = self._doc[hit.start : hit.end].root
        follows = head.dep_ in ("compound", "poss", "nmod") and self.is_official(head.head)
        return before in _LEADING or follows

    def nations(self, token: Token) -> list[Token]:
        """The coordinated states of "Hungarian and Romanian officials", "officials of Laos and Peru"; else empty."""
        if self.hit(token) is not None:
            return []
        found = [
            inner for first in syntax.children(token, "amod", "compound", "nmod", "poss") for inner in (first, *first.conjuncts)
        ]
        found += [
            inner
            for prep, obj in syntax.prepositions(token)
            if prep.lower_ in ("of", "from")
            for inner in syntax.with_conjuncts(obj)
        ]
        owners = (token.i, *(f.i for f in found), *(inner.i for inner in syntax.children(token, "prep")))
        kept = {inner.i: inner for inner in found if inner.head.i in owners and self._country_of(inner)}
        countries = {self._country_of(inner) for inner in kept.values()}
        return [kept[i] for i in sorted(kept)] if len(countries) > 1 else []

    def is_body(self, token: Token) -> bool:
        """True for governments, courts, parliaments, authorities."""
        agent = self.agent(token)
        return agent is not None and agent.entity == "organization" and agent.argument_class in ("official", "government")

    def is_public(self, token: Token) -> bool:
        """True for people who attack in words: officials, politicians, reporters, and persons by name."""
        agent = self.agent(token)
        in_public = agent is not None and agent.argument_class in ("official", "diplomat", "government", "media")
        return in_public or token.ent_type_ == "PERSON"

    def phrase(self, token: Token) -> ActorPhrase | None:
        """The actor mention behind a participant: its name, its agent phrase, or the owner of a thing ("a US base")."""
        hit = self.hit(token)
        if hit is not None and hit.is_actor and self._is_ethnic(token):
            return ActorPhrase(syntax.noun_phrase(token)[0], hit.end, "agent", token)
        if hit is not None:
            return ActorPhrase(hit.start, hit.end, hit.label, token) if hit.is_actor or hit.is_place else None
        if token.pos_ == "PRON":
            return ActorPhrase(token.i, token.i + 1, "pronoun", token) if token.lower_ in _PRONOUNS else None
        named = next((t for t in syntax.children(token, "appos") if self.hit(t) is not None), None)
        agent = self.agent(token)
        if agent is not None:
            whole = self._whole(token) or self._group_of(token, agent)
            if whole is not None:
                return whole
            if named is not None and self._hit_at[named.i].is_actor:
                hit = self._hit_at[named.i]
                return ActorPhrase(hit.start, hit.end, hit.label, named)
            return self._agent_phrase(token)
        owner = next((t for t in syntax.children(token, "compound", "amod", "poss", "nmod") if self._is_owner(t)), None)
        return self.phrase(owner) if owner is not None else None

    def _whole(self, token: Token) -> ActorPhrase | None:
        """The body that "fighters of X" and "members of X" belong to."""
        agent = self.agent(token)
        if token.lemma_.lower() not in _MEMBERS and not (agent is not None and agent.argument_class == "militia"):
            return None
        for prep, obj in syntax.prepositions(token):
            hit = self.hit(obj)
            if prep.lower_ == "of" and hit is not None and hit.is_actor and hit.label in ("LEX", "ORG"):
                return ActorPhrase(hit.start, hit.end, hit.label, obj)
        return None

    def _group_of(self, token: Token, agent: AgentNoun) -> ActorPhrase | None:
        """The armed group before a noun for its fighters ("ELN guerrillas"); the state of "Iraqi troops" is composed later."""
        if agent.argument_class not in ("militia", "other") and token.lemma_.lower() not in _MEMBERS:
            return None
        for left in syntax.children(token, "compound", "amod", "nmod", "poss"):
            hit = self.hit(left)
            if hit is not None and hit.is_actor and hit.label in ("LEX", "ORG") and self._is_group(hit):
                return ActorPhrase(hit.start, hit.end, hit.label, left)
        return None

    def _is_group(self, hit: NameHit) -> bool:
        kinds = {entry.kind for entry, _ in self._lexicon.match(self._doc[hit.start : hit.end].text)}
        return bool(kinds & {"rebel", "militia", "umbrella", "party"}) or (not kinds and hit.label == "ORG")

    def _is_owner(self, token: Token) -> bool:
        hit = self.hit(token)
        return (hit is not None and hit.label != "PERSON" and hit.is_actor) or (hit is None and self.agent(token) is not None)

    def _agent_phrase(self, token: Token) -> ActorPhrase:
        title = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else None
        if title is not None and token.dep_ == "compound" and (hit := self.hit(title)):
            return ActorPhrase(hit.start, hit.end, hit.label, title)
        start, end = syntax.noun_phrase(token)
        while start > 0 and (before := self._doc[start - 1]).head.i == token.head.i and token.dep_ == "compound":
            if self.hit(before) is None or before.dep_ not in ("amod", "compound"):
                break
            start -= 1
        while start < token.i and (
            self._doc[start].dep_ in ("det", "nummod", "predet", "quantmod", "advmod", "neg", "punct")
            or self._doc[start].pos_ in ("NUM", "DET", "PRON", "PUNCT")
        ):
            start += 1
        return ActorPhrase(start, end, "agent", token)
