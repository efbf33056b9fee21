"""Fixtures for the authors' side."""

from pathlib import Path

import pytest

from tests.authored import Authored


@pytest.fixture
def authored(tmp_path: Path) -> Authored:
    return Authored(tmp_path)
