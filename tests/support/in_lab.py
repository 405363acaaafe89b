"""A JupyterLab of its own, and a Chromium to look at it.

Playwright drives a Chromium found on this machine; none is downloaded.
"""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat

from helpers.build import lecture

TOKEN = "tests"
DESKTOP, PROJECTOR = (1400, 900), (1024, 768)
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_SETTINGS = {
    "notebook-extension/tracker": {
        "windowingMode": "none",
        "autoStartDefaultKernel": True,
    },
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}
_READY = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  return panel?.sessionContext?.isReady
    && panel.sessionContext.session?.kernel?.status === 'idle'
}"""
_ALL_RUN = """() => {
  const panel = jupyterapp.shell.currentWidget;
  return panel.content.widgets.every(cell => cell.model.type !== 'code'
      || !cell.model.sharedModel.getSource().trim()
      || cell.model.executionCount)
    && panel.sessionContext.session.kernel.status === 'idle'
}"""
_EXECUTE = """async code => {
  const {kernel} = jupyterapp.shell.currentWidget.sessionContext.session;
  const future = kernel.requestExecute({code});
  let said = '';
  future.onIOPub = ({content}) => {
    said += content.text ?? content.traceback?.join('') ?? '';
  };
  await future.done;
  return said;
}"""
_UNSAVED = """async () => {
  const panel = jupyterapp.shell.currentWidget, {context} = panel;
  await panel.sessionContext.session.kernel.info;
  await new Promise(done => setTimeout(done, 1000));
  if (!context.model.dirty) return [];
  const {content} = await jupyterapp.serviceManager.contents.get(context.path);
  const found = context.model.toJSON().metadata;
  return ['unsaved', ...Object.entries(found).filter(([key, value]) =>
    JSON.stringify(value) !== JSON.stringify(content.metadata[key]))];
}"""


def missing() -> str:
    """Return what stands in the way of a browser, or an empty string."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return "" if _chromium_path() else "no Chromium was found"


def _chromium_path():
    names = "chromium", "chromium-browser", "google-chrome", "chrome"
    return next(filter(None, map(shutil.which, names)), None)


@contextlib.contextmanager
def running_browser():
    """Give a Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=_chromium_path(), args=_ARGS
        )
        try:
            yield chromium
        finally:
            chromium.close()


@contextlib.contextmanager
def running_lab(home):
    """Give address and folder of a JupyterLab that knows no settings.

    Parameters
    ----------
    home : pathlib.Path
        An empty folder.
    """
    folder = home / "notebooks"
    folder.mkdir()
    for path, content in _SETTINGS.items():
        file = home / f"settings/@jupyterlab/{path}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), "utf-8")
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
            env=lecture.environment(home),
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/status?token={TOKEN}", server, log)
        yield address, folder
    finally:
        stop(address, server)


def stop(address, server):
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


def wait_for(address, server, log):
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    said = log.read_text("utf-8", errors="replace")
    raise RuntimeError(f"JupyterLab did not start:\n{said[-2000:]}")


def open_page(browser, address, name, size=DESKTOP):
    """Open a notebook of the Lab and wait for its kernel.

    Returns
    -------
    page : playwright.sync_api.Page
    faults : list of str
        Grows with each error of console, page or kernel.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    faults = watch(page)
    page.goto(f"{address}/doc/tree/{name}?token={TOKEN}&reset")
    page.wait_for_function(_READY, timeout=60_000)
    return page, faults


def write_cells(path, cells):
    """Write a notebook of these sources."""
    kernel = {"display_name": "Python 3", "name": "python3"}
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": kernel | {"language": "python"}},
    )
    nbformat.write(notebook, path)


def use_screen(page, size, theme):
    """Change the size of the window and the theme of the Lab."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(
        "theme => jupyterapp.commands.execute("
        "'apputils:change-theme', {theme})",
        theme,
    )
    page.wait_for_timeout(500)


def unsaved_changes(page):
    """Return what of the metadata is not as on disk, if anything is unsaved.

    All that JupyterLab does of its own accord is waited for: it asks the
    kernel for a description, and writes that into the notebook.
    """
    return page.evaluate(_UNSAVED)


def draw_visible_cells_only(page):
    """Have the notebook take cells off the page that are scrolled out."""
    page.evaluate(
        """() => {
          const {content} = jupyterapp.shell.currentWidget;
          content.notebookConfig = {
            ...content.notebookConfig, windowingMode: 'full'};
        }"""
    )


def go_to_cell(page, index):
    """Make a cell the active one, and bring it to the page."""
    page.evaluate(
        """index => {
          const {content} = jupyterapp.shell.currentWidget;
          document.activeElement.blur();
          content.activeCellIndex = index;
          return content.scrollToItem(index);
        }""",
        index,
    )
    page.wait_for_timeout(300)


def run_all(page):
    """Run all cells and wait until the last has an output."""
    page.evaluate(
        "jupyterapp.commands.execute('notebook:clear-all-cell-outputs')"
    )
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(_ALL_RUN, timeout=180_000)
    page.wait_for_timeout(500)


def execute(page, code):
    """Run code in the kernel, in no cell; return what it prints."""
    return page.evaluate(_EXECUTE, code).strip()


def errors_shown(page):
    """Return what cells show of tracebacks and of stderr."""
    selector = '[data-mime-type$="stderr"], [data-mime-type$="jupyter.error"]'
    return page.locator(selector).all_inner_texts()


def watch(page):
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
