"""Each set from its files to its figures, on small data of our own in the format of the data sets."""

from __future__ import annotations

import csv
import gzip
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fogline.scoring import inside, outside
from fogline.scoring.cases import Workshop
from fogline.scoring.measures import SetResult
from fogline.scoring.outside import Bench
from fogline.scoring.scorers import Scorers, find_python

pytestmark = pytest.mark.slow
ATTACK = "Gunmen attacked the village of Omra in Syria on 3 May 2024, killing two guards. Police said they had fled."


def _span(text: str, words: str, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words} | more


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))


def _table(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter="\t")
        writer.writeheader()
        writer.writerows(rows)


def _coded(row_id: str, text: str, type_: str, words: str, source: str, target: str) -> dict[str, Any]:
    ends = ([{"text": "x", "country": code, "sector": None}] for code in (source, target))
    return {"id": row_id, "text": text, "type": type_, "event_text": words} | dict(zip(("source", "target"), ends, strict=True))


SENTENCE = "Uplander troops attacked a village in Kandor on Monday."


def _petrarch(text: str, events: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    return {
        "id": "same",
        "date": "20240506",
        "text": text,
        "events": events,
        "no_events": not events,
        "expects_error": False,
    } | more


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data sets, each with a row or two."""
    root = tmp_path / "data"
    entities = [
        _span(ATTACK, "Syria", type="Location", confidence=1.0),
        _span(ATTACK, "Police", type="Organisation", confidence=1.0),
        _span(ATTACK, "Gunmen", type="Organisation", confidence=1.0),
        _span(ATTACK, "two guards", type="Person", confidence=1.0),
    ]
    fight = {"type": "FightingAgainst", "from": entities[2], "to": entities[3]}
    _write(root / "re3d/docs.jsonl.gz", [{"doc": "d1", "text": ATTACK, "entities": entities, "relations": [fight]}])
    _table(
        root / "actors/actors.tsv",
        [{"actor": "1", "name": "Hamas", "locations": "Kand"}, {"actor": "2", "name": "Sons of Dawn", "locations": "Kand"}],
    )
    aliases = [{"actor": "1", "alias": alias} for alias in ("HAMAS", "Hamas Movement", "Hamas Party", "The Hamas Front")]
    _table(root / "actors/aliases.tsv", aliases)
    plover = [
        _coded("p1", "Russian troops attacked a village in Ukraine on Monday.", "FIGHT", "attacked", "RUS", "UKR"),
        _coded("p2", "The weather was fine.", "AID", "fine", "RUS", "UKR"),
    ]
    _write(root / "coded/plover.jsonl.gz", plover)
    event = {"source": "UPLMIL", "target": "KAN", "cameo": "223"}
    unit = [
        _petrarch(SENTENCE, [event, event | {"cameo": "904"}]),
        _petrarch("Gunmen killed two guards.", []),
        _petrarch("It failed.", [event], expects_error=True),
    ]
    _write(root / "coded/petrarch_unit.jsonl.gz", unit)
    _write(root / "coded/petrarch_news.jsonl.gz", [_petrarch("Turkish troops killed two Syrian guards.", [])])
    (root / "coded/petrarch_unit_actors.txt").write_text("UPLANDER [UPL]\nKANDOR [KAN]\n", "utf-8")
    _write(root / "commitment/items.jsonl.gz", _clauses())
    _write(root / "times/timebank.jsonl.gz", [_timebank(name) for name in ("t1", "t2", "t3", "t4")])
    return root


def _clauses() -> list[dict[str, Any]]:
    believed = {
        "id": "c1",
        "context": "",
        "target": "He knew that they attacked the village.",
        "prompt": "they attacked the village",
    }
    doubted = {"id": "c2", "context": None, "target": "He denied that they bombed the port.", "prompt": "they bombed the port"}
    return [believed | {"mean": 2.5}, doubted | {"mean": -1.5}]


def _timebank(name: str) -> dict[str, Any]:
    instance = {"id": "i1", "pos": "VERB", "tense": "PAST", "polarity": "POS", "modality": None}
    return {
        "doc": name,
        "created": "2024-05-04T10:00:00",
        "text": ATTACK,
        "times": [_span(ATTACK, "3 May 2024", type="DATE", value="2024-05-03")],
        "events": [_span(ATTACK, "attacked", id="e1", instances=[instance])],
        "links": [],
    }


@pytest.fixture
def bench(data: Path, tmp_path: Path) -> Bench:
    return Bench(data=data, workshop=Workshop(folder=tmp_path / "cache"), scorers=None)


def _values(result: SetResult) -> Mapping[str, float]:
    return {measure.name: measure.value for measure in result.measures}


def test_re3d(bench: Bench) -> None:
    (found,) = inside.re3d(bench)
    values = _values(found)
    assert values["all: Location, span F"] > 0
    assert values["all: ties of four kinds, of the record, F"] == 100
    assert not any("Location" in row for row in found.wrong)


def test_aliases(bench: Bench) -> None:
    (found,) = inside.ucdp_aliases(bench)
    values = _values(found)
    assert values["other aliases known: recall at 1"] == 100, "the names of the right actor are more alike than another's"
    assert values["other aliases known: wrong links"] == 0


def test_coded_sentences(bench: Bench) -> None:
    plover, petrarch = inside.coded_sentences(bench)
    assert _values(plover)["type of the main event"] == 50
    assert _values(plover)["source country"] == 50
    assert "p2 type of any event" in plover.wrong
    values = _values(petrarch)
    assert values["CAMEO root"] == 100, "the code that is none of WEIS is not asked for"
    assert values["no event where there is none"] == 50, "an event between parties that the dictionary lacks is no invention"
    assert "petrarch_news-0 no event where there is none" in petrarch.wrong


def test_commitment(bench: Bench) -> None:
    (found,) = inside.commitment(bench)
    values = _values(found)
    assert values["believed (2 and more), told as fact"] == 100
    assert values["disbelieved (-1 and less), told as fact"] == 0
    assert values["believed, clause's verb read as happened"] == 100
    assert values["disbelieved, clause's verb read as happened"] == 0


def test_calibration(bench: Bench) -> None:
    (found,) = inside.calibrated(bench)
    together, is_event, is_told = found.measures
    assert (is_event.name, is_told.name) == ("mention is an event (TimeBank), ECE", "modality is right (TimeBank verbs), ECE")
    assert is_told.note.startswith("100 % right")
    assert (together.n, together.value) == (is_event.n, is_event.value), "TimeBank is the only one of the sets with rows"
    assert len(found.tables) == 3, (
        "a table for each kind that has rows: no PLOVER sentence is in the odd half, and ECB+ needs its scorer"
    )


# ---- sets of outside scorers

FAKE = """
import json, sys
arguments = sys.argv[1:]
if "--out" in arguments:
    open(arguments[arguments.index("--out") + 1], "w").write({response!r})
if "--json" in arguments:
    json.dump({scores!r}, open(arguments[arguments.index("--json") + 1], "w"))
print({printed!r})
"""


class _Fakes:
    """Scorers that answer what they are told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def add(self, name: str, scores: Any, printed: str = "", response: str = "") -> None:
        (self.folder / name).write_text(FAKE.format(scores=scores, printed=printed, response=response), "utf-8")


@pytest.fixture
def fakes(tmp_path: Path) -> _Fakes:
    return _Fakes(tmp_path / "scorers")


def _with(bench: Bench, fakes: _Fakes) -> Bench:
    scorers = Scorers(folder=fakes.folder, python=sys.executable)
    return Bench(data=bench.data, workshop=bench.workshop, scorers=scorers)


def _prf(f: float) -> dict[str, float]:
    return {"p": f, "r": f, "f": f, "correct": 1, "possible": 4, "actual": 4}


def test_muc(bench: Bench, fakes: _Fakes) -> None:
    slots = {"incident_type": [], "perp_individual_id": [{"values": ["GUNMEN"], "optional": False, "refs": None}]}
    row = {"id": "A-1", "text": ATTACK.upper(), "templates": [{"optional": False, "slots": slots}]}
    for part in ("tst1", "tst2", "dev"):
        _write(bench.data / f"muc/{part}.jsonl.gz", [row])
    response = f'0.  MESSAGE: ID{"":20}A-1\n1.  MESSAGE: TEMPLATE{"":14}1\n9.  PERP: INDIVIDUAL ID{"":12}"GUNMEN"\n'
    fakes.add("record_to_muc.py", {}, response=response)
    totals = {key: _prf(40) for key in ("all_templates", "matched_only", "template_id")}
    perp, unused = {"f": 20, "possible": 3, "actual": 2}, {"f": 0, "possible": 0, "actual": 0}
    filtering = {"both": 3, "key only": 1, "response only": 1, "neither": 5}
    scores = totals | {"slots": {"perp-org-conf": perp, "unused": unused}, "text_filtering": filtering}
    pair = f"--- A-1 key 1 response - [missing]\n    {'perp-org-conf':18} key: {'X':90} | got: \n"
    fakes.add("score_muc.py", scores, printed=pair)
    held_back, _, dev = outside.muc(_with(bench, fakes))
    values = _values(dev)
    assert (values["all templates, F"], values["organisation confidence, F"], values["text filtering, F"]) == (40, 20, 75)
    assert values["CEAF-REE, five string slots"] == 100
    assert "slot unused, F" not in values
    assert dev.wrong == {"A-1 key 1 perp-org-conf"}
    assert held_back.split == "held back"


def test_polnear(bench: Bench, fakes: _Fakes) -> None:
    row = {"doc": "d", "text": ATTACK, "date": "2024-05-04", "outlet": "Bote", "annotations": [{"n": 1}, {"n": 2}]}
    _write(bench.data / "polnear/dev.jsonl.gz", [row])
    parts = {part: {"exact": _prf(50), "token": _prf(60)} for part in ("cue", "source", "content")}
    fakes.add(
        "score_attribution.py",
        parts | {"linked": _prf(1), "linked_exact": _prf(2)},
        "cue 1\nd: missed [a] [b] c\nd: missed [a] [b] c",
    )
    (found,) = outside.polnear(_with(bench, fakes))
    assert _values(found)["content, token F"] == 60
    assert found.wrong == {"d: missed [a] [b] c", "d: missed [a] [b] c #2"}
    gold = json.loads((bench.workshop.folder / "gold/polnear.jsonl").read_text("utf-8"))
    assert gold["annotations"] == [{"n": 1}], "the first annotator is the gold"


def test_event_location(bench: Bench, fakes: _Fakes) -> None:
    rows = [{"id": n, "text": ATTACK, "gold": n < 2, "verb": _span(ATTACK, "attacked"), "places": []} for n in range(12)]
    _write(bench.data / "geo/event_location.jsonl.gz", rows)
    printed = "attacked: got [x] gold [Omra] in Gunmen"
    fakes.add("score_places.py", {"sentences": 9, "sentences_right": 30.0, "words": _prf(33)}, printed)
    (found,) = outside.event_location(_with(bench, fakes))
    assert _values(found)["checked rows: place of the event, token F"] == 33
    assert _values(found)["checked rows where the record has an event: token F"] == 33
    assert "checked rows, any verb by the same models: token F" in _values(found)
    assert found.wrong == {"attacked: [Omra] in Gunmen"}, "what was got instead does not make another row"


def test_toponyms(bench: Bench, fakes: _Fakes) -> None:
    place = _span(ATTACK, "Syria", lat=35.0, lon=38.0, geonames=163843)
    _write(
        bench.data / "geo/trnews.jsonl.gz", [{"doc": "d", "text": ATTACK, "date": "2024-05-04", "outlet": "B", "places": [place]}]
    )
    near = {"of_resolved": 80, "of_all": 70}
    recognition = {"recognition_exact": _prf(50), "recognition_overlap": _prf(60)}
    scores = recognition | {"resolved": 4, "resolvable": 5, "acc161": near, "exact_geonames_id_of_all": 65}
    fakes.add("score_places.py", scores, "d Omra: Omra is 900 km from Omra\nd not found: Kand")
    (found,) = outside.toponyms(_with(bench, fakes))
    assert _values(found)["within 161 km, of all"] == 70
    assert _values(found)["names given, the gold id"] == 100
    assert found.wrong == {"d Omra", "d not found: Kand"}


def test_timebank(bench: Bench, fakes: _Fakes) -> None:
    scores = {key: _prf(90) for key in ("relaxed", "strict", "value", "type")} | {"interval_right_of_dated": 80}
    printed = "d 'Friday': got 2024, gold 2023 (written x)\nd not found: 'May' 2024-05\nd false: 'now'\n{"
    fakes.add("score_times.py", scores, printed)
    (found,) = outside.timebank(_with(bench, fakes))
    assert _values(found)["all: value F"] == 90
    assert found.wrong == {"d 'Friday': gold 2023 (written x)", "d not found: 'May' 2024-05", "d false: 'now'"}


def test_violence(bench: Bench, fakes: _Fakes) -> None:
    keys = {"title": "A shooting", "date": "2024-05-04", "words": 30, "text": ATTACK}
    rows = [{"id": f"{n:016x}", "incident": str(n)} | keys for n in range(40)]
    _write(bench.data / "violence/articles.jsonl.gz", rows)
    scores = dict.fromkeys(("answered", "killed_exact", "injured_exact", "date_exact", "date_within_a_day", "city_right"), 50)
    clusters = {"b3": _prf(80), "pairwise": _prf(40), "floor_all_singletons_b3": _prf(70), "reports": 5}
    fakes.add("score_merge.py", scores | clusters, "0000000000000001 got x; gold y\n0000000000000002 no incident; gold z\n{")
    bar = {"b3": _prf(85), "pairwise": _prf(60), "singletons_b3": _prf(70)}
    fakes.add("merge_floor.py", {}, printed=f"40 articles {bar}")
    (found,) = outside.violence(_with(bench, fakes))
    assert found.measures[0].goal == 85
    assert _values(found)["reports to incidents, B-cubed F"] == 80
    assert found.wrong == {"0000000000000001", "0000000000000002"}


@pytest.fixture
def ecb_bench(bench: Bench, fakes: _Fakes) -> Bench:
    sentences = [{"n": 0, "validated": True}, {"n": 1, "validated": False}]
    rows = [{"doc": f"1_{n}", "part": "dev" if n else "train", "sentences": sentences} for n in range(6)]
    _write(bench.data / "ecb/docs.jsonl.gz", rows)
    (fakes.folder / "record_io.py").write_text("import json\nread_jsonl = lambda p: [json.loads(l) for l in open(p)]\n", "utf-8")
    both = {"conll": 30.0}
    counts = {"gold_mentions": 4, "mention_recall": 60, "mention_precision": 50}
    fakes.add("score_merge.py", counts | {"end_to_end": both, "on_gold_mentions": both}, "not found: m1 1_1")
    merge = fakes.folder / "score_merge.py"
    body = merge.read_text("utf-8").replace("\n", "\n    ")
    merge.write_text(f"{ECB_TEXTS}if __name__ == '__main__':\n    {body}", "utf-8")
    return _with(bench, fakes)


def test_ecb(ecb_bench: Bench) -> None:
    (found,) = outside.ecb(ecb_bench)
    assert _values(found)["CoNLL F, own mentions"] == 30
    assert found.wrong == {"not found: m1 1_1"}


def test_calibration_takes_annotated_sentences_of_ecb_too(ecb_bench: Bench) -> None:
    (found,) = inside.calibrated(ecb_bench)
    (ecb,) = (measure for measure in found.measures if "ECB+" in measure.name)
    assert ecb.note.startswith("100 % right"), "the attack is a gold event, and the rest of the text was not annotated"


ECB_TEXTS = f"""
TEXT = {ATTACK!r}
def ecb_text(row):
    return TEXT, {{(0, 0): (0, TEXT.index(",")), (1, 0): (TEXT.index(","), len(TEXT))}}
def gold_mentions(rows):
    return {{"m1": (rows[0]["doc"], TEXT.index("attacked"), TEXT.index("attacked") + 8, "c")}}
"""


# ---- the scorers themselves, where they are


@pytest.mark.skipif("FOGLINE_SCORERS" not in os.environ, reason="the outside scorers are not here")
def test_the_outside_scorers_read_what_is_written_for_them(bench: Bench) -> None:
    scorers = Scorers(folder=Path(os.environ["FOGLINE_SCORERS"]), python=find_python(os.environ.get("FOGLINE_SCORERS_PYTHON")))
    (found,) = outside.timebank(Bench(data=bench.data, workshop=bench.workshop, scorers=scorers))
    assert _values(found)["all: value F"] == 100
    assert found.wrong == frozenset()
