"""The gate of a publisher: which addresses `deny` alone keeps out."""

import pytest

from scraper.sources.gate import is_denied


@pytest.mark.parametrize(
    ("path", "denied"),
    [("/news/tag/", True), ("/news/front-door/", False), ("/shop/tag/", False), ("/shop/basket/", False), ("/", False)],
)
def test_denied_is_what_only_deny_keeps_out(path: str, denied: bool) -> None:
    assert is_denied(f"https://gazette.example{path}", (r"^/news/.",), (r"/tag/$",)) is denied
