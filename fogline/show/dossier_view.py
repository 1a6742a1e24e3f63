"""All that the viewer in the page needs, as one JSON object made from the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fogline.show import display
from fogline.show.evidence import SentencePool
from fogline.show.incident_view import IncidentView
from fogline.show.map_view import map_view
from fogline.show.network import collect_ties, network_view
from fogline.show.options import DossierOptions
from fogline.show.questions import contradiction_views, statement_views
from fogline.show.record_index import RecordIndex, Row, only_filled, spans_in
from fogline.show.wording import interval_label


def dossier_view(index: RecordIndex, incidents: Sequence[Row], options: DossierOptions) -> dict[str, Any]:
    """The viewer's data: tables of words, then the record's lists and what is drawn from them."""
    pool = SentencePool(index, options.report_texts, full=options.texts == "full")
    incident_view = IncidentView(index, pool)
    view: dict[str, Any] = {
        "types": display.display_types(),
        "statuses": display.statuses(),
        "kinds": display.words()["kind"],
        "reports": [report_view(row, options) for row in index.reports.values()],
        "actors": [_actor(row) for row in index.actors.values()],
        "places": [_place(row, index) for row in index.places.values()],
        "incidents": [incident_view.row(row) for row in incidents],
        "contradictions": contradiction_views(index, pool),
        "statements": statement_views(index, incidents, pool),
        "network": network_view(index, collect_ties(index, incidents, pool)),
        "map": map_view(index, incidents, borders=options.borders),
    }
    view["sentences"] = pool.rows()
    return view


def report_view(report: Row, options: DossierOptions) -> dict[str, Any]:
    """A report as the page names it: outlet, title, date and how that date was found."""
    shown = {
        "id": str(report["id"]),
        "outlet": str(report.get("outlet") or "outlet not known"),
        "title": str(report.get("title") or "untitled"),
        "date": interval_label(report.get("published")),
        "how": _date_note(report.get("published") or {}),
        "file": str(report.get("uri") or "").rsplit("/", 1)[-1],
        "text": (options.report_texts or {}).get(str(report["id"])) if options.texts == "full" else None,
    }
    return only_filled(shown)


def _date_note(published: Row) -> str:
    basis = published.get("basis") or "unknown"
    if not published.get("start") and not published.get("end"):
        return "the report has no date"
    words = " … ".join(str(span.get("text") or "") for span in spans_in(published.get("evidence")))
    how = "no date in it; how this one was found is not recorded" if basis == "unknown" else display.word("basis", basis)
    notes = [how, f"“{words}”" if words else "", str(published.get("because") or "")]
    return ": ".join(note for note in notes if note)


def _actor(actor: Row) -> dict[str, Any]:
    name = str(actor.get("name") or actor["id"])
    aliases = [str(row.get("text") if isinstance(row, dict) else row) for row in actor.get("aliases") or ()]
    kind = str(actor.get("kind") or "unknown")
    shown = {
        "id": str(actor["id"]),
        "name": name,
        "kind": kind,
        "country": actor.get("country"),
        "shape": display.words()["actor_shape"].get(kind, "circle"),
        "aliases": [alias for alias in dict.fromkeys(aliases) if alias and alias != name],
        "about": _described(actor.get("description")),
    }
    return only_filled(shown)


def _described(description: Any) -> str:
    if isinstance(description, dict):
        description = description.get("text")
    return str(description or "")


def _place(place: Row, index: RecordIndex) -> dict[str, Any]:
    precision = str(place.get("precision") or "unknown")
    shown = {
        "name": str(place.get("name") or place["id"]),
        "label": index.place_label(str(place["id"])),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "precision": display.word("place_precision", precision),
        "vague": display.is_vague(precision),
    }
    return only_filled(shown)
