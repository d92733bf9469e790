// SPDX-License-Identifier: AGPL-3.0-or-later
// Definitions by which systemd, launchd and the Windows Task Scheduler keep a watch running for its user.
import { win32 } from 'node:path'

export interface Definition {
  /** Node, the program, and its arguments. */
  command: string[]
  /** Environment variables of the program. */
  environment: Record<string, string>
}

/** Tells the program that it is restarted when it has ended by itself, which the Windows scheduler doesn't do. */
const serviceVariable = { RMIRROR_AGENT_SERVICE: '1' }

export const label = 'org.rmirror.agent'

export function systemdUnit({ command, environment }: Definition): string {
  const variables = Object.entries({ ...environment, ...serviceVariable }).map(
    ([name, value]) => `Environment=${unitWord(`${name}=${value}`)}\n`,
  )
  return `[Unit]
Description=rMirror: sends what changes on a reMarkable tablet to its server
Documentation=man:rmirror(1)
After=network-online.target

[Service]
ExecStart=${command.map((word) => unitWord(word, true)).join(' ')}
${variables.join('')}Restart=on-failure
RestartSec=30
Nice=10
NoNewPrivileges=yes
# Interrupts, so that the page in hand is sent.
KillSignal=SIGTERM
TimeoutStopSec=20

[Install]
WantedBy=default.target
`.replace('Documentation=man:rmirror(1)\n', '')
}

/** Quotes any text as one word: % begins a specifier of systemd, and $ a variable in commands. */
function unitWord(text: string, isCommand = false): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('\n', '\\n')
  return `"${isCommand ? escaped.replaceAll('$', '$$$$') : escaped}"`
}

export function launchdAgent({ command, environment }: Definition, log: string): string {
  const strings = (texts: string[], indent: string) =>
    texts.map((text) => `${indent}<string>${xml(text)}</string>`).join('\n')
  const variables = Object.entries({ ...environment, ...serviceVariable }).map(
    ([name, value]) => `    <key>${xml(name)}</key>\n    <string>${xml(value)}</string>\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${label}</string>
  <key>ProgramArguments</key>
  <array>
${strings(command, '    ')}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
${variables.join('')}  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>30</integer>
  <key>ProcessType</key>
  <string>Background</string>
  <key>StandardErrorPath</key>
  <string>${xml(log)}</string>
</dict>
</plist>
`
}

/**
 * `user` is DOMAIN\\NAME. The scheduler passes no environment variables. It would show a console window; conhost
 * doesn't, but it hides the exit status (github.com/microsoft/terminal/issues/17178), so a watch that failed is
 * restarted by the time trigger.
 */
export function windowsTask({ command }: Definition, user: string): string {
  const { folder, words } = windowsCommand(command)
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>rMirror: sends what changes on a reMarkable tablet to its server</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>${xml(user)}</UserId>
    </LogonTrigger>
    <TimeTrigger>
      <Repetition>
        <Interval>PT5M</Interval>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${xml(user)}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Hidden>true</Hidden>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>%SystemRoot%\\System32\\conhost.exe</Command>
      <Arguments>${xml(['--headless', ...words].map(windowsWord).join(' '))}</Arguments>
      <WorkingDirectory>${xml(folder)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
`
}

/**
 * A batch file is named relative to its own folder: after /c, cmd.exe removes the quotes of paths with & or brackets.
 */
function windowsCommand(command: string[]): { folder: string; words: string[] } {
  const [program = '', ...args] = command
  const folder = win32.dirname(program)
  if (!/\.(cmd|bat)$/i.test(program)) return { folder, words: command }
  return { folder, words: ['cmd.exe', '/d', '/c', `.\\${win32.basename(program)}`, ...args] }
}

/** Quotes an argument as the C runtime of Windows parses it. */
function windowsWord(text: string): string {
  if (/^[^\s"]+$/.test(text)) return text
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
