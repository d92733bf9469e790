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
  children: ComponentChildren
}

/** A disclosure with a few controls. Escape, a click elsewhere or a chosen action closes it; the focus goes back. */
export function Menu({ label, icon, compact = false, children }: MenuProps) {
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
      onKeyDown={(event) => event.key === 'Escape' && close()}
      onClick={(event) => (event.target as Element).closest('[data-closes-menu]') && close()}
    >
      <summary class={`button ${compact ? 'button-icon' : ''}`} {...(compact && { 'aria-label': label, title: label })}>
        <Icon name={icon} />
        {!compact && <span>{label}</span>}
      </summary>
      <div class="menu-panel">{children}</div>
    </details>
  )
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
