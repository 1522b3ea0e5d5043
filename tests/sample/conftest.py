"""The sample source's files by report id, for all tests of this folder."""

from pathlib import Path

import pytest

from sample.reports.reports import CompiledReport, draw_all


@pytest.fixture(scope="session")
def compiled(drawn: Path) -> dict[str, CompiledReport]:
    """Every report's file by report id."""
    return draw_all(drawn)
