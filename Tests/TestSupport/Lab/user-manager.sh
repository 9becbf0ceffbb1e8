#!/bin/sh
# A whole user session in namespaces of its own: journald, `systemd --user` of a plain user, its session bus, an X
# display and a notification daemon.
#
#   user-manager.sh boot FOLDER UID PROGRAMS  says "ready", then lives until its standard input ends
#   user-manager.sh run FOLDER CMD...         runs CMD as the lab's user inside
#   user-manager.sh root FOLDER CMD...        runs CMD as root inside
#
# PROGRAMS is the folder of the built kin and kinkeeperd; they are copied to FOLDER/programs.
#
# Needs root. The machine outside sees none of it: /etc, /run, /tmp and /var/log are copies or empty, and everything
# that was started dies with the first process of the process namespace. That one reads standard input, so the lab ends
# with whoever holds the other end, even if that one is killed. Where a part cannot start, "failed: PART: WHY" is said.
set -eu

folder=$2
session=$folder/session.env

fail() {
  echo "failed: $1: $2"
  exit 1
}

# until SECONDS CMD...: tries CMD until it succeeds.
until_true() {
  tries=$(($1 * 20))
  shift
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.05
  done
}

last_words() {
  tail -n 5 "$1" 2>/dev/null | tr '\n' ' '
}

case $1 in
boot)
  uid=$3
  built=$4
  [ "$(id -u)" = 0 ] || fail root "the lab needs root or sudo without a password"
  for tool in unshare nsenter setpriv setsid busctl dunst Xvfb systemd-run xkbcomp; do
    command -v "$tool" >/dev/null || fail tools "no $tool; see 'make setup'"
  done
  groups=
  for mounted in /sys/fs/cgroup /sys/fs/cgroup/unified; do
    if [ -f "$mounted/cgroup.procs" ] && [ -f "$mounted/cgroup.controllers" ]; then groups=$mounted; fi
  done
  [ -n "$groups" ] || fail cgroup "no cgroup v2 hierarchy is mounted"

  mkdir "$folder/programs"
  cp "$built/kin" "$built/kinkeeperd" "$folder/programs" || fail programs "not built in $built"
  chmod 755 "$folder/programs" "$folder/programs"/*
  # A toolchain under root's home is out of the user's reach: the Swift runtime comes along.
  if setpriv --reuid "$uid" --regid "$uid" --clear-groups ldd "$folder/programs"/* | grep -q 'not found'; then
    mkdir "$folder/libraries"
    ldd "$built/kin" "$built/kinkeeperd" | awk '$3 ~ "^/" && $3 !~ "^/(usr/)?lib" { print $3 }' | sort -u |
      xargs -r cp -L -t "$folder/libraries"
    chmod -R a+rX "$folder/libraries"
  fi

  group=$groups/${folder##*/}
  mkdir "$group" || fail cgroup "cannot make $group"

  clean_up() {
    tries=100
    while [ -d "$group" ] && [ "$tries" -gt 0 ]; do
      find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.05
      tries=$((tries - 1))
    done
    rm -rf "$folder"
  }
  trap : HUP INT TERM
  trap clean_up EXIT
  status=0
  # The child leaves the terminal's process group, so that Ctrl-C ends it by the end of its standard input.
  # $$ is the inner shell's.
  # shellcheck disable=SC2016
  setsid --wait sh -c 'echo $$ >"$1/cgroup.procs"; shift; exec "$@"' sh "$group" \
    unshare --mount --propagation private --pid --fork --kill-child --cgroup --ipc --net \
    sh "$0" inside "$folder" "$uid" || status=$?
  exit "$status"
  ;;

