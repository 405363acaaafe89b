// The face that all explorers share: one question, one prediction, one large
// picture, one large control, one finding and a small table; the rest is
// under "More".
//
// Plain DOM without dependencies. `face` builds it from a description (see
// `Explorer` in _explorer.py), shows what it is told, and reports what hands
// do. What controls hold is in `values`, by the label of the control.

const ICONS = {
  Back: "M3 3h2v10H3zM13 3v10L6 8z",
  Run: "M4 2.5v11L13 8z",
  Pause: "M4 3h3v10H4zM9 3h3v10H9z",
  Step: "M11 3h2v10h-2zM3 3v10l7-5z",
  Reset: "M8 3a5 5 0 1 1-4.6 3H5a3.5 3.5 0 1 0 3-1.5V7L3.5 3.7 8 .5z",
};
const REST = 500; // milliseconds without a move before the finding is spoken

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Return text as nodes; what stands between ** is bold. */
function rich(text) {
  return text.split("**").map((part, i) =>
    i % 2 ? element("b", {}, part) : part);
}

/** Return a number as it is printed: a true minus, powers as 10⁻⁵. */
function printed(value, { decimals, significant }) {
  const minus = (text) => text.replaceAll("-", "−");
  if (decimals !== undefined) {
    return minus((Number(value.toFixed(decimals)) + 0).toFixed(decimals));
  }
  const size = Math.abs(value);
  if (size && (size < 1e-4 || size >= 1e6)) {
    const [digits, power] = value.toExponential(significant - 1).split("e");
    return `${minus(digits)} · 10${raised(Number(power))}`;
  }
  return minus(size >= 10 ** significant - 0.5 ? value.toFixed(0)
    : value.toPrecision(significant));
}

function raised(power) {
  return [...String(power)].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("");
}

function button(label, tooltip, pressed) {
  const made = element("button", { type: "button", title: tooltip }, label);
  made.addEventListener("click", pressed);
  return made;
}

