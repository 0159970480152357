@echo off
rem Starts Portolan on the first Java of at least the wanted version that this computer has.
setlocal EnableExtensions DisableDelayedExpansion
set "WANTED=25"
for %%I in ("%~dp0..") do set "APP=%%~fI"
set "FOUND="

call :try "%APP%\runtime"
if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
for %%R in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%ProgramFiles%\Semeru" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
  if not defined FOUND if exist "%%~R\" for /d %%D in ("%%~R\*") do (
    call :try "%%~fD"
    call :try "%%~fD\current"
  )
)
if not defined FOUND (
  echo portolan: needs Java %WANTED% or later and found none: install a JDK %WANTED%, or set JAVA_HOME to the folder of one 1>&2
  exit /b 8
)
rem Without a subcommand it is the window, whose memory is bounded; an edge or a device may take what its streams need.
set "HEAP=-XX:MaxRAMPercentage=25"
set "FIRST=%~1"
if not defined FIRST set "FIRST=-"
if "%FIRST:~0,1%"=="-" set "HEAP=@%APP%\lib\window.args"
if /i "%FIRST:~0,9%"=="portolan:" set "HEAP=@%APP%\lib\window.args"
if /i "%FIRST:~-9%"==".portolan" set "HEAP=@%APP%\lib\window.args"
"%FOUND%\bin\java.exe" "@%APP%\lib\java.args" "%HEAP%" "-Dpty4j.preferred.native.folder=%APP%\lib\native\resources\com\pty4j\native" -cp "%APP%\lib\*" dev.portolan.app.Launcher %*
exit /b %ERRORLEVEL%

rem Takes the folder %1 if nothing was found yet and its release file names a version that is new enough.
:try
if defined FOUND exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "VERSION="
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "VERSION=%%~V"
for /f "tokens=1 delims=." %%M in ("%VERSION%") do if %%M GEQ %WANTED% set "FOUND=%~f1"
exit /b 0
