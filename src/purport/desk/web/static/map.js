// The map is drawn from the list beside it: every row has its place, how exactly it is known, and its signs.

const holder = document.getElementById("map");
const SVG = "http://www.w3.org/2000/svg";
const SIGNS = 4; // of one place; more are a sum
const L = window.L;

const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const rows = () => [...document.querySelectorAll("#results tr[data-lat]")];
const edges = (told) => told.split(",").map(Number);

holder.hidden = false;
const map = L.map(holder, {
  preferCanvas: true,
  zoomControl: false,
  minZoom: 1,
  maxZoom: 14,
  worldCopyJump: true,
  zoomSnap: 1,
  fadeAnimation: false,
  zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  attributionControl: false,
});
holder.setAttribute("role", "region");
holder.setAttribute("aria-label", holder.dataset.label);
L.control.zoom({ zoomInTitle: holder.dataset.nearer, zoomOutTitle: holder.dataset.farther }).addTo(map);
L.control.attribution({ prefix: false }).addAttribution(holder.dataset.credit).addTo(map);
L.control.scale({ imperial: false }).addTo(map);
const circles = L.layerGroup().addTo(map);
const pins = L.layerGroup().addTo(map);
let lands = null;

function shore() {
  return { color: tone("--coast"), weight: 0.8, fillColor: tone("--land"), fillOpacity: 1, interactive: false };
}

/** The row in words, for those who hear the map read out. */
const said = (row) => [...row.cells].map((cell) => cell.innerText.trim().replace(/\s+/g, " ")).filter(Boolean).join("; ");

/** What stands on the map for a row: its signs with their numbers, its name, or how many places it is; read out are its words. */
function label(row) {
  const both = document.createElement("span");
  const words = document.createElement("span");
  words.className = "unseen";
  words.textContent = said(row);
  const box = document.createElement("span");
  box.className = "seen";
  box.setAttribute("aria-hidden", "true");
  both.append(box, words);
  const name = document.createElement("bdi");
  name.className = "name";
  name.textContent = row.dataset.name ?? `${row.dataset.places} ${holder.dataset.several}`;
  box.append(name);
  const signs = JSON.parse(row.dataset.signs);
  for (const [kind, certainty, number] of signs.slice(0, SIGNS)) {
    const sum = document.createElement("span");
    sum.className = `sum c-${certainty}`;
    const drawn = document.createElementNS(SVG, "svg");
    drawn.setAttribute("viewBox", "0 0 18 18");
    drawn.setAttribute("width", "16");
    drawn.setAttribute("height", "16");
    drawn.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", `#${kind}-${certainty}`);
    drawn.append(use);
    sum.append(drawn);
    if (number > 1) sum.append(String(number));
    box.append(sum);
  }
  const rest = signs.slice(SIGNS).reduce((all, one) => all + one[2], 0);
  if (rest > 0) box.append(`+ ${rest}`);
  return both;
}

function choose(row, pin) {
  for (const one of document.querySelectorAll(".chosen")) one.classList.remove("chosen");
  row.classList.add("chosen");
  pin?.getElement()?.classList.add("chosen");
}

function open(row, pin) {
  choose(row, pin);
  if (row.dataset.box) {
    const [west, south, east, north] = edges(row.dataset.box);
    map.fitBounds([[south, west], [north, east]]);
  } else {
    row.querySelector("a").click();
  }
}

/** Names that would lie over those of places with more on them are left out; the list has them all. */
function uncover(drawn) {
  const taken = [];
  for (const pin of drawn) {
    const element = pin.getElement();
    element.classList.remove("covered");
    const seen = element.querySelector(".seen");
    const at = seen.getBoundingClientRect();
    const hits = (other) => at.left < other.right && other.left < at.right && at.top < other.bottom && other.top < at.bottom;
    if (taken.some(hits)) element.classList.add("covered");
    taken.push(seen.getBoundingClientRect());
  }
}

