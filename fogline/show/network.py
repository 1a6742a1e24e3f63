"""Ties between actors as a drawable network, from the record's ties and from its incidents; laid out reproducibly."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fogline.show import display
from fogline.show.actors import is_described
from fogline.show.evidence import EvidenceList, SentencePool
from fogline.show.questions import without_repeats
from fogline.show.record_index import RecordIndex, Row, only_filled, spans_in
from fogline.show.wording import interval_label

WIDTH, HEIGHT = 760, 520
MAX_NODES = 24
"""More circles than this cannot be told apart in the drawing; the list beside it holds every tie."""
_LARGE_DRAWING = 8
MAX_LINES = 70
"""More lines than this become one blot."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One line of the network: `subject verb object`, how it looks, and what supports it."""

    subject: str
    verb: str
    object: str
    look: str
    backward: bool
    note: str
    sentences: tuple[int, ...]
    incidents: int


def collect_ties(index: RecordIndex, incidents: Sequence[Row], pool: SentencePool) -> list[Tie]:
    """All ties of the record, each once, then one per initiator and target with the number of material conflict incidents."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in index.rows("ties"):
        key = (str(row.get("subject")), str(row.get("relation")), str(row.get("object")))
        if key[0] in index.actors and key[2] in index.actors:
            groups.setdefault((*key, dated_words(row)), []).append(row)
    stated = [_stated_tie(rows, index, pool) for rows in groups.values()]
    vague = {key for key, row in index.actors.items() if is_described(row)}
    # What these reports say of named actors comes first, what a pack knows last.
    ordered = sorted(stated, key=lambda tie: (not tie.sentences, tie.subject in vague or tie.object in vague))
    return ordered + _conflict_ties(index, incidents)


def _stated_tie(rows: Sequence[Row], index: RecordIndex, pool: SentencePool) -> Tie:
    """One line for all rows that say the same of the same actors at the same time, with every sentence."""
    first = rows[0]
    unknown = {"word": str(first.get("relation") or "is tied to").replace("_", " "), "look": "other", "backward": False}
    relation = display.words()["relation"].get(str(first.get("relation")), unknown)
    evidence = EvidenceList(pool)
    for row in rows:
        for span in spans_in(row.get("evidence")):
            evidence.add_sentence(index.sentence_around(span))
    numbers, _ = without_repeats(evidence, [])
    voiced = dict.fromkeys(_voice_note(row.get("voice"), index) for row in rows)
    voice = "; ".join(voiced) if all(voiced) else ""
    source = "" if numbers else _source_note(first)
    note = "; ".join(part for part in (dated_words(first), voice, source) if part)
    ends = str(first.get("subject")), str(first.get("object"))
    return Tie(ends[0], relation["word"], ends[1], relation["look"], relation["backward"], note, tuple(numbers), 0)


def dated_words(row: Row) -> str:
    """When a tie holds, in words; empty when nothing limits it."""
    during = row.get("during") or {}
    return interval_label(during) if during.get("start") or during.get("end") else ""


def _source_note(row: Row) -> str:
    because = str(row.get("because") or "")
    if because.startswith("pack: "):
        return f"not from these reports: pack “{because.removeprefix('pack: ').split(':')[0]}”"
    return because


def _voice_note(voice: Any, index: RecordIndex) -> str:
    voices = voice if isinstance(voice, list) else [voice]
    names = [
        index.actor_name(v.get("actor"), str(v.get("text") or "")) if isinstance(v, Mapping) else index.actor_name(str(v))
        for v in voices
        if v
    ]
    return f"according to {', '.join(names)}" if any(names) else ""


def _conflict_ties(index: RecordIndex, incidents: Sequence[Row]) -> list[Tie]:
    pairs: Counter[tuple[str, str]] = Counter()
    for incident in incidents:
        if incident.get("kind", "incident") == "incident" and incident.get("type") in display.material_conflict():
            pairs.update(_pairs(incident, index))
    ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [_conflict_tie(doer, other, count) for (doer, other), count in ordered]


def _conflict_tie(doer: str, other: str, count: int) -> Tie:
    note = f"{count:,} incident{'' if count == 1 else 's'} in this dossier"
    return Tie(doer, "is named as acting against", other, "hostile", False, note, (), count)


def _pairs(incident: Row, index: RecordIndex) -> set[tuple[str, str]]:
    sides: dict[str, set[str]] = {"initiator": set(), "target": set(), "victim": set()}
    for participant in incident.get("participants") or ():
        actor = str(participant.get("actor") or "")
        if participant.get("role") in sides and actor in index.actors and participant.get("responsibility") != "denied":
            sides[participant["role"]].add(actor)
    return {(a, b) for a in sides["initiator"] for b in sides["target"] | sides["victim"] if a != b}


def network_view(index: RecordIndex, ties: Sequence[Tie]) -> dict[str, Any]:
    """All ties, and positions of the best connected actors with the ties that are drawn, for the viewer."""
    numbers = {actor_id: number for number, actor_id in enumerate(index.actors)}
    lines = drawn_ties(ties)
    degree: Counter[str] = Counter(end for tie in lines for end in (tie.subject, tie.object))
    # A described actor says less than a named one, so named ones are drawn first.
    best = sorted(degree, key=lambda key: (is_described(index.actors[key]), -degree[key], key))[:MAX_NODES]
    chosen = without_islands(best, lines)
    edges = sorted({(min(t.subject, t.object), max(t.subject, t.object)) for t in lines if t.subject != t.object})
    places = layout(chosen, [edge for edge in edges if edge[0] in chosen and edge[1] in chosen])
    nodes = [{"actor": numbers[k], "x": places[k][0], "y": places[k][1], "degree": degree[k]} for k in chosen]
    drawn = {id(tie) for tie in lines}
    everyone = {end for tie in ties for end in (tie.subject, tie.object)}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "nodes": nodes,
        "left": len(everyone) - len(chosen),
        "ties": [{**_tie_row(tie, numbers), **({"drawn": True} if id(tie) in drawn else {})} for tie in ties],
    }


def without_islands(chosen: Sequence[str], lines: Sequence[Tie]) -> list[str]:
    """The actors in the order given, without pairs and loners apart from a large connected drawing: they stay in the list."""
    group = {key: key for key in chosen}

    def root(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    for tie in lines:
        if tie.subject in group and tie.object in group:
            group[root(tie.subject)] = root(tie.object)
    sizes = Counter(root(key) for key in chosen)
    if max(sizes.values(), default=0) < _LARGE_DRAWING:
        return list(chosen)
    return [key for key in chosen if sizes[root(key)] > 2]


def drawn_ties(ties: Sequence[Tie]) -> list[Tie]:
    """The ties worth a line: what reports state first, then the pairs with most incidents."""
    stated = [tie for tie in ties if not tie.incidents][: MAX_LINES * 2 // 3]
    counted = sorted((tie for tie in ties if tie.incidents), key=lambda tie: -tie.incidents)
    return stated + counted[: MAX_LINES - len(stated)]


def _tie_row(tie: Tie, numbers: Mapping[str, int]) -> dict[str, Any]:
    row = {
        "from": numbers[tie.subject],
        "verb": tie.verb,
        "to": numbers[tie.object],
        "look": tie.look,
        "backward": tie.backward,
        "note": tie.note,
        "evidence": list(tie.sentences),
        "incidents": tie.incidents or None,
    }
    return only_filled(row)


def layout(nodes: Sequence[str], edges: Sequence[tuple[str, str]], seed: int = 7) -> dict[str, tuple[int, int]]:
    """Positions by forces (Fruchterman and Reingold 1991); the same input gives the same drawing.

    Args:
        seed: of the small offsets that keep a symmetric start from balancing forever.
    """
    chance = random.Random(seed)
    count = max(1, len(nodes))
    start = {key: _start_position(number, count, chance) for number, key in enumerate(nodes)}
    rounds = 320
    for step in range(rounds):
        start = _move(start, edges, heat=15 * (1 - step / rounds) + 0.2, length=105.0 * math.sqrt(12 / max(12, count)))
    return _spread(start)


def _start_position(number: int, count: int, chance: random.Random) -> tuple[float, float]:
    angle = 2 * math.pi * number / count
    x = WIDTH / 2 + 180 * math.cos(angle) + chance.uniform(-1, 1)
    return x, HEIGHT / 2 + 150 * math.sin(angle) + chance.uniform(-1, 1)


def _move(
    at: dict[str, tuple[float, float]], edges: Sequence[tuple[str, str]], *, heat: float, length: float
) -> dict[str, tuple[float, float]]:
    push = {key: [(WIDTH / 2 - x) * 0.35, (HEIGHT / 2 - y) * 0.55] for key, (x, y) in at.items()}
    keys = list(at)
    for number, a in enumerate(keys):
        for b in keys[number + 1 :]:
            # Names run sideways, so circles need more room above and below each other than beside.
            dx, dy = at[a][0] - at[b][0], (at[a][1] - at[b][1]) * 1.25
            squared = dx * dx + dy * dy or 1.0
            _apply(push, (a, b), dx / squared * length * length, dy / squared * length * length)
    for a, b in edges:
        dx, dy = at[a][0] - at[b][0], (at[a][1] - at[b][1]) * 1.25
        distance = math.hypot(dx, dy)
        _apply(push, (b, a), dx * distance / length / 1.6, dy * distance / length / 1.6)
    moved = {}
    for key, (fx, fy) in push.items():
        strength = math.hypot(fx, fy) or 1.0
        share = min(strength, heat) / strength
        moved[key] = (at[key][0] + fx * share, at[key][1] + fy * share)
    return moved


def _apply(push: dict[str, list[float]], ends: tuple[str, str], fx: float, fy: float) -> None:
    first, second = ends
    push[first][0] += fx
    push[first][1] += fy
    push[second][0] -= fx
    push[second][1] -= fy


def _spread(at: Mapping[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    if not at:
        return {}
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]

    def scale(value: float, values: list[float], low: int, high: int) -> int:
        span = max(values) - min(values)
        return round((low + high) / 2 if span < 1 else low + (value - min(values)) / span * (high - low))

    return {key: (scale(x, xs, 70, WIDTH - 130), scale(y, ys, 36, HEIGHT - 36)) for key, (x, y) in at.items()}
