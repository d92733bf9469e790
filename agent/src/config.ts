// SPDX-License-Identifier: AGPL-3.0-or-later
// What the environment may set for the program.

export const settings = {
  server: { name: 'RMIRROR_SERVER', help: 'Address of the server, unless --server is given.' },
  token: { name: 'RMIRROR_TOKEN', help: "A device's token, used instead of the one that login stored." },
} as const

/** Nothing where the variable is absent or empty. */
export function setting(name: keyof typeof settings): string | undefined {
  return process.env[settings[name].name]?.trim() || undefined
}
