"""Where a probability is 0 or 1, the picture says what that means."""


def test_certainty_is_told_in_the_picture(make):
    bench = make("odds_bench")
    bench.p.value = 1.0
    assert "certainty" in bench.live.message
    bench.p.value = 0.5
    assert bench.live.message == ""
    losses = make("loss")
    losses.p.value = 0.0
    assert "infinite" in losses.live.message
    losses.y.value = 0
    assert losses.live.message == ""
