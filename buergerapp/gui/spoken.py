"""How German text is said: numbers, amounts, dates and abbreviations in words; sentences one by one.

Voices read "115" as a number, "27,60 €" digit by digit and "z. B." as two letters. Everything here is
text to text, without widgets; :mod:`buergerapp.gui.read_aloud` speaks the result.
"""

import re
from collections.abc import Callable

from buergerapp.gui.texts import MONTHS

_ONES = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = ["-", "-", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_MONTH = "|".join(MONTHS)

# What is called, not counted.
_CALLED = ("110", "112", "115", "116116", "116117", "116 116", "116 117")

_SHORT = {
    r"z\. ?B\.": "zum Beispiel",
    r"d\. ?h\.": "das heißt",
    r"u\. ?a\.": "unter anderem",
    r"o\. ?Ä\.": "oder Ähnliches",
    r"i\. ?d\. ?R\.": "in der Regel",
    r"usw\.": "und so weiter",
    r"bzw\.": "beziehungsweise",
    r"ggf\.": "gegebenenfalls",
    r"evtl\.": "eventuell",
    r"inkl\.": "inklusive",
    r"zzgl\.": "zuzüglich",
    r"ca\.": "circa",
    r"max\.": "maximal",
    r"mind\.": "mindestens",
    r"Nr\.": "Nummer",
    r"Tel\.": "Telefon",
    r"Abs\.": "Absatz",
    r"Std\.": "Stunden",
    r"Min\.": "Minuten",
    r"(?<=[a-zäöü])str\.": "straße",
    r"Str\.": "Straße",
    r"MwSt\.": "Mehrwertsteuer",
    r"§§": "Paragrafen",
    r"§": "Paragraf",
    r"&": "und",
    r"NRW": "N R W",
    r"BundID": "Bund I D",
    r"eID": "E I D",
    r"QR-Code": "Q R Code",
    r"E-Mail": "E-Mail",
}
_DAYS = {
    "Mo": "Montag",
    "Di": "Dienstag",
    "Mi": "Mittwoch",
    "Do": "Donnerstag",
    "Fr": "Freitag",
    "Sa": "Samstag",
    "So": "Sonntag",
}


def number(value: int) -> str:
    """Say a number from 0 to 999,999,999: 76 is "sechsundsiebzig"."""
    if value >= 1_000_000:
        millions, rest = divmod(value, 1_000_000)
        said = "eine Million" if millions == 1 else f"{number(millions)} Millionen"
        return f"{said} {number(rest)}" if rest else said
    if value >= 1000:
        thousands, rest = divmod(value, 1000)
        return f"{_before(thousands)}tausend{number(rest) if rest else ''}"
    if value >= 100:
        hundreds, rest = divmod(value, 100)
        return f"{_before(hundreds)}hundert{number(rest) if rest else ''}"
    if value < 20:
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return f"{_before(ones)}und{_TENS[tens]}" if ones else _TENS[tens]


def _before(value: int) -> str:
    """Say a number in front of another word: "ein" instead of "eins" at its end."""
    said = number(value)
    return said[:-1] if said.endswith("eins") else said


def year(value: int) -> str:
    """Say a year: 1999 is "neunzehnhundertneunundneunzig"."""
    if 1100 <= value <= 1999:
        hundreds, rest = divmod(value, 100)
        return f"{number(hundreds)}hundert{number(rest) if rest else ''}"
    return number(value)


def ordinal(value: int, ending: str = "r") -> str:
    """Say a day of a month: 3 is "dritter"; with the ending "n" it is "dritten"."""
    special = {1: "erste", 3: "dritte", 7: "siebte", 8: "achte"}
    stem = special.get(value) or number(value) + ("te" if value < 20 else "ste")
    return stem + ending


def digits(text: str) -> str:
    """Say every digit: "115" is "eins eins fünf"; groups are kept apart by commas."""
    groups = re.findall(r"\d+", text)
    return ", ".join(" ".join(_ONES[int(digit)] for digit in group) for group in groups)


def amount(euros: int, cents: int = 0) -> str:
    """Say an amount of money: 27 euros 60 is "siebenundzwanzig Euro sechzig"."""
    if not euros and cents:
        return f"{_before(cents)} Cent"
    said = f"{_before(euros)} Euro"
    return f"{said} {number(cents)}" if cents else said


def _whole(text: str) -> int:
    return int(text.replace(".", "").replace("\u202f", "").replace(" ", ""))


def _say_amount(found: re.Match[str]) -> str:
    cents = found["cents"] or ""
    return amount(_whole(found["euros"]), int(cents) if cents.isdigit() else 0)


_WITH_ARTICLE = {"ab ": "ab dem ", "bis ": "bis zum ", "seit ": "seit dem "}
"""What people write before a date and what they say."""


def _say_date(found: re.Match[str]) -> str:
    day, month = int(found["day"]), found["month"]
    if month.isdigit():
        if not 1 <= int(month) <= 12:
            return found[0]
        month = MONTHS[int(month) - 1]
    if not 1 <= day <= 31:
        return found[0]
    before = found["before"] or ""
    before = _WITH_ARTICLE.get(before, before)
    said = f"{before}{ordinal(day, 'n' if before else 'r')} {month}"
    return f"{said} {year(int(found['year']))}" if found["year"] else said


def _say_time(found: re.Match[str]) -> str:
    minutes = int(found["minutes"])
    return f"{_before(int(found['hours']))} Uhr" + (f" {number(minutes)}" if minutes else "")


def _say_address(found: re.Match[str]) -> str:
    host = re.sub(r"^(https?://)?(www\.)?", "", found[0]).rstrip("/")
    return host.replace(".", " Punkt ").replace("/", " Schrägstrich ").replace("-", " Minus ")


def _say_mail(found: re.Match[str]) -> str:
    return found[0].replace("@", " ät ").replace(".", " Punkt ").replace("-", " Minus ")


_BEFORE_DATE = r"(?P<before>\b(?:am|vom|zum|dem|ab dem|bis zum|seit dem|den|ab|bis|seit) )?"
_PATH = r"(?:/[\w./-]*\w)?"
_ADDRESS = (
    rf"(?:https?://)?www\.[\w.-]+\w{_PATH}"
    rf"|\b[\w-]+(?:\.[\w-]+)*\.(?:de|org|eu|nrw|com|net)\b{_PATH}"
)
_EURO = r"(?:€|Euro|EUR)"

_RULES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _say_mail),
    (_ADDRESS, _say_address),
    (rf"{_BEFORE_DATE}\b(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})\.(?: ?(?P<year>\d{{4}}))", _say_date),
    (rf"{_BEFORE_DATE}\b(?P<day>\d{{1,2}})\. (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?", _say_date),
    (rf"(?P<euros>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:,(?P<cents>\d{{2}}|-+|–))? ?{_EURO}", _say_amount),
    (r"\b(?P<hours>\d{1,2})[:.](?P<minutes>[0-5]\d) ?Uhr", _say_time),
    (r"\b(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)\b", _say_time),
    (rf"\b(?:{'|'.join(_CALLED)})\b(?! ?(?:€|Euro|%|Prozent|,\d))", lambda m: digits(m[0])),
    # A number that begins with zero, or with the country's code, is called.
    (r"\b\d{1,3}(?:\.\d{3})+\b", lambda m: number(_whole(m[0]))),
    (
        r"(?:\+49|(?<![\d.,])0)\d*(?:[ /()-]{1,3}\d+)+|(?<![\d.,])0\d{2,}",
        lambda m: ("plus " if m[0][0] == "+" else "") + digits(m[0]),
    ),
    (r"(?<=\d) ?%", lambda _: " Prozent"),
    (r"(?<![\d.,])(?:1[1-9]|20)\d\d\b(?=[ ,.;:!?)]|$)", lambda m: year(int(m[0]))),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), say) for pattern, say in _RULES)
