// SPDX-License-Identifier: AGPL-3.0-or-later

import type { TextFacts } from '@rmirror/shared/core'
import { type Format, formats } from '@rmirror/shared/workshop'
import { appFormats } from '@rmirror/shared/workshop/app-formats'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type TextKey, t } from '../i18n/index.ts'
import { QuotaBar } from './account/QuotaBar.tsx'
import { ErrorBoundary } from './controls/ErrorBoundary.tsx'
import { KeyboardHelp } from './controls/KeyboardHelp.tsx'
import { Menu, MenuAction } from './controls/Menu.tsx'
import { StatusPanel } from './controls/StatusPanel.tsx'
import { useActions } from './controls/use-actions.ts'
import { ProblemList, problemText } from './delivery/ProblemList.tsx'
import { NotebookChoices, PageChoices } from './export/ExportChoices.tsx'
import { ServerExportDialog } from './export/ServerExportDialog.tsx'
import { CredentialsForm, type CredentialsProblem } from './forms/CredentialsForm.tsx'
import { Highlights } from './notes/Highlights.tsx'
import { PageNotes } from './notes/PageNotes.tsx'
import { TypedText } from './notes/TypedText.tsx'
import { PageTurner } from './sheet/PageTurner.tsx'

afterEach(cleanup)

describe('the facts of a page', () => {
  const paper = { width: 1404, height: 1872 }
  const facts = { paper, version: 6, strokes: { total: 0, visible: 0 }, text: [], highlights: [], layers: [] }
  const shows = (template: string, templateKnown = false) => {
    const details = { facts: { ...facts, unreadable: 0, image_files: [] }, notes: [], templateKnown, plainText: '' }
    render(
      <PageNotes details={details as never} hasPictures={false} tags={[]} template={template} unreadable={false} />,
    )
    return screen.getByText('Template').nextElementSibling?.textContent
  }

  it.each([
    ['P Nowhere', 'P Nowhere'],
    ['../../<b>x</b>', '../../<b>x</b>'],
    ['𝒟'.repeat(5000), `${'𝒟'.repeat(80)}…`],
  ])('say the name of an unknown template: %#', (name, said) => {
    expect(shows(name)).toBe(`${said} (not supported, shown as blank paper)`)
    expect(document.querySelector('.fact-table b')).toBeNull()
  })

  it('say the name of a template that is drawn', () => {
    expect(shows('P Dots S', true)).toBe('P Dots S')
  })
})

describe('highlights', () => {
  it('are shown in their colours, and take no style from a server', () => {
    const { container } = render(
      <Highlights
        highlights={[
          { text: 'Write it down', color: '#ffed75' },
          { text: ' ', color: '#ffed75' },
          { text: '<b>bold</b>', color: 'url(https://example.org/x)' },
        ]}
      />,
    )
    const items = [...container.querySelectorAll('li')]
    expect(items.map(({ textContent }) => textContent)).toEqual(['Write it down', '<b>bold</b>'])
    expect(items.map((item) => item.style.getPropertyValue('--marker'))).toEqual(['#ffed75', 'var(--ink-soft)'])
  })

  it('have no section where no text is marked', () => {
    expect(render(<Highlights highlights={[{ text: '', color: 'red' }]} />).container.innerHTML).toBe('')
  })
})

describe('a menu', () => {
  const openMenu = (onClick = () => {}) => {
    render(
      <Menu label="Export" icon="download">
        <MenuAction onClick={onClick}>Markdown</MenuAction>
      </Menu>,
    )
    const menu = screen.getByText('Export').closest('details') as HTMLDetailsElement
    menu.open = true
    return menu
  }

  it('closes on Escape and gives the focus back', () => {
    const menu = openMenu()
    screen.getByRole('button', { name: 'Markdown' }).focus()
    fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' })
    expect(menu.open).toBe(false)
    expect(document.activeElement?.tagName).toBe('SUMMARY')
  })

  it('closes when one of its actions was chosen', () => {
    const chosen = vi.fn()
    const menu = openMenu(chosen)
    fireEvent.click(screen.getByRole('button', { name: 'Markdown' }))
    expect([chosen.mock.calls.length, menu.open]).toEqual([1, false])
  })

  it('closes when the focus or a click goes elsewhere', () => {
    for (const leaving of ['pointerdown', 'focusin']) {
      const menu = openMenu()
      document.body.dispatchEvent(new Event(leaving, { bubbles: true }))
      expect(menu.open, leaving).toBe(false)
      cleanup()
    }
  })
})

