# What every script for a folder ends with: writes $t, encoded, between two markers $m. These lines are
# not sent.
$o = New-Object IO.MemoryStream
$z = New-Object IO.Compression.GZipStream $o, ([IO.Compression.CompressionMode]::Compress)
$y = [Text.Encoding]::UTF8.GetBytes($t.ToString())
$z.Write($y, 0, $y.Length)
$z.Close()
[Console]::Out.Write($m + 'g:')
$r = [Convert]::ToBase64String($o.ToArray())
for ($i = 0; $i -lt $r.Length; $i += 76) { [Console]::Out.WriteLine($r.Substring($i, [Math]::Min(76, $r.Length - $i))) }
[Console]::Out.WriteLine('.' + $m)
