// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Runs `work` on up to `concurrency` items at a time. After a failure no further item starts; rejects once those running
 * have ended.
 */
export async function forEachConcurrently<Item>(
  items: Iterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]()
  let failed = false
  const lane = async () => {
    for (let next = left.next(); !next.done && !failed; next = left.next()) {
      try {
        await work(next.value)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: concurrency }, lane))
  for (const each of lanes) if (each.status === 'rejected') throw each.reason
}
