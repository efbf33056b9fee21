"""The gallery: pictures of pages for people to look at."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from buergerapp import app, cli
from buergerapp.gui import gallery
from buergerapp.settings import Settings
from tests.authored import RESOURCES

PAGES = ("start", "service", "search-nothing", "list")


@pytest.mark.parametrize("state", gallery.STATES)
def test_a_small_part(application: object, tmp_path: Path, state: str) -> None:
    told: list[Path] = []

    def parts(data: Path) -> app.App:
        return app.assemble(app.paths_for(data), Settings(None))

    wanted = gallery.Wanted(("dark",), (200,), (state,), PAGES)
    count = gallery.render(tmp_path, parts, RESOURCES, wanted, told.append)
    assert count == len(PAGES)
    assert {file.relative_to(tmp_path).as_posix() for file in told} == {
        f"{state}/dark-200/{page}.png" for page in PAGES
    }
    for file in told:
        image = QImage(str(file))
        assert (image.width(), image.height()) == (1024, 700)
        colors = {image.pixelColor(x, y).name() for x in range(0, 1024, 16) for y in range(0, 700, 16)}
        assert len(colors) > 3, f"{file.name} is empty"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert cli.main(["gallery", str(file / "below"), "--small"]) == cli.PROBLEM
    assert "lässt sich nicht anlegen" in capsys.readouterr().err
