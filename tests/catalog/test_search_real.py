"""The search on the whole authored catalog."""

from buergerapp.catalog.reader import Catalog
from tests.authored import real_catalog


def test_every_phrasing_that_an_author_wrote_finds_its_guide_first() -> None:
    catalog = Catalog.open(real_catalog())
    rows = catalog._db.execute("SELECT service, text FROM phrase ORDER BY service, position").fetchall()
    lost = [(row[0], row[1]) for row in rows[::9] if row[0] not in _first(catalog, row[1])]
    assert lost == []


def _first(catalog: Catalog, question: str) -> list[str]:
    return [hit.id for hit in catalog.search.find(question).hits[:3]]
