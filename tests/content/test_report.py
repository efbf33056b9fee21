"""The editors see what to recheck next, the most important first."""

import csv
import datetime
import io
import json

import pytest

from buergerapp import cli
from buergerapp.content.report import FORMATS, Recheck, as_csv, as_json, as_text, report
from tests.authored import Authored, real_library

TODAY = datetime.date(2026, 11, 22)


def rows(authored: Authored, today: datetime.date = TODAY) -> dict[str, Recheck]:
    return {row.service: row for row in report(authored.read(), today)}


def seen(authored: Authored, service: str, *dates: str, source_date: str | None = None) -> None:
    """Give a guide sources of these dates."""
    authored.guides[service]["source_date"] = source_date
    authored.guides[service]["sources"] = [
        {"url": "https://www.bochum.de", "says": "alles", "seen": date} for date in dates
    ]


def test_fresh_and_certain_guides_need_no_look(authored: Authored) -> None:
    assert rows(authored) == {}


def test_an_old_guide_tells_what_to_look_at(authored: Authored) -> None:
    seen(authored, "hund", "2023-11-22", "unbekannt")
    authored.change("hund", "recheck", ["die Höhe der Steuer", "die Adresse"])
    row = rows(authored)["hund"]
    assert row == Recheck(
        service="hund",
        title="Hund anmelden",
        score=3.5,
        why=("neueste Quelle 3 Jahre alt", "2 Punkte zu prüfen"),
        recheck=("die Höhe der Steuer", "die Adresse"),
        url="https://www.bochum.de/hund",
        source_date="2023-11-22",
    )


def test_the_newest_source_counts_and_years_mean_their_last_day(authored: Authored) -> None:
    seen(authored, "hund", "2019", "vor 2025", source_date="2022-03")
    [row] = rows(authored).values()
    assert row.source_date == "2022-03"
    assert row.why == ("neueste Quelle 4,6 Jahre alt",)
    seen(authored, "hund", "2026", source_date="2019")
    assert rows(authored) == {}


def test_a_source_is_old_after_a_year(authored: Authored) -> None:
    seen(authored, "hund", "2025-11-22")
    assert rows(authored) == {}
    seen(authored, "hund", "2025-11-21")
    assert rows(authored)["hund"].why == ("neueste Quelle 1 Jahr alt",)


def test_no_date_at_all_weighs_like_an_old_one(authored: Authored) -> None:
    seen(authored, "hund", "unbekannt")
    row = rows(authored)["hund"]
    assert (row.why, row.source_date, row.score) == (("keine Quelle nennt ein Datum",), "", 4.0)


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("2026-11-21", "abgelaufen am 21.11.2026"),
        ("2026-11-22", "gilt nur bis 22.11.2026"),
        ("2027-05-24", "gilt nur bis 24.05.2027"),
        ("2027-05-25", ""),
    ],
)
def test_an_offer_that_has_ended_or_ends_soon(authored: Authored, until: str, why: str) -> None:
    authored.change("hund", "valid_until", until)
    found = rows(authored)
    assert [row.why for row in found.values()] == ([(why,)] if why else [])


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("2026-11-21", "Angaben überholt seit 21.11.2026"),
        ("2026-11-22", "Angaben überholt ab 22.11.2026"),
        ("2027-05-25", ""),
    ],
)
def test_facts_that_are_overtaken_or_soon_will_be(authored: Authored, until: str, why: str) -> None:
    authored.change("hund", "facts_until", until)
    found = rows(authored)
    assert [row.why for row in found.values()] == ([(why,)] if why else [])


def test_risk_multiplies_and_weak_sources_add(authored: Authored) -> None:
    for service, risk, confidence in (
        ("hund", "none", "low"),
        ("rente", "normal", "low"),
        ("epa", "high", "low"),
        ("termin", "high", "medium"),
    ):
        authored.change(service, "risk", risk)
        authored.change(service, "confidence", confidence)
        seen(authored, service, "2024-11-22")
    found = rows(authored)
    assert list(found) == ["epa", "rente", "termin", "hund"]
    assert found["epa"].score == pytest.approx(3 * found["hund"].score, abs=0.1)
    assert found["epa"].why == ("ein Fehler wäre teuer", "neueste Quelle 2 Jahre alt", "schwach belegt")
    assert "nur teilweise belegt" in found["termin"].why


