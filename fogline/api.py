"""The Python interface: `fogline.open(case)` gives a `Record` with the same nouns as the tables of the case.

import fogline

with fogline.open("iraq.fogline", create=True) as record:
    record.build(["reports/"], settings=fogline.Settings(packs=("iraq",)))
    for incident in record.incidents(status="disputed"):
        print(incident.event_type, [finding.value for finding in record.findings(incident.id)])
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fogline import __version__
from fogline.engine.run import Progress, RunOptions, StageCount, run
from fogline.errors import InputError, SettingsError
from fogline.record.answers import ReaderEstimate, answers_path
from fogline.record.ids import make_id
from fogline.record.lock import build_lock
from fogline.record.store import Made, Store, table_of
from fogline.record.types import (
    ROW_TYPES,
    Actor,
    Claim,
    EventMention,
    Finding,
    Incident,
    Issue,
    Judgement,
    Mention,
    Place,
    Report,
    Source,
)
from fogline.record.values import Period
from fogline.settings import Settings, from_table, to_table
from fogline.stages import STAGE_NAMES, stages

__all__ = ["BuildResult", "Record", "open"]
_JUDGED = {("rep", "rep"): "copy", ("evm", "evm"): "same", ("men", "act"): "refers", ("men", "plc"): "refers"}
_STAGE_FOLDERS = frozenset(name.partition(".")[0] for name in STAGE_NAMES)
_JUDGED_VERDICTS = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did: one count per stage, and how many issues of each severity the record holds now."""

    case: str
    stages: tuple[StageCount, ...]
    issues: dict[str, int]

    @property
    def has_issues(self) -> bool:
        """True where a person should look: the record holds an issue that is a warning or an error."""
        return any(self.issues.get(severity) for severity in ("warning", "error"))


def check_paths(paths: Sequence[Path | str]) -> None:
    """Raises InputError for a path of reports that is not there; for callers that would make a case first."""
    for path in paths:
        if str(path) != "-" and not Path(path).exists():
            raise InputError(f"{path} does not exist; give a folder or a file of reports, or - for standard input")


def open(case: Path | str, *, create: bool = False) -> Record:
    """The record in a case file. Raises InputError where there is none (unless `create`) or the file is something else."""
    return Record(Store.open(case, create=create))


