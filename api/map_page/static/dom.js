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
  const open = isSame ? [...root.querySelectorAll("[open] > summary")].map((each) => each.textContent) : [];
  const before = [...root.querySelectorAll(parts)], i = before.indexOf(document.activeElement);
  change();
  for (const each of root.querySelectorAll("summary")) each.parentNode.open ||= open.includes(each.textContent);
  const after = i < 0 ? [] : [...root.querySelectorAll(parts)];
  (after.find((each) => each.textContent === before[i].textContent) ?? after[i])?.focus({ preventScroll: true });
};
