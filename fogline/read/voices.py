"""Who says so: speech acts of a sentence with the words they cover, and the chain of voices around a token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.attributions import Attribution
from fogline.read.cited import with_cited
from fogline.read.speech import Speech

_OPENING = frozenset('“"«')
_CLOSING = frozenset('”"»')
_CHANNEL_WORDS = frozenset(
    "statement channel telegram twitter x facebook television tv website communique post letter interview".split()
)


@dataclass(frozen=True, slots=True)
class Saying:
    """An attribution whose cue stands in the paragraph in hand, and the speech act that the rules see at its cue, if any."""

    attribution: Attribution
    root: Token
    speaker: Token | None
    speech: Speech | None


@cache
def _say() -> dict[str, tuple[str, str]]:
    return {row["lemma"]: (row["kind"], row["stance"]) for row in iter_rows("say_verbs.tsv")}


@cache
def _say_nouns() -> dict[str, tuple[str, str]]:
    return {row["lemma"]: (row["kind"], row["stance"]) for row in iter_rows("say_nouns.tsv")}


def hear(
    doc: Doc, first: int, attributions: Iterable[Attribution], *, by_rules: bool = True
) -> tuple[list[Speech], list[Saying]]:
    """The speech acts of a paragraph, and its attributions; `first` is the row of its first token in the token table.

    The rules see who speaks to whom in a sentence; the model follows quotations over its borders and knows nouns of
    saying. Where both see the same cue they are one speech act. Without `by_rules` the model alone is heard.
    """
    by_sentence = ((sentence, find_speeches(sentence)) for sentence in doc.sents if by_rules)
    speeches = [speech for sentence, found in by_sentence for speech in with_cited(found, sentence)]
    sayings = []
    for found in attributions:
        if not first <= found.root < first + len(doc):
            continue
        root = doc[found.root - first]
        speaker = _head([row - first for row in found.source], doc)
        at = next((n for n, one in enumerate(speeches) if found.cue[0] <= one.cue.i + first < found.cue[1]), None)
        scope = frozenset(row - first for row in found.content if first <= row < first + len(doc))
        if at is not None:
            sentence = root.sent
            beyond = scope.difference(range(sentence.start, sentence.end))
            speeches[at] = replace(speeches[at], scope=speeches[at].scope | beyond)
        else:
            heard = _of_word(root, speaker, scope)
            if heard is not None:
                at = len(speeches)
                speeches.append(heard)
        sayings.append(Saying(found, root, speaker, speeches[at] if at is not None else None))
    return speeches, sayings


def _head(rows: Sequence[int], doc: Doc) -> Token | None:
    """The token of these on which the others hang."""
    inside = [doc[row] for row in rows if 0 <= row < len(doc)]
    return next((t for t in inside if t.head.i not in rows or t.head.i == t.i), None) if inside else None


def _of_word(root: Token, speaker: Token | None, scope: frozenset[int]) -> Speech | None:
    """The speech act of a verb or noun of saying that the rules did not see; other cues speak for no event."""
    known = _say_nouns().get(root.lemma_.lower()) if root.pos_ == "NOUN" else None
    known = known or (_say().get(root.lemma_.lower()) if root.pos_ == "VERB" else None)
    if known is None or not scope or syntax.is_negated(root):
        return None
    if speaker is not None:
        speaker = _author(syntax.resolve_relative(speaker))
        speaker = None if syntax.is_negated(speaker) else speaker
    beside = {t.i for clause in syntax.children(root, "advcl") if not _is_condition(clause) for t in clause.subtree}
    return Speech(speaker, root, *known, scope - beside - {root.i}) if scope - beside else None


def _is_condition(clause: Token) -> bool:
    return any(inner.dep_ == "mark" and inner.lower_ in ("if", "unless") for inner in clause.children)


def is_speech_verb(token: Token) -> bool:
    """True for "said", "announced", "denied" ... used as verbs."""
    return token.pos_ == "VERB" and token.lemma_.lower() in _say()


def find_speeches(sentence: SpacySpan) -> list[Speech]:
    """The speech acts of a sentence in text order."""
    return list(_speeches(sentence))


def _speeches(sentence: SpacySpan) -> Iterator[Speech]:
    for token in sentence:
        if is_speech_verb(token):
            scope = _content(token, sentence)
            if scope:
                yield _speech(token, scope)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in _say_nouns():
            clause = next((inner for inner in token.children if inner.dep_ in ("acl", "ccomp") and _is_told(inner)), None)
            if clause is not None and not syntax.is_negated(token):
                scope = frozenset(t.i for t in clause.subtree)
                yield Speech(_owner(token), token, *_say_nouns()[token.lemma_.lower()], scope)
        elif token.lower_ == "according":
            source = next((obj for _, obj in syntax.prepositions(token.head) if _under(obj, token)), None)
            source = source or next((t for t in token.subtree if t.dep_ == "pobj"), None)
            if source is not None:
                own = {t.i for t in token.subtree}
                scope = frozenset(t.i for t in sentence if t.i not in own)
                yield Speech(source, token, "report", "asserts", scope)


def _is_told(clause: Token) -> bool:
    """True for the clause of "the claim that ..."."""
    return any(inner.dep_ == "mark" and inner.lower_ == "that" for inner in clause.children)


def _owner(noun: Token) -> Token | None:
    """Whose claim it is: "the army's claim", "a claim by the army"."""
    by = (obj for prep, obj in syntax.prepositions(noun) if prep.lower_ in ("by", "from", "of"))
    return syntax.child(noun, "poss") or next(by, None)


def _under(token: Token, ancestor: Token) -> bool:
    return ancestor.is_ancestor(token)


def _speech(verb: Token, scope: frozenset[int]) -> Speech:
    kind, stance = _say()[verb.lemma_.lower()]
    speaker = syntax.subject(verb)
    if speaker is None and syntax.is_passive(verb):
        speaker = next((obj for prep, obj in syntax.prepositions(verb) if prep.lower_ == "by"), None)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":  # "quoted a doctor as saying"
        over = verb.head.head
        speaker = over if over.dep_ == "dobj" else syntax.child(over, "dobj") or syntax.passive_subject(over)
    if speaker is not None:
        speaker = _author(syntax.resolve_relative(speaker))
        speaker = None if syntax.is_negated(speaker) else speaker
    addressee = syntax.child(verb, "dobj", "dative") if verb.lemma_.lower() in ("tell", "inform", "assure", "warn") else None
    channel = next((obj for prep, obj in syntax.prepositions(verb) if obj.lemma_.lower() in _CHANNEL_WORDS), None)
    return Speech(speaker, verb, kind, stance, scope, addressee, channel)


def _author(speaker: Token) -> Token:
    """Of "a statement by X" the author X, else the word itself."""
    if speaker.lemma_.lower() in ("statement", "report", "communique", "post"):
        issued = (inner for clause in syntax.children(speaker, "acl") for inner in syntax.prepositions(clause))
        for prep, obj in (*syntax.prepositions(speaker), *(pair for pair in issued if pair[0].lower_ == "by")):
            if prep.lower_ in ("by", "from", "of"):
                return obj
        owner = syntax.child(speaker, "poss", "compound")
        if owner is not None and owner.pos_ == "PROPN":
            return owner
    return speaker


_EVENT_OBJECTS = frozenset({"claim", "deny", "allege", "report", "announce", "condemn"})
_QUOTING = frozenset({"quote", "cite"})
_EVENT_PHRASES = frozenset({"accuse", "blame", "suspect"})


def _content(verb: Token, sentence: SpacySpan) -> frozenset[int]:
    """The tokens that a speech verb vouches for: its clause, its object where that names an event, or the quotation."""
    lemma = verb.lemma_.lower()
    parts: set[int] = set()
    for inner in verb.children:
        is_clause = inner.dep_ in ("ccomp", "xcomp")
        is_object = inner.dep_ in ("dobj", "nsubjpass") and lemma in _EVENT_OBJECTS
        is_phrase = inner.dep_ == "prep" and (lemma in _EVENT_PHRASES or (lemma in _QUOTING and inner.lower_ == "as"))
        if is_clause or is_object or is_phrase:
            parts |= {t.i for t in inner.subtree}
    if lemma in _QUOTING:
        quoted = syntax.child(verb, "dobj")
        behind = syntax.children(quoted, "prep") if quoted is not None else ()
        parts |= {t.i for prep in behind if prep.lower_ == "as" for t in prep.subtree}
    if lemma in _EVENT_PHRASES:
        parts |= {t.i for prep, _ in syntax.complements(verb) for t in prep.subtree}
    if verb.dep_ == "parataxis":
        inserted = {t.i for t in verb.subtree}
        parts |= {t.i for t in sentence if t.i not in inserted}
    parts |= _quoted(sentence) if _is_main(verb) else set()
    return frozenset(parts - {verb.i})


def _is_main(verb: Token) -> bool:
    return verb.dep_ in ("ROOT", "parataxis") or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def _quoted(sentence: SpacySpan) -> set[int]:
    """Tokens between quotation marks; a mark that is only opened or only closed reaches to the end of the sentence."""
    inside = False
    found: set[int] = set()
    seen: list[int] = []
    for token in sentence:
        if not inside and token.text in _OPENING:
            inside = True
            seen = []
        elif inside and token.text in _CLOSING:
            inside = False
            if len(seen) >= 4:  # shorter ones are scare quotes
                found |= set(seen)
        elif inside:
            seen.append(token.i)
    return found | set(seen) if inside and len(seen) >= 4 else found


def chain(token: Token, speeches: list[Speech]) -> list[Speech]:
    """The speech acts that cover a token, innermost first."""
    covering = [speech for speech in speeches if token.i in speech.scope and speech.cue.i != token.i]
    return sorted(covering, key=lambda speech: (len(speech.scope), speech.cue.i))
