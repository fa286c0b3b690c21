"""Text as the documents hold it: comparing, naming, and the markup that OCR leaves in cells."""

import itertools
import re
import unicodedata
from functools import lru_cache
from html.parser import HTMLParser

from slugify import slugify

_BLOCK_TAGS = {"p", "li", "ul", "ol", "br", "div", "td", "tr"}
_PLACEHOLDERS = {"", "?", "/", "-", "–", "—", "-€", "- €", "€", "none", "néant", "n/a", "n/c", "nc", "nd"}
_PLACEHOLDERS |= {"sans objet", "à définir", "a définir", "à préciser"}


def says_nothing(text: str) -> bool:
    """Say whether a text only holds the place of a value.

    >>> says_nothing(" None "), says_nothing("-€"), says_nothing("0 €")
    (True, True, False)
    """
    return squeeze(text).casefold() in _PLACEHOLDERS


def squeeze(text: str) -> str:
    r"""Collapse white space of any kind to single spaces.

    >>> squeeze(" 18\u00a0000  € ")
    '18 000 €'
    """
    return " ".join(text.split())


# Cells are compared with each other many times over; the caches hold a few large documents.
_CACHED = 1 << 15


@lru_cache(_CACHED)
def fold(text: str) -> str:
    """Reduce a text to what comparison needs: no accents, case or punctuation.

    >>> fold("Mise en Œuvre – l’été : n°3")
    'mise en oeuvre l ete n 3'
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Give the folded words of a text, in order.

    >>> words("Restau/co, CCI 21")
    ['restau', 'co', 'cci', '21']
    """
    return list(_words(text))


@lru_cache(_CACHED)
def _words(text: str) -> tuple[str, ...]:
    plain = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("°", " ")
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", bare))


def slug(text: str, limit: int = 0) -> str:
    """Make the part of an IRI that names a thing, in ASCII; with a limit it is cut between words.

    >>> slug("Mise en œuvre d’un Plan vélo")
    'mise-en-oeuvre-d-un-plan-velo'
    """
    return slugify(text.replace("’", "'"), max_length=limit, word_boundary=True, save_order=True)


_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\+33\s?|(?<!\d)0)[1-9](?:[\s.-]?\d\d){4}(?!\d)")
WITHHELD = "[donnée personnelle]"


def without_personal_data(text: str) -> str:
    """Put a mark in the place of e-mail addresses and telephone numbers.

    >>> without_personal_data("Contact : a.b@exemple.fr")
    'Contact : [donnée personnelle]'
    """
    return _PERSONAL.sub(WITHHELD, text)


class _Blocks(HTMLParser):
    """Collects the text of a cell, one block for each paragraph or list item."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a new block at a block element."""
        if tag in _BLOCK_TAGS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the block at the end of a block element."""
        if tag in _BLOCK_TAGS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        """Add text to the open block."""
        self.blocks[-1] += data


def blocks(cell: str) -> list[str]:
    """Give the paragraphs and list items of a cell as plain text, without markup.

    >>> blocks("<ul> <li>- Le Mail</li> <li>- La Fontaine</li> </ul>")
    ['- Le Mail', '- La Fontaine']
    >>> blocks("a < b")
    ['a < b']
    """
    if not re.search(r"</?[a-zA-Z]+[^<>]*>", cell):
        return [text] if (text := squeeze(cell)) else []
    parser = _Blocks()
    parser.feed(cell)
    parser.close()
    return [text for block in parser.blocks if (text := squeeze(block))]


# A dash opens an item when a letter follows; between two numbers ("2020 - 2026") it is a range.
_BULLET = re.compile(r"(?:^|(?<=\s)|(?<=[^\W\d_]))[-•](?=\s)")


def items(cell: str) -> list[str]:
    """Give the items of a cell: blocks, split at their dashes, each said once.

    An item that another item contains is left out: OCR repeats paragraphs.

    >>> items("- Elaboration du PCAET 2020 - 2026")
    ['Elaboration du PCAET 2020 - 2026']
    >>> items("- Créer - Animer le cadastre")
    ['Créer', 'Animer le cadastre']
    """
    return list(_items(cell))


@lru_cache(_CACHED)
def _items(cell: str) -> tuple[str, ...]:
    found = [part for block in blocks(cell) for part in _split_bullets(block)]
    return tuple(_without_repeats(found))


def _split_bullets(block: str) -> list[str]:
    if not block.startswith(("- ", "• ", "-")) and not re.search(r"\w- [A-Z]", block):
        return [block]
    starts = [m.start() for m in _BULLET.finditer(block) if not _between_numbers(block, m.start())]
    edges = [*starts, len(block)] if starts and starts[0] == 0 else [0, *starts, len(block)]
    parts = [block[a:b] for a, b in itertools.pairwise(edges)]
    return [text for part in parts if (text := squeeze(part.lstrip("-• ")))]


def _between_numbers(block: str, at: int) -> bool:
    before, after = block[:at].rstrip()[-1:], block[at + 1 :].lstrip()[:1]
    return before.isdigit() and after.isdigit()


def _without_repeats(found: list[str]) -> list[str]:
    folded = [fold(text) for text in found]
    kept = []
    for i, text in enumerate(found):
        earlier = folded[i] in folded[:i]
        inside = any(
            i != j and len(folded[i]) > 15 and folded[i] != other and folded[i] in other
            for j, other in enumerate(folded)
        )
        if folded[i] and not earlier and not inside:
            kept.append(text)
    return kept
