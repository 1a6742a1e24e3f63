"""Which place a name means: prior and context, and no answer where two are about as good."""

from __future__ import annotations

import pytest

from fogline.lexicon.knowledge import load_knowledge
from fogline.resolve.places import is_near, place_id
from tests.read.reading import ids
from tests.resolve.resolving import resolve

# id, text, name, gazetteer id
PLACES = [
    ("country-beats-town", "Gunmen attacked a bus in Lebanon.", "Lebanon", "geonames:272103"),
    ("country-by-its-town", "Gunmen attacked a bus in Georgia. The bus had left Tbilisi.", "Georgia", "geonames:614540"),
    ("state-by-its-town", "Gunmen attacked a bus in Georgia. The bus had left Atlanta.", "Georgia", "geonames:4197000"),
    ("abbreviation", "Gunmen attacked a bus in Lexington, Ky., on Monday.", "Lexington", "geonames:4297983"),
    ("capital-before-a-hamlet", "Gunmen attacked a bus in Paris.", "Paris", "geonames:2988507"),
    (
        "close-to-others",
        "Gunmen attacked a bus in London. It had come from Kitchener and Hamilton in Ontario.",
        "London",
        "geonames:6058560",
    ),
    ("known-town", "Gunmen attacked a bus in Mosul.", "Mosul", "geonames:99072"),
    ("context", "Gunmen attacked a bus in Tripoli, Lebanon.", "Tripoli", "geonames:266826"),
    ("context-2", "Gunmen attacked a bus in Tripoli. Nobody in Libya saw them.", "Tripoli", "geonames:2210247"),
    ("province", "Gunmen attacked a convoy in Anbar province.", "Anbar province", "geonames:99592"),
]


@pytest.mark.parametrize(("case", "text", "name", "gazetteer_id"), PLACES, ids=ids(PLACES, 0))
def test_place(case: str, text: str, name: str, gazetteer_id: str) -> None:
    entry = load_knowledge(()).gazetteer.entry(gazetteer_id)
    assert entry is not None
    assert resolve(text).answer(name, "place") == place_id(entry)


AMBIGUOUS = [
    ("two-countries", "Gunmen attacked a bus in Hyderabad.", "Hyderabad"),
    ("country-or-state", "Gunmen attacked a bus in Georgia.", "Georgia"),
    ("many-towns", "Gunmen attacked a bus in Springfield.", "Springfield"),
]


@pytest.mark.parametrize(("case", "text", "name"), AMBIGUOUS, ids=ids(AMBIGUOUS, 0))
def test_two_good_candidates_mean_no_answer_yet(case: str, text: str, name: str) -> None:
    found = resolve(text)
    kept = found.judgements(name, "place")
    assert 2 <= len(kept) <= 4
    assert {judgement.verdict for judgement in kept} == {"suggested"}
    assert found.issues == ["place.ambiguous"]


def test_a_place_that_no_gazetteer_holds_is_none() -> None:
    assert resolve("Gunmen attacked a bus near Qwrtzplm.").issues == []


def test_party_far_from_home_is_no_context() -> None:
    alone = resolve("Gunmen attacked a bus in Tripoli.").judgements("Tripoli", "place")
    party = resolve("Lebanon condemned it. Gunmen attacked a bus in Tripoli.").judgements("Tripoli", "place")
    assert [(j.right_id, j.score) for j in party] == [(j.right_id, j.score) for j in alone]


def test_near_is_within_the_radius() -> None:
    gazetteer = load_knowledge(()).gazetteer
    mosul, erbil = gazetteer.lookup("Mosul")[0], gazetteer.lookup("Erbil")[0]
    assert is_near(mosul, mosul)
    assert not is_near(mosul, erbil)
    assert is_near(mosul, erbil, radius_km=100)
