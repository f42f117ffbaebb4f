// The page: which document, which view, which sentence.

import { get, post } from "./api.js";
import { Bulk } from "./bulk.js";
import { $, complain, el, say, t } from "./dom.js";
import { Editor } from "./editor.js";
import { TAB, watch } from "./events.js";
import { listen } from "./keys.js";
import { VirtualList } from "./list.js";
import { dividers, showPane } from "./panes.js";
import { articleBlocks, queueRow, styled } from "./rows.js";

const list = $("#list");
const BLOCKS = 200; // of the whole document, as the server gives them
const place = new URLSearchParams(location.search);
let view = place.get("view") === "article" ? "article" : "queue";
let editor = null;
let asked = 0;
let others = []; // who else is at work, and where
let article = { start: 0, end: 0, total: 0 };

const desk = () => ({ document: $("#document").value, locale: $("#locale").value });
const filters = () => ({
  state: $("#state").value, check: $("#check").value, sort: $("#sort").value, text: $("#search").value,
});

const queue = new VirtualList(
  list,
  async (offset) => {
    try {
      return await get("queue", { ...desk(), ...filters(), offset });
    } catch (error) {
      complain(error);
      return null;
    }
  },
  (row) => {
    const element = queueRow(row, desk().locale, {
      open, select: bulkSelect, selected: bulk.keys.has(row.key), current: editor?.row.key === row.key,
    });
    showOthers(element);
    return element;
  },
);
const bulk = new Bulk({ desk, filters, queue, changed: reload, leave });
function bulkSelect(key, range) { bulk.select(key, range); }

// Whose name stands beside a sentence: theirs who have it open too.
function showOthers(element) {
  const here = others.filter((one) => one.key === element.dataset.key).map((one) => one.name);
  element.classList.toggle("taken", here.length > 0);
  element.title = here.join(", ");
}

