"""The base of all models: frozen, strict about unknown keys."""

from pydantic import BaseModel, ConfigDict

__all__ = ["Value"]


class Value(BaseModel):
    """A value that never changes; a change makes a new one with `model_copy`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
