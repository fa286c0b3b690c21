import pytest

from endpoint.negotiation import read_accept

OFFERS = ("application/json", "text/csv", "text/html")


@pytest.mark.parametrize(
    ("header", "best"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.2, text/html;q=0.8", "text/html"),
        ("text/*, text/csv;q=0", "text/html"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("text/csv; charset=utf-8; q=0.9", "text/csv"),
        ("text/csv;q=nonsense, text/html;q=0.1", "text/html"),
        ("nonsense", "application/json"),
        ("image/png", None),
        ("*/*;q=0", None),
    ],
)
def test_the_preferred_format_is_chosen(header: str | None, best: str | None) -> None:
    assert read_accept(header).best(OFFERS) == best
