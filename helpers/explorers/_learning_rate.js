// The learning rate: what one number does to a descent.
//
// It follows _face.js, _descent.js and _rate_pictures.js: all are one module.
// JupyterLab calls `render` through anywidget; an exported page, which has no
// kernel, calls `mount`. Data, minimum and L come from _learning_rate.py.

const DIAL = [0.001, 500]; // the ends of the large control, times 1/L
const VERDICTS = {
  good: "falls without a zigzag and gets there",
  crawl: "falls without a zigzag, but is not there yet",
  overshoot: "jumps across the valley at first, then falls",
  thrash: "has not settled: it still rises at the end",
  diverged: "leaves the float range",
};
const PREDICTION = "At 4/L the loss will";
const GUESSES = { // what can be predicted, and the verdicts that make it right
  "fall without a zigzag": ["good", "crawl"],
  "jump across the valley, then fall": ["overshoot"],
  "never settle": ["thrash"],
};
const PRESETS = { // what a button promises to do
  crawl: "A rate to crawl",
  good: "A rate to fall and get there",
  overshoot: "A rate to jump across the valley at first",
  thrash: "A rate to thrash, where anything does",
};
const LABELS = { // of the controls that hold the state
  dataset: "data", rate: "learning rate η", w0: "start w", b0: "start b",
  epoch: "epoch",
};
const FRAME = "frame", LOSSES = "loss by epoch", DATA = "data and p̂";
const HEARD = 200; // milliseconds without a move before Python hears of it

const share = (timesInverseL) => clamp(Math.log10(timesInverseL / DIAL[0])
  / Math.log10(DIAL[1] / DIAL[0]), [0, 1]);
const mark = (timesInverseL, text, role = "quiet", side = "middle") =>
  ({ at: share(timesInverseL), text, role, side });

/** Return a number for the table, which has three decimals at most. */
function cell(value, decimals = 3) {
  if (Math.abs(value) >= 1000) return printed(value, { significant: 3 });
  return printed(value, { decimals });
}

const lossCell = (loss) => (loss > 0 && loss < 1e-3
  ? printed(loss, { significant: 2 }) : cell(loss, 4));

/** Return decades, and what theory knows. */
function scaleOf({ L }) {
  const known = [1, 2].map((k) => ({ ...mark(k, `${k}/L`, "theory"),
    known: true }));
  const from = Math.ceil(Math.log10(DIAL[0] / L));
  const decades = Array.from({ length: 6 }, (_, i) => from + i)
    .map((power) => mark(10 ** power * L, power < -2 || power > 3
      ? `10${raised(power)}` : String(10 ** Math.max(power, 0)
        / 10 ** Math.max(-power, 0))));
  return [...known, ...decades.filter(({ at }) => at > 0 && at < 1
    && known.every((one) => Math.abs(one.at - at) > 0.05))];
}

/** Return a row for a state of the run; where it thrashes, a difference in
 * the last digit ends anywhere, and no digit is worth printing. */
function row(sign, role, label, { w, b, loss }, t, thrashes) {
  const cells = thrashes && t ? ["—", "—", "—"]
    : [cell(w[t]), cell(b[t]), lossCell(loss[t])];
  return { sign, role, label, cells };
}

function words(p, rate, run, word, t, guess) {
  const edge = 2 / curvatures(p, run.w[t], run.b[t])[1] * p.L;
  const least = p.minimum
    ? [...p.minimum.map((v) => cell(v)), lossCell(p.min_loss)]
    : ["none", "none", "0 at ∞"];
  return {
    finding: `η is **${printed(rate * p.L / 2, { significant: 3 })} × 2/L**`
      + `: in ${EPOCHS} epochs the loss ${VERDICTS[word]}.`,
    table: { head: ["w", "b", "loss"], rows: [
      row("○", "run", "start", run, 0),
      row("◆", "now", `epoch ${t}`, run, t, word === "thrash"),
      { sign: "★", role: "safe", label: "minimum", cells: least },
    ] },
    over: [mark(2, "each step lowers the loss", "safe", "before"),
      edge > DIAL[1] ? mark(edge, "2/λmax: far beyond →", "now", "before")
        : mark(edge, "2/λmax here", "now",
          share(edge) > 0.84 ? "before" : "after")],
    under: scaleOf(p),
    safe: share(2),
    answer: guess ? `**${GUESSES[guess].includes(p.beyond) ? "Right"
      : "Not here"}**: at 4/L it ${VERDICTS[p.beyond]}.` : "",
  };
}

/** Return how many decimals a start has between limits: some 500 steps. */
const places = ([low, high]) => -Math.round(Math.log10((high - low) / 500));
const onGrid = (limits, part) => Number((limits[0]
  + (limits[1] - limits[0]) * part).toFixed(places(limits)));

