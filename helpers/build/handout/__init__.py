"""Notebooks on paper: a page that holds all it needs, and its PDF.

`write` makes pages and files, `folds` puts what is folded on screen to the
end, `links` numbers what cannot be clicked, and `pdf` prints with Chromium.
"""
