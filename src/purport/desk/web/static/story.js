// The story: a mark that is pointed at, focused or tapped shows whose statement it is, its chain, and why it was read so.

const text = document.querySelector(".body");
const tip = document.createElement("div");
tip.className = "tip";
tip.id = "tip";
tip.setAttribute("role", "tooltip");
tip.tabIndex = 0; // it may be longer than its box
tip.hidden = true;
document.body.append(tip);
let shown = null;
let closing = 0;
let here = ""; // where the pointer was last
let closed = null; // where it was when the tip was closed by hand

const spot = (event) => `${event.clientX} ${event.clientY}`;

/** The names of all that a mark stands in, the innermost first. */
function names(mark) {
  const found = [];
  for (let at = mark; at && at !== text; at = at.parentElement) {
    if (at.dataset.of && !found.includes(at.dataset.of)) found.push(at.dataset.of);
  }
  return found;
}

function light(found) {
  for (const one of document.querySelectorAll(".near")) one.classList.remove("near");
  for (const name of found) {
    for (const one of text.querySelectorAll(`[data-of="${CSS.escape(name)}"]`)) one.classList.add("near");
    document.querySelector(`.saying[data-said="${CSS.escape(name)}"]`)?.classList.add("near");
  }
}

/** What is known of a name, as it stands elsewhere on the page. */
function told(name) {
  const there = document.querySelector(`[data-said="${CSS.escape(name)}"]`);
  if (there === null) return null;
  const copy = document.createElement("div");
  const inner = (there.querySelector(".inner") ?? there).cloneNode(true);
  if (!inner.classList.contains("inner")) inner.className = "plain";
  inner.removeAttribute("data-said");
  for (const one of inner.querySelectorAll("form")) one.remove();
  for (const one of [inner, ...inner.querySelectorAll("[id], a")]) {
    one.removeAttribute("id");
    if (one.matches("a")) one.replaceWith(document.createTextNode(one.textContent));
  }
  copy.append(inner);
  return copy;
}

function place(mark) {
  if (getComputedStyle(tip).position === "fixed") { // on a phone, at the foot of the page
    const at = mark.getBoundingClientRect();
    if (at.bottom > tip.getBoundingClientRect().top) window.scrollBy(0, at.bottom - tip.getBoundingClientRect().top + 16);
    return;
  }
  const at = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const wide = tip.offsetWidth;
  const most = document.documentElement.clientWidth - wide - 8;
  tip.style.left = `${Math.max(8, Math.min(at.left, most)) + window.scrollX}px`;
  const below = at.bottom + 10;
  const fits = below + tip.offsetHeight < window.innerHeight || at.top < tip.offsetHeight + 10;
  tip.style.top = `${(fits ? below : at.top - tip.offsetHeight - 10) + window.scrollY}px`;
}

function show(mark) {
  const found = names(mark);
  clearTimeout(closing);
  if (shown === mark) return;
  const parts = found.map(told).filter((one) => one !== null);
  if (parts.length === 0) return;
  hide();
  shown = mark;
  light(found.slice(0, 1));
  tip.replaceChildren(...parts);
  tip.hidden = false;
  place(mark);
  if (mark.matches("a")) mark.setAttribute("aria-describedby", "tip");
}

function hide() {
  clearTimeout(closing);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
  light([]);
}

const soon = () => {
  clearTimeout(closing);
  closing = setTimeout(hide, 250);
};

const pointed = (event) => {
  if (event.pointerType === "touch") return;
  if (spot(event) === closed) return; // it rests; what it is on came to light below it
  closed = null;
  const mark = event.target.closest("[data-of]");
  if (mark) show(mark);
  else soon();
};

text?.addEventListener("pointerover", pointed);
text?.addEventListener("pointermove", (event) => {
  if (closed !== null) pointed(event);
});
document.addEventListener("pointermove", (event) => {
  here = spot(event);
});
text?.addEventListener("pointerleave", soon);
tip.addEventListener("pointerenter", () => clearTimeout(closing));
tip.addEventListener("pointerleave", soon);
text?.addEventListener("focusin", (event) => {
  const mark = event.target.closest("[data-of]");
  if (mark) show(mark);
});
text?.addEventListener("focusout", soon);
text?.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-of]");
  if (mark) show(mark);
});
tip.addEventListener("focusin", () => clearTimeout(closing));
tip.addEventListener("focusout", soon);
document.addEventListener("click", (event) => {
  if (!event.target.closest(".body, .tip")) hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closed = tip.hidden ? null : here;
  hide();
});

// A statement beside the text that is pointed at lights its words.
for (const one of document.querySelectorAll(".saying")) {
  one.addEventListener("pointerenter", () => light([one.dataset.said]));
  one.addEventListener("pointerleave", () => light([]));
}

// A permalink brings the statement into view on both sides.
document.querySelector(".saying.lit")?.scrollIntoView({ block: "nearest" });
document.querySelector(location.hash ? CSS.escape(location.hash.slice(1)).replace(/^/, "#") : ".m.lit")?.scrollIntoView({ block: "center" });
