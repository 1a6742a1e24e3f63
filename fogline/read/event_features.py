"""What the reader looks at to tell whether a violent event is told as an incident, and which two of a report are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fogline.read.draft import Draft, ParagraphReading
from fogline.record.vocabulary import REPORTED

_NOUN_PARTS = frozenset({"NOUN", "PROPN"})
_BLOWS = frozenset("explosives suicide-attack".split())
_AGAIN = frozenset("another other second also meanwhile separately similar elsewhere earlier previous previously later".split())


@dataclass(frozen=True, slots=True)
class Telling:
    """A violent event of a report with where it stands: numbers of its paragraph and sentence, and of all sentences."""

    draft: Draft
    reading: ParagraphReading
    paragraph: int
    sentence: int
    of: int


def tellings(readings: Sequence[ParagraphReading]) -> list[Telling]:
    """The violent events of a report that it tells as having taken place, in text order."""
    found: list[Telling] = []
    counts = [sum(1 for _ in reading.doc.sents) for reading in readings]
    for n, reading in enumerate(readings):
        starts = [sentence.start for sentence in reading.doc.sents]
        for draft in sorted(reading.drafts, key=lambda d: d.head.i):
            if _is_told(draft):
                number = sum(counts[:n]) + starts.index(draft.sentence.start)
                found.append(Telling(draft, reading, n, number, sum(counts)))
    return found


def _is_told(draft: Draft) -> bool:
    is_one = draft.excluded is None and not draft.is_aggregate
    return draft.trigger.entry.event_type == "ASSAULT" and draft.standing.modality in REPORTED and is_one


def kind(draft: Draft) -> str:
    """The broad kind of an attack."""
    modes = {*draft.trigger.entry.modes, *(tool.weapon.mode for tool in draft.instruments)}
    if "abduct" in modes:
        return "abduct"
    if modes & _BLOWS:
        return "blast"
    if draft.trigger.entry.lemma in ("burn", "torch", "set fire", "arson"):
        return "fire"
    return "attack"


def pair_features(left: Telling, right: Telling, between: int, doc: Sequence[Telling]) -> list[str]:
    """The features of two tellings of one report; `left` comes first, `between` tellings stand between them."""
    a, b = left.draft, right.draft
    kinds = "|".join(sorted({kind(a), kind(b)}))
    lemma = "same" if a.trigger.entry.lemma == b.trigger.entry.lemma else "other"
    gap = min(6, right.sentence - left.sentence)
    found = [f"kinds={kinds}", f"lemma={lemma}", f"gap={gap}", f"gap={gap}|{kinds}", f"between={min(4, between)}"]
    found += [
        f"t2={b.trigger.entry.lemma}|{b.head.tag_}",
        f"t1={a.trigger.entry.lemma}",
        f"same paragraph={left.paragraph == right.paragraph}",
    ]
    found += [
        f"pair={a.trigger.entry.lemma}|{b.trigger.entry.lemma}",
        f"det2={_det(b)}|{b.trigger.entry.pos}",
        f"n={min(8, len(doc))}",
    ]
    found += [f"first={left.sentence < 2}|{kinds}", *_days(a, b), *_places(a, b)]
    for role in ("victim", "target", "initiator"):
        found.append(f"{role}={_shared(a, b, role)}")
        found.append(f"{role}={_shared(a, b, role)}|{kinds}")
    effects = [next((p.effect for p in d.participants if p.effect), "-") for d in (a, b)]
    found += [f"effects={effects[0]}|{effects[1]}", f"stages={a.standing.stage}|{b.standing.stage}"]
    words = {t.lower_ for t in b.sentence} & _AGAIN
    found += [f"again={word}" for word in words] or ["again=none"]
    tools = [next((tool.weapon.kind for tool in d.instruments), "-") for d in (a, b)]
    found.append(f"tools={'same' if tools[0] == tools[1] != '-' else 'one' if '-' in tools else 'other'}")
    return found


def _det(draft: Draft) -> str:
    return next((t.lower_ for t in draft.head.children if t.dep_ in ("det", "poss")), "none")


def _days(a: Draft, b: Draft) -> Iterator[str]:
    days = [{(t.period.earliest, t.period.latest) for t in d.times if t.period.is_known} for d in (a, b)]
    if days[0] and days[1]:
        yield f"days={'same' if days[0] & days[1] else 'other'}"
    else:
        yield f"days=unknown{bool(days[0]):d}{bool(days[1]):d}"


def _places(a: Draft, b: Draft) -> Iterator[str]:
    names = [{d.head.doc[h.start : h.end].text.lower() for h in d.places} for d in (a, b)]
    if names[0] and names[1]:
        yield f"places={'same' if names[0] & names[1] else 'other'}"
    else:
        yield f"places=unknown{bool(names[0]):d}{bool(names[1]):d}"


def _shared(a: Draft, b: Draft, role: str) -> str:
    """How those who play a role in both compare: by the words of their names, by noun, or only one is told."""
    ours, theirs = ([p.head for p in d.participants if p.role == role] for d in (a, b))
    if not ours or not theirs:
        return f"{bool(ours):d}{bool(theirs):d}"
    names = [{t.lower_ for t in group if t.pos_ == "PROPN"} for group in (ours, theirs)]
    nouns = [{t.lemma_.lower() for t in group if t.pos_ == "NOUN"} for group in (ours, theirs)]
    if names[0] & names[1]:
        return "same name"
    if nouns[0] & nouns[1]:
        return "same noun"
    if names[0] and names[1]:
        return "other names"
    return "pronoun" if any(t.pos_ == "PRON" for t in theirs) else "other"
