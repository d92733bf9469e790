// SPDX-License-Identifier: AGPL-3.0-or-later
// Small pictures travel as data: addresses. An object URL costs the page a round trip to the browser's own process,
// one after the other: for the fifty thumbnails of a notebook that is felt.

export function dataUrl(type: string, bytes: Uint8Array): string {
  // As many arguments as any engine takes.
  const step = 0x8000
  let characters = ''
  for (let at = 0; at < bytes.length; at += step) characters += String.fromCharCode(...bytes.subarray(at, at + step))
  return `data:${type};base64,${btoa(characters)}`
}
