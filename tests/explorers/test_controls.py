"""Controls: closed with all that is in them."""

import ipywidgets

from helpers.explorers._controls import close_widget


def test_close_widget_closes_all_in_it():
    slider = ipywidgets.FloatSlider()
    box = ipywidgets.VBox([ipywidgets.HBox([slider])])
    parts = [box, box.children[0], slider, slider.layout, slider.style]
    close_widget(box)
    assert all(part.comm is None for part in parts)
