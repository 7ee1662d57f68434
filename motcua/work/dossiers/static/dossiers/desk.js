// Triage by keys, and the dossier beside the list. The list works without this file: rows are links, acts are buttons.
const desk = document.getElementById("desk");
const pane = document.getElementById("pane");
const wide = matchMedia("(min-width: 75rem)");
const rows = () => [...desk.querySelectorAll("tbody tr[data-code]")];
const here = () => desk.querySelector("tr.on") ?? document.activeElement?.closest?.("tr[data-code]");
const memory = { get: () => sessionStorage.getItem("desk-row"), set: (code) => sessionStorage.setItem("desk-row", code), drop: () => sessionStorage.removeItem("desk-row") };
let waiting = 0;

function mark(row, { open = true, focus = true } = {}) {
  if (!row) return;
  desk.querySelectorAll("tr.on").forEach((one) => one.classList.remove("on"));
  row.classList.add("on");
  memory.set(row.dataset.code);
  if (focus) row.querySelector("a[data-open]").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  if (open && wide.matches) show(row);
}

function show(row) {
  clearTimeout(waiting);
  desk.classList.add("with-pane");
  pane.hidden = false;
  waiting = setTimeout(() => window.htmx.ajax("GET", `${row.querySelector("a[data-open]").pathname}/khung`, { target: "#pane", swap: "innerHTML" }), 200);
}

function close() {
  desk.classList.remove("with-pane");
  pane.hidden = true;
  pane.replaceChildren();
}

function walk(step) {
  const all = rows();
  const at = all.indexOf(here());
  mark(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
}

const chosen = () => rows().filter((row) => row.querySelector("input[name=ma]").checked);

function count() {
  const bar = desk.querySelector(".bulk");
  if (!bar) return;
  const picked = chosen();
  bar.classList.toggle("idle", !picked.length);
  bar.querySelector("[data-count]").textContent = picked.length ? `Với ${picked.length} hồ sơ đã chọn:` : "Chọn hồ sơ bằng ô vuông hoặc phím x để làm nhiều hồ sơ một lần.";
  bar.querySelectorAll("[data-act]").forEach((button) => {
    const able = picked.every((row) => row.dataset.acts.split(" ").includes(button.dataset.act));
    button.disabled = !able;
    button.title = able ? "" : "Không phải mọi hồ sơ đã chọn đều làm được việc này.";
  });
}

function tick(row) {
  const box = row?.querySelector("input[name=ma]");
  if (box) { box.checked = !box.checked; count(); }
}

function act(key) {
  const button = [...desk.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && !one.disabled);
  if (!button) return false;
  if (button.dataset.act && !chosen().length) { tick(here()); if (button.disabled || !chosen().length) return false; }
  button.click();
  return true;
}

const KEYS = {
  j: () => walk(1), k: () => walk(-1), ArrowDown: () => walk(1), ArrowUp: () => walk(-1),
  x: () => tick(here()),
  o: () => { const url = here()?.dataset.paper; if (url) location.href = url; },
  v: () => { const url = here()?.dataset.next; if (url) location.href = url; },
  Enter: () => { const row = here(); if (row) location.href = row.querySelector("a[data-open]").href; },
  Escape: close,
};

function keyed(event) {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.body.classList.contains("going")) return;
  if (target.matches("input:not([type=checkbox]), select, textarea, summary") || (event.key === "Enter" && target.matches("button, a:not([data-open])"))) return;
  if (pane.contains(target) && event.key.startsWith("Arrow")) return;
  const does = KEYS[event.key];
  if (does) does(); else if (!act(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function clicked(event) {
  const link = event.target.closest("a[data-open]");
  if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  mark(link.closest("tr"), { open: true });
}

if (desk) {
  document.addEventListener("keydown", keyed, true);
  desk.addEventListener("click", clicked);
  desk.addEventListener("change", count);
  addEventListener("pageshow", count);
  const last = memory.get();
  const row = last && rows().find((one) => one.dataset.code === last);
  if (row) mark(row, { open: true, focus: false });
}