describe('a shortcut', () => {
  function Screen({ onSlash }: { onSlash: () => void }) {
    useActions('search', { focusSearch: onSlash })
    return (
      <>
        <input aria-label="name" />
        <input type="checkbox" aria-label="choice" />
        <dialog open>
          <button type="button">inside</button>
        </dialog>
      </>
    )
  }

  it.each([
    ['on the page', () => document.body, {}, 1],
    ['on a checkbox', () => screen.getByLabelText('choice'), {}, 1],
    ['while typing', () => screen.getByLabelText('name'), {}, 0],
    ['in a dialog', () => screen.getByText('inside'), {}, 0],
    ['with ctrl, which is the browser’s', () => document.body, { ctrlKey: true }, 0],
  ])('%s', (_, target, modifiers, times) => {
    const onSlash = vi.fn()
    render(<Screen onSlash={onSlash} />)
    fireEvent.keyDown(target(), { key: '/', ...modifiers })
    expect(onSlash).toHaveBeenCalledTimes(times)
  })

  it('of a zoomed page goes before one of the page, unless there is nothing to move', () => {
    const done: string[] = []
    const Page = ({ isWider }: { isWider: boolean | null }) => {
      useActions('zoomedPage', isWider === null ? null : { scrollBy: () => (isWider ? !!done.push('move') : false) })
      const turnBy = () => void done.push('turn')
      useActions('page', { turnBy, turnTo: () => {}, leave: () => {} })
      return null
    }
    const { rerender } = render(<Page isWider={null} />)
    for (const isWider of [true, false, null]) {
      rerender(<Page isWider={isWider} />)
      fireEvent.keyDown(document.body, { key: 'ArrowRight' })
    }
    expect(done).toEqual(['move', 'turn', 'turn'])
  })

  it('is named by the button that does the same, and in the list of all', () => {
    render(<PageTurner number={1} count={2} onTurn={() => {}} />)
    const button = screen.getByRole('button', { name: 'Next page' })
    expect(button.title).toBe('Next page (→)')
    expect(button.getAttribute('aria-keyshortcuts')).toBe('ArrowRight PageDown')
    render(<KeyboardHelp onClose={() => {}} />)
    expect(screen.getByText('Next page').parentElement?.textContent).toBe('→Page ↓Next page')
  })
})

describe('what is offered to export', () => {
  const offered = () => screen.getAllByRole('button').map((button) => button.firstChild?.firstChild?.textContent)
  const titles = (rows: { title: string }[]) => rows.map(({ title }) => t(title as TextKey))
  const all: Format[] = Object.values(formats)

  it('of a notebook is every format, but none with pages where there are none', () => {
    const chosen = vi.fn()
    render(<NotebookChoices pageCount={3} onChoose={chosen} />)
    expect(offered()).toEqual(titles(all))
    for (const button of screen.getAllByRole('button')) fireEvent.click(button)
    expect(chosen.mock.calls.flat()).toEqual(Object.keys(formats))
    cleanup()
    render(<NotebookChoices pageCount={0} onChoose={chosen} />)
    expect(offered()).toEqual(titles(all.filter(({ isPaged }) => !isPaged)))
  })

  it('of a notebook can be kept to some pages, in any format', () => {
    const some = vi.fn()
    render(<NotebookChoices pageCount={2} onChoose={() => {}} onSomePages={some} />)
    fireEvent.click(screen.getByRole('button', { name: /^Export some pages/ }))
    expect(some).toHaveBeenCalledOnce()
    cleanup()
    render(<NotebookChoices pageCount={1} onChoose={() => {}} onSomePages={some} />)
    expect(screen.queryByRole('button', { name: /^Export some pages/ })).toBeNull()
  })

  it('of a page are formats that hold one, and images', () => {
    render(<PageChoices onFormat={() => {}} onPicture={() => {}} />)
    expect(offered()).toEqual(['PDF', 'Markdown', 'Text', 'Web page (HTML)', 'PNG', 'SVG'])
  })

  it('of what only the server has can be kept to some of its pages', () => {
    const chosen = vi.fn()
    render(<ServerExportDialog title="" pageCount={9} onExport={chosen} onClose={() => {}} />)
    const range = screen.getByRole('textbox', { hidden: true })
    const submit = () => fireEvent.submit(range.closest('form') as HTMLFormElement)
    fireEvent.input(range, { target: { value: '10-12' } })
    submit()
    expect(screen.getByRole('alert', { hidden: true }).textContent).toBe('This notebook has only 9 pages.')
    fireEvent.input(range, { target: { value: '2-5, 8' } })
    submit()
    expect(chosen).toHaveBeenCalledOnce()
    const { numbers, name } = chosen.mock.calls[0]?.[1] ?? {}
    expect([name, [1, 2, 5, 6, 8].map((number) => numbers.has(number))]).toEqual([
      '2-5,8',
      [false, true, true, false, true],
    ])
  })

  it('of what only the server has is what can be made of it', () => {
    const chosen = vi.fn()
    render(<ServerExportDialog title="" onExport={chosen} onClose={() => {}} />)
    const radios = screen.getAllByRole('radio', { hidden: true })
    const own = all.filter(({ fromServer }) => fromServer).length
    expect(radios).toHaveLength(own + Object.keys(appFormats).length)
    fireEvent.click(radios[own - 1] as HTMLElement)
    fireEvent.submit(radios[0]?.closest('form') as HTMLFormElement)
    expect(chosen).toHaveBeenLastCalledWith('pictures', null, 'save')
    fireEvent.click(radios.at(-1) as HTMLElement)
    fireEvent.submit(radios[0]?.closest('form') as HTMLFormElement)
    expect(chosen).toHaveBeenLastCalledWith(appFormats.roam, null, 'save')
  })

  it('for other apps is a dialog of its own, beside the other formats of a notebook here', () => {
    const chosen = vi.fn()
    render(<ServerExportDialog title="" says="" isForApps onExport={chosen} onClose={() => {}} />)
    const radios = screen.getAllByRole('radio', { hidden: true })
    expect(radios).toHaveLength(Object.keys(appFormats).length)
    fireEvent.submit(radios[0]?.closest('form') as HTMLFormElement)
    expect(chosen).toHaveBeenCalledWith(appFormats.textbundle, null, 'save')
  })
})

