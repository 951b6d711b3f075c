"""Whether a folder is one that other computers write to as well: a network share or a synced folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import Final

from bvreview.i18n import _

CLOUDS: Final = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("box sync", "Box"),
)
"""How the folders of such services begin, on every system."""
NETWORK_TYPES: Final = frozenset(
    (
        *("cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "afpfs", "webdav", "davfs", "9p", "ncpfs", "lustre"),
        *(
            "fuse.sshfs",
            "fuse.rclone",
            "fuse.davfs2",
            "fuse.gvfsd-fuse",
            "fuse.glusterfs",
            "fuse.google-drive",
        ),
    )
)
MOUNTS: Final = Path("/proc/mounts")
REMOTE_DRIVE: Final = 4  # what GetDriveTypeW says of a drive letter that stands for a share


def synced_by(path: PurePath) -> str:
    """The service that copies the folder of ``path`` to other computers, or ""."""
    for part in path.parts[:-1]:
        name = part.casefold()
        for beginning, service in CLOUDS:
            if name.startswith(beginning):
                return service
    return ""


def is_on_network(path: PurePath, mounts: str | None = None) -> bool:
    """Whether ``path`` is on another computer; ``mounts`` takes the place of the system's own table."""
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == REMOTE_DRIVE
    return _mount_type(path, _read_mounts() if mounts is None else mounts) in NETWORK_TYPES


def _read_mounts() -> str:
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _mount_type(path: PurePath, mounts: str) -> str:
    """The type of the file system that the longest mount point above ``path`` names."""
    longest, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(_plain(fields[1]))
        if path.is_relative_to(point) and len(point.parts) > longest:
            longest, found = len(point.parts), fields[2]
    return found


def _plain(field: str) -> str:
    """A mount point as it is written in the table: spaces and the like stand there as octal numbers."""
    for octal, letter in (("\\040", " "), ("\\011", "\t"), ("\\134", "\\")):
        field = field.replace(octal, letter)
    return field


def warning_of(path: Path) -> str:
    """Why the place of a workspace is a risk and what to do, or "" where it is none."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 - a link is not followed: it may lead nowhere
    if service := synced_by(place):
        where = _("{name} is in a folder that {service} copies to other computers.").format(
            name=path.name, service=service
        )
    elif is_on_network(place):
        where = _("{name} is on a network drive.").format(name=path.name)
    else:
        return ""
    advice = _(
        "A file that is written to from two places, or copied while it is written to, can be damaged, and "
        "it holds names. Keep the workspace on this computer and copy its backups there."
    )
    return f"{where} {advice}"
