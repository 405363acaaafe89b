// The page's half of a box that checks a line: see _line_box.py, whose
// traits `model` holds. Plain DOM; what was typed is only ever text.
const REST = 150; // milliseconds without a key before the line is read
const LATE = 3000; // milliseconds after which the kernel counts as silent
const EMPTY = "As you type, this shows how the line is read. Enter checks it.";
const SILENT = "No answer yet: the kernel is busy, or it was restarted and "
  + "this cell must be run again.";

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Return text as nodes; what stands between backticks is code. */
function rich(text) {
  return text.split("`").map((part, i) =>
    i % 2 ? element("code", {}, part) : part);
}

/** Return MathML as a node. */
function formula(mathml) {
  const parser = new DOMParser();
  return parser.parseFromString(mathml, "application/xml").documentElement;
}

/** Return an answer as a line of the list: what was typed, how it was read,
 * and the verdict, whose first words say whether it is right. */
function line({ text, math, state, said }) {
  const [head, ...rest] = said.split(":");
  const typed = element("bdi", { class: "odg-typed" }, text);
  return element("li", { class: `odg-${state.replace(" ", "-")}` },
    element("div", {}, ...(math ? [formula(math)] : []), typed),
    element("p", {}, element("b", {}, `${head}:`), ...rich(rest.join(":"))));
}

/** Keep keys from JupyterLab, which hears them as they bubble up, but for
 * those that belong to the notebook. */
function keepKeys(root) {
  root.addEventListener("keydown", (event) => {
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
    const leaves = ["Escape", "Tab"].includes(key) || ctrlKey || altKey
      || metaKey || (shiftKey && key === "Enter");
    if (!leaves) event.stopPropagation();
  });
}

export default {
  render({ model, el }) {
    const name = `odg-${Math.random().toString(36).slice(2)}`;
    const input = element("input", { id: name, dir: "ltr", spellcheck: false,
      autocomplete: "off", autocapitalize: "off", autocorrect: "off",
      enterkeyhint: "go", "aria-describedby": `${name}-read`,
      maxlength: model.get("longest") + 1 });
    const reading = element("p", { class: "odg-reading", id: `${name}-read` });
    const spoken = element("p", { class: "odg-spoken", role: "status" });
    const list = element("ol", { "aria-label": "Your lines, newest first" });
    const button = element("button", { type: "button" }, "Check");
    const root = element("div", { class: "odg-line", role: "group",
      "aria-label": "Check my line" },
      element("label", { for: name }, ...rich(model.get("prompt"))),
      element("div", { class: "odg-entry" }, input, button),
      reading, list, spoken);
    let asked = 0, resting = 0, late = 0, place = -1, draft = "";

    const show = (...nodes) => {
      reading.replaceChildren(...nodes);
      reading.setAttribute("aria-busy", false);
    };
    const hint = (text) => show(element("span", {}, ...rich(text)));
    const wait = () => {
      reading.setAttribute("aria-busy", true);
      spoken.textContent = "";
      clearTimeout(resting);
      clearTimeout(late);
    };
    const silent = () => {
      hint(SILENT);
      spoken.textContent = SILENT;
    };
    // Of messages that wait ipywidgets sends the last alone, so this tells
    // all that the kernel has not answered; of lines to be read, the last.
    const act = (kind) => {
      const acts = model.get("acts"), heard = model.get("heard");
      const text = input.value.toWellFormed(); // no message has half a sign
      asked = (acts.at(-1)?.[0] ?? 0) + 1;
      if (kind === "judge") place = -1;
      wait();
      late = setTimeout(silent, LATE);
      model.set("acts", [...acts.filter(([number, what]) =>
        number > heard && what === "judge"), [asked, kind, text]]);
      model.save_changes();
    };
    /** Bring back an earlier line, or a later one, as a shell does. */
    const recall = (by) => {
      const texts = model.get("answers").map(({ text }) => text);
      let next = place + by;
      while (texts[next] === input.value) next += by;
      if (next >= texts.length || next < -1) return;
      if (place < 0) draft = input.value;
      place = next;
      input.value = place < 0 ? draft : texts[place];
      act("read");
    };
    const keys = { Enter: () => act("judge"), ArrowUp: () => recall(1),
      ArrowDown: () => recall(-1) };
    input.addEventListener("keydown", (event) => {
      const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
      const bare = !(ctrlKey || altKey || metaKey || shiftKey);
      if (!bare || event.isComposing || !Object.hasOwn(keys, key)) return;
      event.preventDefault();
      keys[key]();
    });
    input.addEventListener("input", () => {
      place = -1;
      wait();
      resting = setTimeout(() => act("read"), REST);
    });
    button.addEventListener("click", keys.Enter);
    keepKeys(root);

    const heard = {
      told: () => {
        const { number, math, hint: why, said } = model.get("told");
        if (number !== asked) return; // it is stale
        clearTimeout(late);
        math ? show(formula(math)) : hint(why || said || EMPTY);
        spoken.textContent = said.replaceAll("`", "");
      },
      answers: () => {
        list.replaceChildren(...model.get("answers").map(line));
        list.tabIndex = list.scrollHeight > list.clientHeight ? 0 : -1;
      },
    };
    const listen = (how) => Object.entries(heard).forEach(([trait, hear]) =>
      model[how](`change:${trait}`, hear));
    el.append(root);
    hint(EMPTY);
    heard.answers();
    listen("on");
    return () => {
      listen("off");
      wait();
      root.remove();
    };
  },
};
