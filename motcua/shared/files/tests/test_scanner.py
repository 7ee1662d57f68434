"""The clamd protocol, against a small real server on a Unix and on a TCP socket."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest

from motcua.base.errors import Invalid, Unavailable
from motcua.base.time import VN
from motcua.shared.files import actions, providers, store
from motcua.shared.files.models import StoredFile
from motcua.shared.files.providers.base import ScannerDown
from motcua.shared.files.providers.clamd import Clamd
from motcua.shared.files.tests import samples

AT = datetime(2026, 11, 20, 9, 0, tzinfo=VN)
SIGNATURE = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
DOWN = "Bộ quét vi-rút đang không trả lời nên chưa nhận được tệp. Hãy gửi lại sau ít phút; các thông tin khác vẫn còn."
SLOW_OR_BROKEN = b"stream: INSTREAM size limit exceeded. ERROR\0"


class UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    seen: list[bytes]


class TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    seen: list[bytes]


Server = TypeVar("Server", UnixServer, TcpServer)


class Handler(socketserver.StreamRequestHandler):
    """Answers zPING and zINSTREAM as clamd does."""

    server: UnixServer | TcpServer

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._scan())

    def _scan(self) -> bytes:
        body = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            body += self.rfile.read(length)
        self.server.seen.append(body)
        if b"TOO LONG" in body:
            return SLOW_OR_BROKEN
        return b"stream: Eicar-Signature FOUND\0" if SIGNATURE in body else b"stream: OK\0"


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.seen = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def unix(tmp_path: Path, settings) -> Iterator[UnixServer]:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_SCANNER = f"clamd:unix:{tmp_path}/clamd.ctl"
    with running(UnixServer(f"{tmp_path}/clamd.ctl", Handler)) as server:
        yield server


def left_behind() -> list[Path]:
    return [path for path in store.root().rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_clean_file_is_sent_whole_and_marked_as_scanned(unix: UnixServer) -> None:
    body = samples.text() * 10_000
    stored = actions.store(BytesIO(body), "a.txt", by="be@H19", at=AT)
    assert stored.scanned == "clamd"
    assert unix.seen == [body]


@pytest.mark.django_db
def test_a_file_with_a_virus_is_refused_and_nothing_is_kept(unix: UnixServer) -> None:
    with pytest.raises(Invalid) as refused:
        actions.store(BytesIO(b"X5O " + SIGNATURE), "a.txt", by="be@H19", at=AT)
    assert refused.value.detail == "Bộ quét vi-rút báo tệp có mã độc (Eicar-Signature). Tệp đã bị từ chối."
    assert left_behind() == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_scanner_that_cannot_say_refuses_for_now(unix: UnixServer) -> None:
    with pytest.raises(Unavailable) as refused:
        actions.store(BytesIO(b"TOO LONG"), "a.txt", by="be@H19", at=AT)
    assert refused.value.detail == DOWN
    assert left_behind() == []


@pytest.mark.django_db
def test_a_scanner_that_is_down_refuses_for_now_and_nothing_is_lost(tmp_path: Path, settings) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_SCANNER = f"clamd:unix:{tmp_path}/nobody.ctl"
    with pytest.raises(Unavailable) as refused:
        actions.store(BytesIO(samples.pdf()), "a.pdf", by="be@H19", at=AT)
    assert (refused.value.detail, refused.value.status) == (DOWN, 503)
    assert left_behind() == []
    assert not StoredFile.objects.exists()
    settings.FILE_SCANNER = ""
    assert actions.store(BytesIO(samples.pdf()), "a.pdf", by="be@H19", at=AT).scanned == ""


def test_it_speaks_over_tcp_too(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"hello")
    with running(TcpServer(("127.0.0.1", 0), Handler)) as server:
        scanner = Clamd(f"tcp:127.0.0.1:{server.socket.getsockname()[1]}")
        assert scanner.scan(path) == ""
        assert scanner.check_config() == []
    with pytest.raises(ScannerDown):
        scanner.scan(path)
    assert len(scanner.check_config()) == 1
    assert scanner.check_config()[0].startswith("Không kết nối được bộ quét clamd: ")


def test_the_setting_is_checked_in_words(settings) -> None:
    settings.FILE_SCANNER = ""
    assert providers.check_config() == []
    settings.FILE_SCANNER = "other:unix:/x"
    assert providers.check_config() == ["FILE_SCANNER: không có bộ quét “other”; có: clamd."]
    settings.FILE_SCANNER = "clamd:/run/clamd.ctl"
    assert providers.check_config() == ["FILE_SCANNER: viết clamd:unix:/đường/dẫn/clamd.ctl hoặc clamd:tcp:máy:cổng."]


def test_a_running_scanner_passes_the_check(unix: UnixServer) -> None:
    assert providers.check_config() == []
