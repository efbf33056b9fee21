"""Tiles that lead to groups of services: life events and categories, side by side as far as there is room."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from buergerapp.domain.service import Category, LifeEvent
from buergerapp.gui import texts
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import TileButton
from buergerapp.gui.widgets.layouts import ColumnsLayout, holder

_GAP = 14


def life_event_tiles(session: Session, events: Iterable[LifeEvent]) -> QWidget:
    """Show life events under their short names."""
    return _tiles(session, "life-event", [(e.id, e.icon, e.short, e.size) for e in events], 215, 4)


def category_tiles(session: Session, categories: Iterable[Category]) -> QWidget:
    """Show categories under their titles."""
    return _tiles(session, "category", [(c.id, c.icon, c.title, c.size) for c in categories], 280, 3)


def _tiles(
    session: Session, page: str, groups: Iterable[tuple[str, str, str, int]], width: int, most: int
) -> QWidget:
    """Lay out tiles that open ``page``.

    Args:
        groups: Id, icon, title and number of services of each.
        width: Least width of a tile in px at 100 % text.
        most: Number of columns that is never exceeded.
    """
    tiles = ColumnsLayout(_GAP, session.look.px(width), most)
    for id_, icon, title, count in groups:
        below = texts.services(count)
        tile = TileButton(session.icons, session.look, f"{page}-{id_}", icon, title, below)
        tile.on_click(partial(session.navigate, page, id_))
        tiles.addWidget(tile)
    return holder(tiles)
