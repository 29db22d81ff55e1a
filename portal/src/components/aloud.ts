/** Have a screen reader say something that only the eye would notice otherwise. */
export function tellAloud(text: string): void {
  const region = document.getElementById("told-aloud");
  if (!region) return;
  // the same words twice are said twice
  region.textContent = "";
  window.setTimeout(() => {
    region.textContent = text;
  }, 50);
}
