"""The data sets, as documents that a build can read: gold rows, a fixed sample of them, and one text file for each."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

Gold = dict[str, Any]
"""One row of a gold file."""
TEXTS: Final = {
    "causal": ("causal/train.jsonl.gz", "id"),
    "event_location": ("geo/event_location.jsonl.gz", "id"),
    "fakes": ("fakes/articles.jsonl.gz", "id"),
    "geovirus": ("geo/geovirus.jsonl.gz", "doc"),
    "muc": ("muc/dev.jsonl.gz", "id"),
    "polnear": ("polnear/train.jsonl.gz", "doc"),
    "re3d": ("re3d/docs.jsonl.gz", "doc"),
    "trnews": ("geo/trnews.jsonl.gz", "doc"),
    "violence": ("violence/articles.jsonl.gz", "id"),
}
"""Sets whose texts are marked or judged: the file in the development data, and its field that names a document."""


def whole_text(row: Gold) -> str:
    """Title, blank line, text; only the text where a row has no title."""
    return f"{row['title']}\n\n{row['text']}" if row.get("title") else str(row["text"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that is to be read under a name, with its day of publication and outlet where the gold gives them."""

    id: str
    text: str
    published: str | None = None
    outlet: str | None = None


def read_gold(path: Path) -> list[Gold]:
    """The rows of a JSON Lines file, gzipped or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table with tabs; quotes are read as in CSV, since a name may hold a line break."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def sample(rows: Sequence[Gold], limit: int | None, key: str) -> list[Gold]:
    """At most `limit` rows in their order: always the same ones, drawn by the hash of their `key`."""
    if limit is None or len(rows) <= limit:
        return list(rows)
    drawn = sorted(range(len(rows)), key=lambda i: _hash(str(rows[i][key])))[:limit]
    return [rows[i] for i in sorted(drawn)]


def fold_of(name: str, folds: int = 2) -> int:
    """The fold of a document: always the same for a name, whatever else is in the set."""
    return int(_hash(name)[:8], 16) % folds


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def fingerprint(documents: Iterable[Document]) -> str:
    """SHA-256 over names, texts, days and outlets."""
    found = hashlib.sha256()
    for document in documents:
        found.update(json.dumps([document.id, document.text, document.published, document.outlet]).encode("utf-8"))
    return found.hexdigest()


def write_documents(documents: Iterable[Document], folder: Path) -> None:
    """One UTF-8 file named after each document, and a reports.csv with what is known of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "reports.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["file", "outlet", "published"])
        for document in documents:
            (folder / f"{document.id}.txt").write_bytes(document.text.encode("utf-8"))
            if document.published or document.outlet:
                table.writerow([f"{document.id}.txt", document.outlet or "", document.published or ""])


def write_gold(rows: Iterable[Gold], path: Path) -> str:
    """Writes rows as JSON Lines and returns the SHA-256 of the file."""
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()
