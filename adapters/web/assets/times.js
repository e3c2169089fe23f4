// Times and charts in the reader's zone.
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function showTimes(root) {
  const today = new Date().toDateString();
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    const day = at.toDateString() === today ? {} : { day: "2-digit", month: "short" };
    time.textContent = at.toLocaleString([], { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    time.title = at.toISOString();
  }
}

/** Charts have their time axis in the reader's zone, too. */
export function showZone(root) {
  for (const picture of root.querySelectorAll("picture > *")) {
    const name = picture.localName === "img" ? "src" : "srcset";
    const link = picture.getAttribute(name) ?? "";
    if (!/[?&]zone=/.test(link)) picture.setAttribute(name, `${link}&zone=${encodeURIComponent(zone)}`);
  }
}

export function toElement(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  showTimes(template.content);
  showZone(template.content);
  return template.content.firstElementChild;
}
