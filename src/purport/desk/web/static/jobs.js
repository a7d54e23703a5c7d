// A job that a page follows: its numbers as they come. While nobody looks at the page it holds no connection, of which a browser
// has six for a desk. What breaks off is asked for again, by the browser or by this, until there is nothing to follow any more.

const AGAIN = 5000;
const followed = new Map();

function show(place, told) {
  place.querySelector(".state strong").textContent = told.state;
  place.querySelector(".what").textContent = told.step;
  place.querySelector(".counted").textContent = told.counted;
  const bar = place.querySelector("progress");
  if (told.share === null) bar.removeAttribute("value");
  else bar.value = told.share;
}

/** Asks for what there is now in place of how far it was; where no answer comes, it is followed again after a while. */
function ended(place, source) {
  source.close();
  followed.delete(place);
  place.dispatchEvent(new Event("over"));
  setTimeout(follow, AGAIN);
}

function listen(place) {
  const source = new EventSource(place.dataset.events);
  source.addEventListener("step", (event) => show(place, JSON.parse(event.data)));
  source.addEventListener("over", () => ended(place, source));
  source.addEventListener("error", () => {
    const state = place.querySelector(".job:has(progress) .state strong");
    if (state !== null) state.textContent = place.dataset.away;
    if (source.readyState === EventSource.CLOSED) ended(place, source); // refused, after which a browser asks no more
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
    if (place.querySelector("progress") === null) document.querySelector(".ending")?.remove();
    else if (!followed.has(place)) followed.set(place, listen(place));
  }
}

follow();
document.addEventListener("visibilitychange", follow);
document.addEventListener("htmx:afterSettle", follow);
