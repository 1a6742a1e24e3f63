"""What the reader looks at to tell which part a noun plays in the events of a report: features of parse, lexicon and place.

The features name word forms, relations and classes, never a report; the model over them is `part_model`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.drafts import Draft, ParagraphReading
from fogline.read.event_words import facilities, weapon_at

_INNER = frozenset("compound amod nummod det poss nmod quantmod advmod".split())
_OUTER = frozenset({"conj", "appos"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is the same for all nouns of a sentence."""

    drafts: tuple[Draft, ...]
    before: bool
    """Whether the sentence before told of violence."""
    after: bool
    place: tuple[int, int]
    """Number of the paragraph and of the sentence in the report."""
    density: int
    """Violent triggers of the report per ten sentences, at most 9."""
    start: frozenset[str]
    """Lemmas of the violent triggers of the first sentences of the report."""
    words: tuple[str, ...]
    """Lemmas of verbs and nouns of the sentence."""
    doers: frozenset[str]
    """Lemmas of those who the rules find to do violence anywhere in the report."""
    patients: frozenset[str]
    """Lemmas of those whom it is done to."""
    counts: Mapping[str, int]
    """How often each noun and name stands in the report, by lemma."""


def surroundings(readings: Sequence[ParagraphReading]) -> Iterator[tuple[ParagraphReading, int, Surroundings]]:
    """(paragraph, first token of the sentence, what surrounds its nouns) for each sentence of a report, in order."""
    sentences = [(reading, sentence) for reading in readings for sentence in reading.doc.sents]
    drafts = [tuple(d for d in reading.drafts if sentence.start <= d.head.i < sentence.end) for reading, sentence in sentences]
    violent = [any(d.trigger.entry.event_type == "ASSAULT" and d.excluded is None for d in found) for found in drafts]
    density = min(9, 10 * sum(violent) // max(1, len(violent)))
    start = frozenset(d.head.lemma_.lower() for found in drafts[:4] for d in found if d.trigger.entry.event_type == "ASSAULT")
    numbers = {id(reading): n for n, reading in enumerate(readings)}
    doers, patients = _by_rules(readings, {"initiator"}), _by_rules(readings, {"victim", "target"})
    counts = Counter(token.lemma_.lower() for reading in readings for token in reading.doc if token.pos_ in ("NOUN", "PROPN"))
    for n, (reading, sentence) in enumerate(sentences):
        words = tuple(sorted({t.lemma_.lower() for t in sentence if t.pos_ in ("VERB", "NOUN") and not t.is_stop}))
        yield (
            reading,
            sentence.start,
            Surroundings(
                drafts=drafts[n],
                before=n > 0 and violent[n - 1],
                after=n + 1 < len(violent) and violent[n + 1],
                place=(numbers[id(reading)], n),
                density=density,
                start=start,
                words=words,
                doers=doers,
                patients=patients,
                counts=counts,
            ),
        )


def _by_rules(readings: Sequence[ParagraphReading], parts: set[str]) -> frozenset[str]:
    violent = [d for reading in readings for d in reading.drafts if d.trigger.entry.event_type == "ASSAULT" and not d.excluded]
    return frozenset(p.head.lemma_.lower() for d in violent for p in d.participants if p.role in parts)


def candidates(reading: ParagraphReading, start: int) -> Iterator[Token]:
    """The nouns and names of the sentence that starts at a token which may take part in an event."""
    sentence = reading.doc[start].sent
    for token in sentence:
        if token.pos_ not in ("NOUN", "PROPN") and not (token.pos_ == "NUM" and token.dep_ in ("nsubj", "nsubjpass", "dobj")):
            continue
        hit = reading.words.hit(token)
        if hit is not None and reading.doc[hit.start : hit.end].root.i != token.i:
            continue
        if token.dep_ == "compound" and not (hit is not None and hit.is_actor):
            continue
        if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
            continue
        yield token


def features(token: Token, words: ActorWords, around: Surroundings) -> list[str]:
    """The features of a noun."""
    kind = coarse(token, words)
    found = [f"kind={kind}", f"lemma={token.lemma_.lower()}", *_inside(token)]
    found += _above(token, kind)
    found += _near(token, kind, around)
    found += [f"word={word}|{kind}" for word in around.words]
    number, sentence = around.place
    where = min(number, 4)
    found += [f"at={where}", f"at={where}|{kind}", f"first={sentence < 2}|{kind}", f"density={around.density}|{kind}"]
    found += [f"start={lemma}|{kind}" for lemma in around.start]
    lemma = token.lemma_.lower()
    found += [
        f"does={lemma in around.doers}{lemma in around.patients}|{kind}",
        f"times={min(5, around.counts.get(lemma, 0))}|{kind}",
    ]
    return found


def coarse(token: Token, words: ActorWords) -> str:
    """The broad class of a noun: a label of the tagger, a class of the lexicon, or its part of speech."""
    hit = words.hit(token)
    if hit is not None:
        return f"{hit.label}:{'armed' if words.is_armed(token) else 'place' if hit.is_place else ''}"
    if (weapon := weapon_at(token)) is not None:
        return f"weapon:{weapon.mode}"
    if (facility := facilities().get(token.lemma_.lower())) is not None:
        return f"{facility[0]}:{facility[1]}"
    if (agent := words.agent(token)) is not None:
        return f"{agent.entity}:{agent.argument_class}"
    return f"ent:{token.ent_type_}" if token.ent_type_ else str(token.pos_)


def _inside(token: Token) -> Iterator[str]:
    for child in token.children:
        if child.dep_ in _INNER:
            yield f"mod={child.lemma_.lower()}"
            if child.dep_ == "nummod":
                yield "counted"
        elif child.dep_ == "prep":
            yield f"prep={child.lower_}"
            yield from (f"prep={child.lower_} {obj.lemma_.lower()}" for obj in syntax.children(child, "pobj"))
        elif child.dep_ in ("appos", "relcl", "acl"):
            yield f"has={child.dep_}"
            yield f"{child.dep_}={child.lemma_.lower()}"
    yield f"tag={token.tag_}"
    before = token.doc[token.left_edge.i - 1] if token.left_edge.i > token.sent.start else None
    after = token.nbor(1) if token.i + 1 < token.sent.end else None
    yield f"-1={before.lower_ if before is not None else '.'}"
    yield f"+1={after.lower_ if after is not None else '.'}"


def _above(token: Token, kind: str) -> Iterator[str]:
    """The way up from the noun: relation and governor, prepositions opened, coordination and apposition climbed."""
    climbed = ""
    while token.dep_ in _OUTER and token.head.pos_ in ("NOUN", "PROPN", "NUM"):
        climbed, token = token.dep_, token.head
    if climbed:
        yield f"climbed={climbed}"
        yield f"beside={token.lemma_.lower()}"
    relation, governor = token.dep_, token.head
    if relation == "pobj":
        relation, governor = f"prep_{governor.lower_}", governor.head
    passive = governor.pos_ in ("VERB", "AUX") and syntax.is_passive(governor)
    way = f"{relation}{'*' if passive else ''}|{governor.lemma_.lower()}"
    yield f"way={way}"
    yield f"way={way}|{kind}"
    yield f"rel={relation}|{kind}"
    yield f"gov={governor.lemma_.lower()}|{kind}"
    upper = governor.head
    if upper.i != governor.i:
        step = f"{governor.dep_}|{upper.lemma_.lower()}" if governor.dep_ != "pobj" else f"of|{upper.head.lemma_.lower()}"
        yield f"way2={relation}<{step}"
        yield f"gov2={upper.lemma_.lower()}|{kind}"
    for inner in governor.children:
        if inner.dep_ in ("dobj", "nsubjpass", "nsubj") and inner.i != token.i:
            yield f"with={way}|{inner.dep_}={inner.lemma_.lower()}"
            yield f"with={relation}|{inner.dep_}={inner.lemma_.lower()}|{kind}"


def _near(token: Token, kind: str, around: Surroundings) -> Iterator[str]:
    """How the rules read the noun, and the nearest trigger."""
    rank = {draft.head.i: draft for draft in around.drafts}
    if token.i in rank:
        yield f"trigger={rank[token.i].trigger.entry.event_type}"
    for draft in around.drafts:
        for part in draft.participants:
            if part.head.i == token.i:
                entry = draft.trigger.entry
                yield f"rule={part.role}"
                yield f"rule={part.role}|{entry.event_type}|{part.effect}"
                yield f"rule={part.role}|{entry.lemma}"
                yield f"rule={part.role}|{draft.standing.modality}"
        for tool in draft.instruments:
            if tool.head.i == token.i:
                yield f"rule=instrument|{draft.trigger.entry.lemma}"
    violent = [d for d in around.drafts if d.trigger.entry.event_type == "ASSAULT" and d.excluded is None]
    yield f"violent={min(2, len(violent))}|{kind}"
    yield f"around={around.before:d}{bool(violent):d}{around.after:d}|{kind}"
    if violent:
        nearest = min(violent, key=lambda d: abs(d.head.i - token.i))
        side = "left" if nearest.head.i < token.i else "right"
        far = min(4, abs(nearest.head.i - token.i) // 4)
        yield f"near={nearest.trigger.entry.lemma}|{side}|{kind}"
        yield f"far={far}|{side}|{kind}"
        yield f"standing={nearest.standing.modality}|{kind}"
        yield f"stage={nearest.standing.stage}|{kind}"
