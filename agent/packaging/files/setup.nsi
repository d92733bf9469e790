; SPDX-License-Identifier: AGPL-3.0-or-later
; The installer for Windows: for one user, without an administrator. What rMirror remembers stays when it is removed.
Unicode true
!include MUI2.nsh
!include WinMessages.nsh
!include x64.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\rMirror"
!define TASK "rMirror"

Name "rMirror"
OutFile "${INSTALLER}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\rMirror"
InstallDirRegKey HKCU "${UNINSTALL}" InstallLocation
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_TEXT "Open rMirror in the Start menu, and type $\"rmirror login$\" to connect this computer to your server."
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "rMirror needs a 64-bit Windows." /SD IDOK
    Abort
  ${EndIf}
FunctionEnd

Section "rMirror"
  SectionIn RO
  ; A watch that runs holds its files.
  nsExec::Exec 'schtasks /End /TN ${TASK}'
  Pop $0
  RMDir /r "$INSTDIR\agent"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" DisplayName "rMirror"
  WriteRegStr HKCU "${UNINSTALL}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL}" NoRepair 1
  ; Nothing starts where no service was installed.
  nsExec::Exec 'schtasks /Run /TN ${TASK}'
  Pop $0
SectionEnd

Section "Start menu"
  SetOutPath "$PROFILE"
  CreateShortcut "$SMPROGRAMS\rMirror.lnk" "$SYSDIR\cmd.exe" '/k set "PATH=$INSTDIR;%PATH%" && rmirror help'
SectionEnd

Section "Command rmirror in every terminal (PATH)"
  nsExec::Exec 'powershell -NoProfile -ExecutionPolicy Bypass -File "$INSTDIR\path.ps1" add "$INSTDIR"'
  Pop $0
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
SectionEnd

Section "Uninstall"
  nsExec::Exec '"$INSTDIR\node.exe" "$INSTDIR\agent\bin\rmirror.mjs" service remove'
  Pop $0
  nsExec::Exec 'powershell -NoProfile -ExecutionPolicy Bypass -File "$INSTDIR\path.ps1" remove "$INSTDIR"'
  Pop $0
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
  Delete "$SMPROGRAMS\rMirror.lnk"
  RMDir /r "$INSTDIR\agent"
  Delete "$INSTDIR\node.exe"
  Delete "$INSTDIR\rmirror.cmd"
  Delete "$INSTDIR\path.ps1"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\LICENSE-node"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
