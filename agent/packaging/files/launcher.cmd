@echo off
rem SPDX-License-Identifier: AGPL-3.0-or-later
rem Starts the version that "rmirror update" brought for this package, or else the one in it.
setlocal DisableDelayedExpansion
call :find_this_file
set "RMIRROR_AGENT_BASE=@VERSION@"

set "versions=%LOCALAPPDATA%\rmirror\versions"
if not defined LOCALAPPDATA set "versions=%USERPROFILE%\AppData\Local\rmirror\versions"
if not defined XDG_STATE_HOME goto read
if "%XDG_STATE_HOME:~1,2%"==":\" set "versions=%XDG_STATE_HOME%\rmirror\versions"

:read
set "version="
if exist "%versions%\for-%RMIRROR_AGENT_BASE%" set /p version=<"%versions%\for-%RMIRROR_AGENT_BASE%"
if not defined version goto start
call :is_plain
if errorlevel 1 goto start
for %%d in (0 1 2 3 4 5 6 7 8 9) do if "%version:~0,1%"=="%%d" goto update
goto start

:update
if not exist "%versions%\%version%\agent\bin\rmirror.mjs" goto start
if exist "%versions%\%version%\node.exe" set "payload=%versions%\%version%\"

:start
"%payload%node.exe" "%payload%agent\bin\rmirror.mjs" %*
exit /b %errorlevel%

rem Within a subroutine %~f0 names this file also when its name was typed in quotes.
:find_this_file
set "RMIRROR_AGENT_LAUNCHER=%~f0"
set "payload=%~dp0"
exit /b 0

rem What is left between digits, letters, dots and hyphens is none of them.
:is_plain
setlocal EnableDelayedExpansion
set "plain=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-"
for /f "eol=0 delims=%plain%" %%c in ("!version!") do if not "%%c"=="" exit /b 1
exit /b 0
