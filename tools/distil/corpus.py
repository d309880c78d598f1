"""The free texts that the table is refined on: WordNet and the CIA World Factbook."""

import html
import json
import re
import unicodedata
import zipfile
from pathlib import Path


def texts(wordnet: Path, factbook: Path) -> list[str]:
    """All texts of four words and more, each once, in a fixed order."""
    found = {*_wordnet(wordnet), *_factbook(factbook)}
    return sorted(text for text in found if len(words(text)) >= 4)


def words(text: str) -> list[str]:
    """The words of a text, folded as the program folds them."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", re.sub("['’‘ʼ`]", "", text))


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("`", "'")).strip(" ;:,")


def _wordnet(folder: Path):
    """Definitions (every other one after its word) and examples of WordNet 3.0."""
    count = 0
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text("latin-1").splitlines():
            if line.startswith("  "):  # the licence, at the head of the file
                continue
            head, gloss = line.split(" | ", 1)
            lemma = re.sub(r"\(\w+\)$", "", head.split(" ")[4]).replace("_", " ")
            definition, *examples = re.split(r';\s*(?=")', gloss.strip())
            definition = _clean(definition)
            if len(definition) > 8:
                yield f"{lemma}: {definition}" if count % 2 else definition
                count += 1
            for example in re.findall(r'"([^"]+)"', " ".join(examples)):
                if example.count(" ") >= 2:
                    yield _clean(example)


def _factbook(wheel: Path):
    """The sentences of five to forty words in the CIA World Factbook."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".json"):
                for text in _strings(json.loads(archive.read(name))):
                    plain = re.sub(r"<[^>]+>", " ", html.unescape(text))
                    for sentence in map(_clean, re.split(r"(?<=[.;!?])\s+", plain)):
                        letters = sum(sign.isalpha() for sign in sentence)
                        if 5 <= len(sentence.split()) <= 40 and letters > 0.7 * len(sentence):
                            yield sentence


def _strings(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, str):
        yield value
