"""The picture in docs/matching.md shows the figures that stand beside it."""

import pytest

from tests.bench.picture import LINES, PICTURE, draw, points, read


def test_the_picture_is_drawn_from_the_figures(request: pytest.FixtureRequest) -> None:
    rows = read()
    drawn = draw(rows)
    if request.config.getoption("--update-golden"):
        PICTURE.write_text(drawn)
    assert PICTURE.exists(), "draw it with --update-golden"
    for measure in (*LINES, "time"):
        sizes, _ = points(rows, measure)
        assert sizes == [20, 100, 300, 1000, 10_000, 100_000]
    assert drawn.startswith("<?xml")
    assert all(label in drawn for label in LINES.values())
