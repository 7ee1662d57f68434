// Keys of the paper viewer; every one presses a link that is on the page.
const press = (selector) => {
  const link = document.querySelector(`#viewer ${selector}`);
  link?.click();
  return Boolean(link);
};
const document_ = (step) => {
  const links = [...document.querySelectorAll(".v-docs a")];
  links[links.findIndex((link) => link.matches("[aria-current]")) + step]?.click();
  return true;
};
const KEYS = {
  ArrowRight: () => press("a[rel=next]"), ArrowLeft: () => press("a[rel=prev]"),
  PageDown: () => press("a[rel=next]"), PageUp: () => press("a[rel=prev]"),
  r: () => press("[data-turn]"), f: () => whole(), "]": () => document_(1), "[": () => document_(-1), Escape: () => press("[data-back]"),
};

function whole() {
  const viewer = document.getElementById("viewer");
  if (document.fullscreenElement) document.exitFullscreen();
  else viewer.requestFullscreen?.();
  return true;
}

function ready() {
  document.querySelectorAll(".v-js").forEach((button) => { button.hidden = false; });
  const next = document.querySelector("#viewer a[rel=next]");
  const here = document.querySelector("#viewer .s-page img");
  if (next && here?.currentSrc) {
    const page = new URLSearchParams(next.search).get("trang");
    if (page) new Image().src = here.currentSrc.replace(/\/\d+\?/, `/${page}?`);
  }
  document.querySelector(".thumbs [aria-current]")?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (event.key === "Escape" && document.fullscreenElement) return;
  const panned = event.key.startsWith("Arrow") && event.target.matches(".s-page") && event.target.scrollWidth > event.target.clientWidth + 2;
  if (!panned && KEYS[event.key]?.()) event.preventDefault();
}, true);
document.addEventListener("click", (event) => { if (event.target.matches("[data-full]")) whole(); });
document.addEventListener("htmx:afterSettle", ready);
addEventListener("load", ready);
