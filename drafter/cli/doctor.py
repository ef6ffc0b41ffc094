"""`drafter doctor`: which model would be used, and does it do what drafter needs."""

import asyncio

from drafter.cli.model_options import chosen_model
from drafter.cli.options import BaseUrlOption, ModelFileOption, ModelOption
from drafter.cli.terminal import say, show
from drafter.configuration import Behaviour, ModelChoice
from drafter.errors import EndpointUnusable
from drafter.llm.local import model_file as file_of
from drafter.llm.open_model import open_model, place_of
from drafter.llm.port import Usage
from drafter.llm.prices import cost, price_date, priced_as
from drafter.llm.probe import Honoured, honours_schema, offered_models

__all__ = ["doctor"]


def doctor(
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
) -> None:
    """Check that drafter can work here: which model would be used, is it reachable, does it honour a schema.

    Asks the model one small question. Nothing of a brief is sent.
    """
    choice = chosen_model(model, base_url, model_file)
    show(f"model:       {choice.model}")
    show(f"endpoint:    {place_of(choice)}")
    if choice.kind == "local":
        show(f"weights:     {file_of(choice.model_file)}")
    else:
        show(f"key:         {choice.key_variable or 'none'}{'' if _has_key(choice) else ' (not set)'}")
        show(f"price:       {_price(choice)}")
    if choice.kind == "endpoint":
        _show_offer(choice)
    honoured = asyncio.run(_probe(choice))
    verdict = "honoured" if honoured.valid else f"ignored: it answered {honoured.said!r}"
    show(f"JSON Schema: {verdict} ({honoured.seconds:.1f} s)")
    if not honoured.valid:
        raise EndpointUnusable(
            "the model does not keep to a JSON Schema; drafts from it will have gaps",
            hint="use another model, or an endpoint that enforces response_format",
        )


def _has_key(choice: ModelChoice) -> bool:
    return choice.api_key.get_secret_value() not in ("", "none")


def _price(choice: ModelChoice) -> str:
    name = priced_as(choice)
    million = (
        cost(name, Usage(prompt=1_000_000, completion=0)),
        cost(name, Usage(prompt=0, completion=1_000_000)),
    )
    if None in million:
        return "unknown"
    return f"${million[0]:f} a million prompt tokens, ${million[1]:f} generated (list prices of {price_date()})"


def _show_offer(choice: ModelChoice) -> None:
    offered = offered_models(choice)
    if not offered:
        show("offers:      it lists no models")
        return
    known = "offered" if choice.model in offered else "NOT among them"
    shown = ", ".join(offered[:8]) + (f", and {len(offered) - 8} more" if len(offered) > 8 else "")
    show(f"offers:      {shown} ({choice.model}: {known})")


async def _probe(choice: ModelChoice) -> Honoured:
    async with open_model(choice, Behaviour(fresh=True), on_wait=_say_waiting, on_note=say) as opened:
        return await honours_schema(opened.port)


def _say_waiting() -> None:
    say("another run holds the local model; waiting for it")
