// SPDX-License-Identifier: AGPL-3.0-or-later

/** False on an insecure origin, such as plain HTTP in a home network: the browser then can't cache the dashboard. */
export function worksOffline(): boolean {
  return 'serviceWorker' in navigator
}
