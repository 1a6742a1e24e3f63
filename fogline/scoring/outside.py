"""The sets that outside scorers measure: MUC, PolNeAR, event location, TR-News, TimeBank, gun violence."""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fogline.scoring import muc_slots, places, verb_places
from fogline.scoring.cases import Built, Workshop
from fogline.scoring.coded import Row
from fogline.scoring.corpora import Document, Gold, fold_of, read_gold, sample, write_gold
from fogline.scoring.measures import HELD_BACK, Measure, SetResult, f_score, numbered, share
from fogline.scoring.scorers import Scorers


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a set is measured with: the folder of the data, the workshop, the scorers, and at most how many documents."""

    data: Path
    workshop: Workshop
    scorers: Scorers | None
    limit: int | None = None

    @property
    def outside(self) -> Scorers:
        """The scorers; only asked for by sets that are left out without them."""
        assert self.scorers is not None
        return self.scorers

    def gold(self, name: str, rows: Sequence[Gold]) -> tuple[Path, str]:
        """The rows as a file for a scorer, and its SHA-256."""
        path = self.workshop.folder / "gold" / f"{name}.jsonl"
        return path, write_gold(rows, path)


# ---- MUC

_MUC_DEV: Final = 200
"""Documents of the development part that are drawn unless told otherwise; the whole has 1,300."""


def muc(bench: Bench) -> list[SetResult]:
    """The three parts of MUC-3/4; rules and models are made on `dev`, the two tests are never looked at."""
    tests = {part: sample(read_gold(bench.data / f"muc/{part}.jsonl.gz"), bench.limit, "id") for part in ("tst1", "tst2")}
    return [*(_muc_part(bench, part, HELD_BACK, rows) for part, rows in tests.items()), *muc_dev(bench)]


def muc_dev(bench: Bench) -> list[SetResult]:
    """The development part alone."""
    rows = sample(read_gold(bench.data / "muc/dev.jsonl.gz"), min(bench.limit or _MUC_DEV, _MUC_DEV), "id")
    return [_muc_part(bench, "dev", "rules are made on it", rows)]


def _muc_part(bench: Bench, part: str, split: str, rows: Sequence[Gold]) -> SetResult:
    built = bench.workshop.build(f"muc_{part}", [Document(id=r["id"], text=r["text"]) for r in rows], merge=True)
    gold, sha256 = bench.gold(f"muc_{part}", rows)
    response = bench.workshop.folder / "gold" / f"muc_{part}.response"
    gazetteer = bench.data / "muc/gazetteer.jsonl.gz"
    bench.outside.run("record_to_muc.py", built.record, "--gold", gold, "--gazetteer", gazetteer, "--out", response)
    scores, lines = bench.outside.measure("score_muc.py", gold, response)
    answers = muc_slots.response_templates(response.read_text("utf-8").splitlines())
    roles, templates = muc_slots.tally(rows, answers), muc_slots.tally_templates(rows, answers)
    return SetResult(
        name=f"muc_{part}",
        title=f"MUC-4 {part}",
        split=split,
        measures=tuple(_muc_measures(scores, roles, templates)),
        gold_sha256=sha256,
        wrong=_muc_wrong(lines),
    )


def _muc_measures(scores: dict[str, Any], roles: dict[str, muc_slots.Tally], by_template: muc_slots.Tally) -> Iterable[Measure]:
    n = scores["template_id"]["possible"]
    yield Measure(name="all templates, F", value=scores["all_templates"]["f"], n=n, goal=45)
    yield Measure(name="organisation confidence, F", value=scores["slots"]["perp-org-conf"]["f"], n=n, goal=40)
    told = scores["text_filtering"]
    right, gold, answered = told["both"], told["both"] + told["key only"], told["both"] + told["response only"]
    yield Measure(name="text filtering, F", value=f_score(right, gold, answered), n=gold, goal=85)
    right, gold, answered = (sum(getattr(t, k) for t in roles.values()) for k in ("right", "gold", "found"))
    yield Measure(name="CEAF-REE, five string slots", value=f_score(right, gold, answered), n=gold, goal=42, note="by document")
    t = by_template
    yield Measure(name="CEAF-REE, type and five slots", value=f_score(t.right, t.gold, t.found), n=t.gold, note="by template")
    for role, t in roles.items():
        yield Measure(name=f"CEAF-REE, {role}", value=f_score(t.right, t.gold, t.found), n=t.gold)
    yield Measure(name="matched only, F", value=scores["matched_only"]["f"], n=n)
    for slot, t in scores["slots"].items():
        if t["possible"] or t["actual"]:
            yield Measure(name=f"slot {slot}, F", value=t["f"], n=t["possible"])


_PAIR = re.compile(r"^--- (\S+) key (\S+) response (\S+) \[(\w+)")
_SLOT = re.compile(r"^    ([a-z-]+) +key: (.*?) +\| got: ")


def _muc_wrong(lines: Iterable[str]) -> frozenset[str]:
    """One id for each slot of a template that lost something; spurious templates by their document."""
    ids, head = [], ""
    for line in lines:
        if pair := _PAIR.match(line):
            head = f"{pair[1]} key {pair[2]}"
        elif slot := _SLOT.match(line):
            ids.append(f"{head} {slot[1]}")
    return numbered(ids)


# ---- who said what


def polnear(bench: Bench) -> list[SetResult]:
    """Attributions of the development part, against the first annotator."""
    rows = sample(read_gold(bench.data / "polnear/dev.jsonl.gz"), bench.limit, "doc")
    rows = [{**row, "annotations": row["annotations"][:1]} for row in rows]
    documents = [Document(id=r["doc"], text=r["text"], published=r["date"], outlet=r["outlet"]) for r in rows]
    built = bench.workshop.build("polnear", documents)
    gold, sha256 = bench.gold("polnear", rows)
    scores, lines = bench.outside.measure("score_attribution.py", built.record, gold)
    goals = {("cue", "exact"): 75, ("source", "exact"): 66, ("content", "token"): 76}
    found = [
        Measure(
            name=f"{part}, {how} F", value=scores[part][how]["f"], n=scores[part][how]["possible"], goal=goals.get((part, how))
        )
        for part in ("cue", "source", "content")
        for how in ("exact", "token")
    ]
    found += [
        Measure(name=f"attributions {key.replace('_', ', ')}, F", value=scores[key]["f"], n=scores[key]["possible"])
        for key in ("linked", "linked_exact")
    ]
    wrong = numbered(line for line in lines if ": missed [" in line)
    return [_result("polnear", "PolNeAR dev", "development", found, sha256, wrong)]


# ---- places


_LOCATION_PARTS: Final = 5
"""One in so many of the unchecked sentences is drawn; the whole has 7,781 of them."""


def event_location(bench: Bench) -> list[SetResult]:
    """Which place is the event's: in the sentences that the set's author has checked, and in a draw of the others too."""
    rows = read_gold(bench.data / "geo/event_location.jsonl.gz")
    drawn = [row for row in rows if row["gold"] or fold_of(str(row["id"]), _LOCATION_PARTS) == 0]
    rows = sample(drawn, bench.limit, "id")
    built = bench.workshop.build("event_location", [Document(id=str(r["id"]), text=r["text"]) for r in rows])
    found, wrong, hashes = [], [], []
    for name, part in (
        ("checked rows", [r for r in rows if r["gold"]]),
        ("checked, odd half", _odd([r for r in rows if r["gold"]], "id")),
        ("all drawn", rows),
    ):
        gold, sha256 = bench.gold(f"event_location_{len(part)}", part)
        scores, lines = bench.outside.measure("score_places.py", "events", built.record, gold)
        w, n = scores["words"], scores["sentences"]
        goal = 78 if name == "checked rows" else None
        found.append(
            Measure(
                name=f"{name}: place of the event, token F", value=w["f"], n=n, goal=goal, note=f"P {w['p']:.1f}, R {w['r']:.1f}"
            )
        )
        found.append(Measure(name=f"{name}: sentences right", value=scores["sentences_right"], n=n))
        wrong.append(numbered(re.sub(r": got \[.*?\] gold ", ": ", line) for line in lines if ": got [" in line))
        hashes.append(sha256)
    checked = [r for r in rows if r["gold"]]
    found += _at_events(bench, built, checked)
    found += [_any_verb("checked rows", checked, 78), _any_verb("checked, odd half", _odd(checked, "id"), None)]
    return [_result("event_location", "event location", "development", found, hashes[-1], wrong[-1])]


def _at_events(bench: Bench, built: Built, rows: Sequence[Gold]) -> list[Measure]:
    """The places of those verbs that name an event of the record; few others are conflict events."""
    record = built.load()
    documents = {report["id"]: Path(report["uri"]).stem for report in record["reports"]}
    mentions: dict[str, list[Row]] = defaultdict(list)
    for mention in record["mentions"]:
        mentions[documents[mention["report"]]].append(mention)
    held = verb_places.with_event(rows, mentions)
    if not held:
        return []
    gold, _ = bench.gold("event_location_at_events", held)
    scores, _ = bench.outside.measure("score_places.py", "events", built.record, gold)
    words = scores["words"]
    note = f"P {words['p']:.1f}, R {words['r']:.1f}; {len(held)} of {len(rows)} verbs name an event of the record"
    return [Measure(name="checked rows where the record has an event: token F", value=words["f"], n=len(held), note=note)]


def _any_verb(name: str, rows: Sequence[Gold], goal: float | None) -> Measure:
    """The places that the reader gives the verb, by the code that places events, whether or not it names one."""
    found = verb_places.count(rows)
    precision, recall = share(found.right, found.given), share(found.right, found.wanted)
    value = 200 * found.right / max(1, found.given + found.wanted)
    note = f"P {precision:.1f}, R {recall:.1f}; the verb as if it named an event; the models saw no checked row"
    return Measure(name=f"{name}, any verb by the same models: token F", value=value, n=len(rows), goal=goal, note=note)


def _odd(rows: Iterable[Gold], key: str) -> list[Gold]:
    return [row for row in rows if fold_of(str(row[key]))]


def toponyms(bench: Bench) -> list[SetResult]:
    """Place names found and put on the map in news of the world."""
    rows = sample(read_gold(bench.data / "geo/trnews.jsonl.gz"), bench.limit, "doc")
    documents = [Document(id=r["doc"], text=r["text"], published=r["date"], outlet=r["outlet"]) for r in rows]
    built = bench.workshop.build("trnews", documents)
    gold, sha256 = bench.gold("trnews", rows)
    scores, lines = bench.outside.measure("score_places.py", "toponyms", built.record, gold)
    found = [
        Measure(
            name="names found, overlap F", value=scores["recognition_overlap"]["f"], n=scores["recognition_overlap"]["possible"]
        ),
        Measure(name="names found, exact F", value=scores["recognition_exact"]["f"], n=scores["recognition_exact"]["possible"]),
        Measure(name="within 161 km, of those resolved", value=scores["acc161"]["of_resolved"], n=scores["resolved"]),
        Measure(name="within 161 km, of all", value=scores["acc161"]["of_all"], n=scores["resolvable"]),
        Measure(name="the gold id, of all", value=scores["exact_geonames_id_of_all"], n=scores["resolvable"]),
    ]
    given = places.score(rows)
    found += [
        Measure(name="names given, within 161 km", value=share(given.near, given.gold), n=given.gold, goal=85),
        Measure(name="names given, the gold id", value=share(given.same_id, given.gold), n=given.gold),
    ]
    wrong = numbered(re.sub(r": .* km from .*", "", line) for line in lines if " not found: " in line or " km from " in line)
    return [_result("trnews", "TR-News", "development", found, sha256, wrong)]


# ---- times


def timebank(bench: Bench) -> list[SetResult]:
    """Time expressions; the day of creation is given as the day of publication, as the task does."""
    rows = sample(read_gold(bench.data / "times/timebank.jsonl.gz"), bench.limit, "doc")
    built = build_timebank(bench, rows)
    found, wrong, hashes = [], [], []
    for name, part in (("all", rows), ("odd half", _odd(rows, "doc"))):
        gold, sha256 = bench.gold(f"timebank_{name.split()[0]}", part)
        scores, lines = bench.outside.measure("score_times.py", built.record, gold)
        goals = {"relaxed": 88, "value": 76}
        found += [
            Measure(name=f"{name}: {key} F", value=scores[key]["f"], n=scores[key]["possible"], goal=goals.get(key))
            for key in ("relaxed", "strict", "value", "type")
        ]
        found.append(Measure(name=f"{name}: right interval, of dated", value=scores["interval_right_of_dated"], n=len(part)))
        wrong.append(numbered(re.sub(r": got .*?, gold", ": gold", line) for line in lines if _is_time_error(line)))
        hashes.append(sha256)
    return [_result("timebank", "TimeBank (TempEval-3)", "development: rules were tuned on it", found, hashes[0], wrong[0])]


def build_timebank(bench: Bench, rows: Sequence[Gold]) -> Built:
    """The case of TimeBank documents, which calibration uses too."""
    documents = [Document(id=r["doc"], text=r["text"], published=r["created"][:10]) for r in rows]
    return bench.workshop.build("timebank", documents)


def _is_time_error(line: str) -> bool:
    return any(mark in line for mark in (": got ", " not found: ", " false: "))


# ---- reports to incidents

_VIOLENCE_PARTS: Final = 8
"""One in so many incidents is drawn, with all its reports; the whole has 3,782 reports."""
_BAR: Final = "the goal is what word overlap alone reaches on these reports"


def violence(bench: Bench) -> list[SetResult]:
    """Which reports tell of one incident. Whole incidents are drawn, so that clusters stay whole."""
    articles = read_gold(bench.data / "violence/articles.jsonl.gz")
    drawn = sample(
        [a for a in articles if fold_of(a["incident"], _VIOLENCE_PARTS) == 0 and a["words"] >= 20], bench.limit, "incident"
    )
    documents = [Document(id=a["id"], text=f"{a['title']}\n\n{a['text']}", published=a["date"]) for a in drawn]
    built = bench.workshop.build("violence", documents, merge=True)
    gold, sha256 = bench.gold("violence", drawn)
    scores, lines = bench.outside.measure(
        "score_merge.py", "reports", built.record, gold, bench.data / "violence/incidents.jsonl.gz"
    )
    n = scores["reports"]
    (overlap,) = bench.outside.run("merge_floor.py", gold)
    bar = ast.literal_eval(overlap[overlap.index("{") :])
    note = f"P {scores['b3']['p']:.1f}, R {scores['b3']['r']:.1f}; every report alone {bar['singletons_b3']['f']:.1f}; {_BAR}"
    found = [
        Measure(name="reports to incidents, B-cubed F", value=scores["b3"]["f"], n=n, goal=bar["b3"]["f"], note=note),
        Measure(
            name="reports to incidents, pairwise F", value=scores["pairwise"]["f"], n=n, goal=bar["pairwise"]["f"], note=_BAR
        ),
    ]
    keys = ("answered", "killed_exact", "injured_exact", "date_exact", "date_within_a_day", "city_right")
    found += [Measure(name=key.replace("_", " "), value=scores[key], n=n) for key in keys]
    wrong = numbered(line.split(" ", 1)[0] for line in lines if re.match(r"^[0-9a-f]{16,} (got|no incident)", line))
    return [_result("violence", "gun violence", "development", found, sha256, wrong)]


_ECB_TEXTS: Final = """
import json, sys
sys.path.insert(0, sys.argv[1])
from record_io import read_jsonl
from score_merge import ecb_text, gold_mentions
found = {}
for row in read_jsonl(sys.argv[2]):
    text, where = ecb_text(row)
    events = [{"start": start, "end": end} for _, start, end, _ in gold_mentions([row]).values()]
    read = [[at for key, at in where.items() if key[0] == s["n"]] for s in row["sentences"] if s["validated"]]
    spans = [[min(a for a, _ in spots), max(b for _, b in spots)] for spots in read if spots]
    found[row["doc"]] = {"doc": row["doc"], "text": text, "events": events, "sentences": spans}
