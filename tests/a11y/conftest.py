"""The windows of tests/gui for the tree, the real program of tests/e2e for the screen reader."""

from pathlib import Path

import pytest

from buergerapp.app import CATALOG_FILE
from tests.authored import RESOURCES, small_catalog
from tests.e2e.conftest import screen
from tests.gui.conftest import application, home, make_home

__all__ = ["application", "home", "make_home", "screen"]


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """The files that come with the program, with a small catalog that authors do not change."""
    folder = tmp_path / "resources"
    folder.mkdir()
    for name in ("icons", "themes", "fonts"):
        (folder / name).symlink_to(RESOURCES / name)
    (folder / CATALOG_FILE).symlink_to(small_catalog())
    (tmp_path / "orca").mkdir()
    return folder
