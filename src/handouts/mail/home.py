"""Where the ledger may live: in a folder of this machine alone.

SQLite's write-ahead log needs memory that only programs of one machine share (sqlite.org/wal.html), and a program
that copies folders to other machines would bring back an older ledger, or two ledgers of which each knows half.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.errors import LedgerUnusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: Folders, by the start of their name in small letters, that programs copy to other machines.
_SYNCED: Final = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "a cloud drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "pcloud drive": "pCloud",
    "box sync": "Box",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
    "tresorit": "Tresorit",
    "creative cloud files": "Creative Cloud",
}

#: What such programs leave in the folders that they copy.
_MARKERS: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".stfolder": "Syncthing",
}

#: Where OneDrive says on Windows which folders are its own.
_VARIABLES: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

#: Kinds of file systems that lie on another machine, as Linux and macOS call them.
_REMOTE: Final = re.compile(
    r"nfs\d?|cifs|smb\w*|afpfs|afs|9p|v9fs|webdav|davfs2?|ncpfs|ceph|glusterfs|lustre|gpfs|beegfs|vboxsf|prl_fs|vmhgfs"
    r"|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|google-drive-ocamlfuse|onedriver|s3fs|glusterfs|vmhgfs-fuse|\w*drive\w*)"
    r"|macfuse|osxfuse|drvfs|virtiofs"
)

_MOUNT_LINUX = re.compile(r"^\S+ (\S+) (\S+) ", re.MULTILINE)
_MOUNT_MAC = re.compile(r"^.* on (.+) \((\w+)[,)]", re.MULTILINE)

#: What GetDriveTypeW calls a drive on another machine.
_DRIVE_REMOTE = 4


@dataclass(frozen=True, slots=True)
class Machine:
    """What is known of this machine's folders: its variables, and the kind of file system that a folder lies on."""

    variables: Mapping[str, str]
    kind: Callable[[Path], str]


def prepare_home(path: Path, machine: Machine) -> Path:
    """The file of a ledger, in a folder that is there, only its owner's if it is new, and on this machine alone.

    Raises:
        LedgerUnusable: the folder is copied to other machines, lies on one, or cannot be made.
    """
    try:
        folder = path.expanduser().parent.resolve()
        elsewhere = _elsewhere(folder, machine)
        if elsewhere:
            raise LedgerUnusable(
                f'The ledger of mails cannot lie in "{folder}": {elsewhere}. Another machine could bring back an older'
                " one, and clients would be mailed twice. Give a folder of this computer alone with --ledger PATH."
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerUnusable(f'The folder "{path.parent}" cannot be used: {error.strerror}.') from error
    return folder / path.name


def _elsewhere(folder: Path, machine: Machine) -> str:
    """Why a folder is not this machine's alone; empty when it is."""
    for part in folder.parts:
        for start, program in _SYNCED.items():
            if re.match(rf"{re.escape(start)}(?!\w)", part.casefold()):
                return f"{program} copies it to other machines"
    for name in _VARIABLES:
        owned = machine.variables.get(name)
        if owned and folder.is_relative_to(Path(owned).resolve()):
            return "OneDrive copies it to other machines"
    for parent in (folder, *folder.parents):
        for marker, program in _MARKERS.items():
            if (parent / marker).exists():
                return f"{program} copies it to other machines"
    if str(folder).startswith(("\\\\", "//")):
        return "it lies on another machine"
    kind = machine.kind(folder)
    return f"it lies on another machine ({kind})" if _REMOTE.fullmatch(kind.casefold()) else ""


def kind_in(mounts: Iterable[tuple[str, str]], folder: Path) -> str:
    """The kind of file system of the innermost mount that holds a folder; a later mount hides an earlier one."""
    kind, depth = "", -1
    for place, name in mounts:
        parts = Path(place).parts
        if folder.parts[: len(parts)] == parts and len(parts) >= depth:
            kind, depth = name, len(parts)
    return kind


def linux_mounts(text: str) -> list[tuple[str, str]]:
    """Places and kinds out of ``/proc/self/mounts``, in which a space is written as a backslash and 040."""
    found = _MOUNT_LINUX.findall(text)
    return [(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), place), kind) for place, kind in found]


def mac_mounts(text: str) -> list[tuple[str, str]]:
    """Places and kinds out of what ``mount`` says on macOS."""
    return [(place, kind) for place, kind in _MOUNT_MAC.findall(text)]


if sys.platform == "win32":
    import ctypes

    def kind_of(folder: Path) -> str:
        """The kind of file system that a folder lies on; empty when it is not known to be far away."""
        remote = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE
        return "smb" if remote else ""

elif sys.platform == "darwin":

    def kind_of(folder: Path) -> str:
        """The kind of file system that a folder lies on; empty when it is not known to be far away."""
        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return kind_in(mac_mounts(said), folder)

else:

    def kind_of(folder: Path) -> str:
        """The kind of file system that a folder lies on; empty when it is not known to be far away."""
        try:
            said = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
        except OSError:
            return ""
        return kind_in(linux_mounts(said), folder)
