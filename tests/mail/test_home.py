from __future__ import annotations

import stat
from pathlib import Path

import pytest

from handouts.errors import LedgerUnusable
from handouts.mail.home import Machine, kind_in, kind_of, linux_mounts, mac_mounts, prepare_home

_LINUX = (
    "/dev/vda / ext4 rw,relatime 0 0\n"
    "proc /proc proc rw 0 0\n"
    "server:/homes /srv nfs4 rw,vers=4.2 0 0\n"
    "//nas/my\\040clinic /mnt/my\\040clinic cifs rw 0 0\n"
    "C:\\134 /mnt/c 9p rw,aname=drvfs 0 0\n"
    "tmpfs /srv/anna/own tmpfs rw 0 0\n"
)
_MAC = (
    "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
    "/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)\n"
    "//anna@nas/clinic on /Volumes/clinic (1) (smbfs, nodev, nosuid)\n"
)


def machine(kind: str = "ext4", **variables: str) -> Machine:
    return Machine(variables, lambda _: kind)


def test_a_new_folder_is_its_owners_alone(tmp_path: Path) -> None:
    path = prepare_home(tmp_path / "share" / "handouts" / "mail.sqlite", machine())
    assert path == tmp_path.resolve() / "share" / "handouts" / "mail.sqlite"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert prepare_home(path, machine()) == path


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Alder Clinic", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Alder)", "Dropbox"),
        ("iCloud Drive", "iCloud"),
        ("iCloudDrive", ""),
        ("Library/Mobile Documents", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-anna", "cloud drive"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("nextcloud2", ""),
        ("dropboxes", ""),
    ],
)
def test_folders_that_are_copied_are_refused_by_name(folder: str, program: str, tmp_path: Path) -> None:
    path = tmp_path / folder / "handouts" / "mail.sqlite"
    if program:
        with pytest.raises(LedgerUnusable, match=rf"{program}.*--ledger PATH"):
            prepare_home(path, machine())
        assert not path.parent.exists(), "nothing was made there"
    else:
        prepare_home(path, machine())


@pytest.mark.parametrize("marker", [".dropbox.cache", ".stfolder", ".nextcloudsync.log"])
def test_folders_that_are_copied_are_refused_by_what_the_program_leaves_in_them(marker: str, tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / marker).touch()
    with pytest.raises(LedgerUnusable, match="copies it"):
        prepare_home(tmp_path / "clinic" / "a" / "b" / "mail.sqlite", machine())


def test_folders_that_windows_says_are_onedrives_are_refused(tmp_path: Path) -> None:
    owned = tmp_path / "Files"
    with pytest.raises(LedgerUnusable, match="OneDrive"):
        prepare_home(owned / "x" / "mail.sqlite", machine(OneDriveCommercial=str(owned)))
    prepare_home(tmp_path / "Other" / "mail.sqlite", machine(OneDriveCommercial=str(owned), OneDrive=""))


def test_a_link_into_such_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "share").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(LedgerUnusable, match="Dropbox"):
        prepare_home(tmp_path / "share" / "mail.sqlite", machine())


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "fuse.rclone", "webdav"])
def test_file_systems_of_other_machines_are_refused(kind: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerUnusable, match="another machine"):
        prepare_home(tmp_path / "mail.sqlite", machine(kind))


@pytest.mark.parametrize("kind", ["", "ext4", "btrfs", "xfs", "zfs", "apfs", "overlay", "tmpfs", "ecryptfs", "fuseblk"])
def test_file_systems_of_this_machine_are_taken(kind: str, tmp_path: Path) -> None:
    prepare_home(tmp_path / "mail.sqlite", machine(kind))


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerUnusable, match="cannot be used"):
        prepare_home(tmp_path / "file" / "mail.sqlite", machine())


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/srv/anna", "nfs4"),
        ("/srv/anna/own/x", "tmpfs"),
        ("/srvs", "ext4"),
        ("/mnt/my clinic/x", "cifs"),
        ("/mnt/c/x", "9p"),
    ],
)
def test_the_innermost_mount_counts(folder: str, kind: str) -> None:
    assert kind_in(linux_mounts(_LINUX), Path(folder)) == kind


def test_mounts_of_macos_are_read() -> None:
    mounts = mac_mounts(_MAC)
    assert kind_in(mounts, Path("/Volumes/clinic (1)/x")) == "smbfs"
    assert kind_in(mounts, Path("/System/Volumes/Data/anna")) == "apfs"


def test_this_machines_own_mounts_are_read(tmp_path: Path) -> None:
    assert isinstance(kind_of(tmp_path), str)
    assert kind_of(Path("/proc")) in {"proc", ""}
