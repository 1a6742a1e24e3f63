"""What the words around two phrases of a sentence say about a tie between them: features for the linear model of ties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from spacy.tokens import Doc, Token

from fogline.lexicon.agents import find_agent
from fogline.lexicon.tables import iter_rows, split_list
from fogline.read.event_words import trigger_table, weapons

_FAR = 25
_WITH_KINDS = ("path=", "list.path=", "nested.")
BIAS = tuple(f"bias{i}" for i in range(8))
"""Every pair has these; they share what every pair has in common, so that no weight is large beside the others (eight bits)."""
_LONGEST_PATH = 7
_HIGHEST = 9
"""How far above a phrase its verb is looked for."""


@dataclass(frozen=True, slots=True)
class TiePhrase:
    """A phrase that may be one end of a tie: token range, head, and its kind (organisation, person, place, weapon ...)."""

    start: int
    end: int
    head: int
    kind: str


def tie_phrase(doc: Doc, start: int, end: int, kind: str) -> TiePhrase:
    """The phrase of these tokens; its head is the word that governs the others."""
    return TiePhrase(start, end, doc[start:end].root.i, kind)


@cache
def _cues() -> dict[str, str]:
    """Class of tie by lemma."""
    return {lemma: row["class"] for row in iter_rows("tie_cues.tsv") for lemma in split_list(row["lemmas"])}


@cache
def _types() -> dict[str, str]:
    """Event type by lemma."""
    return {lemma: entry.event_type for (lemma, _), entry in trigger_table().items()}


def pair_features(doc: Doc, left: TiePhrase, right: TiePhrase, phrases: Sequence[TiePhrase]) -> list[str]:
    """Features of two phrases, the one that starts first being `left`."""
    found = [*BIAS, f"kinds={left.kind},{right.kind}"]
    if right.start < left.end:
        found += _nested(doc, left, right)
    else:
        found += _between(doc, left, right, phrases)
        found += _listed(doc, left, right, phrases)
    found += _end("l", doc, left)
    found += _end("r", doc, right)
    found += _path("", doc[left.head], doc[right.head])
    first, second = _first_conjunct(doc[left.head]), _first_conjunct(doc[right.head])
    if first.i != second.i:
        found += _path("list.", first, second)
    else:
        found.append("one.list")
    found += _heads(doc, left, right)
    kinds = f"{left.kind},{right.kind}"
    found += [f"{name}|{kinds}" for name in found if "cue" in name or name.startswith(_WITH_KINDS)]
    return list(dict.fromkeys(found))


def _end(side: str, doc: Doc, phrase: TiePhrase) -> Iterator[str]:
    head = doc[phrase.head]
    yield f"{side}.head={head.lemma_.lower()}"
    yield f"{side}.dep={head.dep_}"
    yield f"{side}.label={head.ent_type_}"
    agent = find_agent(head.lemma_.lower())
    if agent is not None:
        yield f"{side}.agent={agent.kind},{agent.entity}"
    if head.lemma_.lower() in weapons():
        yield f"{side}.weapon"
    before = doc[phrase.start - 1].lower_ if phrase.start else ""
    after = doc[phrase.end].lower_ if phrase.end < len(doc) else ""
    yield f"{side}.before={before}"
    yield f"{side}.after={after}"
    yield f"{side}.above={head.head.lemma_.lower()},{head.dep_}"
    above = head.head.head if head.dep_ == "pobj" else head.head
    yield f"{side}.event={_types().get(above.lemma_.lower(), '')},{head.dep_},{head.head.lower_ if head.dep_ == 'pobj' else ''}"


def _heads(doc: Doc, left: TiePhrase, right: TiePhrase) -> Iterator[str]:
    """The two heads together, those of their lists too, and with what is said between them; the verb that both hang on."""
    one, other = doc[left.head], doc[right.head]
    names = one.lemma_.lower(), other.lemma_.lower()
    yield f"heads={','.join(names)}"
    first, second = _first_conjunct(one), _first_conjunct(other)
    if (first.i, second.i) != (one.i, other.i) and first.i != second.i:
        yield f"heads={first.lemma_.lower()},{second.lemma_.lower()}"
    cues = {_cues().get(token.lemma_.lower(), "") for token in doc[left.end : max(right.start, left.end)]} - {""}
    for cue in sorted(cues) or ["none"]:
        yield from (f"heads.by={cue},{','.join(names)}", f"l.by={cue},{names[0]}", f"r.by={cue},{names[1]}")
    verb = _verb_above(first)
    if verb.i == _verb_above(second).i:
        yield f"one.verb={verb.lemma_.lower()},{left.kind},{right.kind}"


def _verb_above(token: Token) -> Token:
    for above in islice(_chain(token), _HIGHEST):
        if above.pos_ == "VERB" or above.head.i == above.i:
            return above
    return above


def _nested(doc: Doc, outer: TiePhrase, inner: TiePhrase) -> Iterator[str]:
    """One phrase within the other: "Iraqi forces", "the leader of the group"."""
    yield "nested"
    yield f"nested.dep={doc[inner.head].dep_},{outer.kind},{inner.kind}"
    yield f"nested.heads={doc[outer.head].lemma_.lower()},{inner.kind}"
    agent = find_agent(doc[outer.head].lemma_.lower())
    yield f"nested.agent={agent.kind if agent else ''},{agent.entity if agent else ''},{inner.kind}"
    if outer.start == inner.start and outer.end == inner.end:
        yield "same"
    yield f"nested.at={inner.start == outer.start},{inner.end == outer.end}"
    after = doc[inner.end].lower_ if inner.end < len(doc) else ""
    yield f"nested.after={after},{inner.kind}"


def _between(doc: Doc, left: TiePhrase, right: TiePhrase, phrases: Sequence[TiePhrase]) -> Iterator[str]:
    inner = doc[left.end : right.start]
    size = len(inner)
    inside = sum(p.start <= left.start and left.end <= p.end for p in phrases) - 1
    yield f"within={min(inside, 1)},{min(sum(p.start <= right.start and right.end <= p.end for p in phrases) - 1, 1)}"
    yield f"gap={0 if not size else 1 if size == 1 else 2 if size < 4 else 3 if size < 9 else 4 if size < 16 else 5}"
    others = sum(left.end <= p.start and p.end <= right.start for p in phrases)
    yield f"others={min(others, 3)}"
    if size <= _FAR:
        for token in inner:
            if not token.is_punct and token.pos_ not in ("DET", "NUM"):
                yield f"in={token.lemma_.lower()}"
                event = _types().get(token.lemma_.lower())
                if event:
                    yield f"in.event={event}"
    if size <= 4:
        yield "all=" + " ".join(token.lemma_.lower() for token in inner)
        yield f"all,kinds={' '.join(token.lemma_.lower() for token in inner)},{left.kind},{right.kind}"


def _first_conjunct(token: Token) -> Token:
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    return token


def _listed(doc: Doc, left: TiePhrase, right: TiePhrase, phrases: Sequence[TiePhrase]) -> Iterator[str]:
    """The words between the two where both stand for the list that they are in: "A and B fight C, D and E"."""
    start, end = left.end, right.start
    inner = [p for p in phrases if start <= p.start and p.end <= end]
    for phrase in inner:
        if phrase.start >= start and _only_joins(doc, start, phrase.start):
            start = phrase.end
    for phrase in reversed(inner):
        if phrase.end <= end and phrase.start >= start and _only_joins(doc, phrase.end, end):
            end = phrase.start
    yield f"list.trimmed={start > left.end},{end < right.start}"
    between = doc[start:end]
    yield f"list.gap={min(len(between), 12) // 2}"
    cues = [_cues()[token.lemma_.lower()] for token in between if token.lemma_.lower() in _cues()]
    yield from (f"list.cue={cue}" for cue in set(cues))
    if cues:
        yield f"list.cues={'.'.join(dict.fromkeys(cues))}"
        yield f"list.cue.first={cues[0]}"
        yield f"list.cue.last={cues[-1]}"
    else:
        yield "list.cue=none"
    if len(between) <= 12:
        yield from (f"list.in={token.lemma_.lower()}" for token in between if token.pos_ not in ("DET", "NUM"))
    if len(between) <= 3:
        yield "list.all=" + " ".join(token.lemma_.lower() for token in between)
    others = sum(start <= p.start and p.end <= end for p in phrases)
    yield f"list.others={min(others, 3)}"
    around = [*doc[max(left.start - 4, left.start and doc[left.head].sent.start) : left.start], *doc[right.end : right.end + 4]]
    yield from (f"around.cue={_cues()[token.lemma_.lower()]}" for token in around if token.lemma_.lower() in _cues())


def _only_joins(doc: Doc, start: int, end: int) -> bool:
    """True where nothing stands between that could not stand between the items of a list."""
    return (
        0 < end - start <= 6
        and doc[start].text in {",", ";", "and", "or", "&", "/"}
        and all(
            token.text in {",", ";", "(", ")", "&", "/"}
            or token.pos_ in ("CCONJ", "DET", "NUM", "ADJ")
            or token.dep_ in ("compound", "poss")
            for token in doc[start:end]
        )
    )


def _path(side: str, left: Token, right: Token) -> Iterator[str]:
    """The way through the parse from one head to the other."""
    ups, downs = _chain(left), _chain(right)
    order = {token.i: number for number, token in enumerate(downs)}
    meet = next((number for number, token in enumerate(ups) if token.i in order), None)
    if meet is None:
        yield f"{side}path=none"
        return
    up, down = ups[:meet], downs[: order[ups[meet].i]]
    top = ups[meet]
    yield f"{side}path.size={min(len(up) + len(down), 8)}"
    yield f"{side}top={top.lemma_.lower()}"
    yield f"{side}top.event={_types().get(top.lemma_.lower(), '')},{up[-1].dep_ if up else ''},{down[-1].dep_ if down else ''}"
    for token in (*up[1:], *down[1:], top):
        yield f"{side}on={token.lemma_.lower()}"
        event, cue = _types().get(token.lemma_.lower()), _cues().get(token.lemma_.lower())
        if event:
            yield f"{side}on.event={event}"
        if cue:
            yield f"{side}on.cue={cue}"
    if len(up) + len(down) <= _LONGEST_PATH:
        deps = "<".join(token.dep_ for token in up) + "^" + ">".join(token.dep_ for token in reversed(down))
        yield f"{side}path={deps}"
        yield f"{side}path,top={deps},{top.lemma_.lower()}"
        yield f"{side}path,preps={'.'.join(t.lower_ for t in (*up, *reversed(down)) if t.dep_ in ('prep', 'agent'))}"


def _chain(token: Token) -> list[Token]:
    chain = [token]
    while token.head.i != token.i and len(chain) < 20:
        token = token.head
        chain.append(token)
    return chain
