"""Which model drafts, and where: from the command line, the environment and `drafter.toml`, in this order.

A key comes from the environment alone, and a project's `drafter.toml` cannot send the user's OpenAI key to
another host: an endpoint that it names gets `DRAFTER_API_KEY` or none.
"""

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from drafter.document.finding import Level
from drafter.document.value import Value
from drafter.errors import ConfigurationError, DrafterError, UsageError
from drafter.settings_file import settings_file

__all__ = [
    "ASSUMED_TOKENS",
    "CONTEXT_TOKENS",
    "DEFAULT_OPENAI_MODEL",
    "MOST_CONTEXT_TOKENS",
    "Behaviour",
    "CheckSettings",
    "Limits",
    "ModelChoice",
    "Settings",
    "choose_model",
    "read_settings",
]

DEFAULT_OPENAI_MODEL = "gpt-5-mini"
"""The model when an OpenAI key is all that is known."""
ASSUMED_TOKENS = 16_384
"""For a model of which nothing is known: what drafter serves its own with. Few models of today take less, and
servers that are set to less cut the prompt silently, so that more is not risked."""
CONTEXT_TOKENS = 16_384
"""The local model's room for a prompt and its answer. Its key-value cache takes 0.45 GB with the default weights."""
MOST_CONTEXT_TOKENS = 100_000_000
"""More is a typing error."""

_OPENAI_URL = "https://api.openai.com/v1"
_MOST_BYTES = 20_000
"""A table of dotted keys takes tomllib a time that grows with the square of its length."""
_FORMS = "A model is `local`, `openai:NAME`, `VENDOR:NAME`, or NAME together with --base-url URL."
_VENDORS = {
    "anthropic", "azure_ai", "azure_openai", "bedrock", "bedrock_converse", "cohere", "deepseek", "fireworks",
    "google_genai", "google_vertexai", "groq", "huggingface", "ibm", "mistralai", "nvidia", "ollama",
    "openai", "openrouter", "perplexity", "together", "upstage", "xai",
}  # fmt: skip
"""Prefixes that are never part of a model's own name, as `qwen2.5` is in `qwen2.5:7b`."""


class CheckSettings(Value):
    """The table `[check]`: which findings `drafter check` reports."""

    select: tuple[str, ...] | None = None
    """Codes of rules or their beginnings; None for all."""
    ignore: tuple[str, ...] = ()
    fail_on: Level | None = Field(default=None, alias="fail-on")
    per_file_ignores: dict[str, tuple[str, ...]] = Field(default={}, alias="per-file-ignores")
    """Codes that are ignored in the files of a pattern, which is relative to the file's folder."""


class Settings(Value):
    """What `drafter.toml` says, and how many calls run at once; None for what is not said."""

    model: str | None = None
    base_url: str | None = None
    model_file: Path | None = None
    """Absolute: in the file, it is relative to the file's folder."""
    jobs: Annotated[int, Field(ge=1, le=64, strict=True)] | None = None
    """The environment's `DRAFTER_JOBS`, otherwise the file's."""
    context_tokens: Annotated[int, Field(ge=1, le=MOST_CONTEXT_TOKENS, strict=True)] | None = None
    """The environment's `DRAFTER_CONTEXT_TOKENS`, otherwise the file's."""
    max_cost: Annotated[Decimal, Field(ge=0)] | None = None
    """US dollars that a run may cost."""
    max_tokens: Annotated[int, Field(ge=0, strict=True)] | None = None
    max_calls: Annotated[int, Field(ge=0, strict=True)] | None = None
    check: CheckSettings = CheckSettings()


class ModelChoice(Value):
    """A model that can be opened."""

    kind: Literal["local", "endpoint", "vendor"]
    model: str
    """`local`, the name that the endpoint knows, or `vendor:name`."""
    base_url: str = ""
    """Of an endpoint; empty for the others."""
    key_variable: str = ""
    """The environment variable that holds the key, for messages; empty for the local model."""
    api_key: SecretStr = SecretStr("")
    """`none` for an endpoint that gets no key."""
    model_file: Path | None = None
    context_tokens: int | None = None
    """How many tokens a prompt and its answer may take, where somebody said so."""


