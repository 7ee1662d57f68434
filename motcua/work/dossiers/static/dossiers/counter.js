// Keys, look-ups and uploads of the counter; every act works without this file.
const form = document.querySelector("form.filing, form.returning");
const typing = (el) => el.matches("input:not([type=checkbox], [type=radio]), select, textarea");
const press = (el) => el?.click();

document.body.classList.add("by-keys");

// --- keys -----------------------------------------------------------------------------------------------------------
function tickAll() {
  const boxes = [...document.querySelectorAll(".paper[data-required] > .name input")];
  const off = boxes.filter((box) => !box.checked);
  for (const box of off) box.checked = true;
  return boxes.length > 0;
}

function nextField(from) {
  const all = [...form.elements].filter((el) => el.type !== "hidden" && el.tabIndex >= 0 && !el.disabled && el.offsetParent !== null);
  const next = all.slice(all.indexOf(from) + 1).find((el) => typing(el) || el.type === "checkbox" || el.type === "radio" || el.matches("[data-accept]"));
  next?.focus();
  next?.select?.();
}

document.addEventListener("keydown", (event) => {
  const el = event.target;
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    press(form?.querySelector("[data-accept]"));
  } else if (event.key === "F2" && tickAll()) {
    event.preventDefault();
  } else if (event.key === "F4" && !event.altKey && form?.querySelector("[data-take]")) {
    event.preventDefault();
    press(form.querySelector("[data-take]"));
  } else if (event.key === "Enter" && form?.matches(".filing") && form.contains(el) && el.matches("input") && el.type !== "submit" && el.type !== "file") {
    event.preventDefault();
    if (el.matches("[name=id_number], [name=tax_code]")) look(el);
    nextField(el);
  }
});

// --- the list of procedures: arrows walk it ---------------------------------------------------------------------------
const seek = document.querySelector(".seek-procedure input");
seek?.form.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") {
    event.preventDefault();
    document.querySelector("#thay .lead-cell a")?.focus();
  }
});
if (seek) {
  document.addEventListener("keydown", (event) => {
    const links = [...document.querySelectorAll("#thay .lead-cell a")];
    const at = links.indexOf(event.target);
    if (at < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    (links[at + (event.key === "ArrowDown" ? 1 : -1)] ?? (at === 0 ? seek : links[at])).focus();
  });
}

// --- who this is: asked once the number is whole -----------------------------------------------------------------------
const applicant = form?.querySelector("[data-recall]");
let asked = form?.querySelector("[name=to-number]")?.value ?? "";

const fieldOf = (name) => form.querySelector(`[name="${CSS.escape(name)}"]:not([type=radio])`);
function say(name, value) {
  const field = fieldOf(name);
  if (field && value) field.value = value;
}

async function look(field) {
  const text = field.value.trim();
  const number = text.replace(/[\s.-]/g, "");
  if (!applicant || (!text.includes("|") && !/^\d{9,14}$/.test(number)) || text === asked || number === asked) return;
  asked = text;
  const said = new FormData();
  for (const name of ["csrfmiddlewaretoken", "procedure"]) said.set(name, fieldOf(name).value);
  said.set("kind", form.querySelector("[name=kind]:checked")?.value ?? "person");
  said.set(field.name, text);
  let answer;
  try {
    answer = await fetch(applicant.dataset.recall, { method: "POST", body: said });
  } catch {
    return;
  }
  const made = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("nguoi-cu");
  if (!made || field.value.trim() !== text) return;
  document.getElementById("nguoi-cu").replaceWith(made);
  const card = Object.fromEntries([...made.querySelectorAll("[data-card]")].map((el) => [el.dataset.card, el.value]));
  if (card.number) {
    for (const [name, value] of Object.entries(card)) say(name === "number" ? "id_number" : name, value);
    asked = card.number;
    fieldOf("phone").focus();
  }
}

applicant?.addEventListener("change", (event) => {
  if (event.target.matches("[name=id_number], [name=tax_code]")) look(event.target);
});
form?.addEventListener("click", (event) => {
  if (event.target.closest("[data-take]")) {
    event.preventDefault();
    for (const el of form.querySelectorAll("[data-field]")) say(el.dataset.field, el.value);
    const first = ["phone", "address"].map(fieldOf).find((el) => !el.value) ?? form.querySelector("[data-tick]");
    first.focus();
  } else if (event.target.closest("[data-look]")) {
    event.preventDefault();
    asked = "";
    look(form.querySelector("[name=kind]:checked")?.value === "organisation" ? fieldOf("tax_code") : fieldOf("id_number"));
  } else if (event.target.closest("[data-tick]") && tickAll()) {
    event.preventDefault();
  }
});

// --- what is promised follows the way to file --------------------------------------------------------------------------
form?.addEventListener("change", (event) => {
  const { due, fee } = event.target.dataset ?? {};
  if (!due) return;
  for (const el of form.querySelectorAll("[data-shows]")) el.textContent = el.dataset.shows === "due" ? due : fee;
});

// --- files: each checked at once ---------------------------------------------------------------------------------------
const papers = form?.querySelector("[data-upload]");
const tray = document.getElementById("khay");

async function send(file) {
  const said = new FormData();
  said.set("csrfmiddlewaretoken", fieldOf("csrfmiddlewaretoken").value);
  said.set("file", file);
  const answer = await fetch(papers.dataset.upload, { method: "POST", body: said });
  const kind = answer.headers.get("content-type") ?? "";
  return kind.includes("json") ? answer.json() : { wrong: "Chưa gửi được tệp; tệp sẽ được gửi cùng biểu mẫu." , keep: true };
}

const made = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes });

