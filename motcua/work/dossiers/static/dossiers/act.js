// What is typed in the form of an act is kept every few seconds, for its officer alone. Without this file a button does the same.
const form = document.querySelector("form.act-form");
const said = document.querySelector("[data-draft]");
const PAUSE = 3000;
let waiting = 0;
let going = null;
let sent = false;

async function keep() {
  if (sent || going) return;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  body.set("save_draft", "auto");
  going = new AbortController();
  try {
    const answer = await fetch(form.getAttribute("action") || location.pathname, { method: "POST", body, signal: going.signal });
    if (answer.ok) said.textContent = `Đã tự lưu nháp lúc ${await answer.text()}.`;
    else if (answer.status === 409) said.textContent = "Hồ sơ vừa thay đổi; nháp không tự lưu nữa. Hãy mở lại trang.";
  } catch {
    if (!sent) said.textContent = "Chưa tự lưu được nháp; sẽ thử lại.";
  }
  going = null;
}

form?.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, PAUSE); });
form?.addEventListener("submit", () => { sent = true; clearTimeout(waiting); going?.abort(); });
addEventListener("pageshow", () => { sent = false; });

// "Xem" beside a check shows that paper at the left.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sheet]");
  if (!link || !window.htmx) return;
  event.preventDefault();
  window.htmx.ajax("GET", link.href, { target: "#sheet-side", select: "#sheet-side", swap: "outerHTML show:none" });
});
