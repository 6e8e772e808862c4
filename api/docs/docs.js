"use strict";
// Describes what /openapi.json says and tries it. Texts only ever become text nodes.

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const resolved = (description, schema) => {
  const name = schema.$ref?.split("/").pop();
  return name ? description.components.schemas[name] : schema;
};

const hint = (schema) => {
  const kind = schema.type === "array" ? `list of ${schema.items?.type ?? "values"}` : schema.type;
  const bounds = ["minimum", "maximum", "maxItems", "maxLength"]
    .filter((key) => key in schema)
    .map((key) => `${key} ${schema[key]}`);
  const usual = schema.default === undefined || schema.default === "" || schema.default?.length === 0
    ? [] : [`default ${schema.default}`];
  return [kind, ...bounds, ...usual].filter(Boolean).join(", ");
};

const field = (description, parameter) => {
  const schema = resolved(description, parameter.schema);
  const choices = schema.enum ?? (schema.type === "boolean" ? [true, false] : null);
  const input = choices
    ? make("select", { name: parameter.name }, make("option", { value: "" }, "–"),
        ...choices.map((choice) => make("option", {}, String(choice))))
    : make("input", { name: parameter.name, type: "text", autocomplete: "off" });
  if (parameter.required) input.required = true;
  const about = [parameter.description, hint(schema)].filter(Boolean).join(" · ");
  return make("label", {}, make("code", {}, parameter.name), parameter.required ? " *" : "",
    input, make("small", {}, about));
};

const pretty = (text) => {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
};

const key = make("input", { type: "password", autocomplete: "off", id: "key" });

const ask = async (path, method, form, scopes) => {
  const query = new URLSearchParams();
  const headers = scopes.length && key.value ? { Authorization: `Bearer ${key.value}` } : {};
  let body;
  let address = path;
  for (const [name, value] of new FormData(form)) {
    if (name === "(body)") body = value;
    else if (path.includes(`{${name}}`)) address = address.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== "") query.append(name, value);
  }
  if (query.size) address += `?${query}`;
  if (body !== undefined) headers["Content-Type"] = form.dataset.media;
  const start = performance.now();
  const reply = await fetch(address, { method, body, headers });
  const text = await reply.text();
  const took = Math.round(performance.now() - start);
  const shown = headers.Authorization ? "-H 'Authorization: Bearer …' " : "";
  const curl = `curl ${shown}${body === undefined ? "" : `-d '${body}' `}'${location.origin}${address}'`;
  const kept = ["content-type", "maas-version", "etag", "retry-after"]
    .filter((name) => reply.headers.has(name))
    .map((name) => `${name}: ${reply.headers.get(name)}`);
  return [curl, "", `${reply.status} ${reply.statusText}  ${took} ms  ${text.length} characters`,
    ...kept, "", pretty(text).slice(0, 200000)].join("\n");
};

const operation = (description, path, method, described) => {
  const output = make("pre", { tabindex: "0", "aria-live": "polite" });
  output.hidden = true;
  const fields = (described.parameters ?? []).map((each) => field(description, each));
  const scopes = (described.security ?? []).flatMap((each) => each.key ?? []);
  const [media] = Object.keys(described.requestBody?.content ?? {});
  if (media) {
    const area = make("textarea", { name: "(body)", rows: "4" }, media.endsWith("json") ? "{}" : "");
    fields.push(make("label", {}, `body (${media})`, area));
  }
  const form = make("form", { "data-media": media ?? "" }, ...fields, make("button", {}, "Try it"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    output.hidden = false;
    output.textContent = "…";
    try { output.textContent = await ask(path, method, form, scopes); }
    catch (problem) { output.textContent = String(problem); }
  });
  const answers = Object.entries(described.responses).map(([status, answer]) => {
    const content = Object.entries(answer.content ?? {});
    const kinds = content.map(([media, { schema }]) =>
      [media, schema?.$ref?.split("/").pop()].filter(Boolean).join(" → "));
    return make("li", {}, `${status} ${answer.description}${kinds.length ? `: ${kinds.join(", ")}` : ""}`);
  });
  return make("details", { id: described.operationId },
    make("summary", {}, make("b", {}, method), " ", make("code", {}, path), " ", described.summary,
      ...scopes.map((scope) => make("small", {}, `takes a key of scope ${
        [...new Set([scope, "operator"])].join(" or ")}`))),
    make("p", {}, described.description ?? ""), form, make("ul", {}, ...answers), output);
};

const schemas = (description) => Object.entries(description.components.schemas).map(
  ([name, schema]) => make("details", { id: `type-${name}` }, make("summary", {}, make("code", {}, name),
    " ", schema.description ?? ""), make("pre", { tabindex: "0" }, JSON.stringify(schema, null, 2))));

const show = async () => {
  const description = await (await fetch("/openapi.json")).json();
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) =>
      operation(description, path, method.toUpperCase(), described)));
  document.querySelector("main").replaceChildren(
    make("p", {}, description.info.description), make("label", {}, "Key, for addresses that take one", key),
    make("h2", {}, "Addresses"), ...operations,
    make("h2", {}, "Types"), ...schemas(description));
  if (location.hash) document.querySelector(location.hash)?.setAttribute("open", "");
};

show();
