// An explorer whose picture the kernel draws. It follows _face.js, and is
// called by anywidget; `model` holds the traits of `Face` in _face.py.

const LATE = 1000; // milliseconds after which Run no longer waits

export default {
  render({ model, el }) {
    let url = "", done = () => {};
    let shown = Promise.resolve();
    const image = element("img", { draggable: false });
    const view = face(el, model.get("spec"), {
      changed: () => {
        const late = new Promise((after) => setTimeout(after, LATE));
        shown = Promise.race([late, new Promise((now) => { done = now; })]);
        model.set("state", { ...view.values });
        model.save_changes();
      },
      pressed: (label) => model.send({ pressed: label }),
      dragged: (...gesture) => {
        model.set("gesture", gesture);
        model.save_changes();
      },
      painted: () => shown,
    });
    view.picture.append(image);
    image.addEventListener("load", () => done());
    const paint = () => {
      const old = url;
      url = URL.createObjectURL(new Blob([model.get("picture")]));
      image.src = url;
      URL.revokeObjectURL(old);
    };
    const told = () => {
      view.tell(model.get("told"));
      image.alt = model.get("told").reading;
    };
    const heard = {
      spec: () => view.describe(model.get("spec")),
      state: () => view.apply(model.get("state")),
      told,
      picture: paint,
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
