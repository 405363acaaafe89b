"""A JupyterLab of its own and a Chromium to look at it.

Playwright drives a Chromium found on this machine (none is downloaded).
Where either is missing the tests are skipped; where the environment variable
REQUIRE_BROWSER is set they fail instead.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "tests"
_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def _missing(reason):
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(f"REQUIRE_BROWSER is set, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    names = "chromium", "chromium-browser", "google-chrome", "chrome"
    paths = [path for path in map(shutil.which, names) if path]
    if not paths:
        _missing("no Chromium was found")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=paths[0], args=_ARGS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """Address and folder of a running JupyterLab that knows no settings."""
    home = tmp_path_factory.mktemp("lab")
    folder = home / "notebooks"
    folder.mkdir()
    for path, content in {
        "notebook-extension/tracker": {
            "windowingMode": "none",
            "autoStartDefaultKernel": True,
        },
        "apputils-extension/notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
    }.items():
        file = home / f"settings/@jupyterlab/{path}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))
    kept = {k: v for k, v in os.environ.items() if "JUPYTER" not in k}
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = kept | {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"]
    command += ["--ServerApp.port_retries=0", "--allow-root"]
    command += [f"--ServerApp.root_dir={folder}"]
    command += [f"--IdentityProvider.token={TOKEN}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    log = home / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status?token={TOKEN}", server, log)
        yield address, folder
    finally:
        request = urllib.request.Request(
            f"{address}/api/shutdown?token={TOKEN}",
            method="POST",
            headers={"Authorization": f"token {TOKEN}"},
        )
        with contextlib.suppress(OSError):
            urllib.request.urlopen(request, timeout=5).close()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(address, server, log):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture
def open_notebook(lab, browser):
    """Return a function that opens, runs and gives a notebook of cells."""
    address, folder = lab
    contexts = []

    def opener(name, cells, size, theme="JupyterLab Light"):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
            metadata={
                "kernelspec": {
                    "display_name": "Python 3 (ipykernel)",
                    "language": "python",
                    "name": "python3",
                }
            },
        )
        nbformat.write(notebook, folder / f"{name}.ipynb")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        faults = _watch(page)
        page.goto(f"{address}/doc/tree/{name}.ipynb?token={TOKEN}&reset")
        page.wait_for_function(_READY, timeout=60_000)
        page.evaluate(
            "theme => jupyterapp.commands.execute("
            "'apputils:change-theme', {theme})",
            theme,
        )
        _run_all(page)
        return page, faults

    opener.run_all = _run_all
    yield opener
    for context in contexts:
        context.close()


_READY = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  return panel?.sessionContext?.isReady
    && panel.sessionContext.session?.kernel?.status === 'idle'
}"""


def _run_all(page):
    """Run all cells and wait until the last has an output."""
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        """() => jupyterapp.shell.currentWidget.content.widgets.every(
            cell => cell.model.type !== 'code' || cell.model.executionCount)
            && jupyterapp.shell.currentWidget
              .sessionContext.session.kernel.status === 'idle'""",
        timeout=60_000,
    )
    page.wait_for_timeout(500)


def _watch(page):
    """Collect what goes wrong: console, page, kernel."""
    faults = []

    def console(message):
        if message.type == "error":
            faults.append(f"console: {message.text}")

    def received(payload):
        data = payload if isinstance(payload, bytes) else payload.encode()
        if b"Traceback" in data:
            faults.append(f"kernel: {data[-800:]!r}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"page: {error}"))
    page.on("websocket", lambda ws: ws.on("framereceived", received))
    return faults
