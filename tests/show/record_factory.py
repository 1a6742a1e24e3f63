"""Records for the tests of fogline.show: a small invented one with every certainty, and large ones of made-up prose."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import date, timedelta
from hashlib import sha256

from tests.show.invented_open_points import OPEN_POINTS
from tests.show.invented_rows import INCIDENTS, MENTIONS
from tests.show.row_builders import REPORT_TEXTS, Row, amount, incident, interval, part

__all__ = ["REPORT_TEXTS", "Row", "interval", "make_large_record", "make_record"]


def _reports() -> list[Row]:
    published = {
        "R1": interval("2031-03-18"),
        "R2": interval("2031-03-18"),
        "R3": interval("2031-03-19", "2031-03-31", "inferred"),
        "R4": interval("2031-03-24"),
        "R5": interval("2031-03-15"),
        "R6": interval(None, basis="unknown"),
    }
    outlets = {
        "R1": "Tarevia Wire",
        "R2": "Orun Voice",
        "R3": "The Coastal Review",
        "R4": "Tarevia Wire",
        "R5": "صوت الساحل",
        "R6": "Border Bulletin",
    }
    rows: list[Row] = []
    for key, text in REPORT_TEXTS.items():
        rows.append(
            {
                "id": key,
                "uri": f"file:///reports/{key.lower()}.txt",
                "title": text.split("\n")[0],
                "outlet": outlets[key],
                "byline": None,
                "published": published[key],
                "language": "ar" if key == "R5" else "en",
                "sha256": sha256(text.encode()).hexdigest(),
                "family": None,
                "cites": [],
                "origin": None,
                "main": None,
            }
        )
    return rows


def _actors() -> list[Row]:
    named = [
        ("A1", "Orun Front", "rebel", None, ["the front", "Front of Orun"]),
        ("A2", "Tarevian army", "military", "TRV", ["the army"]),
        ("A3", "Government of Tarevia", "government", "TRV", ["the Tarevian defense ministry"]),
        ("A4", "Belmora", "state", "BLM", []),
        ("A5", "Grey Heron", "rebel", None, []),
        ("A6", "Police of Tarevia", "police", "TRV", []),
        ("A7", "people of Port Anse", "people", "TRV", []),
    ]
    return [
        {
            "id": key,
            "name": name,
            "kind": kind,
            "country": country,
            "sectors": [],
            "aliases": [{"text": alias, "evidence": None} for alias in aliases],
            "description": None,
            "mentions": [],
            "known_as": None,
        }
        for key, name, kind, country, aliases in named
    ]


def _places() -> list[Row]:
    named = [
        ("P1", "Calde", "near", -20.2, -60.1),
        ("P2", "Sanra hills", "region", -21.4, -62.4),
        ("P3", "Port Anse", "settlement", -22.3, -59.2),
        ("P4", "Esk", "settlement", -19.0, -57.7),
        ("P5", "Tenn", "settlement", -22.0, -62.6),
        ("P6", "Mirel", "site", -20.9, -59.3),
        ("P7", "Tarevia", "country", -21.0, -60.6),
        ("P8", "Sanra district", "district", -21.0, -61.9),
    ]
    return [
        {
            "id": key,
            "name": name,
            "kind": "place",
            "country": "BLM" if key == "P4" else "TRV",
            "admin1": None,
            "within": None,
            "lat": lat,
            "lon": lon,
            "gazetteer_id": None,
            "precision": precision,
            "mentions": [],
        }
        for key, name, precision, lat, lon in named
    ]


def make_record() -> Row:
    """A record of eleven incidents and one total, with every certainty, an undated, an unplaced and an Arabic one."""
    mentions, incidents = deepcopy(MENTIONS), deepcopy(INCIDENTS)
    by_key = {row["id"]: row for row in mentions}
    for row in incidents:
        row["reports"] = sorted({by_key[key]["report"] for key in row["mentions"]})
    return {
        "reports": _reports(),
        "actors": _actors(),
        "places": _places(),
        "mentions": mentions,
        "times": [],
        "incidents": incidents,
        **deepcopy(OPEN_POINTS),
        "quantities": [],
        "phases": [],
        "decisions": [
            {
                "id": "J1",
                "at": "2031-04-01T00:00:00Z",
                "by": "reviewer",
                "kind": "accept",
                "subject": ["I3"],
                "value": None,
                "note": None,
                "undone_by": None,
            }
        ],
        "run": {
            "version": "0.1.0",
            "started": "2031-04-01T10:00:00Z",
            "finished": "2031-04-01T10:00:09Z",
            "settings": {"merge": {"threshold": 0.9}},
            "packs": [],
            "counts": {"reports": 6, "incidents": 12},
        },
    }


_SYLLABLES = [
    "ka",
    "ro",
    "mi",
    "ten",
    "sal",
    "vor",
    "ane",
    "dul",
    "pri",
    "osk",
    "lem",
    "tar",
    "ghi",
    "nor",
    "bas",
    "ily",
    "fen",
    "zur",
    "cad",
    "mot",
    "wex",
    "hul",
    "jan",
    "oth",
    "pel",
]
_COMMON = [
    "the",
    "of",
    "a",
    "in",
    "near",
    "after",
    "said",
    "on",
    "and",
    "by",
    "with",
    "from",
    "at",
    "that",
    "was",
    "were",
    "local",
    "early",
    "late",
    "two",
    "several",
    "army",
    "group",
    "road",
    "market",
    "night",
    "police",
]
_MODES = [
    ("ASSAULT", ["aerial"]),
    ("ASSAULT", ["drone"]),
    ("ASSAULT", ["firearms"]),
    ("ASSAULT", ["targeted"]),
    ("COERCE", ["arrest"]),
    ("THREATEN", []),
    ("CONSULT", []),
    ("PROTEST", ["demo"]),
]
_STATUSES = ["asserted", "corroborated", "claimed", "attributed", "disputed", "denied"]


class _Words:
    """Made-up prose with the entropy of news: about half common words, the rest from a large skewed vocabulary."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.vocabulary = ["".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 3))) for _ in range(12_000)]

    def sentence(self, low: int = 14, high: int = 34) -> str:
        words = [
            self.chance.choice(_COMMON)
            if self.chance.random() < 0.5
            else self.vocabulary[min(11_999, int(self.chance.expovariate(1 / 2_500)))]
            for _ in range(self.chance.randint(low, high))
        ]
        return " ".join(words).capitalize() + "."


