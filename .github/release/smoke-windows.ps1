# Installs each package for Windows as a person would, without questions, and uses what it installed: signature, AOT cache, exit codes,
# the main job and the real window. Then it is removed, and nothing may be left.
$ErrorActionPreference = 'Stop'
$packages = @(Get-ChildItem installer/target/packages/* -Include *.msi, *-setup.exe)
if (-not $packages) { throw 'there is no package to install' }

function Invoke-Program([string] $Name, [string[]] $Arguments, [int] $Wanted = 0) {
    $run = Start-Process $Name -ArgumentList $Arguments -Wait -PassThru
    if ($run.ExitCode -ne $Wanted) { throw "$Name $Arguments ended with $($run.ExitCode) instead of $Wanted" }
}

function Find-Cli {
    Get-ChildItem $env:LOCALAPPDATA -Recurse -Filter portolan-cli.exe -ErrorAction SilentlyContinue | Select-Object -First 1
}

function Find-Entry {
    Get-ItemProperty HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\* | Where-Object DisplayName -like 'Portolan*' | Select-Object -First 1
}

foreach ($package in $packages) {
    Write-Output "== $($package.Name)"
    if ($env:PORTOLAN_WINDOWS_SIGNER -and (Get-AuthenticodeSignature $package).Status -ne 'Valid') { throw "$package is not signed" }
    if ($package.Extension -eq '.msi') { Invoke-Program msiexec @('/i', "`"$($package.FullName)`"", '/qn', '/norestart') }
    else { Invoke-Program $package.FullName @('/S') }
    $cli = Find-Cli
    if (-not $cli) { throw 'it installed no portolan-cli.exe' }
    if ($env:PORTOLAN_WINDOWS_SIGNER) {
        $unsigned = Get-ChildItem $cli.DirectoryName -Recurse -Include *.exe, *.dll | Where-Object { (Get-AuthenticodeSignature $_).Status -ne 'Valid' }
        if ($unsigned) { throw "not signed: $unsigned" }
    }
    # Java ends at once when it is told to take the cache and cannot.
    $env:JAVA_TOOL_OPTIONS = '-XX:AOTMode=on'
    & $cli.FullName --version
    if ($LASTEXITCODE -ne 0) { throw "the AOT cache is not taken ($LASTEXITCODE)" }
    $env:JAVA_TOOL_OPTIONS = ''
    & $cli.FullName forward
    if ($LASTEXITCODE -ne 2) { throw "a missing argument ended with $LASTEXITCODE instead of 2" }
    & $cli.FullName tour --dir (Join-Path $env:RUNNER_TEMP 'tour')
    if ($LASTEXITCODE -ne 0) { throw "the tour ended with $LASTEXITCODE" }
    # A start like any other, which ends by itself when the window is painted.
    $folder = Join-Path $env:RUNNER_TEMP 'profile'
    $env:JAVA_TOOL_OPTIONS = '-XX:AOTMode=on -Dportolan.rehearsal=true'
    Invoke-Program (Join-Path $cli.DirectoryName 'Portolan.exe') @('--data-dir', "`"$folder`"")
    $env:JAVA_TOOL_OPTIONS = ''
    if ($package.Extension -eq '.msi') { Invoke-Program msiexec @('/x', "`"$($package.FullName)`"", '/qn', '/norestart') }
    else {
        $entry = Find-Entry
        if (-not $entry) { throw 'it is not among the installed programs' }
        Invoke-Program ($entry.UninstallString -replace '"', '') @('/S')
        # The program that removes goes on as a copy of itself.
        foreach ($try in 1..60) { if (-not (Find-Cli)) { break }; Start-Sleep -Seconds 1 }
    }
    if (Find-Cli) { throw 'it is still there' }
    if (Find-Entry) { throw 'it is still among the installed programs' }
}
