// Descent on data of one feature: what helpers.descent, helpers.convergence
// and helpers.experiments work out. A test holds these numbers to theirs.
//
// A problem has the data x and y, their minimum [w, b] or null, and the part
// of the plane that is drawn.

const EPOCHS = 200;
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
    let total = 0, product = 1; // of factors up to 2: a thousand do no harm
    for (let i = 0; i < x.length; i++) {
      const u = (1 - 2 * y[i]) * (w * x[i] + b);
      total += Math.max(u, 0);
      product *= 1 + Math.exp(-Math.abs(u));
    }
    return (total + Math.log(product)) / x.length;
  });
}
