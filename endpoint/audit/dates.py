"""Dates of documents in French words: EDTF writes a season as a month and several dates in braces."""

import re

SEASONS = {"21": "printemps", "22": "été", "23": "automne", "24": "hiver"}
_SEASON = re.compile(r"([0-9]{4})-(2[1-4])")


def spoken_date(edtf: str) -> str:
    """Return a date as a reader says it, where EDTF has a sign for it.

    >>> spoken_date("2019-22"), spoken_date("{2021,2030}"), spoken_date("2019-05")
    ('été 2019', '2021 ; 2030', '2019-05')
    """
    inside = edtf[1:-1] if edtf.startswith("{") and edtf.endswith("}") else edtf
    return " ; ".join(_SEASON.sub(lambda match: f"{SEASONS[match[2]]} {match[1]}", each) for each in inside.split(","))