_SHORT_COMPILED = tuple(
    (re.compile(rf"(?<![\w]){pattern}" if pattern[0].isalpha() else pattern), said)
    for pattern, said in _SHORT.items()
)
_RANGE = re.compile(r"(?<=[\w€]) ?[–—] ?(?=\w)")
_UNIT = r"(?:€|Euro|Uhr|%|Tage|Wochen|Monate|Jahre|Minuten)"
_COUNTED_RANGE = re.compile(rf"(?<=\d) ?[–-] ?(?=\d+(?:[.,]\d+)? ?{_UNIT})")
_DAY = re.compile(
    rf"\b({'|'.join(_DAYS)})\b\.?(?= ?[–,:-]|  ?\d| bis| und| \d)|(?<=[–-])({'|'.join(_DAYS)})\b"
)


def spoken(text: str) -> str:
    """Return ``text`` as a voice should read it; words without numbers stay as they are."""
    text = text.replace("\u200b", "").replace("\u00ad", "").replace("\u00a0", " ")
    text = _DAY.sub(lambda m: _DAYS[m[1] or m[2]], text)
    for pattern, said in _SHORT_COMPILED:
        text = pattern.sub(said, text)
    text = _COUNTED_RANGE.sub(" bis ", text)
    for rule, say in _COMPILED:
        text = rule.sub(say, text)
    text = _RANGE.sub(" bis ", text)
    return re.sub(r"\s+", " ", text).strip()


_NO_END = re.compile(
    r"(?:\b(?:z|B|d|h|u|a|o|Ä|i|R|usw|bzw|ggf|evtl|inkl|zzgl|ca|max|mind|Nr|Tel|Abs|Std|Min|Str|Dr|Prof)"
    r"|[a-zäöü]str|(?<![\d-])\d{1,2})\.$"
)
_END = re.compile(r"[.!?:]+[“”\")]*\s+(?=[„\"(]?[A-ZÄÖÜ0-9])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence; "z. B." and "3. Oktober" end none."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        end = found.start() + len(found[0].rstrip())
        if _NO_END.search(text[start:end]):
            continue
        spans.append((start, end))
        start = found.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans
