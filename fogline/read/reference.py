"""Reference within a report: what "it", "they", "he" and "the group" stand for, by recency, kind and position.

A word that could stand for nothing, or only for something of another kind, keeps no referent: none is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from fogline.read.actors import ActorPhrase, ActorWords
from fogline.record.types import Mention

_GROUP_NOUNS = frozenset(
    "group militia faction organization organisation movement army party coalition force brigade ministry government "
    "military police gang".split()
)
_NO_GROUP = frozenset({"state", "person", "igo", "media", "people"})
_FIGHTING = frozenset({"militia", "rebel", "umbrella", "coalition", "party"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REACH = 600
"""How many characters back a group noun may reach; pronouns reach to the sentence before."""
_FIGHTERS = frozenset("militant fighter extremist terrorist subversive".split())
"""Who belongs to a group, unlike "gunmen" or "attackers", who may be anybody."""
ARMED_GROUPS = frozenset({"rebel", "militia", "umbrella"})


@dataclass(frozen=True, slots=True)
class _Seen:
    mention: Mention
    kind: str
    is_plural: bool
    is_person: bool
    is_subject: bool
    sentence: int
    verb: int
    groups: frozenset[str]
    """The listed armed groups that the words may name."""


class Memory:
    """The actor mentions of a report so far."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []

    def referent(self, phrase: ActorPhrase, words: ActorWords, *, at: int, paragraph: int) -> str | None:
        """The id of the mention that a pronoun or a bare definite phrase at character `at` stands for, or None.

        `paragraph` is the character at which the paragraph of the phrase starts.
        """
        if phrase.label == "pronoun":
            return self._of_pronoun(phrase.head, at, paragraph)
        is_bare = phrase.label == "agent" and phrase.end - phrase.start == 1 and phrase.head.tag_ == "NN"
        if is_bare and phrase.head.lemma_.lower() in _GROUP_NOUNS:
            return self._of_group(phrase.head, words, at)
        is_bare_plural = phrase.label == "agent" and phrase.end - phrase.start == 1 and phrase.head.tag_ == "NNS"
        return self._of_fighters(phrase.head, words, at) if is_bare_plural else None

    def _of_fighters(self, head: Token, words: ActorWords, at: int) -> str | None:
        """ "The rebels" where the report has named one armed group so far, and no other."""
        agent = words.agent(head)
        of_group = agent is not None and (agent.kind in ARMED_GROUPS or head.lemma_.lower() in _FIGHTERS)
        inner = [token for token in head.children if token.dep_ in ("det", "amod", "compound", "nmod", "poss", "nummod", "prep")]
        if not of_group or [token.lower_ for token in inner] not in (["the"], ["these"], ["those"]):
            return None
        named = [seen for seen in self._before(at, 0) if seen.groups]
        if not named or not frozenset.intersection(*(seen.groups for seen in named)):
            return None
        return named[0].mention.id

    def _of_group(self, head: Token, words: ActorWords, at: int) -> str | None:
        if not any(inner.lower_ in ("the", "this", "that") for inner in head.children):
            return None
        agent = words.agent(head)
        for seen in self._before(at, at - _REACH):
            fits = not seen.kind or agent is None or seen.kind == agent.kind or "unknown" in (seen.kind, agent.kind)
            named = seen.mention.label in ("ORG", "LEX") and seen.kind not in _NO_GROUP
            if named and not seen.is_person and not seen.is_plural and (fits or seen.kind in _FIGHTING):
                return seen.mention.id
        return None

    def _of_pronoun(self, head: Token, at: int, paragraph: int) -> str | None:
        sentence = paragraph + head.sent.start_char
        here = [seen for seen in self._before(at, sentence) if seen.verb != _verb_of(head) or head.dep_ in _SUBJECTS]
        earlier = [seen for seen in self._before(sentence, 0) if sentence - seen.sentence < _REACH]
        last = max((seen.sentence for seen in earlier), default=-1)
        behind = [seen for seen in earlier if seen.sentence == last]
        for group in (here, behind):
            fitting = [seen for seen in group if _fits(head.lower_, seen)]
            ranked = [seen for seen in fitting if seen.is_subject] or (fitting if group is here else [])
            if ranked:
                return ranked[0].mention.id
        return None

    def _before(self, at: int, since: int) -> Iterator[_Seen]:
        """What was seen between two characters, nearest first."""
        inside = [seen for seen in self._seen if since <= seen.mention.span.start and seen.mention.span.end <= at]
        yield from sorted(inside, key=lambda seen: -seen.mention.span.start)

    def add(
        self,
        mention: Mention,
        phrase: ActorPhrase,
        kind: str,
        *,
        is_person: bool,
        paragraph: int,
        groups: frozenset[str] = frozenset(),
    ) -> None:
        """Remembers a mention that later words may stand for."""
        if phrase.label == "pronoun" or mention.refers_to:
            return
        head = phrase.head
        of_one = _is_one_of(head)
        self._seen.append(
            _Seen(
                mention=mention,
                kind=kind,
                is_plural=head.tag_ in ("NNS", "NNPS") and not of_one,
                is_person=is_person,
                is_subject=_subject_dep(head.head.head if of_one else head) in _SUBJECTS,
                sentence=paragraph + head.sent.start_char,
                verb=_verb_of(head),
                groups=groups,
            )
        )


def _is_one_of(head: Token) -> bool:
    """True for the "groups" of "one of the groups", which are one group."""
    return head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ == "one"


def _subject_dep(head: Token) -> str:
    while head.dep_ in ("conj", "appos", "compound"):
        head = head.head
    return str(head.dep_)


def _verb_of(token: Token) -> int:
    return int(next((above.i for above in token.ancestors if above.pos_ in ("VERB", "AUX")), -1))


def _fits(word: str, seen: _Seen) -> bool:
    if seen.kind == "media":
        return False  # an outlet that is quoted is seldom what is told of
    if word in ("he", "she", "him", "her"):
        return seen.is_person
    if word in ("they", "them"):
        return seen.is_plural or (not seen.is_person and seen.kind != "state")
    return word in ("it", "its") and not seen.is_person and not seen.is_plural
