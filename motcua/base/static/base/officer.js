// Keys for officers; every page works without this file.
const typing = (el) => el.matches("input, select, textarea, [contenteditable]");
let going = false;

const rows = () => [...document.querySelectorAll(".listing tbody tr")].filter((row) => row.querySelector("a, button, input"));

function walk(step) {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.querySelector("a, button, input").focus();
}

function go(letter) {
  going = false;
  document.body.classList.remove("going");
  document.querySelector(`[data-shortcut="${CSS.escape(letter)}"]`)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (going) return go(event.key);
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  } else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "g") {
    going = true;
    document.body.classList.add("going");
    setTimeout(() => { going = false; document.body.classList.remove("going"); }, 1500);
  }
});

// A form goes once: the second press would only repeat the same idempotency key.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

document.getElementById("errors")?.focus();
