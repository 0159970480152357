; Makes the installer for Windows: for one user, without an administrator. Told by makensis -D: VERSION, NUMBERS (four of them), IMAGE (the
; folder of the program), WORK (with files.nsh, path.exe and portolan.ico), OUT, VENDOR, SUMMARY, COPYRIGHT, and where it is wanted TARGET (what
; the installer itself runs on) and SIGNER (the command that signs the file which comes behind it).
;
; setup.exe /S installs without asking, /D=FOLDER, last and without quotes, says where. It ends with 0; 1: given up by the user; 2: an error;
; 3: the program is running.
!ifdef TARGET
  Target ${TARGET}
!endif
Unicode true
!ifdef SIGNER
  !finalize '${SIGNER} "%1"' = 0
  !uninstfinalize '${SIGNER} "%1"' = 0
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
Name "Portolan"
BrandingText "Portolan ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Portolan"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Portolan"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${SUMMARY} (setup)"
VIAddVersionKey "CompanyName" "${VENDOR}"
VIAddVersionKey "LegalCopyright" "${COPYRIGHT}"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Portolan"
!define SHORTCUT "$SMPROGRAMS\Portolan.lnk"
; Links and lists of this user open in the window. Programs that open a kind of file are named by an id, which is ours alone.
!define CLASSES "Software\Classes"
!define LINKS "portolan"
!define LISTS "Portolan.List"
!define ENDING ".portolan"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"

!include FileFunc.nsh
!include LogicLib.nsh
!include MUI2.nsh
!include "${WORK}/files.nsh"
!define MUI_ICON "${WORK}/portolan.ico"
!define MUI_UNICON "${WORK}/portolan.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Portolan.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Ends here while the program in FOLDER is running: its Java cannot be written then.
!macro MustNotRun FOLDER
  ${Do}
    ${IfNot} ${FileExists} "${FOLDER}\runtime\bin\server\jvm.dll"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $R9 "${FOLDER}\runtime\bin\server\jvm.dll" a
    ${IfNot} ${Errors}
      FileClose $R9
      ${ExitDo}
    ${EndIf}
    SetErrorLevel 3
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Portolan is running. Quit it, then try again." /SD IDCANCEL IDRETRY +2
    Quit
  ${Loop}
  SetErrorLevel 0
!macroend

!macro Opens CLASS TITLE
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${TITLE}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\Portolan.exe,0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\Portolan.exe" "%1"'
!macroend

; Only where it is still ours: another program may have taken it since.
!macro OpensNoMore CLASS
  ReadRegStr $R6 HKCU "${CLASSES}\${CLASS}\shell\open\command" ""
  ${If} $R6 == '"$INSTDIR\Portolan.exe" "%1"'
    DeleteRegKey HKCU "${CLASSES}\${CLASS}"
  ${EndIf}
!macroend

; What there was before goes first, so that nothing of it is left among the new. Its own uninstaller knows its files.
!macro RemoveOlder FOLDER
  ${If} "${FOLDER}" != ""
  ${AndIf} ${FileExists} "${FOLDER}\uninstall.exe"
    !insertmacro MustNotRun "${FOLDER}"
    DetailPrint "Removing the version that is installed"
    ExecWait '"${FOLDER}\uninstall.exe" /S /UPGRADE _?=${FOLDER}' $R8
    ${If} $R8 <> 0
      SetErrorLevel 2
      MessageBox MB_OK|MB_ICONSTOP "The version that is installed cannot be removed." /SD IDOK
      Quit
    ${EndIf}
  ${EndIf}
!macroend

Section
  ReadRegStr $R7 HKCU "${KEY}" "InstallLocation"
  !insertmacro RemoveOlder "$R7"
  !insertmacro RemoveOlder "$INSTDIR"
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${IMAGE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort "Not every file could be written."
  ${EndIf}
  ${If} $R7 != ""
  ${AndIf} $R7 != "$INSTDIR"
    Delete "$R7\uninstall.exe"
    RMDir "$R7"
  ${EndIf}

  CreateShortCut "${SHORTCUT}" "$INSTDIR\Portolan.exe"
  InitPluginsDir
  SetOutPath "$PLUGINSDIR"
  File "${WORK}/path.exe"
  ${If} $R7 != ""
    ExecWait '"$PLUGINSDIR\path.exe" remove "$R7\bin"'
  ${EndIf}
  ExecWait '"$PLUGINSDIR\path.exe" add "$INSTDIR\bin"' $R8
  ${If} $R8 <> 0
    DetailPrint "The path was left as it is; portolan.exe lies in $INSTDIR\bin"
  ${EndIf}
  SetOutPath "$INSTDIR"

  !insertmacro Opens "${LINKS}" "URL:Portolan"
  WriteRegStr HKCU "${CLASSES}\${LINKS}" "URL Protocol" ""
  !insertmacro Opens "${LISTS}" "Portolan list"
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${LISTS}"
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "Content Type" "application/vnd.portolan.list+json"
  ${RefreshShellIcons}

  WriteRegStr HKCU "${KEY}" "DisplayName" "Portolan"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\Portolan.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "${VENDOR}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
SectionEnd

; Takes what was installed, file by file, and leaves what is not of it. What users keep lies elsewhere and stays. With /UPGRADE the entries in
; menu, path and registry stay for the version that comes.
Section "Uninstall"
  !insertmacro MustNotRun "$INSTDIR"
  !insertmacro RemoveFiles
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $R1
  ${If} ${Errors}
    InitPluginsDir
    SetOutPath "$PLUGINSDIR"
    File "${WORK}/path.exe"
    ExecWait '"$PLUGINSDIR\path.exe" remove "$INSTDIR\bin"'
    SetOutPath "$TEMP"
    Delete "${SHORTCUT}"
    !insertmacro OpensNoMore "${LINKS}"
    !insertmacro OpensNoMore "${LISTS}"
    ReadRegStr $R6 HKCU "${CLASSES}\${ENDING}" ""
    ${If} $R6 == "${LISTS}"
      DeleteRegKey HKCU "${CLASSES}\${ENDING}"
    ${EndIf}
    ${RefreshShellIcons}
    DeleteRegKey HKCU "${KEY}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
  ${EndIf}
SectionEnd
