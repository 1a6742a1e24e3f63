"""Records for the tests of fogline.show: an invented conflict between the invented Republic of Tarevia and the invented Orun Front."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

Row = dict[str, Any]

REPORT_TEXTS = {
    "R1": (
        "Drone strike hits Tarevian outpost\n\nA drone struck an army outpost near Calde on Monday night, killing three soldiers, the Tarevian defense ministry said. "
        "The ministry blamed the Orun Front. Residents of Calde heard two explosions shortly before midnight. The front has not commented. "
        "On 14 March, jets of the Tarevian air force bombed a camp of the front in the Sanra hills, and at least twenty fighters died."
    ),
    "R2": (
        "Orun Front claims attack on Calde outpost\n\nThe Orun Front said on its channel that its unit Grey Heron carried out Monday's attack on the outpost at Calde. "
        "“We will answer every raid with two,” its spokesman Ilo Banar said. Four soldiers were killed, the front claimed. "
        "It denied having any part in the fire at the Mirel depot."
    ),
    "R3": (
        "Analysis: what the two sides want\n\nSince October there have been nearly ninety attacks on army posts in the Sanra district, by the count of a local monitor. "
        "In late February a senior officer was shot dead outside his home in Port Anse. No group has said that it did it. "
        "A fire destroyed an army depot at Mirel; the army speaks of sabotage by the front. "
        "If the talks fail, the front has warned, its truce will end. The front is backed by the neighboring state of Belmora, several diplomats said."
    ),
    "R4": (
        "Tarevia and front open talks\n\nDelegations of the government and of the Orun Front met in the Belmoran capital Esk on 20 March. "
        "Belmora hosted the meeting. Police in Port Anse arrested eleven people after a march for peace on Sunday. "
        "Thousands had marched through Port Anse, the organizers said; police put the number at six hundred."
    ),
    "R5": (
        "غارة على معسكر\n\nقال شهود إن طائرات قصفت معسكرا في تلال سانرا في 14 مارس وقتل ما لا يقل عن خمسة عشر مقاتلا. "
        "وقالت الجبهة إن القصف أصاب قرية. ولم يصدر تعليق من الجيش."
    ),
    "R6": (
        "Shells fall on border village\n\nShells hit the border village of Tenn, an aid worker said. It is not known when. "
        "Someone sent a parcel bomb to a newspaper, the editor wrote."
    ),
}


def interval(start: str | None, end: str | None = None, basis: str = "stated", evidence: Row | None = None) -> Row:
    """An Interval of RECORD.md; one day when no end is given."""
    end = end if end is not None else start
    precision = "unknown" if not start and not end else "day" if start == end else "days"
    return {"start": start, "end": end, "precision": precision, "basis": basis, "evidence": evidence}


def span(report: str, words: str, texts: Mapping[str, str] = REPORT_TEXTS) -> Row:
    """The first place where a report says these words."""
    start = texts[report].index(words)
    return {"report": report, "start": start, "end": start + len(words), "text": words}


def amount(low: int | None, best: int | None, high: int | None, evidence: Row) -> Row:
    """An Amount of RECORD.md with the words of its evidence."""
    return {"low": low, "best": best, "high": high, "text": evidence["text"], "evidence": evidence}


def _sentence(report: str, words: str) -> Row:
    text = REPORT_TEXTS[report]
    at = text.index(words)
    start = max(text.rfind(mark, 0, at) + len(mark) for mark in (". ", "\n\n", "; ") if text.rfind(mark, 0, at) >= 0)
    ends = [position + 1 for mark in (". ", ".") if (position := text.find(mark, at + len(words) - 1)) >= 0]
    return {"report": report, "start": start, "end": min(ends), "text": text[start : min(ends)]}


def mention(key: str, report: str, trigger: str, plover: str, **fields: Any) -> Row:
    """A mention with its sentence and trigger found in the report's text; other fields as given."""
    row: Row = {
        "id": key, "report": report, "sentence": _sentence(report, trigger), "trigger": span(report, trigger), "type": plover, "mode": [],
        "stage": "accomplished", "modality": "happened", "voice": [], "arguments": [], "when": interval(None, basis="unknown"), "place": None,
        "killed": None, "injured": None, "weapon": None, "aggregate": False, "incident": None, "excluded": None, "confidence": 0.8,
    }  # fmt: skip
    return {**row, **fields}


