// Translates as one types. Text goes into the page as text, never as HTML.

const strings = JSON.parse(document.documentElement.dataset.strings);
const t = (message) => strings[message] ?? message;
const $ = (selector, inside = document) => inside.querySelector(selector);
const AFTER = 400; // milliseconds without a key stroke
let timer;
let asked = 0;
let waiting = null;

function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const targets = () => [...document.querySelectorAll("input[name=target]:checked")].map((one) => [one.value, one.parentElement.textContent.trim()]);
const key = () => ($("#key")?.value ? { api_key: $("#key").value } : {});

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => ({ error: `HTTP ${response.status}` }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const translate = (q, target, signal) => ask("/translate", {
  method: "POST", signal, headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ q, source: $("#source").value, target, alternatives: 3, ...key() }),
});

// How sure the machine is, where the translation comes from, and what the glossary asks for.
function about(answer) {
  const meta = el("div", { class: "meta" });
  const sure = answer.provenance.filter((one) => "confidence" in one).map((one) => one.confidence);
  if (sure.length) {
    const least = Math.round(100 * Math.min(...sure));
    meta.append(el("p", { class: least < 50 ? "doubt" : "good" }, `${t("Confidence, the least sure sentence")}: ${least} %`));
  }
  const remembered = answer.provenance.filter((one) => one.origin === "memory").length;
  if (remembered) meta.append(el("p", {}, `${t("Sentences from the memory")}: ${remembered}`));
  const terms = answer.provenance.flatMap((one) => one.glossary ?? []);
  if (terms.length) {
    meta.append(el("p", {}, t("Glossary")), el("ul", {}, ...terms.map((one) => el(
      "li", { class: one.honoured ? "good" : "doubt" },
      `${one.honoured ? "✓" : "✗"} ${one.term} → ${one.targets.join("; ") || one.term}`,
    ))));
  }
  if (answer.alternatives?.length) {
    meta.append(el("p", {}, t("Alternatives")), el("ul", {}, ...answer.alternatives.map((text) => el("li", {}, text))));
  }
  return meta;
}

async function show() {
  const number = ++asked;
  waiting?.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  const q = $("#q").value;
  $("#count").textContent = `${[...q].length} / ${$("#q").maxLength}`;
  const results = $("#results");
  if (!q.trim() || !targets().length) return results.replaceChildren();
  const places = targets().map(([code, name]) => {
    const place = el("div", { class: "result", lang: code }, el("h2", {}, name), el("p", { class: "text" }, "…"));
    return [code, name, place];
  });
  results.replaceChildren(...places.map(([, , place]) => place));
  for (const [code, name, place] of places) {
    try {
      const answer = await translate(q, code, signal);
      if (number !== asked) return undefined;
      const copy = el("button", { type: "button" }, t("Copy"));
      copy.addEventListener("click", () => navigator.clipboard?.writeText(answer.translatedText));
      place.replaceChildren(el("h2", {}, name, copy), el("p", { class: "text" }, answer.translatedText), about(answer));
    } catch (error) {
      if (number !== asked || error.name === "AbortError") return undefined;
      place.replaceChildren(el("h2", {}, name), el("p", { class: "error", role: "alert" }, error.message));
    }
  }
  return undefined;
}

async function send(file) {
  const told = $("#files");
  for (const [target, name] of targets()) {
    told.append(el("span", {}, `${file.name} → ${name} … `));
    const form = new FormData();
    for (const [field, value] of Object.entries({ source: $("#source").value, target, ...key() })) form.append(field, value);
    form.append("file", file);
    try {
      const { translatedFileUrl } = await ask("/translate_file", { method: "POST", body: form });
      const path = new URL(translatedFileUrl).pathname;
      told.lastChild.replaceWith(el("a", { href: path, download: "" }, `${t("Fetch")}: ${file.name} → ${name}`), el("br"));
    } catch (error) {
      told.lastChild.replaceWith(el("span", { class: "error" }, `${file.name}: ${error.message}`), el("br"));
    }
  }
}

$("#q").addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, AFTER);
});
for (const one of document.querySelectorAll("#source, input[name=target]")) one.addEventListener("change", show);
$("#form").addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
$("#q").addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") show();
});
$("#language").addEventListener("change", (event) => event.target.form.submit());
const drop = $("#drop");
if (drop) {
  drop.hidden = false;
  $("#file").addEventListener("change", (event) => [...event.target.files].forEach(send));
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") [...event.dataTransfer.files].forEach(send);
    });
  }
}
document.body.dataset.ready = "1";
