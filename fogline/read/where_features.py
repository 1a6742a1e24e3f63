"""What may speak for or against a name being the place of an event: the way in the parse, the words, the names beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from spacy.tokens import Token

from fogline.read.actors import ActorWords
from fogline.read.circumstances import UNREACHED, cost
from fogline.read.event_words import facilities, is_event_noun, place_nouns, trigger_table
from fogline.read.toponyms import NameHit
from fogline.read.voices import is_speech_verb

_LONGEST = 5
_DEEPEST = 40
"""Arcs that are climbed at most: deeper parses are of no sentence that anybody wrote."""
_NEIGHBOURS = 8
"""Words between two names that are looked at together."""
_SHORT = 8
_SHORT_GAP = 4
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative"})
_RANKS = {"country": 0, "region": 1, "admin1": 1, "admin2": 2, "settlement": 3, "other": 3, "unknown": 4, "facility": 5}
_FUNCTION = frozenset(
    (
        "^ $ in at near of on from to the 's ’ ’s , . - ( ) and or for with by into between outside around off across over "
        "against through north south east west northern southern eastern western central nearby town city village district "
        "province state where when after during said"
    ).split()
)


class Names:
    """The names of one sentence that may be places of its events; what depends on no event is worked out once."""

    def __init__(self, hits: Sequence[NameHit], words: ActorWords) -> None:
        self.hits = hits
        self.words = words
        self.roots = [words.doc[hit.start : hit.end].root for hit in hits]
        self.levels = [_level(hit, words) for hit in hits]
        self._ranks = [_RANKS.get(level, -1) for level in self.levels]
        self.tops = [_top_of(root) for root in self.roots]
        self._fixed: dict[int, list[str]] = {}

    def features(self, trigger: Token, n: int, near: Sequence[int], triggers: Sequence[Token]) -> list[str]:
        """The features of one name for one event; `near`: all names that are weighed, `triggers`: the heads of all events."""
        root, hit = self.roots[n], self.hits[n]
        top, sorts = self.tops[n]
        if top.i == trigger.i:
            top, sorts = root, []
        own = cost(trigger, root)
        role = self._outer(n)
        if n not in self._fixed:
            self._fixed[n] = [*self._own(n), *self._beside(n)]
        found = [*self._fixed[n]]
        found += _way(trigger, top, f"{_kind(hit)} {hit.label}", sorts[-1] if sorts else "itself")
        found += self._rivals(trigger, n, near)
        found += _other_events(trigger, root, own, triggers)
        found.append(f"phrase={role.dep_} {'own' if role.head.i == trigger.i else 'other'}")
        found.append(f"trigger={trigger.dep_} {trigger.tag_}")
        return list(dict.fromkeys(found))

    def _own(self, n: int) -> Iterator[str]:
        hit, root, level = self.hits[n], self.roots[n], self.levels[n]
        doc, kind = root.doc, _kind(hit)
        yield from ("bias", f"kind={kind}", f"label={hit.label}", f"kind={kind} label={hit.label}")
        yield from (f"level={level}", f"level={level} label={hit.label}")
        yield from (f"part of {sort}" for sort in self.tops[n][1])
        if root.dep_ in ("compound", "nmod", "amod", "poss"):
            yield f"mod {root.dep_} {_sort(root.head)} level={level}"
            if self.words.is_person(root.head):
                yield "modifies a person"
        before = doc[hit.start - 1] if hit.start else None
        after = doc[hit.end].lower_ if hit.end < len(doc) else "$"
        yield f"before={before.lower_ if before.lower_ in _FUNCTION else 'word'}" if before is not None else "before=^"
        yield f"before={before.pos_} {before.dep_}" if before is not None else "before=^"
        yield f"after={after}" if after in _FUNCTION else "after=word"
        yield "capitals" if root.text.isupper() else "mixed"
        yield from self._phrases(root)
        yield from self._somebody(hit, root)

    def _somebody(self, hit: NameHit, root: Token) -> Iterator[str]:
        """What speaks for a person: a title, an apposition, an age; to be killed or told; to be said of by a voice."""
        if any(child.dep_ in ("compound", "appos", "amod") and self._is_office(child) for child in root.children):
            yield f"titled {hit.label}"
        if any(child.dep_ in ("appos", "nummod") and child.pos_ == "NUM" for child in root.children):
            yield f"aged {hit.label}"
        if root.dep_ in _PARTS:
            verb = root.head
            entry = trigger_table().get((verb.lemma_.lower(), "verb"))
            role = entry.object_role if entry is not None and root.dep_ != "nsubj" else ""
            yield f"{root.dep_} of {'speech' if is_speech_verb(verb) else role or 'other'}"
            yield f"{root.dep_} of {'speech' if is_speech_verb(verb) else role or 'other'} {hit.label} {_kind(hit)}"
        if any(token.lower_ == "according" for token in islice(root.ancestors, _LONGEST)):
            yield "according to"

    def _is_office(self, token: Token) -> bool:
        agent = self.words.agent(token)
        return agent is not None and agent.entity == "person"

    def _phrases(self, root: Token) -> Iterator[str]:
        """The noun phrases around a name: "a leader of the group in X"."""
        for _ in range(4):
            above = root.head
            if root.dep_ == "pobj" and above.head.pos_ in ("NOUN", "PROPN"):
                root = above.head
                person = self.words.is_person(root)
                yield f"in phrase of {_sort(root)} by {above.lower_} person={person}"
            elif root.dep_ in ("compound", "nmod", "poss", "appos", "conj"):
                root = above
            else:
                break

    def _outer(self, n: int) -> Token:
        """The head of the outermost noun phrase around a name."""
        root = self.roots[n]
        for _ in range(4):
            if root.dep_ == "pobj" and root.head.head.pos_ in ("NOUN", "PROPN"):
                root = root.head.head
            elif root.dep_ in ("compound", "nmod", "poss", "appos", "conj"):
                root = root.head
            else:
                break
        return root

    def _beside(self, n: int) -> Iterator[str]:
        """The other names, and whether they are of finer places."""
        rank, root = self._ranks[n], self.roots[n]
        around = range(max(0, n - _NEIGHBOURS), min(len(self.roots), n + _NEIGHBOURS + 1))
        finer = sum(self._ranks[m] > rank for m in around) if rank >= 0 else 0
        yield f"finer={min(finer, 2)} level={self.levels[n]}"
        for m in around:
            other = self.roots[m]
            gap = abs(other.i - root.i)
            if m != n and gap <= _NEIGHBOURS:
                size = "finer" if self._ranks[m] > rank else "same" if self._ranks[m] == rank else "coarser"
                tie = f"beside {_relation(root, other)} {size}"
                yield from (tie, f"{tie} {'before' if other.i < root.i else 'after'} {min(gap // 3, 3)}")
        for m, where in ((n - 1, "left"), (n + 1, "right")):
            if 0 <= m < len(self.hits) and (words := self._gap(min(n, m))):
                yield f"{where} {words}"
                yield f"{where} {words} {self.levels[n]} {self.levels[m]}"

    def _gap(self, n: int) -> str:
        """The words between a name and the next, where they are few."""
        between = self.words.doc[self.hits[n].end : self.hits[n + 1].start]
        if len(between) > _SHORT_GAP:
            return ""
        return "gap=" + " ".join(token.lower_ if token.lower_ in _FUNCTION else "word" for token in between)

    def _rivals(self, trigger: Token, n: int, near: Sequence[int]) -> Iterator[str]:
        """Other names on the way, and those that are closer."""
        root = self.roots[n]
        others = [self.roots[m] for m in near if m != n]
        up = {token.i for token in _up(root)[1:]}
        if any(other.i in up and not _is_over(other, trigger) for other in others):
            yield "under another name"
        if any(other.i != root.i and _is_over(root, other) for other in others):
            yield "over another name"
        if not others:
            yield "the only name"
        closer = sum(abs(other.i - trigger.i) < abs(root.i - trigger.i) for other in others)
        yield f"names closer={min(closer, 3)}"

    def second(self, n: int, scores: Mapping[int, float]) -> list[str]:
        """Features that compare a name with the best of the others that were weighed, by the scores of a first pass."""
        own, level = scores[n], self.levels[n]
        found = [f"own={int(max(-8.0, min(6.0, 2 * own)))}"]
        others = [m for m in scores if m != n]
        if not others:
            return found
        best = max(others, key=lambda m: scores[m])
        gap = scores[best] - own
        how = "much better" if gap > 1.5 else "better" if gap > 0 else "worse" if gap > -1.5 else "much worse"
        sure, tie = scores[best] > -0.5, self._tie(n, best)
        found += [f"best other {how}", f"best other {how} {sure} {tie}"]
        found += [f"best other {sure} {tie} {level} {self.levels[best]}", f"best other {how} {level} {self.levels[best]}"]
        found += [f"part of {sort} & {how} {sure}" for sort in self.tops[n][1]]
        return found

    def is_beside(self, n: int, others: Sequence[int]) -> bool:
        """True for a name in a row with one of the others: "in Homs and Hama", "the port of X, the village of Y and Z"."""
        first = _first_of_row(self.tops[n][0])
        return any(first.i == _first_of_row(self.tops[m][0]).i for m in others)

    def _tie(self, n: int, other: int) -> str:
        left, right = self.roots[n], self.roots[other]
        return "inside" if is_around(left, right) else "around" if is_around(right, left) else "apart"


def _first_of_row(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def is_around(outer: Token, inner: Token) -> bool:
    """True where a name only says where another lies: it hangs on the other by more than coordination."""
    if outer.i == inner.i or not inner.is_ancestor(outer):
        return False
    token = outer
    while token.i != inner.i:
        if token.dep_ != "conj":
            return True
        token = token.head
    return False


def _is_over(upper: Token, lower: Token) -> bool:
    return bool(upper.i == lower.i or upper.is_ancestor(lower))


def _kind(hit: NameHit) -> str:
    return "place" if hit.is_place else "party" if hit.is_party else "toponym" if hit.is_toponym else "other"


def _level(hit: NameHit, words: ActorWords) -> str:
    last = words.doc[hit.end - 1]
    if hit.end - hit.start > 1 and place_nouns().get(last.lemma_.lower()) == "division":
        return "admin2" if last.lemma_.lower() in ("district", "county", "subdistrict") else "admin1"
    return "facility" if hit.label == "FAC" else hit.level


def _relation(name: Token, other: Token) -> str:
    """How two names of a sentence hang together."""
    if other.is_ancestor(name):
        if not is_around(name, other):
            return "coordinated"
        how = name.head.lower_ if name.dep_ == "pobj" else name.dep_
        return f"under by {how}" if len(how) < _SHORT else "under"
    if name.is_ancestor(other):
        return "over" if is_around(other, name) else "coordinated"
    if name.head.i == other.head.i:
        return "siblings"
    if name.head.head.i == other.head.head.i:
        return "phrases of one word"
    return "under its head" if other.head.is_ancestor(name) else "over its head" if name.head.is_ancestor(other) else "apart"


def _top_of(root: Token) -> tuple[Token, list[str]]:
    """The head of the longer phrase of place that a name is part of ("the town of Goma"), and the sorts of words passed."""
    sorts: list[str] = []
    for _ in range(3):
        above = root.head
        if root.dep_ == "pobj" and above.lower_ == "of" and above.head.pos_ in ("NOUN", "PROPN") and _sort(above.head) != "word":
            above, how = above.head, "of"
        elif root.dep_ in ("compound", "nmod", "poss", "appos") and above.pos_ in ("NOUN", "PROPN"):
            how = root.dep_
        else:
            break
        sorts.append(f"{how} {_sort(above)}")
        root = above
    return root, sorts


def _sort(noun: Token) -> str:
    lemma = noun.lemma_.lower()
    if lemma in place_nouns():
        return "place noun"
    entity = facilities().get(lemma)
    return entity[0] if entity else "event" if is_event_noun(noun) else "word"


def _up(token: Token) -> list[Token]:
    return [token, *islice(token.ancestors, _DEEPEST)]


def _way(trigger: Token, root: Token, kind: str, part: str) -> Iterator[str]:
    """The path of the parse, the preposition, and the clauses that are left on the way."""
    over = _up(trigger)
    above = {token.i: n for n, token in enumerate(over)}
    up = _up(root)
    meets = next((n for n, token in enumerate(up) if token.i in above), None)
    if meets is None:
        yield "no way"
        return
    down, climb = up[:meets], above[up[meets].i]
    steps = [token.dep_ for token in reversed(down) if token.dep_ != "conj"]
    if len(steps) < len(down):
        yield "coordinated"
    path = ">".join(steps) if len(steps) <= _LONGEST else "long"
    yield f"climb={min(climb, 4)} path={path}"
    yield f"climb={min(climb, 2)} path={path} kind={kind} part={part}"
    events = sum(token.pos_ in ("NOUN", "PROPN") and is_event_noun(token) for token in [*down[1:], *over[1 : climb + 1]])
    yield f"event nouns={min(events, 2)} verbs={min(sum(token.pos_ == 'VERB' for token in down), 2)} climb={min(climb, 2)}"
    yield f"pos={trigger.pos_} climb={min(climb, 3)}"
    yield f"steps={min(climb + len(down), 8)}"
    yield f"verbs={min(sum(token.pos_ in ('VERB', 'AUX') for token in [*down, *over[1:climb]]), 3)}"
    yield from _by(trigger, down, f"climb={min(climb, 3)} path={path}", kind)
    if down and down[-1].head.i == trigger.i:
        yield f"{trigger.lemma_.lower()} {down[-1].dep_}"
        yield f"{trigger.lemma_.lower()} {path} {kind} {part}"
    if any(is_speech_verb(token) for token in over[1 : climb + 1]):
        yield "over a verb of speech"
    yield "behind" if root.i > trigger.i else "before"


def _by(trigger: Token, down: Sequence[Token], way: str, kind: str) -> Iterator[str]:
    prep = next((token for token in down if token.dep_ == "prep"), None)
    if prep is None:
        yield f"no prep {way} kind={kind}"
        return
    word = prep.lower_
    yield from (f"prep={word}", f"prep={word} kind={kind}", f"{way} prep={word}")
    yield f"prep={word} head={'trigger' if prep.head.i == trigger.i else prep.head.pos_}"


def _other_events(trigger: Token, root: Token, own: int, triggers: Sequence[Token]) -> Iterator[str]:
    """How far the name is in the parse, by the rule that binds days too, and whether another event is closer."""
    others = [other for other in triggers if other.i != trigger.i]
    between = sum(min(trigger.i, root.i) < other.i < max(trigger.i, root.i) for other in others)
    yield f"events between={min(between, 2)}"
    yield f"distance={min(abs(root.i - trigger.i) // 4, 6)}"
    rest = min((cost(other, root) for other in others), default=UNREACHED)
    yield f"cost={min(own, 12)}"
    yield "closer to another event" if rest < own else "as close to another event" if rest == own else "closest to this event"
    yield f"{'closer' if rest < own else 'not closer'} cost={min(own // 2, 6)}"
    if own >= UNREACHED:
        yield "unreached"
