#!/bin/bash
# orca_say.sh "KEYS..." -- COMMAND...   starts COMMAND with Orca, presses the keys (xdotool names), prints what Orca spoke.
# apt-get install --no-install-recommends orca speech-dispatcher xvfb xdotool openbox dbus at-spi2-core
set -u
keys=$1; shift; [ "$1" = -- ] && shift
exec 3>&1 1>&2
run=$(mktemp -d); chmod 700 $run; export XDG_RUNTIME_DIR=$run HOME=$run/home; mkdir -p $HOME
unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY XDG_DATA_HOME XDG_CONFIG_HOME
export LANG=${ORCA_LANG:-C.UTF-8} LANGUAGE=${ORCA_LANGUAGE:-} GSETTINGS_BACKEND=memory
cp -r /etc/speech-dispatcher $run/spd
printf "pcm.!default {type null}\nctl.!default {type null}\n" > $HOME/.asoundrc   # no sound card: ALSA null device
cat > $run/spd/speechd.conf <<X
LogLevel 5
LogDir "$run"
DefaultVolume 100
AddModule "log" "sd_generic" "log.conf"
DefaultModule log
AudioOutputMethod "alsa"
LanguageDefaultModule "de" "log"
X
cat > $run/spd/modules/log.conf <<X
GenericExecuteSynth "echo \\'\$DATA\\' >> $run/spoken.txt"
GenericMaxChunkLength 5000
GenericLanguage "de" "de" "utf-8"
GenericLanguage "en" "en" "utf-8"
AddVoice "de" "MALE1" "x"
AddVoice "en" "MALE1" "x"
X
export run
exec dbus-run-session -- bash -c '
  keys=$1; shift
  Xvfb -displayfd 6 -screen 0 1280x1024x24 -nolisten tcp 6>"$run/dpy" 2>/dev/null & xp=$!
  for i in $(seq 50); do [ -s "$run/dpy" ] && break; sleep .1; done
  export DISPLAY=:$(cat "$run/dpy")
  openbox >/dev/null 2>&1 & wm=$!
  speech-dispatcher -s -C $run/spd -L $run -S $XDG_RUNTIME_DIR/spd.sock -c unix_socket -t 0 >"$run/spd.out" 2>&1 & sp=$!
  export SPEECHD_ADDRESS=unix_socket:$XDG_RUNTIME_DIR/spd.sock
  sleep 1
  orca --replace --debug-file=$run/orca.log --enable speech --disable braille >"$run/orca.out" 2>&1 & op=$!
  sleep 4
  QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb "$@" >"$run/app.log" 2>&1 & ap=$!
  for i in $(seq 100); do win=$(xdotool search --onlyvisible --name "rgerApp" 2>/dev/null | head -1); [ -n "$win" ] && break; sleep .1; done
  sleep 3
  for k in $keys; do case $k in type=*) xdotool type --delay 120 "${k#type=}";; sleep=*) sleep ${k#sleep=};; *) xdotool key "$k";; esac; echo "KEY $k" >> $run/spoken.txt;  sleep 1.2; done
  sleep 1
  grep -a -E "SPEECH OUTPUT|KEY PRESS|ANNOUNCE" $run/orca.log* > $run/speech.log
  kill $ap $op $sp $wm 2>/dev/null; sleep .3; kill $xp; 
  echo "--- speech-dispatcher log module"; cat $run/spoken.txt; echo "--- orca debug"; grep -h -o "SPEECH OUTPUT.*" $run/speech.log; [ -n "${KEEP:-}" ] && echo "(files in $run)" || rm -rf "$run"' _ "$keys" "$@" >&3
