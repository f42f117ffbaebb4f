// Building elements. Text goes in as text, never as HTML: nothing that a document or a translator
// wrote can become markup.

const strings = JSON.parse(document.documentElement.dataset.strings);

export const t = (message) => strings[message] ?? message;

export const $ = (selector, inside = document) => inside.querySelector(selector);

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// What the server found to differ: pieces of text, each the same, removed or added.
export function differences(pieces) {
  const tags = { same: "span", removed: "del", added: "ins" };
  return pieces.map(([what, text]) => el(tags[what], {}, text));
}

// A time as files have it, in the reader's own time zone: 2026-11-23 14:05.
export function moment(text) {
  const time = new Date(text.replace(" ", "T").replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  if (text.length < 16 || Number.isNaN(time.getTime())) return text;
  const pad = (number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())} ${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

export function say(text) {
  $("#announce").textContent = text;
}

export function complain(error) {
  const box = $("#message");
  box.replaceChildren(error ? error.message : "");
  if (error?.hint) box.append(el("span", { class: "hint" }, ` ${error.hint}`));
  box.hidden = !error;
}
