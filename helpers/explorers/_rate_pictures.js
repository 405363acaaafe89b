// The pictures of the learning rate: the map of the loss with the path, and
// beside it the loss by epoch or the data. SVG, coloured by classes of
// _learning_rate.css: when the theme changes, nothing is drawn again.

const GAP = [1e-6, 1e2]; // limits of the loss axis
const WIDTH = 846, HEIGHT = 336, MIDDLE = 540; // there a narrow page breaks
const MAP = { x: 30, y: 26, width: 490, height: 286 };
const SIDE = { x: 578, y: 44, width: 256, height: 268 };
const DIAMOND = "M0-7 7 0 0 7-7 0Z";
const STAR = "M0-15 3.5-5 14-5 6 2 9 12 0 6-9 12-6 2-14-5-3.5-5Z";
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

/** Return round values between limits, about ten of them. */
function rounds([low, high]) {
  const rough = (high - low) / 10, power = 10 ** Math.floor(Math.log10(rough));
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
  return { X, Y, hit, add: adder(inner), over: adder(outer) };
}

/** Have a hand drag in axes; a finger by the grip only, since beside it the
 * page is scrolled. */
function watch({ hit, grip }, moved) {
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
      area.onpointermove = tell;
      tell(event);
    });
    area.onlostpointercapture = () => { area.onpointermove = null; };
  }
  // Style sheets cannot say this of parts of an SVG.
  grip.addEventListener("touchstart", (event) => event.preventDefault(),
    { passive: false });
}

function caption(root, x, y, text, kind = "") {
  root.append(svg("text", { x, y, class: kind }, text));
}

const SLATE = 0x9c8068; // blue, green, red; opacity stands before them

/** Paint bands of equal loss. What stands between them is left open: so
 * lines have the colour of the page, and bands suit any. */
function bands(p) {
  const levels = 13, gap = surface(p).map((loss) => loss - p.min_loss);
  const bottom = Math.log(Math.max(Math.min(...gap), 1e-3));
  const top = Math.log(Math.max(...gap));
  const rank = gap.map((v) => Math.max(-1,
    (Math.log(Math.max(v, 1e-300)) - bottom) / (top - bottom) * levels));
  const canvas = document.createElement("canvas");
  const [width, height] = [2 * MAP.width, 2 * MAP.height];
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let py = 0, k = 0; py < height; py++) {
    const v = (1 - (py + 0.5) / height) * (GRID - 1), j = Math.floor(v);
    for (let px = 0; px < width; px++, k++) {
      const u = (px + 0.5) / width * (GRID - 1), i = Math.floor(u);
      const at = j * GRID + i, s = u - i, t = v - j;
      const right = rank[at + 1] - rank[at], up = rank[at + GRID] - rank[at];
      const twist = rank[at + GRID + 1] - rank[at] - right - up;
      const here = rank[at] + right * s + up * t + twist * s * t;
      const slope = Math.hypot((right + twist * t) * GRID / width,
        (up + twist * s) * GRID / height);
      const off = here < -0.5 ? 9 : Math.abs(here - Math.round(here)) / slope;
      pixels[k] = SLATE
        | (9 * Math.max(Math.ceil(here), 0) * clamp(off - 0.4, [0, 1])) << 24;
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
  return { ...side, ends, boundary: side.add("dash"),
    curve: side.add("loss") };
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

/** Build both frames in `place`, beside the map the losses or the data. */
function buildPictures(place, p, losses, drag) {
  const [left, right] = [0, MIDDLE].map((x, i) => svg("svg", {
    viewBox: `${x} 0 ${i ? WIDTH - MIDDLE : MIDDLE} ${HEIGHT}`,
    class: `odg-drawing odg-${i ? "side" : "main"}-frame`, role: "img" }));
  left.ariaLabel = "The path of the descent over the loss";
  right.ariaLabel = losses ? "Loss above its minimum by epoch"
    : "The data and the fitted probability";
  const map = buildMap(left, p);
  const side = losses ? buildLosses(right) : buildData(right, p);
  watch(map, drag.start);
  if (losses) watch(side, drag.epoch);
  place.replaceChildren(left, right);
  return { map, side };
}

function drawPictures({ map, side }, p, run, t, factor, moved) {
  drawMap(map, p, run, t, moved);
  if (side.curve) drawData(side, run, t);
  else drawLosses(side, p, run, t, factor);
}
