"""Parts of speech, morphology and lemmas by the parser's own table of exceptions, each case looked up in it once.

spaCy's attribute ruler tries all its patterns at every token, which is a seventh of a parse. Nearly all of them look at one
token alone, so what they make of a word with its tag and dependency is the same each time and is remembered here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from spacy.attrs import IDS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

Key = tuple[int, ...]
"""The attributes of a token that the patterns look at; a word that none of them names is 0."""


class WordClasses:
    """Stands in a pipeline for an attribute ruler, with the same outcome."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        patterns: list[Any] = [row["patterns"] for row in ruler.patterns]
        plain = {i for i, row in enumerate(patterns) if all(len(one) == 1 and _words(one[0]) is not None for one in row)}
        tokens = [token for i in plain for one in patterns[i] for token in one]
        self._looks_at = [IDS["LOWER"], *sorted({IDS[name] for token in tokens for name in token} - {IDS["LOWER"]})]
        self._words = {ruler.vocab.strings[word] for token in tokens for word in _words(token) or ()}
        self._plain = frozenset(plain)
        self._others = Matcher(ruler.vocab)
        for i, row in enumerate(patterns):
            if i not in plain:
                self._others.add(str(i), row)
        self._sets = sorted({name for attributes in ruler.attrs for name in attributes})
        self._patterns: dict[Key, tuple[int, ...]] = {}
        self._outcomes: dict[Key, tuple[tuple[int, int], ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Sets what the table has for the tokens of a parsed text: part of speech, morphology, lemma."""
        if not len(doc):
            return doc
        words = self._words
        keys = [(word if word in words else 0, *rest) for word, *rest in doc.to_array(self._looks_at).tolist()]
        unknown = {key: at for at, key in enumerate(keys) if key not in self._outcomes}
        if unknown:
            self._look_up(doc, unknown)
        values: Any = doc.to_array(self._sets)
        for at, key in enumerate(keys):
            for column, value in self._outcomes[key]:
                values[at, column] = value
        for at, patterns in self._matches(self._others, doc).items():
            for column, value in self._outcome(sorted((*self._patterns[keys[at]], *patterns))):
                values[at, column] = value
        doc.from_array(self._sets, values)
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        """The same for a stream of texts; `batch_size` is what a pipeline hands to each of its parts."""
        del batch_size
        return map(self, docs)

    def _look_up(self, doc: Doc, tokens: Mapping[Key, int]) -> None:
        """Remembers the outcome for each key, by a text of just the tokens that have them."""
        few = Doc(doc.vocab, words=[doc[at].text for at in tokens.values()])
        given: Any = doc.to_array(["TAG", "DEP"])
        few.from_array(["TAG", "DEP"], given[list(tokens.values())])
        found = self._matches(self._ruler.matcher, few)
        for at, key in enumerate(tokens):
            self._patterns[key] = tuple(sorted(self._plain.intersection(found.get(at, ()))))
            self._outcomes[key] = self._outcome(self._patterns[key])

    def _matches(self, matcher: Matcher, doc: Doc) -> Mapping[int, list[int]]:
        """The patterns that hold, by the token that each sets."""
        found: dict[int, list[int]] = defaultdict(list)
        for name, start, end in matcher(doc, allow_missing=True, as_spans=False):
            pattern = int(doc.vocab.strings[name])
            index = self._ruler.indices[pattern]
            found[(start if index >= 0 else end) + index].append(pattern)
        return found

    def _outcome(self, patterns: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Columns and values that patterns set; the later in the table has precedence."""
        merged = {name: value for pattern in patterns for name, value in self._ruler.attrs[pattern].items()}
        return tuple((self._sets.index(name), value) for name, value in merged.items())


@Language.factory("word_classes")
def _word_classes(nlp: Language, name: str) -> WordClasses:
    """The stand-in for the attribute ruler of a pipeline, as spaCy makes the parts of one."""
    del name
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return WordClasses(ruler)


def _words(token: Mapping[str, Any]) -> Sequence[str] | None:
    """The words that a pattern of one token names; None where it asks for them by a pattern of letters."""
    word = token.get("LOWER", ())
    if isinstance(word, str):
        return [word]
    return word.get("IN") if isinstance(word, Mapping) else word
