"""Notes that look like secrets are found; what people really write passes."""

import pytest

from buergerapp.domain.notes import Secret, secret_in


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Karte 4111 1111 1111 1111", Secret.CARD_NUMBER),
        ("4111111111111111", Secret.CARD_NUMBER),
        ("PIN 1234", Secret.PIN),
        ("pin: 12 34 56", Secret.PIN),
        ("Die PIN ist 987654", Secret.PIN),
        ("Ausweis-PIN lautet 123456", Secret.PIN),
        ("Transport-PIN=12345", Secret.PIN),
        ("PUK 1234567890", Secret.PIN),
        ("Meine Geheimzahl: 4711", Secret.PIN),
        ("1234", Secret.PIN),
        ("Passwort: Sommer2026", Secret.PASSWORD),
        ("Passwort: geheim", Secret.PASSWORD),
        ("Kennwort ist Hund#3", Secret.PASSWORD),
        ("mein pw = erika77", Secret.PASSWORD),
        ("E-Mail-Passwort lautet Anna1950", Secret.PASSWORD),
    ],
)
def test_secrets_are_found(note: str, kind: Secret) -> None:
    assert secret_in(note) is kind


@pytest.mark.parametrize(
    "note",
    [
        "",
        "mit der E-Mail meiner Tochter",
        "PIN-Brief liegt in der blauen Mappe",
        "PIN kommt per Post bis 12.11.2026",
        "PIN am 12.11. beantragt",
        "Passwort im Tresor",
        "Passwort: im Tresor bei Anna",
        "Das Passwort weiß meine Tochter",
        "Termin 14:30 Uhr, Zimmer 204",
        "Telefon 0234 910-0",
        "Aktenzeichen 2026-4711-0815",
        "Kundennummer 20261234",
        "IBAN liegt beim Antrag",
        "Code kam per SMS",
        "37 Euro bezahlt",
        "im Jahr 2027 wieder",
    ],
)
def test_plain_notes_pass(note: str) -> None:
    assert secret_in(note) is None
