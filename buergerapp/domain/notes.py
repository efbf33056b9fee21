"""Notes are for "with my daughter's e-mail", never for secrets: finding what looks like one."""

import re
from enum import StrEnum


class Secret(StrEnum):
    """What a note seems to hold."""

    CARD_NUMBER = "card-number"
    PIN = "pin"
    PASSWORD = "password"  # noqa: S105 - the word, not one


_NOT_DIGIT = re.compile(r"[ \-.]")
_CARD = re.compile(r"(?<!\d)\d(?:[ \-.]?\d){12,18}(?!\d)")
_FILLER = r"(?:[\s:=\-–]|\b(?:ist|lautet|war|vom|für|der|die|meine?|neue?|nr\.?|nummer)\b)*?"
_PIN = re.compile(
    rf"\b\w*(?:pin|puk|tan|cvv|cvc|can|geheimzahl|geheimnummer|code|passwort|kennwort)\b{_FILLER}"
    r"(?P<digits>\d(?:[ \-]?\d){2,11})(?![\d]|[.:/]\d|\.? ?(?:januar|februar|märz|april|mai|juni|juli|august"
    r"|september|oktober|november|dezember|uhr|euro|€))",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"\b\w*(?:passwort|kennwort|passwd|password|passphrase|\bpw)\b\s*(?P<mark>[:=]|ist\b|lautet\b)?\s*"
    r"(?P<word>[^\s,;]+)(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_ONLY_DIGITS = re.compile(r"\d{4,8}")


def secret_in(note: str) -> Secret | None:
    """Return what kind of secret a note seems to hold, or None.

    It is a safety net, not a proof: it lets plain sentences ("PIN-Brief liegt im Flur") pass and
    cannot know a password that stands alone.
    """
    if any(_is_card_number(_NOT_DIGIT.sub("", match[0])) for match in _CARD.finditer(note)):
        return Secret.CARD_NUMBER
    if _PIN.search(note) or _ONLY_DIGITS.fullmatch(note.strip()):
        return Secret.PIN
    if any(_is_password(match) for match in _PASSWORD.finditer(note)):
        return Secret.PASSWORD
    return None


def _is_card_number(digits: str) -> bool:
    """Check the last digit as payment cards define it (Luhn)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_password(match: re.Match[str]) -> bool:
    word = match["word"]
    mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
    odd = bool(re.search(r"[!#$%&*+@^~§?]\w|\w[#$%&*+@^~§]", word))
    alone_after_mark = match["mark"] in (":", "=") and not match["rest"].strip()
    return mixed or odd or alone_after_mark
