// The page: which document, which view, which sentence.

import { get, post } from "./api.js";
import { $, complain, el, say, t } from "./dom.js";
import { Editor } from "./editor.js";
import { listen } from "./keys.js";
import { articleBlocks, queueRow } from "./rows.js";

const list = $("#list");
const place = new URLSearchParams(location.search);
let view = place.get("view") === "article" ? "article" : "queue";
let shown = { rows: new Map(), start: 0, end: 0, total: 0 };
let editor = null;
let asked = 0;

const desk = () => ({ document: $("#document").value, locale: $("#locale").value });
const filters = () => ({
  state: $("#state").value, check: $("#check").value, sort: $("#sort").value, text: $("#search").value,
});

// The address names what is shown, so that a reload shows it again.
function remember(key) {
  const parameters = new URLSearchParams({ ...desk(), view, ...filters() });
  history.replaceState(null, "", `/?${parameters}${key ? `#${key}` : location.hash}`);
}

function showCounts(counts) {
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const approved = counts.approved ?? 0;
  const percent = all ? Math.floor((100 * approved) / all) : 100;
  $("#bar").setAttribute("aria-valuenow", percent);
  $("#bar-approved").setAttribute("width", `${(100 * approved) / (all || 1)}%`);
  $("#bar-edited").setAttribute("width", `${(100 * (approved + (counts.edited ?? 0))) / (all || 1)}%`);
  $("#counts").textContent = `${approved} / ${all} · ${percent} %`;
}

function buildRow(row) {
  shown.rows.set(row.key, row);
  return queueRow(row, desk().locale, () => open(row.key));
}

async function load({ key = "", offset = 0, more = "" } = {}) {
  const number = ++asked;
  try {
    const name = view === "article" ? "article" : "queue";
    const wanted = { ...desk(), ...filters(), offset, key };
    const answer = await get(name, more ? wanted : { ...wanted, soon: 1 });
    if (number !== asked) return;
    complain(null);
    const items = view === "article" ? answer.blocks : answer.rows;
    const elements = view === "article"
      ? articleBlocks(items, desk().locale, open)
      : items.map(buildRow);
    $(".earlier", list)?.remove();
    $(".later", list)?.remove();
    if (more === "later") list.append(...elements);
    else if (more === "earlier") list.prepend(...elements);
    else {
      editor = null;
      const kept = items.map((row) => [row.key, row]);
      shown = { rows: view === "article" ? new Map() : new Map(kept), start: answer.offset, end: answer.offset };
      list.replaceChildren(...elements);
    }
    // Where the rows beside it are not the neighbours, the editor shows those.
    const together = view === "article" || Object.values(filters()).join(" ") === "all  document ";
    list.className = together ? view : `${view} scattered`;
    shown.start = Math.min(shown.start, answer.offset);
    shown.end = Math.max(shown.end, answer.offset + items.length);
    remember(key);
    list.dataset.ready = String(number);
    // A large document's first rows come before the server has read the rest.
    const whole = answer.total === null ? await get(name, wanted) : answer;
    if (number !== asked) return;
    if (whole !== answer) whole.rows.forEach((row) => changed({ row })); // others may bear on them
    shown.total = whole.total;
    if (shown.start > 0) list.prepend(moreButton("earlier"));
    if (shown.end < shown.total) list.append(moreButton("later"));
    if (!items.length && !more) list.append(el("p", { class: "empty" }, t("Nothing to show: no sentence passes the filter.")));
    showCounts(whole.counts);
    $("#total").textContent = view === "queue" ? `${t("Shown")}: ${whole.total}` : "";
  } catch (error) {
    complain(error);
  }
}

// How far each document is, in the picker; asked for after what the person waits for.
async function showProgress() {
  try {
    for (const { document: name, counts } of await get("progress", { locale: desk().locale })) {
      const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
      const option = [...$("#document").options].find((one) => one.value === name);
      if (option) option.textContent = `${name} · ${all ? Math.floor((100 * (counts.approved ?? 0)) / all) : 100} %`;
    }
  } catch {
    // A document that cannot be read says so when it is opened.
  }
}

// In steps of what the server gives at once.
function moreButton(which) {
  const step = view === "article" ? 200 : 50;
  const action = () => load({ more: which, offset: which === "later" ? shown.end : Math.max(shown.start - step, 0) });
  return el("button", { type: "button", class: `more ${which}`, onclick: action }, t("Show more"));
}

// Saves what was typed and not saved; false where that does not work, and the editor stays.
async function leave() {
  if (editor?.dirty && !(await editor.save(false))) return false;
  close();
  return true;
}

function close() {
  if (!editor) return;
  const home = list.querySelector(".open");
  home?.classList.remove("open");
  editor.form.remove();
  editor = null;
}

async function open(key) {
  if (editor?.row.key === key) return editor.focus();
  if (!(await leave())) return undefined;
  const home = list.querySelector(`[data-key="${key}"]`);
  if (!home) return undefined;
  let row = shown.rows.get(key);
  if (!row) {
    try {
      row = await get("entry", { ...desk(), key });
    } catch (error) {
      return complain(error);
    }
  }
  const mine = (editor = new Editor(desk(), row, changed));
  mine.on(".approve", approve);
  home.classList.add("open");
  if (view === "article") home.parentElement.after(mine.form);
  else home.append(mine.form);
  mine.focus();
  home.scrollIntoView({ block: "nearest" });
  mine.form.scrollIntoView({ block: "nearest" });
  remember(key);
  return mine.load();
}

// A sentence has another text or state: show it wherever it is shown.
function changed({ row, counts }) {
  if (counts) showCounts(counts);
  if (view === "queue") {
    const old = list.querySelector(`.sentence[data-key="${row.key}"]`);
    if (!old) return;
    shown.rows.set(row.key, row);
    old.className = `sentence ${row.state}${old.classList.contains("open") ? " open" : ""}`;
    $(".cells", old).replaceWith($(".cells", buildRow(row)));
    return;
  }
  for (const old of list.querySelectorAll(`.piece[data-key="${row.key}"]`)) {
    old.className = `piece ${row.state}${old.classList.contains("open") ? " open" : ""}`;
    old.textContent = row.reads;
  }
}

async function move(step) {
  const all = [...list.querySelectorAll("[data-key]")];
  const now = editor ? all.findIndex((one) => one.dataset.key === editor.row.key) : step > 0 ? -1 : 0;
  let next = all[now + step];
  if (!next && step > 0 && shown.end < shown.total) {
    await load({ more: "later", offset: shown.end });
    next = [...list.querySelectorAll("[data-key]")][now + step];
  }
  if (next) await open(next.dataset.key);
  else if (await leave()) say(t("This was the last sentence."));
}

async function approve() {
  if (editor && (await editor.save(true))) await move(1);
}

async function undo() {
  try {
    const answer = await post("undo", desk());
    close();
    changed(answer);
    say(t("taken back"));
    await open(answer.row.key);
  } catch (error) {
    complain(error);
  }
}

async function show(which) {
  if (!(await leave())) return;
  view = which;
  const key = location.hash.slice(1);
  for (const name of ["queue", "article"]) $(`#view-${name}`).setAttribute("aria-pressed", name === view);
  $("#filters").hidden = view === "article";
  await load({ key });
  if (key) await open(key);
}

function choose(select, value) {
  if (value && [...select.options].some((option) => option.value === value)) select.value = value;
}

function setTheme(value) {
  document.documentElement.dataset.theme = value;
  $("#theme").value = value;
}

function start() {
  $("#locale").addEventListener("change", showProgress);
  for (const name of ["document", "locale", "state", "check", "sort"]) {
    choose($(`#${name}`), place.get(name));
    $(`#${name}`).addEventListener("change", async () => { if (await leave()) load(); });
  }
  $("#search").value = place.get("text") ?? "";
  let timer;
  $("#search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => { if (await leave()) load(); }, 200);
  });
  $("#filters").addEventListener("submit", (event) => event.preventDefault());
  list.addEventListener("submit", (event) => event.preventDefault());
  $("#view-queue").addEventListener("click", () => show("queue"));
  $("#view-article").addEventListener("click", () => show("article"));
  $("#fold").addEventListener("click", () => {
    const unfolded = document.body.classList.toggle("unfolded");
    $("#fold").setAttribute("aria-expanded", unfolded);
  });
  $("#undo").addEventListener("click", undo);
  $("#help").addEventListener("click", () => $("#shortcuts").showModal());
  setTheme(localStorage.getItem("l10n theme") ?? "");
  $("#theme").addEventListener("change", (event) => {
    localStorage.setItem("l10n theme", event.target.value);
    setTheme(event.target.value);
  });
  $("#language").addEventListener("change", async (event) => {
    if (!(await leave())) return;
    await post("language", { language: event.target.value });
    location.reload();
  });
  window.addEventListener("beforeunload", (event) => { if (editor?.dirty) event.preventDefault(); });
  // Back from another program, a PO editor say: the sentence may have changed there.
  window.addEventListener("focus", () => editor?.load());
  listen({
    approve, undo, move, show: () => show(view === "queue" ? "article" : "queue"),
    save: () => editor?.save(false),
    choice: (number) => { if (editor?.choices[number]) editor.use(editor.choices[number]); },
    note: () => editor && $(".note", editor.form).focus(),
    leave: async () => { const key = editor?.row.key; if (await leave()) list.querySelector(`[data-key="${key}"] .target, .piece[data-key="${key}"]`)?.focus(); },
    search: () => { document.body.classList.add("unfolded"); $("#fold").setAttribute("aria-expanded", true); $("#search").focus(); },
    addNote: () => editor?.note(),
  });
  show(view).then(showProgress);
}

start();