def make_large_record(count: int, seed: int = 1) -> Row:
    """A record of many incidents with prose of news-like entropy, to look at size and speed."""
    words = _Words(random.Random(seed))
    record: Row = {
        "reports": [_random_report(n, words) for n in range(max(20, count // 6))],
        "actors": [_random_actor(n, words) for n in range(60)],
        "places": [_random_place(n, words) for n in range(max(10, count // 8))],
        "mentions": [],
        "incidents": [],
        "run": {"version": "0.1.0", "counts": {}},
    }
    for n in range(count):
        _add_random_incident(record, n, words)
    return record


def _random_actor(n: int, words: _Words) -> Row:
    kind = words.chance.choice(["rebel", "military", "state", "militia"])
    return {"id": f"A{n}", "name": words.sentence(2, 3)[:-1].title(), "kind": kind, "country": None, "aliases": []}


def _random_place(n: int, words: _Words) -> Row:
    return {
        "id": f"P{n}",
        "name": words.sentence(1, 1)[:-1],
        "country": "TRV",
        "lat": words.chance.uniform(-26, -12),
        "lon": words.chance.uniform(-68, -52),
        "precision": words.chance.choice(["site", "settlement", "settlement", "region", "district"]),
    }


def _random_report(n: int, words: _Words) -> Row:
    published = interval("2031-01-01")
    row = {"id": f"R{n}", "uri": f"r{n}.txt", "title": words.sentence(6, 10), "outlet": f"Outlet {n % 40}"}
    return {**row, "published": published, "language": "en", "sha256": str(n)}


def _add_random_incident(record: Row, n: int, words: _Words) -> None:
    chance = words.chance
    plover, modes = chance.choice(_MODES)
    first = date(2030, 1, 1) + timedelta(days=int(min(729, abs(chance.gauss(240, 170)))))
    last = first + timedelta(days=chance.choice([0, 0, 0, 1, 6]))
    places = record["places"]
    fields: Row = {
        "mode": modes,
        "when": interval(first.isoformat(), last.isoformat()),
        "place": places[min(len(places) - 1, int(chance.expovariate(5 / len(places))))]["id"],
    }
    mentions = [_random_mention(f"M{n}-{k}", words, record, fields) for k in range(chance.choice([1, 1, 1, 2, 2, 3]))]
    record["mentions"] += mentions
    keys = [row["id"] for row in mentions]
    doer, other = chance.sample(record["actors"], 2)
    row = incident(f"I{n:05d}", words.sentence(5, 9)[:-1], plover, **fields, mentions=keys, origins=len(keys))
    row["status"] = chance.choice(_STATUSES)
    row["reports"] = sorted({mention["report"] for mention in mentions})
    row["participants"] = [part("initiator", doer["id"], "", keys), part("target", other["id"], "", keys)]
    if chance.random() < 0.4:
        row["killed"] = amount(chance.randint(0, 9), None, None, mentions[-1]["trigger"])
    record["incidents"].append(row)


def _random_mention(key: str, words: _Words, record: Row, fields: Row) -> Row:
    text = words.sentence()
    report, start = (
        words.chance.choice(record["reports"])["id"],
        100_000 * len(record["mentions"]) + 400 * int(key.split("-")[1]),
    )
    trigger = {"report": report, "start": start + 4, "end": start + 12, "text": text[4:12]}
    return {
        "id": key,
        "report": report,
        "sentence": {"report": report, "start": start, "end": start + len(text), "text": text},
        "trigger": trigger,
        "when": {**fields["when"], "evidence": trigger},
        "place": {"id": fields["place"], "evidence": trigger},
        "arguments": [],
    }
