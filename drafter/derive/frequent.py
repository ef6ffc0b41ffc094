"""The words that a brief uses most: hints for naming its things."""

import re
from collections import Counter

from drafter.document.brief import Brief

__all__ = ["COMMON_WORDS", "frequent_words"]

COMMON_WORDS = frozenset(
    """
    about after again against all also and another any are because been before being below between both but can
    cannot could daily day days did does doing done down during each every few for from further had has have
    having here hour hours how into its just like make many may minute minutes month months more most must need
    needs never new nor not now off once one only other our ours out over own per same second seconds shall she
    should since some someone still such system team than that the their theirs them then there these they thing
    this those through time today too two under until up use used user users uses using very via want wants was
    way week weeks were what when where which while who whom why will with within without work works would year
    years yet you your already first last three four five six ten who's it's don't doesn't aber alle als auch
    auf aus bei bis das dass dem den der des die diese dieser dieses ein eine einem einen einer für hat haben
    ihr ihre ist kann können mit muss müssen nach nicht noch nur oder ohne sein sich sie sind soll sollen über
    und uns unser unsere vom von vor wenn werden wir wird zum zur
    """.split()  # noqa: SIM905 (a list of strings this long is harder to read)
)
"""Words, in lower case, that say nothing of what a text is about; English and German."""


def frequent_words(brief: Brief, most: int = 12) -> tuple[str, ...]:
    """Return the words that occur at least twice, the most frequent first, singular and plural as one."""
    words = [
        word
        for statement in brief.statements
        for word in re.findall(r"[^\W\d_]{3,}(?:-[^\W\d_]+)?", statement.text.casefold())
        if word not in COMMON_WORDS
    ]
    known = set(words)
    counts = Counter(word[:-1] if word.endswith("s") and word[:-1] in known else word for word in words)
    return tuple(word for word, count in counts.most_common(most) if count > 1)
