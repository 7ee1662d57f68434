// The sum of the steps beside the limit while one types; the server adds up again.
const place = document.querySelector(".sum");
const shares = () => [...document.querySelectorAll('.step input[name$="-share"]')];
const amount = (box) => Number(box.value.trim().replace(",", ".") || 0);

function count() {
  const sum = shares().reduce((whole, box) => whole + Math.round(amount(box) * 10000), 0) / 10000;
  const fits = sum === Number(place.dataset.total);
  place.querySelector("output").textContent = Number.isFinite(sum) ? String(sum).replace(".", ",") : "?";
  place.querySelector(".fits").hidden = !fits;
  place.querySelector(".differs").hidden = fits;
}

if (place) document.addEventListener("input", (event) => event.target.name?.endsWith("-share") && count());
