// A picture: nothing of it is here before somebody asks to see it. What is shown is a drawing of its first frame, so nothing moves.

const place = document.querySelector(".picture");
const button = place.querySelector(".show button");
const stage = place.querySelector(".stage");
const WIDEST = 2400;

function refused() {
  const told = document.createElement("p");
  told.className = "alert";
  told.textContent = place.dataset.refused;
  stage.replaceWith(told);
}

async function show() {
  const answer = await fetch(place.dataset.bytes);
  if (!answer.ok) throw new Error(String(answer.status));
  const bitmap = await createImageBitmap(await answer.blob());
  const scale = Math.min(1, WIDEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", place.dataset.label);
  canvas.tabIndex = -1;
  stage.querySelector(".still").append(canvas);
  stage.hidden = false;
  canvas.focus({ preventScroll: true });
}

if (button !== null) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest(".show").hidden = true;
    show().catch(refused);
  });
  stage.querySelector(".colour").addEventListener("change", (event) => {
    stage.querySelector(".still").classList.toggle("grey", !event.target.checked);
  });
}
