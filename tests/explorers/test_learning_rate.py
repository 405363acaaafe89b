"""The learning rate as Python sees it: its state, its still, its output.

What a hand does with it: tests/browser/test_learning_rate.py.
"""

import json

import numpy as np
import pytest

from helpers import experiments, output
from helpers.experiments import one_feature
from helpers.explorers import _learning_rate as module

DATASETS = list(experiments.DATASETS)
# The ends of its slider, times 1/L.
DIAL = 0.001, 500.0


@pytest.mark.parametrize("dataset", DATASETS)
def test_other_data_start_anew(lend, dataset):
    explorer = lend("learning_rate", "separable")
    explorer.w0, explorer.epoch = 1.0, 3
    explorer.dataset = dataset
    p = one_feature.problem(dataset)
    assert explorer.state == {
        "dataset": dataset,
        "rate": 1 / p.L,
        "w0": 0.0,
        "b0": 0.0,
        "epoch": 200,
    }
    explorer.reset()
    assert explorer.dataset == "separable"


def test_what_is_set_is_what_is_read(lend):
    explorer = lend("learning_rate")
    explorer.rate, explorer.w0, explorer.b0, explorer.epoch = 2, -1, 0.5, 7
    assert explorer.reading.startswith("η = 2 (0.553 × 2/L; ")
    assert "from (-1, 0.5). Epoch 7:" in explorer.reading
    n = experiments.rate_numbers("overlapping", 2, w0=-1, b0=0.5, epoch=7)
    assert explorer.numbers().run.loss == pytest.approx(n.run.loss, rel=0)


WRONG = [
    ("rate", -1.0, "learning_rate: expected one finite number > 0"),
    ("rate", 0, "learning_rate: expected one finite number > 0"),
    ("rate", np.nan, "learning_rate: expected"),
    ("rate", np.inf, "learning_rate: expected"),
    ("rate", "fast", "learning_rate: expected"),
    ("w0", np.inf, "w0: expected one finite number"),
    ("b0", None, "b0: expected one finite number"),
    ("w0", 1e308, "w0, b0: expected a start with a finite loss"),
    ("epoch", 201, "epoch: expected a whole number from 0 to 200"),
    ("epoch", 2.5, "epoch: expected a whole number from 0 to 200"),
    ("dataset", "none", "dataset: expected one of"),
]


@pytest.mark.parametrize("name, value, message", WRONG)
def test_wrong_values_change_nothing(lend, name, value, message):
    explorer = lend("learning_rate")
    before = explorer.state
    with pytest.raises(ValueError, match=f"^{message}"):
        setattr(explorer, name, value)
    assert explorer.state == before


def test_unknown_data_are_refused_before_anything_is_shown(make):
    with pytest.raises(ValueError, match=r"^dataset: expected one of"):
        make("learning_rate", "none")


def test_the_browser_sets_the_whole_state_or_nothing(lend):
    explorer = lend("learning_rate")
    found = explorer.state | {"dataset": "separable", "rate": 5.0, "w0": 1.0}
    explorer.set_state({"state": found})
    assert explorer.state == found
    with pytest.raises(ValueError, match="learning_rate"):
        explorer.set_state({"state": found | {"rate": 0.0}})
    assert explorer.state == found


def test_what_the_browser_gets_is_what_experiments_say():
    problems = json.loads(json.dumps(module.problems()))
    assert list(problems) == DATASETS
    for name, found in problems.items():
        p = one_feature.problem(name)
        assert (found["x"], found["y"]) == (p.X[:, 0].tolist(), p.y.tolist())
        assert (found["L"], found["min_loss"]) == (p.L, p.min_loss)
        assert found["minimum"] == (p.minimum and list(p.minimum))
        assert found["presets"] == experiments.rate_presets(name)
        beyond = experiments.rate_numbers(name, 4 / p.L).verdict
        assert found["beyond"] == beyond


def test_page_and_sentence_use_the_same_words():
    for words in module._VERDICTS.values():
        assert f'"{words}"' in module.SCRIPT


def test_the_script_needs_no_other():
    assert "import " not in module.SCRIPT
    assert module.SCRIPT.count("export default") == 1
    assert "http://www.w3.org/2000/svg" in module.SCRIPT
    assert module.SCRIPT.count("http") == 1
    assert "url(" not in module.STYLE


def shown_by(explorer, monkeypatch):
    found = []

    def display(data, *, metadata, raw):
        assert raw
        found.append((data, metadata))

    monkeypatch.setattr("IPython.display.display", display)
    explorer._ipython_display_()
    return found


def test_widget_still_and_sentence_are_one_output(make, monkeypatch):
    explorer = make("learning_rate", "separable")
    first = explorer.state, explorer.reading
    explorer.rate, explorer.epoch = 3.0, 5
    ((data, metadata),) = shown_by(explorer, monkeypatch)
    assert set(data) == {output.WIDGET, "image/png", "text/plain"}
    assert data[output.WIDGET]["model_id"] == explorer.model_id
    assert data["text/plain"] == first[1]
    assert metadata["image/png"] == {"alt": first[1], "width": 846}
    # A page without a kernel starts where the still stands.
    about = {"explorer": "learning_rate", "state": first[0]}
    assert metadata[output.PAGE] == about


def test_closed_it_shows_its_still(make, monkeypatch):
    explorer = make("learning_rate")
    explorer.close()
    explorer.close()
    ((data, _),) = shown_by(explorer, monkeypatch)
    assert set(data) == {"image/png", "text/plain"}


def test_made_again_in_the_same_cell_it_closes_the_one_before(make):
    one, other = make("learning_rate"), make("learning_rate", name="other")
    again = make("learning_rate")
    assert one.comm is None
    assert other.comm is not None
    assert again.comm is not None


def test_the_still_differs_with_the_data(make):
    stills = [make("learning_rate", name).still for name in DATASETS]
    assert len(set(stills)) == len(DATASETS)
    assert all(still.startswith(b"\x89PNG") for still in stills)


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_rate_on_the_slider_leaves_the_float_range(dataset):
    p = one_feature.problem(dataset)
    for times in DIAL:
        for w0 in p.w_limits:
            for b0 in p.b_limits:
                n = experiments.rate_numbers(
                    dataset, times / p.L, w0=w0, b0=b0
                )
                assert n.verdict != "diverged"
                assert n.run.n_epochs == 200
