"""What the environment says: folders, secrets, the database. No Django here, and nothing is started."""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

APP_ROLE = "motcua_app"
OWNER_ROLE = "motcua_owner"
SOCKET_PATH_LIMIT = 80


def words(name: str, default: str) -> list[str]:
    """A list of words from an environment variable."""
    return os.environ.get(name, default).split()


def var_dir(root: Path, *, testing: bool = False) -> Path:
    """Where everything that runs keeps its data: `MOTCUA_VAR`, else `var/` in the checkout; tests have a folder of their own inside."""
    return Path(os.environ.get("MOTCUA_VAR") or root / ("var/test" if testing else "var")).resolve()


def secret(var: Path, name: str) -> str:
    """A secret of this installation: from `MOTCUA_SECRET_<NAME>`, else drawn once and kept (mode 0600) in `var/secrets/`."""
    given = os.environ.get(f"MOTCUA_SECRET_{name.upper()}")
    if given:
        return given
    path = var / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def socket_dir(data: Path) -> Path:
    """Where the embedded server's Unix socket lives: beside the data, or in a short hashed folder when that path is long."""
    if len(str(data)) < SOCKET_PATH_LIMIT:
        return data
    return Path(tempfile.gettempdir()) / ("motcua-pg-" + hashlib.sha256(str(data).encode()).hexdigest()[:12])


def database(var: Path, *, testing: bool = False, owner: bool | None = None) -> dict[str, Any]:
    """Django's database entry. The web runs as the application's role; commands that migrate set `MOTCUA_OWNER=1`."""
    as_owner = testing or (os.environ.get("MOTCUA_OWNER") == "1" if owner is None else owner)
    url = os.environ.get("DATABASE_URL", "")
    options: dict[str, Any] = {"application_name": "motcua"}
    if not testing and os.environ.get("MOTCUA_POOL") != "0":
        options["pool"] = {"min_size": 1, "max_size": 4, "timeout": 5, "reconnect_timeout": 5}
    entry: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    if url:
        entry |= _from_url(url, options)
        if not as_owner:
            options["options"] = f"-c role={APP_ROLE}"
    else:
        entry |= {"NAME": "motcua", "USER": OWNER_ROLE if as_owner else APP_ROLE, "HOST": str(socket_dir(var / "pg"))}
    entry["TEST"] = {"NAME": "test_motcua"}
    return entry


def _from_url(url: str, options: dict[str, Any]) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or (unquote(parts.hostname) if parts.hostname else "")
    options.update(query)
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "motcua",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
    }
