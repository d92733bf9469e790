// SPDX-License-Identifier: AGPL-3.0-or-later

/** Calls `act` when the browser is idle, or after two seconds if the browser can't tell. */
export function whenIdle(act: () => void): void {
  const wait = globalThis.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback, 2_000))
  wait(act)
}
