// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { machineOf } from './machine.ts'

const bytes = (hex: string) => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(100)])

test('the first bytes of a file say which machine it is for', () => {
  expect(machineOf(readFileSync(process.execPath))).toMatch(/^ELF (x86-64|arm64)$/)
  expect(machineOf(bytes('cffaedfe07000001'))).toBe('Mach-O x86-64')
  expect(machineOf(bytes('cffaedfe0c000001'))).toBe('Mach-O arm64')
  // ELF for RISC-V; Mach-O for several machines in one file; a program of DOS.
  expect(machineOf(bytes('7f454c4602010100000000000000000002 00f300'.replace(' ', '')))).toBe('other')
  expect(machineOf(bytes('cafebabe'))).toBe('other')
  expect(machineOf(bytes('4d5a'))).toBe('other')
  expect(machineOf(Buffer.from('#!/bin/sh\n'.repeat(20)))).toBeUndefined()
})
