// Keys and small comforts for officers; every page works without this file. The keys stand in the card (#keys): what it says is what is done.
const $ = (what) => document.querySelector(what);
const all = (what, where = document) => [...where.querySelectorAll(what)];
const typing = (el) => el.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), select, textarea, [contenteditable]");
const seen = (el) => el.getClientRects().length > 0;

const rows = () => all(".listing tbody tr, [data-row]").filter((row) => seen(row) && row.querySelector("a, button, input"));
const here = () => document.activeElement.closest(".listing tbody tr, [data-row]");

function walk(step) {
  const list = rows();
  const next = list[Math.min(Math.max(list.indexOf(here()) + step, 0), list.length - 1)];
  if (!next) return;
  (next.querySelector("a[href]") ?? next.querySelector("button, input:not([type=hidden])")).focus();
}

let going = 0;
function stop() {
  clearTimeout(going);
  going = 0;
  document.body.classList.remove("going");
}

function card() {
  const dialog = $("dialog#keys");
  if (!dialog) return;
  const rows = all("main [data-key]").filter(seen).map((el) => {
    const row = document.createElement("tr");
    row.append(document.createElement("th"), document.createElement("td"));
    row.firstChild.append(document.createElement("kbd"));
    row.querySelector("kbd").textContent = el.dataset.key;
    row.lastChild.textContent = el.textContent.trim();
    return row;
  });
  dialog.querySelector("[data-acts-of-page]").replaceChildren(...rows);
  dialog.showModal();
}

const deeds = {
  search: () => ($("#find") && seen($("#find")) ? $("#find").focus() : $(".to-find")?.click()),
  down: () => walk(1),
  up: () => walk(-1),
  tick: () => here()?.querySelector("input[type=checkbox]")?.click(),
  go: () => {
    document.body.classList.add("going");
    going = setTimeout(stop, 1500);
  },
  card,
  leave: () => {
    all("details.menu[open]").forEach((menu) => { menu.open = false; });
    document.activeElement.blur();
  },
};
const keys = new Map(all("#keys [data-does]").map((row) => [row.dataset.keyOf, deeds[row.dataset.does]]));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("dialog[open]")) return;
  if (typing(event.target) && event.key !== "Escape") return;
  if (going) {
    stop();
    $(`[data-shortcut="${CSS.escape(event.key)}"]`)?.click();
    return;
  }
  const deed = keys.get(event.key);
  const act = all(`main [data-key="${CSS.escape(event.key)}"]`).find(seen);
  if (deed) deed();
  else if (act) act.matches("a, summary") ? act.click() : act.focus(); // what writes is pressed with Enter, never by one letter
  if ((deed || act) && event.key !== "Escape") event.preventDefault();
});

// A menu closes when one goes on elsewhere.
document.addEventListener("click", (event) => all("details.menu[open]").forEach((menu) => { menu.open = menu.contains(event.target); }));

// A form goes once: the second press would only repeat the same idempotency key.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

// The bar of bulk acts counts what is chosen and can choose everything.
for (const bar of all("[data-toolbar]")) {
  const form = bar.closest("form");
  const boxes = () => all(`tbody input[type=checkbox][name="${CSS.escape(bar.dataset.toolbar)}"], [data-row] input[type=checkbox][name="${CSS.escape(bar.dataset.toolbar)}"]`, form);
  const whole = bar.querySelector("[data-all]");
  const tell = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    bar.querySelector("output").textContent = chosen ? `Đã chọn ${chosen} ${bar.dataset.noun}` : `Chưa chọn ${bar.dataset.noun} nào`;
    whole.checked = chosen > 0 && chosen === boxes().length;
    whole.indeterminate = chosen > 0 && !whole.checked;
  };
  whole.closest("label").hidden = false;
  whole.addEventListener("change", () => { boxes().forEach((box) => { box.checked = whole.checked; }); tell(); });
  form.addEventListener("change", tell);
  addEventListener("pageshow", tell);
  tell();
}

$("#errors")?.focus();
