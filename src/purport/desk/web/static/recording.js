// A recording: nothing of its sound is here before somebody asks to see it, and nothing plays before they ask for that.

import WaveSurfer from "./vendor/wavesurfer.esm.js";

const place = document.querySelector(".player");
const button = place.querySelector(".show button");
const stage = place.querySelector(".stage");
const words = [...document.querySelectorAll(".w[data-at]")].map((one) => [Number(one.dataset.at), one]).sort((a, b) => a[0] - b[0]);
const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let media = null;
let lit = null;

/** The word that is said at a moment, by halves. */
function at(ms) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle][0] <= ms) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? words[low - 1][1] : null;
}

function follow() {
  const word = at(media.currentTime * 1000);
  if (word === lit) return;
  lit?.classList.remove("now");
  word?.classList.add("now");
  lit = word;
  if (!media.paused) word?.scrollIntoView({ block: "nearest" });
}

function refused() {
  if (!media.dataset.copy) {
    media.dataset.copy = "yes";
    media.src = `${place.dataset.sound}?copy=true`;
    return;
  }
  const told = document.createElement("p");
  told.className = "alert";
  told.textContent = place.dataset.refused;
  media.replaceWith(told);
}

/** The player, without playing. */
function open() {
  if (media !== null) return media;
  media = document.createElement(place.dataset.film === "yes" ? "video" : "audio");
  media.controls = true;
  media.preload = "metadata";
  media.setAttribute("aria-label", place.dataset.label);
  media.addEventListener("timeupdate", follow);
  media.addEventListener("seeked", follow);
  media.addEventListener("error", refused);
  stage.querySelector(".media").append(media);
  stage.hidden = false;
  button.closest(".show").hidden = true;
  media.src = place.dataset.sound;
  draw().catch(() => stage.querySelector(".wave").remove()); // the player is there without it
  return media;
}

async function draw() {
  const answer = await fetch(place.dataset.peaks);
  if (!answer.ok) throw new Error(String(answer.status));
  const told = await answer.json();
  WaveSurfer.create({
    container: stage.querySelector(".wave"),
    cspNonce: place.dataset.nonce,
    media,
    peaks: [told.peaks.map((one) => one / 100)],
    duration: told.ms / 1000,
    height: 72,
    barWidth: 2,
    barGap: 1,
    normalize: true,
    waveColor: tone("--edge"),
    progressColor: tone("--blue"),
    cursorColor: tone("--red"),
    backend: "MediaElement",
  });
  place.dataset.drawn = "yes";
}

function play(ms) {
  open();
  const begin = () => {
    media.currentTime = ms / 1000;
    media.play().catch(() => {});
  };
  if (media.readyState > 0) begin();
  else media.addEventListener("loadedmetadata", begin, { once: true });
}

if (button !== null) {
  button.hidden = false;
  button.addEventListener("click", () => open().focus());
  document.addEventListener("click", (event) => {
    const from = event.target.closest("[data-at]");
    if (from !== null) play(Number(from.dataset.at));
  });
  place.querySelector(".colour")?.addEventListener("change", (event) => {
    stage.querySelector(".media").classList.toggle("grey", !event.target.checked);
  });
  document.body.classList.add("sounding");
}
