"""The view of the race of rates."""

import pytest

from helpers.experiments import race


def test_epoch_moves_do_not_race_again(lend, monkeypatch):
    explorer = lend("race_of_rates")
    monkeypatch.setattr(race.descent, "race", pytest.fail)
    explorer.epoch.value = 5
    assert "epoch 5:" in explorer.live.reading
