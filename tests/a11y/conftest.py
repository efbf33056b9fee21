"""The windows of tests/gui, for the accessibility tree."""

from tests.gui.conftest import application, home, make_home

__all__ = ["application", "home", "make_home"]
