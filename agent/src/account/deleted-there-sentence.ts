// SPDX-License-Identifier: AGPL-3.0-or-later

/** What a person deleted on the server stays so, and how it comes back. */
export function deletedThereSentence(names: string[]): string {
  const them = names.length === 1 ? 'it' : 'them'
  return `Deleted on the server by somebody, and so not sent: ${names.join(', ')}. Restore ${them} in the dashboard to sync again.`
}
