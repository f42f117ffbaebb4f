// Translates as one types. Text goes into the page as text, never as HTML.

const strings = JSON.parse(document.documentElement.dataset.strings);
const t = (message) => strings[message] ?? message;
const $ = (selector, inside = document) => inside.querySelector(selector);
const AFTER = 400; // milliseconds without a key stroke
const DOUBT = 0.5; // below this confidence a sentence is marked
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

// Why a term is in the list, in the words of its rule; whoever keeps the glossary may say more.
function reason(term) {
  const words = term.targets.join("; ");
  const said = {
    use: `${t("the glossary wants")} ${words}`,
    forbid: `${t("the glossary does not want")} ${words}`,
    keep: t("the glossary leaves it as it is"),
  }[term.rule];
  return term.note ? `${said} (${term.note})` : said;
}

const termList = (sentences) => {
  const found = new Map(sentences.flatMap((one) => one.glossary ?? []).map((one) => [one.term + one.honoured, one]));
  if (!found.size) return [];
  return [el("p", {}, t("Glossary")), el("ul", {}, ...[...found.values()].map((one) => el(
    "li", { class: one.honoured ? "good" : "doubt" }, `${one.honoured ? "✓" : "✗"} ${one.term}: ${reason(one)}`,
  )))];
};

const percent = (share) => `${Math.round(100 * share)}\u00a0%`;

// How sure the machine is of all, where the translation comes from, and what the glossary asks for.
function about(sentences) {
  const sure = sentences.filter((one) => "confidence" in one).map((one) => one.confidence);
  const remembered = sentences.filter((one) => one.origin === "memory").length;
  const found = [];
  if (sure.length) {
    const least = Math.min(...sure);
    found.push(el("p", { class: least < DOUBT ? "doubt" : "good" }, `${t("Confidence, the least sure sentence")}: ${percent(least)}`));
  }
  if (remembered) found.push(el("p", {}, `${t("Sentences from the memory")}: ${remembered}`));
  found.push(...termList(sentences));
  if (sentences.length) found.push(el("p", {}, t("Choose a sentence to see other translations of it.")));
  return found;
}

// One sentence: what it translates, how sure, which terms, and the other translations to take.
function aboutOne(one, span, target, chosen) {
  const found = [el("p", {}, el("q", {}, one.text))];
  if ("confidence" in one) found.push(el("p", { class: one.confidence < DOUBT ? "doubt" : "good" }, `${t("Confidence")}: ${percent(one.confidence)}`));
  if (one.origin === "memory") found.push(el("p", { class: "good" }, t("From the memory")));
  if (one.origin === "glossary") found.push(el("p", { class: "good" }, t("From the glossary")));
  found.push(...termList([one]));
  const others = [one.translation, ...one.alternatives].filter((text) => text !== span.textContent);
  if (others.length) {
    const items = others.map((text) => {
      const button = el("button", { type: "button", lang: target }, text);
      button.addEventListener("click", () => {
        span.textContent = text;
        chosen[one.text] = text;
        span.click();
        span.focus();
      });
      return el("li", {}, button);
    });
    found.push(el("p", {}, t("Alternatives")), el("ul", {}, ...items));
  }
  return found;
}

// The translation with its sentences as places to click; they stand in it in their order.
function withSentences(answer, target, meta, chosen) {
  const text = el("p", { class: "text", lang: target });
  let rest = answer.translatedText;
  for (const one of answer.provenance) {
    const at = one.translation ? rest.indexOf(one.translation) : -1;
    if (at < 0) continue;
    const span = el("span", { class: one.confidence < DOUBT ? "sentence doubt" : "sentence", role: "button", tabindex: "0", "aria-expanded": "false" }, one.translation);
    span.addEventListener("click", () => {
      for (const other of text.children) other.setAttribute("aria-expanded", String(other === span));
      meta.replaceChildren(...aboutOne(one, span, target, chosen));
    });
    span.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      span.click();
    });
    text.append(rest.slice(0, at), span);
    rest = rest.slice(at + one.translation.length);
  }
  text.append(rest);
  return text;
}

function action(name, act) {
  const button = el("button", { type: "button" }, name);
  const told = el("span", { role: "status" });
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      told.textContent = await act();
      told.className = "good";
    } catch (error) {
      told.textContent = error.message;
      told.className = "error";
      button.disabled = false;
    }
  });
  return [button, told];
}

function fill(place, name, q, target, answer) {
  const chosen = {};
  const meta = el("div", { class: "meta" }, ...about(answer.provenance));
  const text = withSentences(answer, target, meta, chosen);
  const row = el("div", { class: "row" });
  const copy = el("button", { type: "button" }, t("Copy"));
  copy.addEventListener("click", () => navigator.clipboard?.writeText(text.textContent));
  row.append(copy);
  if ("reviews" in document.documentElement.dataset) {
    row.append(...action(t("Send to review"), async () => {
      const { document: name } = await ask("/review", {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ q, source: $("#source").value, target, chosen, ...key() }),
      });
      return `${t("It waits for review in the project")}: ${name}`;
    }));
  }
  place.replaceChildren(el("h2", { lang: target }, name), text, row, meta);
}

async function showOne(number, q, code, name, place, signal) {
  try {
    const answer = await translate(q, code, signal);
    if (number !== asked) return;
    fill(place, name, q, code, answer);
  } catch (error) {
    if (number !== asked || error.name === "AbortError") return;
    place.replaceChildren(el("h2", {}, name), el("p", { class: "error", role: "alert" }, error.message));
  }
  place.setAttribute("aria-busy", "false");
}

async function show() {
  clearTimeout(timer);
  const number = ++asked;
  waiting?.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  const q = $("#q").value;
  $("#count").textContent = `${[...q].length} / ${$("#q").maxLength}`;
  const results = $("#results");
  if (!q.trim() || !targets().length) {
    results.replaceChildren();
    return;
  }
  // What stands there stays until the new translation comes, so that nothing flickers as one types.
  const places = targets().map(([code, name]) => {
    const place = [...results.children].find((one) => one.dataset.target === code)
      ?? el("div", { class: "result", "data-target": code }, el("h2", { lang: code }, name), el("p", { class: "text" }, "…"));
    place.setAttribute("aria-busy", "true");
    return [code, name, place];
  });
  results.replaceChildren(...places.map(([, , place]) => place));
  await Promise.all(places.map(([code, name, place]) => showOne(number, q, code, name, place, signal)));
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
