// SPDX-License-Identifier: AGPL-3.0-or-later
// ZIPs as they lie, read by hand: what they hold is looked at without the library that wrote them.

/** Names from the directory of a ZIP, in its order. */
export function zipNames(zip: Buffer): string[] {
  const names: string[] = []
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 46))
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)))
  return names
}

/** A file of a ZIP that is stored as it is, not packed. */
export function zipEntry(zip: Buffer, name: string): Buffer {
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 46)) {
    if (zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)) !== name) continue
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    return zip.subarray(start, start + zip.readUInt32LE(at + 24))
  }
  throw new Error(`${name} is not in the ZIP`)
}