class Record:
    """Everything that a case holds, as iterators of dataclasses in the order of their ids. Close it, or use it with `with`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the case; the record cannot be used afterwards."""
        self._store.close()

    @property
    def store(self) -> Store:
        """The case file behind the record, for exporters and scoring."""
        return self._store

    # ---- reading

    def reports(self) -> Iterator[Report]:
        """Every report."""
        return self._store.rows(Report)

    def text(self, report_id: str) -> str:
        """The stored text of a report, into which every span points. Raises InputError for an unknown id."""
        text = self._store.text(report_id)
        if text is None:
            raise InputError(f"there is no report {report_id} in {self._store.path}; fogline info lists what there is")
        return text

    def sources(self) -> Iterator[Source]:
        """Every outlet or channel."""
        return self._store.rows(Source)

    def actors(self, *, kind: str | None = None) -> Iterator[Actor]:
        """Actors, of one kind where that is given."""
        return self._store.rows(Actor, **_given(kind=kind))

    def places(self, *, country: str | None = None) -> Iterator[Place]:
        """Places, of one country (ISO 3166-1 alpha-3) where that is given."""
        return self._store.rows(Place, **_given(country=country))

    def mentions(self, report: str | None = None, *, kind: str | None = None) -> Iterator[Mention]:
        """Mentions of actors, places, times, figures and things, of one report or kind where that is given."""
        return self._store.rows(Mention, **_given(report_id=report, kind=kind))

    def event_mentions(
        self, report: str | None = None, *, type: str | None = None, modality: str | None = None
    ) -> Iterator[EventMention]:
        """Tellings of events, of one report, event type or modality where that is given."""
        return self._store.rows(EventMention, **_given(report_id=report, event_type=type, modality=modality))

    def incidents(
        self,
        *,
        type: str | None = None,
        status: str | None = None,
        kind: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Iterator[Incident]:
        """Incidents; `since` and `until` keep those that may have happened between these days, both inclusive.

        An incident whose day is wholly unknown is left out where a day is asked for.
        """
        for incident in self._store.rows(Incident, **_given(event_type=type, status=status, kind=kind)):
            if (since is None and until is None) or _overlaps(self._when(incident), since, until):
                yield incident

    def _when(self, incident: Incident) -> Period | None:
        values = (finding.value for finding in self.findings(incident.id, property="when"))
        return next((value for value in values if isinstance(value, Period)), None)

    def claims(self, subject: str | None = None, *, property: str | None = None) -> Iterator[Claim]:
        """What somebody said. `subject` is an event mention, a mention, an actor, or an incident (its members' claims)."""
        for subject_id in self._claim_subjects(subject):
            yield from self._store.rows(Claim, **_given(subject_id=subject_id, property=property))

    def _claim_subjects(self, subject: str | None) -> tuple[str | None, ...]:
        incident = self._store.get(Incident, subject) if subject and subject.startswith("inc_") else None
        return incident.member_ids if incident else (subject,)

    def findings(self, subject: str | None = None, *, property: str | None = None) -> Iterator[Finding]:
        """What fogline concludes, about one subject or property where that is given."""
        return self._store.rows(Finding, **_given(subject_id=subject, property=property))

    def judgements(self, *, kind: str | None = None, by: str | None = None) -> Iterator[Judgement]:
        """Identity decisions that stand: those of the stages and those of people."""
        return self._store.rows(Judgement, **_given(kind=kind, by=by))

    def issues(self, *, severity: str | None = None, code: str | None = None) -> Iterator[Issue]:
        """What a person should know about the input and the values."""
        return self._store.rows(Issue, **_given(severity=severity, code=code))

    # ---- a person's verdicts

    def judge(self, left: str, right: str, verdict: str, *, by: str, note: str | None = None) -> Judgement:
        """Writes a person's verdict (same, different, unsure) on two ids. It outranks a stage's and outlives every build.

        Two event mentions or incidents: is it one happening? Two reports: is one a copy? A mention and an actor or place:
        do the words mean it? The latest verdict on a pair stands. Raises SettingsError for ids that cannot be compared.
        """
        left, right = self._happening(left), self._happening(right)
        kind = _JUDGED.get((left[:3], right[:3])) or _JUDGED.get((right[:3], left[:3]))
        if kind is None:
            raise SettingsError(
                f"{left} and {right} cannot be judged: give two reports, two event mentions or a mention and an actor"
            )
        if verdict not in _JUDGED_VERDICTS:
            raise SettingsError(f"verdict is {verdict!r}, not one of {', '.join(_JUDGED_VERDICTS)}")
        if not by.strip() or by.partition(".")[0] in _STAGE_FOLDERS:
            raise SettingsError(f"by is {by!r}: give a person's name; those of stages are taken")
        left, right = self._in_order(kind, left, right)
        made = self._made(by)
        row_id = make_id("jdg", "person", kind, left, right)
        judgement = Judgement(id=row_id, kind=kind, left_id=left, right_id=right, verdict=verdict, by=by, at=made.at, note=note)
        with self._store.transaction():
            self._store.add_by_person([judgement], made)
        return judgement

    def undo(self, judgement_id: str) -> None:
        """Takes a person's verdict back; the stage's stands again after the next build. Raises InputError for others' ids."""
        with self._store.transaction():
            if not self._store.withdraw_by_person(Judgement, judgement_id, _now()):
                raise InputError(f"no person's judgement {judgement_id} stands in {self._store.path}; fogline info lists them")

    def _happening(self, row_id: str) -> str:
        """The first member for an incident, since it is tellings that are judged; else the id, which has to exist."""
        classes = {"inc": Incident, "rep": Report, "evm": EventMention, "men": Mention, "act": Actor, "plc": Place}
        cls: Any = classes.get(row_id[:3])
        row = self._store.get(cls, row_id) if cls else None
        if row is None:
            raise InputError(f"there is no {row_id} in {self._store.path}; ids are in the export and the dossier")
        return row.member_ids[0] if isinstance(row, Incident) else row_id

    def _in_order(self, kind: str, left: str, right: str) -> tuple[str, str]:
        if left == right:
            raise SettingsError(f"{left} was given twice; a verdict needs two")
        if kind == "refers":
            return (left, right) if left.startswith("men") else (right, left)
        return (left, right) if left < right else (right, left)

    def _made(self, by: str) -> Made:
        last = self._store.last_run()
        return Made(by=by, unit_key="person", run_id=int(last["id"]) if last else 0, at=_now())

    # ---- building

    def settings(self) -> Settings:
        """The settings that the case was last built with; the defaults for a new one.

        A server for the language-model reader is remembered, but not asked until it is named again, and which variable holds
        its key is not remembered: whoever made the case must not decide where reports and keys go.
        """
        table = self._store.meta("settings")
        settings = from_table(json.loads(table), f"{self._store.path}, its settings") if table else Settings()
        reader = replace(settings.reader, may_ask=not settings.reader.url, key_env=Settings().reader.key_env)
        return replace(settings, reader=reader)

    def build(
        self,
        paths: Sequence[Path | str] = (),
        *,
        settings: Settings | None = None,
        workers: int = 1,
        progress: Callable[[Progress], None] | None = None,
        clock: Callable[[], datetime] | None = None,
        announce: Callable[[ReaderEstimate], None] | None = None,
    ) -> BuildResult:
        """Reads files, folders or "-" (standard input) into the record and brings everything that follows up to date.

        Done work is not done again, and a killed build goes on where it stopped. Without `settings` those of the build
        before are kept; without `paths` nothing is added. Raises InputError for a path that is missing or a case in use.
        Where the settings name a server for the language-model reader, `announce` is told what asking may take before it
        begins, and SettingsError is raised where the server never answers.
        """
        check_paths(paths)
        options = RunOptions(workers=workers)
        options = replace(options, progress=progress) if progress else options
        options = replace(options, clock=clock) if clock else options
        with build_lock(self._store.path):
            settings = settings or self.settings()
            answers = answers_path(self._store.path)
            steps = stages(settings, paths, answers=answers, announce=announce)  # raises before settings that are wrong are kept
            self._store.set_meta("settings", json.dumps(to_table(settings), sort_keys=True))
            counts = run(self._store, steps, version=__version__, options=options)
        return BuildResult(case=self._store.path, stages=tuple(counts), issues=self.issue_counts())

    def estimate(self, paths: Sequence[Path | str] = (), *, settings: Settings | None = None) -> ReaderEstimate:
        """What the language-model reader would ask, and what that may cost; nothing is asked.

        The reports are taken in, since the text that would be asked about has to be known. Raises SettingsError where the
        settings name no server.
        """
        from fogline.read.model import ReadModel

        check_paths(paths)
        settings = settings or self.settings()
        if not settings.reader.url:
            raise SettingsError("no server to ask is named; give --reader-url and --reader-model, or reader.url in the settings")
        steps = stages(settings, paths, answers=answers_path(self._store.path))
        with build_lock(self._store.path):
            run(self._store, [step for step in steps if step.name.startswith("ingest.")], version=__version__)
            return next(step for step in steps if isinstance(step, ReadModel)).estimate(self._store)

    def issue_counts(self) -> dict[str, int]:
        """How many issues of each severity the record holds."""
        counts = dict.fromkeys(("error", "warning", "info"), 0)
        for issue in self.issues():
            counts[issue.severity] += 1
        return counts

    def counts(self) -> dict[str, int]:
        """How many rows of each type the record holds."""
        return {table_of(cls): self._store.count(cls) for cls in ROW_TYPES}

    def summary(self) -> dict[str, Any]:
        """What the record holds and how it was built, as plain values: rows, incidents by status, issues, settings, run."""
        last = self._store.last_run()
        statuses = Counter(incident.status for incident in self.incidents())
        by_person = self._store.ids_by_person(Judgement)
        people = [f"{j.id}: {j.left_id} {j.verdict} {j.right_id}, says {j.by}" for j in self.judgements() if j.id in by_person]
        return {
            "version": last["version"] if last else None,
            "built": last["ended_at"] or "stopped before its end; the same build command goes on" if last else "never",
            "rows": self.counts(),
            "incidents": dict(sorted(statuses.items())),
            "issues": self.issue_counts(),
            "settings": to_table(self.settings()),
            "verdicts": dict(enumerate(people, start=1)),
        }

    def export(self) -> dict[str, Any]:
        """The whole record in its interchange form, version 1: one member per list."""
        from fogline.show.exports.record import export_record

        exported: dict[str, Any] = export_record(self._store, version=__version__, run=self._store.last_run())
        return exported


def _given(**equals: str | None) -> dict[str, str]:
    return {name: value for name, value in equals.items() if value is not None}


def _overlaps(period: Period | None, since: date | None, until: date | None) -> bool:
    if period is None or not period.is_known:
        return False
    ends_before = since is not None and period.latest is not None and period.latest < since
    starts_after = until is not None and period.earliest is not None and period.earliest > until
    return not ends_before and not starts_after


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
