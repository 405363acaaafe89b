// The learning rate: what one number does to a descent.
//
// It follows _face.js, and both are one module. JupyterLab calls `render`
// through anywidget; an exported page, which has no kernel, calls `mount`.
// Data, minimum and L come from _learning_rate.py; descent, verdict and
// forecast are worked out here, and tests hold them to those of Python.

const EPOCHS = 200;
const DIAL = [0.001, 500]; // the ends of the large control, times 1/L
const GAP = [1e-6, 1e2]; // limits of the loss axis
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

// ---- Numbers: what helpers.descent and helpers.convergence work out ----

const GROUP = 32; // factors 1 + exp(u) whose product gets one logarithm

const softplus = (u) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const clamp = (v, [low, high]) => Math.min(Math.max(v, low), high);
const sum = (values) => values.reduce((total, v) => total + v, 0);

/** Descend the mean log loss; entry t is the state after t epochs. */
export function descend({ x, y }, rate, w0, b0) {
  const m = x.length, step = rate / m;
  // With s = 1 - 2y the margin of an example is w a + b s, a = s x.
  const s = Float64Array.from(y, (label) => 1 - 2 * label);
  const a = Float64Array.from(x, (value, i) => value * s[i]);
  const sumA = step * sum(a), sumS = step * sum(s);
  const run = { w: [], b: [], loss: [], diverged: false };
  for (let t = 0, w = w0, b = b0; t <= EPOCHS; t++) {
    let pullW = 0, pullB = 0, logs = 0, product = 1;
    for (let i = 0; i < m; i++) {
      const d = 1 + Math.exp(w * a[i] + b * s[i]); // 1/d = 1 - sigmoid
      pullW += a[i] / d;
      pullB += s[i] / d;
      product *= d;
      if (i % GROUP === GROUP - 1) {
        logs += Math.log(product);
        product = 1;
      }
    }
    logs += Math.log(product);
    if (!isFinite(logs)) {
      logs = sum(a.map((value, i) => softplus(w * value + b * s[i])));
    }
    run.diverged = !isFinite(logs + w + b);
    if (run.diverged) break;
    run.w.push(w);
    run.b.push(b);
    run.loss.push(logs / m);
    w += pullW * step - sumA;
    b += pullB * step - sumS;
  }
  return run;
}

/** Return both eigenvalues of the Hessian at (w, b), the smaller first. */
export function curvatures({ x }, w, b) {
  let ww = 0, wb = 0, bb = 0;
  for (const value of x) {
    const e = Math.exp(-Math.abs(w * value + b));
    const q = e / ((1 + e) * (1 + e)) / x.length; // p (1 - p) / m
    ww += q * value * value;
    wb += q * value;
    bb += q;
  }
  const middle = (ww + bb) / 2, root = Math.hypot((ww - bb) / 2, wb);
  return [middle - root, middle + root];
}

/** Return in a word what a run did. */
export function verdict(run, minLoss) {
  if (run.diverged) return "diverged";
  const { loss } = run, last = loss.length - 1;
  const rises = (t) => loss[t] - loss[t - 1] > 1e-9 * Math.max(loss[t - 1], 1);
  const risen = [...loss.keys()].filter((t) => t > 0 && rises(t));
  if (risen.some((t) => t > last - EPOCHS / 4)) return "thrash";
  if (risen.length || zigzags(run)) return "overshoot";
  const first = loss[0] - minLoss, end = loss[last] - minLoss;
  return end <= Math.max(0.1 * first, 1e-9) ? "good" : "crawl";
}

/** Return whether a step of some size turns back on the one before. */
function zigzags({ w, b }) {
  const steps = w.slice(1).map((v, t) => [v - w[t], b[t + 1] - b[t]]);
  const sizes = steps.map(([p, q]) => Math.hypot(p, q));
  const seen = 1e-3 * Math.max(...sizes);
  return steps.some(([p, q], t) => t > 0 && sizes[t] > seen
    && p * steps[t - 1][0] + q * steps[t - 1][1] < 0);
}