function placed(input, line, kept) {
  const paper = input.closest(".paper");
  line.className = "";
  if (paper) {
    const prefix = paper.id;
    const box = made("label", "");
    box.append(made("input", "", { type: "checkbox", name: `${prefix}-file_drop`, value: kept.id }), " bỏ tệp này");
    line.replaceChildren(made("input", "", { type: "hidden", name: `${prefix}-file_id`, value: kept.id }), made("span", `Đã giữ: ${kept.name}`, { className: "kept" }), " ", box);
    paper.querySelector(".name input").checked = true;
    return;
  }
  const choice = made("select", "", { name: `tray-${kept.id}-for` });
  choice.append(made("option", "chọn giấy tờ…", { value: "" }));
  for (const one of papers.querySelectorAll(".paper")) choice.append(made("option", one.querySelector(".name span").textContent.slice(0, 80), { value: one.id.replace("paper-", "") }));
  choice.append(made("option", "bỏ tệp này", { value: "bo" }));
  const label = made("label", `${kept.name} là `);
  label.append(choice);
  line.replaceChildren(made("input", "", { type: "hidden", name: "tray_id", value: kept.id }), label);
}

async function take(input, files) {
  const list = (input.closest(".paper") ?? tray).querySelector(".files");
  const failed = new DataTransfer();
  for (const file of files) {
    const line = made("li", `${file.name}: đang kiểm tra…`, { className: "busy" });
    list.append(line);
    const kept = await send(file).catch(() => ({ wrong: "Mất kết nối; tệp sẽ được gửi cùng biểu mẫu.", keep: true }));
    if (kept.id) placed(input, line, kept);
    else line.replaceChildren(made("span", `${file.name}: ${kept.wrong}`, { className: "error" }));
    if (kept.keep) failed.items.add(file);
  }
  input.files = failed.files;
}

form?.addEventListener("change", (event) => {
  if (papers && event.target.type === "file") take(event.target, [...event.target.files]);
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  tray?.addEventListener(kind, (event) => {
    event.preventDefault();
    tray.classList.toggle("over", kind === "dragover");
    if (kind === "drop") take(tray.querySelector("input[type=file]"), [...event.dataTransfer.files]);
  });
}

// --- what was typed is not left behind by a slip of the hand ------------------------------------------------------------
let typed = false;
form?.addEventListener("input", () => { typed = true; });
form?.addEventListener("submit", () => { typed = false; });
addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

document.querySelector("#errors, #paper-errors")?.focus();