describe('typed text', () => {
  const paragraph = (kind: TextFacts['kind'], text: string, depth = 0): TextFacts => {
    return { style: 1, kind, state: null, text, depth, runs: [] }
  }
  const task = (state: TextFacts['state'], text: string) => ({ ...paragraph('task', text), state })

  it('restarts the numbers of a list after other text, and counts each depth for itself', () => {
    const { container } = render(
      <TypedText
        paragraphs={[
          paragraph('numbered', 'one'),
          paragraph('numbered', 'inner', 1),
          paragraph('numbered', 'inner', 1),
          paragraph('numbered', 'two'),
          paragraph('numbered', 'inner again', 1),
          paragraph('plain', 'between'),
          paragraph('numbered', 'one again'),
        ]}
      />,
    )
    const markers = [...container.querySelectorAll('.text-marker')].map((marker) => marker.textContent)
    expect(markers).toEqual(['1.', '1.', '2.', '2.', '1.', '1.'])
  })

  it('says what became of a task, not only by the look of its box', () => {
    render(<TypedText paragraphs={[task('ticked', 'bought'), task('open', 'missing'), task('dashed', 'sold out')]} />)
    expect(screen.getByText('done:', { exact: false }).parentElement?.textContent).toContain('bought')
    expect(screen.getByText('open:', { exact: false }).parentElement?.textContent).toContain('missing')
    expect(screen.getByText('cancelled:', { exact: false }).parentElement?.textContent).toContain('sold out')
  })

  it('keeps bold and italic, and never reads text as markup', () => {
    const runs = [
      { text: '<b>plain</b> ', bold: false, italic: false },
      { text: 'both', bold: true, italic: true },
    ]
    const { container } = render(<TypedText paragraphs={[{ ...paragraph('plain', ''), runs }]} />)
    expect(container.querySelector('p')?.innerHTML).toBe('&lt;b&gt;plain&lt;/b&gt; <strong><em>both</em></strong>')
  })
})

describe('problems', () => {
  it('are told with file, page and what to do, the reason below', () => {
    render(<ProblemList problems={[{ path: 'Diary', page: 3, code: 'truncated', detail: 'stroke 4 ends early' }]} />)
    const item = screen.getByRole('listitem').textContent
    expect(item).toContain('Diary, page 3')
    expect(item).toContain('Copy it again')
    expect(item).toContain('stroke 4 ends early')
  })

  it('of a code from a later version still have a sentence', () => {
    expect(problemText('from-the-future')).toBe('problem.corrupt')
  })
})

describe('a screen that breaks', () => {
  it('says so and can be tried again', () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    let broken = true
    const Screen = () => {
      if (broken) throw new Error('planted')
      return <p>whole</p>
    }
    render(
      <ErrorBoundary place="/">
        <Screen />
      </ErrorBoundary>,
    )
    expect(screen.getByRole('heading').textContent).toContain('couldn’t be shown')
    expect(logged).toHaveBeenCalledOnce()
    broken = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(screen.getByText('whole')).toBeTruthy()
    logged.mockRestore()
  })
})

