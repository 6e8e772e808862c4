// Elements from values. Texts only ever become text nodes, so that nothing becomes markup.
export const find = (selector) => document.querySelector(selector);
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key.startsWith("--") || key === "flex-grow") element.style.setProperty(key, value);
    else if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== ""));
  return element;
};

export const button = (text, click, attributes) => make("button", { type: "button", click, ...attributes }, text);

// Changes what is inside; what was unfolded (if it is the same again) and what has the focus stay so.
export const renew = (root, isSame, change, parts = isSame ? "button, summary, a" : ".head") => {
  const open = isSame ? [...root.querySelectorAll("details")].map((each) => each.open) : [];
  const focused = [...root.querySelectorAll(parts)].indexOf(document.activeElement);
  change();
  root.querySelectorAll("details").forEach((each, i) => { each.open = open[i] ?? each.open; });
  root.querySelectorAll(parts)[focused]?.focus({ preventScroll: true });
};
