// SPDX-License-Identifier: AGPL-3.0-or-later

/** jsdom can't open dialogs. Opened by this, they are visible to queries by role. */
export function openDialogs(): void {
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
    this.open = true
  }
}
