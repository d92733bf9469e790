// SPDX-License-Identifier: AGPL-3.0-or-later
// libsodium, compiled to WebAssembly. Loaded when a backup is made or opened: it is larger than the dashboard's start.

export type Sodium = typeof import('libsodium-wrappers-sumo')['default']

let opened: Promise<Sodium> | undefined

export function openSodium(): Promise<Sodium> {
  opened ??= load()
  return opened
}

async function load(): Promise<Sodium> {
  // The names beside `default` have no values before the library is ready, and get none then.
  const { default: sodium } = await import('libsodium-wrappers-sumo')
  await sodium.ready
  return sodium
}
