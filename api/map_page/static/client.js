// Questions to the service; whatever goes wrong is a sentence people can read.
import { now, words } from "./world.js";

export const ask = async (path, query, signal) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const reply = await fetch(`/api/${path}?${new URLSearchParams(given)}`, { signal }).catch((problem) => {
    throw signal?.aborted ? problem : new Error(words.offline);
  });
  const body = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Error(words.problems[body.code] ?? body.detail ?? `HTTP ${reply.status}`);
  const read = reply.headers.get("Maas-Version")?.match(/^(\d{4})(\d\d)(\d\d)-/);
  return Object.assign(body, { dataDay: read?.slice(1).join("-"), asked: now() });
};
