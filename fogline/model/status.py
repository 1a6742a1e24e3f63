"""The status of an incident, by independent origins (RECORD.md, `status`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fogline.model.case import Case, Said, Telling
from fogline.model.disagreements import Disagreement
from fogline.model.origins import independent
from fogline.model.responsibility import Blame
from fogline.model.settings import ModelSettings

_CONTRADICTING = frozenset({"responsibility", "number", "occurrence"})


def find_status(
    case: Case, blames: Sequence[Blame], disagreements: Iterable[Disagreement], denials: Sequence[Said], settings: ModelSettings
) -> tuple[str, str]:
    """The status and why: denied, disputed, claimed, corroborated, attributed or asserted, the first that holds."""
    n_origins = len(independent(telling.support for telling in case.tellings))
    deniers = {said.support.voice for said in denials if said.support.voice}
    if deniers and all(telling.support.voice in deniers for telling in case.tellings):
        return "denied", "told only by those who deny it"
    open_kinds = sorted({d.kind for d in disagreements if d.standing == "open" and d.kind in _CONTRADICTING})
    if open_kinds:
        return "disputed", f"tellings contradict each other: {', '.join(open_kinds)}"
    if all(_is_own_claim(telling, blames) for telling in case.tellings):
        return "claimed", "only a party tells it, of its own act"
    if all(telling.mention.modality == "alleged" for telling in case.tellings):
        return "attributed", "told only as an allegation"
    if n_origins >= settings.corroborated_origins:
        return "corroborated", f"{n_origins} independent origins"
    if all(telling.mention.voices for telling in case.tellings):
        return "attributed", "told only through a voice"
    named = [blame for blame in blames if blame.supports]
    if named and all(not blame.stated and not blame.claimed for blame in named):
        return "attributed", "only accusations name the doer"
    return "asserted", "one origin says so itself"


def _is_own_claim(telling: Telling, blames: Sequence[Blame]) -> bool:
    if not telling.mention.voices:
        return False
    claimed = {support.voice for blame in blames for support in blame.claimed}
    own = {f"voice:{actor}" for actor, _ in telling.initiators}
    voice = telling.support.voice
    return voice is not None and (voice in own or voice in claimed)