def argument(role: str, actor: str | None, head: Row, responsibility: str | None = None) -> Row:
    """An argument of a mention."""
    return {
        "role": role,
        "actor": actor,
        "head": head,
        "text": head["text"],
        "number": None,
        "effect": None,
        "class": None,
        "responsibility": responsibility,
    }


def incident(key: str, title: str, plover: str, **fields: Any) -> Row:
    """An incident that is valid by default."""
    row: Row = {
        "id": key, "title": title, "kind": "incident", "type": plover, "mode": [], "cameo": "", "stage": "accomplished", "status": "asserted",
        "when": interval(None, basis="unknown"), "place": None, "where_all": [], "participants": [], "weapon": None, "killed": None, "injured": None,
        "contexts": [], "mentions": [], "reports": [], "origins": 1, "confidence": 0.8, "codes": {},
    }  # fmt: skip
    return {**row, **fields}


def part(role: str, actor: str | None, text: str, mentions: Sequence[str], responsibility: str | None = None) -> Row:
    """A merged participant of an incident."""
    return {
        "role": role,
        "actor": actor,
        "text": text,
        "mentions": list(mentions),
        "responsibility": responsibility,
        "origins": 1,
    }


def _reports() -> list[Row]:
    published = {
        "R1": interval("2031-03-18"), "R2": interval("2031-03-18"), "R3": interval("2031-03-19", "2031-03-31", "inferred"),
        "R4": interval("2031-03-24"), "R5": interval("2031-03-15"), "R6": interval(None, basis="unknown"),
    }  # fmt: skip
    outlets = {
        "R1": "Tarevia Wire",
        "R2": "Orun Voice",
        "R3": "The Coastal Review",
        "R4": "Tarevia Wire",
        "R5": "صوت الساحل",
        "R6": "Border Bulletin",
    }
    rows = []
    for key, text in REPORT_TEXTS.items():
        rows.append({
            "id": key, "uri": f"file:///reports/{key.lower()}.txt", "title": text.split("\n")[0], "outlet": outlets[key], "byline": None, "published": published[key],
            "language": "ar" if key == "R5" else "en", "sha256": sha256(text.encode()).hexdigest(), "family": None, "cites": [], "origin": None, "main": None,
        })  # fmt: skip
    return rows


def _actors() -> list[Row]:
    named = [
        ("A1", "Orun Front", "rebel", None, ["the front", "Front of Orun"]), ("A2", "Tarevian army", "military", "TRV", ["the army"]),
        ("A3", "Government of Tarevia", "government", "TRV", ["the Tarevian defense ministry"]), ("A4", "Belmora", "state", "BLM", []),
        ("A5", "Grey Heron", "rebel", None, []), ("A6", "Police of Tarevia", "police", "TRV", []), ("A7", "people of Port Anse", "people", "TRV", []),
    ]  # fmt: skip
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
        ("P1", "Calde", "near", -20.2, -60.1), ("P2", "Sanra hills", "region", -21.4, -62.4), ("P3", "Port Anse", "settlement", -22.3, -59.2),
        ("P4", "Esk", "settlement", -19.0, -57.7), ("P5", "Tenn", "settlement", -22.0, -62.6), ("P6", "Mirel", "site", -20.9, -59.3),
        ("P7", "Tarevia", "country", -21.0, -60.6), ("P8", "Sanra district", "district", -21.0, -61.9),
    ]  # fmt: skip
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


