// SPDX-License-Identifier: AGPL-3.0-or-later

/** Hands a file over to the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has started to read it by then; a minute is enough for any dialog it may open.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
