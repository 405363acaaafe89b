"""A pytest plugin: after nbval's cells, the solutions of the exercises.

They run in the kernel in which nbval has just run the notebook, so that
no test needs to run it again. Each sees the names of the notebook and
leaves none behind.
"""

from collections import defaultdict
from collections.abc import Generator, Iterator

import pytest
from nbformat.v4 import new_code_cell
from nbval.plugin import IPyNbCell, IPyNbFile

from helpers.build.exercises import exercises


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if isinstance(collector, IPyNbFile) and report.passed:
        report.result += _solutions(collector, len(report.result))
    return report


def _solutions(file: IPyNbFile, n_cells: int) -> Iterator[IPyNbCell]:
    """Make a cell of each, numbered on from the notebook's own."""
    for number, found in enumerate(exercises(file.nb)):
        code = f"{found.solution}\nassert {found.check}.correct, {found.check}"
        yield IPyNbCell.from_parent(
            file,
            name=f"Solution of {found.name}",
            cell_num=n_cells + number,
            cell=new_code_cell(f"exec({code!r}, dict(globals()))"),
            # nbval asks for options by name; false: nothing is compared.
            options=defaultdict(bool),
        )
