"""Which place a name means: prior and context, and no answer where two are about as good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fogline.engine.stage import Unit
from fogline.lexicon.knowledge import load_knowledge
from fogline.record.types import Judgement, Mention
from fogline.record.values import Segment
from fogline.resolve.places import is_near, place_id
from tests.read.reading import ids, reader, report_of
from tests.resolve.resolving import resolve, resolver

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


@pytest.mark.parametrize(("written_in", "gazetteer_id"), [("KARACHI", "geonames:1176734"), ("MUMBAI", "geonames:1269843")])
def test_a_datelined_report_means_the_namesake_of_its_country(written_in: str, gazetteer_id: str) -> None:
    report = report_of(f"{written_in} Gunmen attacked a bus in Hyderabad.")
    end = len(written_in)
    dateline, body = Segment(start=0, end=end, kind="dateline"), Segment(start=end + 1, end=len(report.text), kind="body")
    report = replace(report, segments=(dateline, body))
    mentions = [row for row in reader().work([Unit(key=report.id, inputs=(report,))])[0] if isinstance(row, Mention)]
    inputs = tuple(mention for mention in mentions if mention.kind in ("actor", "place"))
    town = next(mention for mention in mentions if mention.kind == "place" and mention.span.quote == "Hyderabad")
    judged = [row for row in resolver().work([Unit(key=report.id, inputs=inputs)])[0] if isinstance(row, Judgement)]
    entry = load_knowledge(()).gazetteer.entry(gazetteer_id)
    assert entry is not None
    assert [(row.right_id, row.verdict) for row in judged if row.left_id == town.id] == [(place_id(entry), "same")]


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