print(json.dumps(found))
"""


def ecb(bench: Bench) -> list[SetResult]:
    """Mentions of one event over documents, in the development part; end to end, topics not given."""
    gold, sha256 = bench.gold("ecb", ecb_rows(bench))
    built, _ = build_ecb(bench, gold)
    scores, lines = bench.outside.measure("score_merge.py", "mentions", built.record, gold)
    n = scores["gold_mentions"]
    found = [
        Measure(name="CoNLL F, own mentions", value=scores["end_to_end"]["conll"], n=n),
        Measure(name="CoNLL F, gold mentions", value=scores["on_gold_mentions"]["conll"], n=n),
        Measure(name="mention recall", value=scores["mention_recall"], n=n),
        Measure(name="mention precision", value=scores["mention_precision"], n=n),
    ]
    wrong = numbered(line for line in lines if line.startswith("not found: "))
    return [_result("ecb", "ECB+ dev", "development", found, sha256, wrong)]


def ecb_rows(bench: Bench) -> list[Gold]:
    """The development part."""
    rows = [row for row in read_gold(bench.data / "ecb/docs.jsonl.gz") if row["part"] == "dev"]
    return sample(rows, bench.limit, "doc")


def build_ecb(bench: Bench, gold: Path) -> tuple[Built, list[Gold]]:
    """The case of ECB+ documents; and their texts with the spans of gold events and of the sentences that were annotated."""
    found = json.loads("".join(bench.outside.run("-c", _ECB_TEXTS, bench.outside.folder, gold)))
    documents = [Document(id=name, text=row["text"]) for name, row in found.items()]
    return bench.workshop.build("ecb", documents, merge=True), list(found.values())


def _result(name: str, title: str, split: str, measures: Iterable[Measure], sha256: str, wrong: frozenset[str]) -> SetResult:
    return SetResult(name=name, title=title, split=split, measures=tuple(measures), gold_sha256=sha256, wrong=wrong)


SETS: dict[str, Callable[[Bench], list[SetResult]]] = {
    "muc": muc,
    "polnear": polnear,
    "event_location": event_location,
    "trnews": toponyms,
    "timebank": timebank,
    "violence": violence,
    "ecb": ecb,
}
