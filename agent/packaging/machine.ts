// SPDX-License-Identifier: AGPL-3.0-or-later
// Which machine a compiled file is for, by its first bytes.

export type Machine = 'ELF x86-64' | 'ELF arm64' | 'PE x86-64' | 'Mach-O x86-64' | 'Mach-O arm64'

/** System V ABI: e_machine. */
const elf: Record<number, Machine> = { 62: 'ELF x86-64', 183: 'ELF arm64' }
/** Microsoft's PE format: Machine. */
const pe: Record<number, Machine> = { 34404: 'PE x86-64' }
/** Apple's mach/machine.h: cputype, with the bit for 64 bits. */
const machO: Record<number, Machine> = { 16777223: 'Mach-O x86-64', 16777228: 'Mach-O arm64' }

/** Undefined: it is not compiled. "other": it is, for none of ours. */
export function machineOf(file: Buffer): Machine | 'other' | undefined {
  if (file.length < 64) return undefined
  if (file.toString('latin1', 0, 4) === '\x7fELF') return elf[file.readUInt16LE(18)] ?? 'other'
  if (file.toString('latin1', 0, 2) === 'MZ') return peMachine(file)
  const magic = file.readUInt32LE(0)
  if (magic === 0xfeedfacf) return machO[file.readUInt32LE(4)] ?? 'other'
  // 32 bits, and several machines in one file.
  return [0xfeedface, 0xbebafeca].includes(magic) ? 'other' : undefined
}

function peMachine(file: Buffer): Machine | 'other' {
  const header = file.readUInt32LE(60)
  if (header + 6 > file.length || file.toString('latin1', header, header + 4) !== 'PE\0\0') return 'other'
  return pe[file.readUInt16LE(header + 4)] ?? 'other'
}
