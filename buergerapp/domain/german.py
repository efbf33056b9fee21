"""German spelling: one form for comparing words, another one for sorting them.

``fold`` follows the spelling people fall back to without umlaut keys (Müller, Mueller); the sorting
key follows DIN 5007-1, the order of dictionaries, where ä stands beside a.
"""

import unicodedata

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe"})
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ʼ": "", "’": "", "'": ""})
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_CYRILLIC = str.maketrans({"ё": "е"})


def fold(text: str) -> str:
    """Return ``text`` without the differences that people do not mean when they type.

    Case disappears, umlauts are spelled out, accents of other Latin words and vowel marks of Arabic
    fall away. Scripts stay what they are: Cyrillic is not turned into Latin letters.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFC", text).translate(_SPELLED_OUT)
    return "".join(map(_without_marks, text)).translate(_PLAIN).translate(_ARABIC).translate(_CYRILLIC)


def collation_key(text: str) -> tuple[str, str]:
    """Return a key that sorts German words like a dictionary (DIN 5007-1: ä like a, ß like ss)."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return "".join(char for char in plain if not unicodedata.combining(char)), text


def _without_marks(char: str) -> str:
    """Strip accents from a letter; Cyrillic letters such as й and ї are letters of their own."""
    if char < "\x80" or "\u0400" <= char <= "\u04ff":
        return char
    if unicodedata.category(char) == "Mn":
        return ""
    return "".join(c for c in unicodedata.normalize("NFD", char) if unicodedata.category(c) != "Mn")
