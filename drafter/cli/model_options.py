"""What options, environment and `drafter.toml` together say of the model that is asked."""

import os
from pathlib import Path

from drafter.cli.options import current_folder
from drafter.configuration import Behaviour, Limits, ModelChoice, choose_model, read_settings

__all__ = ["behaviour_of", "chosen_model"]


def chosen_model(
    model: str | None, base_url: str | None, model_file: Path | None, context_tokens: int | None = None
) -> ModelChoice:
    """Return the model that options, environment and drafter.toml choose."""
    settings = read_settings(current_folder(), os.environ)
    choice = choose_model(
        model=model, base_url=base_url, model_file=model_file, settings=settings, environment=os.environ
    )
    return choice.model_copy(update={"context_tokens": context_tokens or settings.context_tokens})


def behaviour_of(*, fresh: bool, timeout: float | None, limits: Limits, jobs: int | None = None) -> Behaviour:
    """Return how a run asks its model; what no option says comes from the environment or drafter.toml."""
    settings = read_settings(current_folder(), os.environ)
    stated = {"cost": settings.max_cost, "tokens": settings.max_tokens, "calls": settings.max_calls}
    stated |= {name: limit for name, limit in limits if limit is not None}
    return Behaviour(fresh=fresh, jobs=jobs or settings.jobs, timeout=timeout, limits=Limits.model_validate(stated))
