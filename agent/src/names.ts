// SPDX-License-Identifier: AGPL-3.0-or-later

/** Whether a person means the same name, also where only one of them was typed with capitals. */
export function isSameName(one: string, two: string): boolean {
  return one.normalize('NFC').toLowerCase() === two.normalize('NFC').toLowerCase()
}
