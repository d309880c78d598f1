#!/usr/bin/env python3
"""How good a table is: likeness of known pairs, and paraphrases found by the engine's `align` and `static`."""
import argparse
import math
import os
import re
import struct

os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np
import snowballstemmer

from distil import Model, greedy

ALIKE = """planes/aircraft treaty/agreement loan/credit border/frontier gas/pipeline president/leader join/enter
refuse/reject money/cash railway/train uzbekistan/turkmenistan year/2006 fail/succeed increase/decrease""".split()
stem = snowballstemmer.stemmer("english").stemWord


class Table:
    def __init__(self, path):
        data = open(path, "rb").read()
        assert data[:8] == b"CHMEAN01", "not a table"
        count, dims, length = struct.unpack("<3I", data[8:20])
        offsets = np.frombuffer(data, "<u4", count + 1, 20)
        at = 24 + 4 * count
        text = data[at : at + length].decode()
        pieces = [text[a:b] for a, b in zip(offsets, offsets[1:])]
        assert pieces == sorted(pieces, key=str.encode), "wordpieces out of order"
        scales = np.frombuffer(data, "<f4", count, at + length)
        values = np.frombuffer(data, "i1", count * dims, at + length + 4 * count).reshape(count, dims)
        assert len(data) == at + length + 4 * count + count * dims, "wrong size"
        self.rows = scales[:, None] * values
        self.known = {piece: i for i, piece in enumerate(pieces)}
        self.median = np.median(np.linalg.norm(self.rows, axis=1))
        self.seen = {}

    def vector(self, word):
        if word not in self.seen:
            found = greedy(word, self.known)
            self.seen[word] = self.rows[found].mean(0) if found else np.zeros(self.rows.shape[1])
        return self.seen[word]


def cosine(a, b):
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-12))


def words(text):
    return re.findall("[a-z0-9]+", text.lower().replace("'", ""))


def scores(table, questions, sentences):
    """For every question and sentence: share of the same words, align, static."""
    held = [{stem(word) for word in words(s)} for s in sentences]

    def idf(word):
        return math.log((1 + len(held)) / (1 + sum(stem(word) in h for h in held))) + 1

    def total(text):
        return sum(math.sqrt(idf(word)) * table.vector(word) for word in words(text))

    def sim(word, other):
        if word.isdigit() or other.isdigit():
            return 0.0
        return max(0.0, (cosine(table.vector(word), table.vector(other)) - 0.3) / 0.7)

    out = np.zeros((3, len(questions), len(sentences)))
    distinct = [sorted(set(words(s))) for s in sentences]
    totals = [total(s) for s in sentences]
    for i, question in enumerate(questions):
        asked = sorted(set(words(question)))
        idfs = [idf(word) for word in asked]
        weights = [x * min(2, np.linalg.norm(table.vector(w)) / table.median) for x, w in zip(idfs, asked)]
        sum_asked = total(question)
        for j in range(len(sentences)):
            same = [float(stem(word) in held[j]) for word in asked]
            best = [s or max(sim(word, other) for other in distinct[j]) for s, word in zip(same, asked)]
            out[0, i, j] = np.dot(idfs, same) / sum(idfs)
            out[1, i, j] = np.dot(weights, best) / sum(weights)
            out[2, i, j] = cosine(sum_asked, totals[j])
    return out


def found(name, score):
    """How often the right one, on the diagonal, is first; a tie counts half of its places against it."""
    right = np.diag(score)[:, None]
    rank = (score > right).sum(1) + ((score == right).sum(1) - 1) / 2
    print(f"  {name:16} first {(rank < 0.5).sum():2}  in three {(rank < 2.5).sum():2}  MRR {np.mean(1 / (1 + rank)):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table")
    parser.add_argument("--wheel", help="measure the model itself as well")
    args = parser.parse_args()
    table = Table(args.table)
    for pair in ALIKE:
        a, b = pair.split("/")
        print(f"{a:12} {b:14} {cosine(table.vector(a), table.vector(b)):.2f}")
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pairs.txt")
    pairs = [line.split("|") for line in open(beside, encoding="utf-8") if not line.startswith("#")]
    asked, said = ([pair[side].strip() for pair in pairs] for side in (0, 1))
    model = Model(args.wheel) if args.wheel else None
    for title, left, right in (("question to sentence", asked, said), ("sentence to question", said, asked)):
        print(f"{title}, {len(pairs)} pairs")
        same, align, static = scores(table, left, right)
        found("same words", same)
        found("align", align)
        found("static", static)
        found("2 align + static", 2 * align + static)
        if model:
            first, second = (model.sentences([model.read(text) for text in side]) for side in (left, right))
            first, second = (side / np.linalg.norm(side, axis=1)[:, None] for side in (first, second))
            found("the model", first @ second.T)


if __name__ == "__main__":
    main()
