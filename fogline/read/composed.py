"""Acts that a sentence makes out of a verb of speech or will and what follows it: "said Libya must hand over the men".

What is said, promised or threatened stays a mention of its own with its modality; the speech act beside it has happened
(rule 45): a promised meeting is AGREE, a pull-out announced CONCEDE, sanctions announced THREATEN. Table: composed.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows, split_list
from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import Trigger, TriggerEntry, trigger_table
from fogline.read.phrases import object_class
from fogline.read.voices import is_speech_verb

_MUST = frozenset({"must", "should"})
_WILL = frozenset({"will", "would", "wo", "'ll", "'d"})
_OWN = frozenset("he she it they we i".split())
_CONTENT = ("xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "advcl", "acl")
_HOSTILE = frozenset({"ASSAULT", "COERCE"})
_SCORE = 0.55


@dataclass(frozen=True, slots=True)
class Found:
    """A composed act: its trigger, who does it, and the verb under whose object or clause the other side stands."""

    trigger: Trigger
    doer: Token | None
    content: Token


@cache
def _acts(how: str) -> dict[str, str]:
    """The type of the act by the type, or type and mode, of what is said; `how`: intended, decided, refused."""
    return {
        f"{row['type']} {mode}".strip(): row["act"]
        for row in iter_rows("composed.tsv")
        if row["how"] == how
        for mode in (split_list(row["modes"]) or ("",))
    }


@cache
def _verbs(how: str) -> frozenset[str]:
    return frozenset(row["type"] for row in iter_rows("composed.tsv") if row["how"] == how)


def compose(sentence: SpacySpan, triggers: Mapping[int, Trigger], words: ActorWords) -> Iterator[Found]:
    """The composed acts of a sentence; `triggers` are its triggers by the index of their head."""
    for verb in sentence:
        if verb.pos_ != "VERB" and verb.dep_ not in ("ccomp", "ROOT"):
            continue
        found = next((act for make in _MAKERS if (act := make(verb, triggers, words)) is not None), None)
        if found is not None and found.trigger.head.i not in triggers:
            yield found


def _act(kind: str, head: Token, modes: tuple[str, ...] = ()) -> Trigger:
    entry = TriggerEntry(head.lemma_.lower(), "verb", kind, modes, "target", None, "", _SCORE)
    return Trigger(head, head.i, head.i + 1, entry)


def _is_party(token: Token | None, words: ActorWords) -> bool:
    if token is None:
        return False
    token = syntax.resolve_relative(token)
    if token.pos_ == "PRON":
        return token.lower_ in _OWN
    if words.is_official(token) or words.is_armed(token) or words.is_state(token):
        return True
    named = token.ent_type_ in ("PERSON", "GPE", "ORG")
    return named or object_class(token, "leading") or object_class(token, "parties")


def speech_above(verb: Token) -> Token | None:
    """The verb of speech whose clause this verb heads."""
    return verb.head if verb.dep_ == "ccomp" and is_speech_verb(verb.head) else None


def _must(verb: Token, triggers: Mapping[int, Trigger], words: ActorWords) -> Found | None:
    """ "Said that Libya must hand over the men": REQUEST."""
    speech = speech_above(verb)
    if speech is None or not any(aux.lower_ in _MUST for aux in syntax.children(verb, "aux")):
        return None
    asked = syntax.child(verb, "nsubj")
    speaker = syntax.subject(speech)
    if asked is None or asked.lower_ in _OWN or not _is_party(asked, words) or not _is_party(speaker, words):
        return None
    if speech.i in triggers or syntax.is_negated(verb):
        return None
    base = triggers.get(verb.i)
    return Found(_act("REQUEST", speech, request_modes(base)), speaker, speech)


def _will(verb: Token, triggers: Mapping[int, Trigger], words: ActorWords) -> Found | None:
    """ "Will provide aid": AGREE; "said it would withdraw": CONCEDE; "would not accept": REJECT; "would cut aid": THREATEN."""
    aux = next((aux for aux in syntax.children(verb, "aux") if aux.lower_ in _WILL), None)
    doer = syntax.child(verb, "nsubj")
    if aux is None or doer is None or not _is_party(doer, words) or any(t.lower_ == "if" for t in syntax.children(verb, "mark")):
        return None
    speech = speech_above(verb)
    if verb.dep_ not in ("ROOT", "parataxis", "conj") and (speech is None or syntax.is_negated(speech)):
        return None
    own = speech is not None and (_is_own(doer, syntax.subject(speech)) or _speaks_for(doer, syntax.subject(speech), words))
    refused = speech is None and syntax.is_negated(verb) and (words.is_armed(doer) or words.is_official(doer))
    if aux.lower_ in ("would", "'d") and not own and not refused:
        return None
    base = triggers.get(verb.i) or _inside(verb, triggers)
    negated = syntax.is_negated(verb)
    if negated:
        refuses = verb.lemma_.lower() in _verbs("refusal") or (base is not None and base.entry.event_type in _acts("refused"))
        kind = "REJECT" if refuses and (own or words.is_state(doer) or words.is_official(doer)) else None
    else:
        kind = _kind("intended", base)
        kind = None if kind == "THREATEN" and not (own and _is_sure(doer, speech, words)) else kind
    if kind is None:
        return None
    modes = threat_modes(base) if kind == "THREATEN" else ()
    speaker = syntax.subject(speech) if own and speech is not None else doer
    return Found(_act(kind, aux, modes), speaker, verb)


def _decided(verb: Token, triggers: Mapping[int, Trigger], words: ActorWords) -> Found | None:
    """ "Plans to impose restrictions", "decided to let him stand", "is seeking to deepen a partnership"."""
    lemma = verb.lemma_.lower()
    clause = syntax.child(verb, "xcomp")
    if lemma not in _verbs("decision") or clause is None or not _is_party(syntax.subject(verb), words):
        return None
    if verb.i in triggers or syntax.is_negated(clause):
        return None
    kind = _kind("decided", triggers.get(clause.i) or _inside(clause, triggers))
    if kind is None or (lemma != "prepare" and kind == "MOBILIZE"):
        return None
    base = triggers.get(clause.i) or _inside(clause, triggers)
    modes = threat_modes(base) if kind == "THREATEN" else ("troops",) if kind == "MOBILIZE" else ()
    return Found(_act(kind, verb, modes), syntax.subject(verb), clause)


def _blamed(verb: Token, triggers: Mapping[int, Trigger], words: ActorWords) -> Found | None:
    """ "Said that the army was behind the raid", "was responsible for the raid": ACCUSE, of whoever says so of another."""
    speech, accused = speech_above(verb), syntax.child(verb, "nsubj")
    if speech is None or accused is None or verb.lemma_ != "be" or speech.i in triggers or syntax.is_negated(verb):
        return None
    speaker = syntax.subject(speech)
    speaks = speaker is not None and words.can_act(syntax.resolve_relative(speaker))
    if (
        not (speaks or _is_party(speaker, words))
        or not words.can_act(accused)
        or _is_own(accused, speaker)
        or syntax.is_negated(speech)
    ):
        return None
    behind = [obj for prep, obj in syntax.prepositions(verb) if prep.lower_ == "behind"]
    for said in syntax.children(verb, "acomp"):
        if said.lower_ in ("responsible", "accountable"):
            behind += [obj for prep, obj in syntax.prepositions(said) if prep.lower_ == "for"]
    to_blame = any(inner.lemma_ == "blame" for inner in syntax.children(verb, "xcomp"))
    entries = [trigger_table().get((noun.lemma_.lower(), "noun")) for noun in behind]
    hostile = any(entry is not None and entry.event_type in _HOSTILE for entry in entries)
    return Found(_act("ACCUSE", speech, ("allege",)), speaker, verb) if hostile or to_blame else None


def _answers(verb: Token, triggers: Mapping[int, Trigger], words: ActorWords) -> Found | None:
    """ "Said it would retaliate", "said they would pay for it", "said the raid would not go unanswered": THREATEN."""
    speech, doer = speech_above(verb), syntax.child(verb, "nsubj", "nsubjpass")
    if speech is None or doer is None or speech.i in triggers or syntax.is_negated(speech):
        return None
    if not any(aux.lower_ in _WILL | _MUST for aux in syntax.children(verb, "aux")) or not _is_party(
        syntax.subject(speech), words
    ):
        return None
    own = _is_own(doer, syntax.subject(speech))
    lemma, negated = verb.lemma_.lower(), syntax.is_negated(verb)
    objects = {noun.lemma_.lower() for noun in syntax.children(verb, "dobj")}
    unanswered = {inner.lower_ for inner in syntax.children(verb, "acomp", "oprd", "advmod")} & _verbs("never left")
    back = any(inner.lower_ == "back" for inner in verb.children)
    answers = {lemma, f"{lemma} back" if back else lemma} & _verbs("answering")
    strikes = not negated and bool(answers) and ((own and verb.i not in triggers) or syntax.is_passive(verb))
    pays = not own and not negated and lemma == "pay" and bool(objects & _verbs("paid"))
    if not (strikes or pays or (negated and unanswered)):
        return None
    return Found(_act("THREATEN", speech, ("violence",)), syntax.subject(speech), verb)


_MAKERS = (_must, _will, _decided, _blamed, _answers)


def _kind(how: str, base: Trigger | None) -> str | None:
    if base is None:
        return None
    table = _acts(how)
    by_mode = (table.get(f"{base.entry.event_type} {mode}") for mode in base.entry.modes)
    return next((kind for kind in by_mode if kind), table.get(base.entry.event_type)) or None


def _inside(verb: Token, triggers: Mapping[int, Trigger]) -> Trigger | None:
    """The event that a verb only carries: its object ("launch an attack") or its infinitive ("continue to shell")."""
    inner = syntax.children(verb, "dobj", "xcomp")
    found = next((triggers[token.i] for token in inner if token.i in triggers), None)
    if found is not None:
        return found
    joined = (triggers.get(obj.i) for prep, obj in syntax.prepositions(verb) if prep.lower_ in ("in", "to"))
    return next((one for one in joined if one is not None and one.entry.event_type == "CONSULT"), None)  # "take part in talks"


def _is_own(doer: Token, speaker: Token | None) -> bool:
    """True where somebody speaks of what they themselves will do."""
    if speaker is None:
        return False
    return doer.lower_ in _OWN or doer.lemma_.lower() == speaker.lemma_.lower()


def _speaks_for(doer: Token, speaker: Token | None, words: ActorWords) -> bool:
    """True where an official speaks of what their state or government will do."""
    if speaker is None or not (words.is_official(speaker) or speaker.ent_type_ == "PERSON"):
        return False
    state = words.is_state(doer) or doer.ent_type_ == "GPE" or words.is_body(doer)
    return state and words.country(speaker) in (None, words.country(doer))


def _is_sure(doer: Token, speech: Token | None, words: ActorWords) -> bool:
    """True where a threat is surely the speaker's own: a pronoun or the same name, or a state that both are tied to."""
    speaker = syntax.subject(speech) if speech is not None else None
    if _is_own(doer, speaker):
        return True
    country = words.country(doer)
    return country is not None and speaker is not None and words.country(speaker) == country


def contents(trigger: Trigger, triggers: Mapping[int, Trigger]) -> Trigger | None:
    """The event that a verb of threat, demand or refusal is about."""
    seen = [token for token in trigger.head.children if token.dep_ in _CONTENT and token.i > trigger.head.i]
    for _ in range(3):
        found = next((triggers[token.i] for token in seen if token.i in triggers), None)
        if found is not None:
            return found
        seen = [inner for token in seen for inner in token.children if inner.dep_ in _CONTENT]
    return None


def threat_modes(base: Trigger | None) -> tuple[str, ...]:
    """The mode of THREATEN by what is threatened."""
    kind = _kind("threat mode", base)
    return (kind,) if kind else ()


def request_modes(base: Trigger | None) -> tuple[str, ...]:
    """The mode of REQUEST and REJECT by what is asked or refused."""
    kind = _kind("request mode", base)
    return (kind,) if kind else ()
