"""What merge looks at of one event mention, gathered from the record so that comparing needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.record.geography import PlaceFact

Range = tuple[int | None, int | None, int | None]
"""Low, best and high of a count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One event mention with everything about it that is compared. Days are ordinals (`date.toordinal`)."""

    id: str
    report_id: str
    family: str
    event_type: str
    modes: tuple[str, ...] = ()
    is_aggregate: bool = False
    tally: int | None = None
    """How many happenings a total counts."""
    stage: str = "accomplished"
    first_day: int | None = None
    last_day: int | None = None
    is_dated: bool = False
    """True where words of the report give the period (stated or relative), so that it can rule a pair out."""
    published: int | None = None
    """Latest day on which the report can have appeared."""
    sentence_start: int = -1
    zone: str = "body"
    """Where in the report the trigger stands: title, standfirst, caption, lead (the start of the body) or body."""
    places: tuple[PlaceFact, ...] = ()
    place_names: tuple[str, ...] = ()
    """Folded names of places that could not be resolved."""
    initiators: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    """Actors that are target, victim or object."""
    patient_words: tuple[str, ...] = ()
    above: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For each actor of this mention, those it acts for (member, part, proxy)."""
    states: tuple[tuple[str, str], ...] = ()
    """Actor of this mention, or one that it acts for -> code of the country whose organ it is."""
    persons: tuple[str, ...] = ()
    """Folded names of persons that it happened to."""
    killed: Range | None = None
    injured: Range | None = None
    weapons: tuple[str, ...] = ()
    trigger: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    """Stems of the sentence with their rarity in bits."""
    lead_words: tuple[tuple[str, int], ...] = ()
    """Stems of the title and opening of the report with their weight, where the trigger stands in title or lead."""
    alike_by_chance: float = 0.0
    """The cosine of openings that reports of this case reach by telling of one conflict."""
    rare: tuple[str, ...] = ()
    """The rarest stems of sentence and lead that another report has as well."""
    numbers: tuple[str, ...] = ()
    points_back_to: str = ""
    """The earlier event mention of the same report that definite words ("that attack") point at."""
    same_clause: tuple[str, ...] = ()
    """Event mentions that the reader found to be of one clause and one event with this one."""
    told_as_one: tuple[tuple[str, float], ...] = ()
    """Event mentions of its report that a model of the reader holds for one incident with this one, with the log2 odds."""
    adds_nothing: tuple[str, ...] = ()
    """Those of `told_as_one` with which it is joined because one of the two says nothing but that something took place."""
    copy_key: str = ""
    """Same for the same words in copies of one story; empty where the report has no copy."""

    @property
    def has_time(self) -> bool:
        """True where both ends of the period are known."""
        return self.first_day is not None and self.last_day is not None

    @property
    def width_days(self) -> int:
        """Days in the period; 0 where an end is open."""
        return self.last_day - self.first_day + 1 if self.first_day is not None and self.last_day is not None else 0
