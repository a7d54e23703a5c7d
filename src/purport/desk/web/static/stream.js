// The stream: j and k go from statement to statement, ? tells the keys, and a page that is looked at again asks for news.

const cards = () => [...document.querySelectorAll("#groups .card")];

function step(by) {
  const all = cards();
  if (all.length === 0) return;
  const here = all.indexOf(document.activeElement?.closest(".card"));
  const next = all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + by))];
  next.querySelector(".open").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  }
});

const ready = () => document.querySelectorAll(".keys[hidden]").forEach((one) => one.removeAttribute("hidden"));
ready();
document.addEventListener("htmx:afterSwap", ready);
document.addEventListener("click", (event) => {
  if (event.target.closest(".keys")) document.querySelector("#keys").showModal();
});

// After "Older" the focus goes on from where it was.
let last = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.closest?.(".older")) last = cards().at(-1) ?? null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (last === null) return;
  const all = cards();
  all[all.indexOf(last) + 1]?.querySelector(".open").focus({ preventScroll: true });
  last = null;
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") document.querySelector("#news")?.dispatchEvent(new Event("look"));
});