inside)
  uid=$3
  trap 'exit 1' TERM
  read -r outer_pid _ </proc/self/stat
  home=$folder/home

  mount -t proc proc /proc || fail namespaces "cannot mount /proc"
  mount -t tmpfs -o mode=755 lab /run || fail namespaces "cannot mount /run"
  mkdir -p /run/lab /run/etc
  mount --bind "$folder" /run/lab
  cp -a /etc/. /run/etc/
  mount --bind /run/etc /etc
  mount -t tmpfs -o mode=1777 lab /tmp
  mount -t tmpfs -o mode=755 lab /var/log
  mkdir -p "$folder"
  mount --bind /run/lab "$folder"
  umount /run/lab

  sed -i "/^[^:]*:[^:]*:$uid:/d; /^kinlab:/d" /etc/passwd
  sed -i "/^[^:]*:[^:]*:$uid:/d; /^kinlab:/d" /etc/group
  echo "kinlab:x:$uid:$uid:Lab:$home:/bin/sh" >>/etc/passwd
  echo "kinlab:x:$uid:" >>/etc/group
  [ -s /etc/machine-id ] || tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id

  runtime=/run/user/$uid
  mkdir -p /run/systemd/system /run/systemd/journal /run/systemd/journald.conf.d "$runtime" "$home"
  mkdir -m 1777 /tmp/.X11-unix
  chown "$uid:$uid" "$runtime" "$home"
  chmod 700 "$runtime" "$home"
  {
    echo "HOME=$home"
    echo "USER=kinlab"
    echo "LOGNAME=kinlab"
    echo "SHELL=/bin/sh"
    echo "LANG=C.UTF-8"
    echo "PATH=/usr/local/bin:/usr/bin:/bin"
    echo "XDG_RUNTIME_DIR=$runtime"
    echo "DBUS_SESSION_BUS_ADDRESS=unix:path=$runtime/bus"
    if [ -d "$folder/libraries" ]; then echo "LD_LIBRARY_PATH=$folder/libraries"; fi
  } >"$session"
  {
    echo "outer_pid=$outer_pid"
    echo "uid=$uid"
  } >"$folder/lab.env"

  # No word in $session holds a space.
  # shellcheck disable=SC2046
  as_user() {
    setpriv --reuid "$uid" --regid "$uid" --clear-groups --inh-caps=-all --bounding-set=-all \
      env -i $(cat "$session") "$@"
  }

  # journald keeps a journal for each user only on "disk", and only that one may a plain user read.
  mkdir -p "/var/log/journal/$(cat /etc/machine-id)"
  printf '[Journal]\nStorage=persistent\nReadKMsg=no\nAudit=no\nRateLimitIntervalSec=0\nSyncIntervalSec=1s\n' \
    >/run/systemd/journald.conf.d/lab.conf
  : >/run/systemd/journal/flushed
  /lib/systemd/systemd-journald >"$folder/journald.log" 2>&1 </dev/null &
  until_true 10 test -S /run/systemd/journal/socket || fail journald "$(last_words "$folder/journald.log")"

  mount -t cgroup2 cgroup2 /sys/fs/cgroup || fail cgroup "cannot mount cgroup2"
  # The names that logind gives: by them journald knows which entry is whose unit's.
  slice=/sys/fs/cgroup/user.slice/user-$uid.slice
  mkdir -p /sys/fs/cgroup/rest "$slice/user@$uid.service" "$slice/session-1.scope"
  (
    for process in $(cat /sys/fs/cgroup/cgroup.procs); do echo "$process" >/sys/fs/cgroup/rest/cgroup.procs || :; done
    for controller in pids memory; do
      for level in /sys/fs/cgroup /sys/fs/cgroup/user.slice "$slice"; do
        echo "+$controller" >"$level/cgroup.subtree_control" || :
      done
    done
  ) 2>/dev/null
  chown -R "$uid:$uid" "$slice/user@$uid.service"

  cd "$home"
  # $$ is the inner shell's; no word in $session holds a space.
  # shellcheck disable=SC2016,SC2046
  sh -c 'echo $$ >"$1/cgroup.procs"; shift; exec "$@"' sh "$slice/user@$uid.service" \
    setpriv --reuid "$uid" --regid "$uid" --clear-groups --inh-caps=-all --bounding-set=-all \
    env -i $(cat "$session") /lib/systemd/systemd --user >"$folder/manager.log" 2>&1 </dev/null &
  until_true 20 as_user systemctl --user --quiet is-active default.target ||
    fail "user manager" "$(last_words "$folder/manager.log")"

  until_true 10 as_user busctl --user status || fail bus "no answer on unix:path=$runtime/bus"

  as_user systemd-run --user --quiet --collect --unit=lab-display \
    Xvfb :0 -screen 0 1024x600x24 -nolisten tcp || fail display "systemd-run could not start Xvfb"
  until_true 15 test -S /tmp/.X11-unix/X0 || fail display "$(as_user journalctl --user -n 3 -o cat | tr '\n' ' ')"
  echo "DISPLAY=:0" >>"$session"
  as_user systemctl --user set-environment DISPLAY=:0

  # dunst asks its menu which action is meant; this menu takes what the test has asked for.
  cat >"$folder/menu" <<MENU