class Limits(Value):
    """The most that a run may take of a model; None for no limit."""

    cost: Decimal | None = None
    """US dollars at list prices."""
    tokens: int | None = None
    """Prompt and generated together."""
    calls: int | None = None
    """Requests that are sent, those that fail included."""


class Behaviour(Value):
    """How a run asks its model."""

    fresh: bool = False
    """Answers that are kept already are not used."""
    jobs: int | None = None
    """Requests at once; by default one for the local model and eight for others."""
    timeout: float | None = None
    """Seconds without a piece of an answer after which it is lost; by default more for the local model."""
    limits: Limits = Limits()


class _Given(Value):
    """A value and who gave it; rank 0 is the command line, 1 the environment, 2 the file."""

    value: str
    origin: str
    rank: int

    def refused(self, why: str, hint: str) -> DrafterError:
        """Return the error for this value, of the kind that fits its origin."""
        kind = ConfigurationError if self.rank == 2 else UsageError
        return kind(f"{self.origin}: {why}", hint=hint)


def read_settings(folder: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings of the nearest `drafter.toml`, from a folder upwards to its repository's root.

    Raises ConfigurationError, with file and line, for a file that cannot be read, is no TOML, or has an
    unknown key or a wrong value; UsageError for a `DRAFTER_JOBS` or `DRAFTER_CONTEXT_TOKENS` that is no number
    in their range.
    """
    path = settings_file(folder)
    settings = _read(path) if path else Settings()
    given = {
        "jobs": _number("DRAFTER_JOBS", 64, environment),
        "context_tokens": _number("DRAFTER_CONTEXT_TOKENS", MOST_CONTEXT_TOKENS, environment),
    }
    return settings.model_copy(update={key: number for key, number in given.items() if number})


def _number(variable: str, most: int, environment: Mapping[str, str]) -> int | None:
    """Return the number in a variable, None when there is none; UsageError for one that is not from 1 to `most`."""
    text = environment.get(variable, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 12 and 1 <= int(text) <= most):
        raise UsageError(f"{variable}: {text[:20]!r} is no number from 1 to {most}")
    return int(text)


def choose_model(
    *,
    model: str | None,
    base_url: str | None,
    model_file: Path | None,
    settings: Settings,
    environment: Mapping[str, str],
) -> ModelChoice:
    """Return the model that the options, else the environment, else the settings name.

    Without any of them it is OpenAI's when `OPENAI_API_KEY` is set, else the local one. A base URL or model
    file of a lower rank than a model that it does not fit is left aside; one of the same rank or a higher
    is refused. Raises UsageError, or ConfigurationError for what the file says and for a key that is missing.
    """
    name = _given("model", model, settings.model, environment)
    url = _given("base_url", base_url, settings.base_url, environment)
    file = _given("model_file", model_file, settings.model_file, environment)
    if name is None and file and not (url and url.rank <= file.rank):
        return _local(file)
    if name and file and name.value != "local" and file.rank < name.rank:
        return _local(file)
    if name and file and name.value != "local" and file.rank == name.rank:
        raise file.refused(f"a model file is for the local model, not for {name.value!r}", _FORMS)
    if name is None and url:
        raise url.refused("the model's name is missing", "Add --model NAME, as the endpoint calls it.")
    if name is None:
        usable = _key(environment, "OPENAI_API_KEY")
        return _openai(DEFAULT_OPENAI_MODEL, environment) if usable else _local(None)
    return _named(name, url, file, environment)


def _named(name: _Given, url: _Given | None, file: _Given | None, environment: Mapping[str, str]) -> ModelChoice:
    """Return the model of this name, with the URL that belongs to it."""
    prefix, colon, rest = name.value.partition(":")
    is_whole = name.value == "local" or (colon and prefix in _VENDORS)
    if is_whole and url and url.rank <= name.rank:
        hint = "Leave it out, or add --model NAME, as the endpoint calls it."
        raise url.refused(f"a base URL does not go with the model {name.value!r}", hint)
    if name.value == "local":
        return _local(file)
    if url and not is_whole:
        return _endpoint(name.value, url, environment)
    if colon and not (prefix and rest):
        raise name.refused(f"{name.value!r} is half a model's name", _FORMS)
    if not colon:
        raise name.refused(f"where is the model {name.value!r}?", f"Did you mean `openai:{name.value}`? {_FORMS}")
    if prefix == "openai":
        return _openai(rest, environment)
    variable = f"{prefix.upper()}_API_KEY"
    return ModelChoice(
        kind="vendor", model=name.value, key_variable=variable, api_key=SecretStr(_key(environment, variable))
    )


def _given(
    key: str, option: str | Path | None, setting: str | Path | None, environment: Mapping[str, str]
) -> _Given | None:
    """Return the value of the highest rank; an empty variable is none, an empty option is refused."""
    variable = f"DRAFTER_{key.upper()}"
    values = (option, environment.get(variable, "").strip() or None, setting)
    origins = (f"--{key.replace('_', '-')}", variable, f"drafter.toml: {key}")
    for rank, (value, origin) in enumerate(zip(values, origins, strict=True)):
        if value is not None:
            given = _Given(value=str(value).strip(), origin=origin, rank=rank)
            if not given.value:
                raise given.refused("is empty", _FORMS)
            if key != "base_url" and not given.value.isprintable():
                raise given.refused("holds control or invisible characters", _FORMS)
            return given
    return None


def _local(file: _Given | None) -> ModelChoice:
    path = _expanded(file.value) if file else None
    return ModelChoice(kind="local", model="local", model_file=path)


def _openai(name: str, environment: Mapping[str, str]) -> ModelChoice:
    variable = "OPENAI_API_KEY"
    key = _key(environment, variable)
    if not key:
        raise ConfigurationError(
            f"openai:{name} needs a key in {variable}, which is not set", hint=f"export {variable}=..."
        )
    return ModelChoice(kind="endpoint", model=name, base_url=_OPENAI_URL, key_variable=variable, api_key=SecretStr(key))


def _endpoint(name: str, url: _Given, environment: Mapping[str, str]) -> ModelChoice:
    """Return the model of this name at a base URL, with the key that may go there."""
    by_the_user = url.rank < 2  # a project's drafter.toml must not send a user's key to a host of its choice
    variable, key = "DRAFTER_API_KEY", _key(environment, "DRAFTER_API_KEY") if by_the_user else ""
    if not key and by_the_user and (key := _key(environment, "OPENAI_API_KEY")):
        variable = "OPENAI_API_KEY"
    parts = _checked(url)
    if key and parts.scheme == "http" and not _is_near(parts.hostname or ""):
        raise url.refused(
            f"the key in {variable} would go to {parts.hostname} unencrypted",
            f"Use https://, or unset {variable}.",
        )
    return ModelChoice(
        kind="endpoint", model=name, base_url=url.value.rstrip("/"), key_variable=variable,
        api_key=SecretStr(key or "none"),
    )  # fmt: skip


def _key(environment: Mapping[str, str], variable: str) -> str:
    """Return the key in a variable, empty when there is none; ConfigurationError for what no key can be."""
    key = environment.get(variable, "").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigurationError(f"{variable} holds characters that no key has", hint=f"Set {variable} again.")
    return key


def _checked(url: _Given) -> SplitResult:
    """Return the parts of a base URL that can be used; what is refused is never shown whole."""
    example = "It looks like https://host/v1 or http://localhost:8000/v1."
    try:
        parts = urlsplit(url.value)
        credentials = "@" in parts.netloc
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        raise url.refused("is no URL", example) from None  # its message quotes what may be a password
    if not url.value.isprintable() or " " in url.value:
        raise url.refused("a URL has no spaces or control characters", example)
    if credentials:
        raise url.refused("a base URL holds no credentials", "Put the key into DRAFTER_API_KEY.")
    if not usable:
        raise url.refused("needs http:// or https://, and a host", example)
    return parts


def _is_near(host: str) -> bool:
    """Return whether a host is this machine or on a private network, as far as its name says."""
    try:
        address = ipaddress.ip_address(host)
        return (getattr(address, "ipv4_mapped", None) or address).is_private
    except ValueError:
        one_word = re.fullmatch(r"[a-z][a-z0-9_-]*", host) is not None
        return one_word or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa"))


def _expanded(path: str) -> Path:
    """Return a path with `~` resolved; that of a user who does not exist stays, and names no file."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path.expanduser raises for such a user


def _start_of(path: Path) -> bytes:
    """Return the bytes of a file, which must be small."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ConfigurationError(f"{path}: is larger than {_MOST_BYTES // 1000} kB", hint="It holds a few keys.")
    return data


def _read(path: Path) -> Settings:
    try:
        data = _start_of(path)
        text = data.decode().removeprefix("\ufeff")
        table = tomllib.loads(text)
        settings = Settings.model_validate(table)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{path}:{line}: is not valid UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = f"{where[1]}:{where[2]}" if where else str(text.count("\n") + 1)
        why = re.sub(r" \(at .*\)$", "", str(error))
        raise ConfigurationError(f"{path}:{place}: {why}", hint='Text stands in quotes: model = "local"') from error
    except RecursionError as error:
        raise ConfigurationError(f"{path}: is nested too deeply") from error
    except ValidationError as error:
        lines = [f"{path}:{_line_of(_names(one), text)}: {_wrong(one)}" for one in error.errors()]
        keys = ", ".join(_keys(_names(error.errors()[0])))
        raise ConfigurationError("\n".join(lines[:8]), hint=f"The keys are {keys}.") from None
    except ValueError as error:  # Python's own bound, which tomllib lets through
        raise ConfigurationError(f"{path}: holds a number of too many digits") from error
    if settings.model_file:
        file = path.parent / _expanded(str(settings.model_file))
        return settings.model_copy(update={"model_file": file})
    return settings


def _names(error: ErrorDetails) -> list[str]:
    """Return the table, if any, and the key that an error is about."""
    return [str(name) for name in error["loc"] if isinstance(name, str)][:2]


def _keys(names: Sequence[str]) -> list[str]:
    """Return the keys of the table that a key stands in."""
    model = CheckSettings if len(names) > 1 and names[0] == "check" else Settings
    return [field.alias or name for name, field in model.model_fields.items()]


def _wrong(error: ErrorDetails) -> str:
    """Return what is wrong with a key, without its value, which may be a secret."""
    names = _names(error)
    key = names[-1]
    if error["type"] != "extra_forbidden":
        wrong = error["msg"].removeprefix("Input ").replace("valid tuple", "list of texts")
        return f"{'.'.join(names)}: {wrong.replace('valid dictionary or instance of CheckSettings', 'table')}"
    if re.search("key|token|secret|password", key, re.IGNORECASE):
        return f"{key!r}: a key does not belong in a file that is shared; set DRAFTER_API_KEY"
    found = process.extractOne(key.casefold(), _keys(names), scorer=fuzz.ratio, score_cutoff=60)
    return f"there is no key {key[:60]!r}" + (f"; did you mean {found[0]!r}?" if found else "")


def _line_of(names: Sequence[str], text: str) -> int:
    """Return the line that a key or its table stands on, 1 when it cannot be told."""
    for key in reversed(names):
        if found := re.search(rf"""^[ \t]*\[*[ \t]*(?:[\w-]+\.)?["']?{re.escape(key)}(?![\w-])""", text, re.MULTILINE):
            return text.count("\n", 0, found.start()) + 1
    return 1
