"""The widget that shows a derivation line by line."""

import subprocess
import sys
from pathlib import Path

import ipywidgets

from helpers.derivation.stepper import lines_after, stepper_html
from tests.support import derivations_sample


def test_the_buttons_move_through_the_lines():
    d = derivations_sample.slope_by_chain()
    stepper = d.stepper()
    press = {name: button.click for name, button in stepper.buttons.items()}
    counts = []
    for name in ("Next", "Next", "Back", "Show all", "Next", "Reset", "Back"):
        press[name]()
        counts.append(stepper.shown)
        assert stepper.page.value == stepper_html(d, stepper.shown)[0]
    assert counts == [2, 3, 2, 6, 6, 1, 1]
    assert all(b.tooltip and b.description for b in stepper.buttons.values())
    assert isinstance(stepper.page, ipywidgets.HTMLMath)
    assert stepper.page.value.count("&amp; =") == 0
    press["Show all"]()
    assert stepper.page.value.count("\\checkmark") == 5
    assert "6 of 6 lines shown" in stepper.status.value
    # a button switched off under the finger would lose the keyboard focus
    assert not any(b.disabled for b in stepper.buttons.values())
    assert lines_after("Back", 1, 6) == 1


def test_the_still_of_the_stepper_is_the_whole_derivation():
    d = derivations_sample.slope_by_chain()
    bundle = d.stepper()._repr_mimebundle_()
    assert bundle["text/plain"] == d.text()
    assert bundle["text/latex"] == d.latex()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert len(bundle) == 3


def test_the_widgets_are_imported_only_when_used():
    code = (
        "import sys; sys.path.insert(0, '.'); import helpers.derivation;"
        "sys.exit('ipywidgets' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, cwd=root).returncode == 0
