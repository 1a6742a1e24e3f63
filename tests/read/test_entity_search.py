"""The stand-in for the search of spaCy's entity recogniser gives what the entity recogniser gives."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from fogline.read import parser
from fogline.read.entity_search import EntitySearch

_WORDS = st.sampled_from(
    ["the", "Red", "Cross", "said", "on", "Monday", "morning", "in", "New", "York", "  ", "Colonel", "Ahmed", "Karim", "of",
     "United", "Nations", "200", "rebels", "North", "Kivu", "'s", "Province", "and", ",", "a.m.", "Gulf", "War"]
)  # fmt: skip
_TEXT = st.lists(st.tuples(_WORDS, st.booleans()), min_size=0, max_size=16)
"""Words, and whether a sentence begins at each."""


def _recogniser() -> EntityRecognizer:
    recogniser = parser.language().get_pipe("ner")
    assert isinstance(recogniser, EntityRecognizer)
    return recogniser


def _doc(vocab: Vocab, rows: list[tuple[str, bool]]) -> Doc:
    starts: list[bool | int | None] = [starts or at == 0 for at, (_, starts) in enumerate(rows)]
    return Doc(vocab, words=[word for word, _ in rows], sent_starts=starts)


def _entities(doc: Doc) -> list[tuple[str, str]]:
    return [(token.ent_iob_, token.ent_type_) for token in doc]


@settings(max_examples=80, deadline=None)
@given(st.lists(_TEXT, min_size=1, max_size=5))
@example([[("New", False), ("York", True)], [], [("  ", False)], [("Gulf", False)]])
def test_any_words_and_sentences_get_the_same(texts: list[list[tuple[str, bool]]]) -> None:
    recogniser = _recogniser()
    mine = EntitySearch(recogniser).pipe([_doc(recogniser.vocab, rows) for rows in texts], batch_size=3)
    spacys = [recogniser(_doc(recogniser.vocab, rows)) for rows in texts]
    assert [_entities(doc) for doc in mine] == [_entities(doc) for doc in spacys]


def test_names_of_one_and_of_several_words_are_found() -> None:
    doc = parser.parse(["Rebels near New York met Colonel Ahmed Karim Hassan of France on Monday."])[0]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("New York", "GPE"),
        ("Ahmed Karim Hassan", "PERSON"),
        ("France", "GPE"),
        ("Monday", "DATE"),
    ]
    assert "ner" not in parser.language().pipe_names


def test_a_text_alone_is_marked_as_in_a_stream() -> None:
    recogniser = _recogniser()
    rows = [("Red", True), ("Cross", False), ("said", False)]
    alone = EntitySearch(recogniser)(_doc(recogniser.vocab, rows))
    assert _entities(alone) == _entities(recogniser(_doc(recogniser.vocab, rows)))
