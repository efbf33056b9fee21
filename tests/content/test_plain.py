"""Plain language is measured the way authors are told."""

import pytest

from buergerapp.content.plain import Officialese, sentences, to_avoid, too_long, wiener, word_count


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Gehen Sie hin. Nehmen Sie den Ausweis mit.", 2),
        ("Kein Termin frei? Rufen Sie die 115 an.", 2),
        ("Wichtig: Nehmen Sie den Ausweis mit.", 2),
        ("Es gilt: ohne Termin geht nichts.", 1),
        ("Das steht auf www.bochum.de und kostet 27,60 Euro.", 1),
        ("Er heißt „Mein Konto.“ Öffnen Sie ihn.", 2),
        ("", 0),
        ("   ", 0),
    ],
)
def test_sentences(text: str, parts: int) -> None:
    assert len(sentences(text)) == parts


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Öffnen Sie www.bochum.de/buergerbuero jetzt.", 4),
        ("Rufen Sie die 0234/910-0 an.", 5),
        ("Schreiben Sie an amt@bochum.de.", 4),
        ("", 0),
    ],
)
def test_an_address_counts_as_one_word(sentence: str, count: int) -> None:
    assert word_count(sentence) == count


def test_a_sentence_at_the_limit_is_fine_and_one_more_word_is_not() -> None:
    at_limit = " ".join(["Wort"] * 20) + "."
    assert list(too_long(at_limit, 20)) == []
    assert list(too_long("Noch " + at_limit, 20)) == ["Noch " + at_limit]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das ist z. B. ein Pass.", ["z. B."]),
        ("Das ist z.B. ein Pass.", ["z.B."]),
        ("Pass bzw. Ausweis, ggf. beides usw.", ["bzw", "ggf", "usw"]),
        ("Achtung! Betrug!", ["!", "!"]),
        ("Die Buszentrale und Etcetera sind keine Abkürzung.", []),
    ],
)
def test_abbreviations_and_shouting(text: str, found: list[str]) -> None:
    assert list(to_avoid(text)) == found


def test_plain_words_are_easier_than_officialese() -> None:
    plain = wiener(["Gehen Sie zum Amt.", "Nehmen Sie den Ausweis mit."])
    hard = wiener(["Die Inanspruchnahme bedarf einer vorherigen schriftlichen Beantragung."])
    assert plain < 5 < hard


def test_a_fragment_is_a_sentence_of_its_own() -> None:
    """Otherwise a list of short notes would read like one endless sentence."""
    notes = ["der Preis der Fotobox", "die Lieferzeit", "die Ausgabebox"]
    assert wiener(notes) == wiener([f"{note}." for note in notes])


def test_nothing_to_read_is_not_hard() -> None:
    assert wiener([]) == 0.0
    assert wiener(["  ", ""]) == 0.0


OFFICIALESE = Officialese(
    dict.fromkeys(
        [
            "Antragsteller",
            "Behörde",
            "einreichen",
            "entrichten",
            "erfolgen",
            "ferner",
            "gebührenpflichtig",
            "im Rahmen",
            "in Anspruch nehmen",
            "umgehend",
            "übermitteln",
        ],
        "anders",
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Antragsteller kommt. Die Antragstellerinnen auch.", ["Antragsteller"]),
        ("Fragen Sie bei den Behörden.", ["Behörde"]),
        ("Die Behördennummer 115 hilft.", []),
        ("Sie entrichten die Gebühr.", ["entrichten"]),
        ("Entrichten Sie die Gebühr.", ["entrichten"]),
        ("Wer die Gebühr entrichtet, ist fertig.", ["entrichten"]),
        ("Reichen Sie den Antrag beim Amt ein.", ["einreichen"]),
        ("Reichen Sie den Antrag ein und warten Sie.", ["einreichen"]),
        ("Sie haben den Antrag eingereicht, um ihn nicht neu einzureichen.", ["einreichen"]),
        ("Der eingereichte Antrag.", ["einreichen"]),
        ("Reichen die Papiere? Kommen Sie mit ein paar Fotos.", []),
        ("Das erfolgt später.", ["erfolgen"]),
        ("Wir wünschen viel Erfolg. Sie haben Erfolge.", []),
        ("Ferner gilt das. Es ist fern.", ["ferner"]),
        ("Eine gebührenpflichtige Auskunft.", ["gebührenpflichtig"]),
        ("Im Rahmen der Prüfung.", ["im Rahmen"]),
        ("Das Bild hängt im Bilderrahmen.", []),
        ("Sie nehmen die Hilfe in Anspruch.", ["in Anspruch nehmen"]),
        ("Tippen Sie auf „Einreichen“.", []),
        ("Das Amt übermittelt die Daten.", ["übermitteln"]),
        ("Übermitteln Sie die Daten.", ["übermitteln"]),
        ("Kommen Sie umgehend.", ["umgehend"]),
        ("", []),
    ],
)
def test_officialese(text: str, found: list[str]) -> None:
    assert [word for word, instead in OFFICIALESE.find(text)] == found


def test_officialese_names_what_to_say_instead() -> None:
    assert list(Officialese({"Lichtbild": "Foto"}).find("Zwei Lichtbilder.")) == [("Lichtbild", "Foto")]


def test_without_a_list_nothing_is_officialese() -> None:
    assert list(Officialese({}).find("Entrichten Sie die Gebühr.")) == []
