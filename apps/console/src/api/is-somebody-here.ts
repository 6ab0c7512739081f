/** Milliseconds for which a touch, a click or a key counts. */
const counts = 60_000;

let lastAt = Date.now();
for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
  window.addEventListener(event, () => (lastAt = Date.now()), { passive: true, capture: true });

/** Whether somebody did something with this page a moment ago. */
export function isSomebodyHere(): boolean {
  return Date.now() - lastAt < counts;
}
