"""gunicorn's settings. The application is loaded once in the master and forked; no connection is shared with it."""

import os
from typing import Any

workers = max(2, int(os.environ.get("WEB_WORKERS") or 2))
threads = int(os.environ.get("WEB_THREADS") or 4)
worker_class = "gthread"
preload_app = True
control_socket_disable = True
timeout = 60
graceful_timeout = 3
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
errorlog = "-"
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")
max_requests = 20_000
max_requests_jitter = 2_000


def pre_fork(server: Any, worker: Any) -> None:
    """Before each fork, in the master: close what loading the application may have opened."""
    from django.db import connections  # noqa: PLC0415 settings are read when the application loads

    connections.close_all()
    for connection in connections.all(initialized_only=True):
        connection.close_pool()  # type: ignore[attr-defined]


def post_fork(server: Any, worker: Any) -> None:
    """After the fork, in the worker: nothing of the master's is used again."""
    from django.db import connections  # noqa: PLC0415
    from django.db.backends.postgresql.base import DatabaseWrapper  # noqa: PLC0415

    DatabaseWrapper._connection_pools.clear()  # type: ignore[attr-defined]
    for alias in list(connections):
        if hasattr(connections._connections, alias):  # type: ignore[attr-defined]
            delattr(connections._connections, alias)  # type: ignore[attr-defined]
