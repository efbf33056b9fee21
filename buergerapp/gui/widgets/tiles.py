"""Tiles that lead to groups of services: life events and categories, side by side as far as there is room."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from buergerapp.domain.service import Category, LifeEvent
from buergerapp.gui import a11y, texts
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import TileButton
from buergerapp.gui.widgets.layouts import ColumnsLayout, holder, list_item

_GAP = 14


def life_event_tiles(session: Session, name: str, events: Iterable[LifeEvent]) -> QWidget:
    """Show life events under their short names; ``name`` is said by screen readers."""
    return _tiles(session, "life-event", name, [(e.id, e.icon, e.short, e.size) for e in events], 215, 4)


def category_tiles(session: Session, name: str, categories: Iterable[Category]) -> QWidget:
    """Show categories under their titles; ``name`` is said by screen readers."""
    return _tiles(session, "category", name, [(c.id, c.icon, c.title, c.size) for c in categories], 280, 3)


def _tiles(
    session: Session, page: str, name: str, groups: Iterable[tuple[str, str, str, int]], width: int, most: int
) -> QWidget:
    """Lay out tiles that open ``page``.

    Args:
        name: What they are, for screen readers.
        groups: Id, icon, title and number of services of each.
        width: Least width of a tile in px at 100 % text.
        most: Number of columns that is never exceeded.
    """
    tiles = ColumnsLayout(_GAP, session.look.px(width), most)
    whole = holder(tiles)
    a11y.set_role(whole, "list")
    whole.setAccessibleName(name)
    for id_, icon, title, count in groups:
        below = texts.services(count)
        tile = TileButton(session.icons, session.look, f"{page}-{id_}", icon, title, below)
        tile.on_click(partial(session.navigate, page, id_))
        tiles.addWidget(list_item(tile))
    return whole
