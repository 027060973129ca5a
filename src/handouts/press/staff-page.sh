#!/bin/sh
# Opens the staff page of the leaflets in this folder: give this file a double click.
# Closing the window that appears ends the page.

here=$(cd -- "$(dirname -- "$0")" && pwd) || exit 1
# The Python that wrote this file. Where it is not there (any more), others are looked for.
python=@PYTHON@

# Says what is wrong until somebody has read it: in the window of this file, or in one of its own.
tell() {
    if [ -t 0 ]; then
        printf '\n%s\nPress Enter to close this window. ' "$1" >&2
        read -r _
        return
    fi
    printf '%s\n' "$1" >&2
    [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ] || return
    { zenity --error --no-markup --text "$1" || kdialog --error "$1" || xmessage "$1"; } 2>/dev/null
}

has_handouts() {
    [ -x "$python" ] &&
        "$python" -P -c 'import importlib.util as u; raise SystemExit(not u.find_spec("handouts"))' 2>/dev/null
}

if [ -x "$here/.venv/bin/handouts" ]; then
    set -- "$here/.venv/bin/handouts"
elif has_handouts; then
    set -- "$python" -P -m handouts
elif command -v handouts >/dev/null 2>&1; then
    set -- handouts
elif [ -x "${HOME-}/.local/bin/handouts" ]; then
    set -- "$HOME/.local/bin/handouts"
else
    tell 'The program "handouts" was not found on this computer. Ask whoever looks after your leaflets to install it. Then open this file again.'
    exit 1
fi

if [ -t 2 ]; then
    "$@" -C "$here" serve
    ended=$?
    [ "$ended" -eq 0 ] || [ "$ended" -eq 130 ] || tell 'The page could not be opened, or has stopped. What is wrong stands above.'
else
    said=$(mktemp) || exit 1
    "$@" -C "$here" serve 2>"$said"
    ended=$?
    [ "$ended" -eq 0 ] || [ "$ended" -eq 130 ] || tell "The page could not be opened, or has stopped.
$(cat "$said")"
    rm -f "$said"
fi
exit "$ended"
