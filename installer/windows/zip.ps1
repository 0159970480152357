# Makes a folder that runs where it is unpacked, as .zip.
$ErrorActionPreference = 'Stop'
Push-Location (Join-Path $PSScriptRoot '../..')
try {
    & mvn -B -Pinstaller '-Dinstaller.types=zip' @args package
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
finally { Pop-Location }
