"""ClamAV's daemon, asked by its INSTREAM command over a Unix or TCP socket (clamd(8))."""

import socket
import struct
from pathlib import Path

from motcua.shared.files.providers.base import ScannerDown

CHUNK = 256 * 1024
TIMEOUT = 30.0
LONGEST_ANSWER = 4096


class Clamd:
    """`address` is `unix:/path/to/socket` or `tcp:host:port`. ValueError when it is neither."""

    name = "clamd"

    def __init__(self, address: str) -> None:
        way, _, rest = address.partition(":")
        host, _, port = rest.rpartition(":")
        if not ((way == "unix" and rest) or (way == "tcp" and host and port.isdecimal())):
            raise ValueError("FILE_SCANNER: viết clamd:unix:/đường/dẫn/clamd.ctl hoặc clamd:tcp:máy:cổng.")
        self._way, self._path, self._host, self._port = way, rest, host, int(port) if way == "tcp" else 0

    def scan(self, path: Path) -> str:
        answer = self._ask(b"zINSTREAM\0", path)
        if answer == "stream: OK":
            return ""
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise ScannerDown(answer or "no answer")

    def check_config(self) -> list[str]:
        try:
            answer = self._ask(b"zPING\0")
        except ScannerDown as error:
            return [f"Không kết nối được bộ quét clamd: {error}."]
        return [] if answer == "PONG" else [f"Bộ quét clamd trả lời lạ: {answer[:80]!r}."]

    def _ask(self, command: bytes, path: Path | None = None) -> str:
        try:
            with self._connect() as connection:
                connection.sendall(command)
                if path is not None:
                    self._send(connection, path)
                return self._answer(connection)
        except OSError as error:
            raise ScannerDown(str(error)) from error

    def _connect(self) -> socket.socket:
        if self._way == "tcp":
            return socket.create_connection((self._host, self._port), timeout=TIMEOUT)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT)
        try:
            connection.connect(self._path)
        except OSError:
            connection.close()
            raise
        return connection

    @staticmethod
    def _send(connection: socket.socket, path: Path) -> None:
        with path.open("rb") as source:
            while chunk := source.read(CHUNK):
                connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))

    @staticmethod
    def _answer(connection: socket.socket) -> str:
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            part = connection.recv(LONGEST_ANSWER)
            if not part:
                break
            answer += part
        return answer.rstrip(b"\0\n").decode("utf-8", "replace")