/** Return the description of the face for one of the data sets. */
function described(problems, dataset) {
  const p = problems[dataset];
  const [low, high] = DIAL.map((k) => Math.log10(k / p.L));
  const start = (limits) => ({ kind: "slider", low: limits[0],
    high: limits[1], step: 10 ** -places(limits),
    decimals: places(limits) });
  return {
    question: "How large may a step be?",
    hint: "Drag the start on the map; move η past 2/L.",
    width: WIDTH, height: HEIGHT, interval: 60,
    big: LABELS.rate, time: LABELS.epoch, prediction: PREDICTION,
    more: [[LABELS.dataset], [LABELS.w0, LABELS.b0, FRAME]],
    presets: Object.entries(PRESETS).map(([label, tooltip]) =>
      ({ label, tooltip })),
    controls: {
      [LABELS.rate]: { kind: "slider", low, high, step: 0.01, base: 10,
        significant: 3, stops: [1 / p.L, 2 / p.L] },
      [LABELS.epoch]: { kind: "slider", low: 0, high: EPOCHS, step: 1,
        decimals: 0 },
      [LABELS.w0]: start(p.w_limits),
      [LABELS.b0]: start(p.b_limits),
      [LABELS.dataset]: { kind: "choice", options: Object.keys(problems) },
      [FRAME]: { kind: "choice", options: [LOSSES, DATA] },
      [PREDICTION]: { kind: "choice", options: Object.keys(GUESSES) },
    },
  };
}

/** Show the explorer in `el`; `hear` gets its state when the hand rests. */
function explore(el, { problems, first, state }, hear) {
  let frame = 0, resting = 0, moved = false;
  let pictures, run, word, built = "", made = "";
  const held = (key) => view.values[LABELS[key]];
  const now = () => problems[held("dataset")];
  const soon = () => { frame ||= requestAnimationFrame(draw); };

  const take = (given) => {
    const other = given.dataset && given.dataset !== held("dataset");
    if (other) view.describe(described(problems, given.dataset));
    view.apply(Object.fromEntries(Object.entries(given).map(([key, value]) =>
      [LABELS[key], value])));
    soon();
  };
  const choose = (dataset) => {
    view.describe(described(problems, dataset));
    take({ dataset, rate: 1 / problems[dataset].L, w0: 0, b0: 0,
      epoch: EPOCHS });
  };
  const press = (label) => {
    view.pause();
    if (label in PRESETS) {
      return take({ rate: now().presets[label], epoch: EPOCHS });
    }
    moved = false;
    view.apply({ [PREDICTION]: null, [FRAME]: LOSSES });
    return take(first);
  };
  const view = face(el, described(problems, state.dataset), {
    changed: (label, value) =>
      (label === LABELS.dataset ? choose(value) : soon()),
    pressed: press,
    painted: () => new Promise(requestAnimationFrame),
  });
  view.root.classList.add("rate");

  const drag = {
    start: (x, y) => {
      moved = true;
      take({ w0: onGrid(now().w_limits, x), b0: onGrid(now().b_limits, y) });
    },
    epoch: (x) => {
      view.pause();
      take({ epoch: Math.round(x * EPOCHS) });
    },
  };
  const draw = () => {
    frame = 0;
    const p = now(), rate = held("rate"), start = [held("w0"), held("b0")];
    const pictured = `${held("dataset")} ${view.values[FRAME]}`;
    if (built !== pictured) {
      const losses = view.values[FRAME] === LOSSES;
      pictures = buildPictures(view.picture, p, losses, drag);
    }
    built = pictured;
    const descent = `${held("dataset")} ${rate} ${start}`;
    if (made !== descent) {
      run = descend(p, rate, ...start);
      word = verdict(run, p.min_loss);
    }
    made = descent;
    const t = Math.min(held("epoch"), run.loss.length - 1);
    drawPictures(pictures, p, run, t, gapFactor(p, rate), moved);
    view.tell(words(p, rate, run, word, t, view.values[PREDICTION]));
    clearTimeout(resting);
    resting = setTimeout(() => hear(Object.fromEntries(
      Object.keys(LABELS).map((key) => [key, held(key)]))), HEARD);
  };

  view.apply({ [FRAME]: LOSSES, [PREDICTION]: null });
  take(state);
  cancelAnimationFrame(frame);
  draw();
  return {
    take,
    close: () => {
      clearTimeout(resting);
      cancelAnimationFrame(frame);
      view.close();
    },
  };
}

function render({ model, el }) {
  const [problems, first, state] = ["problems", "first", "state"]
    .map((name) => model.get(name));
  const shown = explore(el, { problems, first, state }, (found) => {
    const known = model.get("state");
    if (Object.keys(found).every((key) => found[key] === known[key])) return;
    model.set("state", found);
    model.save_changes();
  });
  const heard = () => shown.take(model.get("state"));
  model.on("change:state", heard);
  return () => {
    model.off("change:state", heard);
    shown.close();
  };
}

/** Show the explorer in a page without a kernel. */
export function mount(el, problems, state) {
  return explore(el, { problems, first: state, state }, () => {});
}

export default { render };
