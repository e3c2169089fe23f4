// Says when the page lost its server and since when; what stands on it may be old until it is back.
import { announce, inPlace } from "./place.js";

const lost = document.getElementById("lost");

export function showLost() {
  if (!lost.hidden) return;
  const since = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  lost.textContent = `No connection to Gumshoe since ${since}. What stands here may be old. The page tries again by itself.`;
  inPlace(() => (lost.hidden = false));
  announce(lost.textContent);
}

export function showBack() {
  if (lost.hidden) return;
  inPlace(() => (lost.hidden = true));
  announce("The connection to Gumshoe is back.");
}
