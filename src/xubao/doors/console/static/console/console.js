/* Keyboard and small manners of the console. No framework; everything also works without it. */
(() => {
  "use strict";
  document.documentElement.classList.add("live");
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const wide = () => window.matchMedia("(min-width: 1200px)").matches;
  let chosen = one("[data-panel]")?.dataset.panel ?? null;
  let wanted = null; // the newest row asked for: late answers to earlier ones are dropped

  const rows = () => all("tr[data-task]");
  const rowOf = (policy) => rows().find((row) => row.dataset.task === policy);

  function mark(policy) {
    chosen = policy;
    for (const row of rows()) {
      const here = row.dataset.task === policy;
      row.classList.toggle("here", here);
      if (here) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
    }
  }

  function open(row) {
    if (!row) return;
    wanted = row.dataset.task;
    mark(wanted);
    row.scrollIntoView({ block: "nearest" });
    window.htmx.trigger(one("a.who", row), "click");
  }

  let moving = 0;
  function move(step) {
    const listed = rows();
    if (!listed.length) return;
    const at = listed.findIndex((row) => row.dataset.task === chosen);
    const row = listed[Math.min(listed.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    mark(row.dataset.task);
    row.scrollIntoView({ block: "nearest" });
    clearTimeout(moving);
    if (wide()) moving = setTimeout(() => open(row), 180); // a held key does not ask for every row it passes
  }

  function close() {
    one(".work")?.classList.remove("work-open");
    one("a.who", rowOf(chosen) ?? document)?.focus();
  }

  const KEYS = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    Enter: () => open(rowOf(chosen)), Escape: close,
    "/": () => (one("[data-find]") ?? one("[data-seek]"))?.focus(),
    c: () => one("[data-claim]")?.requestSubmit(),
    n: () => one("#note")?.focus(),
    s: () => one("[data-record]")?.requestSubmit(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    const radio = target.matches?.("input[type=radio]");
    if (target.matches?.("input, textarea, select") && !radio) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (event.key === "Enter" && target.matches?.("a, button, summary")) return;
    if (radio && event.key.startsWith("Arrow")) return; // arrows walk through the outcomes there
    const outcome = /^[1-9]$/.test(event.key) && one(`input[data-key="${event.key}"]`);
    if (outcome) { outcome.checked = true; outcome.focus(); event.preventDefault(); return; }
    const act = KEYS[event.key];
    if (!act || (!rows().length && event.key !== "/" && event.key !== "Escape")) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    const close_notice = event.target.closest("[data-close]");
    if (close_notice) { close_notice.closest(".told").remove(); return; }
    if (event.target.closest("[data-panel-close]")) { close(); return; }
    if (event.target.closest("[data-reload]")) { event.preventDefault(); location.reload(); return; }
    const row = event.target.closest("tr[data-task]");
    if (!row) return;
    if (event.target.closest("a.who")) { wanted = row.dataset.task; mark(wanted); } else open(row);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-sieve] select")) event.target.form.requestSubmit();
  });

  document.addEventListener("submit", (event) => {
    const button = one("[data-busy]", event.target);
    if (!button) return;
    button.lastChild.textContent = button.dataset.busy;
    button.setAttribute("aria-busy", "true");
    setTimeout(() => { button.disabled = true; }); // after the form has been sent with it
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const to = event.detail.target;
    const address = event.detail.pathInfo?.requestPath ?? "";
    if (to?.id !== "panel" || !address.startsWith("/worklist/task/")) return;
    if (wanted && decodeURIComponent(address.slice("/worklist/task/".length)) !== wanted) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const to = event.detail.target;
    if (to?.id === "notice") { to.scrollIntoView({ block: "nearest" }); return; }
    if (to?.id === "panel") {
      one(".work").classList.add("work-open");
      one("#notice").replaceChildren();
      to.scrollTop = 0;
      mark(one("[data-panel]", to)?.dataset.panel ?? chosen);
      if (!wide()) to.focus();
    }
    if (chosen) mark(chosen);
  });
  document.addEventListener("htmx:sendError", () => {
    const english = document.documentElement.lang === "en";
    const box = document.createElement("div");
    box.className = "told told-error";
    box.textContent = english ? "The server cannot be reached. Nothing was saved; check the network and try again."
      : "连接不上服务器，内容没有保存。请检查网络后重试。";
    one("#notice")?.replaceChildren(box);
  });

  window.addEventListener("load", () => {
    one(".phases .here")?.scrollIntoView({ block: "nearest", inline: "center" });
    if (wide() && !chosen && rows().length) open(rows()[0]);
  });
})();
