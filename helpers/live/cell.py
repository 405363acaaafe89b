"""The cell that runs, so that its figures are its own."""


def cell_id() -> str | None:
    """Return the id of the notebook cell that runs, where it is known."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return None
    return kernel.get_parent().get("metadata", {}).get("cellId")
