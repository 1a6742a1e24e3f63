"""Which places of a sentence are those of an event: two small models weigh each name, the second knowing how the others did.

They are trained by tools/train_where.py on sentences in which the place of one verb is marked (docs/models/where.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from math import log

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from fogline.read.circumstances import UNREACHED, cost
from fogline.read.event_words import facilities, place_nouns, trigger_table
from fogline.read.linear import LinearModel, load_model
from fogline.read.toponyms import NameHit
from fogline.read.voices import is_speech_verb
from fogline.read.where_features import Names, is_around

_REACH = 60
"""Words between a trigger and a name that is weighed."""
_MOST = 30
"""Names that are weighed for one event at most."""
_LEAST = -0.3
"""Log odds from which a name is taken: best on one half of the checked sentences, by tools/train_where.py."""
_LEAST_WAY = -2.5
"""The same for where something is sent from or to, asked only where no other name is taken."""
_LEAST_BESIDE = -2.5
"""The same for a name coordinated with one that is taken."""
_CLAUSE = 1
"""Arcs by which a name is closer to a coordinated verb: each has its own place, shared only with one that has none."""
_DEEPEST = 40
DYING = frozenset({"die", "succumb", "perish"})
"""Verbs whose place is that of a death, not of what led to it ("was shot and died at the clinic")."""
_WAYS = frozenset({"from", "towards", "toward", "into"})
_LOCATIVE = frozenset("in at near inside outside across around throughout".split())
_OWNERS = frozenset({"compound", "nmod", "poss", "amod"})


def may_be_place(hit: NameHit) -> bool:
    """True for a name that may say where: not an adjective, nor what the lexicon knows as a body or person."""
    return hit.is_place or not (hit.level == "adjective" or (hit.label == "LEX" and hit.level == "unknown"))


def bare_name(hit: NameHit, doc: Doc) -> SpacySpan:
    """The words of a name without the common noun behind it: "Sarhan" of "Sarhan district"."""
    last = doc[hit.end - 1]
    is_noun = hit.end - hit.start > 1 and last.text.islower() and place_nouns().get(last.lemma_.lower()) == "division"
    return doc[hit.start : hit.end - is_noun]


def is_candidate(hit: NameHit, doc: Doc) -> bool:
    """True for a name that may say where an event named by a noun took place: no owner ("a US base"), no "Paris-backed"."""
    last = doc[hit.end - 1]
    if hit.end < len(doc) and doc[hit.end].text in ("-", "–") and not last.whitespace_ and not doc[hit.end].whitespace_:
        return False
    if hit.is_party:
        return doc[hit.start : hit.end].root.dep_ not in _OWNERS
    return hit.is_place or hit.is_toponym or hit.label not in ("LEX", "NORP")


def is_locative(hit: NameHit, doc: Doc) -> bool:
    """True behind a preposition of place: elsewhere the name of a country is a party ("a truce involving Lakva")."""
    root = doc[hit.start : hit.end].root
    return root.head.pos_ == "ADP" and root.head.lower_ in _LOCATIVE


def is_said_there(hit: NameHit, verb: Token) -> bool:
    """True where a place hangs on the verb itself: what is blamed, pledged or demanded lies elsewhere than where it is said."""
    token = verb.doc[hit.start : hit.end].root
    while token.i != verb.i and token.head.i != token.i and (token.pos_ not in ("VERB", "AUX") or token.dep_ == "conj"):
        token = token.head
    return token.i == verb.i


def choose(trigger: Token, names: Names, triggers: Sequence[Token]) -> list[NameHit]:
    """The names of a sentence that say where the event of a verb took place, none inside the phrase of another.

    Of "Taji, north of Baghdad" it is Taji. Any verb can be asked for, whether or not it names an event of the record.
    """
    scores = weigh(trigger, names, triggers)
    within = {n: score for n, score in scores.items() if not _is_elsewhere(trigger, names.roots[n])}
    within = {n: score for n, score in within.items() if names.hits[n].is_place or not _is_somebody(names.roots[n])}
    own = {n: score for n, score in within.items() if not _is_anothers(trigger, names.roots[n], triggers)}
    dying = [other for other in triggers if other.lemma_.lower() in DYING]
    shared = {n: score for n, score in within.items() if not _is_anothers(trigger, names.roots[n], dying)}
    here = taken(own, names, _LEAST) or taken(shared, names, _LEAST)
    return [names.hits[n] for n in here or taken(_ways(trigger, within, names), names, _LEAST_WAY)]


def _ways(trigger: Token, scores: Mapping[int, float], names: Names) -> dict[int, float]:
    """The scores of names that say from or towards where the deed itself was done ("fired from Lakva")."""
    preps = {n: names.roots[n].head for n in scores}
    return {n: scores[n] for n, prep in preps.items() if prep.lower_ in _WAYS and prep.head.i == trigger.i}


def _is_elsewhere(trigger: Token, head: Token) -> bool:
    """True behind a verb of speech, for a source, and for whose deed or thing is spoken of."""
    is_told = cost(trigger, head) >= UNREACHED and _is_told(trigger, head)
    return is_told or _is_owner(trigger, head) or _is_source(trigger, head)


def _is_anothers(trigger: Token, head: Token, events: Sequence[Token]) -> bool:
    """True for a name that hangs closer on a verb that the trigger is coordinated with: it is the trigger's too where the
    trigger has no other ("was attacked and burned in Lakva")."""
    own = cost(trigger, head)
    beside = [other for other in events if other.pos_ == "VERB" and trigger.i != other.i and _are_coordinated(trigger, other)]
    return any(cost(other, head) + _CLAUSE <= own for other in beside)


def _is_somebody(root: Token) -> bool:
    """True for who is killed or hurt, and who is told something."""
    while root.dep_ in ("conj", "appos") and root.head.i != root.i:
        root = root.head
    if root.dep_ not in ("dobj", "nsubjpass", "dative"):
        return False
    entry = trigger_table().get((root.head.lemma_.lower(), "verb"))
    hurts = entry is not None and entry.object_role == "victim" and entry.effect in ("killed", "injured")
    return hurts or is_speech_verb(root.head)


def _is_owner(trigger: Token, head: Token) -> bool:
    """True for a name whose deed or thing is spoken of beside the event ("because of Lakva's support"), no part of a place."""
    owned = head.head
    if head.dep_ != "poss" or owned.i == trigger.i or owned.ent_type_:
        return False
    lemma = owned.lemma_.lower()
    return (
        owned.dep_ == "pobj" and owned.head.lower_ not in _LOCATIVE and lemma not in place_nouns() and lemma not in facilities()
    )


def _is_source(trigger: Token, head: Token) -> bool:
    """True inside "according to ...", where the trigger is not."""
    cue = next((token for token in islice(head.ancestors, _DEEPEST) if token.lower_ == "according"), None)
    return cue is not None and not cue.is_ancestor(trigger)


def _is_told(trigger: Token, head: Token) -> bool:
    """True where a name belongs to the verb of speech that tells of the trigger."""
    above = {token.i for token in islice(trigger.ancestors, _DEEPEST)}
    verb = next((token for token in islice(head.ancestors, _DEEPEST) if token.pos_ == "VERB"), None)
    return verb is not None and verb.i in above and is_speech_verb(verb)


def _are_coordinated(left: Token, right: Token) -> bool:
    return (left.dep_ == "conj" and left.head.i == right.i) or (right.dep_ == "conj" and right.head.i == left.i)


def taken(scores: Mapping[int, float], names: Names, least: float) -> list[int]:
    """The names that score as much and those in a row with one ("in Homs and Hama"), but none that says where another lies."""
    good = [n for n, score in scores.items() if score >= least]
    good += [n for n, score in scores.items() if n not in good and score >= _LEAST_BESIDE and names.is_beside(n, good)]
    return [n for n in good if not any(is_around(names.roots[n], names.roots[m]) for m in good)]


def weigh(trigger: Token, names: Names, triggers: Sequence[Token]) -> dict[int, float]:
    """The log odds of each name near a trigger that it is a place of the event."""
    first = samples(trigger, names, triggers)
    if not first:
        return {}
    scores = log_odds(load_model("where_first"), first)
    return log_odds(load_model("where_second"), second_samples(first, names, scores))


def samples(trigger: Token, names: Names, triggers: Sequence[Token]) -> dict[int, list[str]]:
    """The features of each name near a trigger."""
    near = [n for n, hit in enumerate(names.hits) if abs(hit.start - trigger.i) <= _REACH][:_MOST]
    events = [other for other in triggers if abs(other.i - trigger.i) <= _REACH]
    return {n: names.features(trigger, n, near, events) for n in near}


def second_samples(first: Mapping[int, list[str]], names: Names, scores: Mapping[int, float]) -> dict[int, list[str]]:
    """The features of the second model: those of the first, and how the other names scored."""
    return {n: [*sample, *names.second(n, scores)] for n, sample in first.items()}


def log_odds(model: LinearModel, given: Mapping[int, Sequence[str]]) -> dict[int, float]:
    """The log odds of the second class of a model of two."""
    chances = model.chances_of(list(given.values()))
    return {n: log(max(float(yes), 1e-9) / max(float(no), 1e-9)) for n, (no, yes) in zip(given, chances, strict=True)}
