// What every page does: keys that stand in the markup (data-key), and forms that leave out empty fields.

const typing = (at) => at.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

/** The element that a key is for: within the card that has the focus, else the first on the page that can be seen. */
export function keyed(key) {
  const name = `[data-key="${CSS.escape(key)}"]`;
  const card = document.activeElement?.closest(".card");
  const there = [...(card?.querySelectorAll(name) ?? []), ...document.querySelectorAll(name)];
  return there.find((one) => !one.closest("[hidden]") && (card !== null || !one.closest(".card"))) ?? null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const there = keyed(event.key);
  if (there === null) return;
  event.preventDefault();
  if (there.matches("input, textarea, select")) {
    there.closest("details")?.setAttribute("open", "");
    there.focus();
    there.select?.();
  } else {
    there.click();
  }
});

// A decision that was sent from a list: what it says now gets the focus; one that was refused is sent again as a page, which says why.
document.addEventListener("htmx:afterSettle", (event) => {
  const ruled = event.target;
  if (!ruled.matches?.(".ruled")) return;
  ruled.closest(".card, .saying")?.classList.toggle("rejected", ruled.querySelector(".r-rejected") !== null);
  ruled.focus({ preventScroll: true });
});
document.addEventListener("htmx:responseError", (event) => {
  const form = event.detail.elt;
  if (form.matches("form.rule")) form.submit();
});

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
});
