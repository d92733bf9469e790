// SPDX-License-Identifier: AGPL-3.0-or-later

/** Whether two names are the same to a user: ignores case and Unicode normalization. */
export function isSameName(one: string, two: string): boolean {
  return one.normalize('NFC').toLowerCase() === two.normalize('NFC').toLowerCase()
}
