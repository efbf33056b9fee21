"""How German text is said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buergerapp.gui import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("115", "eins eins fünf"),
        ("Rufen Sie die 115 an.", "Rufen Sie die eins eins fünf an."),
        ("Notruf 112", "Notruf eins eins zwei"),
        ("116 117", "eins eins sechs, eins eins sieben"),
        ("0234 910-0", "null zwei drei vier, neun eins null, null"),
        ("+49 234 9100", "plus vier neun, zwei drei vier, neun eins null null"),
        ("27,60 €", "siebenundzwanzig Euro sechzig"),
        ("46 €", "sechsundvierzig Euro"),
        ("1 €", "ein Euro"),
        ("101 Euro", "einhundertein Euro"),
        ("115 €", "einhundertfünfzehn Euro"),
        ("0,50 €", "fünfzig Cent"),
        ("37,00 €", "siebenunddreißig Euro"),
        ("1.200 €", "eintausendzweihundert Euro"),
        ("10–20 €", "10 bis zwanzig Euro"),
        ("12.11.2026", "zwölfter November zweitausendsechsundzwanzig"),
        ("am 3. Oktober 2026", "am dritten Oktober zweitausendsechsundzwanzig"),
        ("bis zum 31. Juli", "bis zum einunddreißigsten Juli"),
        ("1. Januar 1999", "erster Januar neunzehnhundertneunundneunzig"),
        ("ab 1.1.2027", "ab dem ersten Januar zweitausendsiebenundzwanzig"),
        ("bis 31. März", "bis zum einunddreißigsten März"),
        ("mit MwSt. bezahlen", "mit Mehrwertsteuer bezahlen"),
        ("Seit 2017 geht das.", "Seit zweitausendsiebzehn geht das."),
        ("8:30 Uhr", "acht Uhr dreißig"),
        ("13.00 Uhr", "dreizehn Uhr"),
        ("1:05 Uhr", "ein Uhr fünf"),
        ("5 %", "5 Prozent"),
        ("60.000 Einwohner", "sechzigtausend Einwohner"),
        ("z. B. ein Brief", "zum Beispiel ein Brief"),
        ("ca. 3 Wochen, ggf. länger", "circa 3 Wochen, gegebenenfalls länger"),
        ("Hauptstr. 5", "Hauptstraße 5"),
        ("Nr. 7, § 3 Abs. 2", "Nummer 7, Paragraf 3 Absatz 2"),
        ("Mo–Fr", "Montag bis Freitag"),
        ("www.bochum.de/buerger-service", "bochum Punkt de Schrägstrich buerger Minus service"),
        ("bafoeg-digital.de", "bafoeg Minus digital Punkt de"),
        ("info@bochum.de", "info ät bochum Punkt de"),
        ("Trenn\u00adstelle", "Trennstelle"),
        ("Wo wohnen Sie?", "Wo wohnen Sie?"),
        ("", ""),
        ("99.99.2026", "99.99.2026"),
    ],
)
def test_says_what_voices_read_wrongly(written: str, said: str) -> None:
    assert spoken.spoken(written) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "null"),
        (1, "eins"),
        (21, "einundzwanzig"),
        (101, "einhunderteins"),
        (999, "neunhundertneunundneunzig"),
        (1001, "eintausendeins"),
        (21_000, "einundzwanzigtausend"),
        (1_000_000, "eine Million"),
        (2_500_001, "zwei Millionen fünfhunderttausendeins"),
    ],
)
def test_numbers(value: int, said: str) -> None:
    assert spoken.number(value) == said


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Eins. Zwei! Drei?", ["Eins.", "Zwei!", "Drei?"]),
        ("Das kostet z. B. 5 Euro. Gut.", ["Das kostet z. B. 5 Euro.", "Gut."]),
        ("Bis zum 3. Oktober. Danach nicht.", ["Bis zum 3. Oktober.", "Danach nicht."]),
        ("Sagen Sie: „Ja.“ Dann weiter.", ["Sagen Sie:", "„Ja.“", "Dann weiter."]),
        ("Tel. 0234 910-0. Mehr im Netz.", ["Tel. 0234 910-0.", "Mehr im Netz."]),
        ("ohne Punkt", ["ohne Punkt"]),
        ("   ", []),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in spoken.sentences(text)] == parts


@given(st.text())
def test_any_text_can_be_said(text: str) -> None:
    spoken.spoken(text)
    spans = spoken.sentences(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