// The address names what is shown: a reload shows it again, and so does the browser's way back.
function remember(key, step = false) {
  const address = `/?${new URLSearchParams({ ...desk(), view, ...filters() })}${key ? `#${key}` : location.hash}`;
  if (step && address !== location.pathname + location.search + location.hash) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
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

async function load({ key = "", more = "", offset = 0 } = {}) {
  const number = ++asked;
  const wanted = { ...desk(), ...filters(), offset, key };
  try {
    const answer = view === "article" ? await get("article", wanted) : await get("queue", { ...wanted, soon: 1 });
    if (number !== asked) return;
    complain(null);
    $("#desk").className = `desk ${view}`;
    if (view === "article") showBlocks(answer, more);
    else {
      queue.begin(answer);
      if (!answer.rows.length) list.append(el("p", { class: "empty" }, t("Nothing to show: no sentence passes the filter.")));
    }
    remember(key);
    list.dataset.ready = String(number);
    // A large document's first rows come before the server has read the rest.
    const whole = answer.total === null ? await get("queue", wanted) : answer;
    if (number !== asked) return;
    if (whole !== answer) {
      whole.rows.forEach((row) => queue.update(row)); // others may bear on them
      queue.count(whole.total);
    }
    showCounts(whole.counts);
    $("#total").textContent = view === "queue" ? `${t("Shown")}: ${whole.total}` : "";
  } catch (error) {
    complain(error);
  }
}

function showBlocks(answer, more) {
  const elements = articleBlocks(answer.blocks, desk().locale, open);
  for (const button of list.querySelectorAll(":scope > .more")) button.remove();
  if (more === "later") list.append(...elements);
  else if (more === "earlier") list.prepend(...elements);
  else {
    article = { start: answer.offset, end: answer.offset, total: answer.total };
    list.replaceChildren(...elements);
  }
  article.start = Math.min(article.start, answer.offset);
  article.end = Math.max(article.end, answer.offset + answer.blocks.length);
  if (article.start > 0) list.prepend(moreButton("earlier", Math.max(article.start - BLOCKS, 0)));
  if (article.end < article.total) list.append(moreButton("later", article.end));
}

const moreButton = (which, offset) =>
  el("button", { type: "button", class: `more ${which}`, onclick: () => load({ more: which, offset }) }, t("Show more"));

async function reload() {
  await load({ key: editor?.row.key ?? "" });
  await editor?.load();
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

// Saves what was typed and not saved; false where that does not work, and the editor stays.
async function leave() {
  if (editor?.dirty && !(await editor.save(false))) return false;
  close();
  return true;
}

function close() {
  if (!editor) return;
  const { key } = editor.row;
  editor.end();
  editor = null;
  $("#place").replaceChildren(el("p", { class: "nothing pane edit" }, t("Choose a sentence of the list.")));
  mark(key, false);
}

function mark(key, open) {
  for (const one of list.querySelectorAll(`[data-key="${key}"]`)) {
    one.classList.toggle("open", open);
    if (open) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
}

async function open(key, { step = true } = {}) {
  if (editor?.row.key === key) {
    showPane("edit");
    return editor.focus();
  }
  if (!(await leave())) return undefined;
  let row = queue.rows.get(queue.places.get(key));
  if (view === "article" || !row) {
    try {
      row = await get("entry", { ...desk(), key });
    } catch (error) {
      return complain(error);
    }
  }
  const mine = (editor = new Editor(desk(), row, changed));
  mine.on(".approve", approve);
  $("#place").replaceChildren(mine.form);
  dividers(mine.form);
  mine.begin();
  if (view === "queue" && queue.places.has(key)) queue.reveal(queue.places.get(key));
  mark(key, true);
  if (view === "article") list.querySelector(`[data-key="${key}"]`)?.scrollIntoView({ block: "nearest" });
  showPane("edit");
  mine.focus();
  remember(key, step);
  post("here", { tab: TAB, key }).catch(() => {});
  return mine.load();
}

// A sentence has another text or state: show it wherever it is shown.
function changed({ row, counts }) {
  if (counts) showCounts(counts);
  if (view === "queue") queue.update(row);
  else {
    for (const old of list.querySelectorAll(`.piece[data-key="${row.key}"]`)) {
      old.className = `piece ${row.state}${old.classList.contains("open") ? " open" : ""}`;
      old.replaceChildren(...styled(row.pieces));
    }
  }
}

async function move(step) {
  if (view === "article") {
    const all = [...list.querySelectorAll("[data-key]")];
    const now = editor ? all.findIndex((one) => one.dataset.key === editor.row.key) : step > 0 ? -1 : 0;
    let next = all[now + step];
    if (!next && step > 0 && article.end < article.total) {
      await load({ more: "later", offset: article.end });
      next = [...list.querySelectorAll("[data-key]")][now + step];
    }
    return next ? open(next.dataset.key) : atEnd();
  }
  const now = editor ? queue.places.get(editor.row.key) ?? -1 : step > 0 ? -1 : 0;
  const row = await queue.row(now + step);
  return row ? open(row.key) : atEnd();
}

async function atEnd() {
  if (await leave()) say(t("This was the last sentence."));
}

// To a sentence wherever it stands: by its number, or the next one of a kind.
async function jump(which) {
  const from = which === "number" ? $("#number").valueAsNumber - 1 : (editor ? editor.row.index : -1) + 1;
  if (!(from >= 0)) return undefined;
  try {
    const { key } = await get("next", { ...desk(), which, from });
    if (!key) return say(t("There is none after this one."));
    if (view === "queue" && !queue.places.has(key)) await load({ key });
    return await open(key);
  } catch (error) {
    return complain(error);
  }
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
  if (key) await open(key, { step: false });
}

function choose(select, value) {
  if (value && [...select.options].some((option) => option.value === value)) select.value = value;
}

function setTheme(value) {
  document.documentElement.dataset.theme = value;
  $("#theme").value = value;
}

function takeAddress(parameters) {
  for (const name of ["document", "locale", "state", "check", "sort"]) choose($(`#${name}`), parameters.get(name));
  $("#search").value = parameters.get("text") ?? "";
}

function start() {
  takeAddress(place);
  $("#locale").addEventListener("change", showProgress);
  for (const name of ["document", "locale", "state", "check", "sort"]) {
    $(`#${name}`).addEventListener("change", async () => { if (await leave()) { bulk.none(); load(); } });
  }
  let timer;
  $("#search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => { if (await leave()) load(); }, 200);
  });
  $("#filters").addEventListener("submit", (event) => event.preventDefault());
  $("#place").addEventListener("submit", (event) => event.preventDefault());
  $("#view-queue").addEventListener("click", () => show("queue"));
  $("#view-article").addEventListener("click", () => show("article"));
  $("#tab-list").addEventListener("click", () => showPane("list"));
  $("#tab-edit").addEventListener("click", () => showPane("edit"));
  $("#number").addEventListener("change", () => jump("number"));
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
  window.addEventListener("popstate", async () => {
    const before = new URLSearchParams({ ...desk(), view, ...filters() }).toString();
    if (!(await leave())) return;
    const parameters = new URLSearchParams(location.search);
    takeAddress(parameters);
    const key = location.hash.slice(1);
    if (parameters.toString() !== before) {
      view = parameters.get("view") === "article" ? "article" : "queue";
      await show(view);
    } else if (key) await open(key, { step: false });
  });
  document.addEventListener("selectionchange", () => editor?.aids.takeSelection());
  window.addEventListener("pagehide", () => editor?.saveLeaving());
  document.addEventListener("visibilitychange", () => { if (document.hidden) editor?.autosave(); });
  // Back from another program, a PO editor say: the sentence may have changed there.
  window.addEventListener("focus", () => editor?.load());
  listen({
    approve, undo, move, show: () => show(view === "queue" ? "article" : "queue"), jump,
    save: () => editor?.save(false),
    copy: () => editor?.copySource(),
    placeable: () => editor?.insertMissing(),
    goto: () => { $("#number").focus(); $("#number").select(); },
    select: () => editor && bulk.toggle(editor.row.key),
    replace: () => bulk.showReplace(),
    choice: (number) => { if (editor?.choices[number]) editor.use(editor.choices[number]); },
    note: () => editor && $(".note", editor.form).focus(),
    leave: async () => {
      const key = editor?.row.key;
      if (!(await leave())) return;
      showPane("list");
      list.querySelector(`[data-key="${key}"] .target, .piece[data-key="${key}"]`)?.focus();
    },
    search: () => { document.body.classList.add("unfolded"); $("#fold").setAttribute("aria-expanded", true); $("#search").focus(); },
    addNote: () => editor?.aids.note(),
  });
  dividers(document);
  watch(desk, {
    people: (people) => {
      $("#people").replaceChildren(...people.map((one) => el("span", { class: "chip" }, `☻ ${one.name}`)));
      others = people.filter((one) => one.tab !== TAB);
      for (const row of list.querySelectorAll(".sentence")) showOthers(row);
    },
    rows: (keys) => { for (const key of keys) refresh(key); },
    all: () => reload(),
  });
  show(view).then(showProgress);
}

// A sentence has changed on the disk or in another tab.
async function refresh(key) {
  if (editor?.row.key === key) return editor.load();
  if (view === "queue" && !queue.places.has(key)) return undefined;
  try {
    return changed({ row: await get("entry", { ...desk(), key }) });
  } catch {
    return undefined;
  }
}

start();
