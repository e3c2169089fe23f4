// What is read stays where it is on the screen, whatever arrives.

/** A reader who touches nothing for so long is taken to be away: then the newest message is shown at the top. */
const AWAY_MS = 180_000;

let touchedAt = Date.now();
for (const type of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  addEventListener(type, () => (touchedAt = Date.now()), { passive: true, capture: true });
}

export function isAway() {
  return Date.now() - touchedAt > AWAY_MS && scrollY < 40;
}

/** Applies a change and scrolls by as much as it moved what is read. */
export function inPlace(change) {
  const anchor = anchorOf();
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (!anchor) return;
  const after = anchor.isConnected ? anchor : document.activeElement;
  if (after && after !== document.body)
    scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
}

/** What has the focus, if it is on the screen; else what stands where people read, two fifths down. */
function anchorOf() {
  const focused = document.activeElement;
  if (focused && focused !== document.body && isOnScreen(focused)) return focused;
  return document
    .elementFromPoint(innerWidth / 4, innerHeight * 0.4)
    ?.closest("article, aside, .say, .answer, #feed > li");
}

export function isOnScreen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** Says something to a screen reader. */
export function announce(text) {
  document.getElementById("announce").textContent = text;
}
