// SPDX-License-Identifier: AGPL-3.0-or-later

/** Megabytes of V8's heap that a resting watch may hold. */
const restingMb = 64

/**
 * Returns the memory of a round to the system. V8 keeps freed pages for the next objects, and a process that rests
 * allocates none for an hour. Takes some 100 ms. Does nothing in a Node that was built without its inspector.
 */
export async function freeMemory(): Promise<void> {
  if (process.memoryUsage().heapTotal < restingMb * 1024 * 1024 || !process.features.inspector) return
  const { Session } = process.getBuiltinModule('node:inspector/promises')
  const session = new Session()
  session.connect()
  try {
    await session.post('HeapProfiler.collectGarbage')
  } finally {
    session.disconnect()
  }
}
