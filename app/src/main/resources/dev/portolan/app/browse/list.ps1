# Lists the folder $p (Base64 of UTF-8), or the home folder if it is empty. The marker's halves are
# $a and $b. For Windows PowerShell 3 and later. ListingReader describes the answer; these lines are
# not sent.
$m = $a + $b
$t = New-Object Text.StringBuilder
function Seconds($e) {
  [long][Math]::Floor(($e.LastWriteTimeUtc - (New-Object DateTime 1970, 1, 1, 0, 0, 0, ([DateTimeKind]::Utc))).TotalSeconds)
}
try {
  $p = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($p))
  if (!$p) { $p = [Environment]::GetFolderPath('UserProfile') }
  if ([IO.Directory]::Exists($p)) {
    $d = New-Object IO.DirectoryInfo $p
    [void]$t.Append('w').Append($d.FullName)
    foreach ($e in $d.EnumerateFileSystemInfos()) {
      $f = $e -is [IO.DirectoryInfo]
      $k = if ($f) { 'd' } else { 'f' }
      $l = $k
      $x = ''
      $s = [int]$e.Attributes
      if (($s -band 1024) -and ($g = (Get-Item -LiteralPath $e.FullName -Force).Target)) { $k = 'l'; $x = @($g)[0] }
      $c = ''
      if ($s -band 1) { $c += 'r' }
      if ($s -band 2) { $c += 'h' }
      if ($s -band 4) { $c += 's' }
      if ($s -band 32) { $c += 'a' }
      $n = if ($f) { 0 } else { $e.Length }
      [void]$t.Append("$m$k$l $c $n $(Seconds $e) ").Append($e.Name).Append($m).Append($x)
    }
  } elseif ([IO.File]::Exists($p)) {
    [void]$t.Append('o')
  } else {
    [void]$t.Append('m')
  }
} catch [UnauthorizedAccessException] {
  $t = New-Object Text.StringBuilder 'd'
} catch {
  $t = New-Object Text.StringBuilder 'm'
}
