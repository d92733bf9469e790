// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ActionName } from '../../shell/actions.ts'
import { Icon, type IconName } from './Icon.tsx'
import { keyOf } from './use-actions.ts'

interface MenuProps {
  label: string
  icon: IconName
  /** Shows only the icon; screen readers still announce the label. */
  compact?: boolean
  /** Count shown on the icon. Hidden from screen readers, so `label` has to contain it. */
  badge?: number
  /** Called each time the menu opens. */
  onOpen?: () => void
  children: ComponentChildren
}

const maxOnBadge = 99

/**
 * Disclosure (`<details>`) with a few controls. Escape or choosing an action closes it and returns the focus to its
 * button; a click or focus elsewhere closes it. Arrow keys move between the actions.
 */
export function Menu({ label, icon, compact = false, badge = 0, onOpen, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null)
  useLayoutEffect(() => {
    const closeOutside = (event: Event) => {
      if (menu.current?.open && !menu.current.contains(event.target as Node)) menu.current.open = false
    }
    document.addEventListener('pointerdown', closeOutside)
    document.addEventListener('focusin', closeOutside)
    return () => {
      document.removeEventListener('pointerdown', closeOutside)
      document.removeEventListener('focusin', closeOutside)
    }
  }, [])
  const close = () => {
    if (!menu.current?.open) return
    menu.current.open = false
    menu.current.querySelector('summary')?.focus()
  }
  return (
    // Key and click events bubble up from the controls inside.
    <details
      ref={menu}
      class="menu"
      onKeyDown={(event) => (event.key === 'Escape' ? close() : moveInside(event))}
      onToggle={(event) => event.currentTarget.open && onOpen?.()}
      onClick={(event) => (event.target as Element).closest('[data-closes-menu]') && close()}
    >
      <summary class={`button ${compact ? 'button-icon' : ''}`} {...(compact && { 'aria-label': label, title: label })}>
        <Icon name={icon} />
        {!compact && <span>{label}</span>}
        {badge > 0 && (
          <span class="menu-badge" aria-hidden="true">
            {badge > maxOnBadge ? `${maxOnBadge}+` : badge}
          </span>
        )}
      </summary>
      <div class="menu-panel">{children}</div>
    </details>
  )
}

/** Arrow keys focus the next or previous button or link; inputs and selects keep their arrow keys. */
function moveInside(event: KeyboardEvent & { currentTarget: HTMLDetailsElement }): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const target = event.target as Element
  if (step === 0 || !event.currentTarget.open || target.closest('input, select')) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('summary, .menu-panel :is(a[href], button)')]
  stops[stops.indexOf(target as HTMLElement) + step]?.focus()
  event.preventDefault()
}

interface MenuActionProps {
  icon?: IconName
  onClick: () => void
  children: ComponentChildren
  hint?: string
  /** The keyboard action that does the same; its keys are shown in the tooltip. */
  action?: ActionName
}

export function MenuAction({ icon, onClick, children, hint, action }: MenuActionProps) {
  return (
    <button type="button" class="menu-action" data-closes-menu onClick={onClick} {...(action && keyOf(action))}>
      {icon && <Icon name={icon} />}
      <span>
        {children}
        {hint && <small>{hint}</small>}
      </span>
    </button>
  )
}
