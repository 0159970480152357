# Puts the certificate WINDOWS_CERTIFICATE (a PFX, base64) into the user's store, and tells the later steps by which thumbprint to take it.
$ErrorActionPreference = 'Stop'
if (-not $env:WINDOWS_CERTIFICATE) {
    Write-Output '::warning::The Windows packages will not be signed: there is no certificate'
    exit 0
}
$pfx = Join-Path $env:RUNNER_TEMP 'certificate.pfx'
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
    $password = New-Object Security.SecureString
    foreach ($character in $env:WINDOWS_CERTIFICATE_PASSWORD.ToCharArray()) { $password.AppendChar($character) }
    $certificate = Import-PfxCertificate -FilePath $pfx -CertStoreLocation Cert:\CurrentUser\My -Password $password
}
finally { Remove-Item $pfx -ErrorAction SilentlyContinue }
$signtool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" | Sort-Object FullName | Select-Object -Last 1
if (-not $signtool) { throw 'signtool.exe is missing: install the Windows SDK' }
"$($signtool.DirectoryName)" | Out-File -FilePath $env:GITHUB_PATH -Append
"PORTOLAN_WINDOWS_SIGNER=$($certificate.Thumbprint)" | Out-File -FilePath $env:GITHUB_ENV -Append
