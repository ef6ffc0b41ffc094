"""Where a system is hosted: the cities and cloud regions that a page names as such."""

import re

from drafter.consistency.readings.lines import holding, may_hold, pieces, places_of
from drafter.document.page import Page, Text
from drafter.facts.sentences import sentences
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Hosting", "hosting"]

_REGIONS = {
    "Frankfurt": ("Frankfurt", "eu-central-1", "europe-west3", "germanywestcentral"),
    "Ireland": ("Ireland", "Irland", "Dublin", "eu-west-1", "northeurope"),
    "London": ("London", "eu-west-2", "europe-west2", "uksouth"),
    "Paris": ("Paris", "eu-west-3", "europe-west9", "francecentral"),
    "Stockholm": ("Stockholm", "eu-north-1"),
    "Milan": ("Milan", "Mailand", "eu-south-1"),
    "Zurich": ("Zurich", "Zürich", "eu-central-2", "europe-west6", "switzerlandnorth"),
    "Netherlands": ("Amsterdam", "europe-west4", "westeurope"),
    "Belgium": ("europe-west1",),
    "Virginia": ("Virginia", "us-east-1", "us-east4", "eastus"),
    "Ohio": ("Ohio", "us-east-2"),
    "Oregon": ("Oregon", "us-west-2", "us-west1"),
    "California": ("us-west-1",),
    "Iowa": ("us-central1",),
    "Singapore": ("Singapore", "ap-southeast-1", "asia-southeast1"),
    "Tokyo": ("Tokyo", "ap-northeast-1", "asia-northeast1"),
    "Sydney": ("Sydney", "ap-southeast-2", "australia-southeast1"),
    "Mumbai": ("Mumbai", "ap-south-1", "asia-south1"),
    "Falkenstein": ("Falkenstein",),
    "Nuremberg": ("Nuremberg", "Nürnberg"),
    "Helsinki": ("Helsinki",),
}
_SECTIONS = frozenset({2, 3, 5, 7, 9, 11})
_OF = {name: region for region, names in _REGIONS.items() for name in names}
_HOSTED = regex(
    r"region|cluster|data ?cent(?:er|re)|rechenzentr|\bhost|\bruns?\b|\brunning\b|deploy|\bAWS\b|Azure"
    r"|Google Cloud|\bGCP\b|stored in|läuft|laufen|gespeichert|betrieben",
    re.IGNORECASE,
)
_SECOND = regex(
    r"replica|failover|fail over|backup|disaster|second|other|both|standby|multi|mirror|zweit|ausfall|test|staging"
    r"|develop|move|migrat|instead|\bnot\b|today|latency (?:from|to|between)|users? in|office|team",
    re.IGNORECASE,
)
"""Words that tell why there is one more place, or that nothing runs there."""


@frozen
class Hosting:
    """A place where something is said to run."""

    region: str
    text: Text
    part: str


def hosting(page: Page) -> tuple[Hosting, ...]:
    """Return the only hosting place of each sentence that names one; second sites and test sites are left out."""
    shown = [name for name in _OF if may_hold(page.once(pieces), name)]
    if len({_OF[name] for name in shown}) < 2:
        return ()
    told = [line for line in holding(page, places_of(page, *shown)) if line.section in _SECTIONS]
    if len({_OF[name] for name in shown if any(name in line.text.words for line in told)}) < 2:
        return ()
    found = []
    for line in told:
        text = line.text
        for start, end in sentences(text.words):
            sentence = text.words[start:end]
            names = {name for name in _OF if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sentence)}
            around = f"{line.item} {line.under} {sentence}"
            if len({_OF[name] for name in names}) == 1 and _HOSTED.search(around) and not _SECOND.search(around):
                name = min(names, key=sentence.find)
                found.append(Hosting(_OF[name], text.part(name), line.part))
    return tuple(found)
