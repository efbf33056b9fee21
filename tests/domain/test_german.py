"""German words compare as people mean them and sort as dictionaries do."""

import pytest

from buergerapp.domain.german import collation_key, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Führerschein", "fuehrerschein"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("u\u0308ber", "ueber"),
        ("Café", "cafe"),
        ("İstanbul ışık şehir", "istanbul isik sehir"),
        ("założyć", "zalozyc"),
        ("Подъезд Ёлка й", "подъезд елка й"),
        ("إقامَة", "اقامه"),
        ("driver's", "drivers"),
        ("ﬁnden", "finden"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_sorts_like_a_dictionary() -> None:
    words = ["Zebra", "Äpfel", "Apfel", "Ärger", "Masse", "Maße", "arg"]
    assert sorted(words, key=collation_key) == ["Apfel", "Äpfel", "arg", "Ärger", "Masse", "Maße", "Zebra"]
