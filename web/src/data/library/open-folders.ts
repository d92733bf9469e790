// SPDX-License-Identifier: AGPL-3.0-or-later
// The expanded folders of the tree, which stay expanded when the user returns from a notebook. They last as long as the
// tab: signing out must leave nothing of a library in the browser.
import { signal } from '@preact/signals'

export const openFolders = signal<ReadonlySet<string>>(new Set())