def _mentions() -> list[Row]:
    calde = {"id": "P1", "role": "location", "evidence": span("R1", "near Calde")}
    monday = interval("2031-03-17", basis="relative", evidence=span("R1", "on Monday night"))
    return [
        mention("M1", "R1", "struck", "ASSAULT", mode=["drone"], when=monday, place=calde, killed=amount(3, 3, 3, span("R1", "three soldiers")), incident="I1",
                arguments=[argument("instrument", None, span("R1", "A drone")), argument("target", "A2", span("R1", "army outpost"))]),
        mention("M2", "R1", "blamed", "ACCUSE", arguments=[argument("initiator", "A3", span("R1", "The ministry")), argument("target", "A1", span("R1", "the Orun Front"))], incident="I2"),
        mention("M3", "R1", "bombed", "ASSAULT", mode=["aerial"], when=interval("2031-03-14", evidence=span("R1", "On 14 March")), place={"id": "P2", "role": "location", "evidence": span("R1", "in the Sanra hills")},
                killed=amount(20, None, None, span("R1", "at least twenty fighters")), arguments=[argument("initiator", "A2", span("R1", "jets of the Tarevian air force")), argument("target", "A1", span("R1", "a camp of the front"))], incident="I3"),
        mention("M4", "R2", "carried out", "ASSAULT", when=interval("2031-03-17", basis="relative", evidence=span("R2", "Monday's")), place={"id": "P1", "role": "location", "evidence": span("R2", "at Calde")},
                arguments=[argument("initiator", "A5", span("R2", "its unit Grey Heron"), "claimed")], incident="I1"),
        mention("M5", "R2", "will answer", "THREATEN", arguments=[argument("initiator", "A1", span("R2", "Ilo Banar"))], incident="I4"),
        mention("M6", "R2", "were killed", "ASSAULT", killed=amount(4, 4, 4, span("R2", "Four soldiers")), incident="I1"),
        mention("M7", "R3", "attacks", "ASSAULT", aggregate=True, when=interval("2030-10-01", "2031-03-31", "relative", span("R3", "Since October")), place={"id": "P8", "role": "location", "evidence": span("R3", "in the Sanra district")}, incident="I5"),
        mention("M8", "R3", "shot dead", "ASSAULT", mode=["targeted", "firearms"], when=interval("2031-02-20", "2031-02-28", "relative", span("R3", "In late February")), place={"id": "P3", "role": "location", "evidence": span("R3", "in Port Anse")}, incident="I6"),
        mention("M9", "R3", "destroyed", "ASSAULT", mode=["destroy"], when=interval(None, "2031-03-31", "dateline"), place={"id": "P6", "role": "location", "evidence": span("R3", "at Mirel")}, incident="I7",
                arguments=[argument("initiator", "A1", span("R3", "the front"), "accused")]),
        mention("M10", "R4", "met", "CONSULT", when=interval("2031-03-20", evidence=span("R4", "on 20 March")), place={"id": "P4", "role": "location", "evidence": span("R4", "Esk")}, incident="I8"),
        mention("M11", "R4", "arrested", "COERCE", mode=["arrest"], when=interval("2031-03-23", basis="relative", evidence=span("R4", "on Sunday")), place={"id": "P3", "role": "location", "evidence": span("R4", "in Port Anse")}, incident="I9",
                arguments=[argument("initiator", "A6", span("R4", "Police in Port Anse")), argument("target", "A7", span("R4", "eleven people"))]),
        mention("M12", "R4", "had marched", "PROTEST", mode=["demo"], when=interval("2031-03-23", basis="inferred"), place={"id": "P3", "role": "location", "evidence": span("R4", "through Port Anse")}, incident="I10"),
        mention("M13", "R5", "قصفت", "ASSAULT", mode=["aerial"], when=interval("2031-03-14", evidence=span("R5", "في 14 مارس")), killed=amount(15, None, None, span("R5", "ما لا يقل عن خمسة عشر مقاتلا")), incident="I3"),
        mention("M14", "R6", "hit", "ASSAULT", mode=["heavy-weapons"], place={"id": "P5", "role": "location", "evidence": span("R6", "village of Tenn")}, incident="I11"),
        mention("M15", "R6", "sent", "ASSAULT", mode=["explosives"], incident="I12"),
        mention("M16", "R3", "will end", "ASSAULT", modality="conditional", excluded="modality"),
    ]  # fmt: skip


