// SPDX-License-Identifier: AGPL-3.0-or-later
// What tests ask the emulators of targets with: plain HTTP, without a client library that corrects requests.
import { afterAll, beforeEach } from 'vitest'
import type { Service } from '../../e2e/emulators/targets/service.mjs'

export interface Emulator {
  service: Service
  address: string
  close: () => Promise<unknown>
}

/** One for the tests of a file, each of which finds it as new. */
export function asNewForEach<E extends Emulator>(emulator: E): E {
  afterAll(() => emulator.close())
  beforeEach(() => {
    emulator.service.clear()
    emulator.service.clearLog()
    emulator.service.faults.set([])
  })
  return emulator
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it.
  body: any
}

export async function ask(address: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(address, { redirect: 'manual', ...init })
  const text = await response.text()
  const isJson = response.headers.get('content-type') === 'application/json'
  return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text }
}
