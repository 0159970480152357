# Makes the package that Windows installs for one user. Needs the WiX Toolset on the path.
$ErrorActionPreference = 'Stop'
Push-Location (Join-Path $PSScriptRoot '../..')
try {
    & mvn -B -Pinstaller '-Dinstaller.types=msi' @args package
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
finally { Pop-Location }