/** Return by what an epoch multiplies the gap, null without a minimum. */
export function gapFactor(p, rate) {
  if (!p.minimum) return null;
  return Math.max(...curvatures(p, ...p.minimum)
    .map((curvature) => (1 - rate * curvature) ** 2));
}

/** Return the epochs and log gaps between which the forecast is a line. */
function forecast(gap, factor) {
  if (factor === null || !(gap > 0)) return [[], []];
  const fall = Math.log10(Math.max(factor, 1e-300));
  const until = Math.min(EPOCHS, 20 / Math.abs(fall));
  return [[0, until], [Math.log10(gap), Math.log10(gap) + until * fall]];
}

const GRID = 80;

/** Return the loss on a grid of the plane, a row for each b. */
export function surface({ x, y, w_limits, b_limits }) {
  const at = ([low, high], i) => low + (high - low) * i / (GRID - 1);
  return Float64Array.from({ length: GRID * GRID }, (_, k) => {
    const w = at(w_limits, k % GRID), b = at(b_limits, Math.floor(k / GRID));
    let total = 0;
    for (let i = 0; i < x.length; i++) {
      total += softplus((1 - 2 * y[i]) * (w * x[i] + b));
    }
    return total / x.length;
  });
}

// ---- Pictures: SVG, coloured by the style sheet as the theme changes ----

const WIDTH = 846, HEIGHT = 340, MIDDLE = 540; // there a narrow page breaks
const MAP = { x: 30, y: 26, width: 490, height: 286 };
const SIDE = { x: 578, y: 44, width: 256, height: 268 };
const DIAMOND = "M0-8 8 0 0 8-8 0Z";
const STAR = "M0-12 3-4 11-4 5 1 7 9 0 4-7 9-5 1-11-4-3-4Z";
const REACH = 22; // pixels around a handle that a finger may miss it by

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const joined = (xs, ys, before, after = "") => xs.map((x, i) =>
  `${before}${x.toFixed(1)} ${ys[i].toFixed(1)}${after}`).join("");
const line = (xs, ys) => joined(xs, ys, "L").replace("L", "M");
const dots = (xs, ys) => joined(xs, ys, "M", "h0");
const put = (node, x, y) =>
  node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);

/** Return round values between limits, about five of them. */
function rounds([low, high]) {
  const rough = (high - low) / 8, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((k) => k * power >= rough);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) =>
    +((first + i) * step).toFixed(9));
}

/** Return axes: X and Y place values, `add` draws within, `over` beyond. */
function axes(root, place, xLimits, yLimits, xTicks, yTicks, named = String) {
  const along = (v, [low, high]) => clamp((v - low) / (high - low), [-9, 9]);
  const X = (v) => place.x + place.width * along(v, xLimits);
  const Y = (v) => place.y + place.height * (1 - along(v, yLimits));
  const bottom = place.y + place.height;
  const tick = (x, y, anchor, text) => root.append(svg("text",
    { x, y, "text-anchor": anchor }, text.replace("-", "−")));
  for (const v of xTicks) tick(X(v), bottom + 17, "middle", String(v));
  for (const v of yTicks) tick(place.x - 6, Y(v) + 5, "end", named(v));
  const { x, y, width, height } = place;
  const inner = svg("svg",
    { ...place, viewBox: `${x} ${y} ${width} ${height}` });
  const outer = svg("g"), hit = svg("rect", { ...place, class: "hit" });
  root.append(inner, hit, outer);
  const adder = (parent) => (kind, tag = "path", more = {}, ...text) =>
    parent.appendChild(svg(tag, { class: kind, ...more }, ...text));
  return { X, Y, hit, place, add: adder(inner), over: adder(outer) };
}

function caption(root, x, y, text, kind = "") {
  root.append(svg("text", { x, y, class: kind }, text));
}

/** Paint bands of equal loss. What stands between them is left open: so
 * lines have the colour of the page, and bands suit any. */
