"""The player: steps, runs, and a slider dragged meanwhile."""


def test_a_run_goes_on_from_where_the_slider_is_put(lend):
    player = lend("learning_rate").player
    player.run.click()
    assert (player.slider.value, player.play.value) == (0, 0)
    player.play.value = 31
    player.slider.value = 80
    assert player.play.value == 80
