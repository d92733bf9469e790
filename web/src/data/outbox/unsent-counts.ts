// SPDX-License-Identifier: AGPL-3.0-or-later
// What the library and the frame need to know of the outbox, which is loaded after them.
import { computed, signal } from '@preact/signals'

/** How many texts of each notebook wait to be sent, by its uuid. Empty as long as everything is being sent. */
export const unsentCounts = signal<ReadonlyMap<string, number>>(new Map())

export const unsentCount = computed(() => [...unsentCounts.value.values()].reduce((sum, count) => sum + count, 0))

/** The user wants to sign out, which asks if texts are unsent. */
export const isSignOutWanted = signal(false)
