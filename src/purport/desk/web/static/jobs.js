// A job that a page follows: its numbers as they come. While nobody looks at the page it holds no connection, of which a browser
// has six for a desk.

const followed = new Map();

function show(place, told) {
  place.querySelector(".state strong").textContent = told.state;
  place.querySelector(".what").textContent = told.step;
  place.querySelector(".counted").textContent = told.counted;
  const bar = place.querySelector("progress");
  if (told.share === null) bar.removeAttribute("value");
  else bar.value = told.share;
}

function listen(place) {
  const source = new EventSource(place.dataset.events);
  source.addEventListener("step", (event) => show(place, JSON.parse(event.data)));
  source.addEventListener("over", () => {
    source.close();
    followed.delete(place);
    document.querySelector(".ending")?.remove();
    place.dispatchEvent(new Event("over"));
  });
  return source;
}

function follow() {
  for (const [place, source] of followed) {
    if (place.isConnected && document.visibilityState === "visible") continue;
    source.close();
    followed.delete(place);
  }
  if (document.visibilityState !== "visible") return;
  for (const place of document.querySelectorAll("[data-events]")) {
    if (!followed.has(place) && place.querySelector("progress")) followed.set(place, listen(place));
  }
}

follow();
document.addEventListener("visibilitychange", follow);
document.addEventListener("htmx:afterSettle", follow);
