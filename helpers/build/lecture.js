/* What a lecture needs of JupyterLab and the deck does not do by itself:
 * cells that ran before it begins, answers folded again until they are asked
 * for, and keys that a hand in front of a class can press without harm.
 *
 * JupyterLab loads this as an extension that was built for it: a container
 * with one module, which is the plugin. */
const isDeck = () => document.body.dataset.jpDeckMode === "presenting";
const STEPS = {
  PageDown: { direction: "down", alternate: "forward" },
  PageUp: { direction: "up", alternate: "back" },
};
const TEXT = ".cm-editor, textarea, input:not([type=range], [type=radio])";

/** A presenter's keys step from wherever the focus is, be it on a slider.
 * Running a folded answer shows it; it ran in its turn, and would fail where
 * later cells use the same names. Letters, which would cut or change cells,
 * are for editors only. */
function onKey(event, { commands, shell }) {
  const { key, ctrlKey, shiftKey, altKey, metaKey, target } = event;
  if (!isDeck() || altKey || metaKey || target.closest(TEXT)) return;
  const cell = shell.currentWidget?.content.activeCell;
  if (!cell) return;
  const isRun = key === "Enter" && (ctrlKey || shiftKey);
  if (STEPS[key]) commands.execute("deck:go", STEPS[key]);
  else if (isRun && cell.outputHidden) cell.outputHidden = false;
  else if (ctrlKey || key.length > 1 || key === " ") return;
  event.preventDefault();
  event.stopPropagation();
}

async function until(found) {
  while (!found()) await new Promise((done) => setTimeout(done, 100));
  return found();
}

/** Keep the step in view when it grows, as by the answer of a poll. What is
 * still too high gives its code away; a derivation is made to fit the width. */
function follow(content) {
  const look = () => {
    if (!isDeck()) return;
    const cell = content.activeCell, { node } = cell;
    for (const box of node.querySelectorAll(".jp-RenderedLatex")) {
      box.style.zoom = 1;
      box.style.zoom = Math.min(1, box.clientWidth / box.scrollWidth);
    }
    const hasAnswer = cell.outputArea?.widgets.length && !cell.outputHidden;
    if (hasAnswer && content.mode === "command"
      && node.offsetHeight > window.innerHeight - 16) cell.inputHidden = true;
    node.scrollIntoView({ block: "nearest" });
  };
  // An editor that was hidden takes a frame to find its height.
  const later = () => requestAnimationFrame(() => requestAnimationFrame(look));
  new ResizeObserver(later).observe(content.viewportNode);
  // Whoever leaves the deck finds the same cell in the notebook.
  const leave = () => isDeck() || requestAnimationFrame(() =>
    content.activeCell.node.scrollIntoView({ block: "center" }));
  new MutationObserver(leave).observe(document.body,
    { attributeFilter: ["data-jp-deck-mode"] });
}

/** Run all cells, fold the answers again that this unfolded, and present. */
async function begin({ commands, shell, restored }) {
  await restored;
  const panel = await until(() => shell.currentWidget?.sessionContext
    && shell.currentWidget);
  await panel.revealed;
  await panel.sessionContext.ready;
  const { content } = panel;
  const folded = content.widgets.filter((cell) => cell.outputHidden);
  await commands.execute("notebook:run-all-cells");
  for (const cell of folded) cell.outputHidden = true;
  for (const side of ["left", "right"]) {
    if (shell.isSideTabBarVisible(side)) shell.toggleSideTabBarVisibility(side);
  }
  follow(content);
  content.activeCellIndex = 0;
  await commands.execute("deck:start");
  document.body.dataset.lecture = "begun";
}

const plugin = {
  id: "odds-to-gradients-lecture:plugin",
  autoStart: true,
  activate: (app) => {
    const hear = (event) => onKey(event, app);
    window.addEventListener("keydown", hear, true);
    begin(app);
  },
};

(window._JUPYTERLAB ??= {})["odds-to-gradients-lecture"] = {
  init() {},
  get: async () => () => plugin,
};
