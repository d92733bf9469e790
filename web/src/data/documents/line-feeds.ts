// SPDX-License-Identifier: AGPL-3.0-or-later

/** Editors and merges know no other line ends. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}
