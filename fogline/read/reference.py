"""Reference within a report: what "it", "they", "he" and "the group" stand for, by recency and kind.

A word that could stand for nothing, or for something of another kind, keeps no referent: none is guessed.
"""

from __future__ import annotations

from fogline.read.actors import ActorPhrase, ActorWords
from fogline.record.types import Mention

_ORGANISATION = frozenset({"ORG", "LEX", "NORP", "GPE", "agent"})
_GROUP_NOUNS = frozenset(
    "group militia faction organization organisation movement army militants fighters rebels insurgents party coalition force "
    "forces unit brigade ministry government military police guerrillas gang".split()
)


_FIGHTING = frozenset({"militia", "rebel", "umbrella", "coalition", "party"})
_NO_GROUP = frozenset({"state", "person", "igo", "media", "people"})


class Memory:
    """The actor mentions of a report so far, newest last."""

    def __init__(self) -> None:
        self._seen: list[tuple[Mention, str, bool, bool]] = []

    def referent(self, phrase: ActorPhrase, words: ActorWords, *, before: int) -> str | None:
        """The id of the mention that a pronoun or a bare definite phrase at character `before` stands for, or None."""
        if phrase.label == "pronoun":
            return self._of_pronoun(phrase.head.lower_, before)
        if phrase.label != "agent" or phrase.end - phrase.start != 1 or phrase.head.lemma_.lower() not in _GROUP_NOUNS:
            return None
        if not any(inner.lower_ in ("the", "this", "that", "these", "those", "its", "their") for inner in phrase.head.children):
            return None
        agent = words.agent(phrase.head)
        for mention, kind, is_plural, is_person in self._last(12, before):
            named = mention.label in ("ORG", "LEX") and kind not in _NO_GROUP
            if (
                named
                and not is_person
                and not is_plural
                and (agent is None or not kind or kind == agent.kind or "unknown" in (kind, agent.kind) or kind in _FIGHTING)
            ):
                return mention.id
        return None

    def _last(self, size: int, before: int) -> list[tuple[Mention, str, bool, bool]]:
        earlier = [seen for seen in self._seen if seen[0].span.end <= before]
        return sorted(earlier, key=lambda seen: -seen[0].span.start)[:size]

    def _of_pronoun(self, word: str, before: int) -> str | None:
        for mention, _, is_plural, is_person in self._last(8, before):
            if word in ("he", "she", "him", "her") and is_person:
                return mention.id
            if word in ("they", "them") and is_plural:
                return mention.id
            if word in ("it", "its") and not is_person and not is_plural:
                return mention.id
        return None

    def add(self, mention: Mention, phrase: ActorPhrase, kind: str, *, is_person: bool) -> None:
        """Remembers a mention that later words may stand for."""
        if phrase.label == "pronoun" or mention.refers_to:
            return
        if phrase.label in _ORGANISATION or is_person:
            self._seen.append((mention, kind, phrase.head.tag_ in ("NNS", "NNPS"), is_person))
