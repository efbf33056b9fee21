"""Words of the glossary are found as a reader would find them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buergerapp.domain.glossary import Glossary
from buergerapp.domain.service import Term


def term(title: str, *forms: str) -> Term:
    return Term(title.casefold(), title, f"Erklärung von {title}.", forms)


GLOSSARY = Glossary(
    [
        term("App", "Apps"),
        term("App-Store"),
        term("PIN", "Geheimzahl"),
        term("Transport-PIN", "PIN-Brief"),
        term("Serviceportal"),
        term("ELSTER", "Mein ELSTER"),
        term("Zulassungsbescheinigung Teil I"),
        term("Zulassungsbescheinigung Teil II"),
        term("E-Rechnung"),
        term("herunterladen"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Geben Sie die PIN ein.", ["PIN"]),
        ("PIN", ["PIN"]),
        ("(PIN), „PIN“ und PIN?", ["PIN", "PIN", "PIN"]),
        ("Die SPINNE, PINs und die pin.", []),
        ("Ihre Ausweis-PIN und das PIN-Feld.", ["PIN", "PIN"]),
        ("Öffnen Sie den App-Store.", ["App-Store"]),
        ("Laden Sie Apps im App-Store.", ["Apps", "App-Store"]),
        ("Der PIN-Brief mit der Transport-PIN.", ["PIN-Brief", "Transport-PIN"]),
        ("Ein PIN-Briefkasten.", ["PIN"]),
        ("Öffnen Sie Mein ELSTER.", ["Mein ELSTER"]),
        ("Zulassungsbescheinigung Teil II", ["Zulassungsbescheinigung Teil II"]),
        ("Zulassungsbescheinigung Teil I und Teil II", ["Zulassungsbescheinigung Teil I"]),
        ("Schicken Sie eine E-Rechnung.", ["E-Rechnung"]),
        ("Auf www.bochum.de/Serviceportal steht mehr.", []),
        ("Auf bochum.de/PIN und an PIN@bochum.de.", []),
        ("Nutzen Sie das Serviceportal. Dann", ["Serviceportal"]),
        ("Das Serviceportal.", ["Serviceportal"]),
        ("Herunterladen oder herunterladen", ["herunterladen"]),
        ("", []),
    ],
)
def test_find(text: str, found: list[str]) -> None:
    assert [text[m.start : m.end] for m in GLOSSARY.find(text)] == found


def test_a_form_leads_to_its_term() -> None:
    [mention] = GLOSSARY.find("Denken Sie sich eine Geheimzahl aus.")
    assert mention.term.title == "PIN"


def test_the_first_of_two_terms_with_the_same_form_wins() -> None:
    glossary = Glossary([term("Konto", "IBAN"), term("IBAN")])
    [mention] = glossary.find("Ihre IBAN")
    assert mention.term.title == "Konto"


def test_an_empty_glossary_finds_nothing() -> None:
    assert Glossary([]).find("Geben Sie die PIN ein.") == ()


@given(st.text(st.sampled_from("PIN App-Store.@/ws„“ aß1_\n\u200b"), max_size=80))
def test_mentions_are_in_order_and_stand_there(text: str) -> None:
    end = 0
    for mention in GLOSSARY.find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] in (mention.term.title, *mention.term.forms)
        end = mention.end
