"""What scans, hands and spreadsheets do to texts."""

from random import Random

_MISREAD = str.maketrans({"é": "e", "l": "i", "m": "rn", "c": "e", "à": "a"})


def misread(text: str, random: Random) -> str:
    """Misread one word, as a scan does."""
    words = text.split(" ")
    place = random.randrange(len(words))
    return " ".join([*words[:place], words[place].translate(_MISREAD), *words[place + 1 :]])


def sometimes(random: Random, share: float, text: str) -> str:
    """Give a text in this share of the cases, else nothing."""
    return text if random.random() < share else ""


def encoded(text: str, random: Random) -> bytes:
    """Encode a text as one of the programs that people write it with."""
    return text.replace("\n", "\r\n").encode("utf-8-sig") if random.random() < 0.1 else text.encode()
