// SPDX-License-Identifier: AGPL-3.0-or-later

/** Works on up to `ahead` items at a time and yields in the items' order. Where `work` rejects, it ends in that place. */
export async function* inOrder<Item, Outcome>(
  items: AsyncIterable<Item> | Iterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Outcome>,
): AsyncGenerator<Outcome> {
  const running: Promise<Outcome>[] = []
  for await (const item of items) {
    const outcome = work(item)
    // It is awaited when its turn comes; until then, or if that never comes, it is no unhandled rejection.
    outcome.catch(() => {})
    running.push(outcome)
    if (running.length < ahead) continue
    const first = running.shift()
    if (first) yield await first
  }
  for (const outcome of running) yield await outcome
}
