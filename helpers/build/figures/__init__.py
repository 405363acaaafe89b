"""The course's key pictures, for a lecturer's own slides.

`pictures` lists them. `cells` runs the cells that draw them, `hero` draws the
one that no cell draws, `dark` turns their colours, and `write` saves them.
"""
