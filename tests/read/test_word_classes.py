"""The stand-in for spaCy's attribute ruler gives what the attribute ruler gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

from fogline.read import parser
from fogline.read.word_classes import WordClasses

_WORDS = st.sampled_from(
    ["there", "is", "are", "rebels", "'s", "gon", "na", "ai", "n't", "have", "had", "to", "will", "  ", "not", "me"]
)
_TAGS = st.sampled_from(["EX", "VBZ", "VBP", "NN", "NNS", "VB", "VBD", "TO", "MD", "RB", "PRP", "_SP", ""])
_DEPS = st.sampled_from(["expl", "ROOT", "aux", "nsubj", "dobj", "auxpass", "neg", "dep", ""])


def _ruler() -> AttributeRuler:
    ruler = parser.language().get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return ruler


def _text(vocab: Vocab, rows: list[tuple[str, str, str]]) -> Doc:
    doc = Doc(vocab, words=[word for word, _, _ in rows])
    for token, (_, tag, dep) in zip(doc, rows, strict=True):
        token.tag_, token.dep_ = tag, dep
    return doc


def _outcome(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_) for t in doc]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(_WORDS, _TAGS, _DEPS), min_size=1, max_size=12), min_size=1, max_size=4))
def test_any_words_tags_and_dependencies_get_the_same(texts: list[list[tuple[str, str, str]]]) -> None:
    ruler = _ruler()
    mine = WordClasses(ruler)  # remembers from one text of an example to the next
    for rows in texts:
        assert _outcome(mine(_text(ruler.vocab, rows))) == _outcome(ruler(_text(ruler.vocab, rows)))


def test_the_table_is_used_at_all() -> None:
    doc = parser.parse(["There are rebels who have not been seen."])[0]
    assert [token.pos_ for token in doc][:3] == ["PRON", "VERB", "NOUN"]
    assert doc[1].lemma_ == "be"
    assert parser.language().get_pipe("word_classes") is not None
    assert "attribute_ruler" not in parser.language().pipe_names


def test_a_text_of_no_words_stays_as_it_is() -> None:
    ruler = _ruler()
    assert len(WordClasses(ruler)(Doc(ruler.vocab))) == 0
