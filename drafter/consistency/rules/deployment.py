"""The order of deployment."""

from collections.abc import Iterator

from drafter.consistency.readings.deployment import Step, orders_said, steps_of_deployment
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page

__all__ = ["other_order_of_deployment"]


@rule("REF188", "warning")
def other_order_of_deployment(page: Page) -> Iterator[Problem]:
    """A sentence deploys two components in the other order than the steps of 11.2.

    Whoever follows the one stops what relies on the other.

    Bad: “The Web App is deployed before the Database.” in 9.2, and “1. Deploy the Database. 2. Deploy the Web App.”
    Good: “The Database is deployed before the Web App.”
    Fix: find out which order works, and say it in both places.
    """
    orders = list(orders_said(page))
    steps: dict[str, list[Step]] = {}
    for step in page.once(steps_of_deployment) if orders else ():
        steps.setdefault(step.component, []).append(step)
    for order in orders:
        first, later = steps.get(order.first), steps.get(order.later)
        if first and later and first[0].number > later[-1].number:
            message = (
                f"11.2 deploys the {order.later} in step {later[-1].number}, the {order.first} in {first[0].number}"
            )
            yield Problem(message, order.at, (later[-1].at, first[0].at))