/** Draws all that the list has; who was at a place with the keyboard stays there. What is drawn can be chosen at once: its
 * rows are made ready first, else a link would lead away from the map for as long as htmx settles. */
function draw() {
  window.htmx.process(document.getElementById("results"));
  const held = document.activeElement?.closest(".pin")?.dataset.at;
  circles.clearLayers();
  pins.clearLayers();
  const drawn = [];
  for (const [number, row] of rows().entries()) {
    const at = [Number(row.dataset.lat), Number(row.dataset.lon)];
    if (row.dataset.radius) {
      const within = { radius: Number(row.dataset.radius) * 1000, color: tone("--soft"), weight: 1.2, dashArray: "4 3" };
      L.circle(at, { ...within, fillOpacity: 0.05, interactive: false }).addTo(circles);
    }
    const icon = L.divIcon({ className: `pin${row.dataset.box ? " several" : ""}`, html: label(row), iconSize: null });
    const pin = L.marker(at, { icon, keyboard: true, zIndexOffset: -number, riseOnHover: true });
    pin.addTo(pins);
    pin.on("click keypress", (event) => {
      if (event.type === "click" || event.originalEvent.key === "Enter" || event.originalEvent.key === " ") open(row, pin);
    });
    row.addEventListener("pointerenter", () => choose(row, pin));
    pin.getElement().dataset.at = at.join(" ");
    drawn.push(pin);
  }
  uncover(drawn);
  const there = held && drawn.map((pin) => pin.getElement()).find((element) => element.dataset.at === held);
  there?.focus({ preventScroll: true });
  holder.dataset.settled = "yes";
}

/** The address of what the map shows now. */
function address() {
  const told = new URLSearchParams(location.search);
  const round = (value) => Math.round(value * 10000) / 10000;
  const seen = map.getBounds();
  const south = Math.max(-90, seen.getSouth());
  const north = Math.min(90, seen.getNorth());
  const wide = seen.getEast() - seen.getWest() >= 360;
  const [west, east] = wide ? [-180, 180] : [seen.getWest(), seen.getEast()];
  told.set("box", [west, south, east, north].map(round).join(","));
  told.set("zoom", String(map.getZoom()));
  return `/map?${told}`;
}

let waiting = 0;
function ask() {
  clearTimeout(waiting);
  holder.dataset.settled = "no";
  waiting = setTimeout(() => {
    history.replaceState(history.state, "", address());
    window.htmx.ajax("GET", address(), { target: "#results", select: "#results", swap: "outerHTML" });
  }, 200);
}

/** The first view: what the address says, else all there is. */
function begin() {
  if (holder.dataset.box) {
    const [west, south, east, north] = edges(holder.dataset.box);
    map.fitBounds([[south, west], [north, east < west ? east + 360 : east]]);
  } else {
    const there = rows().map((row) => [Number(row.dataset.lat), Number(row.dataset.lon)]);
    if (there.length > 0) map.fitBounds(L.latLngBounds(there).pad(0.3), { maxZoom: 6 });
    else map.setView([20, 10], 1);
  }
  draw();
  if (rows().length > 0) ask();
  map.on("moveend", ask);
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "results") draw();
  if (event.detail.target.id === "at") event.detail.target.focus({ preventScroll: true });
});
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "filters") return;
  const told = new URL(address(), location.href).searchParams;
  for (const name of ["box", "zoom"]) event.detail.parameters[name] = told.get(name);
});
document.addEventListener("click", (event) => {
  const near = event.target.closest("#results a.near");
  if (near === null || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  open(near.closest("tr"), null);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  lands?.setStyle(shore());
  draw();
});

begin();
const answer = await fetch(holder.dataset.shapes);
if (answer.ok) {
  lands = L.geoJSON(await answer.json(), { style: shore }).addTo(map);
  lands.bringToBack();
}
holder.dataset.ready = "yes";
