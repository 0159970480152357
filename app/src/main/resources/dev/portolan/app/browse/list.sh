# Lists the folder $1, or the home folder if it is empty: sh -c THIS sh FOLDER HALF HALF.
#
# The answer stands between two markers, which are both halves: MARKER, how it is encoded, ":",
# the encoded listing, ".", MARKER. ListingReader describes the listing.
# These lines are not sent.
exec 2>/dev/null
LC_ALL=C
export LC_ALL
m=$2$3
p=${1:-${HOME:-/}}
if cd "$p"; then
  s=+
  [ -r . ] || s=d
elif [ -d "$p" ]; then
  s=d
elif [ -e "$p" ] || [ -L "$p" ]; then
  s=o
else
  s=m
  while [ "$p" ] && ! [ -e "$p" ]; do p=${p%/*}; done
  [ -x "${p:-/}" ] || s=d
fi
has() {
  command -v "$1" >/dev/null
}
list() {
  if [ $s != + ]; then
    printf "$s"
  elif find . -maxdepth 0 -printf ''; then
    printf 'f%s' "$PWD"
    find . -mindepth 1 -maxdepth 1 -printf "$m%y%Y %m %s %Ts %P$m%l"
  elif stat -c '' . >/dev/null && find . -maxdepth 0 -exec true {} +; then
    printf 's%s' "$PWD"
    find . -mindepth 1 -maxdepth 1 -exec stat -c "$m%f %s %Y %n$m%N" {} +
    find . -mindepth 1 -maxdepth 1 -type l -exec stat -L -c "$m+%f %n$m" {} +
  else
    printf 't%s' "$PWD"
    for f in * .*; do
      case $f in .|..) continue ;; esac
      k=-
      l=N
      if [ -f "$f" ]; then l=f; elif [ -d "$f" ]; then l=d; elif [ -e "$f" ]; then l=o; fi
      k=$l
      if [ -L "$f" ]; then k=l; fi
      [ $k = N ] || printf '%s%s %s%s' "$m$k" "$l" "$f" "$m"
    done
  fi
}
printf '%s%s' "$2" "$3"
if has base64 && has gzip; then
  printf g:
  list | gzip -c | base64
elif has base64; then
  printf b:
  list | base64
elif has od; then
  printf x:
  list | od -A n -v -t x1
else
  printf n:
fi
printf '.%s%s\n' "$2" "$3"
