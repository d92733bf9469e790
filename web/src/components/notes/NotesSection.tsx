// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'

/** Section of the panel beside a page. */
export function NotesSection({
  title,
  action,
  children,
}: {
  title: string
  action?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <section class="notes">
      <header>
        <h2>{title}</h2>
        {action}
      </header>
      {children}
    </section>
  )
}
