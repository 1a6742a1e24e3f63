"""Closed word lists of the record: what a column may hold.

Event types and modes are PLOVER's (manual of 2024-02-04, corrected as docs/codebook/event-types.md says); the other lists
are those of docs/reference/schema.md. They stand here, below the lexicon, because the store refuses a row that uses
another word.
"""

from __future__ import annotations

from typing import Final

MODES: Final[dict[str, frozenset[str]]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        }
    ),
    "ASSAULT": frozenset(
        {
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        }
    ),
}
EVENT_TYPES: Final = frozenset(MODES)
CONTEXTS: Final = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal "
    "reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic "
    "territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber "
    "misinformation crime corruption illegal_drugs trafficking".split()
)
MODALITIES: Final = frozenset(
    "happened claimed denied alleged planned threatened demanded promised conditional hypothetical feared negated "
    "possible".split()
)
REPORTED: Final = frozenset({"happened", "claimed", "alleged"})
"""Modalities whose mentions tell of something that, per its voice, took place: only these make incidents."""
STAGES: Final = frozenset("accomplished attempted foiled ongoing halted".split())
ACTOR_KINDS: Final = frozenset(
    "state government military police militia rebel umbrella party coalition igo ngo company media people person office "
    "source unknown".split()
)
RELATIONS: Final = frozenset(
    "member_of part_of leads speaks_for holds_office backed_by allied_with opposes nominated_by founded formerly "
    "same_as_claimed".split()
)
TIME_PRECISIONS: Final = frozenset("day days week month season year years unknown".split())
TIME_BASES: Final = frozenset("stated relative dateline inferred unknown".split())
PLACE_PRECISIONS: Final = frozenset("site settlement near district region country sea unknown".split())
ROLES: Final = frozenset("initiator target victim object instrument partner beneficiary".split())
EFFECTS: Final = frozenset("killed injured captured released displaced damaged destroyed none".split())
CLASSES: Final = frozenset("civilian military militia police official diplomat media energy transport government other".split())
RESPONSIBILITIES: Final = frozenset("fact claimed admitted accused suspected possible denied".split())
ENTITIES: Final = frozenset("person group organization facility vehicle infrastructure thing place".split())
STATEMENT_KINDS: Final = frozenset(
    "claim_of_responsibility denial accusation condemnation threat warning demand promise order refusal offer assessment report "
    "announcement appeal".split()
)
STANCES: Final = frozenset("asserts denies doubts threatens demands promises".split())
INCIDENT_KINDS: Final = frozenset({"incident", "aggregate", "state"})
INCIDENT_STATUSES: Final = frozenset("asserted corroborated claimed attributed disputed denied".split())
EXCLUSIONS: Final = frozenset(
    "modality metaphor doubted sport fiction drill ordinary history_without_event duplicate_in_report furniture generic".split()
)
STAGE_FOLDERS: Final = frozenset({"ingest", "read", "resolve", "merge", "model"})
"""First part of every stage's name; a judgement by another name was made by a person."""
JUDGEMENT_KINDS: Final = frozenset({"copy", "refers", "same", "part_of"})
VERDICTS: Final = frozenset({"same", "different", "unsure", "suggested"})
SEGMENT_KINDS: Final = frozenset("title standfirst byline dateline body caption furniture script".split())
MENTION_KINDS: Final = frozenset({"actor", "place", "time", "figure", "thing"})
SEVERITIES: Final = frozenset({"info", "warning", "error"})
CLAIM_PROPERTIES: Final = frozenset(
    {
        "when",
        "where",
        "killed",
        "injured",
        "weapon",
        "responsible",
        "statement",
        "quantity",
        *(f"tie:{r}" for r in RELATIONS),
    }
)
AS_A_PARTY: Final = "as a party"
"""What the label of a place mention ends in where the name stands for a party ("Lebanon condemned it")."""
ONE_REPORT: Final = "one report"
"""Feature of a reader's judgement that two mentions of a report tell of one incident: evidence for merge, not a finding."""
NOTHING_OF_ITS_OWN: Final = "told of one incident; one of the two tells nothing of its own"
"""Level of that feature where a telling says only that something took place."""