def test_notes_count_only_up_to_a_limit_and_one_is_told_as_one(authored: Authored) -> None:
    authored.change("hund", "recheck", ["a"])
    authored.change("rente", "recheck", [str(n) for n in range(6)])
    authored.change("epa", "recheck", [str(n) for n in range(60)])
    found = rows(authored)
    assert found["hund"].why == ("1 Punkt zu prüfen",)
    assert found["rente"].score == found["epa"].score > found["hund"].score


def test_equal_guides_come_by_id(authored: Authored) -> None:
    for service in ("termin", "bundid", "hund"):
        seen(authored, service, "2020")
    assert list(rows(authored)) == ["bundid", "hund", "termin"]


# --- how it is written ----------------------------------------------------------------------------------

ROWS = [
    Recheck(
        "hund",
        "Hund, „Katze“ anmelden",
        7.5,
        ("alt", "schwach belegt"),
        ("Preis; Ort",),
        "https://a.de",
        "2023",
    ),
    Recheck("rente", "Rente ansehen", 4.0, ("keine Quelle nennt ein Datum",), (), "https://b.de", ""),
]


def test_text() -> None:
    assert as_text(ROWS).splitlines() == [
        "2 Anleitungen zu prüfen, die wichtigsten zuerst",
        "",
        "  1. Hund, „Katze“ anmelden",
        "     hund · Dringlichkeit 7,5",
        "     Warum: alt, schwach belegt",
        "     Prüfen: Preis; Ort",
        "     Quelle: 2023, https://a.de",
        "",
        "  2. Rente ansehen",
        "     rente · Dringlichkeit 4,0",
        "     Warum: keine Quelle nennt ein Datum",
        "     Quelle: ohne Datum, https://b.de",
    ]


def test_text_wraps_under_its_name() -> None:
    lines = as_text(
        [Recheck("x", "X", 1.0, ("alt",), ("ein langer Punkt",) * 12, "https://" + "x" * 120, "")]
    )
    assert all(len(line) <= 100 or "https://" in line for line in lines.splitlines())
    assert "\n             " in lines


def test_json() -> None:
    first, _ = json.loads(as_json(ROWS))
    assert first == {
        "service": "hund",
        "title": "Hund, „Katze“ anmelden",
        "score": 7.5,
        "why": ["alt", "schwach belegt"],
        "recheck": ["Preis; Ort"],
        "url": "https://a.de",
        "source_date": "2023",
    }


def test_csv() -> None:
    first, second = csv.DictReader(io.StringIO(as_csv(ROWS)))
    assert first == {
        "rank": "1",
        "service": "hund",
        "title": "Hund, „Katze“ anmelden",
        "score": "7.5",
        "why": "alt; schwach belegt",
        "recheck": "Preis; Ort",
        "url": "https://a.de",
        "source_date": "2023",
    }
    assert (second["rank"], second["recheck"]) == ("2", "")


@pytest.mark.parametrize("write", FORMATS.values())
def test_nothing_to_do(write: object) -> None:
    assert callable(write)
    assert "hund" not in write([])


# --- the command -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "start"), [("text", "1 Anl"), ("json", "[\n"), ("csv", "rank,")])
def test_the_command(
    authored: Authored,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    option: str,
    start: str,
) -> None:
    seen(authored, "hund", "2020")
    authored.write()
    monkeypatch.setattr("buergerapp.paths.find_resources", lambda: authored.folder)
    monkeypatch.setattr("buergerapp.app.today", lambda: TODAY)
    assert cli.main(["catalog", "check", "--report", "--format", option]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(start)
    assert "hund" in said.out
    assert said.err == ""


def test_json_for_programs_is_the_same(
    authored: Authored, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    authored.write()
    monkeypatch.setattr("buergerapp.paths.find_resources", lambda: authored.folder)
    monkeypatch.setattr("buergerapp.app.today", lambda: TODAY)
    assert cli.main(["catalog", "check", "--report", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_broken_guide_is_told_and_the_others_are_reported(
    authored: Authored, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen(authored, "hund", "2020")
    authored.drop("rente", "url")
    authored.write()
    monkeypatch.setattr("buergerapp.paths.find_resources", lambda: authored.folder)
    assert cli.main(["catalog", "check", "--report"]) == 0
    said = capsys.readouterr()
    assert "hund" in said.out
    assert "services/rente.yaml:1: url: fehlt" in said.err


def test_the_real_catalog_can_be_reported() -> None:
    found = report(real_library(), TODAY)
    assert found
    assert [row.score for row in found] == sorted((row.score for row in found), reverse=True)
    assert all(row.why and row.score > 0 for row in found)
