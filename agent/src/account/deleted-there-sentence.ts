// SPDX-License-Identifier: AGPL-3.0-or-later

/** Says what stays deleted because a user deleted it on the server, and how to restore it. */
export function deletedThereSentence(names: string[]): string {
  const them = names.length === 1 ? 'it' : 'them'
  return `Deleted on the server by somebody, and so not sent: ${names.join(', ')}. Restore ${them} in the dashboard to sync again.`
}
