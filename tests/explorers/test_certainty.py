"""Where a probability is 0 or 1, the picture says what that means."""


def test_certainty_is_told_in_the_picture(lend):
    bench = lend("odds_bench")
    bench.p.value = 1.0
    assert "certainty" in bench.live.message
    bench.p.value = 0.5
    assert bench.live.message == ""
    losses = lend("loss")
    losses.p.value = 0.0
    assert "infinite" in losses.live.message
    losses.y.value = 0
    assert losses.live.message == ""
