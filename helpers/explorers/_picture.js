// An explorer whose picture the kernel draws. It follows _face.js, and is
// called by anywidget; `model` holds the traits of `Face` in _face.py.

const LATE = 1000; // milliseconds after which Run no longer waits

/** Return acts with one more: [number, kind, …]. What goes on replaces what
 * it goes on from: a drag moved on, or a control moved again. */
function withAct(acts, kind, ...what) {
  const goesOn = (last) => last?.[1] === kind && (kind === "drag"
    ? last.at(-1) === "move" && what.at(-1) === "move"
    : kind === "move" && last[2] === what[0]);
  const number = (acts.at(-1)?.[0] ?? 0) + 1;
  const kept = goesOn(acts.at(-1)) ? acts.slice(0, -1) : acts;
  return [...kept, [number, kind, ...what]];
}

export default {
  render({ model, el }) {
    let url = "", painted, done = () => {};
    let shown = Promise.resolve();
    const image = element("img", { draggable: false });
    // Of messages that wait ipywidgets sends the last alone, so this tells
    // all that the kernel has not answered, in the order it was done.
    const act = (...what) => {
      const acts = withAct(model.get("acts"), ...what);
      const heard = model.get("heard");
      model.set("acts", acts.filter(([number]) => number > heard));
      model.save_changes();
    };
    const view = face(el, model.get("spec"), {
      changed: (label, value) => {
        const late = new Promise((after) => setTimeout(after, LATE));
        shown = Promise.race([late, new Promise((now) => { done = now; })]);
        act("move", label, value);
      },
      pressed: (label) => act("press", label),
      dragged: (x, y, phase) => act("drag", x, y, phase),
      painted: () => shown,
    });
    view.picture.append(image);
    image.addEventListener("load", () => done());
    const paint = () => {
      if (model.get("picture") === painted) return;
      painted = model.get("picture");
      const old = url;
      url = URL.createObjectURL(new Blob([painted]));
      image.src = url;
      URL.revokeObjectURL(old);
    };
    const told = () => {
      view.tell(model.get("told"));
      image.alt = model.get("told").reading;
    };
    /** Show what controls hold, but for those moved since. */
    const state = () => {
      const ahead = model.get("acts").filter(([number, kind]) =>
        kind === "move" && number > model.get("heard"));
      const moved = new Set(ahead.map(([, , label]) => label));
      view.apply(Object.fromEntries(Object.entries(model.get("state"))
        .filter(([label]) => !moved.has(label))));
    };
    const heard = {
      spec: () => view.describe(model.get("spec")),
      state,
      told,
      picture: paint,
      heard: () => {
        state();
        paint();
        // The picture may be the same as before.
        if (image.complete) done();
      },
    };
    for (const [name, hear] of Object.entries(heard)) {
      hear();
      model.on(`change:${name}`, hear);
    }
    return () => {
      for (const [name, hear] of Object.entries(heard)) {
        model.off(`change:${name}`, hear);
      }
      URL.revokeObjectURL(url);
      view.close();
    };
  },
};
