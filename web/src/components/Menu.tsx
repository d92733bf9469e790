// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ActionName } from '../shell/actions.ts'
import { Icon, type IconName } from './Icon.tsx'
import { keyOf } from './use-actions.ts'

interface MenuProps {
  label: string
  icon: IconName
  /** Only the icon is seen; the label is still read out. */
  compact?: boolean
  /** A number to be seen on the icon; the label says it as well. */
  badge?: number
  /** Each time it is opened. */
  onOpen?: () => void
  children: ComponentChildren
}

const mostOnBadge = 99

/**
 * A disclosure with a few controls. Escape, a click elsewhere or a chosen action closes it; the focus goes back. Arrows
 * lead from one action to the next.
 */
export function Menu({ label, icon, compact = false, badge = 0, onOpen, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
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
    // Keys and clicks bubble here from the controls inside.
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
            {badge > mostOnBadge ? `${mostOnBadge}+` : badge}
          </span>
        )}
      </summary>
      <div class="menu-panel">{children}</div>
    </details>
  )
}

/** To the next or the previous button or link; fields keep their arrows. */
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
  /** What a key does as well. */
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
