// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

/** The object stores that hold what a person wrote, opened or added, by database. */
const stores = { rmirror: ['notebooks'], 'rmirror-answers': ['answers', 'owner'], 'rmirror-outbox': ['facts', 'texts'] }

/** All that a page of ours could have left in the browser, but for what it is to be like. */
export async function leftBehind(page: Page): Promise<string[]> {
  const kept = await page.evaluate(async (stores) => {
    const found: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) if (url.includes('/api/')) found.push(url)
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error))
      })
    // Opening one that isn't there would make it, without its stores.
    const names = (await indexedDB.databases()).map(({ name }) => name)
    for (const [name, inside] of Object.entries(stores)) {
      if (!names.includes(name)) continue
      const database = await settled(indexedDB.open(name))
      for (const store of inside) {
        const count = await settled(database.transaction(store).objectStore(store).count())
        found.push(...Array(count).fill(`${name}: ${store}`))
      }
      database.close()
    }
    const words = Object.keys(localStorage).filter((key) => key !== 'rmirror.preferences')
    return [...found, ...words, ...Object.keys(sessionStorage)]
  }, stores)
  const cookies = await page.context().cookies()
  return [...kept, ...cookies.map(({ name }) => name)]
}
