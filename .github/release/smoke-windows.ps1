# Installs each package for Windows as a person would, without questions, and uses what it installed: signature, AOT cache, exit codes,
# the main job and the real window. Then it is removed, and nothing may be left.
$ErrorActionPreference = 'Stop'
$packages = @(Get-ChildItem installer/target/packages/* -Include *-setup.exe)
if (-not $packages) { throw 'there is no package to install' }

function Invoke-Program([string] $Name, [string[]] $Arguments, [int] $Wanted = 0) {
    $run = Start-Process $Name -ArgumentList $Arguments -Wait -PassThru
    if ($run.ExitCode -ne $Wanted) { throw "$Name $Arguments ended with $($run.ExitCode) instead of $Wanted" }
}

$folder = Join-Path $env:LOCALAPPDATA 'Programs\Portolan'
$cli = Join-Path $folder 'bin\portolan.exe'

function Find-Entry {
    Get-ItemProperty HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\* | Where-Object DisplayName -like 'Portolan*' | Select-Object -First 1
}

foreach ($package in $packages) {
    Write-Output "== $($package.Name)"
    if ($env:PORTOLAN_WINDOWS_SIGNER -and (Get-AuthenticodeSignature $package).Status -ne 'Valid') { throw "$package is not signed" }
    Invoke-Program $package.FullName @('/S')
    if (-not (Test-Path $cli)) { throw "it installed no $cli" }
    if ($env:PORTOLAN_WINDOWS_SIGNER) {
        $unsigned = Get-ChildItem $folder -Recurse -Include *.exe, *.dll | Where-Object { (Get-AuthenticodeSignature $_).Status -ne 'Valid' }
        if ($unsigned) { throw "not signed: $unsigned" }
    }
    foreach ($class in 'portolan', 'Portolan.List') {
        $opens = (Get-Item "HKCU:\Software\Classes\$class\shell\open\command").GetValue('')
        if ($opens -ne "`"$folder\Portolan.exe`" `"%1`"") { throw "$class is opened by $opens" }
    }
    if ((Get-Item HKCU:\Software\Classes\.portolan).GetValue('') -ne 'Portolan.List') { throw 'lists are no files of ours' }
    # Java ends at once when it is told to take the cache and cannot.
    $env:JAVA_TOOL_OPTIONS = '-XX:AOTMode=on'
    & $cli --version
    if ($LASTEXITCODE -ne 0) { throw "the AOT cache is not taken ($LASTEXITCODE)" }
    $env:JAVA_TOOL_OPTIONS = ''
    & $cli forward
    if ($LASTEXITCODE -ne 2) { throw "a missing argument ended with $LASTEXITCODE instead of 2" }
    & $cli tour --dir (Join-Path $env:RUNNER_TEMP 'tour')
    if ($LASTEXITCODE -ne 0) { throw "the tour ended with $LASTEXITCODE" }
    # A start like any other, which ends by itself when the window is painted.
    $data = Join-Path $env:RUNNER_TEMP 'profile'
    $env:JAVA_TOOL_OPTIONS = '-XX:AOTMode=on -Dportolan.rehearsal=true'
    Invoke-Program (Join-Path $folder 'Portolan.exe') @('--data-dir', "`"$data`"")
    $env:JAVA_TOOL_OPTIONS = ''
    $entry = Find-Entry
    if (-not $entry) { throw 'it is not among the installed programs' }
    Invoke-Program ($entry.UninstallString -replace '"', '') @('/S')
    # The program that removes goes on as a copy of itself.
    foreach ($try in 1..60) { if (-not (Test-Path $folder)) { break }; Start-Sleep -Seconds 1 }
    if (Test-Path $folder) { throw 'it is still there' }
    foreach ($class in 'portolan', 'Portolan.List', '.portolan') {
        if (Test-Path "HKCU:\Software\Classes\$class") { throw "$class is still registered" }
    }
    if (Find-Entry) { throw 'it is still among the installed programs' }
}
