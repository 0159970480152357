# Changes what is in the folder $p: $v is delete or rename, $n has the names, for rename the old one
# and the new one. All of them are Base64 of UTF-8, names are separated by commas. The marker's halves
# are $a and $b. For Windows PowerShell 3 and later. FolderChange describes the answer; these lines
# are not sent.
$m = $a + $b
$t = New-Object Text.StringBuilder
function Text($x) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($x)) }
function Find($f) {
  if ([IO.Directory]::Exists($f)) { New-Object IO.DirectoryInfo $f }
  elseif ([IO.File]::Exists($f)) { New-Object IO.FileInfo $f }
}
function Remove($e) {
  # What a link leads to stays.
  if (($e -is [IO.DirectoryInfo]) -and !([int]$e.Attributes -band 1024)) {
    foreach ($c in $e.GetFileSystemInfos()) { Remove $c }
  }
  if ([int]$e.Attributes -band 1) { $e.Attributes = [int]$e.Attributes -band -bnot 1 }
  $e.Delete()
}
function Words($r) {
  $x = $r.Exception
  while ($x.InnerException) { $x = $x.InnerException }
  $x.Message
}
try {
  $p = Text $p
  $n = @($n.Split(',') | ForEach-Object { $p.TrimEnd('\') + '\' + (Text $_) })
  if (![IO.Directory]::Exists($p)) {
    [void]$t.Append('m')
  } elseif ($v -eq 'delete') {
    $f = 0
    $w = ''
    foreach ($x in $n) {
      try {
        $e = Find $x
        if ($e) { Remove $e }
      } catch {
        $f++
        if ($f -eq 1) { $w = Words $_ }
      }
    }
    if ($f) { [void]$t.Append("f$f ").Append($w) } else { [void]$t.Append('+') }
  } else {
    $e = Find $n[0]
    if (!$e) {
      [void]$t.Append('g')
    } elseif (($n[0] -ine $n[1]) -and (Find $n[1])) {
      [void]$t.Append('e')
    } else {
      $e.MoveTo($n[1])
      [void]$t.Append('+')
    }
  }
} catch {
  [void]$t.Append('f1 ').Append((Words $_))
}