function bands(p) {
  const levels = 13, gap = surface(p).map((loss) => loss - p.min_loss);
  const bottom = Math.log(Math.max(gap.reduce((a, b) => Math.min(a, b)), 1e-3));
  const top = Math.log(gap.reduce((a, b) => Math.max(a, b)));
  const rank = gap.map((v) => Math.max(-1,
    (Math.log(Math.max(v, 1e-300)) - bottom) / (top - bottom) * levels));
  const canvas = document.createElement("canvas");
  const [width, height] = [2 * MAP.width, 2 * MAP.height];
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let py = 0, k = 0; py < height; py++) {
    const v = (1 - (py + 0.5) / height) * (GRID - 1), j = Math.floor(v);
    for (let px = 0; px < width; px++, k += 4) {
      const u = (px + 0.5) / width * (GRID - 1), i = Math.floor(u);
      const at = j * GRID + i, s = u - i, t = v - j;
      const right = rank[at + 1] - rank[at], up = rank[at + GRID] - rank[at];
      const twist = rank[at + GRID + 1] - rank[at] - right - up;
      const here = rank[at] + right * s + up * t + twist * s * t;
      const slope = Math.hypot((right + twist * t) * GRID / width,
        (up + twist * s) * GRID / height);
      const off = here < -0.5 ? 9 : Math.abs(here - Math.round(here)) / slope;
      image.data.set([104, 128, 156], k);
      image.data[k + 3] = 9 * Math.max(Math.ceil(here), 0)
        * clamp(off - 0.4, [0, 1]);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

const painted = new WeakMap(); // the bands of each problem shown so far

function buildMap(root, p) {
  const map = axes(root, MAP, p.w_limits, p.b_limits, rounds(p.w_limits),
    rounds(p.b_limits));
  if (!painted.has(p)) painted.set(p, bands(p));
  map.add("", "image", { ...MAP, href: painted.get(p) });
  caption(root, MAP.x, 16, "loss over w → and b ↑");
  const parts = { ...map, path: map.add("path"), dots: map.add("dots") };
  if (p.minimum) {
    const [x, y] = [map.X(p.minimum[0]), map.Y(p.minimum[1])];
    put(map.add("star", "path", { d: STAR }), x, y);
    map.add("star words", "text", { x, y: y + 28, "text-anchor": "middle" },
      "minimum");
  } else {
    map.add("star words", "text", { x: MAP.x + MAP.width - 8,
      y: MAP.y + MAP.height - 10, "text-anchor": "end" },
    "no minimum: it falls for ever");
  }
  parts.here = map.add("here", "path", { d: DIAMOND });
  parts.start = map.over("ring", "circle", { r: 9 });
  parts.name = map.over("ring words", "text", { "text-anchor": "middle" });
  parts.grip = map.over("grip", "circle", { r: REACH });
  return parts;
}

function drawMap(map, p, run, t, moved) {
  const xs = run.w.slice(0, t + 1).map(map.X);
  const ys = run.b.slice(0, t + 1).map(map.Y);
  map.path.setAttribute("d", line(xs, ys));
  map.dots.setAttribute("d", dots(xs, ys));
  put(map.here, xs[t], ys[t]);
  const { x, y, width, height } = MAP;
  const at = [clamp(xs[0], [x, x + width]), clamp(ys[0], [y, y + height])];
  put(map.start, ...at);
  put(map.grip, ...at);
  map.name.textContent = moved ? "start" : "drag the start";
  const star = (p.minimum ?? [Infinity, Infinity]);
  const near = Math.abs(map.X(star[0]) - at[0]) < 90
    && Math.abs(map.Y(star[1]) - at[1]) < 20;
  const above = near || at[1] > y + height - 36;
  const half = moved ? 18 : 46; // of the words, that they stay on the map
  put(map.name, clamp(at[0], [x + half, x + width - half]),
    at[1] + (above ? -17 : 28));
}

function buildLosses(root) {
  const powers = [-6, -4, -2, 0, 2];
  const side = axes(root, SIDE, [0, EPOCHS], GAP.map(Math.log10),
    [0, 50, 100, 150, 200], powers, (v) => `10${raised(v)}`);
  for (const v of powers) side.add("grid").setAttribute("d",
    `M${SIDE.x} ${side.Y(v)}h${SIDE.width}`);
  caption(root, SIDE.x, 14, "loss above its minimum, by epoch");
  root.append(svg("path", { class: "loss", d: `M${SIDE.x} 31h20` }));
  caption(root, SIDE.x + 26, 35, "measured", "run");
  const words = svg("text", { x: SIDE.x + 132, y: 35, class: "theory" });
  const sample = svg("path", { class: "dash" });
  root.append(sample, words);
  return { ...side, words, sample, cursor: side.add("cursor"),
    forecast: side.add("dash"), loss: side.add("loss"),
    here: side.over("here", "path", { d: DIAMOND }),
    grip: side.over("grip", "circle", { r: REACH }) };
}

function drawLosses(side, p, run, t, factor) {
  const gaps = run.loss.map((loss) => Math.log10(
    clamp(loss - p.min_loss, [GAP[0] / 10, GAP[1] * 10])));
  const [epochs, fall] = forecast(run.loss[0] - p.min_loss, factor);
  side.loss.setAttribute("d",
    line(gaps.map((_, k) => side.X(k)), gaps.map(side.Y)));
  side.forecast.setAttribute("d", line(epochs.map(side.X), fall.map(side.Y)));
  side.sample.setAttribute("d",
    factor === null ? "" : `M${SIDE.x + 106} 31h20`);
  side.words.textContent = factor === null ? ""
    : `predicted × ${printed(factor, { significant: 3 })}`;
  side.cursor.setAttribute("d", `M${side.X(t)} ${SIDE.y}v${SIDE.height}`);
  // Settled runs lie below the axis; their marker walks along its edge.
  const at = [side.X(t), side.Y(clamp(gaps[t], GAP.map(Math.log10)))];
  put(side.here, ...at);
  put(side.grip, ...at);
}

function buildData(root, p) {
  const low = Math.min(...p.x), high = Math.max(...p.x);
  const margin = (high - low) / 10, ends = [low - margin, high + margin];
  const side = axes(root, SIDE, ends, [-0.12, 1.12],
    rounds(ends).filter((_, i) => i % 2 === 0), [0, 0.5, 1]);
  caption(root, SIDE.x, 14, `p̂ over ${p.feature}`);
  for (const label of [0, 1]) {
    caption(root, SIDE.x + 76 * label, 35, `● class ${label}`,
      `class_${label}`);
    const xs = p.x.filter((_, i) => p.y[i] === label);
    // Points of one class would hide one another on a line.
    const ys = xs.map((_, i) => label + 0.12 * ((i * 0.618) % 1 - 0.5));
    side.add(`point class_${label}`).setAttribute("d",
      dots(xs.map(side.X), ys.map(side.Y)));
  }
  return { ...side, ends, boundary: side.add("dash"), curve: side.add("loss") };
}

function drawData(side, run, t) {
  const w = run.w[t], b = run.b[t], [low, high] = side.ends;
  const xs = Array.from({ length: 121 }, (_, k) =>
    low + (high - low) * k / 120);
  side.curve.setAttribute("d",
    line(xs.map(side.X), xs.map((x) => side.Y(sigmoid(w * x + b)))));
  side.boundary.setAttribute("d",
    w ? `M${side.X(-b / w).toFixed(1)} ${SIDE.y}v${SIDE.height}` : "");
}

// ---- Words: finding, table, and the marks along the large control ----

const share = (timesInverseL) => clamp(Math.log10(timesInverseL / DIAL[0])
  / Math.log10(DIAL[1] / DIAL[0]), [0, 1]);
const mark = (timesInverseL, text, role = "quiet", side = "middle") =>
  ({ at: share(timesInverseL), text, role, side });

/** Return a number for the table, which has three decimals at most. */
function cell(value, decimals = 3) {
  if (Math.abs(value) >= 1000) return printed(value, { significant: 3 });
  return printed(Number(value.toFixed(decimals)), { decimals });
}

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
  const cells = [cell(w[t]), cell(b[t]), cell(loss[t], 4)];
  return { sign, role, label, cells: thrashes && t ? ["—", "—", "—"] : cells };
}

function words(p, rate, run, word, t, guess) {
  const edge = 2 / curvatures(p, run.w[t], run.b[t])[1] * p.L;
  const least = p.minimum
    ? [...p.minimum.map((v) => cell(v)), cell(p.min_loss, 4)]
    : ["none", "none", "0 at ∞"];
  return {
    finding: `η is **${printed(rate * p.L / 2, { significant: 3 })} × 2/L**: `
      + `in ${EPOCHS} epochs the loss ${VERDICTS[word]}.`,
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

/** Return the description of the face for one of the data sets. */
function described(problems, dataset) {
  const p = problems[dataset];
  const [low, high] = DIAL.map((k) => Math.log10(k / p.L));
  const start = ([from, to]) => {
    const digits = -Math.round(Math.log10((to - from) / 500));
    return { kind: "slider", low: from, high: to, step: 10 ** -digits,
      decimals: digits };
  };
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

/** Have a hand drag in axes; a finger by the grip only, since beside it the
 * page is scrolled. */
function watch({ hit, grip, place }, moved) {
  for (const area of [hit, grip]) {
    const tell = (event) => {
      const box = hit.getBoundingClientRect();
      moved(clamp((event.clientX - box.left) / box.width, [0, 1]),
        clamp((box.bottom - event.clientY) / box.height, [0, 1]));
    };
    area.addEventListener("pointerdown", (event) => {
      if (event.button || (event.pointerType === "touch" && area === hit)) {
        return;
      }
      event.preventDefault();
      area.setPointerCapture(event.pointerId);
      tell(event);
    });
    area.addEventListener("pointermove", (event) => {
      if (area.hasPointerCapture(event.pointerId)) tell(event);
    });
  }
}

/** Show the explorer in `el`; `hear` gets its state when the hand rests. */
function explore(el, { problems, first, state }, hear) {
  let frame = 0, resting = 0, moved = false;
  let map, side, run, word, built = "", made = "";
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
  view.picture.classList.add("rate");

  const build = () => {
    const [left, right] = [0, MIDDLE].map((x, i) => svg("svg", {
      viewBox: `${x} 0 ${i ? WIDTH - MIDDLE : MIDDLE} ${HEIGHT}`,
      class: i ? "side" : "main", role: "img" }));
    left.ariaLabel = "The path of the descent over the loss";
    map = buildMap(left, now());
    watch(map, (x, y) => {
      const at = ([low, high], part, { step }) =>
        +(Math.round((low + (high - low) * part) / step) * step).toFixed(9);
      const { controls } = described(problems, held("dataset"));
      moved = true;
      take({ w0: at(now().w_limits, x, controls[LABELS.w0]),
        b0: at(now().b_limits, y, controls[LABELS.b0]) });
    });
    const losses = view.values[FRAME] === LOSSES;
    right.ariaLabel = losses ? "Loss above its minimum by epoch"
      : "The data and the fitted probability";
    side = losses ? buildLosses(right) : buildData(right, now());
    if (losses) {
      watch(side, (x) => {
        view.pause();
        take({ epoch: Math.round(x * EPOCHS) });
      });
    }
    view.picture.replaceChildren(left, right);
  };

  const draw = () => {
    frame = 0;
    const p = now(), rate = held("rate"), start = [held("w0"), held("b0")];
    const wanted = `${held("dataset")} ${view.values[FRAME]}`;
    if (built !== wanted) build();
    built = wanted;
    const run_ = `${held("dataset")} ${rate} ${start}`;
    if (made !== run_) {
      run = descend(p, rate, ...start);
      word = verdict(run, p.min_loss);
    }
    made = run_;
    const t = Math.min(held("epoch"), run.loss.length - 1);
    drawMap(map, p, run, t, moved);
    if (side.curve) drawData(side, run, t);
    else drawLosses(side, p, run, t, gapFactor(p, rate));
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
