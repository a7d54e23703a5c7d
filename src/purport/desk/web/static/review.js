// Deciding by keys: e opens the correction and puts the cursor into it; a, r and n are buttons and links with those keys.

const correct = document.querySelector("#correct");
correct?.addEventListener("toggle", () => {
  if (correct.open && !correct.dataset.opened) correct.querySelector(".columns input")?.focus();
  correct.dataset.opened = correct.open ? "yes" : "";
});

// One decision for one press: a second press while the first is under way would only be refused.
const forms = document.querySelectorAll("form.once");
for (const form of forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => forms.forEach((form) => delete form.dataset.sent));
