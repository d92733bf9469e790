// SPDX-License-Identifier: AGPL-3.0-or-later

/** Once the browser has nothing else to do; where it does not tell, two seconds later. */
export function whenIdle(act: () => void): void {
  const wait = globalThis.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback, 2_000))
  wait(act)
}
