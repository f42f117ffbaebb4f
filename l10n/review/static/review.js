// The page: which document, which view, which sentence.

import { desk, filters, onChoice, remember, shown, takeAddress, viewOf } from "./address.js";
import { get, post } from "./api.js";
import { Bulk } from "./bulk.js";
import { controls, unfold } from "./controls.js";
import { $, complain, el, say, t } from "./dom.js";
import { Editor } from "./editor.js";
import { TAB, watch } from "./events.js";
import { listen } from "./keys.js";
import { VirtualList } from "./list.js";
import { dividers, showPane } from "./panes.js";
import { showOthers, showPeople } from "./people.js";
import { showCounts, showProgress } from "./progress.js";
import { queueRow } from "./rows.js";
import { Whole } from "./whole.js";

const list = $("#list");
const place = new URLSearchParams(location.search);
let view = viewOf(place);
let editor = null;
let last = ""; // the key of the sentence that is or was open
let asked = 0;

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
const whole = new Whole(list, { locale: () => desk().locale, open, load });
function bulkSelect(row, range) { bulk.select(row, range); }

async function load({ key = "", more = "", offset = 0 } = {}) {
  const number = ++asked;
  const wanted = { ...desk(), ...filters(), offset, key };
  try {
    const answer = view === "article" ? await get("article", wanted) : await get("queue", { ...wanted, soon: 1 });
    if (number !== asked) return;
    complain(null);
    $("#desk").className = `desk ${view}`;
    if (view === "article") whole.show(answer, more);
    else {
      queue.begin(answer);
      if (!answer.rows.length) list.append(el("p", { class: "empty" }, t("Nothing to show: no sentence passes the filter.")));
    }
    remember(view, key);
    list.dataset.ready = String(number);
    // A large document's first rows come before the server has read the rest.
    const all = answer.total === null ? await get("queue", wanted) : answer;
    if (number !== asked) return;
    if (all !== answer) {
      all.rows.forEach((row) => queue.update(row)); // others may bear on them
      queue.count(all.total);
    }
    showCounts(all.counts);
    $("#total").textContent = view === "queue" ? `${t("Shown")}: ${all.total}` : "";
  } catch (error) {
    complain(error);
  }
}

async function reload() {
  await load({ key: editor?.row.key ?? "" });
  await editor?.load();
  await editor?.autosave(); // what a lost server could not take
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

// pane: which one is in front where there is room for one only.
async function open(key, { step = true, pane = "edit" } = {}) {
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
  last = key;
  const mine = (editor = new Editor(desk(), row, changed));
  mine.on(".approve", approve);
  $("#place").replaceChildren(mine.form);
  dividers(mine.form);
  showPane(pane); // before the fields are made to fit
  mine.begin();
  if (view === "queue" && queue.places.has(key)) queue.reveal(queue.places.get(key));
  mark(key, true);
  if (view === "article") list.querySelector(`[data-key="${key}"]`)?.scrollIntoView({ block: "nearest" });
  mine.focus();
  remember(view, key, step);
  post("here", { tab: TAB, key }).catch(() => {});
  return mine.load();
}

// A sentence has another text or state: show it wherever it is shown.
function changed({ row, counts }) {
  if (counts) {
    showCounts(counts);
    bulk.saved(row);
  }
  if (view === "queue") queue.update(row);
  else whole.update(row);
}

// From the open sentence, or the one that was open last, so many steps on.
async function move(step) {
  let key;
  if (view === "article") key = await whole.neighbour(last, step);
  else {
    const now = queue.places.get(last) ?? (step > 0 ? -1 : 0);
    key = (await queue.row(now + step))?.key;
  }
  return key ? open(key) : atEnd();
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
    say(`${t("taken back")}: ${answer.count}`);
    await open(answer.row.key);
    if (answer.left) complain({ message: `${t("Left as they are, somebody has changed them since")}: ${answer.left}` });
  } catch (error) {
    complain(error);
  }
}

async function show(which, pane = "edit") {
  if (!(await leave())) return;
  view = which;
  const key = location.hash.slice(1);
  for (const name of ["queue", "article"]) $(`#view-${name}`).setAttribute("aria-pressed", name === view);
  $("#filters").hidden = view === "article";
  await load({ key });
  if (key) await open(key, { step: false, pane });
}

function start() {
  takeAddress(place);
  $("#locale").addEventListener("change", () => showProgress(desk().locale));
  onChoice(async () => { if (await leave()) { bulk.none(); load(); } });
  let timer;
  $("#search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => { if (await leave()) load(); }, 60);
  });
  $("#view-queue").addEventListener("click", () => show("queue", "list"));
  $("#view-article").addEventListener("click", () => show("article", "list"));
  $("#number").addEventListener("change", () => jump("number"));
  $("#undo").addEventListener("click", undo);
  controls(leave);
  window.addEventListener("popstate", async () => {
    const before = shown(view);
    if (!(await leave())) return;
    const parameters = new URLSearchParams(location.search);
    takeAddress(parameters);
    const key = location.hash.slice(1);
    if (parameters.toString() !== before) {
      await show(viewOf(parameters));
    } else if (key) await open(key, { step: false });
  });
  document.addEventListener("selectionchange", () => editor?.terms.takeSelection());
  window.addEventListener("pagehide", () => editor?.saveLeaving());
  document.addEventListener("visibilitychange", () => { if (document.hidden) editor?.autosave(); });
  // Back from another program, a PO editor say: the sentence may have changed there.
  window.addEventListener("focus", () => editor?.load());
  listen({
    approve, undo, move, show: () => show(view === "queue" ? "article" : "queue", "list"), jump,
    save: () => editor?.save(false),
    copy: () => editor?.copySource(),
    placeable: () => editor?.insertMissing(),
    goto: () => { $("#number").focus(); $("#number").select(); },
    select: () => editor && bulk.toggle(editor.row),
    replace: () => bulk.showReplace(),
    choice: (number) => { if (editor?.choices[number]) editor.use(editor.choices[number]); },
    note: () => editor && $(".note", editor.form).focus(),
    leave: async () => {
      const key = editor?.row.key;
      if (!(await leave())) return;
      showPane("list");
      list.querySelector(`[data-key="${key}"] .target, .piece[data-key="${key}"]`)?.focus();
    },
    search: () => { unfold(true); $("#search").focus(); },
    addNote: (field) => editor?.notes.add(field),
  });
  dividers(document);
  watch(desk, {
    people: (people) => showPeople(people, list),
    rows: (keys) => { for (const key of keys) refresh(key); },
    all: () => reload(),
  });
  show(view).then(() => showProgress(desk().locale));
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
