# Changes what is in the folder $1: sh -c answer.sh and THIS sh FOLDER HALF HALF, and then
# delete NAME... or rename NAME NEW. Of names, all but letters and digits is written as \0ooo.
# FolderChange describes the answer. These lines are not sent.
p=$1
shift 3
name() {
  n=$(printf '%b.' "$1")
  n=./${n%.}
}
there() {
  [ -e "$1" ] || [ -L "$1" ]
}
delete() {
  f=0
  for i; do
    name "$i"
    w=$(rm -rf "$n" 2>&1 | sed -n 1,3p)
    if there "$n"; then
      f=$((f + 1))
      [ $f -gt 1 ] || first=$w
    fi
  done
  if [ $f = 0 ]; then printf +; else printf 'f%s %s' $f "$first"; fi
}
rename() {
  name "$1"
  o=$n
  name "$2"
  if ! there "$o"; then
    printf g
  elif there "$n"; then
    printf e
  else
    w=$(mv -n "$o" "$n" 2>&1)
    if there "$o"; then printf 'f1 %s' "$w"; else printf +; fi
  fi
}
change() {
  if cd "$p"; then "$@"; else printf m; fi
}
answer change "$@"