#!/bin/sh
menu=\$(cat)
printf '%s\n' "\$menu" >>$home/.menu-log
printf '%s\n' "\$menu" | grep -F -e "\$(cat $home/.menu-choice)" | head -n 1
MENU
  cat >"$folder/dunstrc" <<DUNST
[global]
  font = monospace 11
  width = (300, 500)
  offset = 10x10
  notification_limit = 0
  markup = full
  format = "<b>%s</b>\n%b"
  history_length = 1000
  stack_duplicates = false
  dmenu = $folder/menu
[urgency_low]
  timeout = 0
[urgency_normal]
  timeout = 0
[urgency_critical]
  timeout = 0
DUNST
  chmod 755 "$folder/menu"
  cat >"$folder/bus-monitor" <<MONITOR
#!/bin/sh
exec busctl --user --json=short --match="interface='org.freedesktop.Notifications'" \
  --match="type='method_return',sender='org.freedesktop.Notifications'" monitor >$home/.bus-log
MONITOR
  chmod 755 "$folder/bus-monitor"

  as_user systemd-run --user --quiet --collect --unit=lab-notifications \
    --property=Type=dbus --property=BusName=org.freedesktop.Notifications \
    dunst -config "$folder/dunstrc" -startup_notification false ||
    fail "notification daemon" "$(as_user journalctl --user -n 3 -o cat | tr '\n' ' ')"
  as_user systemd-run --user --quiet --collect --unit=lab-bus-monitor "$folder/bus-monitor" ||
    fail "bus monitor" "systemd-run could not start busctl"
  heard() {
    as_user busctl --user call org.freedesktop.Notifications /org/freedesktop/Notifications \
      org.freedesktop.Notifications GetServerInformation
    grep -q GetServerInformation "$home/.bus-log"
  }
  until_true 10 heard || fail "bus monitor" "it hears nothing"

  echo ready
  exec cat >/dev/null
  ;;

run | root)
  how=$1
  shift 2
  # Written above: outer_pid and uid.
  # shellcheck disable=SC1091
  . "$folder/lab.env"
  if [ "$how" = run ]; then
    # shellcheck disable=SC2046
    set -- setpriv --reuid "$uid" --regid "$uid" --clear-groups --inh-caps=-all --bounding-set=-all \
      env -i $(cat "$session") "$@"
  fi
  # shellcheck disable=SC2016
  exec nsenter --target "$outer_pid" --root --mount --pid --cgroup --ipc --net -- \
    sh -c 'echo $$ >"$1"; cd "$2"; shift 2; exec "$@"' sh \
    "/sys/fs/cgroup/user.slice/user-$uid.slice/session-1.scope/cgroup.procs" "$folder/home" "$@"
  ;;
*)
  echo "usage: user-manager.sh boot FOLDER UID PROGRAMS | run FOLDER CMD... | root FOLDER CMD..." >&2
  exit 64
  ;;
esac
