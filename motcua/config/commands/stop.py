"""`motcua stop`: ends what runs in this checkout, or what a killed run left behind."""

import argparse
import signal

from motcua.config import postgres
from motcua.config.instance import Instance, end, wait_for

HELP = "Dừng hệ thống đang chạy ở thư mục này, cả cơ sở dữ liệu."
DATABASE = "none"


def configure(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(args: argparse.Namespace) -> int:
    instance = Instance()
    state = instance.read()
    database = instance.embedded and postgres.alive(instance.data)
    alive = state is not None and (state.supervisor.alive or any(child.alive for child in state.children.values()))
    if state is None or not (alive or database):
        if database:
            postgres.stop(instance.data)
            print("Đã dừng cơ sở dữ liệu.")
        else:
            print("Không có gì đang chạy.")
        return 0
    state.supervisor.send(signal.SIGTERM)
    if not wait_for(lambda: not state.supervisor.alive, 25):
        state.supervisor.send(signal.SIGKILL)
    end([child for child in state.children.values() if child.alive], grace=3)
    if instance.embedded:
        postgres.stop(instance.data)
    instance.forget()
    print("Đã dừng.")
    return 0
