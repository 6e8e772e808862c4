// Questions to the service; whatever goes wrong is a sentence people can read.
import { now, words } from "./world.js";

const heard = async (address, options) => {
  const reply = await fetch(`/api/${address}`, options).catch((problem) => {
    throw options.signal?.aborted ? problem : new Error(words.offline);
  });
  const body = await reply.json().catch(() => ({}));
  if (!reply.ok) {
    const text = words.problems[body.code] ?? body.detail ?? `HTTP ${reply.status}`;
    throw Object.assign(new Error(text), { status: reply.status });
  }
  const read = reply.headers.get("Maas-Version")?.match(/^(\d{4})(\d\d)(\d\d)-.*\.(\d+)$/);
  return Object.assign(body, { dataDay: read?.slice(1, 4).join("-"), version: Number(read?.[4]), asked: now() });
};
const showing = (key) => (key ? { Authorization: `Bearer ${key}` } : {});

export const ask = (path, query, signal, key) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return heard(`${path}?${new URLSearchParams(given)}`, { signal, headers: showing(key) });
};

export const tell = (method, path, body, key) => heard(path, { method, body: body && JSON.stringify(body),
  headers: { ...showing(key), ...(body ? { "Content-Type": "application/json" } : {}) } });
