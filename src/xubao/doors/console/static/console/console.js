/* Keyboard and small manners of the console. No framework; everything also works without it. */
(() => {
  "use strict";

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isWide = () => window.matchMedia("(min-width: 1200px)").matches;
  const rows = () => all("tr[data-task]");
  const rowOf = (policy) => rows().find((row) => row.dataset.task === policy);

  const TASK = "/worklist/task/";
  const PAUSE = 180; // ms a row must stay marked before it opens: a held key does not ask for every row it passes

  let chosen = one("[data-panel]")?.dataset.panel ?? null; // the row that is marked
  let wanted = null; // the newest row asked for: late answers to earlier ones are dropped
  let moving = 0; // the timer of a row that is about to open

  // ---- the worklist ----

  /** Mark the row of a policy, and no other. */
  function mark(policy) {
    chosen = policy;
    for (const row of rows()) {
      const here = row.dataset.task === policy;
      row.classList.toggle("here", here);
      if (here) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  /** Remember that a row was asked for, and mark it. */
  function want(row) {
    wanted = row.dataset.task;
    mark(wanted);
  }

  /** Open a row in the panel: its own link does the asking. */
  function open(row) {
    if (!row) return;
    want(row);
    row.scrollIntoView({ block: "nearest" });
    window.htmx.trigger(one("a.who", row), "click");
  }

  /** Mark the row some steps away; where the panel stands beside the list it opens after a pause. */
  function move(step) {
    const listed = rows();
    if (!listed.length) return;
    const at = listed.findIndex((row) => row.dataset.task === chosen);
    const next = at < 0 ? 0 : at + step;
    const row = listed[Math.min(listed.length - 1, Math.max(0, next))];
    mark(row.dataset.task);
    row.scrollIntoView({ block: "nearest" });
    clearTimeout(moving);
    if (isWide()) moving = setTimeout(() => open(row), PAUSE);
  }

  /** Close the panel where it lies over the list, and go back to the row. */
  function close() {
    one(".work")?.classList.remove("work-open");
    one("a.who", rowOf(chosen) ?? document)?.focus();
  }

  // ---- keys ----

  const KEYS = {
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Enter: () => open(rowOf(chosen)),
    Escape: close,
    "/": () => (one("[data-find]") ?? one("[data-seek]"))?.focus(),
    c: () => one("[data-claim]")?.requestSubmit(),
    n: () => one("#note")?.focus(),
    s: () => one("[data-record]")?.requestSubmit(),
  };
  const ANYWHERE = ["/", "Escape"]; // the other keys belong to the worklist

  /** Whether a key belongs to what has the focus, not to us. */
  function isTheirs(event) {
    const radio = event.target.matches?.("input[type=radio]");
    if (radio) return event.key.startsWith("Arrow"); // arrows walk through the outcomes there
    return event.key === "Enter" && event.target.matches?.("a, button, summary");
  }

  /** Whether somebody is writing or choosing in a field. */
  function isField(target) {
    return target.matches?.("input, textarea, select") && !target.matches("input[type=radio]");
  }

  /** Choose the outcome a digit stands for; say whether there was one. */
  function chooseOutcome(key) {
    const outcome = /^[1-9]$/.test(key) && one(`input[data-key="${key}"]`);
    if (!outcome) return false;
    outcome.checked = true;
    outcome.focus();
    return true;
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isField(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (isTheirs(event)) return;
    if (chooseOutcome(event.key)) {
      event.preventDefault();
      return;
    }
    const act = KEYS[event.key];
    if (!act || (!rows().length && !ANYWHERE.includes(event.key))) return;
    event.preventDefault();
    act();
  }

  // ---- clicks and forms ----

  function onClick(event) {
    const within = (selector) => event.target.closest(selector);
    if (within("[data-close]")) {
      within("[data-close]").closest(".told").remove();
    } else if (within("[data-panel-close]")) {
      close();
    } else if (within("[data-reload]")) {
      event.preventDefault();
      location.reload();
    } else if (within("a.who") && within("tr[data-task]")) {
      want(within("tr[data-task]")); // the link itself asks for the panel
    } else {
      open(within("tr[data-task]"));
    }
  }

  /** Send the filters as soon as one is chosen. */
  function onChange(event) {
    if (event.target.matches("[data-sieve] select")) event.target.form.requestSubmit();
  }

  /** Say on the button that a long step is under way, and keep it from being sent twice. */
  function onSubmit(event) {
    const button = one("[data-busy]", event.target);
    if (!button) return;
    button.lastChild.textContent = button.dataset.busy;
    button.setAttribute("aria-busy", "true");
    setTimeout(() => { button.disabled = true; }); // after the form has been sent with it
  }

  // ---- answers of the server ----

  /** Drop the answer for a row that is no longer the one asked for. */
  function beforeSwap(event) {
    const address = event.detail.pathInfo?.requestPath ?? "";
    if (event.detail.target?.id !== "panel" || !address.startsWith(TASK)) return;
    const answered = decodeURIComponent(address.slice(TASK.length));
    if (wanted && answered !== wanted) event.detail.shouldSwap = false;
  }

  /** Show a panel that has come: from its top, with its row marked, over the list where there is no room beside it. */
  function showPanel(panel) {
    one(".work").classList.add("work-open");
    one("#notice").replaceChildren();
    panel.scrollTop = 0;
    mark(one("[data-panel]", panel)?.dataset.panel ?? chosen);
    if (!isWide()) panel.focus();
  }

  function afterSwap(event) {
    const to = event.detail.target;
    if (to?.id === "notice") {
      to.scrollIntoView({ block: "nearest" });
      return;
    }
    if (to?.id === "panel") showPanel(to);
    if (chosen) mark(chosen); // the list itself may be new
  }

  /** Say that nothing was saved when the server cannot be reached. */
  function onLostServer() {
    const english = document.documentElement.lang === "en";
    const box = document.createElement("div");
    box.className = "told told-error";
    box.textContent = english
      ? "The server cannot be reached. Nothing was saved; check the network and try again."
      : "连接不上服务器，内容没有保存。请检查网络后重试。";
    one("#notice")?.replaceChildren(box);
  }

  /** Bring the present phase into sight; open the first row where the panel would stand empty beside the list. */
  function onLoad() {
    one(".phases .here")?.scrollIntoView({ block: "nearest", inline: "center" });
    if (isWide() && !chosen && rows().length) open(rows()[0]);
  }

  document.documentElement.classList.add("live");
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:afterSwap", afterSwap);
  document.addEventListener("htmx:sendError", onLostServer);
  window.addEventListener("load", onLoad);
})();
