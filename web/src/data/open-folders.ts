// SPDX-License-Identifier: AGPL-3.0-or-later
// The folders that are open in the tree, as long as the tab: whoever comes back from a notebook finds them so. They are
// not kept any longer, because signing out leaves nothing of a library in the browser.
import { signal } from '@preact/signals'

export const openFolders = signal<ReadonlySet<string>>(new Set())
