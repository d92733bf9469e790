// SPDX-License-Identifier: AGPL-3.0-or-later

/** A stranger's text on one line: it cannot move the cursor or colour the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