function icon(name, label, pressed) {
  const made = button("", label, pressed);
  made.classList.add("odg-icon");
  made.draw = (which, spoken) => {
    made.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="${ICONS[which]}"/></svg>`;
    made.setAttribute("aria-label", spoken);
  };
  made.draw(name, label);
  return made;
}

/** A slider: whole steps inside, values as Python knows them outside. The
 * step nearest to one of its `stops`, if it has any, meets it exactly. */
function slider(label, changed) {
  const input = element("input", { type: "range", min: 0, step: 1,
    "aria-label": label });
  const readout = element("span", { class: "odg-value" });
  let spec, value = 0;
  const at = (v) => (Math.log(v) / Math.log(spec.base));
  const place = (v) => ((spec.base ? at(v) : v) - spec.low) / spec.step;
  const valueAt = (i) => {
    const stop = spec.stops?.find((v) => Math.round(place(v)) === i);
    if (stop !== undefined) return stop;
    const v = +Math.min(spec.low + i * spec.step, spec.high).toFixed(10);
    return spec.base ? spec.base ** v : v;
  };
  const show = () => {
    const text = printed(value, spec);
    readout.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  input.addEventListener("input", () => {
    value = valueAt(input.valueAsNumber);
    show();
    changed(value);
  });
  return {
    input,
    describe: (given) => {
      spec = given;
      input.max = Math.round((spec.high - spec.low) / spec.step);
    },
    put: (v) => {
      value = v;
      input.value = Math.round(place(v));
      show();
    },
    parts: [element("span", { class: "odg-label", "aria-hidden": true },
      label), input, readout],
  };
}

/** A few choices of which one holds: buttons, reached by Tab and
 * pressed by Space. */
function choice(label, changed) {
  const row = element("span", { class: "odg-choice", role: "group",
    "aria-label": label });
  let buttons = [];
  return {
    describe: ({ options }) => {
      // A button that is kept keeps the focus.
      if (`${buttons.map((b) => b.textContent)}` === `${options}`) return;
      buttons = options.map((option) => button(option, "", () =>
        changed(option)));
      row.replaceChildren(...buttons);
    },
    put: (value) => buttons.forEach((b) =>
      b.setAttribute("aria-pressed", b.textContent === String(value))),
    parts: [element("span", { class: "odg-label", "aria-hidden": true },
      label), row],
  };
}

/** Words over or under the large track, each where it belongs. */
function scale(marks) {
  return marks.map(({ at, text, role, side, known }) => {
    const made = element("span", { class: `${side} odg-${role}` }, text);
    made.style.setProperty("--at", at);
    if (known) made.classList.add("known");
    return made;
  });
}

function table({ head, rows }) {
  const line = (cells) => element("tr", {}, ...cells);
  const heads = head.map((text) => element("th", { scope: "col" }, text));
  const body = rows.map(({ sign, role, label, cells }) => line([
    element("th", { scope: "row" }, element("span",
      { class: `odg-${role}`, "aria-hidden": true }, sign), ` ${label}`),
    ...cells.map((text) => element("td", {}, ...rich(text))),
  ]));
  return [element("thead", {}, line([element("td"), ...heads])),
    element("tbody", {}, ...body)];
}

/** JupyterLab hears keys as they bubble up to the document. What stops here
 * keeps its own meaning; the rest still belongs to the notebook. */
function keepKeys(root) {
  root.addEventListener("keydown", (event) => {
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
    const leaves = ["Escape", "Tab"].includes(key) || ctrlKey || altKey
      || metaKey || (shiftKey && key === "Enter");
    if (!leaves) event.stopPropagation();
  });
}

/** Report where a hand presses and drags, as parts of width and height. */
function watchDrag(picture, dragged) {
  const share = (at, low, size) => Math.min(Math.max((at - low) / size, 0), 1);
  const tell = (event, phase) => {
    const box = picture.getBoundingClientRect();
    dragged(share(event.clientX, box.left, box.width),
      share(event.clientY, box.top, box.height), phase);
  };
  picture.classList.add("odg-draggable");
  picture.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    tell(event, "down");
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) tell(event, "move");
  });
}

/**
 * Build the face in `el`.
 *
 * hear.changed(label, value)  a control was moved by hand, or by Run
 * hear.pressed(label)         a button was pressed; "Reset" is one
 * hear.dragged(x, y, phase)   only if spec.draggable
 * hear.painted()              resolves when what was last asked for is shown
 */
function face(el, spec, hear) {
  const root = element("div", { class: "odg", role: "group",
    "aria-label": `Explorer: ${spec.question}` });
  const picture = element("div", { class: "odg-picture" });
  picture.style.setProperty("--width", spec.width);
  picture.style.setProperty("--height", spec.height);
  const controls = {}, values = {};
  const make = (label) => {
    const { kind } = spec.controls[label];
    controls[label] = { slider, choice }[kind](label, (value) => {
      if (label === spec.time) pause();
      set(label, value);
    });
    return element("div", { class: `odg-${kind}` }, ...controls[label].parts);
  };
  const set = (label, value) => {
    values[label] = value;
    controls[label]?.put(value);
    hear.changed(label, value);
  };

  // The prediction, and once it is made the verdict and the presets.
  const asked = element("div", { class: "odg-asked" });
  const answer = element("p", { class: "odg-answer" });
  const presets = spec.presets.map(({ label, tooltip }) =>
    button(label, tooltip, () => hear.pressed(label)));
  const band = element("div", { class: "odg-predict" }, asked, answer,
    element("span", { class: "odg-choice" }, ...presets));
  if (spec.prediction) {
    asked.append(element("b", {}, "Predict"), make(spec.prediction));
  }
  band.hidden = !spec.prediction && !presets.length;

  // The large control between its two scales.
  const over = element("div", { class: "odg-scale", "aria-hidden": true });
  const under = element("div", { class: "odg-scale", "aria-hidden": true });
  const big = make(spec.big);
  big.classList.add("odg-big");

  // Time.
  let playing = null;
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  const moment = () => values[spec.time];
  const last = () => spec.controls[spec.time].high;
  const first = () => spec.controls[spec.time].low;
  const pause = () => {
    playing = null;
    run?.draw("Run", "Run");
  };
  const move = (by) => {
    pause();
    set(spec.time, Math.min(Math.max(moment() + by, first()), last()));
  };
  const play = async () => {
    const mine = playing = {};
    run.draw("Pause", "Pause");
    if (moment() >= last()) set(spec.time, first());
    if (reduced.matches) set(spec.time, last());
    while (playing === mine && root.isConnected && moment() < last()) {
      const rest = new Promise((done) => setTimeout(done, spec.interval));
      await Promise.all([rest, hear.painted()]);
      if (playing === mine) set(spec.time, Math.min(moment() + 1, last()));
    }
    if (playing === mine) pause();
  };
  const time = element("div", { class: "odg-time" });
  let run;
  if (spec.time) {
    run = icon("Run", "Run", () => (playing ? pause() : play()));
    run.classList.add("odg-main");
    time.append(icon("Back", `One ${spec.time} back`, () => move(-1)), run,
      icon("Step", `One ${spec.time} on`, () => move(1)));
    if (spec.time !== spec.big) time.append(make(spec.time));
  }

  const finding = element("p", { class: "odg-finding" });
  const numbers = element("table", { class: "odg-table" });
  const spoken = element("p", { class: "odg-spoken", role: "status" });

  // More: its first row stands beside the button, the others below.
  const rows = spec.more.map((labels) =>
    element("div", { class: "odg-row" }, ...labels.map(make)));
  const more = button("", "More controls", () => open(rows[0]?.hidden));
  const open = (shown) => {
    for (const row of rows) row.hidden = !shown;
    more.setAttribute("aria-expanded", Boolean(shown));
    more.textContent = shown ? "Less" : "More";
  };
  open(false);
  more.hidden = !rows.length;
  const foot = element("div", { class: "odg-foot" }, more,
    ...rows.slice(0, 1), icon("Reset", "Reset", () => {
      pause();
      hear.pressed("Reset");
    }));

  root.append(
    element("p", { class: "odg-title" }, element("b", {}, spec.question),
      element("span", {}, spec.hint)),
    band, picture, over, big, under,
    element("div", { class: "odg-below" },
      element("div", {}, time, finding), numbers),
    foot, ...rows.slice(1), spoken);
  keepKeys(root);
  if (spec.draggable) watchDrag(picture, hear.dragged);
  el.append(root);

  let resting = 0, answered = "", news = "";
  const self = {
    root, picture, values, pause,
    /** Take a changed description of controls: other ranges and options. */
    describe: (given) => {
      spec = given;
      for (const [label, control] of Object.entries(controls)) {
        control.describe(spec.controls[label]);
      }
      self.apply(values);
    },
    /** Show values that no hand of this page has set. */
    apply: (given) => {
      Object.assign(values, given);
      for (const [label, value] of Object.entries(given)) {
        controls[label]?.put(value);
      }
    },
    /** Show finding, table, marks and, after a prediction, its answer. */
    tell: (told) => {
      finding.replaceChildren(...rich(told.finding));
      numbers.replaceChildren(...table(told.table));
      over.replaceChildren(...scale(told.over));
      under.replaceChildren(...scale(told.under));
      big.style.setProperty("--safe", told.safe ?? -1);
      // The pills go when the answer comes: whoever pressed one goes on.
      if (told.answer && asked.contains(document.activeElement)) {
        controls[spec.big].input.focus({ preventScroll: true });
      }
      if (told.answer !== answered) news = told.answer.replaceAll("**", "");
      answered = told.answer;
      answer.replaceChildren(...rich(told.answer));
      asked.hidden = Boolean(told.answer) || !spec.prediction;
      band.classList.toggle("odg-answered", asked.hidden);
      clearTimeout(resting);
      resting = setTimeout(() => {
        spoken.textContent = `${news} ${finding.textContent}`.trim();
        news = "";
      }, REST);
    },
    close: () => {
      pause();
      clearTimeout(resting);
      root.remove();
    },
  };
  self.describe(spec);
  return self;
}
