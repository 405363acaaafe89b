"""Pages on paper: the system's own Chromium prints them."""

import shutil
import subprocess
import tempfile
from pathlib import Path

# Chromium by its names on Linux, macOS and Windows, and what is built on it.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    # Where one works as root, as in a container, it starts in no other way;
    # the page is our own, and cut off from all servers.
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_SECONDS = 120


def chromium() -> str:
    """Return the path of the system's Chromium.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If none is found.
    """
    for path in map(shutil.which, _NAMES):
        if path:
            return path
    raise ValueError(
        f"browser: expected one of {', '.join(_NAMES)} on the PATH, got "
        "none; install Chromium, Chrome or Edge, or add its folder to the "
        "PATH"
    )


def print_pdf(browser: str, page: Path, pdf: Path) -> None:
    """Print a page into a PDF.

    Parameters
    ----------
    browser : str
        From `chromium`.
    page, pdf : Path
        The HTML that is read, the file that is written.

    Raises
    ------
    ValueError
        If the browser writes nothing.
    """
    # A profile of its own: a Chromium that is open keeps the usual one.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [browser, *_OPTIONS, f"--user-data-dir={profile}"]
        command += [f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()]
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=_SECONDS
            )
            said = done.stderr.decode(errors="replace").strip()
        except (OSError, subprocess.TimeoutExpired) as error:
            said = str(error)
    if not pdf.is_file():
        last = said.rpartition("\n")[2]
        raise ValueError(
            f"browser: expected {browser!r} to write {str(pdf)!r}, got: {last}"
        )