def _incidents(mentions: Sequence[Row]) -> list[Row]:
    by_key = {row["id"]: row for row in mentions}
    front, army = part("initiator", "A1", "the front", ["M9"], "accused"), part("target", "A2", "the army", ["M1"])
    rows = [
        incident("I1", "Drone attack on army outpost near Calde", "ASSAULT", mode=["drone"], status="disputed", when=by_key["M1"]["when"], place="P1", origins=2, mentions=["M1", "M4", "M6"],
                 participants=[part("initiator", "A5", "Grey Heron", ["M4"], "claimed"), army], killed={**by_key["M1"]["killed"], "low": 3, "best": 3, "high": 4}),
        incident("I2", "Ministry blames the Orun Front", "ACCUSE", when=interval("2031-03-17", "2031-03-18", "dateline"), mentions=["M2"], participants=[part("initiator", "A3", "The ministry", ["M2"]), part("target", "A1", "the Orun Front", ["M2"])]),
        incident("I3", "Air strike on a camp in the Sanra hills", "ASSAULT", mode=["aerial"], status="corroborated", when=by_key["M3"]["when"], place="P2", origins=2, mentions=["M3", "M13"],
                 participants=[part("initiator", "A2", "Tarevian army", ["M3"]), part("target", "A1", "Orun Front", ["M3"])], killed=amount(15, None, None, span("R5", "ما لا يقل عن خمسة عشر مقاتلا"))),
        incident("I4", "Front's spokesman threatens to answer every raid", "THREATEN", mode=["violence"], status="claimed", when=interval("2031-03-18", basis="dateline"), mentions=["M5"], participants=[part("initiator", "A1", "Ilo Banar", ["M5"])]),
        incident("I5", "Nearly ninety attacks on army posts", "ASSAULT", kind="aggregate", status="attributed", when=by_key["M7"]["when"], place="P8", mentions=["M7"], participants=[army]),
        incident("I6", "Senior officer shot dead in Port Anse", "ASSAULT", mode=["targeted", "firearms"], when=by_key["M8"]["when"], place="P3", mentions=["M8"], participants=[part("victim", None, "a senior officer", ["M8"])]),
        incident("I7", "Fire destroys army depot at Mirel", "ASSAULT", mode=["destroy"], status="denied", when=by_key["M9"]["when"], place="P6", mentions=["M9"], participants=[front, army]),
        incident("I8", "Talks between government and front in Esk", "CONSULT", status="corroborated", when=by_key["M10"]["when"], place="P4", mentions=["M10"], participants=[part("initiator", "A3", "the government", ["M10"]), part("partner", "A1", "the Orun Front", ["M10"])]),
        incident("I9", "Police arrest marchers in Port Anse", "COERCE", mode=["arrest"], when=by_key["M11"]["when"], place="P3", mentions=["M11"], participants=[part("initiator", "A6", "Police", ["M11"]), part("target", "A7", "eleven people", ["M11"])]),
        incident("I10", "March for peace in Port Anse", "PROTEST", mode=["demo"], status="disputed", when=by_key["M12"]["when"], place="P3", mentions=["M12"]),
        incident("I11", "Shells hit the village of Tenn", "ASSAULT", mode=["heavy-weapons"], status="attributed", place="P5", mentions=["M14"]),
        incident("I12", "Parcel bomb sent to a newspaper", "ASSAULT", mode=["explosives"], status="attributed", mentions=["M15"]),
    ]  # fmt: skip
    for row in rows:
        row["reports"] = sorted({by_key[key]["report"] for key in row["mentions"]})
    return rows


