// SPDX-License-Identifier: AGPL-3.0-or-later

/** Where the page's origin is not secure, as on plain HTTP in a home network, the browser keeps no dashboard. */
export function worksOffline(): boolean {
  return 'serviceWorker' in navigator
}
