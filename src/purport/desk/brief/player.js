(() => {
  "use strict";
  for (const story of document.querySelectorAll("article.story")) {
    const place = story.querySelector(".player");
    if (!place) continue;
    const button = place.querySelector("button");
    const words = Array.from(story.querySelectorAll(".w"), (word) => [Number(word.dataset.at), word]).sort((a, b) => a[0] - b[0]);
    let sound = null;
    let lit = null;
    const at = (ms) => {
      let low = 0, high = words.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (words[middle][0] <= ms) low = middle + 1; else high = middle;
      }
      return low ? words[low - 1][1] : null;
    };
    const follow = () => {
      const word = at(sound.currentTime * 1000);
      if (word === lit) return;
      if (lit) lit.classList.remove("now");
      if (word) word.classList.add("now");
      lit = word;
    };
    const open = () => {
      if (sound) return sound;
      const packed = place.querySelector("template").content.textContent.trim();
      const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
      sound = document.createElement(place.dataset.kind);
      sound.controls = true;
      sound.src = URL.createObjectURL(new Blob([bytes], { type: place.dataset.type }));
      sound.addEventListener("timeupdate", follow);
      sound.addEventListener("seeked", follow);
      sound.addEventListener("error", () => {
        const told = document.createElement("p");
        told.textContent = "This browser cannot play the recording.";
        sound.replaceWith(told);
      });
      button.replaceWith(sound);
      return sound;
    };
    const play = (ms) => {
      open();
      if (ms !== null) sound.currentTime = ms / 1000;
      sound.play().catch(() => {});
    };
    button.addEventListener("click", () => play(null));
    story.addEventListener("click", (event) => {
      const word = event.target.closest(".w");
      if (word && !event.target.closest("a")) play(Number(word.dataset.at));
    });
    story.classList.add("sounding");
  }
})();
