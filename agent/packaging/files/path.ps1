# SPDX-License-Identifier: AGPL-3.0-or-later
# Adds a folder to the PATH of the user, or removes it. The installer can't: its texts are cut after 1,023 characters.
param([string]$what, [string]$folder)

$key = [Microsoft.Win32.Registry]::CurrentUser.CreateSubKey('Environment')
# As it is written, with the variables in it.
$path = [string]$key.GetValue('Path', '', 'DoNotExpandEnvironmentNames')
$folders = @($path -split ';' | Where-Object { $_ -and $_ -ne $folder })
if ($what -eq 'add') { $folders += $folder }
$key.SetValue('Path', ($folders -join ';'), 'ExpandString')