def _open_points() -> dict[str, list[Row]]:
    return {
        "disagreements": [
            {"id": "D1", "about": "I1", "field": "killed", "kind": "number", "standing": "open", "explanation": "The front counts a soldier who died later, or exaggerates.",
             "values": [{"value": 3, "spans": [span("R1", "three soldiers")], "origin": "A3"}, {"value": 4, "spans": [span("R2", "Four soldiers")], "origin": "A1"}]},
            {"id": "D2", "about": "I10", "field": "people", "kind": "number", "standing": "open", "explanation": None,
             "values": [{"value": "Thousands", "spans": [span("R4", "Thousands")], "origin": "organizers"}, {"value": {"low": 600, "best": 600, "high": 600, "text": "six hundred"}, "spans": [span("R4", "six hundred")], "origin": "A6"}]},
            {"id": "D3", "about": "I7", "field": "initiator", "kind": "responsibility", "standing": "explained", "explanation": "The army gives no evidence.",
             "values": [{"value": "A1", "spans": [span("R3", "sabotage by the front")], "origin": "A2"}, {"value": "not the front", "spans": [span("R2", "It denied having any part")], "origin": "A1"}]},
        ],
        "statements": [
            {"id": "S1", "report": "R2", "speaker": "A1", "speaker_text": "Ilo Banar", "source": None, "cue": span("R2", "said"), "role": "spokesman", "kind": "threat", "verb": "said", "addressee": "A2", "channel": None,
             "said": interval("2031-03-10"), "content": span("R2", "We will answer every raid with two"), "condition": None, "consequence": None, "deadline": None, "outcome": "open", "about": [], "replies_to": None, "via": []},
            {"id": "S2", "report": "R3", "speaker": "A1", "speaker_text": "the front", "source": None, "cue": span("R3", "has warned"), "role": None, "kind": "warning", "verb": "warned", "addressee": None, "channel": None,
             "said": interval(None, "2031-03-31"), "content": span("R3", "its truce will end"), "condition": {"evidence": span("R3", "If the talks fail"), "mention": None}, "consequence": None, "deadline": None, "outcome": "unknown", "about": [], "replies_to": None, "via": []},
        ],
        "ties": [
            {"id": "T1", "subject": "A1", "relation": "backed_by", "object": "A4", "during": interval(None), "voice": [{"actor": None, "text": "several diplomats"}], "evidence": [span("R3", "The front is backed by the neighboring state of Belmora")]},
            {"id": "T2", "subject": "A5", "relation": "part_of", "object": "A1", "during": interval(None), "voice": None, "evidence": [span("R2", "its unit Grey Heron")]},
            {"id": "T3", "subject": "A2", "relation": "part_of", "object": "A3", "during": interval(None), "voice": None, "evidence": []},
        ],
        "links": [
            {"id": "L1", "from": "I1", "to": "I5", "kind": "part_of", "basis": "inferred", "voice": None, "certainty": 0.5, "evidence": [], "because": "same target and district"},
            {"id": "L2", "from": "I3", "to": "I1", "kind": "retaliation", "basis": "inferred", "voice": None, "certainty": 0.5, "evidence": [], "because": "three days later, opposite sides"},
        ],
    }  # fmt: skip


def make_record() -> Row:
    """A record of eleven incidents and one total, with every certainty, an undated, an unplaced and an Arabic one."""
    mentions = _mentions()
    return {
        "reports": _reports(), "actors": _actors(), "places": _places(), "mentions": mentions, "times": [], "incidents": _incidents(mentions), **_open_points(),
        "quantities": [], "phases": [], "decisions": [{"id": "J1", "at": "2031-04-01T00:00:00Z", "by": "reviewer", "kind": "accept", "subject": ["I3"], "value": None, "note": None, "undone_by": None}],
        "run": {"version": "0.1.0", "started": "2031-04-01T10:00:00Z", "finished": "2031-04-01T10:00:09Z", "settings": {"merge": {"threshold": 0.9}}, "packs": [], "counts": {"reports": 6, "incidents": 12}},
    }  # fmt: skip


