// Reading before signing in batch: a box opens when the end of its dossier was on the screen. Without this file all boxes are open.
const ends = document.querySelectorAll("[data-read] input[name=code]");
const count = document.querySelector(".lead-count");
const sign = count?.closest(".lead-bar")?.querySelector("button");

function say() {
  const chosen = [...ends].filter((box) => box.checked).length;
  if (sign) sign.disabled = chosen.length === 0;
  if (count) count.textContent = `Đã chọn ${chosen}/${ends.length}`;
}

if (ends.length && "IntersectionObserver" in window) {
  const seen = new IntersectionObserver((found) => {
    for (const one of found.filter((entry) => entry.isIntersecting)) {
      one.target.disabled = false;
      seen.unobserve(one.target);
    }
  });
  for (const box of ends) {
    box.disabled = !box.checked;
    seen.observe(box);
  }
  document.addEventListener("change", say);
  say();
}

// One sheet open at a time comes into view with its first control.
for (const sheet of document.querySelectorAll(".lead-sheet")) {
  sheet.addEventListener("toggle", () => sheet.open && sheet.querySelector("input:not([type=hidden]), select")?.focus());
}
