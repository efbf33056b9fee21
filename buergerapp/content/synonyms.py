"""Read ``synonyms.yaml``: which words people use for what the guides call differently.

The catalog keeps everything as pairs (word, other). Marks in front of ``other`` tell what the pair is
for; :mod:`buergerapp.catalog.expand` reads them:

======================  ==============================================================
``Personalausweis``     means the same
``~Personalausweis``    is often meant, but not always (weaker, one direction)
``#leer``               says nothing about a service (wo, kriege, bitte)
``#schwach``            says little: many services have it (beantragen, Termin)
``#vorhaben``           says what somebody wants to do with a thing (mieten, verkaufen)
``#fremd``              a topic the catalog has no guide for (Lotto, Scheidung)
======================  ==============================================================
"""

from itertools import permutations
from pathlib import Path
from typing import Any

from buergerapp.content.yamlfile import Complaint, YamlFile, read_yaml

RELATED = "~"
"""Mark of a word that is only often meant."""
DIRECTED = {"heisst": "", "meint": RELATED}
"""Sections that lead from a word to others, and the mark of what they lead to."""
CLASSES = {"leer": "#leer", "schwach": "#schwach", "vorhaben": "#vorhaben", "fremd": "#fremd"}
"""Lists of single words and the mark each of them gets."""


def read_synonyms(path: Path) -> tuple[list[tuple[str, str]], list[Complaint]]:
    """Return all pairs of the file, and what an author has to mend."""
    document = read_yaml(path, path.name)
    if document.data is None:
        return [], document.complaints
    if not isinstance(document.data, dict):
        document.complain(
            "oben stehen die Abschnitte gleich, heisst, meint, leer, schwach, vorhaben und fremd"
        )
        return [], document.complaints
    pairs: dict[tuple[str, str], None] = {}
    for section, content in document.data.items():
        if section == "gleich":
            pairs.update(dict.fromkeys(_same(document, content)))
        elif section in DIRECTED:
            pairs.update(dict.fromkeys(_meant(document, section, content)))
        elif section in CLASSES:
            pairs.update(dict.fromkeys(_marked(document, section, content)))
        else:
            document.complain(f"unbekannter Abschnitt „{section}“", section)
    return list(pairs), document.complaints


def _same(document: YamlFile, content: Any) -> list[tuple[str, str]]:
    """Pair every word of a group with every other one of it."""
    pairs: list[tuple[str, str]] = []
    if not isinstance(content, list):
        document.complain("hier steht eine Liste von Gruppen", "gleich")
        return pairs
    seen: dict[str, int] = {}
    for number, group in enumerate(content):
        words = _words(document, group, "gleich", number)
        if len(words) < 2:
            document.complain("eine Gruppe hat mindestens zwei Wörter", "gleich", number)
        for word in words:
            if seen.setdefault(word.casefold(), number) != number:
                document.complain(f"„{word}“ steht schon in einer anderen Gruppe", "gleich", number)
        pairs += permutations(words, 2)
    return pairs


def _meant(document: YamlFile, section: str, content: Any) -> list[tuple[str, str]]:
    """Pair each word with what people who say it mean."""
    if not isinstance(content, dict):
        document.complain("hier steht je Zeile ein Wort mit einer Liste", section)
        return []
    return [
        (str(word), DIRECTED[section] + other)
        for word, others in content.items()
        for other in _words(document, others, section, word)
        if other != word
    ]


def _marked(document: YamlFile, section: str, content: Any) -> list[tuple[str, str]]:
    """Give each word of a list, or of a list of lists, the mark of its section."""
    if isinstance(content, dict):
        words = [word for name, group in content.items() for word in _words(document, group, section, name)]
    else:
        words = _words(document, content, section)
    return [(word, CLASSES[section]) for word in words]


def _words(document: YamlFile, group: Any, *position: str | int) -> list[str]:
    """Return the words of a list, or of one line with words between commas."""
    if isinstance(group, str):
        group = [word.strip() for word in group.split(",")]
    if not isinstance(group, list):
        document.complain("hier steht eine Liste von Wörtern", *position)
        return []
    words: list[str] = []
    for number, word in enumerate(group):
        text = str(word).strip()
        if isinstance(word, dict | list) or not any(char.isalnum() for char in text):
            document.complain(f"„{text}“ ist kein Wort", *position, number)
        elif text in words:
            document.complain(f"„{text}“ steht hier doppelt", *position, number)
        else:
            words.append(text)
    return words
