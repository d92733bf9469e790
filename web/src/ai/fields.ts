// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads members of untrusted JSON; missing ones are empty.

export type Fields = Record<string, unknown>

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

export function textAt(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

export function countAt(fields: Fields, name: string): number {
  const value = fields[name]
  return typeof value === 'number' && value > 0 ? Math.min(Math.floor(value), 1_000_000_000) : 0
}
