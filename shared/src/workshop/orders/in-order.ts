// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Works on up to `ahead` items at a time and yields in the items' order. If `work` rejects, the iteration ends at that
 * item.
 */
export async function* inOrder<Item, Outcome>(
  items: AsyncIterable<Item> | Iterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Outcome>,
): AsyncGenerator<Outcome> {
  const running: Promise<Outcome>[] = []
  for await (const item of items) {
    const outcome = work(item)
    // Awaited later; until then, or if it never is, a rejection must not count as unhandled.
    outcome.catch(() => {})
    running.push(outcome)
    if (running.length < ahead) continue
    const first = running.shift()
    if (first) yield await first
  }
  for (const outcome of running) yield await outcome
}
