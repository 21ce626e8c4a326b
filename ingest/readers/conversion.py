"""Runs LibreOffice, without a window, on one file. It decides nothing about the file: who calls has checked it.

Measured with LibreOffice 7.4: a conversion takes 2 s with a fresh profile and works within 1 GiB of address space, which it
inherits from the process that reads (``ingest.worker``).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from ingest.errors import MissingTool, UnreadableFile, UnsafeFile

_SECONDS = 50.0  # less than the worker's silence limit, so that the refusal is ours and the temporary files go
_NAMES = ("soffice", "libreoffice")
_FILTER = "docx:MS Word 2007 XML"
# No macros, no linked files, no active content; and a proxy that is not there, for whatever asks for the network all the same.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
_ITEM = '<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_PROFILE = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}\n</oor:items>\n'


def require_libreoffice(name: str = "") -> str:
    """Return the path of LibreOffice's program; raises MissingTool for the file ``name`` where it is not installed."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise MissingTool(name=name, tool="LibreOffice", package="libreoffice-writer-nogui")
    return program


def to_docx(data: bytes, ending: str, name: str, folder: Path) -> bytes:
    """Return the file as docx. ``ending`` tells LibreOffice the format; it works in ``folder``, with a profile of its own there.

    Raises MissingTool, UnsafeFile (reason "time", "crash", "size"), UnreadableFile where LibreOffice finds no document.
    """
    program = require_libreoffice(name)
    source, profile = folder / f"source.{ending}", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=path, name=key, value=value) for path, key, value in _SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), "utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
        *("--convert-to", _FILTER, "--outdir", str(folder / "made"), str(source)),
    ]
    code = _run(command, folder, name)
    try:
        return (folder / "made" / "source.docx").read_bytes()
    except FileNotFoundError:
        if code < 0 or code >= 128:  # a signal, told by the process or by the shell script that soffice is
            raise UnsafeFile(name=name, reason="crash") from None
        raise UnreadableFile(name=name, reason=ending) from None


def _run(command: list[str], folder: Path, name: str) -> int:
    """Run it in a process group of its own; whatever of the group is left afterwards is killed."""
    environment = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    environment |= {"HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(  # noqa: S603 - LibreOffice, with arguments that are ours
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0 if os.name == "posix" else None,
    ) as process:
        try:
            return process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            raise UnsafeFile(name=name, reason="time", limit=_SECONDS) from None
        finally:
            if os.name == "posix":
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
