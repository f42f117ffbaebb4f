"""How fast the review page is in a tab of Chromium, for ``benchmarks/review.py``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

# until(holds): a promise of the time at which something held and had been painted, looked at before
# each frame. paints: from each key until what it changed had been painted.
_CLOCK = """() => {
  const painted = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel(); // a task behind the frame
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  });
  window.until = (holds) => new Promise((resolve) => {
    const look = () => painted(() => (holds() ? resolve(performance.now()) : look()));
    look();
  });
  window.paints = [];
  document.addEventListener("keydown", (event) => {
    painted(() => window.paints.push(performance.now() - event.timeStamp));
  }, true);
}"""
_CHOOSE = """async (value) => {
  const list = document.querySelector("#list");
  const state = document.querySelector("#state");
  const begun = performance.now();
  list.dataset.ready = "";
  state.value = value;
  state.dispatchEvent(new Event("change"));
  return await until(() => list.dataset.ready) - begun;
}"""
_SEARCH = """async (text) => {
  const list = document.querySelector("#list");
  const search = document.querySelector("#search");
  const begun = performance.now();
  list.dataset.ready = "";
  search.value = text;
  search.dispatchEvent(new Event("input"));
  return await until(() => list.dataset.ready) - begun;
}"""
_SAVE = """async (said) => {
  const begun = performance.now();
  document.querySelector(".saved").textContent = "";
  document.querySelector(".save").click();
  return await until(() => document.querySelector(".saved").textContent === said) - begun;
}"""
# Scrolls through all of the list, a screen at a time, each until its rows are there.
_SCROLL = """async () => {
  const list = document.querySelector("#list");
  for (let top = 0; top < list.scrollHeight; top += 40 * list.clientHeight) {
    list.scrollTop = top;
    const middle = list.getBoundingClientRect().top + list.clientHeight / 2;
    const shown = () => document.elementFromPoint(list.clientWidth / 2, middle);
    await until(() => shown()?.closest(".sentence"));
  }
}"""
_TYPED = "Совет долины снова собрался, чтобы говорить о воде. Его слушали долго."


def look(address: str, repeat: int, told: Callable[[str, list[float]], None]) -> None:
    """Measure the page behind an address that lets a browser in."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if not chromium:
        print("no Chromium: nothing is measured in a tab")
        return
    with sync_playwright() as starter:
        browser = starter.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.goto(address)
        tab.wait_for_selector(".sentence")
        firsts = []
        for _ in range(repeat):
            tab.goto("about:blank")
            tab.goto(address.split("?")[0], wait_until="commit")
            tab.evaluate(_CLOCK)
            firsts.append(tab.evaluate("until(() => document.querySelector('.sentence'))"))
        told("tab: first rows, of a new page", firsts)
        states = ["machine", "todo"] * (repeat // 2)
        told("tab: filter by state", [tab.evaluate(_CHOOSE, one) for one in states])
        searches = [f"sentence {number}9" for number in range(repeat)]
        # Of these, 60 ms wait for the next letter.
        told("tab: search, with the wait", [tab.evaluate(_SEARCH, one) for one in searches])
        tab.evaluate(_SEARCH, "")
        tab.evaluate(_CHOOSE, "all")
        tab.locator(".sentence .target").nth(3).click()
        tab.wait_for_selector("#translation")
        tab.evaluate("paints.length = 0")
        tab.keyboard.type(_TYPED, delay=60)
        told("tab: key to paint", tab.evaluate("paints"))
        saves = []
        for number in range(repeat):
            tab.keyboard.type(str(number % 10))
            saves.append(tab.evaluate(_SAVE, "saved"))
        told("tab: save", saves)
        measures = tab.context.new_cdp_session(tab)
        measures.send("Performance.enable")
        print(f"tab: memory with the first rows: {_memory(measures)}")
        tab.evaluate(_SCROLL)
        print(f"tab: memory after going through all: {_memory(measures)}")
        browser.close()


def _memory(measures: Any) -> str:
    measures.send("HeapProfiler.collectGarbage")
    found = {
        one["name"]: one["value"] for one in measures.send("Performance.getMetrics")["metrics"]
    }
    return f"{found['JSHeapUsedSize'] / 1e6:.1f} MB of scripts, {found['Nodes']:.0f} nodes"