_SYLLABLES = "ka ro mi ten sal vor ane dul pri osk lem tar ghi nor bas ily fen zur cad mot wex hul jan oth pel".split()
_COMMON = "the of a in near after said on and by with from at that was were local early late two several army group road market night police".split()
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
        self.vocabulary = [
            "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 3))) for _ in range(12_000)
        ]

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
    chance = random.Random(seed)
    words = _Words(chance)
    actors = [
        {
            "id": f"A{n}",
            "name": words.sentence(2, 3)[:-1].title(),
            "kind": chance.choice(["rebel", "military", "state", "militia"]),
            "country": None,
            "sectors": [],
            "aliases": [],
            "mentions": [],
        }
        for n in range(60)
    ]
    precisions = ["site", "settlement", "settlement", "region", "district"]
    places = [
        {
            "id": f"P{n}",
            "name": words.sentence(1, 1)[:-1],
            "country": "TRV",
            "within": None,
            "lat": chance.uniform(-26, -12),
            "lon": chance.uniform(-68, -52),
            "precision": chance.choice(precisions),
            "mentions": [],
        }
        for n in range(max(10, count // 8))
    ]
    reports = [
        {
            "id": f"R{n}",
            "uri": f"r{n}.txt",
            "title": words.sentence(6, 10),
            "outlet": f"Outlet {n % 40}",
            "published": interval("2031-01-01"),
            "language": "en",
            "sha256": str(n),
            "family": None,
            "cites": [],
            "origin": None,
        }
        for n in range(max(20, count // 6))
    ]
    record: Row = {
        "reports": reports,
        "actors": actors,
        "places": places,
        "mentions": [],
        "incidents": [],
        "run": {"version": "0.1.0", "counts": {}},
    }
    for n in range(count):
        _add_random_incident(record, n, words)
    return record


def _add_random_incident(record: Row, n: int, words: _Words) -> None:
    chance = words.chance
    plover, modes = chance.choice(_MODES)
    first = date(2030, 1, 1) + timedelta(days=int(min(729, abs(chance.gauss(240, 170)))))
    when = interval(first.isoformat(), (first + timedelta(days=chance.choice([0, 0, 0, 1, 6]))).isoformat())
    place = record["places"][min(len(record["places"]) - 1, int(chance.expovariate(5 / len(record["places"]))))]["id"]
    keys = []
    for k in range(chance.choice([1, 1, 1, 2, 2, 3])):
        text = words.sentence()
        report, start = chance.choice(record["reports"])["id"], 1_000 * n + 400 * k
        sentence = {"report": report, "start": start, "end": start + len(text), "text": text}
        trigger = {"report": report, "start": start + 4, "end": start + 12, "text": text[4:12]}
        keys.append(f"M{n}-{k}")
        record["mentions"].append(
            {
                "id": keys[-1],
                "report": report,
                "sentence": sentence,
                "trigger": trigger,
                "type": plover,
                "mode": modes,
                "when": {**when, "evidence": trigger},
                "place": {"id": place, "evidence": trigger},
                "arguments": [],
                "incident": f"I{n:05d}",
            }
        )
    doer, other = chance.sample(record["actors"], 2)
    killed = (
        amount(chance.randint(0, 9), None, None, record["mentions"][-1]["trigger"]) if chance.random() < 0.4 else None
    )
    record["incidents"].append(incident(
        f"I{n:05d}", words.sentence(5, 9)[:-1], plover, mode=modes, status=chance.choice(_STATUSES), when=when, place=place, mentions=keys, origins=len(keys), reports=sorted({m["report"] for m in record["mentions"][-len(keys):]}),
        participants=[part("initiator", doer["id"], doer["name"], keys), part("target", other["id"], other["name"], keys)], killed=killed,
    ))  # fmt: skip
