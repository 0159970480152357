# Lists the folder $1, or the home folder if it is empty: sh -c answer.sh and THIS sh FOLDER HALF HALF.
# ListingReader describes the listing. These lines are not sent.
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
answer list
