// SPDX-License-Identifier: AGPL-3.0-or-later
// What the library and the frame need to know of the outbox, which is loaded after them.
import { computed, signal } from '@preact/signals'

/** The pages of each notebook whose texts wait to be sent, by uuid. Empty as long as everything is being sent. */
export const unsentPages = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map())

/** How many these are, by the uuid of the notebook. */
export const unsentCounts = computed<ReadonlyMap<string, number>>(
  () => new Map([...unsentPages.value].map(([notebook, pages]) => [notebook, pages.size])),
)

export const unsentCount = computed(() => [...unsentCounts.value.values()].reduce((sum, count) => sum + count, 0))

/** The user wants to sign out, which asks if texts are unsent. */
export const isSignOutWanted = signal(false)