describe('the status panel', () => {
  it('is told from others by its title', () => {
    render(
      <>
        <StatusPanel title="1 notebook added" />
        <StatusPanel title="Sync stopped" />
      </>,
    )
    expect(screen.getByRole('region', { name: 'Progress Sync stopped' }).textContent).toBe('Sync stopped')
  })

  it('names its progress bar, which is empty as long as the total is not known', () => {
    const { rerender } = render(
      <StatusPanel title="Opening pages" progress={{ done: 12, total: 50, label: '12 of 50' }} />,
    )
    const bar = () => screen.getByRole('progressbar', { name: 'Opening pages' })
    expect([bar().getAttribute('value'), bar().getAttribute('max')]).toEqual(['12', '50'])
    rerender(<StatusPanel title="Opening pages" progress={{ done: 0, total: 0, label: '' }} />)
    expect(bar().hasAttribute('value')).toBe(false)
  })
})

describe('the quota', () => {
  const resetAt = new Date(2026, 11, 20, 12).getTime()

  it('says how many pages were transcribed, when the quota resets, and how many pages wait until then', () => {
    render(<QuotaBar quota={{ limit: 30, taken: 30, deferred: 4, resetAt }} />)
    expect(screen.getByText('30 of 30 pages used this month')).toBeTruthy()
    expect(screen.getByText('Resets on December 20, 2026')).toBeTruthy()
    expect(screen.getByText(/^4 more pages are waiting and will be transcribed/)).toBeTruthy()
    expect(screen.getByRole('progressbar')).toHaveProperty('value', 30)
  })

  it('says what becomes of more pages when it is used up and none waits', () => {
    const used = { limit: 30, deferred: 0, resetAt }
    const { rerender } = render(<QuotaBar quota={{ ...used, taken: 30 }} />)
    expect(screen.getByText(/^More pages that you sync are stored/)).toBeTruthy()
    rerender(<QuotaBar quota={{ ...used, taken: 29 }} />)
    expect(screen.queryByText(/^More pages/)).toBeNull()
  })

  it('has no bar without a limit', () => {
    render(<QuotaBar quota={{ limit: null, taken: 4, deferred: 0, resetAt }} />)
    expect(screen.getByText('4 pages used this month, unlimited')).toBeTruthy()
    expect(screen.queryByRole('progressbar')).toBeNull()
  })
})

describe('the form to sign up', () => {
  const fill = async (
    email: string,
    password: string,
    onSubmit = vi.fn(async () => null as CredentialsProblem | null),
  ) => {
    render(<CredentialsForm isNew minPasswordLength={10} submitLabel="Go" onSubmit={onSubmit} />)
    fireEvent.input(screen.getByLabelText('Email'), { target: { value: email } })
    fireEvent.input(screen.getByLabelText('Password'), { target: { value: password } })
    fireEvent.click(screen.getByRole('button', { name: 'Go' }))
    return onSubmit
  }

  it.each([
    ['no-address', 'quite bony lantern', 'Email', 'Enter an email address, such as name@example.org.'],
    ['ann@example.org', 'short', 'Password', 'Use at least 10 characters.'],
    ['ann@example.org', '', 'Password', 'Enter your password.'],
  ])('does not send %s with %j', async (email, password, label, words) => {
    const onSubmit = await fill(email, password)
    expect((await screen.findByRole('alert')).textContent).toBe(words)
    await expect.poll(() => document.activeElement).toBe(screen.getByLabelText(label))
    expect(onSubmit).not.toHaveBeenCalled()
  })

  it('sends the address without blanks, and shows what the server says of it', async () => {
    const onSubmit = await fill(
      ' ann@example.org ',
      'quite bony lantern',
      vi.fn(async () => ({ about: 'email', text: 'Taken.' }) as const),
    )
    expect(onSubmit).toHaveBeenCalledWith({ email: 'ann@example.org', password: 'quite bony lantern' })
    expect((await screen.findByRole('alert')).textContent).toBe('Taken.')
  })

  it('is one that password managers know', () => {
    render(<CredentialsForm isNew minPasswordLength={10} submitLabel="Go" onSubmit={async () => null} />)
    const names = ['Email', 'Password'].map((label) => screen.getByLabelText(label).getAttribute('autocomplete'))
    expect(names).toEqual(['username', 'new-password'])
  })
})
